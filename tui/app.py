"""GlossatorApp: themes, keymap, which screen is up."""

from __future__ import annotations

import asyncio
import signal
import sys
import threading
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.app import App, SystemCommand
from textual.binding import BindingType
from textual.css.query import NoMatches
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.widget import MountError
from textual.worker import WorkerFailed

from glossator import styles
from glossator.content.errors import GlossatorError
from glossator.content.formats.isolation import Watch, looks_heavy
from glossator.content.library.reading_places import Library
from glossator.content.sources.urls import is_url
from glossator.content.text.sanitize import clean, clean_line
from glossator.styles.themes import DEFAULTS, THEMES
from glossator.tui.ending import end_surely
from glossator.tui.gate import TerminalGate
from glossator.tui.key_queue import KeyQueue
from glossator.tui.keys import KEYS, bindings, hint, keymap, keys_of, shown_keys
from glossator.tui.output import complain
from glossator.tui.reading.reading import Reading, bundled_article
from glossator.tui.screens.reader import ReaderScreen
from glossator.tui.settings import Settings, forget_remembered, load_settings, remember, settings_lines

if TYPE_CHECKING:
    from glossator.content.document import Document

_GATE = TerminalGate()
_SWITCH = 0.0005
"""Seconds a thread may keep the interpreter; less than Python's own, so that no key waits for one."""


class GlossatorApp(App[None], inherit_bindings=False):
    """The reader. ``source`` None means the library, or the bundled article when nothing was read yet."""

    TITLE = "Glossator"
    CSS_PATH = str(Path(styles.__file__).parent / "reader.tcss")
    # Textual's own, but that ctrl+q does not come before what the note editor does with it.
    BINDINGS: ClassVar[list[BindingType]] = bindings("app")
    ENABLE_COMMAND_PALETTE = True

    def __init__(
        self, source: str | None, document: Document | None = None, *, settings: Settings | None = None,
        section: str = "", whole_page: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self.settings = settings or load_settings()
        self._section = section
        self._whole_page = whole_page
        self.rescued = ""
        """The file that what could not be saved was put into."""
        self.last_resort = ""
        """What could be put nowhere: a notebook, as the text of its file."""
        self._set_first_theme()
        self.crash: BaseException | None = None
        """What nobody foresaw, and ended the program."""
        self.refusal = ""
        """Why the document could not be opened."""
        self._loop: asyncio.AbstractEventLoop | None = None
        self._readings = Library().readings() if source is None and document is None else []
        self._is_first_run = source is None and document is None and not self._readings
        self._waiting = source if source and document is None and looks_heavy(source) else ""
        self.reader: ReaderScreen | None = None
        self._keys = KeyQueue(self, super().on_event, lambda: self.reader is not None and self.reader.holds_keys)
        if not self._readings and not self._waiting:
            self.reader = self._reader(self._open(source or bundled_article(), document))

    def _open(self, source: str, document: Document | None = None, watch: Watch | None = None) -> Reading:
        return Reading(source, document, to_end=bool(self._section), whole_page=self._whole_page, watch=watch)

    def _reader(self, reading: Reading) -> ReaderScreen:
        return ReaderScreen(reading, self.settings, self._section, is_first_run=self._is_first_run)

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
        return [*super().get_line_filters(), _GATE]

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Give the colours that a theme may leave out."""
        return DEFAULTS

    def _set_first_theme(self) -> None:
        """Before any style is parsed, so that none is parsed a second time for other colours."""
        for theme in THEMES:
            self.register_theme(theme)
        self.set_reactive(App.theme, self.settings.theme if self.settings.theme in self.available_themes else "paper")
        self.stylesheet.set_variables(self.get_css_variables())

    async def on_event(self, event: events.Event) -> None:
        """Hand keys on one after the other, all else as it comes."""
        if isinstance(event, events.Key) and not event.is_forwarded:
            self._keys.put(event)
        else:
            await super().on_event(event)

    def on_load(self) -> None:
        """Take the reader's own keys."""
        self._loop = asyncio.get_running_loop()
        self.set_keymap(keymap(self.settings.keys))

    def on_mount(self) -> None:
        """Set up what needs the screen."""
        self.theme_changed_signal.subscribe(self, lambda theme: self._theme_changed(theme.name))
        sys.setswitchinterval(_SWITCH)
        if self._waiting:
            self._show_opening(self._waiting)
        elif self.reader is None:
            self._show_library()

    def terminate(self, _number: int, _frame: FrameType | None) -> None:
        """A signal asks for the end, at whatever moment: everything is kept, and the terminal is as it was."""
        if self._loop is None:
            raise SystemExit(128 + _number)  # the terminal was not touched yet
        self._loop.call_soon_threadsafe(self.exit)
        end_surely(128 + _number, self.keep)  # the terminal may be gone, and whoever draws on it hang

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

    def _theme_changed(self, name: str) -> None:
        if name == self.settings.theme:
            return  # as it is set: nothing was changed
        self.settings.theme = name
        try:
            remember(theme=name)
        except OSError:
            return

    def _chosen(self, source: str | None) -> None:
        """A document was chosen in the library; one that cannot be opened leaves the library up, and says why."""
        if source is None:
            self.exit()
        elif is_url(source) or looks_heavy(source):
            self._show_opening(source)
        else:
            try:
                self._opened(self._open(source))
            except GlossatorError as error:
                self._opened(error)

    def _show_library(self) -> None:
        from glossator.tui.screens.library import LibraryScreen

        self.push_screen(LibraryScreen(self._readings), self._chosen)

    def _show_opening(self, source: str) -> None:
        from glossator.tui.screens.opening import OpeningScreen

        self.push_screen(OpeningScreen(source, lambda watch: self._open(source, watch=watch)), self._opened)

    def _opened(self, result: Reading | GlossatorError | None) -> None:
        """A document was opened, or refused, or given up; then there is the library again, if one came from there."""
        if isinstance(result, Reading):
            self.reader = self._reader(result)
            self.push_screen(self.reader)
            return
        if not self._readings:
            self.refusal = str(result) if result else ""
            self.exit()
            return
        self._show_library()
        if result:
            self.notify(str(result), severity="error")

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Add every key's action to the command palette."""
        yield from super().get_system_commands(screen)
        if self.reader is None:
            return
        yield SystemCommand("Settings", "every setting, where it comes from, and what is wrong", self._show_settings)
        yield SystemCommand("Reset the screen", "forget theme, width and panes as changed here", self._reset_screen)
        for key in KEYS:
            if key.where in ("reader", "body"):
                target = self.reader if key.where == "reader" else self.reader.body
                yield SystemCommand(
                    key.help, f"{shown_keys(keys_of(key.id, self.settings.keys))}  ({key.id})",
                    lambda action=key.action, target=target: self.call_later(target.run_action, action),
                )  # fmt: skip

    def action_help_quit(self) -> None:
        """Say which key quits."""
        self.notify(f"{hint(self, 'quit')} quits, and {hint(self, 'quit.any')} does so anywhere")

    def _show_settings(self) -> None:
        """Show what ``gloss config`` prints."""
        from glossator.tui.screens.modals.footnote import Footnote

        self.push_screen(Footnote("Settings", "\n".join(settings_lines(self.settings))))

    def _reset_screen(self) -> None:
        try:
            forget_remembered()
        except OSError as error:
            self.notify(f"not reset: {error.strerror}", severity="error")
            return
        self.settings = load_settings()
        self.settings.theme = self.settings.theme if self.settings.theme in self.available_themes else "paper"
        self.theme = self.settings.theme
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
            reader, self.reader = self.reader, None
            reading = reader.reading
            reading.remember(reader.navigation.last_position)
            reading.close()
            try:
                self.rescued = reading.notes.write_rescue_file()
            except Exception:  # whatever it is, what was written must not go with it
                self.last_resort = reading.notes.rescue_text()


def run(
    source: str | None,
    document: Document | None,
    *,
    section: str | None,
    width: int | None,
    theme: str | None,
    whole_page: bool = False,
) -> int:
    """Read a document on this terminal; gives the exit status. Raises GlossatorError when it cannot be opened."""
    settings = load_settings()
    if width is not None:
        settings.width = max(20, min(200, width))
    if theme is not None:
        settings.theme = theme
    app = GlossatorApp(source, document, settings=settings, section=section or "", whole_page=whole_page)
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name) and threading.current_thread() is threading.main_thread():
            signal.signal(getattr(signal, name), app.terminate)
    try:
        app.run()
    finally:
        end_surely(app.return_code or 0)  # Textual's input thread does not end where its terminal is gone
        app.keep()
        if app.rescued:
            complain(f"notes not saved; they are in {app.rescued} and come back when the document is opened")
        if app.last_resort:
            complain("notes not saved, and no file can be written: here they are; keep them for gloss notes merge")
            sys.stderr.write(app.last_resort)
    if app.crash is not None:
        from glossator.tui.crash import log_crash

        complain(log_crash(app.crash))
        return 2
    if app.refusal:
        raise GlossatorError(app.refusal)
    return app.return_code or 0
