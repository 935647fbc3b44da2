"""Pages of lines: what order they are read in, and which of them stand on every page and are none of the text."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

_NUMBER = re.compile(
    r"[-–—\s]*(?:page\s*|seite\s*|p\.\s*)?(\d{1,4}|[ivxlc]+)(?:\s*(?:/|of|von|sur|de)\s*\d{1,4})?[-–—\s]*", re.I
)
_LETTERS = re.compile(r"[^\W\d_]")
_MARGIN = 0.11
"""The share of a page's height, above and below, in which running heads stand."""
_MOST_HEADS = 3
"""Lines of a running head, or foot."""
_LEAST_LETTERS = 3
"""Letters of a line that can be told from others by them."""
_JUMPS = 12
"""One line in so many may stand above the one before it where a page is read in the order it is written in."""
_CELLS = 3
"""Pieces in a row, and such rows, that make a table."""
_PROSE = 4
"""Words of a piece of a line, about, where columns hold running text and no cells of a table."""


class Linked(NamedTuple):
    """A part of a line that is a link: from the first to behind the last of its code points, and where it leads."""

    start: int
    end: int
    target: str


class Line(NamedTuple):
    """A line, or a piece of one, in points from the page's lower left; ``size`` of its writing.

    Pieces that stand side by side as they are written have one number of a ``row``; a line made of pieces has so many
    ``cells``.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    row: int = -1
    is_bold: bool = False
    cells: int = 1
    links: tuple[Linked, ...] = ()

    @property
    def middle(self) -> float:
        """Its height on the page."""
        return (self.top + self.bottom) / 2


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
    """The pages without what recurs at their heads and feet, page numbers included.

    A line is told from others by its letters: dates and figures of a table are alike on many pages as well.
    """
    seen: Counter[str] = Counter()
    placed: Counter[tuple[str, int, int]] = Counter()
    counted: Counter[int] = Counter()
    for page in pages:
        edge = [line for line in page.lines if _at_edge(page, line)]
        seen.update({_form(line.text) for line in edge if _has_letters(line)})
        placed.update({_place(line) for line in page.lines if _has_letters(line)})
        counted.update({_number(line) - page.number for line in edge if _number(line)})
    least = max(3, len(pages) // 8)

    # What stands at one place on many pages is a stamp, unless there is so much of it that it is their text.
    stamped = {}
    for page in pages:
        again = [line for line in page.lines if placed[_place(line)] >= max(3, len(pages) // 2)]
        if len(again) <= min(2, len(page.lines) // 4) or len(again) <= len(page.lines) // 10:
            stamped[page.number] = frozenset(again)

    def runs(page: PageText, line: Line) -> bool:
        if line in stamped.get(page.number, ()):
            return True
        if not _at_edge(page, line):
            return False
        if number := _number(line):
            is_alone = sum(each.row == line.row for each in page.lines) == 1
            return counted[number - page.number] >= min(3, len(pages)) and (is_alone or len(pages) > 2)
        return _has_letters(line) and seen[_form(line.text)] >= least

    return [replace(page, lines=_without(page, [line for line in page.lines if runs(page, line)])) for page in pages]


def _without(page: PageText, heads: list[Line]) -> list[Line]:
    """A page's lines without its running heads; where there are many at one edge, they are the same text again."""
    gone: set[Line] = set()
    for is_above in (True, False):
        here = [line for line in heads if (line.middle > page.height / 2) is is_above]
        gone.update(here if len({line.row for line in here}) <= _MOST_HEADS else [])
    return [line for line in page.lines if line not in gone]


def _has_letters(line: Line) -> bool:
    return len(_LETTERS.findall(line.text)) >= _LEAST_LETTERS


def _number(line: Line) -> int:
    """The number of a page that a line is nothing else than; 0 for any other line."""
    match = _NUMBER.fullmatch(line.text.strip())
    if not match:
        return 0
    return int(match[1]) if match[1].isdecimal() else _roman(match[1].lower())


def _roman(text: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[char] for char in text]
    return sum(-value if any(after > value for after in values[at + 1 :]) else value for at, value in enumerate(values))


def _place(line: Line) -> tuple[str, int, int]:
    return _form(line.text), round(line.left / 3), round(line.top / 3)


def _form(text: str) -> str:
    return re.sub(r"\d+", "#", text.casefold()).strip()


def _at_edge(page: PageText, line: Line) -> bool:
    return line.bottom > page.height * (1 - _MARGIN) or line.top < page.height * _MARGIN


def in_order(page: PageText) -> PageText:
    """The page's lines in reading order.

    That is the order they are written in, as long as it goes down the page, or down one column after the other; else it
    is told by where they stand: whole lines across, and between them the left column before the right.
    """
    gutter = _gutter(page)
    if _is_table_by_columns(page.lines):
        return replace(page, lines=_rows(page.lines, 0.0))
    written = [list(pieces) for _, pieces in itertools.groupby(page.lines, key=lambda line: line.row)]
    if not _is_across(written, gutter) and _goes_down(written):
        rows = [_joined(sorted(row, key=lambda piece: piece.left)) for row in _head_first(written)]
        return replace(page, lines=rows, gutter=gutter)
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


def _is_table_by_columns(lines: list[Line]) -> bool:
    """Whether a page is a table whose columns are written one after the other: it is read by row all the same."""
    rows = [row for row in _grouped(lines, 0.0) if len(row) >= _CELLS]
    cells = [piece for row in rows for piece in row]
    if len(cells) < 0.5 * len(lines) or len(rows) < _CELLS:
        return False
    words = sorted(len(piece.text.split()) for piece in cells)
    places = {id(piece): at for at, piece in enumerate(lines)}
    spread = [[places[id(piece)] for piece in row] for row in rows]
    broken = sum(max(at) - min(at) >= len(at) for at in spread)
    return words[len(words) // 2] <= _PROSE and broken > 0.5 * len(rows)


def _head_first(rows: list[list[Line]]) -> list[list[Line]]:
    """Rows with those at the head of the page first that are written last, as titles and running heads may be."""
    if len(rows) < 2 * _MOST_HEADS:
        return rows
    highest = max(row[0].top for row in rows[: -_MOST_HEADS - 1])
    last = [row for row in rows[-_MOST_HEADS - 1 :] if row[0].bottom > highest - 1]
    if not last:
        return rows
    return [*sorted(last, key=lambda row: -row[0].middle), *(row for row in rows if row not in last)]


def _goes_down(rows: list[list[Line]]) -> bool:
    """Whether rows follow one another down the page, but for a few jumps up: to a next column, or to a note."""
    jumps = sum(row[0].middle > before[0].middle + 1.5 * row[0].size for before, row in itertools.pairwise(rows))
    return jumps <= max(3, len(rows) // _JUMPS)


def _is_across(rows: list[list[Line]], gutter: float) -> bool:
    """Whether rows of running text in two columns are written across both, so that they would be read across."""
    if not gutter:
        return False
    both = [row for row in rows if row[0].right <= gutter and row[-1].left >= gutter]
    words = sorted(len(piece.text.split()) for row in both for piece in row)
    return len(both) > 0.3 * len(rows) and words[len(words) // 2] >= _PROSE


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
    return [_joined(sorted(row, key=lambda piece: piece.left)) for row in _grouped(lines, gutter)]


def _grouped(lines: list[Line], gutter: float) -> list[list[Line]]:
    """The pieces that stand at one height, from the top down."""
    rows: list[list[Line]] = []
    bases: list[Line] = []  # of each row its largest piece
    for line in sorted(lines, key=lambda line: (-line.middle, line.left)):
        middle = line.middle
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
    return rows


def _joined(row: list[Line]) -> Line:
    largest = max(row, key=lambda piece: len(piece.text))
    links: list[Linked] = []
    length = 0
    for piece in row:
        links += [Linked(length + start, length + end, target) for start, end, target in piece.links]
        length += len(piece.text) + 1
    together = " ".join(piece.text for piece in row)
    text = " ".join(together.split())
    return Line(
        text,
        row[0].left,
        max(p.right for p in row),
        largest.top,
        largest.bottom,
        largest.size,
        row[0].row,
        largest.is_bold,
        len(row),
        tuple(links) if text == together else (),
    )
