"""Sideways: which cells of a block wider than the page are on the screen, and how it is scrolled along."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence


class Sideways:
    """A block that scrolls sideways by itself.

    Attributes:
        shift: How many cells behind those that stand still are out of sight.
    """

    def __init__(self, width: int, room: int, still: int, stops: Sequence[int], sign: int = 0) -> None:
        """Begin with the first cells.

        Args:
            width: The cells of its lines.
            room: The cells of them that are shown at a time.
            still: The cells at its beginning that stand still, such as a table's first column.
            stops: How many cells are out of sight where a column begins what is shown, in order, from 0 on.
            sign: The cells at the right edge that a sign takes while there is more behind it.
        """
        self.width, self.room, self.still, self.stops, self.sign = width, room, still, stops, sign
        self.shift = 0

    def scroll_to(self, shift: int) -> bool:
        """Have as many cells out of sight as the last stop up to there says. False for no change."""
        before = self.shift
        last = min(bisect_left(self.stops, self.width - self.room), len(self.stops) - 1)
        self.shift = self.stops[max(0, min(bisect_right(self.stops, shift) - 1, last))]
        return self.shift != before

    def step(self, steps: int) -> bool:
        """Scroll by some columns, back with a number below 0. False when there is nothing more that way."""
        at = bisect_left(self.stops, self.shift) + steps
        return self.scroll_to(self.stops[max(0, min(at, len(self.stops) - 1))])

    def reveal(self, x: int) -> bool:
        """Scroll as far as needed for a cell to be shown. False when it is."""
        room = self.room - (self.sign if self.hidden[1] else 0)
        if x < self.still or self.still <= x - self.shift < room:
            return False
        return self.scroll_to(x - self.still)

    def shown(self, x: int) -> int:
        """Where a cell of the block is on the screen; one out of sight is at the edge it lies behind."""
        return x if x < self.still else max(self.still, min(x - self.shift, self.room))

    def cell(self, x: int) -> int:
        """The cell of the block that is shown at a place of the screen."""
        return x if x < self.still else x + self.shift

    @property
    def parts(self) -> list[tuple[int, int]]:
        """The ranges of the block's cells that are shown, from left to right."""
        moving = self.still + self.shift, self.room + self.shift
        return [(0, self.still), moving] if self.still else [moving]

    @property
    def hidden(self) -> tuple[int, int]:
        """How many cells are out of sight to the left and to the right."""
        return self.shift, max(0, self.width - self.room - self.shift)
