"""The margins of a page: on the left the number of a highlight's colour, on the right what is where in the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from glossator.content.notes.colors import COLORS
from glossator.tui.widgets.page_marks import MarksIn, PageMarks

if TYPE_CHECKING:
    from glossator.tui.layout.line_table import LineTable, Row
    from glossator.tui.widgets.runs import Mark, Styles

_BROAD, _THIN = "▐", "▕"
"""The marks beside the scroll bar."""
_MOST_NUMBERS = 2
"""Numbers of colours beside a line: there is room for no more everywhere."""
_LEAST = 2_000
"""Code points that are asked about at first: where hits stand close together, no more have to be gathered."""


def color_numbers(row: Row, marks: Sequence[Mark], styles: Styles, *, is_first: bool = False) -> list[Segment]:
    """The numbers of the colours of highlights that begin in a line, by which those tell them who see no colours.

    Args:
        row: The line.
        marks: What lies on it.
        styles: How each kind is drawn.
        is_first: It is the first one on screen, in which one that began above is seen first.
    """
    start, end = (row.runs[0].start, row.runs[-1].end) if row.runs else (0, 0)
    found: list[str] = []
    for mark in marks:
        is_seen_first = start <= mark.start or (is_first and start < mark.end)
        if mark.style in COLORS and is_seen_first and mark.start < end and mark.style not in found:
            found.append(mark.style)
    return [Segment(str(COLORS.index(name) + 1), styles("text") + styles(name)) for name in found[:_MOST_NUMBERS]]


class Overview:
    """For each row of the screen, what stands in its share of the text; worked out once, until something changes."""

    def __init__(self) -> None:
        self._rows: list[str] = []
        self._key: tuple[object, ...] = ()

    def invalidate(self) -> None:
        """Work it out anew: highlights came, or went."""
        self._key = ()

    def row(self, y: int, height: int, table: LineTable, marks: PageMarks) -> str:
        """Give what is in a row's share of the text: ``hit``, a highlight's colour, or nothing.

        Args:
            y: The row.
            height: The rows of the screen.
            table: The lines of the text.
            marks: What lies on it.
        """
        key = table, height, marks.matches, marks.highlights
        if self._key != key:
            self._key, self._rows = key, _rows(height, table, marks)
        return self._rows[y] if y < len(self._rows) else ""


def overview_mark(found: str, styles: Styles) -> Segment:
    """The mark of a row of the overview.

    Args:
        found: What it stands for, as the overview says.
        styles: How each kind is drawn.
    """
    if found == "hit":
        return Segment(_THIN, styles("text") + Style(color=styles("link").color))
    return Segment(_BROAD, styles("text") + Style(color=styles("marker").color, bgcolor=styles(found).bgcolor))


def marked(line: Strip, cell: int, sign: Segment) -> Strip:
    """A line with a sign in its margin, unless something of the text stands there; beside the text a thin one.

    Args:
        line: The line.
        cell: Where the sign belongs.
        sign: A sign of one cell.
    """
    if cell < 0:
        return line
    left, rest = line.crop(0, cell), line.crop(cell, None)
    if left.text + rest.text != line.text or rest.text[:1] != " ":  # where a wide letter would be halved as well
        return line
    if sign.text == _BROAD and left.text[-1:] not in ("", " "):
        under, style = next(iter(rest)).style or Style(), sign.style or Style()
        sign = Segment(_THIN, under + Style(color=style.color))
    return Strip.join([left, Strip([sign], 1), line.crop(cell + 1, None)])


def _rows(height: int, table: LineTable, marks: PageMarks) -> list[str]:
    length = len(table.document.text)
    if table.height <= height or (marks.matches is None and not _some_in(marks.highlights, 0, length)):
        return []  # all of it is on screen, or there is nothing
    starts = [table.position_near(row * table.height // height) for row in range(height)]
    rows = []
    for start, end in zip(starts, [*starts[1:], length], strict=True):
        is_hit = marks.matches is not None and marks.matches.has_any_in(start, end)
        colors = [] if is_hit else [m.style for m in _some_in(marks.highlights, start, end) if m.style in COLORS]
        rows.append("hit" if is_hit else next(iter(colors), ""))
    return rows


def _some_in(marks_in: MarksIn, start: int, end: int) -> list[Mark]:
    """The first marks in a range, asked in ever larger pieces: where there are many, few are gathered."""
    size = _LEAST
    found: list[Mark] = []
    while start < end and not found:
        found = marks_in(start, min(end, start + size))
        start, size = start + size, 4 * size
    return found
