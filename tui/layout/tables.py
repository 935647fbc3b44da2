"""Tables: the widths of their columns, their cells wrapped to them, and where the rules between them stand."""

from __future__ import annotations

from heapq import heapify, heapreplace
from itertools import accumulate, pairwise
from operator import le
from typing import NamedTuple

from rich.cells import cell_len

from glossator.content.document import Block
from glossator.tui.layout.breaking import wrap

BETWEEN = 3
"""Cells between two columns: a blank, a rule, a blank."""
_NARROWEST = 24
"""Cells up to which a column is as wide as its longest word: most words fit, and a longer one may be broken."""
_SCROLLED = 40
"""Cells of a column at most where a table scrolls sideways: a comfortable line of text."""


class Run(NamedTuple):
    """A range of text drawn from cell ``x`` on."""

    x: int
    start: int
    end: int


class TableLayout(NamedTuple):
    """A table set in lines.

    Attributes:
        lines: The runs of each line; one without runs is a rule across.
        starts: The cell at which each column begins.
        width: The cells of a line.
        head: How many lines its head takes, the rule under it included; 0 when it has one row only.
    """

    lines: list[tuple[Run, ...]]
    starts: list[int]
    width: int
    head: int

    @property
    def rules(self) -> list[int]:
        """The cells at which a rule stands between two columns, on every line."""
        return [start - 2 for start in self.starts[1:]]


def lay_table(text: str, block: Block, end: int, width: int, room: int) -> TableLayout:
    """Lay a table out.

    It is as wide as its cells need. When that is more than the room there is, its cells are wrapped, as far as words
    are not broken by it; a table that is still wider is to be scrolled sideways.

    Args:
        text: The document's text.
        block: The table's block.
        end: Where the next block begins, in code points: the last cell reaches that far.
        width: The width of the text in cells.
        room: The cells a line may take at most: at least ``width``.

    Returns:
        The table's lines. Between rows that take several of them there are rules across.
    """
    rows = _cells(text, block)
    sizes = [[cell_len(text[a:b]) for a, b in row] for row in rows]
    columns = _columns(text, rows, sizes, max(width, room))
    starts = [0, *accumulate(size + BETWEEN for size in columns[:-1])]
    laid: list[list[tuple[Run, ...]]] = []
    for number, (row, taken) in enumerate(zip(rows, sizes, strict=True)):
        after = max(end, row[-1][1]) if number == len(rows) - 1 else row[-1][1] + 1
        if all(map(le, taken, columns)):
            laid.append([_one_line(row, taken, after, columns, starts, block.info)])
        else:
            laid.append(_lay_row(text, row, after, columns, starts, block.info))
    is_wrapped = any(len(lines) > 1 for lines in laid[1:])
    lines: list[tuple[Run, ...]] = []
    for number, of_row in enumerate(laid):
        if number == 1 or (is_wrapped and number):
            lines.append(())
        lines += of_row
    return TableLayout(lines, starts, starts[-1] + columns[-1], len(laid[0]) + 1 if len(laid) > 1 else 0)


def _columns(text: str, rows: list[list[tuple[int, int]]], sizes: list[list[int]], room: int) -> list[int]:
    """The width of each column: its own, else one that fits, else one that is comfortable to scroll along."""
    natural = _widest(sizes)
    free = room - BETWEEN * (len(natural) - 1)
    if sum(natural) <= free:
        return natural
    least = [1] * len(natural)
    for row, taken in zip(rows, sizes, strict=True):
        for column, ((start, stop), size) in enumerate(zip(row, taken, strict=True)):
            if size > least[column]:
                longest = max(map(cell_len, text[start:stop].split()), default=1)
                least[column] = max(least[column], min(longest, _NARROWEST))
    if sum(least) > free:
        most = min(_SCROLLED, max(1, room // 2 - BETWEEN))  # so that any fits beside the first, which stands still
        return [min(size, most) for size in natural]
    return narrowed(natural, least, free)


def _widest(sizes: list[list[int]]) -> list[int]:
    columns = [1] * max(map(len, sizes))
    for row in sizes:
        for column, size in enumerate(row):
            columns[column] = max(columns[column], size)
    return columns


def narrowed(columns: list[int], least: list[int], room: int) -> list[int]:
    """Make columns narrower until they fit: the widest give way first, and none beyond its least width.

    Args:
        columns: Their own widths, in cells.
        least: The least width of each; together they fit.
        room: The cells there are for all of them.
    """
    columns = [*columns]
    total = sum(columns)
    widest = [(-size, column) for column, size in enumerate(columns) if size > least[column]]
    heapify(widest)
    while total > room and widest:
        size, column = -widest[0][0], widest[0][1]
        second = max([-other for other, _ in widest[1:3]] + [1])
        columns[column] = max(least[column], min(size - 1, max(room - (total - size), second - 1)))
        total -= size - columns[column]
        heapreplace(widest, (-columns[column] if columns[column] > least[column] else 0, column))
        if not widest[0][0]:
            break
    return columns


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
    row: list[tuple[int, int]], sizes: list[int], after: int, columns: list[int], starts: list[int], alignment: str
) -> tuple[Run, ...]:
    """A row whose cells all fit into one line."""
    runs = []
    last = len(row) - 1
    for column, (start, stop) in enumerate(row):
        shift = _shift(alignment[column : column + 1], columns[column] - sizes[column])
        runs.append(Run(starts[column] + shift, start, stop + 1 if column < last else after))
    return tuple(runs)


def _lay_row(
    text: str, row: list[tuple[int, int]], after: int, columns: list[int], starts: list[int], alignment: str
) -> list[tuple[Run, ...]]:
    """The lines of a row; each cell's last run takes the sign that separates it from the next cell."""
    laid: list[list[Run]] = []
    ends = [*(start for start, _ in row[1:]), after]
    for column, ((start, stop), end) in enumerate(zip(row, ends, strict=True)):
        begins = [start + each for each in wrap(text[start:stop], columns[column])]
        runs = []
        for a, b in pairwise([*begins, end]):
            slack = max(0, columns[column] - cell_len(text[a : min(b, stop)].rstrip()))
            runs.append(Run(starts[column] + _shift(alignment[column : column + 1], slack), a, b))
        laid.append(runs)
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
