"""Annotations by where they stand in a text: which touch a range is found as fast among many as among few."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, overload

from glossator.content.notes.selectors import LONGEST_QUOTE

if TYPE_CHECKING:
    from glossator.content.notes.anchoring import Anchor
    from glossator.content.notes.annotation import Annotation


class Place(NamedTuple):
    """A range of the text, and the annotation that stands there."""

    start: int
    end: int
    id: str


class Places:
    """Ranges in order; the long ones, which are few, are kept apart so that the others can be found by their start."""

    def __init__(self, anchors: Iterable[tuple[str, Anchor]] = ()) -> None:
        self.all = sorted([Place._make((start, end, key)) for key, (start, end, _) in anchors])
        self._long = [place for place in self.all if place[1] - place[0] > LONGEST_QUOTE]
        long = {*self._long}
        self._short = [place for place in self.all if place not in long] if long else list(self.all)

    def add(self, key: str, anchor: Anchor) -> None:
        """Add one annotation.

        Args:
            key: The annotation's id.
            anchor: Where it stands.
        """
        place = Place(anchor.start, anchor.end, key)
        insort(self.all, place)
        insort(self._short if place.end - place.start <= LONGEST_QUOTE else self._long, place)

    def discard(self, key: str, anchor: Anchor) -> None:
        """Take one annotation away.

        Args:
            key: The annotation's id.
            anchor: Where it stood when it was added.
        """
        place = Place(anchor.start, anchor.end, key)
        for places in (self.all, self._short, self._long):
            at = bisect_left(places, place)
            if at < len(places) and places[at] == place:
                del places[at]

    def touching(self, start: int, end: int) -> list[Place]:
        """Give the annotations that touch a range, in reading order.

        Args:
            start: First code point.
            end: Code point after the last.
        """
        first = bisect_left(self._short, (start - LONGEST_QUOTE,))
        upto = bisect_left(self._short, (end,), first)
        near = [place for place in self._short[first:upto] if place.end > start]
        return sorted(near + [place for place in self._long if place.start < end and place.end > start])

    def index_of(self, key: str, anchor: Anchor) -> int | None:
        """Give the place of an annotation among all in reading order.

        Args:
            key: The annotation's id.
            anchor: Where it stands.

        Returns:
            Its index, from 0; None if it is not there.
        """
        place = Place(anchor.start, anchor.end, key)
        at = bisect_left(self.all, place)
        return at if at < len(self.all) and self.all[at] == place else None

    def count_before(self, position: int) -> int:
        """Give how many annotations begin before a position."""
        return bisect_left(self.all, (position,))

    def last_before(self, position: int) -> Place | None:
        """Give the last annotation that begins at or before a position."""
        at = bisect_right(self.all, (position, 1 << 62)) - 1
        return self.all[at] if at >= 0 else None


class PlacedItems(Sequence["Annotation"]):
    """The annotations that stand in a text, in reading order; nothing is gathered before it is asked for."""

    def __init__(self, places: Places, items: Mapping[str, Annotation]) -> None:
        self._places, self._items = places, items

    def __len__(self) -> int:
        return len(self._places.all)

    @overload
    def __getitem__(self, index: int) -> Annotation: ...
    @overload
    def __getitem__(self, index: slice) -> list[Annotation]: ...
    def __getitem__(self, index: int | slice) -> Annotation | list[Annotation]:
        if isinstance(index, slice):
            return [self._items[place.id] for place in self._places.all[index]]
        return self._items[self._places.all[index].id]


class PlacedNotes:
    """The annotations of a notebook, with where they stand in one text: what the reader draws and lists.

    Args:
        items: All annotations.
        anchors: Where they stand, by id; those that are not in it are gone from the text.
        edition: The notebook's ``edition`` that the items are of.
    """

    def __init__(
        self, items: Iterable[Annotation] = (), anchors: Mapping[str, Anchor] | None = None, edition: int = 0
    ) -> None:
        self._by_id = {item.id: item for item in items}
        self.anchors = {key: anchor for key, anchor in (anchors or {}).items() if key in self._by_id}
        self.edition = edition
        self.places = Places(self.anchors.items())
        self._gone = {key: item for key, item in self._by_id.items() if key not in self.anchors}

    @property
    def placed(self) -> Sequence[Annotation]:
        """The annotations whose passages stand in the text, in reading order."""
        return PlacedItems(self.places, self._by_id)

    @property
    def gone(self) -> list[Annotation]:
        """The annotations whose passages are gone."""
        return list(self._gone.values())

    def get(self, annotation_id: str) -> Annotation | None:
        """The annotation with an id, None when there is none."""
        return self._by_id.get(annotation_id)

    def has_all(self, items: Collection[Annotation]) -> bool:
        """Tell whether these are the annotations, and no others, each as it was changed last.

        Args:
            items: All annotations of the notebook.
        """
        known = self._by_id
        return len(items) == len(known) and all(
            item.id in known and known[item.id].modified == item.modified for item in items
        )

    def index_of(self, annotation_id: str) -> int | None:
        """Where an annotation stands among the placed ones."""
        anchor = self.anchors.get(annotation_id)
        return self.places.index_of(annotation_id, anchor) if anchor else None

    def put(self, item: Annotation, anchor: Anchor | None) -> None:
        """Take an annotation as it is now, and where it stands now: nowhere when its passage is gone.

        Args:
            item: The annotation.
            anchor: Its place, in code points.
        """
        self.remove(item.id)
        self._by_id[item.id] = item
        if anchor:
            self.anchors[item.id] = anchor
            self.places.add(item.id, anchor)
        else:
            self._gone[item.id] = item

    def remove(self, annotation_id: str) -> None:
        """Take an annotation away."""
        if before := self.anchors.pop(annotation_id, None):
            self.places.discard(annotation_id, before)
        self._by_id.pop(annotation_id, None)
        self._gone.pop(annotation_id, None)
