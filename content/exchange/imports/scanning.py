"""Scanning: looking for pairs and headings in a text in time that grows with its length, whatever is in it.

An expression such as ``begin(.*?)end`` reads to the end of the text from every begin that has no end. What is here
asks for the end once.
"""

from __future__ import annotations

import re
from bisect import bisect_left


class Ahead:
    """The next match of an expression, for positions that only grow.

    Args:
        pattern: The expression.
        text: Where it is looked for.
    """

    def __init__(self, pattern: re.Pattern[str], text: str) -> None:
        self._pattern, self._text = pattern, text
        self._found = pattern.search(text)

    def of(self, at: int) -> re.Match[str] | None:
        """Give the first match that begins at a position or behind it; None for none."""
        if self._found is not None and self._found.start() < at:
            self._found = self._pattern.search(self._text, at)
        return self._found


class Headings:
    """The headings of a text, by where they stand.

    Args:
        pattern: What a heading is.
        text: The text.
        group: The group that is its title.
    """

    def __init__(self, pattern: re.Pattern[str], text: str, group: int) -> None:
        found = list(pattern.finditer(text))
        self._starts = [each.start() for each in found]
        self._titles = [str(each[group]) for each in found]

    def before(self, at: int) -> str:
        """Give the title that stands last before a position; empty for none."""
        index = bisect_left(self._starts, at) - 1
        return self._titles[index] if index >= 0 else ""


def first_between(text: str, begin: re.Pattern[str], end: re.Pattern[str]) -> tuple[str, int, int] | None:
    """Give what stands between the first match of one expression and the next of another.

    Args:
        text: The text.
        begin: What stands before it.
        end: What stands behind it.

    Returns:
        It, where the beginning begins, and where the end ends; None where either is missing.
    """
    opened = begin.search(text)
    closed = end.search(text, opened.end()) if opened else None
    return (text[opened.end() : closed.start()], opened.start(), closed.end()) if opened and closed else None
