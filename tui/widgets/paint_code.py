"""Code on the screen: the numbers of its lines, a sign where one goes on, and what of a wide one is shown."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style

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
    first, upto = sideways.parts[-1] if sideways else (run.x, table.code_width(row.block))
    first, upto = max(0, first - run.x), upto - run.x
    cells = table.cells.before(run.start, run.end)
    left = _left_of(table, row, run.x - cell, is_cut=first > 0 < cells[-1])
    segments = [*prefix, Segment(left, styles("text") + styles("marker"))] if left else [*prefix]
    begin, end, more = run.start, run.end, ""
    if sideways:
        more = _MORE if cells[-1] > upto else ""
        begin, end = _shown(table, row, cells, first, upto - len(more))
    pieces, drawn = paint_run(table, row, begin, end, cells[begin - run.start], marks, base, styles, code, origin=0)
    before, after = cells[begin - run.start] - first, max(0, upto - len(more) - drawn)
    segments += [Segment(" " * before, base), *pieces, Segment(" " * after, base)]
    if more:
        segments.append(Segment(more, base + styles("marker")))
    return segments, run.x + max(drawn + len(more), upto) - first


def _left_of(table: LineTable, row: Row, room: int, *, is_cut: bool) -> str:
    """What stands left of a line: its number, and a sign that it goes on or that it begins further left."""
    (run,) = row.runs
    block, text = table.document.blocks[row.block], table.document.text
    goes_on = run.start > block.start and text[run.start - 1] != "\n"
    number = table.numbers.at(row.block, run.start)
    shown = "" if goes_on or not number else str(number)
    shown = f"{shown:>{max(0, room - 3)}} " if number else ""
    sign = _CUT if is_cut else "  "
    sign = _GOES_ON if goes_on else sign
    return (shown.ljust(max(0, room - 2)) + sign)[-room:] if room > 0 else ""


def _shown(table: LineTable, row: Row, cells: Sequence[int], first: int, upto: int) -> tuple[int, int]:
    """The range of a line whose letters are drawn from one cell on and up to another."""
    (run,) = row.runs
    text = table.document.text
    end = run.start + bisect_right(cells, upto) - 1
    end = end if end >= run.end else letter_start(text, end)
    begin = letter_start(text, run.start + min(bisect_left(cells, first), len(cells) - 2))
    if cells[begin - run.start] < first:
        begin = letter_end(text, begin)
    return begin, max(begin, end)
