"""Documents: which one is open, which it came from, and the library they are chosen from."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from textual.screen import Screen

from glossator.content.errors import GlossatorError, PasswordError
from glossator.content.formats.weight import Watch, looks_heavy
from glossator.content.library.reading_places import Library
from glossator.content.sources.fragments import split_fragment
from glossator.content.sources.source import Wishes
from glossator.content.sources.urls import is_url
from glossator.tui.reading.reading import Reading, bundled_article
from glossator.tui.screens.reader import ReaderScreen
from glossator.tui.settings import Settings
from glossator.tui.widgets.messages import Target

if TYPE_CHECKING:
    from textual import events
    from textual.app import App

    from glossator.content.document import Document

Way = Literal["on", "back", "forward", "library"]
"""How one comes to a document: on from another one, back to it, forward to it again, or from the library."""


def _pointed(source: str) -> Target:
    """What is to be opened, and where: at the place that its name has behind ``#``, if it has one."""
    source, anchor = split_fragment(source)
    return Target(source, anchor=anchor)


class Documents:
    """Opens one document at a time, each on a reader screen of its own.

    Attributes:
        reader: The screen of the one that is open.
        readings: What the library lists; empty when a document was given at the start.
        is_first_run: True when nothing was ever read.
        waiting: A source that takes long to open, and is opened once the screen is there.
        refusal: Why the first document could not be opened.
    """

    def __init__(
        self, app: App[Any], settings: Callable[[], Settings], source: str | None, *, wishes: Wishes, section: str
    ) -> None:
        self._app = app
        self._settings = settings
        self._wishes = wishes
        self._section = section
        self._trail: list[Target] = []
        self._ahead: list[Target] = []
        """Where was gone back from, the last place last."""
        self._library_at: int | None = None
        """How long the way back was when a document was opened from the library: from there on it leads there."""
        self.reader: ReaderScreen | None = None
        self.readings = Library().readings() if source is None else []
        self.is_first_run = source is None and not self.readings
        self.waiting = source if source and looks_heavy(split_fragment(source)[0]) else ""
        self.refusal = ""
        self._passwords: dict[str, str] = {}
        """What encrypted documents open with, as it was typed; kept while the program runs."""

    def open_first(self, source: str | None, document: Document | None) -> None:
        """Open what was given at the start, unless the library or a wait comes first. Raises DocumentError.

        Args:
            source: A path, a URL, ``-``, or None.
            document: The document, where it is open already.
        """
        if document is not None:
            self.readings, self.waiting, self.is_first_run = [], "", False
        if not self.readings and not self.waiting:
            target = _pointed(source or bundled_article())
            try:
                to_end = not target.is_start
                self.reader = self._reader(self._open(target.source, document=document, to_end=to_end), target)
            except PasswordError:
                self.waiting = source or ""

    def show_first(self) -> None:
        """Show the library, or the wait for what was given, where the reader is not there yet."""
        if self.waiting:
            self._show_opening(_pointed(self.waiting), self._opened_first)
        elif self.reader is None:
            self.show_library()

    def must_wait(self, event: events.Event) -> bool:
        """Whether a key, or what the mouse did, must wait for what is being searched."""
        asked = getattr(self._app.screen, "is_awaited", None) if self._app.screen_stack else None
        if asked is not None:
            return bool(asked(event))
        return self.reader is not None and self.reader.searching.is_awaited(event)

    @property
    def is_reading(self) -> bool:
        """Whether a key waits for text that is still being read."""
        return self.reader is not None and self.reader.is_awaiting_text

    def _open(
        self, source: str, *, document: Document | None = None, to_end: bool = False, watch: Watch | None = None
    ) -> Reading:
        to_end = to_end or bool(self._section)
        password = self._passwords.get(source, self._wishes.password)
        wishes = self._wishes._replace(password=password, patience=self._settings().patience)
        return Reading(source, document, to_end=to_end, wishes=wishes, watch=watch)

    def _ask_for_password(self, source: str, problem: PasswordError, go_on: Callable[[bool], None]) -> None:
        """Ask for what a document opens with; ``go_on`` is told whether there was an answer."""
        from glossator.tui.screens.modals.prompt import Prompt

        def given(password: str | None) -> None:
            if password:
                self._passwords[source] = password
            go_on(bool(password))

        self._app.push_screen(Prompt(f"Password: {problem}", label="Open", is_secret=True), given)

    def _reader(self, reading: Reading, target: Target | None = None) -> ReaderScreen:
        section, self._section = self._section, ""
        is_first_run, self.is_first_run = self.is_first_run, False
        return ReaderScreen(reading, self._settings(), section, is_first_run=is_first_run, target=target)

    # -- the library

    def show_library(self, problem: str = "") -> None:
        """Show what was read; a document that is open stays behind it until another one is chosen."""
        from glossator.tui.reading import pictures
        from glossator.tui.screens.library import LibraryScreen

        self.readings = Library().readings()
        colors, has_colors = self._app.console.color_system, not self._app.no_color
        has_covers = bool(pictures.way(self._settings().pictures, colors, has_colors=has_colors))
        self._app.push_screen(LibraryScreen(self.readings, has_covers=has_covers), self._chosen)
        if problem:
            self._app.notify(problem, severity="error")

    def _chosen(self, source: str | None) -> None:
        if source is None:
            if self.reader is None:
                self._app.exit()
            return
        if self.reader is not None:
            self._trail.append(self.reader.where)
        self._go(Target(source), "library")

    def ask_for_another(self) -> None:
        """Ask for another document by its path or URL, and open it."""
        from glossator.tui.screens.modals.prompt import Prompt

        def named(source: str | None) -> None:
            source = (source or "").strip()
            if source == "-":
                self._app.notify("-: standard input is the keyboard here", severity="error")
            elif source:
                self.go_to(_pointed(source))

        self._app.push_screen(Prompt("Open: a path or a URL", label="Open"), named)

    # -- one document after the other

    def go_to(self, target: Target) -> None:
        """Open another document at a place; the way back leads here."""
        if self.reader is not None:
            self._trail.append(self.reader.where)
        self._go(target)

    def go_back(self) -> bool:
        """Go back to the document that the present one was opened from; False when there is none."""
        if not self._trail:
            return False
        if self.reader is not None:
            self._ahead.append(self.reader.where)
        self._go(self._trail.pop(), "back")
        return True

    def go_forward(self) -> bool:
        """Go forward again to the document that was gone back from; False when there is none."""
        if not self._ahead or self.reader is None:
            return False
        self._trail.append(self.reader.where)
        self._go(self._ahead.pop(), "forward")
        return True

    def _go(self, target: Target, way: Way = "on") -> None:
        if is_url(target.source) or looks_heavy(target.source):
            self._show_opening(target, partial(self._opened, way))
            return
        try:
            found: Reading | GlossatorError = self._open(target.source, to_end=not target.is_start)
        except GlossatorError as error:
            found = error
        self._opened(way, target, found)

    def _show_opening(self, target: Target, opened: Callable[[Target, Reading | GlossatorError | None], None]) -> None:
        from glossator.tui.screens.opening import OpeningScreen

        to_end = not target.is_start
        screen = OpeningScreen(target.source, lambda watch: self._open(target.source, to_end=to_end, watch=watch))
        self._app.push_screen(screen, lambda found: opened(target, found))

    def _opened(self, way: Way, target: Target, found: Reading | GlossatorError | None) -> None:
        """A document was opened, or refused, or given up; then what was open stays, or the library."""
        if isinstance(found, Reading):
            if way in ("on", "library"):
                self._ahead.clear()
            if way == "library":
                at = len(self._trail)
                self._library_at = at if self._library_at is None else min(at, self._library_at)
            self._show(self._reader(found, target))
            return
        if isinstance(found, PasswordError):
            refused = GlossatorError(str(found))
            self._ask_for_password(
                target.source, found,
                lambda is_known: self._go(target, way) if is_known else self._opened(way, target, refused),
            )  # fmt: skip
            return
        if self.reader is not None:
            (self._ahead if way == "back" else self._trail).pop()  # one that cannot be opened is passed over
            if found:
                self._app.notify(str(found), severity="error")
        else:
            self.show_library(str(found) if found else "")

    def _opened_first(self, target: Target, found: Reading | GlossatorError | None) -> None:
        if isinstance(found, Reading):
            self._show(self._reader(found, target))
            return
        if isinstance(found, PasswordError):
            refused = GlossatorError(str(found))
            self._ask_for_password(
                target.source, found,
                lambda is_known: (
                    self._show_opening(target, self._opened_first) if is_known else self._opened_first(target, refused)
                ),
            )  # fmt: skip
            return
        self.refusal = str(found) if found else ""
        self._app.exit()

    def _show(self, reader: ReaderScreen) -> None:
        before, self.reader = self.reader, reader
        if before is None:
            self._app.push_screen(reader)
            return
        self._let_go(before)
        self._replace(before, reader)

    def _let_go(self, reader: ReaderScreen) -> None:
        """Keep a reader's place and end what it is still doing: its widgets are about to go."""
        reader.keep_place()
        reader.reading.close()
        self._app.workers.cancel_node(reader)

    def _replace(self, before: ReaderScreen, after: Screen[Any]) -> None:
        """Put a screen where a reader stood; the first reader is the app's own first screen, which expects nothing."""
        if not before._result_callbacks:
            before._push_result_callback(self._app, None)
        self._app.switch_screen(after)

    def close(self) -> None:
        """Close the document that is open: back to the library where it came from there, else leave."""
        reader = self.reader
        if reader is None or self._library_at is None or len(self._trail) < self._library_at:
            self._app.exit()
            return
        self._let_go(reader)
        self.reader = None
        self._library_at = None
        self._trail.clear()
        self._ahead.clear()
        if len(self._app.screen_stack) > 1:
            self._app.pop_screen()
        else:
            self._replace(reader, Screen())
        self.show_library()
