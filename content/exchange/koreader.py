"""KOReader: the JSON of its exporter, of one book or of several."""

from __future__ import annotations

import time
from datetime import datetime
from typing import Any

from glossator.content.exchange.exported import ExportedDocument, ExportedItem
from glossator.content.storage import dump_json

_COLORS = {"pink": "red"}
"""What KOReader has no name for."""
_DRAWERS = {"underline": "underscore", "strikeout": "strikeout", "invert": "invert"}


def write(documents: list[ExportedDocument]) -> str:
    """Write one book as such, several in a list.

    Args:
        documents: What to write.
    """
    books = [_book(document) for document in documents]
    head = {"created_on": int(time.time()), "version": "json/1.0.0"}
    return dump_json({**books[0], **head} if len(books) == 1 else {**head, "documents": books})


def _book(document: ExportedDocument) -> dict[str, Any]:
    return {
        "title": document.title, "author": "\n".join(document.authors), "file": document.path,
        "entries": [_entry(item) for item in document.items if item.quote],
    }  # fmt: skip


def _entry(item: ExportedItem) -> dict[str, Any]:
    entry = {
        "chapter": item.chapter, "color": _COLORS.get(item.color, item.color), "sort": "highlight", "text": item.quote,
        "drawer": _DRAWERS.get(item.style, "lighten"), "time": _seconds(item.created), "note": item.note,
        "page": int(item.page) if item.page.isdecimal() else item.page,
        "position": "" if item.start is None else item.start,
    }  # fmt: skip
    return {key: value for key, value in entry.items() if value != ""}


def _seconds(stamp: str) -> int:
    try:
        return int(datetime.fromisoformat(stamp).timestamp())
    except (ValueError, OverflowError, OSError):
        return 0
