"""Hits as they are shown: as marks on the text, and where their words stand once it was replaced."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from glossator.tui.widgets.paint import Mark

if TYPE_CHECKING:
    from glossator.content.search.index import Hit
    from glossator.content.search.results import Results
    from glossator.tui.reading.position_map import PositionMap


def of_hits(hits: list[Hit]) -> Results:
    """Results in a list; what makes them is imported with the first search."""
    from glossator.content.search import results

    return results.of_hits(hits)


def of_places(places: list[tuple[int, int]]) -> Results:
    """Results that are as good as one another, one for each range of the text."""
    from glossator.content.search.results import Hit

    return of_hits([Hit(start, end, 100.0, ((start, end),)) for start, end in places])


class HitMarks(NamedTuple):
    """How the hits of a search are drawn on the text."""

    hits: Results

    def touching(self, start: int, end: int) -> list[Mark]:
        """Give the marks that touch a range.

        Args:
            start: First code point.
            end: Code point after the last.
        """
        words = (word for hit in self.hits.in_range(start, end) for word in hit.words)
        return [Mark(low, high, "hit") for low, high in words if low < end and high > start]

    def has_any_in(self, start: int, end: int) -> bool:
        """Whether a hit begins in a range.

        Args:
            start: First code point.
            end: Code point after the last.
        """
        return self.hits.has_any_in(start, end)


def mapped_hit(hit: Hit, mapping: PositionMap) -> Hit | None:
    """A hit where its words stand now; None when they are gone.

    Args:
        hit: In the text before.
        mapping: To the text now.
    """
    words = [mapping.range(start, end) for start, end in hit.words]
    moved = mapping.range(hit.start, hit.end)
    if moved is None or not all(words):
        return None
    return hit._replace(start=moved[0], end=moved[1], words=tuple(word for word in words if word))
