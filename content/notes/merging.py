"""Merging copies of a notebook: deterministic, commutative, associative and idempotent.

By annotation id, the version modified last wins; every other wording is kept in its ``glossator:history``, with
the time it was last seen. A deletion wins over everything not modified after it: what it covers stands in the
``trash`` beside the tombstone instead of among the items, and no merge brings it back from there.

So a page is two things that only grow: for each id the join of its versions, and for each id its latest
tombstone. Where an annotation stands follows from the two. Nothing here looks at the clock; ``without_old_trash``
does, and only a save calls it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from glossator.content.stamps import NEVER, instant, order

HISTORY = "glossator:history"
_KEPT_FOR = timedelta(days=90)
_STRINGS = ("title", "author", "format", "text_sha256", "bytes_sha256", "url")
_LISTS = ("sources", "identifiers", "known_texts", "known_bytes")
_FACTS = (
    "title", "author", "format", "sources", "identifiers", "text_sha256", "bytes_sha256", "known_texts", "known_bytes",
    "url",
)  # fmt: skip
Json = dict[str, Any]


def merge(*pages: Json) -> Json:
    """Merge copies of a page.

    Args:
        pages: One or more copies, in any order, of any shape that JSON can have.

    Returns:
        One page, in its settled form; of a single one, the same page settled.
    """
    glossators = [_dict(page.get("glossator")) for page in pages]
    deleted: dict[str, str] = {}
    versions: dict[str, list[Json]] = {}
    strange: dict[str, Any] = {}
    alive = _plain_items(pages, glossators)
    for page, glossator in zip(pages, glossators, strict=True):
        for key, stamp in _dict(glossator.get("deleted")).items():
            if isinstance(stamp, str) and order(stamp) >= order(deleted.get(key, "")):
                deleted[key] = stamp
        for key, item in _dict(glossator.get("trash")).items():
            if isinstance(item, dict) and item.get("id") == key:
                versions.setdefault(key, []).append(item)
        items = page.get("items") if not alive else ()
        for item in items if isinstance(items, list) else ():
            if isinstance(item, dict) and isinstance(item.get("id"), str):
                versions.setdefault(item["id"], []).append(item)
            else:
                strange[_canonical(item)] = item
    trash: Json = {}
    for key, found in versions.items():
        item = joined(found)
        if key in deleted and instant(modified_of(item)) <= instant(deleted[key]):
            trash[key] = item
        else:
            alive.append(item)
    alive.sort(key=reading_order)
    out = _merged_keys(pages, ("glossator", "items", "id"))
    out["id"] = min((page["id"] for page in pages if isinstance(page.get("id"), str)), default="")
    inner = _merged_keys(glossators, ("document", "deleted", "trash", "version", "revision"))
    inner["version"] = max((v for g in glossators if type(v := g.get("version")) is int), default=1)
    inner["document"] = merged_facts([_dict(g.get("document")) for g in glossators])
    inner["deleted"] = dict(sorted(deleted.items()))
    if trash:
        inner["trash"] = dict(sorted(trash.items()))
    out["glossator"] = in_order(inner, ("version", "document", "deleted", "trash"))
    out["items"] = alive + [strange[key] for key in sorted(strange)]
    return in_order(out, ("@context", "id", "type", "glossator", "items"))


def _plain_items(pages: tuple[Json, ...], glossators: list[Json]) -> list[Json]:
    """The items of a single page from which nothing was deleted, each there once and without a history; else none."""
    items = pages[0].get("items") if len(pages) == 1 else None
    if not isinstance(items, list) or glossators[0].get("deleted") or glossators[0].get("trash"):
        return []
    try:
        ids = {item["id"] for item in items}
        is_plain = len(ids) == len(items) and not any(HISTORY in item for item in items)
    except (TypeError, KeyError):
        return []
    return items[:] if is_plain and all(type(key) is str for key in ids) else []


def joined(versions: list[Json]) -> Json:
    """Join versions of one annotation: the one modified last, every other wording in its history."""
    if HISTORY not in versions[0] and all(version == versions[0] for version in versions[1:]):
        return versions[0]  # as nearly all are
    winner = max(versions, key=lambda v: (order(modified_of(v)), _canonical(_without_history(v))))
    wordings: dict[str, Json] = {}
    for version in versions:
        seen = {"modified": modified_of(version), "body": bodies_of(version)}
        for entry in (seen, *entries_of(version)):
            if entry.get("body"):
                key = _canonical(entry["body"])
                kept = wordings.get(key)
                if kept is None or _entry_order(entry) > _entry_order(kept):
                    wordings[key] = entry
    wordings.pop(_canonical(bodies_of(winner)), None)
    out = _without_history(winner)
    if wordings:
        out[HISTORY] = sorted(wordings.values(), key=_entry_order)
    return out


def without_old_trash(page: Json, now: str) -> Json:
    """Give a page without what was deleted more than 90 days ago; its tombstones stay for ever.

    Args:
        page: A notebook's JSON, which stays as it is.
        now: The time to count from, ISO 8601 in UTC.
    """
    trash = page["glossator"].get("trash")
    if not trash:
        return page
    deleted = page["glossator"]["deleted"]
    limit = instant(now).seconds
    kept = {
        key: item for key, item in trash.items()
        if instant(deleted.get(key)) == NEVER or instant(deleted[key]).seconds > limit - _KEPT_FOR
    }  # fmt: skip
    inner = {key: value for key, value in page["glossator"].items() if key != "trash"}
    if kept:
        inner["trash"] = kept
    return {**page, "glossator": in_order(inner, ("version", "document", "deleted", "trash"))}


def merged_facts(facts: list[Json]) -> Json:
    """Merge what copies say of the document: lists are joined, and of two statements the same one is always taken.

    A statement of the right type comes before one of another. Every hash of the text that any copy knew is kept.
    """
    out = _merged_keys(facts, (*_STRINGS, *_LISTS))
    for key in _STRINGS:
        values = [f[key] for f in facts if key in f]
        if values:
            out[key] = max(values, key=lambda value: (isinstance(value, str), _canonical(value)))
    for key in _LISTS:
        lists = [f[key] for f in facts if isinstance(f.get(key), list)]
        if lists:
            out[key] = sorted({entry for each in lists for entry in each if isinstance(entry, str)})
        elif any(key in f for f in facts):
            out[key] = max((f[key] for f in facts if key in f), key=_canonical)
    for known, current in (("known_texts", "text_sha256"), ("known_bytes", "bytes_sha256")):
        hashes = {f[current] for f in facts if isinstance(f.get(current), str) and f[current]}
        if isinstance(out.get(known), list):
            hashes |= set(out[known])
        if len(hashes) > 1 or known in out:
            out[known] = sorted(hashes)
    return in_order(out, _FACTS)


def entries_of(item: Json) -> list[Json]:
    """Give the entries of an annotation's history that are any."""
    entries = item.get(HISTORY)
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def bodies_of(item: Json) -> Any:
    """Give what an annotation says, as stored; ``bodyValue`` (section 3.2.5 of the model) is a body of plain text."""
    if not item.get("body") and isinstance(item.get("bodyValue"), str) and item["bodyValue"]:
        return [{"type": "TextualBody", "value": item["bodyValue"]}]
    return item.get("body")


def modified_of(item: Json) -> str:
    """Give the time an annotation was last modified, as its file says it."""
    stamp = item.get("modified") or item.get("created")
    return stamp if isinstance(stamp, str) else ""


def reading_order(item: Json) -> tuple[int, int, str]:
    """Give a key that orders annotations as their passages stood in the text."""
    try:  # as we write it, which is what nearly all are
        quote, position = item["target"]["selector"]
        if quote["type"] == "TextQuoteSelector" and position["type"] == "TextPositionSelector":
            start, end = position["start"], position["end"]
            if type(start) is int and type(end) is int:
                return start, end, str(item["id"])
    except (KeyError, TypeError, ValueError):
        pass  # as another program wrote it
    start = end = 0
    selectors = _dict(item.get("target")).get("selector")
    for selector in selectors if isinstance(selectors, list) else [selectors]:
        if isinstance(selector, dict) and selector.get("type") == "TextPositionSelector":
            start = selector["start"] if isinstance(selector.get("start"), int) else 0
            end = selector["end"] if isinstance(selector.get("end"), int) else 0
    return start, end, str(item["id"])


def _entry_order(entry: Json) -> tuple[Any, ...]:
    return order(entry.get("modified")), _canonical(entry)


def _without_history(item: Json) -> Json:
    return {key: value for key, value in item.items() if key != HISTORY}


def _merged_keys(copies: Iterable[Json], without: tuple[str, ...]) -> Json:
    out: Json = {}
    for copy in copies:
        for key, value in copy.items():
            if key not in without and (key not in out or _canonical(value) > _canonical(out[key])):
                out[key] = value
    return out


def in_order(data: Json, first: tuple[str, ...]) -> Json:
    """Give the known keys in their fixed order, then the others by name.

    Args:
        data: Any JSON object.
        first: The keys known, in the order wanted.
    """
    return {key: data[key] for key in (*(k for k in first if k in data), *sorted(data.keys() - set(first)))}


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _dict(value: Any) -> Json:
    return value if isinstance(value, dict) else {}
