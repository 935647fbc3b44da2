"""Zotero: annotations as its Web API gives them, and as its reader holds them.

Source:
    https://www.zotero.org/support/dev/web_api/v3/start
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from glossator.content.exchange.imports.dates import iso
from glossator.content.exchange.imports.entry import (
    Entry,
    ImportedBook,
    mapping,
    mappings,
    numbers_in,
    plain,
    unwrapped,
)
from glossator.content.exchange.imports.given import Given

_CFI = "http://www.idpf.org/epub/linking/cfi/epub-cfi.html"


def read(given: Given) -> list[ImportedBook]:
    """Read the annotations of one or more attachments; the items among them that are no annotations give the titles."""
    items = [mapping(each.get("data")) or each for each in mappings(given.json) or [mapping(given.json)]]
    by_key = {plain(item.get("key")): item for item in items}
    books: dict[str, list[Entry]] = {}
    for item in items:
        if item.get("itemType") in (None, "annotation") and ("annotationType" in item or "position" in item):
            books.setdefault(plain(item.get("parentItem")), []).append(_entry(_as_api(item)))
    return [_book(parent, by_key, entries, given) for parent, entries in books.items()]


def _book(parent: str, by_key: Mapping[str, Mapping[str, Any]], entries: list[Entry], given: Given) -> ImportedBook:
    attachment = by_key.get(parent, {})
    work = by_key.get(plain(attachment.get("parentItem")), attachment)
    names = [
        plain(person.get("name")) or f"{plain(person.get('firstName'))} {plain(person.get('lastName'))}".strip()
        for person in mappings(work.get("creators"))
    ]
    isbn = plain(work.get("ISBN")).replace("-", "").split(" ")[0]
    doi = plain(work.get("DOI"))
    identifiers = [f"urn:isbn:{isbn}"] * bool(isbn) + [f"doi:{doi}"] * bool(doi)
    title = plain(work.get("title")) or given.path.stem
    return ImportedBook(title, ", ".join(names), tuple(identifiers), plain(work.get("url")), tuple(entries), parent)


def _as_api(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """An annotation of the reader, in the words of the API."""
    if "annotationType" in item:
        return item
    position = item.get("position")
    return {
        "annotationType": item.get("type"), "annotationText": item.get("text"), "annotationColor": item.get("color"),
        "annotationComment": item.get("comment"), "annotationPageLabel": item.get("pageLabel"),
        "annotationSortIndex": item.get("sortIndex"), "key": item.get("id"), "dateAdded": item.get("dateCreated"),
        "dateModified": item.get("dateModified"), "tags": item.get("tags"),
        "annotationPosition": position if isinstance(position, str) else json.dumps(position),
    }  # fmt: skip


def _entry(item: Mapping[str, Any]) -> Entry:
    kind = plain(item.get("annotationType"))
    created = iso(plain(item.get("dateAdded")))
    tags = [plain(tag.get("tag")) or plain(tag.get("name")) for tag in mappings(item.get("tags"))]
    sort = numbers_in(plain(item.get("annotationSortIndex")))
    page = plain(item.get("annotationPageLabel"))
    entry = Entry(
        "highlight", unwrapped(plain(item.get("annotationText"))), plain(item.get("annotationComment")), tuple(tags),
        plain(item.get("annotationColor")), "underline" if kind == "underline" else "", created,
        iso(plain(item.get("dateModified"))) or created, plain(item.get("key")), page=page,
        order=("sort", sort) if sort else None, selectors=_selectors(plain(item.get("annotationPosition"))),
    )  # fmt: skip
    if kind in ("image", "ink"):
        return entry._replace(outcome=("skipped", "a picture" if kind == "image" else "a drawing"))
    if entry.quote:
        return entry
    return entry._replace(kind="note") if entry.note else entry._replace(outcome=("skipped", "nothing in it"))


def _selectors(position: str) -> tuple[Mapping[str, Any], ...]:
    """The place as Zotero has it: JSON in a string; a CFI is one of the standard's selectors."""
    try:
        value = mapping(json.loads(position))
    except (ValueError, RecursionError):
        return ()
    if value.get("conformsTo") == _CFI:
        return (value,)
    return ({"type": "zotero:Position", "value": position},) if value else ()
