"""Readwise: the table that its import takes. Tags stand in the note, each behind a point, as Readwise reads them.

Source:
    https://docs.readwise.io/readwise/docs/importing-highlights
"""

from __future__ import annotations

import csv
import io
import re

from glossator.content.exchange.exported import ExportedDocument, ExportedItem

COLUMNS = ("Highlight", "Title", "Author", "URL", "Note", "Location", "Date")
_FORMULA = re.compile(r"[=@\t]|[+-](?=\S)")
"""What a spreadsheet would take a cell for a formula by (CWE-1236)."""
LONGEST_TEXT, LONGEST_TITLE, LONGEST_AUTHOR = 8191, 511, 1024


def write(documents: list[ExportedDocument]) -> str:
    """Write a row for each annotation that has words.

    Args:
        documents: What to write.
    """
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for document in documents:
        for item in document.items:
            if item.quote:
                place = "" if item.start is None else str(item.start)
                row = (
                    item.quote[:LONGEST_TEXT], document.title[:LONGEST_TITLE], document.author[:LONGEST_AUTHOR],
                    document.url, tagged_note(item), place, item.created[:19].replace("T", " "),
                )  # fmt: skip
                table.writerow([f"'{cell}" if _FORMULA.match(cell) else cell for cell in row])
    return out.getvalue()


def tagged_note(item: ExportedItem) -> str:
    """Give a note with its tags before it, each one word behind a point.

    Args:
        item: The annotation.
    """
    tags = [f".{_word(tag)}" for tag in item.tags]
    return " ".join([*(tag for tag in tags if len(tag) > 1), item.note]).strip()


def _word(tag: str) -> str:
    return re.sub(r"[^\w]+", "-", tag).strip("-")
