"""Page: the reading view, and what lies on its text; it draws only the lines on screen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Offset, Region
from textual.strip import Strip

from glossator.content.document import Document
from glossator.content.notes.colors import COLORS
from glossator.content.text import segments
from glossator.tui.caret.motions import Motions
from glossator.tui.caret.selection import Selection, select_range
from glossator.tui.layout.options import DEFAULTS, Options
from glossator.tui.widgets.margins import Overview, color_numbers, marked, overview_mark
from glossator.tui.widgets.messages import CaretMoved, Jumped, PicturesWanted
from glossator.tui.widgets.page_marks import MarksIn, Matches, PageMarks
from glossator.tui.widgets.page_parts import DERIVED, PARTS
from glossator.tui.widgets.page_pictures import PagePictures
from glossator.tui.widgets.paint import Mark, paint_row, with_labels
from glossator.tui.widgets.set_text import SetText

if TYPE_CHECKING:
    from glossator.tui.layout.line_table import LineTable
    from glossator.tui.reading.position_map import PositionMap

class Standing(NamedTuple):
    """How the text stands: the first position on screen, the caret, and whether the text was brought to that."""

    top: int
    caret: int
    is_landed: bool

    def moved(self, mapping: PositionMap) -> Standing:
        """Give how it stands with the same words in another version of the document."""
        caret = mapping.position(self.caret) if self.caret >= 0 else self.caret
        return Standing(mapping.position(self.top), caret, self.is_landed)


class Page(SetText, can_focus=True, inherit_bindings=False):
    """Shows the text from a place on. Positions in and out are code points of the document's text."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {f"body--{part}" for part in PARTS}

    def __init__(
        self, document: Document, position: int = 0, *, generation: int = 0, column: int = 72,
        options: Options = DEFAULTS, id: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__(document, position, generation=generation, column=column, options=options, id=id)
        self.selection: Selection | None = None
        self.color = COLORS[0]
        self._caret = -1
        self._is_landed = False
        """Whether the text was brought to a place, by a jump or a step, and not scrolled on since."""
        self._has_caret = False
        self.marks = PageMarks()
        self.pictures = PagePictures(lambda: self.post_message(PicturesWanted()))
        self._overview = Overview()
        self._has_highlights = False
        self._places: dict[int, str] = {}
        """The places that a key leads to, with what is to be typed."""
        self._labels: dict[int, list[tuple[int, str]]] = {}
        """The same by row."""
        self._painted: dict[str, Style] = {}
        self._focused = range(0)
        """The blocks that are read, where all others are dimmed."""

    # -- what is shown

    @property
    def caret_position(self) -> int:
        """Where the caret is, or would come up: at the last jump or click while that is on screen, else at the top."""
        if self.selection:
            return self.selection.head
        if self._has_caret or self._position <= self._caret <= self.end_position:
            return self.motions.letter_at(self._caret)
        return self.motions.letter_at(self._position)

    @property
    def place(self) -> int:
        """Where the reader is: the caret where there is one, else the first position on screen."""
        return self.caret_position if self._has_caret or self.selection else self._position

    @property
    def motions(self) -> Motions:
        """The motions over the text as it stands on screen."""
        return Motions(self.document.text, self._table)

    @property
    def standing(self) -> Standing:
        """How the text stands now, for ``stand``."""
        return Standing(self._position, self._caret, self._is_landed)

    def stand(self, standing: Standing) -> None:
        """Have the text stand as it once did; that is no jump."""
        self._scroll_first(self._table.y_of(standing.top))
        self._put_caret(standing.caret)
        self._is_landed = standing.is_landed

    def replace_document(
        self, document: Document, generation: int, mapping: PositionMap, table: LineTable | None = None
    ) -> None:
        """Show another version of the document; everything that stands at a position moves with its words.

        Args:
            document: The document.
            generation: Its generation.
            mapping: Where the positions so far stand in it.
            table: Its lines, when they are broken already.
        """
        self.document, self.generation = document, generation
        self._pictures = {}
        self.pictures.clear()
        if table and table.document is document:
            self._table = table
        moved = [[(mapping.position(at), rows) for at, rows in turn] for turn in self._turns.items()]
        self._turns = {after: before for after, before in moved}
        self._position = mapping.position(self._position)
        if self._caret >= 0:
            self._caret = mapping.position(self._caret)
        self.marks.move(mapping)
        if self.selection:
            self._map_selection(mapping)
        self._lay_out()

    def _map_selection(self, mapping: PositionMap) -> None:
        """Move the selection with its words; it ends where they are gone."""
        assert self.selection
        before, self.selection = self.selection, None
        if moved := mapping.range(*before.range):
            self.selection = select_range(self.document.text, *moved, before.unit, is_forward=before.is_forward)

    def show_highlights(self, marks_in: MarksIn) -> None:
        """Take where highlights come from: asked for those that touch a range, line by line, as it is drawn.

        So what they cost does not depend on how many there are; ``redraw`` is to be called where one changes.
        """
        had_some = self._has_highlights
        self.marks.highlights = marks_in
        self._has_highlights = bool(marks_in(self._position, self.end_position + 1))
        self.redraw_highlights([])
        if had_some or self._has_highlights:
            self.refresh()

    def set_spoken(self, spoken: tuple[int, int] | None) -> None:
        """Mark the sentence that is read aloud, and keep it in sight; None takes the mark away."""
        self.redraw(each for each in (self.marks.spoken, spoken) if each)
        self.marks.spoken = spoken
        if spoken:
            self.go(spoken[0], top=False, caret=False, jump=False)

    def set_hit(self, marks: list[Mark], matches: Matches | None = None) -> None:
        """Mark what a search found.

        Args:
            marks: The words of the hit that is current.
            matches: The marks of all hits, asked for line by line as it is drawn.
        """
        changed = {*self.marks.hits} ^ {*marks}
        self.marks.hits = sorted(marks)
        if matches is not self.marks.matches:
            self.marks.matches = matches
            self.refresh()
        else:
            self.redraw((mark.start, mark.end) for mark in changed)

    def show_labels(self, labels: Mapping[int, str]) -> None:
        """Draw labels over places of the text, by their positions; none takes them away."""
        self._places = dict(sorted(labels.items()))
        self._put_labels()
        self.refresh()

    def _put_labels(self) -> None:
        self._labels = {}
        for position, label in self._places.items():
            self._labels.setdefault(self._table.y_of(position), []).append((position, label))

    def _lay_out(self) -> None:
        super()._lay_out()
        if self._has_caret or self.selection:
            y = self._table.y_of(self.caret_position)
            if not self.first_row <= y < self.scroll_offset.y + self.rows_on_screen:
                self._scroll_first(max(0, y - self.size.height // 3))
        self._put_labels()
        self._refocus()

    def redraw_highlights(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Draw anew the lines of highlights that came, went or changed, and the marks beside the scroll bar."""
        self._overview.invalidate()
        self.refresh(Region(max(0, self.size.width - 2), 0, 2, self.size.height))
        self.redraw(ranges)

    def redraw(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Draw the lines of some ranges of the text anew, as far as they are on screen."""
        if self.spread.pages > 1:
            self.refresh()
            return
        top, height = self.scroll_offset.y, self.size.height
        low = self._table.first_position(self.first_row)
        high = self.end_position
        if self._head[1]:
            self.refresh(Region(0, 0, self.size.width, self._head[1]))
        for start, end in ranges:
            if start <= high and end > low:
                first = max(0, self._table.y_of(start) - top)
                last = min(height - 1, self._table.y_of(max(start, end - 1)) - top)
                self.refresh(Region(0, first, self.size.width, max(1, last - first + 1)))

    def go(self, position: int, *, top: bool = True, caret: bool = True, jump: bool = True) -> None:
        """Bring a position on screen: its row at the top, or a third down when it is not ``top``.

        Args:
            position: A code point of the document.
            top: Its row becomes the first one.
            caret: The caret goes there, too, if it is up.
            jump: One can go back to where it left.
        """
        if jump and position != self.place:
            self.post_message(Jumped(self.place, self.generation))
        position = min(max(0, position), len(self.document.text))
        self.reveal(position)
        y = self._table.y_of(position)
        if not top and self._options.keeps_middle and (self._has_caret or self.selection):
            self._scroll(y - self.size.height // 2)
        elif not top:
            height = self.size.height
            if not (self.first_row <= y < self.scroll_offset.y + self.rows_on_screen - 1):
                self._scroll(y - height // 3)
        else:
            self._scroll_first(y)
        if caret:
            self._put_caret(position)
            self._is_landed = True

    def _put_caret(self, position: int) -> None:
        """Have the caret at a position, seen or not."""
        before, self._caret = self._caret, position
        if self._has_caret and before != position:
            self.redraw((at, at + 1) for at in (before, position) if at >= 0)
        self._refocus()
        if before != position:
            self.post_message(CaretMoved())

    # -- drawing

    def watch_has_focus(self, _has_focus: bool) -> None:
        """How the page looks does not depend on the focus: its styles are not worked out anew, twice, at the start."""

    def notify_style_update(self) -> None:
        """Forget what was drawn in the old style."""
        super().notify_style_update()
        self._painted.clear()

    def _style(self, name: str) -> Style:
        style = self._painted.get(name)
        if style is None:
            part, added = DERIVED.get(name, (name, Style()))
            base = self.get_component_rich_style(f"body--{part}", partial=part != "text") if part else Style()
            style = self._painted[name] = base + added
        return style

    def _dimmed_style(self, name: str) -> Style:
        """A style in a paragraph that is not read: what lies on the text stays as it is."""
        style = self._style(name)
        return style if style.bgcolor and name not in ("text", "code") else style + self._style("dimmed")

    def _refocus(self) -> None:
        """See which paragraph is read, and draw anew when it is another one."""
        if not self._options.focuses or not self.document.blocks:
            return
        blocks = self.document.blocks
        first = last = self.document.block_at(self.place)
        while blocks[last].kind == "heading" and last + 1 < len(blocks):
            last += 1
        if self._focused != range(first, last + 1):
            self._focused = range(first, last + 1)
            self.refresh()

    def _settle(self) -> None:
        super()._settle()
        self._refocus()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the widget."""
        base, spread, size = self._style("text"), self.spread, self.size
        line: list[Segment] = []
        numbers, cell = list[tuple[int, Segment]](), 0
        for page in range(spread.pages):
            left = spread.left(page) - spread.side
            drawn, beside_it = self._draw(self._row_on(page, y))
            line += [Segment(" " * (left - cell), base), *drawn]
            cell = left + spread.room
            if beside_it:
                numbers += enumerate(beside_it, max(0, spread.left(page) - 1 - len(beside_it)))
        line.append(Segment(" " * max(0, size.width - cell), base))
        strip = Strip(line, max(cell, size.width))
        if shown := self._overview.row(y, size.height, self._table, self.marks):
            beside = size.width - self.scrollbar_size_vertical - 1
            numbers.append((beside, overview_mark(shown, self._style)))
        for at, sign in numbers:
            strip = marked(strip, at, sign)
        return strip

    def _draw(self, at: int) -> tuple[Iterable[Segment], list[Segment]]:
        """A row of the text, with the cells on either side that a wide block may take; and what belongs left of it."""
        base, margin, width = self._style("text"), self.spread.side, self.spread.room
        if at >= self._table.height:
            return [Segment(" " * width, base)], []
        row = self._table.row(at)
        if drawn := self.pictures.line(self._table, row, margin, width, self._style):
            return drawn, []
        marks: list[Mark] = []
        if row.runs:
            start, end = row.runs[0].start, max(run.end for run in row.runs)
            marks = self.marks.touching(start, end)
            if self.selection:
                chosen = Mark(*self.selection.range, self.color)
                alike = [chosen.within(mark) for mark in marks if mark.style == self.color]
                marks += [chosen, *(mark._replace(style="overlap") for mark in alike if mark)]
            if (self._has_caret or self.selection) and start <= (at_caret := self.caret_position) < end:
                marks.append(Mark(at_caret, segments.letter_end(self.document.text, at_caret), "caret"))
        code = self.marks.code(self.document, row.block)
        is_dimmed = self._options.focuses and row.block not in self._focused
        styles = self._dimmed_style if is_dimmed else self._style
        painted, cells = paint_row(self.document, self._table, row, marks, styles, code)
        before = margin + row.left
        after = width - before - cells
        line: Iterable[Segment] = [Segment(" " * before, base), *painted, Segment(" " * max(0, after), base)]
        if after < 0 or at in self._labels:
            strip = Strip(line, before + cells + max(0, after))
            labels = [(margin + self._table.x_of(position), label) for position, label in self._labels.get(at, ())]
            line = with_labels(strip, labels, base + self._style("label")).crop(0, width)
        return line, color_numbers(row, marks, self._style, is_first=at == self.first_row) if marks else []

    @property
    def cursor_offset(self) -> Offset:
        """Where the terminal's cursor belongs: at the caret, else where it would come up; in cells of the screen."""
        x, y, _, _ = self.line_region(self.caret_position)
        here = self.content_region
        return Offset(here.x + min(x, max(0, here.width - 1)), here.y + min(max(y, 0), max(0, here.height - 1)))
