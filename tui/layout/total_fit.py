"""Total fit: the lines of a paragraph chosen all at once, so that none is much shorter than its neighbours.

After Donald E. Knuth and Michael F. Plass, "Breaking Paragraphs into Lines", Software: Practice and Experience 11
(1981), with one difference: there are as many lines as breaking one by one gives, which is as few as there can be.
So a text is as high as before, and its lines can be chosen when they come on screen.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import NamedTuple

_LINES = 64
"""The most lines that are chosen together; a longer paragraph is cut where breaking one by one begins such a line."""
RAGGED, JUSTIFIED = 0.2, 0.08
"""The slack of a line from which on words are hyphenated: a line that ends early is seen, wide spaces sooner."""
_WIDOW = 0.15
"""A last line that fills less than this share of the width costs as much as a line that is blank for that share."""


class Break(NamedTuple):
    """A place where a line may end.

    Attributes:
        end: The cells from the paragraph's beginning up to it, without the spaces there, with a hyphen if one is shown.
        begin: The cells up to where the next line would begin.
        position: Where that is, in code points.
        cost: What it costs to break there.
    """

    end: int
    begin: int
    position: int
    cost: float = 0.0


def groups(starts: Sequence[int], first: int, last: int, line: int, text: str) -> tuple[int, int, bool]:
    """The lines that are chosen together with one.

    Args:
        starts: Where lines begin, in code points of the text.
        first: Index in ``starts`` of the block's first line.
        last: Index behind its last one.
        line: Index of the line.
        text: The text.

    Returns:
        The index of the first of them, the index behind the last, and whether the last is the end of a paragraph.
    """

    def is_hard(at: int) -> bool:
        return text[starts[at] - 1] == "\n"

    begin = line
    while begin > first and (begin - first) % _LINES and not is_hard(begin):
        begin -= 1
    end = line + 1
    while end < last and (end - first) % _LINES and not is_hard(end):
        end += 1
    return begin, end, end == last or is_hard(end)


def fit(
    breaks: Sequence[Break], width: int, count: int, *, is_last: bool, blank: float = RAGGED,
    more: Callable[[], Sequence[Break]] | None = None,
) -> list[int] | None:  # fmt: skip
    """Choose where lines begin.

    Args:
        breaks: Where they may end, in order; the first stands for the beginning, the last for the end.
        width: Cells a line may take.
        count: How many lines there are.
        is_last: The last one ends the paragraph: it may be short, but not very short.
        blank: The largest share of a line that may be blank before words are hyphenated.
        more: Gives the places with those inside words; asked only when some line would be blank for more than that.

    Returns:
        Where the lines begin, in code points; None when there is no way to have that many.
    """
    chosen = _choose(breaks, width, count, is_last=is_last)
    if more and (chosen is None or _worst(breaks, chosen, width, is_last=is_last) > blank):
        hyphenated = more()
        if len(hyphenated) > len(breaks) and (better := _choose(hyphenated, width, count, is_last=is_last)):
            return [hyphenated[at].position for at in better]
    return None if chosen is None else [breaks[at].position for at in chosen]


def _worst(breaks: Sequence[Break], chosen: Sequence[int], width: int, *, is_last: bool) -> float:
    """The largest slack of a line."""
    ends = [*chosen[1:], *([] if is_last else [len(breaks) - 1])]
    lines = zip(chosen, ends, strict=False)
    return max((1 - (breaks[end].end - breaks[at].begin) / width for at, end in lines), default=0)


def _choose(breaks: Sequence[Break], width: int, count: int, *, is_last: bool) -> list[int] | None:
    """The indexes of the breaks that lines begin at, for the least cost of all."""
    furthest = _furthest(breaks, width, count)
    nearest = _nearest(breaks, width, count)
    last = len(breaks) - 1
    if furthest[count] < last or nearest[0] > 0:
        return None
    costs: dict[int, float] = {0: 0.0}
    before: list[dict[int, int]] = []
    for line in range(1, count + 1):
        window = range(nearest[line], furthest[line] + 1) if line < count else range(last, last + 1)
        reached: dict[int, float] = {}
        came: dict[int, int] = {}
        is_free = is_last and line == count
        for end in window:
            limit, own = breaks[end].end, breaks[end].cost
            best = -1.0
            for at, cost in costs.items():
                cells = limit - breaks[at].begin
                if cells > width or at >= end:
                    continue
                blank = 1 - cells / width
                total = cost + own + (_short(blank) if is_free else blank * blank)
                if best < 0 or total < best:
                    best, came[end] = total, at
            if best >= 0:
                reached[end] = best
        costs = reached
        before.append(came)
    if last not in costs:
        return None
    chosen = [last]
    for came in reversed(before):
        chosen.append(came[chosen[-1]])
    return chosen[:0:-1]


def _short(blank: float) -> float:
    """What a paragraph's last line costs that is blank for that share."""
    return _WIDOW * _WIDOW if blank > 1 - _WIDOW else 0.0


def _furthest(breaks: Sequence[Break], width: int, count: int) -> list[int]:
    """For each number of lines, the last break that they can reach."""
    out = [0]
    at, last = 0, len(breaks) - 1
    for _ in range(count):
        begin = breaks[at].begin
        while at < last and breaks[at + 1].end - begin <= width:
            at += 1
        out.append(at)
    return out


def _nearest(breaks: Sequence[Break], width: int, count: int) -> list[int]:
    """For each number of lines, the first break after which the lines that are left can reach the end."""
    out = [len(breaks) - 1]
    for _ in range(count):
        at = out[-1]
        out.append(bisect_left(breaks, breaks[at].end - width, 0, at, key=lambda each: each.begin) if at else 0)
    return out[::-1]
