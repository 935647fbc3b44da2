"""ReaderScreen: one open document, from its first page to the file changing under it; it composes the controllers."""

from __future__ import annotations

import asyncio
import gc
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType

from glossator.tui.controllers import hints
from glossator.tui.controllers.annotating import AnnotatingController
from glossator.tui.controllers.links import LinksController
from glossator.tui.controllers.loading import LoadingController
from glossator.tui.controllers.navigation import NavigationController
from glossator.tui.controllers.panes import PanesController
from glossator.tui.controllers.saving import SavingController
from glossator.tui.controllers.searching import SearchController
from glossator.tui.controllers.view import ReaderView
from glossator.tui.keys import bindings, hint
from glossator.tui.reading.reading import Reading
from glossator.tui.settings import Settings
from glossator.tui.widgets import messages

_FILE_EVERY = 2.0
_NOTEBOOK_EVERY = 1.0
"""Seconds between two looks at the document's file, and at its notebook."""
_SOON = 0.02
"""Seconds between two looks at whether a change is stored."""


class ReaderScreen(ReaderView):
    """Shows the first page, then the panes, then reads what the first page did not need."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("reader")

    def __init__(
        self, reading: Reading, settings: Settings, section: str = "", *, is_first_run: bool = False
    ) -> None:
        super().__init__(reading, settings)
        self._shows_first_keys = is_first_run
        self._asked_to_wait = False
        self._is_large = reading.document.rest > 0
        self.navigation = NavigationController(self)
        self.panes = PanesController(self, self.navigation.mark_section)
        self.searching = SearchController(self, self.panes, self.navigation)
        self.saving = SavingController(self)
        self.annotating = AnnotatingController(self, self.panes, self.navigation, self.saving)
        self.links = LinksController(self)
        self.opening = LoadingController(self, self.navigation, self.searching, self.annotating, self.saving, section)

    # -- from the first page to the whole

    def on_mount(self) -> None:
        """Set up what needs the screen."""
        self.body.focus()
        self.panes.arrange()
        self.navigation.show_position()
        if self._shows_first_keys:
            self.show_status(hints.first_run(self.app))
        if self._is_large:
            self.opening.load()  # there is much to read: at once, beside the first page's being drawn
        self.call_after_refresh(self._after_first_page)

    def on_key(self) -> None:
        """Take the first keys away, once one was pressed."""
        if self._shows_first_keys:
            self._shows_first_keys = False
            self.show_status("")

    def on_resize(self, event: events.Resize) -> None:
        """Lay out anew for the new size."""
        self.panes.arrange()

    async def _after_first_page(self) -> None:
        gc.freeze()
        await self.panes.mount_sections()
        if not self._is_large:
            self.opening.load()
        self.run_worker(self._mount_panes())
        self._tell_problems()
        self.set_interval(_FILE_EVERY, self.opening.watch_file)
        self.set_interval(_NOTEBOOK_EVERY, lambda: self.saving.check_notebook(self.annotating.show_notes))

    def _tell_problems(self) -> None:
        """Say what is wrong with the settings: one thing by itself, several by their number."""
        problems = self.settings.problems
        if len(problems) > 1:
            where = f"Settings in the palette ({hint(self.app, 'palette')}) lists them"
            text = f"{len(problems)} problems in the settings; {where}. The first: {problems[0]}"
            self.notify(text, severity="warning")
        elif problems:
            self.notify(problems[0], severity="warning")

    async def _mount_panes(self) -> None:
        """The other panes; those of a large document once its whole section tree is there and no key is waiting."""
        if self._is_large:
            await self.reading.wait_until_complete()
            await self.reading.activity.wait_until_briefly_idle()
        await self.panes.mount_panes()
        self.annotating.show_notes()

    def action_reload(self) -> None:
        """Read the document again; one from a URL is fetched anew."""
        self.opening.reload()

    def take_settings(self, settings: Settings) -> None:
        """Take other settings: the width of the text, and which sides are shown."""
        self.settings = settings
        self.body.set_column(settings.width)
        self.panes.want_sides(left=settings.left, right=settings.right)

    @property
    def holds_keys(self) -> bool:
        """True while the next key cannot be understood yet: where it goes depends on what is still on its way."""
        return self.searching.is_accepting or self.annotating.is_opening_editor

    # -- leaving

    def action_quit(self) -> None:
        """Leave, behind everything that the keys before asked for."""
        self.body.post_message(messages.LeaveRequested())

    @on(messages.LeaveRequested)
    def _leave_requested(self) -> None:
        """Leave once what was changed is on disk; what is being read is not waited for."""
        if self.annotating.pending and not self._asked_to_wait:
            self._asked_to_wait = True
            self.show_status(f"{hint(self.app, 'quit')} again leaves without the highlight that waits")
        elif self._is_storing:
            self.run_worker(self._leave_when_stored(), group="leaving", exclusive=True)
        else:
            self.app.exit()

    @property
    def _is_storing(self) -> bool:
        return self.saving.is_due or any(worker.group == "storing" for worker in self.workers)

    async def _leave_when_stored(self) -> None:
        while self._is_storing:
            await asyncio.sleep(_SOON)
        self.app.exit()

    # -- messages of the widgets

    @on(messages.PositionChanged)
    def _position_changed(self, message: messages.PositionChanged) -> None:
        self.navigation.position_changed()
        self.annotating.follow_position(message)

    @on(messages.Jumped)
    def _jumped(self, message: messages.Jumped) -> None:
        self.navigation.jumped(message.origin, message.generation)

    @on(messages.SectionChosen)
    def _section_chosen(self, message: messages.SectionChosen) -> None:
        self.navigation.go_to(message.position, message.generation)
        self.panes.focus_body()

    @on(messages.TextClicked)
    def _text_clicked(self, message: messages.TextClicked) -> None:
        self.annotating.clicked(message)
        position = self.reading.position_now(message.position, message.generation)
        if position is not None:
            self.links.follow_at(position)

    @on(messages.StatusMessage)
    def _status(self, message: messages.StatusMessage) -> None:
        self.show_status(message.text)

    @on(messages.SelectionChanged)
    def _selection_changed(self) -> None:
        self.annotating.selection_changed()

    @on(messages.HighlightRequested)
    def _highlight_requested(self, message: messages.HighlightRequested) -> None:
        self.annotating.highlight(message)

    @on(messages.CopyRequested)
    def _copy_requested(self, message: messages.CopyRequested) -> None:
        self.annotating.copy(message)

    @on(messages.QueryChanged)
    def _query_changed(self, message: messages.QueryChanged) -> None:
        self.searching.query_changed(message.query)

    @on(messages.HitHighlighted)
    def _hit_highlighted(self, message: messages.HitHighlighted) -> None:
        self.searching.highlight(message.index)

    @on(messages.HitAccepted)
    def _hit_accepted(self, message: messages.HitAccepted) -> None:
        self.searching.accept(message.index)

    @on(messages.SearchCancelled)
    def _search_cancelled(self) -> None:
        self.searching.cancel()

    @on(messages.NoteCommandChosen)
    def _note_command_chosen(self, message: messages.NoteCommandChosen) -> None:
        self.annotating.run_command(message)

    @on(messages.DeletedNotesRequested)
    def _deleted_notes_requested(self) -> None:
        self.annotating.list_deleted()

    @on(messages.NotesPaneClosed)
    def _notes_pane_closed(self) -> None:
        self.panes.focus_body()

    # -- actions of the keys, see ``keys.py``

    def action_leave(self) -> None:
        """Close the help, or go back to the text; there, take the marked hits away."""
        if self.query("HelpPanel"):
            self.action_help()
        elif self.focused is not self.body:
            self.panes.focus_body()
        else:
            self.body.set_hit([])
            self.show_status("")

    async def action_focus_pane(self, step: int) -> None:
        """Give the keys to the next pane, or with -1 to the previous one."""
        await self.panes.focus_next(step)

    def action_toggle_pane(self, side: str) -> None:
        """Show or hide a side, ``left`` or ``right``."""
        self.panes.toggle(side)

    def action_zen(self) -> None:
        """Show only the text, or both sides again."""
        self.panes.toggle_zen()

    async def action_search(self) -> None:
        """Go to the search field."""
        await self.searching.open()

    def action_next_hit(self, step: int) -> None:
        """Go to the next search result, or with -1 to the previous one."""
        self.searching.step(step)

    def action_top_section(self, number: int) -> None:
        """Go to a top-level section, by its number from 1."""
        self.navigation.top_section(number)

    def action_pick_section(self) -> None:
        """Ask for a section by a few letters."""
        self.navigation.pick_section()

    def action_back(self) -> None:
        """Go back to where the last jump left."""
        self.navigation.back()

    def action_forward(self) -> None:
        """Go forward again."""
        self.navigation.forward()

    def action_follow(self) -> None:
        """Follow the link at the caret, or the next one on the page."""
        self.links.follow()

    def action_next_note(self, step: int) -> None:
        """Go to the next highlight, or with -1 to the previous one."""
        self.annotating.step(step)

    def action_edit_note(self) -> None:
        """Edit the note on the highlight at the caret."""
        self.annotating.with_current(self.annotating.edit_note)

    def action_delete_note(self) -> None:
        """Delete the highlight at the caret."""
        self.annotating.with_current(self.annotating.delete)

    def action_tag_note(self) -> None:
        """Edit the tags of the highlight at the caret."""
        self.annotating.with_current(self.annotating.tag)

    def action_recolor_note(self) -> None:
        """Give the highlight at the caret the next colour."""
        self.annotating.with_current(self.annotating.recolor)

    def action_undo(self) -> None:
        """Undo the last change to the notes."""
        self.annotating.undo()

    def action_redo(self) -> None:
        """Redo the change to the notes undone last."""
        self.annotating.undo(redo=True)

    def action_export(self) -> None:
        """Ask where to export the notes to."""
        self.saving.export()

    def action_width(self, step: int) -> None:
        """Make the text wider or narrower, by so many columns."""
        self.body.set_column(self.body.column + step)
        self.show_status(f"{self.body.column} columns")
        self.remember(width=self.body.column)

    def action_theme(self) -> None:
        """Take the next theme."""
        from glossator.styles.themes import THEMES

        names = [theme.name for theme in THEMES]
        following = names.index(self.app.theme) + 1 if self.app.theme in names else 0
        self.app.theme = names[following % len(names)]
        self.show_status(self.app.theme)

    def action_help(self) -> None:
        """Show or hide the keys that work here."""
        if self.query("HelpPanel"):
            self.app.action_hide_help_panel()
            self.panes.give_way(is_helping=False)
            self.show_status("")
        else:
            self.panes.give_way(is_helping=True)
            self.app.action_show_help_panel()
            self.show_status(f"{hint(self.app, 'help')} or {hint(self.app, 'leave')} closes the keys")
