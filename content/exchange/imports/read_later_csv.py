"""CSV of services that keep pages for later: Raindrop, Instapaper, Pocket."""

from __future__ import annotations

from collections.abc import Mapping

from glossator.content.exchange.imports.dates import iso
from glossator.content.exchange.imports.entry import Entry, ImportedBook, unwrapped
from glossator.content.exchange.imports.given import Given


def read(given: Given) -> list[ImportedBook]:
    """Read the pages of a list; those without highlights have no entries."""
    books: dict[str, ImportedBook] = {}
    for row in given.rows:
        cells = {key.strip().lower(): value for key, value in row.items()}
        url, title = cells.get("url", ""), " ".join(cells.get("title", "").split())
        entries = _raindrop(cells) if "highlights" in cells else _instapaper(cells)
        before = books.get(url or title)
        books[url or title] = ImportedBook(title, "", (), url, ((*before.entries, *entries) if before else entries))
    return list(books.values())


def _raindrop(cells: Mapping[str, str]) -> tuple[Entry, ...]:
    """The highlights of a page, one a line in a cell, and the note on the page."""
    when = iso(cells.get("created", ""))
    quotes = [line.strip() for line in cells.get("highlights", "").split("\n") if line.strip()]
    found = [
        Entry("highlight", quote, created=when, modified=when, order=("file", (number,)))
        for number, quote in enumerate(quotes)
    ]
    note = cells.get("note", "").strip()
    tags = tuple(tag.strip() for tag in cells.get("tags", "").split(",") if tag.strip())
    on_page = [Entry("note", "", note, tags, created=when, modified=when)] if note else []
    return (*on_page, *found)


def _instapaper(cells: Mapping[str, str]) -> tuple[Entry, ...]:
    quote = unwrapped(cells.get("selection", ""))
    return (Entry("highlight", quote),) if quote else ()
