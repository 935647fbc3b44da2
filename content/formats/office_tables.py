"""Tables of word processors: which of them are data, and not there to place things on a page."""

from __future__ import annotations

from typing import Any

from glossator.content.html.elements import DATA, beginning_of, local

_LONGEST_CELL = 600
"""Characters of a cell that is still data."""


def mark_tables(page: Any) -> None:
    """Mark the tables that are data: what a web page takes for layout, such as a list in a cell, is data here.

    Args:
        page: The document as HTML.
    """
    for table in page.iter("table"):
        if next(table.iterdescendants("table"), None) is None and _columns(table) > 1 and not _has_long_cell(table):
            table.set(*DATA)


def _columns(table: Any) -> int:
    rows = (row for row in table.iter("tr"))
    return max((sum(local(cell) in ("td", "th") for cell in row) for row in rows), default=0)


def _has_long_cell(table: Any) -> bool:
    cells = (cell for cell in table.iter("td", "th"))
    return any(len(beginning_of(cell, _LONGEST_CELL + 1)) > _LONGEST_CELL for cell in cells)
