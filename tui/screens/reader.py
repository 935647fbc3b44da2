"""ReaderScreen: one open document, from its first page to the file changing under it; it composes the controllers."""

from __future__ import annotations

import asyncio
import gc
from functools import partial
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.message import Message

from glossator.tui.controllers import hints
from glossator.tui.controllers.annotating import AnnotatingController
from glossator.tui.controllers.loading import LoadingController
from glossator.tui.controllers.navigation import NavigationController
from glossator.tui.controllers.panes import PanesController
from glossator.tui.controllers.saving import SavingController
from glossator.tui.controllers.searching import SearchController
from glossator.tui.key_sequences import give_up_waiting
from glossator.tui.keys import bindings, hint
from glossator.tui.reading.reading import Reading
from glossator.tui.screens.reader_actions import ReaderActions
from glossator.tui.settings import Settings
from glossator.tui.widgets import messages

_FILE_EVERY, _NOTEBOOK_EVERY = 2.0, 1.0
"""Seconds between two looks at the document's file, and at its notebook."""
_SOON = 0.02
"""Seconds between two looks at whether a change is stored."""


class ReaderScreen(ReaderActions):
    """Shows the first page, then the panes, then reads what the first page did not need."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("reader")

    def __init__(
        self,
        reading: Reading,
        settings: Settings,
        section: str = "",
        *,
        is_first_run: bool = False,
        target: messages.Target | None = None,
    ) -> None:
        super().__init__(reading, settings)
        self._shows_first_keys = is_first_run
        self._asked_for = 0
        """What ``annotating.waited`` was when the reader was last warned on leaving."""
        self._is_shown = False
        self._is_leaving = False
        self._is_large = reading.document.rest > 0
        self.navigation = NavigationController(self)
        self.panes = PanesController(self, self.navigation.mark_section)
        self.searching = SearchController(self, self.panes, self.navigation)
        self.saving = SavingController(self)
        self.annotating = AnnotatingController(self, self.navigation, self.saving)
        self.saving.show_notes = self.annotating.show_notes
        self.opening = LoadingController(
            self, self.navigation, self.searching, self.annotating, self.saving, section, self._loaded
        )
        self._target = target

    # -- from the first page to the whole

    def on_mount(self) -> None:
        """Set up what needs the screen."""
        self.body.focus()
        self.body.bind_commands(self.settings.commands)
        self.panes.arrange()
        self.navigation.show_position()
        if self._shows_first_keys:
            self.show_status(hints.first_run(self.app))
        self.call_after_refresh(self._after_first_page)

    def on_key(self) -> None:
        """Take the first keys away, once one was pressed."""
        if self._shows_first_keys:
            self._shows_first_keys = False
            self.show_status("")

    def on_screen_suspend(self) -> None:
        """Wait for no key that goes to what lies over this screen now."""
        give_up_waiting(self.app)
        self.body.pointer.up()  # the button's release goes to what lies over this screen
        self._cover_keys(True)

    def on_screen_resume(self) -> None:
        """Show the keys again."""
        self._cover_keys(False)

    def _cover_keys(self, is_covered: bool) -> None:
        if self.panes_mounted:  # else the first page is still to be drawn
            from glossator.tui.widgets.footer import KeyLine

            for line in self.query(KeyLine):
                line.cover(is_covered)

    def on_resize(self, event: events.Resize) -> None:
        """Lay out anew for the new size."""
        self.panes.arrange()
        if self.menu_pane is not None:
            self.menu_pane.follow()

    async def _after_first_page(self) -> None:
        self._is_shown = True
        gc.freeze()
        self.panes.show_all()
        if not self._is_large:
            await self.panes.mount_sections()
            if not self.is_open:
                return
        self.opening.load()
        self.run_worker(self._mount_panes())
        self._tell_problems()
        self.set_interval(_FILE_EVERY, self.opening.watch_file)
        self.set_interval(_NOTEBOOK_EVERY, self.saving.check_notebook)

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
            await self.opening.wait_for_sections()  # what reads would hold up both the first page and the tree
            await self.panes.mount_sections()
            self.opening.sections_mounted()
            await self.reading.wait_until_previewed()
            await self.reading.activity.wait_until_briefly_idle()
        await self.panes.mount_panes()
        if self.is_open:
            self.annotating.show_notes()
            self.opening.notes_listed()
            _ = self.menu  # made ready: it is drawn in one frame then

    def take_settings(self, settings: Settings) -> None:
        """Take other settings: how the text is set, and which sides are shown."""
        self.settings = settings
        self.body.set_options(settings.layout)
        self.body.set_column(settings.width)
        self.panes.take_settings(settings)

    @property
    def is_awaiting_text(self) -> bool:
        """True while a key waits for what is still being read."""
        return self.body.awaits_text or any(worker.group == "awaited" for worker in self.workers)

    @property
    def holds_keys(self) -> bool:
        """True while the next key cannot be understood yet: where it goes depends on what is still on its way."""
        return (
            not self._is_shown
            or self.is_awaiting_text
            or self._is_leaving
            or self.searching.is_accepting
            or self.annotating.is_opening_editor
            or (self.panes.is_arranging and self.is_active)
            or ("menu" in vars(self) and self.menu.is_waiting)
            or ("running" in vars(self) and self.running.is_waiting)
        )

    def tell_of_highlight(self) -> bool:
        """Tell the line of keys whether they would act on a highlight; a change of what it was told is told again."""
        self.annotating.told_on = self.annotating.current() is not None
        return self.annotating.told_on

    @property
    def where(self) -> messages.Target:
        """Where the reader is, as a place to come back to."""
        document, position = self.reading.document, self.body.place
        return messages.Target(document.source, position, self.reading.words_at(position))

    def _loaded(self) -> None:
        """Do what waited for the document to be there to its end."""
        self._go_to_target()
        if any(block.kind == "figure" and block.info for block in self.reading.document.blocks):
            self.pictures.measure()
        if self.reading.document.format == "pdf":
            self.call_after_refresh(self.importing.offer)

    @on(messages.PicturesWanted)
    def _pictures_wanted(self) -> None:
        self.pictures.draw()

    def _go_to_target(self) -> None:
        """Go where this document was opened to, once it is there to its end."""
        target, self._target = self._target, None
        if target and target.anchor:
            position = self.links.find_inside(target.anchor)
            if position is None:
                self.show_status(f"{target.anchor} is not in this document")
            else:
                self.body.go(position, jump=False)
        elif target and target.position >= 0:
            self.body.go(self.reading.find_words(target.words, target.position), jump=False)

    # -- leaving

    @on(messages.LeaveRequested)
    def _leave_requested(self, message: messages.LeaveRequested) -> None:
        """Leave once what was changed is on disk; what is being read is not waited for."""
        if self.annotating.pending and self._asked_for != self.annotating.waited:
            self._asked_for = self.annotating.waited
            text = f"{hint(self.app, 'quit')} again leaves without the highlight that waits"
            if self.is_active:
                self.show_status(text)
            else:
                self.notify(text)
        elif self._is_storing:
            self._is_leaving = True
            self.run_worker(self._leave_when_stored(message.then), group="leaving", exclusive=True)
        else:
            self.app.post_message(message.then)

    @property
    def _is_storing(self) -> bool:
        return self.saving.is_due or any(worker.group == "storing" for worker in self.workers)

    async def _leave_when_stored(self, then: Message) -> None:
        while self._is_storing:
            await asyncio.sleep(_SOON)
        self._is_leaving = False
        self.app.post_message(then)

    # -- messages of the widgets

    @on(messages.PositionChanged)
    def _position_changed(self, message: messages.PositionChanged) -> None:
        self.navigation.position_changed()
        self.annotating.follow_position(message)

    @on(messages.CaretMoved)
    def _caret_moved(self) -> None:
        self.navigation.caret_moved()
        self.annotating.show_keys()

    @on(messages.Jumped)
    def _jumped(self, message: messages.Jumped) -> None:
        self.navigation.jumped(message.origin, message.generation)
        self.annotating.put_away()

    @on(messages.CaretLeft)
    def _caret_left(self) -> None:
        self.annotating.put_away()

    @on(messages.SectionChosen)
    def _section_chosen(self, message: messages.SectionChosen) -> None:
        go = partial(self.navigation.go_to, message.position, message.generation)
        if message.generation > self.reading.generation:
            self.body.when_whole(go)  # the tree is there before the text
        else:
            go()
        self.panes.focus_body()

    @on(messages.TextClicked)
    def _text_clicked(self, message: messages.TextClicked) -> None:
        position = self.reading.position_now(message.position, message.generation)
        if position is None or self.links.follow_at(position):
            return
        if message.at and self.body.pointer.is_on_picture(*message.at):
            self.pictures.look_at_place(position)
        else:
            self.menu.open_on_click(position, message.at)

    @on(messages.MenuRequested)
    def _menu_requested(self, message: messages.MenuRequested) -> None:
        position = self.reading.position_now(message.position, message.generation)
        if position is not None:
            self.menu.open(position, message.at, by_mouse=message.by_mouse)

    @on(messages.SectionSearched)
    def _section_searched(self) -> None:
        self.navigation.pick_section()

    @on(messages.PaneResized)
    def _pane_resized(self, message: messages.PaneResized) -> None:
        self.panes.resize(message.side, message.step, is_dragged=message.is_dragged)

    @on(messages.MarkNamed)
    def _mark_named(self, message: messages.MarkNamed) -> None:
        self.marks.named(message)

    @on(messages.WordSearched)
    def _word_searched(self, message: messages.WordSearched) -> None:
        self.searching.search_word(message)

    @on(messages.StatusMessage)
    def _status(self, message: messages.StatusMessage) -> None:
        self.show_status(message.text)

    @on(messages.StatusCleared)
    def _status_cleared(self, message: messages.StatusCleared) -> None:
        self.clear_status(message.shown)

    @on(messages.SelectionChanged)
    def _selection_changed(self) -> None:
        self.navigation.caret_moved()
        self.annotating.selection_changed()

    @on(messages.HighlightRequested)
    def _highlight_requested(self, message: messages.HighlightRequested) -> None:
        self.annotating.highlight(message)

    @on(messages.CopyRequested)
    def _copy_requested(self, message: messages.CopyRequested) -> None:
        self.notes.copy_selection(message)

    @on(messages.QueryChanged)
    def _query_changed(self, message: messages.QueryChanged) -> None:
        self.searching.query_changed(message.query)

    @on(messages.QueryRecalled)
    def _query_recalled(self, message: messages.QueryRecalled) -> None:
        self.searching.recall(message.step)

    @on(messages.HitHighlighted)
    def _hit_highlighted(self, message: messages.HitHighlighted) -> None:
        self.searching.highlight(message.index, message.hits)

    @on(messages.HitAccepted)
    def _hit_accepted(self, message: messages.HitAccepted) -> None:
        self.searching.accept(message.index, message.hits)

    @on(messages.SearchCancelled)
    def _search_cancelled(self) -> None:
        self.searching.cancel()

    @on(messages.NoteCommandChosen)
    def _note_command_chosen(self, message: messages.NoteCommandChosen) -> None:
        if message.command == "menu":
            self.menu.open_for(message.id, message.at)
        else:
            self.notes.run(message)

    @on(messages.DeletedNotesRequested)
    def _deleted_notes_requested(self) -> None:
        self.notes.list_deleted()

    @on(messages.NotesPaneClosed)
    def _notes_pane_closed(self) -> None:
        self.panes.focus_body()
