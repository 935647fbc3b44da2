"""KOReader's exporter: its JSON, of one book or of several."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from glossator.content.exchange.imports.dates import seconds
from glossator.content.exchange.imports.entry import Entry, ImportedBook, mapping, mappings, plain, unwrapped
from glossator.content.exchange.imports.given import Given


def read(given: Given) -> list[ImportedBook]:
    """Read the books of an export."""
    data = mapping(given.json)
    return [_book(each) for each in (mappings(data.get("documents")) or [data])]


def _book(data: Mapping[str, Any]) -> ImportedBook:
    entries = tuple(_entry(each, number) for number, each in enumerate(mappings(data.get("entries"))))
    author = ", ".join(filter(None, map(str.strip, plain(data.get("author")).split("\n"))))
    return ImportedBook(plain(data.get("title")), author, entries=entries)


def _entry(each: Mapping[str, Any], number: int) -> Entry:
    when = seconds(each.get("time"))
    drawer = plain(each.get("drawer"))
    entry = Entry(
        "highlight", unwrapped(plain(each.get("text"))), plain(each.get("note")), color=plain(each.get("color")),
        style={"lighten": "", "underscore": "underline"}.get(drawer, drawer), created=when, modified=when,
        id=f"{plain(each.get('time'))} {plain(each.get('pn_xp'))}".strip(), chapter=plain(each.get("chapter")),
        page=plain(each.get("page")), order=("file", (number,)),
        position=each["position"] if type(each.get("position")) is int else None,
    )  # fmt: skip
    if each.get("sort") == "bookmark" or not entry.quote:
        return entry._replace(kind="bookmark", outcome=("skipped", "a bookmark"))
    return entry
