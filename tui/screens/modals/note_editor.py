"""NoteEditor: a note and its tags in a multi-line editor."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.geometry import Offset
from textual.widgets import Static, TextArea

from glossator.content.notes.written_note import completions, end_of_note
from glossator.content.text.shortening import shortened
from glossator.tui.keys import bindings
from glossator.tui.plain import plain, plain_line, set_title
from glossator.tui.screens.modals.dialog import Dialog
from glossator.tui.screens.modals.question import Question
from glossator.tui.widgets.footer import KeyLine

if TYPE_CHECKING:
    from textual.timer import Timer

_DRAFT_AFTER = 0.5
"""Seconds after which what was typed is kept as a draft."""
_TAG_HINT = "#word at the end of the note is a tag"
_SHOWN = 8
"""Tags shown that go on as what was typed."""

_LONGEST_QUOTE = 300
"""Characters of the passage that are shown."""


class NoteArea(TextArea):
    """The text of a note; the rest of a tag in use is suggested behind the cursor."""

    def __init__(self, text: str, tags: Sequence[str]) -> None:
        super().__init__(text, soft_wrap=True, show_line_numbers=False, id="editor-text")
        self._tags = tags
        self.completions: list[str] = []

    @property
    def cursor_offset(self) -> Offset:
        """Where the terminal's cursor belongs, in cells of the screen."""
        return self.cursor_screen_offset

    def update_suggestion(self) -> None:
        """Suggest the first tag that goes on as what stands before the cursor."""
        row, column = self.cursor_location
        line = self.document.get_line(row)
        self.completions = completions(line[:column], self._tags) if column == len(line) else []
        self.suggestion = self.completions[0] if self.completions else ""


class NoteEditor(Dialog[str | None]):
    """A note, and behind it its tags, such as #todo, in a multi-line editor.

    Leaving saves; what was written before comes back with undo. What is typed is handed to ``keep`` within half a
    second, so that it can be kept whatever happens.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("editor", "anywhere")

    def __init__(
        self, quote: str, note: str, text: str | None, keep: Callable[[str], object], *, tags: Sequence[str] = (),
        write_outside: Callable[[str, Callable[[str], object]], str | None] = lambda text, keep: None,
    ) -> None:  # fmt: skip
        """Open the editor.

        Args:
            quote: What the note is about, shown above it.
            note: The note as it is stored, its tags behind it.
            text: What was being written, if anything was.
            keep: Keeps a draft.
            tags: The tags in use, the most wanted first.
            write_outside: Lets the reader go on writing in another program, and keeps what is saved there; gives the
                text, None when there is none.
        """
        super().__init__()
        self._tags = tags
        self._write_outside = write_outside
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
            yield Static(plain(shortened(self._quote, _LONGEST_QUOTE)), id="editor-quote")
            yield NoteArea(self._text, self._tags)
            yield Static(id="editor-tags")
            yield KeyLine()

    def on_mount(self) -> None:
        """Set up what needs the screen."""
        set_title(self.query_one("#editor"), "Note")
        area = self.query_one(TextArea)
        area.cursor_blink = self.app.animation_level != "none"
        area.focus()
        note = self._text[: end_of_note(self._text)]
        area.move_cursor((note.count("\n"), len(note) - note.rfind("\n") - 1))
        self._show_tags()

    @property
    def text(self) -> str:
        """What stands in the editor."""
        return self.query_one(TextArea).text

    def on_text_area_selection_changed(self) -> None:
        """Show which tags in use go on as what stands before the cursor."""
        self._show_tags()

    def on_text_area_changed(self) -> None:
        """Keep what was typed as a draft, soon."""
        self._show_tags()
        if self._due is None and self.text != self._kept:
            self._due = self.set_timer(_DRAFT_AFTER, self._keep_draft)

    def _keep_draft(self) -> None:
        self._due = None
        if self.text != self._kept:
            self._kept = self.text
            self._keep(self.text)

    def _show_tags(self) -> None:
        area = self.query_one(NoteArea)
        row, column = area.cursor_location
        typed = area.document.get_line(row)[:column].rpartition("#")[2]
        shown = "  ".join(f"#{typed}{rest}" for rest in area.completions[:_SHOWN])
        self.query_one("#editor-tags", Static).update(plain_line(shown or _TAG_HINT))

    def action_complete_tag(self) -> None:
        """Take the tag that is suggested."""
        area = self.query_one(NoteArea)
        if area.suggestion:
            area.insert(area.suggestion)

    def action_write_outside(self) -> None:
        """Go on writing in another program; what is undone afterwards is what was written there."""
        if self.text != self._note:
            self.keep_now(self.text)
        written = self._write_outside(self.text, self.keep_now)
        if written is not None and written != self.text:
            area = self.query_one(NoteArea)
            area.replace(written, (0, 0), area.document.end)
            area.move_cursor(area.document.end)

    def keep_before_end(self) -> None:
        """The program is about to end: keep what was typed, before this returns."""
        if self.text != self._note:
            self.keep_now(self.text)

    def clicked_beside(self) -> None:
        """Stay: what is being written is not ended by chance."""

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
