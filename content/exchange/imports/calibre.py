"""Calibre: the annotations that its viewer puts into an EPUB, and the files that it exports.

Source:
    calibre's ``gui2/viewer/annotations.py`` and ``db/annotations.py``.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from typing import Any

from glossator.content.errors import GlossatorError
from glossator.content.exchange.imports.dates import iso
from glossator.content.exchange.imports.entry import (
    Entry,
    ImportedBook,
    mapping,
    mappings,
    numbers_in,
    plain,
    texts,
    unwrapped,
)  # fmt: skip
from glossator.content.exchange.imports.given import Given

PACKED = "encoding=json+base64:"


def read(given: Given) -> list[ImportedBook]:
    """Read an export, or what stands in an EPUB under ``META-INF/calibre_bookmarks.txt``."""
    if given.text.startswith(PACKED):
        return [ImportedBook(given.path.stem, entries=entries_of(given.text))]
    data = mapping(given.json)
    items = mappings(data.get("highlights")) or mappings(data.get("annotations"))
    title = plain(data.get("title")) or _title_in(items) or given.path.stem
    author = ", ".join(texts(data.get("authors"))) or ", ".join(texts(data.get("author")))
    return [ImportedBook(title, author, entries=tuple(map(_entry, items)))]


def entries_of(packed: str) -> tuple[Entry, ...]:
    """Give the entries of annotations as they are packed in an EPUB.

    Raises:
        GlossatorError: They are damaged.
    """
    try:
        return tuple(map(_entry, mappings(json.loads(base64.b64decode(packed.removeprefix(PACKED))))))
    except (ValueError, RecursionError):
        raise GlossatorError("calibre_bookmarks.txt: damaged") from None


def _title_in(items: list[Mapping[str, Any]]) -> str:
    return next((plain(each.get("book_title")) for each in items if plain(each.get("book_title"))), "")


def _entry(item: Mapping[str, Any]) -> Entry:
    style = mapping(item.get("style"))
    kind, which = plain(style.get("kind")), plain(style.get("which"))
    when = iso(plain(item.get("timestamp")))
    chapters = texts(item.get("toc_family_titles"))
    spine = item.get("spine_index")
    start = plain(item.get("start_cfi"))
    entry = Entry(
        "highlight", unwrapped(plain(item.get("highlighted_text"))), plain(item.get("notes")),
        color=plain(style.get("background-color")) or (which if kind != "decoration" else ""),
        style=which if kind == "decoration" else "", created=when, modified=when, id=plain(item.get("uuid")),
        chapter=chapters[-1] if chapters else "", location=start,
        order=("cfi", (spine, *numbers_in(start))) if start and type(spine) is int else None,
        selectors=_selectors(item),
    )  # fmt: skip
    if item.get("removed"):
        return entry._replace(outcome=("skipped", "deleted there"))
    if item.get("type") in ("bookmark", "last-read") or not entry.quote:
        return entry._replace(kind="bookmark", outcome=("skipped", "a bookmark"))
    return entry


def _selectors(item: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """Where it stands in the book's own terms: a file of the spine, and CFIs within it."""
    kept = {key: item[key] for key in ("spine_index", "spine_name", "start_cfi", "end_cfi") if key in item}
    return ({"type": "calibre:CfiSelector", **kept},) if "start_cfi" in kept else ()
