"""From rows of the line table to strips: which style each code point has, and what stands left of the text."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style

from glossator.content.document import Block, Document
from glossator.tui.layout.line_table import LineTable, Row
from glossator.tui.layout.measuring import bounded, widths
from glossator.tui.layout.spacing import indent

Styles = Callable[[str], Style]

_LONGEST = 4
"""Code points of a line for each cell of the screen, beyond which its letters are looked at for piles of marks."""


class Mark(NamedTuple):
    """A styled range laid over the text: highlights, search hits, the selection, the caret."""

    start: int
    end: int
    style: str


def paint_row(
    document: Document,
    table: LineTable,
    row: Row,
    marks: Sequence[Mark],
    styles: Styles,
    code: Sequence[Mark],
) -> tuple[list[Segment], int]:
    """One row as segments, without the margin around the column, and the cells they take."""
    block = document.blocks[row.block]
    plain = styles("text")
    base = plain + styles(_base(block))
    marker = plain + styles("marker")
    segments: list[Segment] = []
    cell = 0
    if block.containers or block.kind in ("code", "footnote"):
        prefix = _prefix(document, row, table.width)
        if prefix:
            segments.append(Segment(prefix, marker))
            cell = len(prefix)
    if block.kind == "rule" and row.line == 0:
        return [*segments, Segment("─" * max(0, table.width - cell), marker)], max(cell, table.width)
    if block.kind == "table" and row.line >= 0 and not row.runs:
        return [*segments, Segment("─" * max(0, table.width - cell), marker)], max(cell, table.width)
    for run in row.runs:
        if run.x > cell:
            blank = " " * (run.x - cell)
            if block.kind == "table" and run is not row.runs[0] and len(blank) >= 2:
                blank = blank[:-2] + "│ "
                segments.append(Segment(blank, marker))
            else:
                segments.append(Segment(blank, plain))
            cell = run.x
        pieces, cell = _paint_run(table, row, run.start, run.end, cell, marks, base, styles, code)
        segments.extend(pieces)
        if block.breaks and (run.end, True) in block.breaks:  # the line ends inside a word
            segments.append(Segment("-", base))
            cell += 1
    if block.kind == "code" and row.line >= 0:
        segments.append(Segment(" " * max(0, table.width - cell), base))
        cell = max(cell, table.width)
    return segments, cell


def _paint_run(
    table: LineTable, row: Row, start: int, end: int, cell: int,
    marks: Sequence[Mark], base: Style, styles: Styles, code: Sequence[Mark],
) -> tuple[list[Segment], int]:  # fmt: skip
    document = table.document
    spans = table.spans_in(row.block, start, end)
    layers = [Mark(s.start, s.end, "link" if s.kind == "footnote" else s.kind) for s in spans]
    layers += _within(code, start, end)
    if document.blocks[row.block].kind == "table" and row.line == 0:
        layers.append(Mark(start, end, "strong"))
    layers += [m for m in marks if m.start < end and m.end > start]
    cuts = sorted({start, end, *(max(start, m.start) for m in layers), *(min(end, m.end) for m in layers)})
    segments = []
    origin = cell  # tab stops count from where the line's text begins
    for left, right in itertools.pairwise(cuts):
        style = base
        for mark in layers:
            if mark.start <= left < mark.end:
                style = style + styles(mark.style)
        piece = document.text[left:right]
        if len(piece) > _LONGEST * (table.width + 1):
            piece = bounded(piece)
        if "\t" in piece:
            sizes = widths(piece, cell - origin)
            piece = "".join(" " * size if char == "\t" else char for char, size in zip(piece, sizes, strict=True))
        piece = piece.replace("\n", " " if any(m.style == "caret" and m.start <= left < m.end for m in layers) else "")
        if piece:
            segments.append(Segment(piece, style))
            cell += len(piece) if piece.isascii() else sum(widths(piece))
    return segments, cell


def _within(code: Sequence[Mark], start: int, end: int) -> Sequence[Mark]:
    """The marks of a piece of code, which never overlap, that touch a range."""
    first = bisect_right(code, start, key=lambda mark: mark.end)
    return code[first : bisect_left(code, end, first, key=lambda mark: mark.start)]


def _base(block: Block) -> str:
    if block.kind == "heading":
        return f"heading-{min(3, block.level)}"
    if block.kind in ("code", "meta", "footnote", "verse", "figure"):
        return block.kind
    return "quote" if block.containers and not block.containers[-1].marker else "text"


def _prefix(document: Document, row: Row, width: int) -> str:
    """Quote bars and list markers for a row; a marker stands on its item's first line only."""
    block = document.blocks[row.block]
    containers = list(block.containers)
    if row.line < 0:  # the space above a block: bars go on only where the quote does
        before = document.blocks[row.block - 1].containers if row.block else ()
        containers = [a for a, b in zip(containers[: len(containers) - block.opens], before, strict=False) if a == b]
    opens = len(containers) - block.opens
    out = ""
    for depth, container in enumerate(containers):
        if not container.marker:
            out += "▌ "
        elif depth >= opens and row.line == 0:
            out += container.marker + " "
        else:
            out += " " * (len(container.marker) + 1)
    if block.kind == "footnote" and row.line == 0:
        out += f"[{block.info}]"
    return out[: indent(block, width)] if row.line >= 0 else out.rstrip()


def visible(marks: Sequence[Mark], start: int, end: int, longest: int) -> list[Mark]:
    """The marks, sorted by start and none longer than ``longest``, that touch a range."""
    first = bisect_left(marks, start - longest, key=lambda mark: mark.start)
    upto = bisect_left(marks, end, first, key=lambda mark: mark.start)
    return [mark for mark in marks[first:upto] if mark.end > start]
