"""Merging copies of a notebook: deterministic, commutative, associative and idempotent.

By annotation id, the version modified last wins; a deletion wins over everything not modified after it; the
notes that lost are kept in the winner's ``glossator:history``, each with the time it was last seen. What a
deletion covers is deleted, and no history brings it back.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

HISTORY = "glossator:history"
_NEVER = datetime.min.replace(tzinfo=UTC)


def moment(stamp: Any) -> datetime:
    """The time a stamp says, in UTC; the beginning of time for what is none."""
    try:
        said = datetime.fromisoformat(stamp)
        return said.astimezone(UTC) if said.tzinfo else said.replace(tzinfo=UTC)
    except (TypeError, ValueError, OverflowError):
        return _NEVER


def later_than(stamp: str, *others: str) -> str:
    """``stamp``, or a microsecond after the latest of the others: a clock may be wrong, an order may not."""
    latest = max(map(moment, others), default=_NEVER)
    if moment(stamp) > latest:
        return stamp
    try:
        return (latest + timedelta(microseconds=1)).isoformat(timespec="microseconds").replace("+00:00", "Z")
    except OverflowError:
        return stamp


def merge(*pages: dict[str, Any]) -> dict[str, Any]:
    """One page out of copies of it, in any order; of a single one, the same page in its settled form."""
    glossators = [_dict(page.get("glossator")) for page in pages]
    deleted: dict[str, str] = {}
    for glossator in glossators:
        for key, stamp in _dict(glossator.get("deleted")).items():
            if isinstance(stamp, str) and _order(stamp) >= _order(deleted.get(key, "")):
                deleted[key] = stamp
    versions: dict[str, list[dict[str, Any]]] = {}
    strange: dict[str, Any] = {}
    for page in pages:
        for item in page.get("items") or ():
            if isinstance(item, dict) and isinstance(item.get("id"), str):
                versions.setdefault(item["id"], []).append(item)
            else:
                strange[_canonical(item)] = item
    items = [item for key, found in versions.items() if (item := _winner(found, deleted.get(key, "")))]
    items.sort(key=_reading_order)
    out = _merged_keys(pages, ("glossator", "items", "id"))
    out["id"] = min((page["id"] for page in pages if isinstance(page.get("id"), str)), default="")
    inner = _merged_keys(glossators, ("document", "deleted", "version"))
    inner["version"] = max((g["version"] for g in glossators if isinstance(g.get("version"), int)), default=1)
    inner["document"] = _merged_facts([_dict(g.get("document")) for g in glossators])
    inner["deleted"] = dict(sorted(deleted.items()))
    out["glossator"] = _in_order(inner, ("version", "document", "deleted"))
    out["items"] = items + [strange[key] for key in sorted(strange)]
    return _in_order(out, ("@context", "id", "type", "glossator", "items"))


def _winner(versions: list[dict[str, Any]], deleted: str) -> dict[str, Any] | None:
    """The version that stands, with what lost in its history; None when a deletion covers them all."""
    buried = moment(deleted) if deleted else None
    alive = [v for v in versions if buried is None or moment(_modified(v)) > buried]
    if not alive:
        return None
    if len(alive) == 1 and not _entries(alive[0]):
        return _without_history(alive[0])  # as nearly all are, at every change
    winner = max(alive, key=lambda v: (_order(_modified(v)), _canonical(_without_history(v))))
    lost: dict[str, dict[str, Any]] = {}
    for version in alive:
        seen = [{"modified": _modified(version), "body": version.get("body")}]
        for entry in (*seen, *_entries(version)):
            key = _canonical(entry.get("body"))
            if entry.get("body") and (buried is None or moment(entry.get("modified")) > buried):
                kept = lost.get(key)
                if kept is None or _order(entry.get("modified")) > _order(kept.get("modified")):
                    lost[key] = entry
    lost.pop(_canonical(winner.get("body")), None)
    out = _without_history(winner)
    if lost:
        out[HISTORY] = sorted(lost.values(), key=lambda e: (_order(e.get("modified")), _canonical(e)))
    return out


def _entries(item: dict[str, Any]) -> list[dict[str, Any]]:
    entries = item.get(HISTORY)
    return [entry for entry in entries if isinstance(entry, dict)] if isinstance(entries, list) else []


def _without_history(item: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key != HISTORY}


def _modified(item: dict[str, Any]) -> str:
    stamp = item.get("modified") or item.get("created")
    return stamp if isinstance(stamp, str) else ""


def _order(stamp: Any) -> tuple[datetime, str]:
    return moment(stamp), stamp if isinstance(stamp, str) else ""


def _reading_order(item: dict[str, Any]) -> tuple[int, int, str]:
    start = end = 0
    selectors = _dict(item.get("target")).get("selector")
    for selector in selectors if isinstance(selectors, list) else [selectors]:
        if isinstance(selector, dict) and selector.get("type") == "TextPositionSelector":
            start = selector["start"] if isinstance(selector.get("start"), int) else 0
            end = selector["end"] if isinstance(selector.get("end"), int) else 0
    return start, end, str(item["id"])


def _merged_facts(facts: list[dict[str, Any]]) -> dict[str, Any]:
    """What is said of the document: lists are joined, and of two statements the same one is always taken."""
    out = _merged_keys(facts, ())
    for key in ("sources", "identifiers"):
        lists = [f[key] for f in facts if isinstance(f.get(key), list)]
        if lists:
            out[key] = sorted({entry for each in lists for entry in each if isinstance(entry, str)})
    return _in_order(out, ("title", "author", "format", "sources", "identifiers", "text_sha256", "url"))


def _merged_keys(copies: Iterable[dict[str, Any]], without: tuple[str, ...]) -> dict[str, Any]:
    out: dict[str, Any] = {}
    for copy in copies:
        for key, value in copy.items():
            if key not in without and (key not in out or _canonical(value) > _canonical(out[key])):
                out[key] = value
    return out


def _in_order(data: dict[str, Any], first: tuple[str, ...]) -> dict[str, Any]:
    """The known keys in their fixed order, then the others by name."""
    return {key: data[key] for key in (*(k for k in first if k in data), *sorted(data.keys() - set(first)))}


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
