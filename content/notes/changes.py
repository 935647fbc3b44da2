"""A change to an annotation, and the page that it gives: a pure function, whatever page the change was made to."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import replace
from typing import Any, NamedTuple

from glossator.content.notes.annotation import Annotation, readable
from glossator.content.notes.merging import in_order, joined, reading_order
from glossator.content.stamps import later_than, now

Json = dict[str, Any]
_FIELDS = ("note", "tags", "color", "selectors")


class Change(NamedTuple):
    """An annotation as the one who changes it saw it, and as it shall be: None where there is none."""

    before: Annotation | None
    after: Annotation | None

    @property
    def id(self) -> str:
        """The id of the annotation."""
        found = self.after or self.before
        assert found
        return found.id


def changed_page(page: Json, change: Change, overwrote: Callable[[str], None]) -> Json:
    """Put one change into a page.

    Args:
        page: A settled page.
        change: The change; what the one who made it had not seen is kept in the annotation's history.
        overwrote: Told of the annotation when that is another note.

    Returns:
        The page with the change in it, settled again; what it costs does not depend on how much is in the page, but
        for copying its list.
    """
    inner = dict(page["glossator"])
    deleted, trash, items = dict(inner["deleted"]), dict(inner.get("trash") or {}), list(page["items"])
    stored = find_item(items, change.id, [change])
    current = stored or trash.pop(change.id, None)
    stamps = [deleted.get(change.id, ""), *([current.get("modified")] if current else [])]
    if stored is not None:
        _remove_item(items, stored)
    if change.after is not None:
        seen = readable(current) if current else None
        if stored is not None and seen is not None and _overwrites(change, seen):
            overwrote(change.id)
        if change.before is not None and stored is None and current is not None:
            overwrote(change.id)  # it was deleted meanwhile
        is_there = change.before is None and stored is not None  # brought back meanwhile: nothing is put over it
        after = seen if is_there and seen else _on_top(change, seen)
        made = replace(after, modified=later_than(change.after.modified, *stamps)).to_json()
        _insert_item(items, joined([made, current]) if current else made)
    elif current is not None:
        seen = readable(current)
        if stored is not None and seen is not None and change.before and seen.note != change.before.note:
            overwrote(change.id)
        deleted[change.id] = later_than(now(), *stamps)
        trash[change.id] = current
        inner["deleted"] = dict(sorted(deleted.items()))
    inner.pop("trash", None)
    if trash:
        inner["trash"] = dict(sorted(trash.items()))
    return {**page, "glossator": in_order(inner, ("version", "document", "deleted", "trash")), "items": items}


def find_item(items: list[Any], key: str, changes: list[Change]) -> Json | None:
    """Find an annotation in a settled page: where it stood for those who changed it, else by looking through all.

    Args:
        items: The page's annotations.
        key: The id looked for.
        changes: What was changed, with the index each was found at.
    """
    for seen in [a for change in changes if change.id == key for a in (change.before, change.after) if a]:
        place = (seen.selectors.start or 0, seen.selectors.end or 0, key)
        at = bisect_left(items, place, 0, _count(items), key=reading_order)
        if at < len(items) and _id_of(items[at]) == key:
            found: Json = items[at]
            return found
    return next((raw for raw in items if _id_of(raw) == key), None)


def _count(items: list[Any]) -> int:
    """How many annotations a settled page has; entries that are not annotations come last."""
    count = len(items)
    while count and not isinstance(_id_of(items[count - 1]), str):
        count -= 1
    return count


def _remove_item(items: list[Any], raw: Json) -> None:
    at = bisect_left(items, reading_order(raw), 0, _count(items), key=reading_order)
    if at < len(items) and items[at] is raw:
        del items[at]
    else:
        items.remove(raw)


def _insert_item(items: list[Any], raw: Json) -> None:
    items.insert(bisect_left(items, reading_order(raw), 0, _count(items), key=reading_order), raw)


def _on_top(change: Change, stored: Annotation | None) -> Annotation:
    """A change made to an annotation as it is stored now: only what was changed is put in."""
    assert change.after
    if stored is None:
        return change.after
    fields = [f for f in _FIELDS if change.before is None or getattr(change.before, f) != getattr(change.after, f)]
    changed = {field: getattr(change.after, field) for field in fields}
    if change.before is not None and "tags" in changed:  # others may have tagged it meanwhile
        gone = {*change.before.tags} - {*change.after.tags}
        added = [tag for tag in change.after.tags if tag not in (*change.before.tags, *stored.tags)]
        changed["tags"] = (*(tag for tag in stored.tags if tag not in gone), *added)
    return replace(stored, **changed)


def _overwrites(change: Change, stored: Annotation) -> bool:
    """True when a change replaces a note that the one who made it had not seen."""
    if change.before is None or change.after is None or change.before.note == change.after.note:
        return False
    return stored.note not in (change.before.note, change.after.note)


def place_of(item: Annotation) -> tuple[int, int, str]:
    """Give a key that orders annotations as their passages stand in the text."""
    return item.selectors.start or 0, item.selectors.end or 0, item.id


def _id_of(item: Any) -> Any:
    return item.get("id") if isinstance(item, dict) else None
