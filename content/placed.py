"""Annotations by where they stand in a text: which touch a range is found as fast among many as among few."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable
from typing import NamedTuple

from content.anchoring import LONGEST_QUOTE, Anchor


class Place(NamedTuple):
    """A range of the text, and the annotation that stands there."""

    start: int
    end: int
    id: str


class Places:
    """Ranges in order; the long ones, which are few, are kept apart so that the others can be found by their start."""

    def __init__(self, anchors: Iterable[tuple[str, Anchor]] = ()) -> None:
        self.all = sorted(Place(anchor.start, anchor.end, key) for key, anchor in anchors)
        self._short = [place for place in self.all if place.end - place.start <= LONGEST_QUOTE]
        self._long = [place for place in self.all if place.end - place.start > LONGEST_QUOTE]

    def add(self, key: str, anchor: Anchor) -> None:
        """Add one annotation."""
        place = Place(anchor.start, anchor.end, key)
        insort(self.all, place)
        insort(self._short if place.end - place.start <= LONGEST_QUOTE else self._long, place)

    def discard(self, key: str, anchor: Anchor) -> None:
        """Take one annotation away."""
        place = Place(anchor.start, anchor.end, key)
        for places in (self.all, self._short, self._long):
            at = bisect_left(places, place)
            if at < len(places) and places[at] == place:
                del places[at]

    def touching(self, start: int, end: int) -> list[Place]:
        """Give the annotations that touch a range, in reading order."""
        first = bisect_left(self._short, (start - LONGEST_QUOTE,))
        upto = bisect_left(self._short, (end,), first)
        near = [place for place in self._short[first:upto] if place.end > start]
        return sorted(near + [place for place in self._long if place.start < end and place.end > start])

    def last_before(self, position: int) -> Place | None:
        """Give the last annotation that begins at or before a position."""
        at = bisect_right(self.all, (position, 1 << 62)) - 1
        return self.all[at] if at >= 0 else None
