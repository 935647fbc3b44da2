"""RunCells: where the code points of a run stand on its line, in cells."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

from glossator.content.document import Document
from glossator.content.text.letters import is_right_to_left
from glossator.content.text.segments import letter_start
from glossator.tui.layout.lines import PROSE, Lines
from glossator.tui.layout.measuring import widths
from glossator.tui.layout.options import Options
from glossator.tui.layout.spacing import first_indent

if TYPE_CHECKING:
    from glossator.tui.layout.bidi import Order

_LONG_RUN = 4096
"""Code points of a run whose cells are kept: it holds letters longer than any language has."""
_LONGEST_PARAGRAPH = 10_000
"""Code points of a paragraph whose directions are told together; of a longer one, line by line."""
_STRONG = re.compile(r"[^\W\d_]")
"""A letter, which has a direction of its own."""
_MOST_KEPT = 256
"""Lines, and paragraphs, whose order is kept."""


class RunCells:
    """The cells of runs of a document's text."""

    def __init__(self, document: Document, options: Options, lines: Lines, room: Callable[[int], int]) -> None:
        """Begin without any.

        Args:
            document: The document.
            options: How the reader wants it set.
            lines: Where its lines begin.
            room: Gives the cells that a line of a block may take, by the block's index.
        """
        self._document = document
        self._options = options
        self._lines = lines
        self._room = room
        self._long_runs: dict[tuple[int, int], Sequence[int]] = {}
        """Of the very long run asked about last: the cells before each of its code points."""
        self._is_mixed = options.reorders and document.has_right_to_left
        self._levels: dict[tuple[int, int], tuple[int, list[int]]] = {}
        self._orders: dict[tuple[int, int], Order] = {}
        self._from_right: dict[int, bool] = {}
        self._kept: dict[tuple[int, int], Order] = {}

    def keep(self, orders: dict[tuple[int, int], Order]) -> None:
        """Take how the letters of some runs stand that are drawn in another way than they are written."""
        self._kept.update(orders)

    def before(self, start: int, end: int) -> Sequence[int]:
        """The cells before each code point of a run, and after its last one; kept where the run is very long.

        Args:
            start: First code point of the run.
            end: Code point after the last.
        """
        if (start, end) in self._long_runs:
            return self._long_runs[start, end]
        if order := self.order(start, end):
            return order.cells
        sizes = self.justified(start, end) or widths(self._document.text[start:end])
        cells = array("L", accumulate(sizes, initial=0))
        if end - start > _LONG_RUN:
            self._long_runs = {(start, end): cells}
        return cells

    def justified(self, start: int, end: int) -> list[int] | None:
        """The cells of each code point of a line that is as wide as the text; None for any other line.

        Args:
            start: First code point of the line.
            end: Code point after the last.
        """
        text = self._document.text
        if not self._options.justifies or end - start > _LONG_RUN or text[end - 1] == "\n" or self.order(start, end):
            return None
        index = self._document.block_at(start)
        block = self._document.blocks[index]
        if block.kind not in PROSE or end >= block.end:
            return None
        from glossator.tui.layout.justifying import stretched

        line = self._lines.line_at(index, start)
        room = self._room(index) - self._lines.is_hyphen(index, end) - self.first_indent(index, line)
        return stretched(text[start:end], widths(text[start:end]), room, line)

    def first_indent(self, index: int, line: int) -> int:
        """The cells that a line is indented: none but the first of a paragraph.

        Args:
            index: Of the block.
            line: Which of its lines.
        """
        return 0 if line else first_indent(self._document, index, self._options)

    def order(self, start: int, end: int) -> Order | None:
        """How the letters of a line stand that are not drawn one after the other; None for any other line.

        Args:
            start: First code point of the line.
            end: Code point after the last.
        """
        if (start, end) in self._kept:
            return self._kept[start, end]
        if not self._is_mixed or start >= end or end - start > _LONG_RUN:
            return None
        if (start, end) in self._orders:
            return self._orders[start, end]
        index = self._document.block_at(start)
        block = self._document.blocks[index]
        first, last = block.start, max(block.end, end)
        if block.kind == "code":
            return None
        if block.kind == "table" or last - first > _LONGEST_PARAGRAPH:
            first, last = start, end
        base, levels = self._levels_of(first, last)
        if not base and not any(levels[start - first : end - first]):
            return None
        from glossator.tui.layout.bidi import ordered

        if len(self._orders) >= _MOST_KEPT:
            self._orders.clear()
        here = levels[start - first : end - first]
        room = 0 if block.kind == "table" else self._room(index)  # a cell is as wide as its words
        order = ordered(self._document.text, start, end, here, base, room)
        self._orders[start, end] = order
        return order

    def _levels_of(self, first: int, last: int) -> tuple[int, list[int]]:
        """The directions of a paragraph, of its own and of each of its letters."""
        if (first, last) not in self._levels:
            from glossator.tui.layout.bidi import levels_of

            if len(self._levels) >= _MOST_KEPT:
                self._levels.clear()
            self._levels[first, last] = levels_of(self._document.text[first:last])
        return self._levels[first, last]

    def left(self, index: int, start: int, end: int) -> int:
        """The cells left of a line that is set from the right; 0 for any other line.

        Args:
            index: Of the block.
            start: First code point of the line.
            end: Code point after the last.
        """
        order = self.order(start, end) if self.is_from_right(index) else None
        return max(0, self._room(index) - order.width) if order else 0

    def is_from_right(self, index: int) -> bool:
        """Whether a block is set from the right, as one is whose first letter is read so; tables and code never are."""
        if not self._is_mixed:
            return False
        block = self._document.blocks[index]
        if index not in self._from_right:
            is_text = block.kind not in ("table", "code", "rule")
            strong = _STRONG.search(self._document.text, block.start, block.end) if is_text else None
            self._from_right[index] = strong is not None and is_right_to_left(strong[0])
        return self._from_right[index]

    def position_at(self, start: int, end: int, x: int) -> int:
        """The code point of a run that stands in a cell, or nearest to it.

        Args:
            start: First code point of the run.
            end: Code point after the last.
            x: The cell, from the left of the run.
        """
        if order := self.order(start, end):
            return order.position_at(x)
        offset = bisect_right(self.before(start, end), max(0, x), 1) - 1
        newline = self._document.text.find("\n", start, start + offset)
        at = newline if newline >= 0 else start + offset
        return min(at, max(start, end - 1))

    def fitting(self, start: int, end: int, room: int) -> int:
        """Where a range must end for what it draws to take no more cells than there are, between letters.

        Args:
            start: First code point.
            end: Code point after the last.
            room: How many cells there are.
        """
        sizes = widths(self._document.text[start:end])
        if sum(sizes) <= room:
            return end
        cells = array("L", accumulate(sizes, initial=0))
        return max(start, letter_start(self._document.text, start + bisect_right(cells, room) - 1))
