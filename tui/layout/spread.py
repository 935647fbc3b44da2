"""Spread: how many pages of text stand side by side, and which row of the text is where on the screen."""

from __future__ import annotations

from typing import NamedTuple

MOST_PAGES = 3
"""Pages side by side at the most; the eye finds the next one no more in a longer row."""
_GAP = 6
"""Cells between two pages."""
_SIDE = 2
"""Cells on either side of one of several pages that a table, or code, may take."""
_TWO, _THREE = 150, 226
"""Cells from which on there are two pages, and three, where the reader leaves it open."""
_TINY = 20
"""Cells of a screen that has hardly any margin."""
_NARROWEST = 30
"""Cells of a page beside another one at the least."""


class Spread(NamedTuple):
    """The pages on screen, which the text runs through from left to right.

    Attributes:
        pages: How many there are.
        width: The cells of a line.
        margin: The cells left of the first one.
        side: The cells on either side of a page that a table, or code, may take.
        height: The rows of each.
    """

    pages: int
    width: int
    margin: int
    side: int
    height: int

    @property
    def rows(self) -> int:
        """The rows on screen, of all pages."""
        return self.pages * self.height

    @property
    def room(self) -> int:
        """The cells that a table, or code, may take at the most."""
        return self.width + 2 * self.side

    def left(self, page: int) -> int:
        """The cell that the lines of a page begin in."""
        return self.margin + page * (self.width + _GAP)

    def place(self, row: int) -> tuple[int, int]:
        """Where a row is: the cell that its page begins in, and the line of the screen.

        Args:
            row: Counted from the first one on screen; one beyond is placed as if the first page, or the last, went on.
        """
        page = max(0, min(row // max(1, self.height), self.pages - 1))
        return self.left(page), row - page * self.height

    def page_at(self, x: int) -> int:
        """The page that a cell belongs to, the gaps half to each."""
        pages = range(1, self.pages)
        return next((page - 1 for page in pages if x < self.left(page) - _GAP // 2), self.pages - 1)


def spread(size: tuple[int, int], column: int, wanted: int) -> Spread:
    """Divide the room into pages.

    Args:
        size: The cells and rows there are.
        column: The cells that a line is to take.
        wanted: How many pages there are to be; 0 for as many as stand well side by side.
    """
    width, height = size
    pages = min(wanted or 1 + (width >= _TWO) + (width >= _THREE), MOST_PAGES)
    while pages > 1 and _of_each(width, pages) < (_NARROWEST if wanted else min(column, _of_each(_TWO, 2))):
        pages -= 1
    if pages > 1:
        text = min(column, _of_each(width, pages))
        return Spread(pages, text, (width - pages * text - (pages - 1) * _GAP) // 2, _SIDE, height)
    text = max(1, min(column, width - (4 if width > _TINY else 1)))
    beside = (width - text) // 2
    return Spread(1, text, max(1 if width > _TINY else 0, beside), max(0, beside - 1), height)


def _of_each(width: int, pages: int) -> int:
    """The most cells that each of some pages can have."""
    return (width - 2 * _SIDE - (pages - 1) * _GAP) // pages
