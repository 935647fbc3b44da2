"""PositionMap: where the positions of one generation of a text stand in the next."""

from __future__ import annotations

_PROBES = (400, 60)
"""Code points compared to find a place again: a passage, else a few words."""


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
        limit = len(self._after) - self._tail
        for length in _PROBES:
            words = self._before[position : position + length]
            match = self._after.find(words, self._head, limit + length) if words.strip() else -1
            if match < 0 and words.strip():
                match = self._after.find(words)
            if match >= 0:
                return match
        return min(position, max(self._head, limit))

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
        anchor = locate(self._after, describe(self._before, start, end))
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
