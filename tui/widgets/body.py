"""Body: the page with its keys and mouse: motions, counts, marks, and selecting."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType

from glossator.content.document import Document
from glossator.content.notes.colors import COLORS
from glossator.tui import caret
from glossator.tui.caret import Selection
from glossator.tui.keys import bindings, hint, shown_keys
from glossator.tui.widgets.messages import (
    CopyRequested,
    HighlightRequested,
    Jumped,
    SelectionChanged,
    StatusMessage,
    TextClicked,
)
from glossator.tui.widgets.page import Page

if TYPE_CHECKING:
    from glossator.tui.layout.line_table import LineTable
    from glossator.tui.reading.position_map import PositionMap


class Body(Page):
    """The article, read and selected by key and mouse."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("body", "selecting", "reading")
    _SELECTING = frozenset({"highlight", "color", "copy", "leave"})
    _READING = frozenset({"edit_note", "page_back"})
    _ALWAYS = frozenset({"paragraph_back", "paragraph_next", "sentence_back", "sentence_next"})
    """Motions that also move the text when nothing is being selected."""

    def __init__(self, document: Document, position: int = 0, *, column: int = 72, id: str | None = None) -> None:
        super().__init__(document, position, column=column, id=id)
        self._by_sentence = False
        self._count = ""
        self._prefix = ""
        self._marks: dict[str, int] = {}
        self._dragging = False

    def replace_document(
        self, document: Document, generation: int, mapping: PositionMap, table: LineTable | None = None
    ) -> None:
        """Show another version of the document, the marks and the selection moved with their words."""
        was_selecting = self.selection is not None
        super().replace_document(document, generation, mapping, table)
        self._marks = {letter: mapping.position(position) for letter, position in self._marks.items()}
        if was_selecting and self.selection is None:
            self._mode_changed()
            self.post_message(SelectionChanged())
            self.post_message(StatusMessage("what was selected is no longer in the text"))

    # -- keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which actions are there: some only while selecting, some only while reading."""
        if action in self._SELECTING:
            return self.selection is not None
        if action in self._READING:
            return self.selection is None
        if action == "move" and parameters[0] not in self._ALWAYS:
            return self.selection is not None
        return True

    def on_key(self, event: events.Key) -> None:
        """Handle the keys that the focused widget leaves."""
        character = event.character or ""
        if self._prefix:
            self._finish_prefix(event)
            event.stop()
            event.prevent_default()
        elif self.selection is None and character in "0123456789" and character and (self._count or character != "0"):
            self._count = (self._count + character)[-6:]
            self.post_message(StatusMessage(self._count))
            event.stop()
            event.prevent_default()
        elif event.key == "escape" and self._count:
            self._count = ""
            event.stop()
        elif self._is_idle(event):
            where = f"does nothing here; {hint(self.app, 'help')} shows the keys"
            self.post_message(StatusMessage(f"{shown_keys(event.key)} {where}"))

    def _is_idle(self, event: events.Key) -> bool:
        active = self.screen.active_bindings
        return event.key != "escape" and not any(key in active for key in event.aliases)

    def _take_count(self, default: int = 1) -> int:
        count = int(self._count) if self._count else default
        if self._count:
            self.post_message(StatusMessage(""))
        self._count = ""
        return count

    def action_prefix(self, key: str) -> None:
        """Wait for the key that completes a sequence."""
        self._prefix = key
        self.post_message(StatusMessage({"g": "g …", "M": "set mark …", "'": "go to mark …"}[key]))

    def _finish_prefix(self, event: events.Key) -> None:
        prefix, self._prefix = self._prefix, ""
        character = event.character or ""
        self.post_message(StatusMessage(""))
        if event.key == "escape":
            return
        if prefix == "g" and character == "g":
            self.action_top()
        elif prefix == "g":
            self.post_message(StatusMessage("pressed twice, it goes to the top"))
        elif not character.isalnum():
            self.post_message(StatusMessage("a mark is a letter or digit"))
        elif prefix == "M":
            self._marks[character] = self._position
            self.post_message(StatusMessage(f"mark {character} set"))
        elif character in self._marks:
            self.go(self._marks[character])
        else:
            self.post_message(StatusMessage(f"no mark {character}"))

    def action_lines(self, direction: int) -> None:
        """Scroll by lines, or move the end of the selection; a count multiplies."""
        count = self._take_count()
        if self.selection:
            y = self._table.y_of(self.selection.head) + direction * count
            x = self._table.x_of(self.selection.head)
            self._extend(self._table.position_at(y, x))
        else:
            self._scroll(self.scroll_offset.y + direction * count)

    def action_pages(self, pages: float) -> None:
        """Scroll by pages, or move the end of the selection; a count multiplies."""
        step = max(1, self.size.height - 2) if abs(pages) == 1 else max(1, self.size.height // 2)
        distance = int(step * (1 if pages > 0 else -1)) * self._take_count()
        if self.selection:
            y = self._table.y_of(self.selection.head) + distance
            self._extend(self._table.position_at(y, self._table.x_of(self.selection.head)))
        else:
            self._scroll(self.scroll_offset.y + distance)

    def action_page_back(self) -> None:
        """Go one page up."""
        self.action_pages(-1)

    def action_top(self) -> None:
        """Go to the beginning of the text, or select to it."""
        self._move_or_go(0)

    def action_bottom(self) -> None:
        """Go to the end of the text, or select to it."""
        if self.selection:
            self._extend(len(self.document.text))
            return
        self.post_message(Jumped(self.position, self.generation))
        self._scroll(max(0, self._table.height - self.size.height))

    def action_percent(self) -> None:
        """Go to that share of the text; the count is the percentage."""
        if not self._count:
            self.post_message(StatusMessage("type a number first: 40% goes to 40 percent"))
            return
        self._move_or_go(len(self.document.text) * min(100, self._take_count()) // 100)

    def action_section(self, direction: int) -> None:
        """Go to the next section, or with -1 to the previous one; a count multiplies."""
        count = self._take_count()
        starts = [section.start for section in self.document.sections]
        here = self.selection.head if self.selection else self._position
        if direction > 0:
            after = [s for s in starts if s > here]
            target = after[min(count, len(after)) - 1] if after else None
        else:
            before = [s for s in starts if s < here]
            target = before[-min(count, len(before))] if before else None
        if target is not None:
            self._move_or_go(target)
            return
        self.post_message(StatusMessage(f"no section {'after' if direction > 0 else 'before'} this one"))

    def _move_or_go(self, position: int) -> None:
        if self.selection:
            self._extend(position)
        else:
            self.go(position)

    def action_move(self, motion: str) -> None:
        """Move the caret, or the end of the selection, by a motion of ``glossator.tui.caret``."""
        text = self.document.text
        head = self.caret_position
        for _ in range(self._take_count()):
            if motion == "left":
                head = max(0, head - 1)
            elif motion == "right":
                head = min(len(text), head + 1)
            elif motion == "line_start":
                head = self._table.position_at(self._table.y_of(max(0, head - 1)), 0)
            elif motion == "line_end":
                row = self._table.row(self._table.y_of(head))
                head = max((run.end for run in row.runs), default=head)
            else:
                head = getattr(caret, motion)(text, head)
        if self.selection:
            self._extend(head)
        else:
            y = self._table.y_of(min(head, max(0, len(text) - 1)))
            self._scroll(y)
            self._caret = head

    # -- selecting

    def action_select(self, unit: str) -> None:
        """Begin to select at the caret, by ``character`` or ``sentence``; or stop."""
        if self.selection and unit == "character":
            self.action_leave()
            return
        start = self.caret_position
        self._by_sentence = unit == "sentence"
        if self._by_sentence:
            start, end = caret.sentence_at(self.document.text, start)
        else:
            start = min(caret.skip_blanks(self.document.text, start), max(0, len(self.document.text) - 1))
            end = min(len(self.document.text), start + 1)
        self.select(start, end)

    def select(self, anchor: int, head: int) -> None:
        """Begin or move the selection."""
        before, self.selection = self.selection, Selection(anchor, head)
        begins = before is None
        self.redraw([self.selection.range, *([before.range] if before else [])])
        if begins:
            self._mode_changed()
        self.post_message(SelectionChanged())

    def _mode_changed(self) -> None:
        """Other keys hold: the footer is told once the text shows what the key did."""
        self.call_after_refresh(self.refresh_bindings)

    def _extend(self, head: int) -> None:
        assert self.selection
        anchor = self.selection.anchor
        head = min(max(0, head), len(self.document.text))
        if self._by_sentence and head >= anchor:
            head = max(caret.sentence_at(self.document.text, max(anchor, head - 1))[1], head)
        elif self._by_sentence:
            head = caret.sentence_at(self.document.text, head)[0]
        self.select(anchor, head)
        self.go(max(0, head - 1), top=False, caret=False, jump=False)

    def extend_to(self, head: int) -> None:
        """Move the selection's end, as a search or a jump does while selecting."""
        self._extend(head)

    def _chosen(self) -> tuple[int, int] | None:
        if not self.selection:
            return None
        start, end = caret.trimmed(self.document.text, *self.selection.range)
        return (start, end) if start < end else None

    def leave(self) -> None:
        """End the selection."""
        if self.selection:
            self._caret = self.selection.range[0]
            self.redraw([self.selection.range])
        self.selection = None
        self._mode_changed()

    def action_leave(self) -> None:
        """Stop selecting."""
        self.leave()
        self.post_message(SelectionChanged())

    def action_color(self, number: int) -> None:
        """Take a colour, by its number from 1, for the highlight being made."""
        self.color = COLORS[number - 1]
        if self.selection:
            self.redraw([self.selection.range])
        self.post_message(SelectionChanged())

    def action_highlight(self) -> None:
        """Ask for the selection to be highlighted."""
        if chosen := self._chosen():
            self.post_message(HighlightRequested(*chosen, self.generation, self.color))

    def action_note(self) -> None:
        """Ask for the selection, else the sentence, to be highlighted with a note."""
        chosen = self._chosen() or caret.sentence_at(self.document.text, self.caret_position)
        self.post_message(HighlightRequested(*chosen, self.generation, self.color, with_note=True))

    def action_copy(self) -> None:
        """Ask for the selection to be copied."""
        if chosen := self._chosen():
            self.post_message(CopyRequested(*chosen, self.generation))

    async def action_edit_note(self) -> None:
        """Edit the note on the highlight at the caret."""
        await self.screen.run_action("edit_note")

    # -- mouse

    def _position_under(self, event: events.MouseEvent) -> int:
        x = event.x - self._margin
        return self._table.position_at(event.y + self.scroll_offset.y, x)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to select by mouse."""
        if event.button != 1 or event.x >= self.size.width:
            return
        self.capture_mouse()
        self._dragging = True
        self._by_sentence = False
        self._pressed_at = self._position_under(event)
        if self.selection:
            self.action_leave()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Select to the mouse, scrolling at the edges."""
        if not self._dragging:
            return
        if event.y <= 0:
            self._scroll(self.scroll_offset.y - 1)
        elif event.y >= self.size.height - 1:
            self._scroll(self.scroll_offset.y + 1)
        at = self._position_under(event)
        if at != self._pressed_at or self.selection:
            if at >= self._pressed_at:
                at = min(len(self.document.text), at + 1)
            self.select(self._pressed_at, at)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """End selecting by mouse."""
        if self._dragging:
            self._dragging = False
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        """Put the caret where the text was clicked; twice selects a word, three times a sentence."""
        if self.selection and event.chain < 2:
            return
        at, text = self._position_under(event), self.document.text
        if event.chain in (2, 3):
            self.select(*(caret.word_at if event.chain == 2 else caret.sentence_at)(text, at))
        else:
            self._caret = at
            self.post_message(TextClicked(at, self.generation))
