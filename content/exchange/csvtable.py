"""CSV (RFC 4180): one annotation a row. Cells that a spreadsheet would run as formulas are prefixed (CWE-1236)."""

from __future__ import annotations

import csv
import io

from content.exchange import Shelf
from content.sanitize import clean, clean_line

COLUMNS = ("document", "section", "quote", "note", "tags", "color", "created", "modified", "id")


def write(shelf: Shelf) -> str:
    """A head line and a row for every annotation."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(COLUMNS)
    for notebook, document in shelf:
        for item in notebook.items:
            section = ""
            if document:
                from content.anchoring import locate

                anchor = locate(document.text, item.selectors)
                section = " › ".join(document.section_titles(anchor.start)) if anchor else ""
            row = (
                clean_line(str(notebook.document.get("title") or "")), section, clean(item.selectors.exact),
                clean(item.note), " ".join(item.tags), item.color, item.created, item.modified, item.id,
            )  # fmt: skip
            table.writerow([_harmless(cell) for cell in row])
    return out.getvalue()


def _harmless(cell: str) -> str:
    return "'" + cell if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
