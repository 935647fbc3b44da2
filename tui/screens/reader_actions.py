"""ReaderActions: what the keys of the reader do, one line each; the controllers do the work."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from textual import events, on

from glossator.tui.controllers.annotating import AnnotatingController
from glossator.tui.controllers.loading import LoadingController
from glossator.tui.controllers.navigation import NavigationController
from glossator.tui.controllers.panes import PanesController
from glossator.tui.controllers.saving import SavingController
from glossator.tui.controllers.searching import SearchController
from glossator.tui.controllers.view import ReaderView
from glossator.tui.keys import MODES
from glossator.tui.widgets import messages

if TYPE_CHECKING:
    from glossator.tui.controllers.importing import ImportController
    from glossator.tui.controllers.links import LinksController
    from glossator.tui.controllers.marks import MarksController
    from glossator.tui.controllers.menu import MenuController
    from glossator.tui.controllers.note_commands import NoteCommands
    from glossator.tui.controllers.pictures import PicturesController
    from glossator.tui.controllers.running import RunningController
    from glossator.tui.controllers.speaking import SpeakingController

_TURNED = {
    "justify": ("lines end where their words do", "lines end at one edge"),
    "hyphenate": ("words stay whole", "words are hyphenated in justified and in narrow text"),
    "focus": ("all of the text is bright", "only the paragraph that is read is bright"),
    "typewriter": ("the caret moves over the screen", "the line with the caret stays in the middle"),
    "code_wrap": ("wide code scrolls sideways", "wide code is wrapped"),
    "code_numbers": ("code without line numbers", "code with line numbers"),
}
"""What the status line shows for a setting that was turned off, and on."""


_CHOICES: dict[str, tuple[int | str, ...]] = {
    "line_spacing": (1, 2, 3), "paragraph_space": (1, 2, 3, 0), "heading_style": ("plain", "rule", "capitals"),
}  # fmt: skip
"""What those settings may be that are neither on nor off."""


class ReaderActions(ReaderView):
    """The actions of ``keys.py`` that belong to the reader screen."""

    navigation: NavigationController
    panes: PanesController
    searching: SearchController
    saving: SavingController
    annotating: AnnotatingController
    opening: LoadingController

    @cached_property
    def notes(self) -> NoteCommands:
        """What is done to one annotation; as those below, made when it is first asked for, after the first page."""
        from glossator.tui.controllers.note_commands import NoteCommands

        return NoteCommands(self, self.panes, self.annotating, self.saving)

    @cached_property
    def importing(self) -> ImportController:
        """Takes other programs' highlights in."""
        from glossator.tui.controllers.importing import ImportController

        return ImportController(self, self.saving)

    @cached_property
    def links(self) -> LinksController:
        """Links and footnotes."""
        from glossator.tui.controllers.links import LinksController

        return LinksController(self, self.navigation)

    @cached_property
    def marks(self) -> MarksController:
        """Marks."""
        from glossator.tui.controllers.marks import MarksController

        return MarksController(self, self.navigation)

    @cached_property
    def menu(self) -> MenuController:
        """The menu of a highlight or a selection."""
        from glossator.tui.controllers.menu import MenuController

        return MenuController(
            self, self.annotating, self.notes, lambda chosen: self.running.look_up(chosen),
            lambda position: self.pictures.look_at_place(position), self.panes.mount_panes,
        )  # fmt: skip

    @cached_property
    def running(self) -> RunningController:
        """Runs programs on what is selected."""
        from glossator.tui.controllers.running import RunningController

        return RunningController(self, self.saving.go_on)

    @cached_property
    def speaking(self) -> SpeakingController:
        """Reads aloud."""
        from glossator.tui.controllers.speaking import SpeakingController

        return SpeakingController(self)

    @cached_property
    def pictures(self) -> PicturesController:
        """Pictures."""
        from glossator.tui.controllers.pictures import PicturesController

        return PicturesController(self)

    def on_unmount(self) -> None:
        """Have the terminal forget the pictures that it was given."""
        if "pictures" in vars(self):
            self.pictures.forget()

    @on(events.Resize)
    def _resized(self) -> None:
        """Draw pictures for cells of another size, where the letters have grown or shrunk."""
        if "pictures" in vars(self):
            self.pictures.follow_terminal()

    def action_picture(self) -> None:
        """Look at the picture here, or fetch it."""
        self.pictures.look_at()

    def action_reload(self) -> None:
        """Read the document again; one from a URL is fetched anew."""
        self.opening.reload()

    def action_whole_page(self) -> None:
        """Show all of a web page, or its article only."""
        self.opening.turn_whole_page()

    def action_quit(self) -> None:
        """Close the document, behind everything that the keys before asked for."""
        self.leave_for(messages.DocumentClosed())

    def action_quit_all(self) -> None:
        """Leave the program, likewise."""
        self.leave_for(messages.ProgramLeft())

    def action_leave(self) -> None:
        """Go back to the text; there, take the marked hits away."""
        if self.focused is not self.body:
            self.panes.focus_body()
        else:
            self.body.set_hit([])
            self.annotating.put_away()
            self.show_status("")

    async def action_focus_pane(self, step: int) -> None:
        """Give the keys to the next pane, or with -1 to the previous one."""
        was_open = self.searching.is_open
        if await self.panes.focus_next(step) in ("#query", "#hits") and not was_open:
            self.searching.begin()

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
        """Go to the next search result, or with -1 to the previous one; a count multiplies."""
        self.searching.step(step * self.body.take_times())

    def action_top_section(self, number: int) -> None:
        """Go to a top-level section, by its number from 1."""
        self.body.when_whole(lambda: self.navigation.top_section(number))

    def action_pick_section(self) -> None:
        """Ask for a section by a few letters."""
        self.body.when_whole(self.navigation.pick_section)

    def action_go_to_page(self) -> None:
        """Go to a page of the source; the count is its number."""
        count = self.body.take_count()
        self.body.when_whole(lambda: self.navigation.go_to_page("" if count is None else str(count)))

    def action_back(self) -> None:
        """Go back to where the last jump left; a count multiplies."""
        self.navigation.back(self.body.take_times())

    def action_forward(self) -> None:
        """Go forward again; a count multiplies."""
        self.navigation.forward(self.body.take_times())

    def action_follow(self) -> None:
        """Follow the link at the caret, or one on the page, by its label where there are several."""
        self.links.follow()

    def action_next_link(self) -> None:
        """Bring the caret to the next link."""
        self.links.go_to_next()

    def action_library(self) -> None:
        """Show the library."""
        self.leave_for(messages.LibraryRequested())

    def action_look_up(self) -> None:
        """Look up what is selected, or the word at the caret."""
        self.running.look_up()

    def action_run_command(self, key: str) -> None:
        """Run the program that the settings have for a key."""
        self.running.run(key)

    def action_read_aloud(self) -> None:
        """Read aloud from the caret, or stop."""
        self.speaking.toggle()

    def action_next_note(self, step: int) -> None:
        """Go to the next highlight, or with -1 to the previous one; a count multiplies."""
        steps = step * self.body.take_times()
        if self.reading.is_complete:
            self.annotating.step(steps)
        else:
            self.run_worker(self._step_when_read(steps), group="awaited")

    async def _step_when_read(self, steps: int) -> None:
        await self.reading.wait_until_previewed()
        self.annotating.step(steps)

    def action_edit_note(self) -> None:
        """Edit the note on the highlight at the caret."""
        self.notes.with_current(self.notes.edit_note)

    def action_copy_note(self) -> None:
        """Copy the text of the highlight at the caret."""
        self.notes.with_current(self.notes.copy)

    def action_cite_note(self) -> None:
        """Copy the text of the highlight at the caret with its source."""
        self.notes.with_current(self.notes.cite)

    def action_delete_note(self) -> None:
        """Delete the highlight at the caret."""
        self.notes.with_current(self.notes.delete)

    def action_tag_note(self) -> None:
        """Edit the tags of the highlight at the caret."""
        self.notes.with_current(self.notes.tag)

    def action_recolor_note(self) -> None:
        """Give the highlight at the caret the next colour."""
        self.notes.with_current(self.notes.recolor)

    def action_undo(self) -> None:
        """Undo the last change to the notes, or with a count so many."""
        self._undo(self.body.take_times(), redo=False)

    def action_redo(self) -> None:
        """Redo the change to the notes undone last, or with a count so many."""
        self._undo(self.body.take_times(), redo=True)

    def _undo(self, times: int, *, redo: bool) -> None:
        if not redo and self.importing.is_last:
            self.run_worker(self.importing.undo(), group="storing")
        elif self.reading.is_complete:
            self.notes.undo(times, redo=redo)
        else:
            self.run_worker(self.notes.undo_when_read(times, redo=redo), group="awaited")

    def action_export(self) -> None:
        """Ask where to export the notes to."""
        self.saving.export()

    def keep_place(self) -> None:
        """Remember the reading place."""
        self.reading.remember(self.navigation.last_position, self.navigation.last_end)

    def action_import_notes(self) -> None:
        """Ask where to import highlights of another program from."""
        self.importing.ask()

    def action_width(self, step: int) -> None:
        """Make the text wider or narrower, by so many columns."""
        self.body.set_column(self.body.column + step)
        self.show_status(f"{self.body.column} columns")
        self.remember(width=self.body.column)

    def action_turn(self, name: str) -> None:
        """Turn a setting of how the text is set on, or off."""
        is_on = not getattr(self.settings, name)
        setattr(self.settings, name, is_on)
        self.body.set_options(self.settings.layout)
        self.show_status(_TURNED[name][is_on])
        self.remember(**{name: is_on})

    def action_change(self, name: str) -> None:
        """Take the next of what a setting of how the text is set may be."""
        choices = _CHOICES[name]
        value = choices[(choices.index(getattr(self.settings, name)) + 1) % len(choices)]
        setattr(self.settings, name, value)
        self.body.set_options(self.settings.layout)
        self.show_status(f"{name.replace('_', ' ')}: {value}")
        self.remember(**{name: value})

    def action_pages_beside(self) -> None:
        """Have two pages of text side by side, or one."""
        before, pages = self.settings.pages, 1 if self.body.spread.pages > 1 else 2
        self.settings.pages = pages
        self.body.set_options(self.settings.layout)
        if self.body.spread.pages != pages:
            self.settings.pages = before
            self.body.set_options(self.settings.layout)
            self.show_status("there is no room for two pages")
            return
        self.show_status("two pages" if pages > 1 else "one page")
        self.remember(pages=pages)

    def action_theme(self) -> None:
        """Take the next theme."""
        from glossator.styles.themes import THEMES

        names = [theme.name for theme in (*THEMES, *self.settings.own_themes)]
        following = names.index(self.app.theme) + 1 if self.app.theme in names else 0
        self.app.theme = names[following % len(names)]
        self.show_status(self.app.theme)

    def action_help(self) -> None:
        """Show the keys that work here."""
        from glossator.tui.commands import chosen_commands
        from glossator.tui.screens.modals.key_help import KeyHelp

        commands = {command.key: command.name for command in chosen_commands(self.settings.commands)}
        self.app.push_screen(KeyHelp(self._places(), self.settings.keys, commands))

    def _places(self) -> list[str]:
        """The places whose keys hold now, the nearest first."""
        anywhere = ["reader", "app", "anywhere", *(["tour"] if self.query("#tour") else [])]
        if self.focused is not self.body:
            nodes = self.focused.ancestors_with_self if self.focused else ()
            panes = {"SearchPane": "search", "NotesPane": "notes", "Sections": "sections", "EntryList": "list"}
            return [*(panes[name] for node in nodes if (name := type(node).__name__) in panes), *anywhere]
        places = [place for place, modes in MODES.items() if self.body.mode in modes]
        return [*sorted(places, key=lambda place: (len(MODES[place]), place)), *anywhere]
