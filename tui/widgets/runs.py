"""A piece of a line as segments: which style each of its code points has."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from rich.segment import Segment
from rich.style import Style

from glossator.tui.layout.line_table import LineTable, Row
from glossator.tui.layout.measuring import bounded, widths

if TYPE_CHECKING:
    from glossator.tui.layout.bidi import Order

Styles = Callable[[str], Style]
"""Gives the style of a part of the page, by its name."""

_LONGEST_LINK = 2_000
"""Characters of a link that a terminal is told of."""
_AS_THEY_ARE = "%/:?#[]@!$&'()*+,=-._~"
"""What stays as it is in a link; all else, a semicolon among it, is written by its number (RFC 3986)."""
_LONGEST = 4
"""Code points of a line for each cell of the screen, beyond which its letters are looked at for piles of marks."""


class Mark(NamedTuple):
    """A styled range laid over the text: highlights, search hits, the selection, the caret."""

    start: int
    end: int
    style: str

    def within(self, other: Mark) -> Mark | None:
        """Give the part of it that lies in another one; None for none."""
        start, end = max(self.start, other.start), min(self.end, other.end)
        return self._replace(start=start, end=end) if start < end else None


def paint_run(
    table: LineTable, row: Row, start: int, end: int, cell: int,
    marks: Sequence[Mark], base: Style, styles: Styles, code: Sequence[Mark], origin: int | None = None,
    upto: int | None = None,
) -> tuple[list[Segment], int]:  # fmt: skip
    """A piece of a line as segments, and the cell behind it.

    Args:
        table: The lines of the document.
        row: The one that the piece is of.
        start: First code point.
        end: Code point after the last.
        cell: The cell it begins in.
        marks: What lies on the text.
        base: How it is drawn where nothing else says so.
        styles: How each part of the page is drawn.
        code: The colours of code, sorted by start.
        origin: The cell that tab stops count from; that of the piece, unless given.
        upto: The cell that letters in the order they stand in must not reach beyond.
    """
    document = table.document
    spans = table.spans.touching(row.block, start, end)
    layers = [Mark(s.start, s.end, "link" if s.kind == "footnote" else s.kind) for s in spans]
    layers += _within(code, start, end)
    if document.blocks[row.block].kind == "table" and row.line < table.table(row.block).head:
        layers.append(Mark(start, end, "strong"))
    layers += [m for m in marks if m.start < end and m.end > start]
    cuts = sorted({start, end, *(max(start, m.start) for m in layers), *(min(end, m.end) for m in layers)})
    segments = []
    origin = cell if origin is None else origin
    sizes = table.cells.justified(start, end)
    if order := table.cells.order(start, end):
        return _paint_order(order, cell, layers, base, styles, upto)
    for left, right in itertools.pairwise(cuts):
        style = base
        for mark in layers:
            if mark.start <= left < mark.end:
                style = style + styles(mark.style)
        if table.options.links:
            targets = [span.target for span in spans if span.kind == "link" and span.start <= left < span.end]
            style = style + link_style(targets[0]) if targets else style
        piece = document.text[left:right]
        if len(piece) > _LONGEST * (table.width + 1):
            piece = bounded(piece)
        if "\t" in piece:
            cells = widths(piece, cell - origin)
            piece = "".join(" " * size if char == "\t" else char for char, size in zip(piece, cells, strict=True))
        elif sizes:
            cells = sizes[left - start : right - start]
            piece = "".join(" " * size if char == " " else char for char, size in zip(piece, cells, strict=True))
        is_capitals = table.options.heading_style == "capitals" and document.blocks[row.block].kind == "heading"
        if is_capitals or any(m.style == "small-caps" and m.start <= left < m.end for m in layers):
            piece = capitals(piece)
        piece = piece.replace("\n", " " if any(m.style == "caret" and m.start <= left < m.end for m in layers) else "")
        if piece:
            segments.append(Segment(piece, style))
            cell += len(piece) if piece.isascii() else sum(widths(piece))
    return segments, cell


@lru_cache(1000)
def link_style(target: str) -> Style:
    """A link to a page as the terminal is told of it (OSC 8); nothing for any other link.

    Args:
        target: Where it leads.
    """
    if not target.lower().startswith(("http://", "https://", "mailto:")) or len(target) > _LONGEST_LINK:
        return Style()
    return Style(link=quote(target, safe=_AS_THEY_ARE))


def _paint_order(
    order: Order, cell: int, layers: Sequence[Mark], base: Style, styles: Styles, upto: int | None
) -> tuple[list[Segment], int]:
    """The letters of a line in the order they stand in."""
    segments: list[Segment] = []
    for letter in order.letters:
        style = base
        for mark in layers:
            if mark.start <= letter.start < mark.end:
                style = style + styles(mark.style)
        is_caret = not letter.shown and any(m.style == "caret" and m.start <= letter.start < m.end for m in layers)
        shown = " " if is_caret else letter.shown
        size = sum(widths(shown))
        if upto is not None and cell + size > upto:
            break
        cell += size
        if segments and segments[-1].style == style:
            segments[-1] = Segment(segments[-1].text + shown, style)
        elif shown:
            segments.append(Segment(shown, style))
    return segments, cell


def capitals(text: str) -> str:
    """A text in capitals, as many cells wide as before: a letter whose capital is two stays small."""
    return "".join(capital if len(capital := char.upper()) == 1 else char for char in text)


def _within(code: Sequence[Mark], start: int, end: int) -> Sequence[Mark]:
    """The marks of a piece of code, which never overlap, that touch a range."""
    first = bisect_right(code, start, key=lambda mark: mark.end)
    return code[first : bisect_left(code, end, first, key=lambda mark: mark.start)]
