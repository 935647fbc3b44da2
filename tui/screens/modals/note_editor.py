"""NoteEditor: a note in a multi-line editor."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static, TextArea

from glossator.tui.keys import bindings
from glossator.tui.plain import plain, set_title
from glossator.tui.screens.modals.question import Question
from glossator.tui.widgets.footer import KeyLine

if TYPE_CHECKING:
    from textual.timer import Timer

_DRAFT_AFTER = 0.5
"""Seconds after which what was typed is kept as a draft."""


class NoteEditor(ModalScreen[str | None]):
    """A note in a multi-line editor. Leaving saves; what was written before comes back with undo.

    What is typed is handed to ``keep`` within half a second, so that it can be kept whatever happens.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("editor")

    def __init__(self, quote: str, note: str, text: str | None, keep: Callable[[str], object]) -> None:
        super().__init__()
        self._quote = quote
        self._note = note
        self._text = note if text is None else text
        self._keep = keep
        self._kept = self._text
        self._due: Timer | None = None
        self.keep_now: Callable[[str], object] = lambda text: None

    def compose(self) -> ComposeResult:
        """Yield the widgets."""
        with Vertical(id="editor", classes="dialog"):
            yield Static(plain(self._quote if len(self._quote) < 300 else self._quote[:299] + "…"), id="editor-quote")
            yield TextArea(self._text, soft_wrap=True, show_line_numbers=False, id="editor-text")
            yield KeyLine()

    def on_mount(self) -> None:
        """Set up what needs the screen."""
        set_title(self.query_one("#editor"), "Note")
        area = self.query_one(TextArea)
        area.focus()
        area.move_cursor(area.document.end)

    @property
    def text(self) -> str:
        """What stands in the editor."""
        return self.query_one(TextArea).text

    def on_text_area_changed(self) -> None:
        """Keep what was typed as a draft, soon."""
        if self._due is None and self.text != self._kept:
            self._due = self.set_timer(_DRAFT_AFTER, self._keep_draft)

    def _keep_draft(self) -> None:
        self._due = None
        if self.text != self._kept:
            self._kept = self.text
            self._keep(self.text)

    def keep_before_end(self) -> None:
        """The program is about to end: keep what was typed, before this returns."""
        if self.text != self._note:
            self.keep_now(self.text)

    def _leave(self, note: str | None) -> None:
        if self._due:
            self._due.stop()
        self.dismiss(note)

    def action_save(self) -> None:
        """Save the note and close."""
        self._leave(self.text.strip())

    def action_discard(self) -> None:
        """Close without saving, asking when something was typed."""
        if self.text.strip() == self._note:
            self._leave(None)
            return

        def answered(yes: bool | None) -> None:
            if yes:
                self._leave(None)

        self.app.push_screen(Question("Discard what you wrote?", self.text[:400], careful=True), answered)
