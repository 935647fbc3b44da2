"""CSV (RFC 4180): one annotation a row. What a spreadsheet would run as a formula is made text (CWE-1236).

A spreadsheet may take semicolons or tabs for separators, as those of many countries do; so a sign that begins a
formula is made harmless behind each of them, too, and behind quotes and line ends.
"""

from __future__ import annotations

import csv
import io
import re

from glossator.content.exchange.shelf import Shelf
from glossator.content.notes.annotation import format_tags
from glossator.content.text.sanitize import clean, clean_line

COLUMNS = ("document", "section", "page", "quote", "note", "tags", "color", "created", "modified", "id")
_FORMULA = re.compile(r"(^|[;,|\t\r\n\"])([^\S\t\r\n]*+)(?=[=+\-@\t\uff1d\uff0b\uff0d\uff20])")


def write(shelf: Shelf) -> str:
    """Write a head line and a row for every annotation; tags that contain blanks stand in double quotes."""
    out = io.StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_ALL)
    table.writerow(COLUMNS)
    for notebook, document in shelf:
        for item in notebook.items:
            section = ""
            if document:
                from glossator.content.notes.anchoring import locate

                anchor = locate(document.text, item.selectors)
                section = " › ".join(document.section_titles(anchor.start)) if anchor else ""
            row = (
                notebook.facts.title, clean_line(section), clean_line(item.page), clean(item.selectors.shown),
                clean(item.note), format_tags(item.tags), clean_line(item.color), clean_line(item.created),
                clean_line(item.modified), clean_line(item.id),
            )  # fmt: skip
            table.writerow([_harmless(cell) for cell in row])
    return out.getvalue()


def _harmless(cell: str) -> str:
    return _FORMULA.sub(r"\1'\2", cell)
