"""Foliate's and Readest's JSON: passages with a CFI, one file a book."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from glossator.content.exchange.imports.dates import iso, seconds
from glossator.content.exchange.imports.entry import (
    Entry,
    ImportedBook,
    cfi_order,
    mapping,
    mappings,
    plain,
    texts,
    unwrapped,
)  # fmt: skip
from glossator.content.exchange.imports.given import Given

_CFI = "http://www.idpf.org/epub/linking/cfi/epub-cfi.html"
_STYLES = frozenset({"underline", "squiggly", "strikethrough"})


def read(given: Given) -> list[ImportedBook]:
    """Read the highlights of one book."""
    data = given.json
    root = mapping(data)
    facts = mapping(root.get("metadata")) or mapping(root.get("book")) or root
    lists = [mappings(root.get(key)) for key in ("annotations", "booknotes", "notes", "highlights")]
    items = mappings(data) or next(filter(None, lists), [])
    identifier = plain(facts.get("identifier"))
    name = given.path.parent.name if given.path.stem == "config" else given.path.stem  # a folder a book
    title = plain(facts.get("title")) or plain(mapping(facts.get("title")).get("en"))
    authors = facts.get("author") or facts.get("creator") or facts.get("authors")
    people = authors if isinstance(authors, list) else [authors]
    names = [plain(mapping(each).get("name")) or plain(each) for each in people]
    return [ImportedBook(
        title or name, ", ".join(filter(None, names)), texts(identifier), "", tuple(map(_entry, items)),
        plain(facts.get("hash")) or plain(facts.get("bookHash")) or identifier,
    )]  # fmt: skip


def _when(value: Any) -> str:
    return iso(value) if isinstance(value, str) else seconds(value)


def _entry(item: Mapping[str, Any]) -> Entry:
    cfi = plain(item.get("value")) or plain(item.get("cfi"))
    color, style = plain(item.get("color")), plain(item.get("style"))
    created = _when(item.get("created") or item.get("createdAt") or item.get("created_at"))
    changed = _when(item.get("modified") or item.get("updatedAt") or item.get("updated_at"))
    chapter = next((plain(item[key]) for key in ("chapter", "sectionLabel", "tocLabel") if plain(item.get(key))), "")
    entry = Entry(
        "highlight", unwrapped(plain(item.get("text"))), plain(item.get("note")), texts(item.get("tags")),
        "" if color in _STYLES else color, next((each for each in (color, style) if each in _STYLES), ""), created,
        changed or created, plain(item.get("id")) or cfi, chapter, plain(item.get("page")), order=cfi_order(cfi),
        selectors=({"type": "FragmentSelector", "conformsTo": _CFI, "value": cfi},) if cfi else (),
    )  # fmt: skip
    if item.get("deletedAt") or item.get("deleted_at"):
        return entry._replace(outcome=("skipped", "deleted there"))
    if plain(item.get("type")) == "bookmark":
        return entry._replace(kind="bookmark", outcome=("skipped", "a bookmark"))
    if entry.quote:
        return entry
    return entry._replace(kind="note") if entry.note else entry._replace(outcome=("skipped", "nothing in it"))
