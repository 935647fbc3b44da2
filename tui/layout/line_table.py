"""LineTable: all lines of a document at one width.

Every code point of the text lies in exactly one run of exactly one row, blanks at a line's end and the line
ends between blocks included; so a position has one place on the screen, and a place one position.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from glossator.content.document import PREFORMATTED, Block, Document, Span
from glossator.tui.layout.breaking import wrap
from glossator.tui.layout.measuring import widths
from glossator.tui.layout.spacing import gap, indent
from glossator.tui.layout.tables import Run, lay_table

_LONG_RUN = 4096
"""Code points of a run whose cells are kept: it holds letters longer than any language has."""


class Row(NamedTuple):
    """One screen line: ``line`` counts within its block, -1 in the space above it."""

    block: int
    line: int
    runs: tuple[Run, ...]


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
        self._long_runs: dict[tuple[int, int], Sequence[int]] = {}
        """Of the very long run asked about last: the cells before each of its code points."""
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
                self._tables[index] = lines = lay_table(
                    text, block, self._block_end(index), indent(block, width), width
                )
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

    def range_of(self, y: int) -> tuple[int, int] | None:
        """The text that a row holds; None for one that only leaves room."""
        runs = self.row(y).runs
        return (runs[0].start, runs[-1].end) if runs else None

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

    def x_of(self, position: int) -> int:
        """The cell of a position in its row."""
        for run in self.row(self.y_of(position)).runs:
            if run.start <= position < run.end:
                return run.x + self._cells(run.start, run.end)[position - run.start]
        return 0

    def _cells(self, start: int, end: int) -> Sequence[int]:
        """The cells before each code point of a run, and after its last one; kept where the run is very long."""
        if (start, end) in self._long_runs:
            return self._long_runs[start, end]
        cells = array("L", accumulate(widths(self.document.text[start:end]), initial=0))
        if end - start > _LONG_RUN:
            self._long_runs = {(start, end): cells}
        return cells

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
        offset = bisect_right(self._cells(run.start, run.end), max(0, x - run.x), 1) - 1
        newline = self.document.text.find("\n", run.start, run.start + offset)
        at = newline if newline >= 0 else run.start + offset
        return min(at, max(run.start, run.end - 1))

    def first_position(self, y: int) -> int:
        """Where the text at or below a row begins."""
        return self.position_at(y, 0)


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
