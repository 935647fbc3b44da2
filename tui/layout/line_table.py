"""LineTable: all lines of a document at one width.

Every code point of the text lies in exactly one run of exactly one row, blanks at a line's end and the line
ends between blocks included; so a position has one place on the screen, and a place one position.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from glossator.content.document import Block, Document
from glossator.tui.layout.breaking import wrap
from glossator.tui.layout.lines import PROSE, Lines
from glossator.tui.layout.numbering import LineNumbers
from glossator.tui.layout.options import DEFAULTS, Options
from glossator.tui.layout.pictures import Sizes, cells_of
from glossator.tui.layout.run_cells import RunCells
from glossator.tui.layout.sideways import Sideways
from glossator.tui.layout.spacing import first_indent, gap, indent
from glossator.tui.layout.spans import Spans
from glossator.tui.layout.tables import Run, TableLayout, lay_table

if TYPE_CHECKING:
    from glossator.tui.layout.formulas import FormulaLayout


class Row(NamedTuple):
    """One screen line: ``line`` counts within its block, and is below 0 in the space above it.

    There the rows of a picture are those from -1 up, the last one first.

    ``left`` is where it begins, in cells from the left of the text: a block wider than that begins before it.
    """

    block: int
    line: int
    runs: tuple[Run, ...]
    left: int = 0


class LineTable:
    """All rows of a document at one width. Building it breaks every block into lines, and draws nothing."""

    def __init__(
        self, document: Document, width: int, room: int = 0, options: Options = DEFAULTS,
        pictures: Sizes = MappingProxyType({}),
    ) -> None:  # fmt: skip
        """Break a document into lines.

        Args:
            document: The document.
            width: The width of the text in cells.
            room: The cells that a table, or code, may take where it needs more than that.
            options: How the reader wants it set.
            pictures: The sizes of the pictures, as far as they are known.
        """
        self.document = document
        self.options = options
        self._space, self._between, self._leading = options.gap, options.paragraph_gap, options.leading
        self._has_rules = options.heading_style == "rule"
        """Whether a line is drawn beneath each heading."""
        self.width = max(1, width)
        self.room = max(self.width, room)
        self.pictures = pictures
        self._tops = array("L")
        self._lines = Lines(document, options, self._room)
        self.cells = RunCells(document, options, self._lines, self._room)
        self._tables: dict[int, TableLayout] = {}
        self._formulas: dict[int, FormulaLayout] = {}
        self._code: dict[int, int] = {}
        """Of code wider than the text: the cells of its lines, what stands left of it included."""
        self.numbers = LineNumbers(document)
        self._lefts: dict[int, int] = {}
        """Of blocks wider than the text: where they begin, in cells from its left."""
        self._sideways: dict[int, Sideways] = {}
        """Of blocks wider than all the room."""
        self._places: dict[int, list[tuple[int, int]]] = {}
        """Of tables and formulas asked about: where each run begins, and its line."""
        self.spans = Spans(document)
        self._build()

    def _build(self) -> None:
        text, width = self.document.text, self.width
        row = 0
        before: Block | None = None
        tops, lines = self._tops, self._lines
        space, between, has_rules = self._space, self._between, self._has_rules
        for index, block in enumerate(self.document.blocks):
            tops.append(row)
            lines.begin_block()
            row += gap(before, block, space, between)
            if index in self.pictures:
                row += self.picture(index)[1]
            if block.kind == "table":
                row += self._build_table(index, block)
            elif block.info == "formula" and (height := self._build_formula(index, block)):
                row += height
            else:
                start, end = block.start, block.end
                if block.kind == "code" and self.options.numbers_code:
                    self.numbers.add(index)
                room = width - self.inset(index)
                first = first_indent(self.document, index, self.options) if between != space else 0
                if (
                    end - start <= room - first
                    and "\n" not in (piece := text[start:end])
                    and piece.isascii()
                    and "\t" not in piece
                ):
                    lines.add_one(start)
                    row += 1
                elif block.kind == "code":
                    row += self._build_code(index, block)
                else:
                    soft = {at - start: hyphen for at, hyphen in block.breaks}
                    begins = wrap(text[start:end], room, breaks=soft, first=first)
                    lines.add([start + at for at in begins])
                    row += self._spaced(index, len(begins) - 1) + 1
            if has_rules and block.kind == "heading":
                row += 1
            before = block
        self.height = row

    def _build_table(self, index: int, block: Block) -> int:
        """Set a table; gives how many lines it takes."""
        inset = indent(block, self.width)
        layout = lay_table(self.document.text, block, self._block_end(index), self.width - inset, self.room - inset)
        if inset:
            lines = [tuple([run._replace(x=run.x + inset) for run in runs]) for runs in layout.lines]
            layout = TableLayout(lines, [inset + start for start in layout.starts], inset + layout.width, layout.head)
        self._tables[index] = layout
        still = layout.starts[1] - 1 if len(layout.starts) > 1 else 0  # the first column and the rule beside it
        still = still if still <= self.room // 2 else 0
        self._place(index, layout.width, still, [max(0, start - still - 1) for start in layout.starts[bool(still) :]])
        return len(layout.lines)

    def _build_formula(self, index: int, block: Block) -> int:
        """Set a formula in two dimensions; gives how many lines it takes, none where one line says as much."""
        from glossator.tui.layout.formulas import lay_formula

        layout = lay_formula(self.document.text, block, self._block_end(index), self.inset(index), self.width)
        if layout is None:
            return 0
        self._formulas[index] = layout
        self.cells.keep(layout.orders)
        return len(layout.lines)

    def _build_code(self, index: int, block: Block) -> int:
        """Set code; gives how many lines it takes."""
        from glossator.tui.layout.code import STEP, lay_code

        inset = self.inset(index)
        text = self.document.text[block.start : block.end]
        layout = lay_code(text, self.width - inset, self.room - inset, self.options)
        self._lines.add([block.start + at for at in layout.starts])
        if layout.width > self.width - inset:
            self._code[index] = inset + layout.width
            self._place(index, inset + layout.width, inset, range(0, layout.width, STEP), sign=1)
        return len(layout.starts)

    def _room(self, index: int) -> int:
        return self.width - self.inset(index)

    def inset(self, index: int) -> int:
        """The cells left of a block's text, the numbers of its lines included."""
        return indent(self.document.blocks[index], self.width) + self.numbers.width(index)

    def code_width(self, index: int) -> int:
        """The cells that the lines of a block of code take, those left of it included."""
        return self._code.get(index, self.width)

    def _place(self, index: int, width: int, still: int, stops: Sequence[int], sign: int = 0) -> None:
        """Say where a block of a width begins: with the text, or before it when there is not enough room behind it."""
        if width > self.width:
            margin = (self.room - self.width) // 2
            self._lefts[index] = -max(0, min(width, self.room) - (self.room - margin))
        if width > self.room:
            self._sideways[index] = Sideways(width, self.room, still, stops, sign)

    def table(self, index: int) -> TableLayout:
        """The layout of a block that is a table."""
        return self._tables[index]

    def formula(self, index: int) -> FormulaLayout | None:
        """The layout of a formula that is set in two dimensions; None for any other block."""
        return self._formulas.get(index)

    def sideways(self, index: int) -> Sideways | None:
        """How a block that is wider than all the room stands; None for any other."""
        return self._sideways.get(index)

    def scroll_as(self, other: LineTable) -> None:
        """Scroll sideways as the lines of the same document are in another table."""
        if other.document is self.document:
            for index, sideways in self._sideways.items():
                if before := other.sideways(index):
                    sideways.scroll_to(before.shift)

    def row(self, y: int) -> Row:
        """The row at height ``y``; past either end, the nearest row."""
        y = min(max(0, y), self.height - 1)
        index = bisect_right(self._tops, y) - 1
        line = y - self.text_top(index)
        if line < 0:
            return Row(index, line if index in self.pictures else -1, ())
        if index in self._tables:
            return Row(index, line, self._tables[index].lines[line], self._lefts.get(index, 0))
        if index in self._formulas:
            return Row(index, line, self._formulas[index].lines[line])
        if self._has_rules and self.document.blocks[index].kind == "heading" and self._is_last_row(index, y):
            return Row(index, line, ())
        line, between = divmod(line, self._spaced(index, 1))
        if between:
            return Row(index, line + 1, ())
        start, end = self._lines.range(index, line, self._block_end(index))
        is_from_right = self.cells.is_from_right(index)  # then markers stand on the right
        first = self.cells.first_indent(index, line)
        x = max(0, self.cells.left(index, start, end) - first) if is_from_right else self.inset(index) + first
        return Row(index, line, (Run(x, start, end),), self._lefts.get(index, 0))

    def choose(self, y: int, rows: int) -> None:
        """Choose the lines of some rows before they are asked for, which takes a moment.

        Args:
            y: The first row.
            rows: How many.
        """
        for index in range(max(0, bisect_right(self._tops, y) - 1), bisect_right(self._tops, y + rows)):
            self.row(max(y, self.text_top(index)))

    def table_at(self, y: int) -> int | None:
        """The block of a row that is a table; None for any other row."""
        index = bisect_right(self._tops, y) - 1 if self._tables else -1
        return index if index in self._tables else None

    def text_top(self, index: int) -> int:
        """The first row of a block, below the space above it."""
        blocks = self.document.blocks
        above = gap(blocks[index - 1] if index else None, blocks[index], self._space, self._between)
        return self._tops[index] + above + (self.picture(index)[1] if index in self.pictures else 0)

    def picture(self, index: int) -> tuple[int, int]:
        """The cells and rows that the picture of a block takes above its text; none where it has no picture."""
        if index not in self.pictures:
            return 0, 0
        return cells_of(self.pictures[index], self._room(index), self.options.picture_rows)

    def range_of(self, y: int) -> tuple[int, int] | None:
        """The text that a row holds; None for one that only leaves room."""
        runs = self.row(y).runs
        return (runs[0].start, runs[-1].end) if runs else None

    def _block_end(self, index: int) -> int:
        blocks = self.document.blocks
        return blocks[index + 1].start if index + 1 < len(blocks) else len(self.document.text)

    def y_of(self, position: int) -> int:
        """The row that holds a position."""
        index = self.document.block_at(position)
        top = self.text_top(index)
        if index in self._tables or index in self._formulas:
            return top + self._line_among(index, position)
        return top + self._spaced(index, self._lines.line_at(index, position))

    def _is_last_row(self, index: int, y: int) -> bool:
        return y + 1 == (self._tops[index + 1] if index + 1 < len(self._tops) else self.height)

    def _spaced(self, index: int, lines: int) -> int:
        """The rows that some lines of a block take, with the space behind each."""
        return lines * (self._leading if self.document.blocks[index].kind in PROSE else 1)

    def is_hyphen(self, index: int, position: int) -> bool:
        """Whether a line is drawn with a hyphen at its end that is not in the text.

        Args:
            index: Of the block.
            position: The code point after the line's last.
        """
        return self._lines.is_hyphen(index, position)

    def _line_among(self, index: int, position: int) -> int:
        """The line of a position in a table or a formula, whose lines do not follow the text."""
        if index not in self._places:
            lines = self._tables[index].lines if index in self._tables else self._formulas[index].lines
            self._places[index] = sorted((run.start, line) for line, runs in enumerate(lines) for run in runs)
        places = self._places[index]
        return places[max(0, bisect_right(places, position, key=lambda place: place[0]) - 1)][1]

    def x_of(self, position: int) -> int:
        """The cell of a position, from the left of the text; below 0 in a block that begins before it."""
        row = self.row(self.y_of(position))
        for run in row.runs:
            if run.start <= position < run.end:
                x = run.x + self.cells.before(run.start, run.end)[position - run.start]
                sideways = self._sideways.get(row.block)
                return row.left + (sideways.shown(x) if sideways else x)
        return 0

    def reveal(self, position: int) -> bool:
        """Scroll the block of a position sideways until the position is shown. False when it is."""
        sideways = self._sideways.get(self.document.block_at(position)) if self._sideways else None
        if not sideways:
            return False
        row = self.row(self.y_of(position))
        run = next((run for run in row.runs if run.start <= position < run.end), None)
        return bool(run and sideways.reveal(run.x + self.cells.before(run.start, run.end)[position - run.start]))

    def position_at(self, y: int, x: int) -> int:
        """The position at, or nearest to, a row and cell.

        Args:
            y: The row, from 0 at the top of the document.
            x: The cell in the row.
        """
        row = self.row(y)
        if not row.runs:
            x = x if row.line >= 0 else 0
            row = self._row_with_text(y)
        if not row.runs:
            return self.document.blocks[row.block].start
        x -= row.left
        if sideways := self._sideways.get(row.block):
            x = sideways.cell(x)
        run = next((r for r in reversed(row.runs) if r.x <= x), row.runs[0])
        return self.cells.position_at(run.start, run.end, x - run.x)

    def first_position(self, y: int) -> int:
        """Where the text at or below a row begins."""
        row = self._row_with_text(y)
        return row.runs[0].start if row.runs else self.document.blocks[row.block].start

    def position_near(self, y: int) -> int:
        """About where the text of a row begins, for which no paragraph has to be broken into lines."""
        index = max(0, bisect_right(self._tops, y) - 1)
        block, top = self.document.blocks[index], self.text_top(index)
        after = self._tops[index + 1] if index + 1 < len(self._tops) else self.height
        return block.start + max(0, y - top) * (block.end - block.start) // max(1, after - top)

    def _row_with_text(self, y: int) -> Row:
        """The row at a height, or the next one below that holds text; the last one where none does."""
        y = max(0, y)
        row = self.row(y)
        while not row.runs and y + 1 < self.height:
            y += 1
            row = self.row(y)
        return row
