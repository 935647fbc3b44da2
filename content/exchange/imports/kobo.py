"""Kobo: ``.kobo/KoboReader.sqlite``, its table of bookmarks, in the order of the chapters."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Mapping
from typing import Any

from glossator.content.exchange.imports.dates import iso
from glossator.content.exchange.imports.entry import Entry, ImportedBook, plain, unwrapped
from glossator.content.exchange.imports.given import Given
from glossator.content.exchange.imports.sqlite import columns, database

_Placed = tuple[tuple[int, float], Mapping[str, Any]]
_COLORS = ("yellow", "pink", "blue", "green")


def read(given: Given) -> list[ImportedBook]:
    """Read the books of a device.

    Raises:
        GlossatorError: The database is damaged or of another form.
    """
    with database(given.path) as connection:
        connection.execute("SELECT BookmarkID, VolumeID, ContentID, Text FROM Bookmark LIMIT 1")
        contents = _contents(connection)
        rows = [dict(row) for row in connection.execute("SELECT * FROM Bookmark")]
    books: dict[str, list[_Placed]] = {}
    for row in rows:
        chapter = _chapter(contents, row)
        progress = row.get("ChapterProgress")
        place = (_number(chapter.get("VolumeIndex")), float(progress) if isinstance(progress, int | float) else 0.0)
        books.setdefault(plain(row.get("VolumeID")), []).append((place, {**row, "chapter": chapter}))
    return [_book(volume, contents.get(volume, {}), found) for volume, found in books.items()]


def _contents(connection: sqlite3.Connection) -> dict[str, dict[str, Any]]:
    if not columns(connection, "content"):
        return {}
    found = {plain(row["ContentID"]): dict(row) for row in connection.execute("SELECT * FROM content")}
    for name, row in list(found.items()):  # the entries of the contents, which name a file and have its title
        volume, _, path = name.partition("#")
        path = re.sub(r"^\(\d+\)|-\d+$", "", path)
        if plain(row.get("ContentType")) == "899" and path and (chapter := found.get(f"{volume}!!{path}")):
            chapter["Title"] = plain(row.get("Title")) or chapter.get("Title")
    return found


def _chapter(contents: Mapping[str, Mapping[str, Any]], row: Mapping[str, Any]) -> Mapping[str, Any]:
    """The chapter of a bookmark; newer firmware writes its path alone, without the book's before it."""
    name, volume = plain(row.get("ContentID")), plain(row.get("VolumeID"))
    bare = name.partition("!!")[2] or name
    for key in (name, f"{volume}!!{bare}", f"{volume}!{bare}"):
        if key in contents:
            return contents[key]
    return {}


def _book(volume: str, facts: Mapping[str, Any], found: list[_Placed]) -> ImportedBook:
    found.sort(key=lambda each: each[0])
    isbn = re.sub(r"\D", "", plain(facts.get("ISBN")))
    titles = {plain(row["chapter"].get("BookTitle")) for _, row in found} - {""}
    name = re.sub(r"(?:\.kepub)?\.\w{2,5}$", "", volume.rpartition("/")[2])
    return ImportedBook(
        plain(facts.get("Title")) or next(iter(titles), "") or name, plain(facts.get("Attribution")),
        (f"urn:isbn:{isbn}",) if len(isbn) in (10, 13) else (), "",
        tuple(_entry(row, number) for number, (_, row) in enumerate(found)), volume,
    )  # fmt: skip


def _entry(row: Mapping[str, Any], number: int) -> Entry:
    color = row.get("Color")
    created = iso(plain(row.get("DateCreated")))
    chapter = row["chapter"]
    entry = Entry(
        "highlight", unwrapped(plain(row.get("Text"))), plain(row.get("Annotation")),
        color=_COLORS[color] if type(color) is int and 0 <= color < len(_COLORS) else "", created=created,
        modified=iso(plain(row.get("DateModified"))) or created, id=plain(row.get("BookmarkID")),
        chapter=plain(chapter.get("Title")), order=("file", (number,)),
    )  # fmt: skip
    if plain(row.get("Type")) == "dogear" or not (entry.quote or entry.note):
        return entry._replace(kind="bookmark", outcome=("skipped", "a bookmark"))
    if plain(row.get("Hidden")).lower() in ("1", "true"):
        return entry._replace(outcome=("skipped", "deleted there"))
    return entry if entry.quote else entry._replace(kind="note")


def _number(value: Any) -> int:
    return value if type(value) is int else 0
