"""Where pages begin: not with a blank row, the last line of a paragraph by itself, or right behind a heading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.tui.layout.lines import PROSE
from glossator.tui.layout.table_heads import scroll_for

if TYPE_CHECKING:
    from glossator.tui.layout.line_table import LineTable

_RULED = frozenset({"table", "rule", "heading"})
"""Kinds of blocks that have rows without text which are seen."""


def page_start(table: LineTable, y: int) -> int:
    """The row that a page begins with rather than with a given one, of the two that it shares with the one before.

    Args:
        table: The lines of the text.
        y: The row that it would begin with.
    """
    while y > 0 and _is_blank(table, y):
        y += 1 if not _is_blank(table, y + 1) else -1
    row = table.row(y)
    if row.line < 0:
        return table.text_top(row.block) - table.picture(row.block)[1]
    blocks, index = table.document.blocks, row.block
    is_last = row.line > 0 and table.row(y + 1).line <= 0
    y -= table.options.leading * (is_last and blocks[index].kind in PROSE)
    while index and blocks[index - 1].kind == "heading" and y <= table.text_top(index):
        index -= 1
        y = table.text_top(index)
    return y


def top_for(table: LineTable, row: int, height: int) -> int:
    """The row to scroll to for a row to be read: beneath its table's head, and with the picture above it where it fits.

    Args:
        table: The lines of the text.
        row: The row to be seen.
        height: The rows of the screen.
    """
    index = table.row(row).block if table.pictures else -1
    if index in table.pictures and row == table.text_top(index):
        rows = table.picture(index)[1]
        return row - rows if rows < height else row
    return scroll_for(table, row, height)


def _is_blank(table: LineTable, y: int) -> bool:
    row = table.row(y)
    if row.line < 0:
        return row.line < -table.picture(row.block)[1]
    return not row.runs and table.document.blocks[row.block].kind not in _RULED
