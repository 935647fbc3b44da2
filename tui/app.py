"""GlossatorApp: themes, keymap, which screen is up."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Iterable, Sequence
from types import FrameType
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.css.query import NoMatches
from textual.filter import LineFilter
from textual.geometry import Offset
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.widget import MountError
from textual.worker import WorkerFailed

from glossator import styles
from glossator.content.errors import reason
from glossator.content.sources.source import NO_WISHES, Wishes
from glossator.content.text.sanitize import clean, clean_line
from glossator.styles.themes import DEFAULTS, THEMES
from glossator.tui.appearance import Appearance, BackgroundReported
from glossator.tui.documents import Documents
from glossator.tui.ending import end_surely
from glossator.tui.gate import with_gate
from glossator.tui.key_queue import KeyQueue
from glossator.tui.key_sequences import KeySequences
from glossator.tui.keys import KEYS, bindings, hint, keymap
from glossator.tui.remembered import reset_remembered
from glossator.tui.screens.reader import ReaderScreen
from glossator.tui.settings import Settings, load_settings
from glossator.tui.widgets import messages

if TYPE_CHECKING:
    from glossator.content.document import Document
    from glossator.tui.graphics import GraphicsReported
    from glossator.tui.tour import Tour

_HANGUP = 1
"""The number of SIGHUP, which a terminal that goes away sends."""
_SWITCH = 0.0005
"""Seconds a thread may keep the interpreter; less than Python's own, so that no key waits for one."""


class GlossatorApp(App[None], inherit_bindings=False, inherit_css=False):
    """The reader. ``source`` None means the library, or the bundled article when nothing was read yet."""

    TITLE = "Glossator"
    CSS_PATH = styles.READER
    DEFAULT_CSS = styles.APP
    # Textual's own, but that ctrl+q does not come before what the note editor does with it.
    BINDINGS: ClassVar[list[BindingType]] = bindings("app", "anywhere", "tour")
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self, source: str | None, document: Document | None = None, *, settings: Settings | None = None,
        section: str = "", wishes: Wishes = NO_WISHES, tour: bool = False,
    ) -> None:  # fmt: skip
        self._is_tour = tour
        self._tour: Tour | None = None
        self._cursor = Offset(0, 0)
        if os.environ.get("NO_COLOR") == "":
            del os.environ["NO_COLOR"]  # an empty one asks for nothing, see no-color.org
        super().__init__()
        self.settings = settings or load_settings()
        self.rescued = ""
        """The file that what could not be saved was put into."""
        self.last_resort = ""
        """What could be put nowhere: a notebook, as the text of its file."""
        self._set_first_theme()
        self.crash: BaseException | None = None
        """What nobody foresaw, and ended the program."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self.terminal_modes: list[Any] | None = None
        """The terminal's modes before this program changed them."""
        self.is_ending = False
        """Whether the program was asked to end from outside."""
        self.sequences = KeySequences(self, self._show_status)
        self.documents = Documents(self, lambda: self.settings, source, wishes=wishes, section=section)
        self.keys = KeyQueue(self, self._hand_on, self._is_busy, self.documents, self._key_came_to_rest)
        self.documents.open_first(source, document)

    @property
    def reader(self) -> ReaderScreen | None:
        """The screen of the document that is open."""
        return self.documents.reader

    def get_default_screen(self) -> Screen[Any]:
        """Give the reader, where it is there from the start."""
        return self.reader or super().get_default_screen()

    def notify(
        self, message: str, *, title: str = "", severity: SeverityLevel = "information", timeout: float | None = None,
        markup: bool = False,
    ) -> None:  # fmt: skip
        """Show a message in a corner; nothing in it is ever markup."""
        super().notify(clean(message), title=clean_line(title), severity=severity, timeout=timeout, markup=False)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Add the last gate before the terminal."""
        return with_gate(super().get_line_filters())

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give the colours that a theme may leave out."""
        return DEFAULTS

    def _set_first_theme(self) -> None:
        """Before any style is parsed, so that none is parsed a second time for other colours."""
        for theme in (*THEMES, *self.settings.own_themes):
            self.register_theme(theme)
        self.appearance = Appearance(self, lambda: self.settings)
        self.set_reactive(App.theme, self.appearance.theme())
        self.stylesheet.set_variables(self.get_css_variables())

    @property
    def cursor_position(self) -> Offset:
        """Where the terminal's own cursor stands, hidden as it is, for screen readers and input methods."""
        focused = self.focused if self.screen_stack else None
        at: Offset = focused.content_region.offset if focused else self._cursor
        return getattr(focused, "cursor_offset", at)

    @cursor_position.setter
    def cursor_position(self, offset: Offset) -> None:
        self._cursor = offset

    # -- keys

    async def on_event(self, event: events.Event) -> None:
        """Hand keys and clicks on one after the other, all else as it comes.

        That the terminal has lost the focus takes it from no widget: keys may come all the same, from another program.
        """
        if isinstance(event, (events.Key, events.Paste)) and not event.is_forwarded:
            self.keys.put(event)
        elif isinstance(event, events.MouseEvent) and not event.is_forwarded and self.keys.put_mouse(event):
            return
        elif not isinstance(event, (events.AppBlur, events.AppFocus)):
            await super().on_event(event)

    async def _hand_on(self, event: events.Key | events.Paste | events.MouseEvent) -> None:
        """Do what a key or the mouse asks for; text that was pasted runs as no key, and goes where text is typed.

        Whatever has the keys, the hand has moved: what nobody asked for waits.
        """
        if self.reader:
            self.reader.reading.activity.note_activity()
        if isinstance(event, events.MouseDown):
            self.sequences.give_up()
        if isinstance(event, events.Key) and await self.sequences.take(event):
            return
        await super().on_event(event)

    def _is_busy(self) -> bool:
        if not self.is_running or not self.screen_stack:
            return True  # typed ahead of the first screen
        return self.reader is not None and self.reader.holds_keys

    def _key_came_to_rest(self, event: events.Key | events.Paste) -> None:
        """A number counts for the key that follows, and for no other one."""
        is_digit = isinstance(event, events.Key) and (event.character or " ") in "0123456789"
        if self.reader is not None and not is_digit and not self.sequences.is_waiting:
            self.reader.body.drop_count()
        if self._tour:
            self._tour.look()

    def _show_status(self, text: str) -> None:
        if self.reader is not None and self.screen is self.reader:
            self.reader.show_status(text)

    def on_load(self) -> None:
        """Take the reader's own keys."""
        self._loop = asyncio.get_running_loop()
        if not self.settings.movement:
            self.animation_level = "none"
        chosen = keymap(self.settings.keys)
        self.set_keymap(chosen)
        if chosen or self.settings.commands:
            keys = [chosen.get(key.id, key.keys) for key in KEYS]
            self.sequences.set_keys([*keys, *self.settings.commands])

    def on_mount(self) -> None:
        """Set up what needs the screen."""
        self.theme_changed_signal.subscribe(self, lambda theme: self.appearance.chosen(theme.name))
        sys.setswitchinterval(_SWITCH)
        self.documents.show_first()
        if self._is_tour and self.reader:
            self.reader.call_after_refresh(self._begin_tour, self.reader)

    async def _begin_tour(self, reader: ReaderScreen) -> None:
        from glossator.tui.tour import Tour

        self._tour = Tour(reader)
        await self._tour.begin()

    def terminate(self, _number: int, _frame: FrameType | None) -> None:
        """A signal asks for the end, at whatever moment: everything is kept, and the terminal is as it was."""
        if self._loop is None:
            raise SystemExit(128 + _number)  # the terminal was not touched yet
        self._end_soon(128 + _number)

    def terminal_gone(self) -> None:
        """The terminal is gone: everything is kept. From any thread."""
        self._end_soon(128 + _HANGUP)

    def _end_soon(self, status: int) -> None:
        self.is_ending = True
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self.exit, None, status)
        end_surely(status, self.keep, self.terminal_modes)  # whoever draws on a terminal that is gone hangs

    def _handle_exception(self, error: Exception) -> None:
        cause = error.error if isinstance(error, WorkerFailed) else error
        if self._exit and isinstance(cause, (NoMatches, MountError)):
            return  # a widget that was being mounted when the reader left: its parent or children were gone
        if self.crash is None:
            self.crash = error
            self._keep_drafts()
        super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """End without a traceback on the terminal: it goes into a log file, which one line names."""
        self._close_messages_no_wait()

    def on_ready(self) -> None:
        """The first page is there: the terminal is asked what it looks like."""
        self.appearance.ask()

    def on_background_reported(self, message: BackgroundReported) -> None:
        """Take the theme for light or dark terminals."""
        self.appearance.take(message.is_dark)

    def on_graphics_reported(self, message: GraphicsReported) -> None:
        """Draw pictures as the terminal can."""
        if self.reader:
            self.reader.pictures.take_graphics(message)

    # -- documents

    @on(messages.OpenRequested)
    def _open_requested(self, message: messages.OpenRequested) -> None:
        self.documents.go_to(message.target)

    @on(messages.BackRequested)
    def _back_requested(self) -> None:
        if not self.documents.go_back():
            self._show_status("nowhere to go back to")

    @on(messages.ForwardRequested)
    def _forward_requested(self) -> None:
        if not self.documents.go_forward():
            self._show_status("nowhere to go forward to")

    @on(messages.LibraryRequested)
    def _library_requested(self) -> None:
        self.documents.show_library()

    @on(messages.DocumentClosed)
    def _document_closed(self) -> None:
        self.documents.close()

    @on(messages.ProgramLeft)
    def _program_left(self) -> None:
        self.exit()

    def action_quit_all(self) -> None:
        """Leave, from wherever one is."""
        if self.reader is not None:
            self.reader.action_quit_all()
        else:
            self.exit()

    # -- commands

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Add every key's action to the command palette; what Textual itself offers stands last."""
        if self.reader is None:
            yield from super().get_system_commands(screen)
            return
        yield SystemCommand("Open", "another document, by its path or URL", self.documents.ask_for_another)
        from glossator.tui.palette_commands import reader_commands, settings_command

        yield settings_command(self, lambda: self.settings)
        yield SystemCommand("Reset the screen", "forget theme, width and panes as changed here", self._reset_screen)
        yield from reader_commands(self.reader, self.settings, super().get_system_commands(screen))

    def action_command_palette(self) -> None:
        """Show the command palette."""
        from glossator.tui.screens.modals.palette import Palette

        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which actions are there: those of the tour only on a tour."""
        return action != "skip_step" or (self._tour is not None and not self._tour.is_over)

    def action_skip_step(self) -> None:
        """Go on with the tour's next step."""
        if self._tour:
            self._tour.skip()

    def action_help_quit(self) -> None:
        """Say which key quits."""
        tell = self._show_status if self.screen is self.reader else self.notify
        tell(f"{hint(self, 'quit')} closes the document, {hint(self, 'quit.all')} leaves")

    def _reset_screen(self) -> None:
        try:
            reset_remembered()
        except OSError as error:
            self.notify(f"not reset: {reason(error, str(error))}", severity="error")
            return
        self.settings = load_settings()
        self.theme = self.appearance.theme()
        if self.reader:
            self.reader.take_settings(self.settings)

    def exit(self, result: None = None, return_code: int = 0, message: Any | None = None) -> None:
        """Leave; whatever is being written is kept first."""
        self._keep_drafts()
        super().exit(result, return_code, message)

    def _keep_drafts(self) -> None:
        from glossator.tui.screens.modals.note_editor import NoteEditor

        for screen in self.screen_stack:
            if isinstance(screen, NoteEditor):
                screen.keep_before_end()

    async def on_unmount(self) -> None:
        """Leave nothing behind."""
        self.keep()

    def keep(self) -> None:
        """Store the reading place, once."""
        if self.reader is not None:
            reader, self.documents.reader = self.reader, None
            reading = reader.reading
            reader.keep_place()
            reading.close()
            try:
                self.rescued = reading.notes.write_rescue_file()
            except Exception:  # whatever it is, what was written must not go with it
                self.last_resort = reading.notes.rescue_text()
