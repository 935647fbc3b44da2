"""Letters: what a reader takes for one, a base with its accents or a whole emoji sequence.

A letter is an extended grapheme cluster of UAX #29. Positions are code points; every position given is between letters.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from glossator.content.text.segment_patterns import patterns

if TYPE_CHECKING:
    from collections.abc import Iterator

Range = tuple[int, int]

_PLAIN = "\u0300"
"""From this character on there are accents and what else joins letters."""
_FAR = 64
"""Code points gone back for a place that is surely between two letters."""
_RIGHT_TO_LEFT = "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"


def is_right_to_left(text: str) -> bool:
    """Tell whether some of a text is written from right to left."""
    return re.search(_RIGHT_TO_LEFT, text) is not None


def letter_end(text: str, position: int) -> int:
    """Where the letter that begins at a position ends; a position inside a letter counts as its start.

    Args:
        text: Any text.
        position: A code point in it.
    """
    if position >= len(text):
        return len(text)
    if position + 1 >= len(text) or (text[position] < _PLAIN and text[position + 1] < _PLAIN):
        return position + 1
    start = _safe_start(text, position)
    if start is None:
        _last_indexed[0] = text
        starts = _all_letters(text)
        index = bisect_right(starts, position)
        return starts[index] if index < len(starts) else len(text)
    return next(end for end in _letter_ends(text, start) if end > position)


def letter_start(text: str, position: int) -> int:
    """Where the letter that holds a position begins.

    Args:
        text: Any text.
        position: A code point in it.
    """
    if position <= 0 or position >= len(text):
        return min(max(0, position), len(text))
    if text[position] < _PLAIN and text[position - 1] < _PLAIN:
        return position
    start = _safe_start(text, position)
    if start is None:
        _last_indexed[0] = text
        starts = _all_letters(text)
        return starts[bisect_right(starts, position) - 1]
    if start == position:
        return start
    for end in _letter_ends(text, start):
        if end > position:
            break
        start = end
    return start


def letter_before(text: str, position: int) -> int:
    """Where the letter before a position begins; 0 at the start of the text.

    Args:
        text: Any text.
        position: A code point in it.
    """
    return letter_start(text, position - 1) if position > 0 else 0


def letters(text: str, start: int, end: int) -> Iterator[Range]:
    """Give the letters of a range that begins between letters, as ranges; the last one may reach past ``end``.

    Args:
        text: Any text.
        start: First code point.
        end: Code point after the last.
    """
    while start < end:
        after = letter_end(text, start)
        yield start, after
        start = after


def between_letters(text: str, start: int, end: int) -> Range:
    """Widen a range so that it begins and ends between letters.

    Args:
        text: Any text.
        start: First code point.
        end: Code point after the last.
    """
    at = letter_start(text, end)
    return letter_start(text, start), end if at == end else letter_end(text, at)


def _safe_start(text: str, position: int) -> int | None:
    """A boundary between letters at or before a position, as two characters show it; None when none is near."""
    if text is _last_indexed[0]:
        return None
    joint = patterns().joint
    nearest = max(0, position - _FAR)
    while position > nearest and joint.match(text, position - 1, position + 1):
        position -= 1
    return position if position > nearest or position == 0 else None


_last_indexed = [""]
"""The text whose letters were all found last; asked again, there is no need to look for a boundary."""


@lru_cache(maxsize=4)
def _all_letters(text: str) -> array[int]:
    """Where the letters of a text begin: for many flags, and for letters longer than any language has."""
    return array("L", (match.start() for match in patterns().letter.finditer(text)))


def _letter_ends(text: str, start: int) -> Iterator[int]:
    return (match.end() for match in patterns().letter.finditer(text, start))
