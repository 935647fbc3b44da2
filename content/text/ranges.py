"""Ranges: whether a place lies in one of many, found as fast among thousands as among few."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable


class Ranges:
    """Half-open ranges of code points; those that overlap are one."""

    def __init__(self, ranges: Iterable[tuple[int, int]]) -> None:
        """Take them in any order."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(ranges):
            if self._ends and start < self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], end)
            else:
                self._starts.append(start)
                self._ends.append(end)

    def __bool__(self) -> bool:
        """Whether there is any."""
        return bool(self._starts)

    def touch(self, start: int, end: int) -> bool:
        """Whether one of them has a code point of a range in it.

        Args:
            start: First code point of the range.
            end: Code point after its last.
        """
        at = bisect_right(self._ends, start)
        return at < len(self._starts) and self._starts[at] < end

    def hold(self, position: int) -> bool:
        """Whether a place between two code points is inside one of them, and not at its edge."""
        at = bisect_right(self._starts, position - 1) - 1
        return at >= 0 and self._starts[at] < position < self._ends[at]
