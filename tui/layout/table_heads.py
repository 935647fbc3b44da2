"""The head of a long table, which stays at the top of the screen while the table scrolls by beneath it."""

from __future__ import annotations

from glossator.tui.layout.line_table import LineTable

_HEAD_SHARE = 3
"""A table's head stays on screen while it takes no more than the third part of it."""


def head_at(table: LineTable, y: int, height: int) -> tuple[int, int]:
    """The rows of a table's head that stay at the top of the screen.

    Args:
        table: The lines of the document.
        y: The row that the screen is scrolled to.
        height: The rows of the screen.

    Returns:
        The first of them, and how many; none above a table, and as many at its end as leave its last row.
    """
    index = table.table_at(y)
    if index is None:
        return 0, 0
    layout, top = table.table(index), table.text_top(index)
    if y <= top or layout.head > height // _HEAD_SHARE:
        return 0, 0
    return top, min(layout.head, len(layout.lines) - (y - top) - 1)


def scroll_for(table: LineTable, row: int, height: int) -> int:
    """The row to scroll to for a row to be the first one beneath a table's head, or at the top where none stays.

    Args:
        table: The lines of the document.
        row: The row to be seen.
        height: The rows of the screen.
    """
    index = table.table_at(row)
    if index is not None:
        head = table.table(index).head
        if head <= height // _HEAD_SHARE and row - table.text_top(index) >= head:
            return row - head
    return row
