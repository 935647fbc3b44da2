"""Measuring: the cells that text takes on a terminal."""

from __future__ import annotations

import re
from functools import cache

from rich.cells import cell_len

TAB = 4
"""Cells between tab stops."""
_MOST_MARKS = 30
"""Code points without a width of their own that one cell may have: UAX #15 (UAX15-D3) says no writing needs more."""
_EMOJI, _JOINER = "\ufe0f", "\u200d"
_JOINED = re.compile("[\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff]")


class _Cells(dict[str, int]):
    """The cells of each character that was met."""

    def __missing__(self, char: str) -> int:
        self[char] = cells = 0 if char == "\n" else cell_len(char)
        return cells


_cells = _Cells()


def widths(text: str, x: int = 0) -> list[int]:
    """The cells each code point takes when drawn from cell ``x``; a cluster's width lies on its first.

    Args:
        text: One line.
        x: The cell it begins in, which tabs depend on.
    """
    if "\t" not in text and not _JOINED.search(text):
        return list(map(_cells.__getitem__, text))
    out: list[int] = []
    for char in text:
        if char == "\t":
            width = TAB - x % TAB
        elif char == _EMOJI and out and out[-1]:  # which may make the sign before it a wide one
            width = 0
            x -= out[-1]
            out[-1] = max(out[-1], cell_len(text[len(out) - 1 : len(out) + 1]))
            x += out[-1]
        elif char == "\n" or (out and char >= "\u0300" and _joins(text[len(out) - 1], char)):
            width = 0
        else:
            width = cell_len(char)
        out.append(width)
        x += width
    return out


def _joins(before: str, char: str) -> bool:
    return before == "\u200d" or "\ufe00" <= char <= "\ufe0f" or "\U0001f3fb" <= char <= "\U0001f3ff"


@cache
def _pile() -> re.Pattern[str]:
    """An expression for a pile of marks, none of which surely has a width; to make it takes a while."""
    return re.compile(
        "[^ -~\u00a0-\u02ff\u0370-\u0482\u048a-\u058f\u2010-\u2027\u2030-\u20cf\u2100-\u2e7f\u3001-\u3029\u3030-\u3098"
        f"\u309b-\ua66e\uac00-\ud7af\uff01-\uff9d\t\n]{{{_MOST_MARKS + 1}}}"
    )


def bounded(text: str) -> str:
    """Take from a text what no cell can show: of the code points that follow one and have no width, all but 30.

    Args:
        text: A text on its way to the terminal; a file may have a million accents on one letter.

    Returns:
        The text, which takes as many cells as before.
    """
    if len(text) - len(text.encode("ascii", "ignore")) <= _MOST_MARKS or not _pile().search(text):
        return text
    out: list[str] = []
    marks, before = 0, ""
    for char, width in zip(text, widths(text), strict=True):
        marks = 0 if width or char in "\t\n" else marks + 1
        if not marks and before != _JOINER and out[-1:] == [_JOINER]:
            out.pop()  # it would join what the marks that were taken out had kept apart
        before = char
        if marks <= _MOST_MARKS:
            out.append(char)
    return "".join(out)
