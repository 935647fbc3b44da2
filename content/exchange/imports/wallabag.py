"""Wallabag's JSON: pages with their annotations, which have no dates of their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from glossator.content.exchange.imports.dates import iso
from glossator.content.exchange.imports.entry import Entry, ImportedBook, mapping, mappings, plain, texts, unwrapped
from glossator.content.exchange.imports.given import Given


def read(given: Given) -> list[ImportedBook]:
    """Read the pages of an export; those without annotations have no entries."""
    return [_book(page) for page in mappings(given.json) or [mapping(given.json)]]


def _book(page: Mapping[str, Any]) -> ImportedBook:
    return ImportedBook(
        plain(page.get("title")), ", ".join(texts(page.get("published_by"))), (), plain(page.get("url")),
        tuple(_entry(each, number) for number, each in enumerate(mappings(page.get("annotations")))),
        plain(page.get("id")),
    )  # fmt: skip


def _entry(each: Mapping[str, Any], number: int) -> Entry:
    when = iso(plain(each.get("created_at")))
    ranges = mappings(each.get("ranges"))
    entry = Entry(
        "highlight", unwrapped(plain(each.get("quote"))), plain(each.get("text")), created=when,
        modified=iso(plain(each.get("updated_at"))) or when, id=plain(each.get("id")), order=("file", (number,)),
        selectors=tuple({"type": "wallabag:Range", **each} for each in ranges),
    )  # fmt: skip
    if entry.quote:
        return entry._replace(order=None)
    return entry._replace(kind="note") if entry.note else entry._replace(outcome=("skipped", "nothing in it"))
