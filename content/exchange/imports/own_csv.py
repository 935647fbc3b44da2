"""Our own CSV: one annotation a row, as ``gloss notes export --to csv`` writes it."""

from __future__ import annotations

import re

from glossator.content.exchange.imports.dates import iso
from glossator.content.exchange.imports.entry import Entry, ImportedBook
from glossator.content.exchange.imports.given import Given
from glossator.content.notes.annotation import parse_tags

_GUARDED = re.compile(r"(^|[;,|\t\r\n\"])([^\S\t\r\n]*)'(?=[=+\-@\t＝＋－＠])")
"""The apostrophe that keeps a spreadsheet from running a cell."""


def read(given: Given) -> list[ImportedBook]:
    """Read the documents of an export."""
    books: dict[tuple[str, str], list[Entry]] = {}
    for number, row in enumerate(given.rows):
        cells = {key: _GUARDED.sub(r"\1\2", value) for key, value in row.items()}
        position = cells.get("position", "")
        chapter = cells.get("section", "").split(" › ")[-1]
        books.setdefault((cells.get("document", ""), cells.get("author", "")), []).append(Entry(
            "highlight", cells.get("quote", ""), cells.get("note", ""), parse_tags(cells.get("tags", "")),
            cells.get("color", ""), created=iso(cells.get("created", "")), modified=iso(cells.get("modified", "")),
            id=cells.get("id", ""), chapter=chapter, page=cells.get("page", ""), order=("file", (number,)),
            position=int(position) if position.isdecimal() else None,
        ))  # fmt: skip
    return [ImportedBook(title, author, entries=tuple(entries)) for (title, author), entries in books.items()]
