"""Body: the reading view, one line-API widget over the canonical text."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from content.annotation import COLORS
from content.document import Document
from tui import caret
from tui.caret import Selection
from tui.keys import bindings
from tui.layout import LineTable
from tui.widgets.messages import CopyRange, Highlight, Jumped, PlaceChanged, Pressed, Say
from tui.widgets.paint import Mark, paint_row, visible

_SPANS = ("emphasis", "strong", "strike", "code-span", "link", "footnote-ref")
_PARTS = (
    "text", "heading-1", "heading-2", "heading-3", "code", "meta", "quote", "verse", "footnote", "marker",
    "emphasis", "strong", "strike", "link", "hit", "word", "caret", "current",
    "keyword", "string", "comment", "number", *COLORS, "select-yellow",
)  # fmt: skip
_ALIASES = {"footnote-ref": "link"}


class Body(ScrollView, can_focus=True):
    """The article. Positions in and out are code points of the document's text."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"body--{part}" for part in _PARTS}
    BINDINGS: ClassVar[list[BindingType]] = bindings("body", "selecting", "reading")
    _SELECTING = frozenset({"highlight", "color", "copy", "leave"})
    _READING = frozenset({"edit_note"})

    class SelectionChanged(Message):
        """Selecting began, moved or ended."""

    def __init__(self, document: Document, *, column: int = 72, id: str | None = None) -> None:
        super().__init__(id=id)
        self.document = document
        self.column = column
        self.selection: Selection | None = None
        self.color = COLORS[0]
        self._by_sentence = False
        self._place = 0
        self._caret = -1
        self._table = LineTable(document, column)
        self._highlights: list[Mark] = []
        self._hits: list[Mark] = []
        self._count = ""
        self._prefix = ""
        self._marks: dict[str, int] = {}
        self._dragging = False
        self._painted: dict[str, Style] = {}
        self._code: dict[int, list[Mark]] = {}

    # -- what is shown

    @property
    def place(self) -> int:
        """The reading place: the first text position on screen."""
        return self._place

    @property
    def end_place(self) -> int:
        """The last text position on screen."""
        return self._table.position_at(self.scroll_offset.y + max(0, self.size.height - 1), 10_000)

    @property
    def caret_position(self) -> int:
        """Where a selection would begin: the last jump's target while on screen, else the reading place."""
        if self.selection:
            return self.selection.head
        return self._caret if self._place <= self._caret <= self.end_place else self._place

    def show(self, document: Document, position: int) -> None:
        """Show another version of the document at a position."""
        self.document = document
        self._code.clear()
        self._place = position
        self.selection = None
        self._lay_out()

    def set_highlights(self, marks: list[Mark]) -> None:
        """The highlights to draw, each styled by its colour's name."""
        self._highlights = sorted(marks)
        self.refresh()

    def set_hit(self, marks: list[Mark]) -> None:
        """The words of the search hit to mark."""
        self._hits = sorted(marks)
        self.refresh()

    def set_column(self, column: int) -> None:
        """The width of the text in cells."""
        self.column = max(20, min(200, column))
        self._lay_out()

    def go(self, position: int, *, top: bool = True, caret: bool = True, jump: bool = True) -> None:
        """Bring a position on screen: its row at the top, or a third down when it is not ``top``."""
        if jump and position != self._place:
            self.post_message(Jumped(self._place))
        position = min(max(0, position), len(self.document.text))
        y = self._table.y_of(position)
        if not top:
            height = self.size.height
            if not (self.scroll_offset.y <= y < self.scroll_offset.y + height - 1):
                self._scroll(y - height // 3)
        else:
            self._scroll(y)
        if caret:
            self._caret = position
        self.refresh()

    # -- layout

    @property
    def _margin(self) -> int:
        return max(1 if self.size.width > 20 else 0, (self.size.width - self._table.width) // 2)

    def _lay_out(self) -> None:
        width = max(1, min(self.column, self.size.width - (4 if self.size.width > 20 else 1)))
        place = self._place
        if self._table.width != width or self._table.document is not self.document:
            self._table = LineTable(self.document, width)
        # Room below, so that the last heading can stand at the top as any other.
        last = self._table.y_of(self.document.sections[-1].start) if self.document.sections else 0
        height = max(self._table.height, last + self.size.height)
        self.virtual_size = Size(max(1, self.size.width), height)
        self._place = place
        self.scroll_to(y=self._table.y_of(place), animate=False, force=True, immediate=True)
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        self._lay_out()

    def _scroll(self, y: float) -> None:
        self.scroll_to(y=max(0, min(y, self.max_scroll_y)), animate=False, force=True, immediate=True)
        self._settle()

    def _settle(self) -> None:
        place = self._table.first_position(self.scroll_offset.y)
        if self._table.y_of(self._place) != self.scroll_offset.y:
            self._place = place
        self.post_message(PlaceChanged(self._place))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value) and self.is_mounted:
            self._settle()

    # -- drawing

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._painted.clear()

    def _style(self, name: str) -> Style:
        style = self._painted.get(name)
        if style is None:
            part = _ALIASES.get(name, name)
            part = "link" if part == "footnote-span" else part
            if f"body--{part}" in self.COMPONENT_CLASSES:
                style = self.get_component_rich_style(f"body--{part}", partial=part not in ("text",))
            else:
                style = Style()
            self._painted[name] = style
        return style

    def render_line(self, y: int) -> Strip:
        at = y + self.scroll_offset.y
        width = self.size.width
        base = self._style("text")
        if at >= self._table.height:
            return Strip.blank(width, base)
        row = self._table.row(at)
        marks: list[Mark] = []
        if row.runs:
            start, end = row.runs[0].start, max(run.end for run in row.runs)
            marks = visible(self._highlights, start, end) + visible(self._hits, start, end)
            if self.selection:
                low, high = self.selection.range
                marks.append(Mark(low, high, self.color))
                marks.append(
                    Mark(
                        max(low, high - 1) if self.selection.head >= self.selection.anchor else low,
                        high if self.selection.head >= self.selection.anchor else low + 1,
                        "caret",
                    )
                )
        strip = paint_row(self.document, self._table, row, marks, self._style, self._code_marks(row.block))
        strip = Strip.join([Strip.blank(self._margin, base), strip])
        return strip.adjust_cell_length(width, base).apply_style(base)

    def _code_marks(self, index: int) -> list[Mark]:
        block = self.document.blocks[index]
        if block.kind != "code" or not block.info or block.end - block.start > 50_000:
            return []
        if index not in self._code:
            from tui.syntax import code_marks

            self._code[index] = code_marks(self.document.text[block.start : block.end], block.info, block.start)
        return self._code[index]

    # -- keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action in self._SELECTING:
            return self.selection is not None
        if action in self._READING or (action == "pages" and parameters == (-1,)):
            return self.selection is None or action == "pages"
        if action == "move" and parameters[0] not in (
            "paragraph_back",
            "paragraph_next",
            "sentence_back",
            "sentence_next",
        ):
            return self.selection is not None
        return True

    def on_key(self, event: events.Key) -> None:
        character = event.character or ""
        if self._prefix:
            self._finish_prefix(event)
            event.stop()
            event.prevent_default()
        elif self.selection is None and character.isdigit() and (self._count or character != "0"):
            self._count = (self._count + character)[-6:]
            self.post_message(Say(self._count))
            event.stop()
            event.prevent_default()
        elif event.key == "escape" and self._count:
            self._count = ""
            event.stop()

    def _take_count(self, default: int = 1) -> int:
        count = int(self._count) if self._count else default
        if self._count:
            self.post_message(Say(""))
        self._count = ""
        return count

    def action_prefix(self, key: str) -> None:
        self._prefix = key
        self.post_message(Say({"g": "g …", "M": "set mark …", "'": "go to mark …"}[key]))

    def _finish_prefix(self, event: events.Key) -> None:
        prefix, self._prefix = self._prefix, ""
        character = event.character or ""
        self.post_message(Say(""))
        if event.key == "escape":
            return
        if prefix == "g":
            if character == "g":
                self.action_top()
            else:
                self.post_message(Say("g g goes to the top"))
        elif not character.isalnum():
            self.post_message(Say("a mark is a letter or digit"))
        elif prefix == "M":
            self._marks[character] = self._place
            self.post_message(Say(f"mark {character} set"))
        elif character in self._marks:
            self.go(self._marks[character])
        else:
            self.post_message(Say(f"no mark {character}"))

    def action_lines(self, direction: int) -> None:
        count = self._take_count()
        if self.selection:
            y = self._table.y_of(self.selection.head) + direction * count
            x = self._table.x_of(self.selection.head)
            self._extend(self._table.position_at(y, x))
        else:
            self._scroll(self.scroll_offset.y + direction * count)

    def action_pages(self, pages: float) -> None:
        step = max(1, self.size.height - 2) if abs(pages) == 1 else max(1, self.size.height // 2)
        distance = int(step * (1 if pages > 0 else -1)) * self._take_count()
        if self.selection:
            y = self._table.y_of(self.selection.head) + distance
            self._extend(self._table.position_at(y, self._table.x_of(self.selection.head)))
        else:
            self._scroll(self.scroll_offset.y + distance)

    def action_top(self) -> None:
        self._move_or_go(0)

    def action_bottom(self) -> None:
        if self.selection:
            self._extend(len(self.document.text))
            return
        self.post_message(Jumped(self._place))
        self._scroll(max(0, self._table.height - self.size.height))

    def action_percent(self) -> None:
        if not self._count:
            self.post_message(Say("a number first: 40% goes to that share"))
            return
        self._move_or_go(len(self.document.text) * min(100, self._take_count()) // 100)

    def action_section(self, direction: int) -> None:
        count = self._take_count()
        starts = [section.start for section in self.document.sections]
        here = self.selection.head if self.selection else self._place
        if direction > 0:
            after = [s for s in starts if s > here]
            target = after[min(count, len(after)) - 1] if after else None
        else:
            before = [s for s in starts if s < here]
            target = before[-min(count, len(before))] if before else None
        if target is None:
            self.post_message(Say("no section " + ("after" if direction > 0 else "before") + " this one"))
        else:
            self._move_or_go(target)

    def _move_or_go(self, position: int) -> None:
        if self.selection:
            self._extend(position)
        else:
            self.go(position)

    def action_move(self, motion: str) -> None:
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
        if self.selection and unit == "character":
            self.action_leave()
            return
        start = self.caret_position
        self._by_sentence = unit == "sentence"
        if self._by_sentence:
            start, end = caret.sentence_at(self.document.text, start)
        else:
            while start < len(self.document.text) - 1 and self.document.text[start] in " \n\t":
                start += 1
            end = min(len(self.document.text), start + 1)
        self.select(start, end)

    def select(self, anchor: int, head: int) -> None:
        """Begin or move the selection."""
        self.selection = Selection(anchor, head)
        self.refresh()
        self.refresh_bindings()
        self.post_message(self.SelectionChanged())

    def _extend(self, head: int) -> None:
        assert self.selection
        anchor = self.selection.anchor
        head = min(max(0, head), len(self.document.text))
        if self._by_sentence:
            if head >= anchor:
                head = max(caret.sentence_at(self.document.text, max(anchor, head - 1))[1], head)
            else:
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
        self.selection = None
        self.refresh()
        self.refresh_bindings()

    def action_leave(self) -> None:
        self.leave()
        self.post_message(self.SelectionChanged())

    def action_color(self, number: int) -> None:
        self.color = COLORS[number - 1]
        self.refresh()
        self.post_message(self.SelectionChanged())

    def action_highlight(self) -> None:
        if chosen := self._chosen():
            self.post_message(Highlight(*chosen, self.color))

    def action_note(self) -> None:
        chosen = self._chosen() or caret.sentence_at(self.document.text, self.caret_position)
        self.post_message(Highlight(*chosen, self.color, note=True))

    def action_copy(self) -> None:
        if chosen := self._chosen():
            self.post_message(CopyRange(*chosen))

    async def action_edit_note(self) -> None:
        await self.screen.run_action("edit_note")

    # -- mouse

    def _position_under(self, event: events.MouseEvent) -> int:
        x = event.x - self._margin
        return self._table.position_at(event.y + self.scroll_offset.y, x)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if event.button != 1 or event.x >= self.size.width:
            return
        self.capture_mouse()
        self._dragging = True
        self._by_sentence = False
        self._pressed_at = self._position_under(event)
        if self.selection:
            self.action_leave()

    def on_mouse_move(self, event: events.MouseMove) -> None:
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
        if self._dragging:
            self._dragging = False
            self.release_mouse()

    def on_click(self, event: events.Click) -> None:
        if self.selection and event.chain < 2:
            return
        at = self._position_under(event)
        if event.chain == 2:
            self.select(*caret.word_at(self.document.text, at))
        elif event.chain == 3:
            self.select(*caret.sentence_at(self.document.text, at))
        else:
            self._caret = at
            self.post_message(Pressed(at))

    def line_region(self, position: int) -> Region:
        """Where a position stands on the widget, for tests and overlays."""
        y = self._table.y_of(position) - self.scroll_offset.y
        return Region(self._margin + self._table.x_of(position), y, 1, 1)
