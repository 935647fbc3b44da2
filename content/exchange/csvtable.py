"""CSV (RFC 4180): one annotation a row. What a spreadsheet would run as a formula is made text (CWE-1236).

A spreadsheet may take semicolons or tabs for separators, as those of many countries do; so a sign that begins a
formula is made harmless behind each of them, too, and behind quotes and line ends.
"""

from __future__ import annotations

import csv
import io
import re

from glossator.content.exchange.exported import ExportedDocument
from glossator.content.notes.annotation import format_tags

COLUMNS = (
    "document", "author", "year", "section", "page", "quote", "wording", "state", "note", "tags", "color", "created",
    "modified", "link", "position", "id",
)  # fmt: skip
_FORMULA = re.compile(r"(^|[;,|\t\r\n\"])([^\S\t\r\n]*+)(?=[=+\-@\t\uff1d\uff0b\uff0d\uff20])")


def write(documents: list[ExportedDocument]) -> str:
    """Write a head line and a row for every annotation; tags that contain blanks stand in double quotes.

    Args:
        documents: What to write.
    """
    out = io.StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_ALL)
    table.writerow(COLUMNS)
    for document in documents:
        for item in document.items:
            wording = item.wording if item.state == "reworded" else ""
            row = (
                document.title, document.author, document.year, " › ".join(item.section), item.page, item.quote,
                wording, item.state, item.note, format_tags(item.tags), item.color, item.created, item.modified,
                item.link, "" if item.start is None else str(item.start), item.id,
            )  # fmt: skip
            table.writerow([harmless(cell) for cell in row])
    return out.getvalue()


def harmless(cell: str) -> str:
    """Give a cell that no spreadsheet runs as a formula."""
    return _FORMULA.sub(r"\1'\2", cell)
