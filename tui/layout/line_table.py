"""Line breaking and cell widths: blocks and a width in, a line table out. No widgets.

Every code point of the text lies in exactly one run of exactly one row, blanks at a line's end and the line
ends between blocks included; so a position has one place on the screen, and a place one position.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from functools import lru_cache
from heapq import heapify, heapreplace
from itertools import accumulate
from typing import NamedTuple

from glossator.content.document import PREFORMATTED, Block, Document, Span
from rich.cells import cell_len

# What is not here may be wide, of no width, or a tab, and is measured character by character.
_COMPLEX = re.compile(
    "[^ -~\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\n]"
)
TAB = 4


class Run(NamedTuple):
    """A range of text drawn from cell ``x`` on."""

    x: int
    start: int
    end: int


class Row(NamedTuple):
    """One screen line: ``line`` counts within its block, -1 in the space above it."""

    block: int
    line: int
    runs: tuple[Run, ...]


def widths(text: str, x: int = 0) -> list[int]:
    """The cells each code point takes when drawn from cell ``x``; a cluster's width lies on its first."""
    out: list[int] = []
    for char in text:
        if char == "\t":
            width = TAB - x % TAB
        elif char == "\n" or (out and char >= "\u0300" and _joins(text[len(out) - 1], char)):
            width = 0
        else:
            width = cell_len(char)
        out.append(width)
        x += width
    return out


def _joins(before: str, char: str) -> bool:
    return before == "\u200d" or "\ufe00" <= char <= "\ufe0f" or "\U0001f3fb" <= char <= "\U0001f3ff"


def wrap(text: str, width: int, *, keep: bool = False, breaks: Mapping[int, bool] | None = None) -> list[int]:
    """Break a text into lines.

    Args:
        text: The text of one block.
        width: Cells a line may take.
        keep: Whether lines end at line ends and at the width only, as code needs it.
        breaks: Places inside words where a line may end, in code points, each with whether it takes a hyphen there.

    Returns:
        Where the lines begin, in code points.
    """
    if breaks:
        return _wrap_at_breaks(text, max(1, width), breaks)
    starts: list[int] = []
    begin = 0
    plain = text.isascii() and "\t" not in text
    while True:
        newline = text.find("\n", begin)
        end = len(text) if newline < 0 else newline
        _wrap_line(text, begin, end, max(1, width), starts, keep=keep, plain=plain)
        if newline < 0:
            return starts
        begin = newline + 1


def _wrap_line(text: str, begin: int, end: int, width: int, starts: list[int], *, keep: bool, plain: bool) -> None:
    """Wrap one line of a text; ``plain`` says that all of the text is of characters one cell wide."""
    starts.append(begin)
    if end - begin <= width and plain:
        return
    if plain or not _COMPLEX.search(text, begin, end):
        while end - begin > width:
            cut = 0 if keep else text.rfind(" ", begin + 1, begin + width + 1) + 1
            if not cut or cut <= begin:
                cut = begin + width
            else:
                while cut < end and text[cut] == " ":
                    cut += 1
            if cut >= end:
                return
            starts.append(cut)
            begin = cut
        return
    sizes = widths(text[begin:end])
    x, last, base = 0, -1, begin
    for offset, size in enumerate(sizes):
        at = begin + offset
        char = text[at]
        if char == "\t":
            size = TAB - x % TAB
        if x + size > width and at > base and size and not (char == " " and not keep):
            cut = last if last > base and not keep else at
            starts.append(cut)
            base, last = cut, -1
            x = sum(widths(text[cut:at]))
            if char == "\t":
                size = TAB - x % TAB
        x += size
        if char == " " or (size == 2 and char > "\u2e80"):
            last = at + 1


def _wrap_at_breaks(text: str, width: int, breaks: Mapping[int, bool]) -> list[int]:
    """Lines that may end inside words, where the text says so; a hyphen there has its cell."""
    starts = [0]
    x, best = 0, 0
    sizes = widths(text)
    for at, (char, size) in enumerate(zip(text, sizes, strict=True)):
        if at in breaks and x + breaks[at] <= width:
            best = at
        if char == "\n":
            starts.append(at + 1)
            x, best = 0, at + 1
            continue
        if x + size > width and char != " " and at > starts[-1] and size:
            cut = best if best > starts[-1] else at
            starts.append(cut)
            x, best = sum(sizes[cut:at]), cut
        x += size
        if char == " " or (size == 2 and char > "\u2e80"):
            best = at + 1
    return starts


class LineTable:
    """All rows of a document at one width. Building it breaks every block into lines, and draws nothing."""

    def __init__(self, document: Document, width: int) -> None:
        self.document = document
        self.width = max(1, width)
        self._tops = array("L")
        self._firsts = array("L")
        self._starts = array("L")
        self._tables: dict[int, list[tuple[Run, ...]]] = {}
        self._places: dict[int, list[tuple[int, int]]] = {}
        """Of tables asked about: where each run begins, and its line."""
        self._spans: dict[int, tuple[list[Span], list[int]]] = {}
        """Of blocks asked about: the spans, and the furthest that one reaches of those up to each."""
        self._build()

    def _build(self) -> None:
        text, width = self.document.text, self.width
        row = 0
        before: Block | None = None
        tops, firsts, starts = self._tops, self._firsts, self._starts
        for index, block in enumerate(self.document.blocks):
            tops.append(row)
            firsts.append(len(starts))
            row += gap(before, block)
            if block.kind == "table":
                self._tables[index] = lines = self._lay_table(block)
                row += len(lines)
            else:
                room = width - indent(block, width)
                start, end = block.start, block.end
                if (
                    end - start <= room
                    and "\n" not in (piece := text[start:end])
                    and piece.isascii()
                    and "\t" not in piece
                ):
                    starts.append(start)
                    row += 1
                else:
                    keep = block.kind in PREFORMATTED
                    soft = {at - start: hyphen for at, hyphen in block.breaks}
                    lines_ = wrap(text[start:end], room, keep=keep, breaks=soft)
                    starts.extend([start + at for at in lines_])
                    row += len(lines_)
            before = block
        self.height = row

    def row(self, y: int) -> Row:
        """The row at height ``y``; past either end, the nearest row."""
        y = min(max(0, y), self.height - 1)
        index = bisect_right(self._tops, y) - 1
        blocks = self.document.blocks
        block = blocks[index]
        line = y - self._tops[index] - gap(blocks[index - 1] if index else None, block)
        if line < 0:
            return Row(index, -1, ())
        if index in self._tables:
            return Row(index, line, self._tables[index][line])
        first = self._firsts[index] + line
        last = self._firsts[index + 1] if index + 1 < len(self._firsts) else len(self._starts)
        end = self._starts[first + 1] if first + 1 < last else self._block_end(index)
        return Row(index, line, (Run(indent(block, self.width), self._starts[first], end),))

    def _block_end(self, index: int) -> int:
        blocks = self.document.blocks
        return blocks[index + 1].start if index + 1 < len(blocks) else len(self.document.text)

    def y_of(self, position: int) -> int:
        """The row that holds a position."""
        blocks = self.document.blocks
        index = self.document.block_at(position)
        top = self._tops[index] + gap(blocks[index - 1] if index else None, blocks[index])
        if index in self._tables:
            return top + self._line_in_table(index, position)
        first = self._firsts[index]
        last = self._firsts[index + 1] if index + 1 < len(self._firsts) else len(self._starts)
        return top + max(0, bisect_right(self._starts, position, first, last) - 1 - first)

    def _line_in_table(self, index: int, position: int) -> int:
        if index not in self._places:
            lines = self._tables[index]
            self._places[index] = sorted((run.start, line) for line, runs in enumerate(lines) for run in runs)
        places = self._places[index]
        return places[max(0, bisect_right(places, position, key=lambda place: place[0]) - 1)][1]

    def spans_in(self, index: int, start: int, end: int) -> list[Span]:
        """The spans of a block that touch a range, in their order; those of a kind that overlap are one."""
        if not self.document.blocks[index].spans:
            return []
        if index not in self._spans:
            spans = _joined(self.document.blocks[index].spans)
            self._spans[index] = spans, list(accumulate((span.end for span in spans), max))
        spans, reaches = self._spans[index]
        upto = bisect_left(spans, end, key=lambda span: span.start)
        return [span for span in spans[bisect_right(reaches, start) : upto] if span.end > start]

    def block_top(self, position: int) -> int:
        """The first text row of the block that holds a position."""
        index = self.document.block_at(position)
        blocks = self.document.blocks
        return self._tops[index] + gap(blocks[index - 1] if index else None, blocks[index])

    def x_of(self, position: int) -> int:
        """The cell of a position in its row."""
        for run in self.row(self.y_of(position)).runs:
            if run.start <= position < run.end:
                return run.x + sum(widths(self.document.text[run.start : position]))
        return 0

    def position_at(self, y: int, x: int) -> int:
        """The position at, or nearest to, a row and cell."""
        y = min(max(0, y), self.height - 1)
        row = self.row(y)
        while not row.runs and y + 1 < self.height:
            y += 1
            x = 0
            row = self.row(y)
        if not row.runs:
            return self.document.blocks[row.block].start
        run = next((r for r in reversed(row.runs) if r.x <= x), row.runs[0])
        cell = run.x
        piece = self.document.text[run.start : run.end]
        for offset, size in enumerate(widths(piece)):
            if cell + size > x or piece[offset] == "\n":
                return run.start + offset
            cell += size
        return max(run.start, run.end - 1)

    def first_position(self, y: int) -> int:
        """Where the text at or below a row begins."""
        return self.position_at(y, 0)

    def _lay_table(self, block: Block) -> list[tuple[Run, ...]]:
        """A table's rows, cells wrapped to columns; an empty tuple is the line under the head."""
        text = self.document.text
        end = self._block_end(self.document.block_at(block.start))
        rows: list[list[tuple[int, int]]] = []
        at = block.start
        for line in text[block.start : block.end].split("\n"):
            cells = []
            for cell in line.split("\t"):
                cells.append((at, at + len(cell)))
                at += len(cell) + 1
            rows.append(cells)
        count = max(map(len, rows))
        left = indent(block, self.width)
        columns = column_widths([[cell_len(text[a:b]) for a, b in row] for row in rows], self.width - left)
        out: list[tuple[Run, ...]] = []
        for number, row in enumerate(rows):
            laid: list[list[Run]] = []
            x = left
            for column, (start, stop) in enumerate(row):
                last = number == len(rows) - 1 and column == len(row) - 1
                after = max(end, stop) if last else stop + 1
                starts = [start + s for s in wrap(text[start:stop], columns[column])]
                bounds = zip(starts, [*starts[1:], after], strict=True)
                right = block.info[column : column + 1] == "r"
                centre = block.info[column : column + 1] == "c"
                runs = []
                for a, b in bounds:
                    slack = max(0, columns[column] - cell_len(text[a : min(b, stop)].rstrip()))
                    runs.append(Run(x + (slack if right else slack // 2 if centre else 0), a, b))
                laid.append(runs)
                x += columns[column] + 3
            lines: list[list[Run]] = [[] for _ in range(max(map(len, laid)))]
            for runs in laid:
                for nth, run in enumerate(runs):
                    lines[nth].append(run)
            out += map(tuple, lines)
            if number == 0 and len(rows) > 1 and count:
                out.append(())
        return out


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in the order of their starts; those of a kind that overlap as one, however many there are."""
    out: list[Span] = []
    last: dict[str, int] = {}
    for span in sorted(spans):
        at = last.get(span.kind)
        if at is not None and out[at].end > span.start:
            out[at] = out[at]._replace(end=max(out[at].end, span.end))
        else:
            last[span.kind] = len(out)
            out.append(span)
    return out


def column_widths(sizes: list[list[int]], room: int) -> list[int]:
    """Widths for a table's columns: natural ones where they fit, else the widest give way first."""
    count = max(map(len, sizes))
    columns = [1] * count
    for row in sizes:
        for column, size in enumerate(row):
            columns[column] = max(columns[column], size)
    room = max(count, room - 3 * (count - 1))
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


@lru_cache(4096)
def _prefix_width(block: tuple[str, ...], width: int) -> int:
    return min(sum(len(marker) + 1 if marker else 2 for marker in block), max(0, width - 8))


def indent(block: Block, width: int) -> int:
    """The cells left of a block's text: quote bars, list markers, the inset of code and verse."""
    inset = _prefix_width(tuple(c.marker for c in block.containers), width) if block.containers else 0
    if block.kind == "code":
        inset += 2
    elif block.kind == "verse":
        inset += 4
    elif block.kind == "footnote":
        inset += len(block.info) + 3
    return min(inset, max(0, width - 4))


def gap(before: Block | None, block: Block) -> int:
    """The blank rows above a block."""
    if before is None:
        return 0
    if block.kind == "heading":
        return 1 if before.kind == "heading" else 2
    if (
        before.containers
        and block.containers
        and (len(block.containers) != len(before.containers) or block.opens or block.kind == "item")
        and block.containers[-1].marker
        and before.containers[-1].marker
    ):
        return 0
    if before.kind == block.kind == "meta":
        return 0
    if before.kind == block.kind == "footnote":
        return 0
    return 1
