"""PositionMap: where the positions of one generation of a text stand in the next."""

from __future__ import annotations

_PROBES = (400, 60, 20)
"""Code points compared to find a place again: a passage, else a few words, else fewer."""
_MOST = 50
"""Occurrences of the same words that are compared by where they stand."""


class PositionMap:
    """Maps positions, in code points, from a text to the text that replaced it.

    What stands before the first difference and after the last one is mapped exactly; what stands between by its words.
    """

    def __init__(self, before: str, after: str) -> None:
        self._before, self._after = before, after
        self._head = _common_start(before, after)
        most = min(len(before), len(after)) - self._head
        self._tail = _common_end(before, after, most)

    @property
    def is_identity(self) -> bool:
        """True when every position of the old text stands where it stood."""
        return self._head == len(self._before)

    def position(self, position: int) -> int:
        """Map one position; where its words are gone, to the nearest place that remained.

        Args:
            position: A position in the old text.

        Returns:
            A position in the new text.
        """
        if position < self._head or (position == self._head and self.is_identity):
            return position
        if position >= len(self._before) - self._tail and position > self._head:
            return position + len(self._after) - len(self._before)
        expected = self._expected(position)
        for length in _PROBES:
            after = self._nearest(self._before[position : position + length], expected)
            if after is not None:
                return after
            start = max(0, position - length)
            before = self._nearest(self._before[start:position], expected - (position - start))
            if before is not None:
                return before + position - start
        return expected

    def _expected(self, position: int) -> int:
        """Where a position between the differences would stand if the text there only grew or shrank evenly."""
        old, new = (len(text) - self._tail - self._head for text in (self._before, self._after))
        return self._head + (position - self._head) * new // max(1, old)

    def _nearest(self, words: str, expected: int) -> int | None:
        """The occurrence of some words in the new text that is nearest to a position; None when there is none."""
        if not words.strip():
            return None
        places: list[int] = []
        at = self._after.find(words, max(0, self._head - len(words)))
        while at >= 0 and len(places) < _MOST:
            places.append(at)
            at = self._after.find(words, at + 1)
        return min(places, key=lambda place: abs(place - expected), default=None)

    def range(self, start: int, end: int) -> tuple[int, int] | None:
        """Map a range, to where the same words stand.

        Args:
            start: Where it begins in the old text.
            end: Where it ends.

        Returns:
            The range in the new text, or None when its words are gone or no longer stand together.
        """
        if end <= self._head:
            return start, end
        delta = len(self._after) - len(self._before)
        if start >= len(self._before) - self._tail:
            return start + delta, end + delta
        from glossator.content.notes.anchoring import locate
        from glossator.content.notes.selectors import describe

        if not start < end:
            position = self.position(start)
            return position, position
        expected = self._expected(start)
        selectors = describe(self._before, start, end)._replace(start=expected, end=expected + end - start)
        anchor = locate(self._after, selectors)
        if anchor is None or self._after[anchor.start : anchor.end] != self._before[start:end]:
            return None
        return anchor.start, anchor.end


def _common_start(left: str, right: str) -> int:
    """Length of the longest common beginning; by halving, so that slices are compared and not letters."""
    low, high = 0, min(len(left), len(right))
    while low < high:
        middle = (low + high + 1) // 2
        if left[low:middle] == right[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _common_end(left: str, right: str, most: int) -> int:
    """Length of the longest common end, at most ``most``."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if left[len(left) - middle : len(left) - low] == right[len(right) - middle : len(right) - low]:
            low = middle
        else:
            high = middle - 1
    return low
