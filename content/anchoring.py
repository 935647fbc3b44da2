"""describe(text, start, end) -> Selectors; locate(text, selectors) -> Anchor | None.

The selectors are those of the W3C Web Annotation model: the quote with its context, and its position.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from rapidfuzz import fuzz

_CONTEXT = 32
_LONGEST_CONTEXT = 256


class Selectors(NamedTuple):
    """A quote, the text before and after it, and where it stood, in code points."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


class Anchor(NamedTuple):
    """Where a passage stands; ``score`` is 100 for one found as it was."""

    start: int
    end: int
    score: float


def describe(text: str, start: int, end: int) -> Selectors:
    """Selectors for a range, with context long enough to be unique, up to 256 characters a side.

    Raises ValueError when the range is empty or outside the text.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError("a range outside the text")
    reach = _CONTEXT
    while reach < _LONGEST_CONTEXT:
        around = text[max(0, start - reach) : end + reach]
        at = text.find(around)
        if text.find(around, at + 1) < 0:
            break
        reach *= 2
    return Selectors(text[start:end], text[max(0, start - reach) : start], text[end : end + reach], start, end)


def locate(text: str, selectors: Selectors) -> Anchor | None:
    """The passage in a text that may have changed, or None when it is gone."""
    exact, prefix, suffix, start, end = selectors
    if not exact:
        return None
    if text[start:end] == exact and text[max(0, start - len(prefix)) : start] == prefix:
        return Anchor(start, end, 100.0)
    places = list(_occurrences(text, exact, 500))
    if places:

        def fit(place: int) -> tuple[float, int]:
            after = place + len(exact)
            context = _same_end(text[max(0, place - len(prefix)) : place], prefix) + _same_start(
                text[after : after + len(suffix)], suffix
            )
            return context, -abs(place - start)

        best = max(places, key=fit)
        return Anchor(best, best + len(exact), 100.0)
    if len(exact) < 12:
        return None
    found = fuzz.partial_ratio_alignment(exact, text, score_cutoff=72)
    if found is None:
        return None
    return Anchor(found.dest_start, found.dest_end, float(found.score))


def _occurrences(text: str, exact: str, most: int) -> Iterator[int]:
    at = text.find(exact)
    while at >= 0 and most:
        yield at
        most -= 1
        at = text.find(exact, at + 1)


def _same_end(left: str, right: str) -> int:
    count = 0
    for a, b in zip(reversed(left), reversed(right), strict=False):
        if a != b:
            break
        count += 1
    return count


def _same_start(left: str, right: str) -> int:
    return _same_end(left[::-1], right[::-1])
