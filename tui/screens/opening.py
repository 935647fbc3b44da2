"""OpeningScreen: a document that takes a while to open, how far it is, and a way to give it up."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import ProgressBar, Static

from glossator import styles
from glossator.content.errors import GlossatorError
from glossator.content.formats.weight import Watch
from glossator.tui.keys import bindings, hint
from glossator.tui.plain import plain_line
from glossator.tui.reading.reading import Reading

_EVERY = 0.1
"""Seconds between two looks at how far it is."""


class OpeningScreen(Screen[Reading | GlossatorError | None]):
    """Gives the reading once the document is open, the error when it cannot be, None when it was given up."""

    CSS_PATH = [styles.PANES, styles.DIALOGS]
    BINDINGS: ClassVar[list[BindingType]] = bindings("opening")

    def __init__(self, source: str, open_reading: Callable[[Watch], Reading]) -> None:
        super().__init__()
        self._source = source
        self._open_reading = open_reading
        self._watch = Watch(progress=self._note)
        self._done, self._total = 0, 0

    def compose(self) -> ComposeResult:
        """Yield the widgets."""
        with Vertical(id="opening", classes="dialog"):
            yield Static(plain_line(f"Opening {self._source}"), id="opening-name")
            yield ProgressBar(show_eta=False, id="opening-bar")
            yield Static(plain_line(f"{hint(self.app, 'opening.cancel')} cancels", "dim"))

    def on_mount(self) -> None:
        """Set up what needs the screen."""
        self.set_interval(_EVERY, self._show)
        self._open()

    def _note(self, done: int, total: int) -> None:
        self._done, self._total = done, total

    def _show(self) -> None:
        if self._total:
            self.query_one(ProgressBar).update(total=self._total, progress=self._done)

    @work(thread=True)
    def _open(self) -> None:
        try:
            found: Reading | GlossatorError = self._open_reading(self._watch)
        except GlossatorError as error:
            found = error
        if not self._watch.stop.is_set():
            self.app.call_from_thread(self.dismiss, found)

    def action_give_up(self) -> None:
        """Give up opening."""
        self._watch.stop.set()
        self.dismiss(None)
