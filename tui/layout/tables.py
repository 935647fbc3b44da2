"""Tables: cells wrapped to columns."""

from __future__ import annotations

from heapq import heapify, heapreplace
from itertools import pairwise
from operator import le
from typing import NamedTuple

from rich.cells import cell_len

from glossator.content.document import Block
from glossator.tui.layout.breaking import wrap

_BETWEEN = 3
"""Cells between two columns."""


class Run(NamedTuple):
    """A range of text drawn from cell ``x`` on."""

    x: int
    start: int
    end: int


def lay_table(text: str, block: Block, end: int, left: int, width: int) -> list[tuple[Run, ...]]:
    """Lay a table out.

    Args:
        text: The document's text.
        block: The table's block.
        end: Where the next block begins, in code points: the last cell reaches that far.
        left: The cells left of the table.
        width: The width of the text in cells.

    Returns:
        The table's lines, each as its runs; an empty one is the line under the head.
    """
    rows = _cells(text, block)
    if max(map(len, rows)) * (1 + _BETWEEN) - _BETWEEN > width - left:
        return _lay_lines(text, rows, end, left, width - left)
    sizes = [[cell_len(text[a:b]) for a, b in row] for row in rows]
    columns = column_widths(sizes, width - left)
    lines: list[tuple[Run, ...]] = []
    for number, (row, taken) in enumerate(zip(rows, sizes, strict=True)):
        after = max(end, row[-1][1]) if number == len(rows) - 1 else row[-1][1] + 1
        if all(map(le, taken, columns)):
            lines.append(_one_line(row, taken, after, columns, block.info, left))
        else:
            lines += _lay_row(text, row, after, columns, block.info, left)
        if number == 0 and len(rows) > 1:
            lines.append(())
    return lines


def _lay_lines(
    text: str, rows: list[list[tuple[int, int]]], end: int, left: int, room: int
) -> list[tuple[Run, ...]]:
    """The rows of a table that has more columns than the page has room for, each as lines of text."""
    lines: list[tuple[Run, ...]] = []
    for row, following in zip(rows, [*rows[1:], None], strict=True):
        start, stop = row[0][0], row[-1][1]
        after = following[0][0] if following else max(end, stop)
        starts = [start + each for each in wrap(text[start:stop], room)]
        lines += [(Run(left, a, b),) for a, b in pairwise([*starts, after])]
    return lines


def _cells(text: str, block: Block) -> list[list[tuple[int, int]]]:
    """The ranges of a table's cells, row by row."""
    rows = []
    at = block.start
    for line in text[block.start : block.end].split("\n"):
        cells = []
        for cell in line.split("\t"):
            cells.append((at, at + len(cell)))
            at += len(cell) + 1
        rows.append(cells)
    return rows


def _one_line(
    row: list[tuple[int, int]], sizes: list[int], after: int, columns: list[int], alignment: str, left: int
) -> tuple[Run, ...]:
    """A row whose cells all fit into one line."""
    runs = []
    x = left
    for column, (start, stop) in enumerate(row):
        end = after if stop == row[-1][1] else stop + 1
        runs.append(Run(x + _shift(alignment[column : column + 1], columns[column] - sizes[column]), start, end))
        x += columns[column] + _BETWEEN
    return tuple(runs)


def _lay_row(
    text: str, row: list[tuple[int, int]], after: int, columns: list[int], alignment: str, left: int
) -> list[tuple[Run, ...]]:
    """The lines of a row; each cell's last run takes the sign that separates it from the next cell."""
    laid: list[list[Run]] = []
    x = left
    ends = [*(start for start, _ in row[1:]), after]
    for column, ((start, stop), end) in enumerate(zip(row, ends, strict=True)):
        starts = [start + each for each in wrap(text[start:stop], columns[column])]
        runs = []
        for a, b in pairwise([*starts, end]):
            slack = max(0, columns[column] - cell_len(text[a : min(b, stop)].rstrip()))
            runs.append(Run(x + _shift(alignment[column : column + 1], slack), a, b))
        laid.append(runs)
        x += columns[column] + _BETWEEN
    lines: list[list[Run]] = [[] for _ in range(max(map(len, laid)))]
    for runs in laid:
        for number, run in enumerate(runs):
            lines[number].append(run)
    return [tuple(line) for line in lines]


def _shift(alignment: str, slack: int) -> int:
    """The blank cells left of what stands in a cell: ``r`` and ``c`` are to the right and centred."""
    if alignment == "r":
        return slack
    return slack // 2 if alignment == "c" else 0


def column_widths(sizes: list[list[int]], room: int) -> list[int]:
    """Widths for a table's columns: natural ones where they fit, else the widest give way first."""
    count = max(map(len, sizes))
    columns = [1] * count
    for row in sizes:
        for column, size in enumerate(row):
            columns[column] = max(columns[column], size)
    room = max(count, room - _BETWEEN * (count - 1))
    total = sum(columns)
    widest = [(-size, column) for column, size in enumerate(columns)]
    heapify(widest)
    while total > room and widest[0][0] < -1:
        size, column = -widest[0][0], widest[0][1]
        second = max([-other for other, _ in widest[1:3]] + [1])
        columns[column] = max(1, min(size - 1, max(room - (total - size), second - 1)))
        total -= size - columns[column]
        heapreplace(widest, (-columns[column], column))
    return columns
