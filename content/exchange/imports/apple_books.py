"""Apple Books: the database of annotations, with the titles of the library's database where that lies near it."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from glossator.content.errors import GlossatorError
from glossator.content.exchange.imports.dates import seconds
from glossator.content.exchange.imports.entry import Entry, ImportedBook, cfi_order, plain, unwrapped
from glossator.content.exchange.imports.given import Given
from glossator.content.exchange.imports.sqlite import columns, database

_STYLES = {0: "underline", 1: "green", 2: "blue", 3: "yellow", 4: "pink", 5: "purple"}
_WANTED = (
    "ZANNOTATIONASSETID", "ZANNOTATIONTYPE", "ZANNOTATIONDELETED", "ZANNOTATIONSTYLE", "ZANNOTATIONISUNDERLINE",
    "ZANNOTATIONCREATIONDATE", "ZANNOTATIONMODIFICATIONDATE", "ZANNOTATIONLOCATION", "ZANNOTATIONNOTE",
    "ZANNOTATIONSELECTEDTEXT", "ZANNOTATIONUUID", "ZFUTUREPROOFING5",
)  # fmt: skip
_MOST_NEAR = 200


def read(given: Given) -> list[ImportedBook]:
    """Read the books of a library.

    Raises:
        GlossatorError: The database is damaged or of another form.
    """
    with database(given.path) as connection:
        known = [name for name in _WANTED if name in columns(connection, "ZAEANNOTATION")]
        rows = [dict(row) for row in connection.execute(f"SELECT {', '.join(known)} FROM ZAEANNOTATION")]
    titles = _titles(given.path)
    books: dict[str, list[Entry]] = {}
    for row in rows:
        entry = _entry(row)
        if row.get("ZANNOTATIONTYPE") != 3:  # that is the place where one stopped reading
            books.setdefault(plain(row.get("ZANNOTATIONASSETID")), []).append(entry)
    return [
        ImportedBook(*titles.get(asset, (f"Apple Books {asset}", "", ())), "", tuple(entries), asset)
        for asset, entries in books.items()
    ]


def _titles(path: Path) -> dict[str, tuple[str, str, tuple[str, ...]]]:
    """Titles, authors and identifiers by asset, of a library's database in this folder or one beside it."""
    found: dict[str, tuple[str, str, tuple[str, ...]]] = {}
    near = [*path.parent.glob("*.sqlite"), *path.parent.parent.glob("BKLibrary/*.sqlite")][:_MOST_NEAR]
    for each in (other for other in near if "BKLibrary" in other.name):
        try:
            with database(each) as connection:
                for row in map(dict, connection.execute("SELECT * FROM ZBKLIBRARYASSET")):
                    found[plain(row.get("ZASSETID"))] = _facts(row)
        except (GlossatorError, sqlite3.Error):
            continue
    return found


def _facts(row: Mapping[str, Any]) -> tuple[str, str, tuple[str, ...]]:
    isbn = plain(row.get("ZEPUBID")).removeprefix("urn:isbn:").replace("-", "")
    names = (f"urn:isbn:{isbn}",) if isbn.isdigit() and len(isbn) in (10, 13) else ()
    return plain(row.get("ZTITLE")), plain(row.get("ZAUTHOR")), names


def _entry(row: Mapping[str, Any]) -> Entry:
    style = row.get("ZANNOTATIONSTYLE")
    color = _STYLES.get(style if type(style) is int else 3, "yellow")
    is_underlined = bool(row.get("ZANNOTATIONISUNDERLINE")) or color == "underline"
    cfi = plain(row.get("ZANNOTATIONLOCATION"))
    entry = Entry(
        "highlight", unwrapped(plain(row.get("ZANNOTATIONSELECTEDTEXT"))), plain(row.get("ZANNOTATIONNOTE")),
        color="" if color == "underline" else color, style="underline" if is_underlined else "",
        created=seconds(row.get("ZANNOTATIONCREATIONDATE"), apple=True),
        modified=seconds(row.get("ZANNOTATIONMODIFICATIONDATE"), apple=True), id=plain(row.get("ZANNOTATIONUUID")),
        chapter=plain(row.get("ZFUTUREPROOFING5")), order=cfi_order(cfi),
        selectors=({"type": "FragmentSelector", "conformsTo": "http://www.idpf.org/epub/linking/cfi/epub-cfi.html",
                    "value": cfi},) if cfi.startswith("epubcfi(") else (),
    )  # fmt: skip
    if row.get("ZANNOTATIONDELETED"):
        return entry._replace(outcome=("skipped", "deleted there"))
    if row.get("ZANNOTATIONTYPE") == 1 or not (entry.quote or entry.note):
        return entry._replace(kind="bookmark", outcome=("skipped", "a bookmark"))
    return entry if entry.quote else entry._replace(kind="note")
