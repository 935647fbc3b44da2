"""Pages of lines: what order they are read in, and which of them stand on every page and are none of the text."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

_NUMBER = re.compile(r"[-–—\s]*(?:page\s*)?(?:\d{1,4}|[ivxlc]+)[-–—\s]*", re.I)
_MARGIN = 0.11
"""The share of a page's height, above and below, in which running heads stand."""


class Line(NamedTuple):
    """A line, or a piece of one, in points from the page's lower left; ``size`` of its writing."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float


@dataclass(frozen=True)
class PageText:
    """A page's lines; once in order, ``gutter`` parts its two columns, 0 where it has one."""

    number: int
    width: float
    height: float
    lines: list[Line]
    gutter: float = 0.0

    def left_of(self, line: Line) -> float:
        """Where the column of a line begins."""
        return self._edges(line)[0]

    def right_of(self, line: Line) -> float:
        """Where the column of a line ends."""
        return self._edges(line)[1]

    def _edges(self, line: Line) -> tuple[float, float]:
        return self._columns[line.left >= self.gutter] or (line.left, line.right)

    @cached_property
    def _columns(self) -> tuple[tuple[float, float] | None, tuple[float, float] | None]:
        """The edges of the columns left and right of the gutter; what crosses it is in neither."""
        if not self.gutter:
            edges = _edges_of(self.lines)
            return edges, edges
        left = [line for line in self.lines if line.left < self.gutter and line.right <= self.gutter]
        return _edges_of(left), _edges_of([line for line in self.lines if line.left >= self.gutter])


def _edges_of(lines: list[Line]) -> tuple[float, float] | None:
    return (min(line.left for line in lines), max(line.right for line in lines)) if lines else None


def body_size(pages: list[PageText]) -> float:
    """The size most of the text is written in."""
    counts: Counter[float] = Counter()
    for page in pages:
        for line in page.lines:
            counts[line.size] += len(line.text)
    return counts.most_common(1)[0][0] if counts else 10.0


def without_running_heads(pages: list[PageText]) -> list[PageText]:
    """The pages without what recurs at their heads and feet, page numbers included."""
    seen: Counter[str] = Counter()
    placed: Counter[tuple[str, int, int]] = Counter()
    for page in pages:
        seen.update({_form(line.text) for line in page.lines if _at_edge(page, line)})
        placed.update({_place(line) for line in page.lines})
    least = max(3, len(pages) // 8)

    # What stands at one place on many pages is a stamp, unless there is so much of it that it is their text.
    stamped = {}
    for page in pages:
        again = [line for line in page.lines if placed[_place(line)] >= max(3, len(pages) // 2)]
        if len(again) <= max(2, len(page.lines) // 10):
            stamped[page.number] = frozenset(again)

    def runs(page: PageText, line: Line) -> bool:
        if line in stamped.get(page.number, ()):
            return True
        if not _at_edge(page, line):
            return False
        return seen[_form(line.text)] >= least or bool(_NUMBER.fullmatch(line.text.strip()))

    return [replace(page, lines=[line for line in page.lines if not runs(page, line)]) for page in pages]


def _place(line: Line) -> tuple[str, int, int]:
    return _form(line.text), round(line.left / 3), round(line.top / 3)


def _form(text: str) -> str:
    return re.sub(r"\d+", "#", text.casefold()).strip()


def _at_edge(page: PageText, line: Line) -> bool:
    return line.bottom > page.height * (1 - _MARGIN) or line.top < page.height * _MARGIN


def in_order(page: PageText) -> PageText:
    """The page's lines in reading order: whole lines across, and between them the left column before the right."""
    gutter = _gutter(page)
    rows = _rows(page.lines, gutter)
    if not gutter:
        return replace(page, lines=rows)
    out: list[Line] = []
    left: list[Line] = []
    right: list[Line] = []
    for line in rows:
        if line.left < gutter < line.right:
            out += [*left, *right, line]
            left, right = [], []
        else:
            (left if line.right <= gutter else right).append(line)
    return replace(page, lines=[*out, *left, *right], gutter=gutter)


def _gutter(page: PageText) -> float:
    """Where a page's two columns part: a line down its middle that next to no writing crosses; 0 for none."""
    lines = [line for line in page.lines if len(line.text) > 3]
    if len(lines) < 12:
        return 0.0
    low, high = min(line.left for line in lines), max(line.right for line in lines)
    best, fewest = 0.0, len(lines)
    for step in range(35, 66):
        x = low + (high - low) * step / 100
        crossing = sum(line.left < x < line.right for line in lines)
        if crossing < fewest or (crossing == fewest and abs(step - 50) < abs((best - low) / (high - low) * 100 - 50)):
            best, fewest = x, crossing
    left = sum(line.right <= best for line in lines)
    right = sum(line.left >= best for line in lines)
    if fewest > 0.15 * len(lines) or min(left, right) < 5:
        return 0.0
    # The pieces of whole lines may part at a blank; two columns have many lines begin at the same place.
    starts = Counter(round(line.left / 3) for line in lines if line.left >= best)
    return best if starts and starts.most_common(1)[0][1] >= 0.4 * right else 0.0


def _rows(lines: list[Line], gutter: float) -> list[Line]:
    """Pieces at one height joined to lines, from the top down; never across the gutter."""
    rows: list[list[Line]] = []
    bases: list[Line] = []  # of each row its largest piece
    for line in sorted(lines, key=lambda line: (-(line.top + line.bottom) / 2, line.left)):
        middle = (line.top + line.bottom) / 2
        for at in range(len(rows) - 1, max(-1, len(rows) - 7), -1):
            base = bases[at]
            same_side = not gutter or (base.right <= gutter) == (line.right <= gutter)
            if base.bottom - 0.1 * base.size <= middle <= base.top + 0.1 * base.size and same_side:
                rows[at].append(line)
                bases[at] = line if line.size > base.size else base
                break
        else:
            rows.append([line])
            bases.append(line)
    return [_joined(sorted(row, key=lambda piece: piece.left)) for row in rows]


def _joined(row: list[Line]) -> Line:
    parts = [row[0].text]
    for before, line in itertools.pairwise(row):
        apart = line.left - before.right >= 0.12 * line.size
        parts.append(" " + line.text if apart else line.text)
    largest = max(row, key=lambda piece: len(piece.text))
    return Line(
        " ".join("".join(parts).split()),
        row[0].left,
        max(p.right for p in row),
        largest.top,
        largest.bottom,
        largest.size,
    )
