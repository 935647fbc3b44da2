"""Code on the screen: the numbers of its lines, a sign where one goes on, and what of a wide one is shown."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from glossator.content.text.segments import letter_end, letter_start
from glossator.tui.layout.line_table import LineTable, Row
from glossator.tui.widgets.runs import Mark, Styles, paint_run

_GOES_ON = "↪ "
"""Stands left of a line that is the rest of the one above."""
_CUT, _MORE = "◂ ", "▸"
"""Stand at the ends of a line that goes on out of sight."""


def paint_code(
    table: LineTable, row: Row, prefix: list[Segment], cell: int, marks: Sequence[Mark], base: Style, styles: Styles,
    code: Sequence[Mark],
) -> tuple[list[Segment], int]:  # fmt: skip
    """A line of code, and the cells it takes.

    Args:
        table: The lines of the document.
        row: The one to draw.
        prefix: What stands left of the block, such as the bars of a quotation.
        cell: The cells that takes.
        marks: What lies on the text, sorted by start.
        base: How code is drawn.
        styles: How each part of the page is drawn.
        code: The colours of the code, sorted by start.
    """
    (run,) = row.runs
    sideways = table.sideways(row.block)
    width = table.code_width(row.block)
    first, upto = sideways.parts[-1] if sideways else (run.x, width)
    first, upto = max(0, first - run.x), upto - run.x
    cells = table.cells_before(run.start, run.end)
    left = _left_of(table, row, run.x - cell, is_cut=first > 0 < cells[-1])
    segments = [*prefix, Segment(left, styles("text") + styles("marker"))] if left else [*prefix]
    begin, end = _shown(table, row, cells, first, upto)
    at = cells[begin - run.start]
    pieces, drawn = paint_run(table, row, begin, end, at, marks, base, styles, code, origin=0)
    line = Strip([*pieces, Segment(" " * max(0, upto - drawn), base)], max(drawn, upto) - at)
    line = line.crop(first - at, upto - at)
    if sideways and cells[-1] > upto:
        sign = Strip([Segment(_MORE, base + styles("marker"))], 1)
        line = Strip.join([line.crop(0, line.cell_length - 1), sign])
    return [*segments, *line], run.x + line.cell_length


def _left_of(table: LineTable, row: Row, room: int, *, is_cut: bool) -> str:
    """What stands left of a line: its number, and a sign that it goes on or that it begins further left."""
    (run,) = row.runs
    block, text = table.document.blocks[row.block], table.document.text
    goes_on = run.start > block.start and text[run.start - 1] != "\n"
    number = table.line_number(row.block, run.start)
    shown = "" if goes_on or not number else str(number)
    shown = f"{shown:>{max(0, room - 3)}} " if number else ""
    sign = _CUT if is_cut else "  "
    sign = _GOES_ON if goes_on else sign
    return (shown.ljust(max(0, room - 2)) + sign)[-room:] if room > 0 else ""


def _shown(table: LineTable, row: Row, cells: Sequence[int], first: int, upto: int) -> tuple[int, int]:
    """The range of a line that has a cell among those from one on and up to another, between letters."""
    (run,) = row.runs
    text = table.document.text
    begin = letter_start(text, run.start + max(0, bisect_right(cells, first) - 1))
    end = run.start + min(bisect_left(cells, upto), run.end - run.start)
    begin = max(run.start, min(begin, run.end))
    return begin, max(begin, min(run.end, letter_end(text, end - 1) if end > run.start else end))
