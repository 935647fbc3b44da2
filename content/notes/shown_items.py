"""ShownItems: the annotations of a page in reading order, with what was changed and is not written yet among them."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable
from typing import Any

from glossator.content.notes.annotation import Annotation, readable
from glossator.content.notes.changes import Change, find_item, place_of

Json = dict[str, Any]


class ShownItems:
    """Annotations read from a page; each is read once, and what a change costs does not depend on how many there are.

    Attributes:
        items: The annotations, in reading order.
        edition: Changes whenever the items change.
    """

    def __init__(self) -> None:
        self.items: list[Annotation] = []
        self.edition = 0
        self._known: dict[str, tuple[Json, Annotation]] = {}

    def read(self, page: Json) -> tuple[dict[str, tuple[Json, Annotation]], list[Annotation]]:
        """Read a page's annotations, those known already as they are; nothing shown changes."""
        known: dict[str, tuple[Json, Annotation]] = {}
        items = []
        for raw in page["items"]:
            key = raw.get("id") if isinstance(raw, dict) else None
            kept = self._known.get(key) if isinstance(key, str) else None
            item = kept[1] if kept and (kept[0] is raw or kept[0] == raw) else readable(raw)
            if item is not None:
                known[item.id] = (raw, item)
                items.append(item)
        return known, items

    def replace(
        self, read: tuple[dict[str, tuple[Json, Annotation]], list[Annotation]], unsaved: Iterable[Change]
    ) -> None:
        """Show what ``read`` gave, with the changes that are not written yet.

        Args:
            read: Stored JSON and annotation of each by id, and the annotations in order.
            unsaved: Changes that are not on disk yet.
        """
        self._known, self.items = read
        self.edition += 1
        for change in unsaved:
            self.show(change)

    def apply(self, page: Json, written: list[Change], unsaved: Iterable[Change]) -> None:
        """Show a page that is the one before but for the changes that were written.

        Args:
            page: The notebook's JSON after the changes.
            written: What was just written.
            unsaved: Changes that are not on disk yet.
        """
        for key in {change.id for change in written}:
            raw = find_item(page["items"], key, written)
            item = readable(raw) if raw is not None else None
            self._discard(key)
            if raw is not None and item is not None:
                self._known[key] = (raw, item)
                insort(self.items, item, key=place_of)
        for change in unsaved:
            self.show(change)

    def _discard(self, key: str) -> None:
        """Take an annotation out, as it was and as it was shown."""
        shown = self._known.pop(key, None)
        at = bisect_left(self.items, place_of(shown[1]), key=place_of) if shown else len(self.items)
        if at < len(self.items) and self.items[at].id == key:
            del self.items[at]
        else:
            self.items = [item for item in self.items if item.id != key]

    def show(self, change: Change) -> None:
        """Show a change that is not written yet."""
        self.edition += 1
        old = next((n for n, item in enumerate(self.items) if item.id == change.id), None) if change.before else None
        if old is not None:
            if change.after is not None and change.after.selectors == self.items[old].selectors:
                self.items[old] = change.after
                return
            del self.items[old]
        if change.after is not None:
            insort(self.items, change.after, key=place_of)
