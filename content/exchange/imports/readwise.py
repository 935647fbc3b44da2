"""Readwise: the CSV of an export, the CSV that it imports, and the JSON of its API (version 2).

Source:
    https://readwise.io/api_deets
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from glossator.content.exchange.imports.dates import iso
from glossator.content.exchange.imports.entry import Entry, ImportedBook, mapping, mappings, plain, texts, unwrapped
from glossator.content.exchange.imports.given import Given

_LONGEST = 8191
"""Code points of a highlight that Readwise keeps."""
_INLINE = re.compile(r"(?:^|(?<=\s))\.([^\W\d_][\w-]*)(?=\s|$)")
_LEADING = re.compile(r"(?:\s*\.[^\W\d_][\w-]*(?=\s|$))+")
_TRAILING = re.compile(r"(?:(?<=\s)\.[^\W\d_A-Z][a-z\d-]*\s*)+$")
"""Tags behind a note; a name such as .NET is none."""
_MEASURES = frozenset({"location", "page", "order", "time_offset", "offset"})


def read(given: Given) -> list[ImportedBook]:
    """Read the books of an export or of an import."""
    text = given.text.lstrip()
    if text[:1] in "[{":
        data = given.json
        books = mappings(data) or mappings(mapping(data).get("results"))
        if books and any("highlights" in book for book in books):
            return [_api_book(book) for book in books]
        if books and any("text" in book for book in books):  # a list of highlights, each with its book's number
            return _flat_books(books)
        return _flat_books(mappings(mapping(data).get("highlights")))
    return _csv_books(given.rows)


def split_note(note: str) -> tuple[str, tuple[str, ...], int]:
    """Split a note into what was written, the tags before or behind it (``.word``), and a heading's level (``.h1``)."""
    level = 0
    tags: list[str] = []
    leading, trailing = _LEADING.match(note), _TRAILING.search(note)
    begin = leading.end() if leading else 0
    end = max(begin, trailing.start()) if trailing else len(note)
    for name in [*_INLINE.findall(note[:begin]), *_INLINE.findall(note[end:])]:
        if re.fullmatch(r"h[1-6]", name):
            level = int(name[1])
        else:
            tags.append(name)
    tags += [name for name in _INLINE.findall(note[begin:end]) if name.islower()]  # words of a sentence stay in it
    return note[begin:end].strip(), tuple(tags), level


def _api_book(book: Mapping[str, Any]) -> ImportedBook:
    asin = plain(book.get("asin"))
    return ImportedBook(
        plain(book.get("title")) or plain(book.get("readable_title")), plain(book.get("author")),
        (f"urn:asin:{asin}",) if asin else (), plain(book.get("source_url")),
        tuple(_api_entry(each) for each in mappings(book.get("highlights"))), plain(book.get("user_book_id")),
    )  # fmt: skip


def _api_entry(each: Mapping[str, Any]) -> Entry:
    listed = each.get("tags")
    tags = [plain(mapping(tag).get("name")) or plain(tag) for tag in (listed if isinstance(listed, list) else [listed])]
    when = plain(each.get("highlighted_at")) or plain(each.get("created_at"))
    entry = _entry(
        plain(each.get("text")), plain(each.get("note")), tags, plain(each.get("color")),
        plain(each.get("location_type")), plain(each.get("location")), when,
        plain(each.get("updated_at")) or plain(each.get("updated")),
    )._replace(id=plain(each.get("id")) or plain(each.get("external_id")))  # fmt: skip
    if each.get("is_deleted") or each.get("is_discard"):
        why = "deleted there" if each.get("is_deleted") else "discarded there"
        return entry._replace(outcome=("skipped", why))
    return entry


def _flat_books(highlights: list[Mapping[str, Any]]) -> list[ImportedBook]:
    """The books of highlights that each name their own, as they are sent to the API."""
    books: dict[tuple[str, str, str], list[Entry]] = {}
    for each in highlights:
        number = f"Readwise book {plain(each.get('book_id'))}" if each.get("book_id") else ""
        key = plain(each.get("title")) or number, plain(each.get("author")), plain(each.get("source_url"))
        entry = _api_entry(each)
        books.setdefault(key, []).append(entry._replace(id=entry.id or plain(each.get("highlight_url"))))
    return [ImportedBook(key[0], key[1], (), key[2], tuple(entries)) for key, entries in books.items()]


def _csv_books(rows: Iterable[Mapping[str, Any]]) -> list[ImportedBook]:
    books: dict[tuple[str, str], list[Entry]] = {}
    names: dict[tuple[str, str], tuple[str, str]] = {}
    for row in rows:
        def cell(*names: str, row: Mapping[str, Any] = row) -> str:
            found = next((plain(row[name]).strip() for name in names if plain(row.get(name)).strip()), "")
            return re.sub(r"^'(?=[=+\-@\t])", "", found)

        key = cell("Book Title", "Title"), cell("Book Author", "Author")
        before = names.get(key, ("", ""))
        names[key] = before[0] or cell("Amazon Book ID"), before[1] or cell("URL")
        books.setdefault(key, []).append(_entry(
            cell("Highlight"), cell("Note"), cell("Tags").split(","), cell("Color"), cell("Location Type") or "order",
            cell("Location"), cell("Highlighted at", "Date"), "",
        ))  # fmt: skip
    return [
        ImportedBook(*key, (f"urn:asin:{names[key][0]}",) if names[key][0] else (), names[key][1], tuple(entries))
        for key, entries in books.items()
    ]


def _entry(
    quote: str, note: str, tags: Iterable[str], color: str, measure: str, location: str, when: str, changed: str
) -> Entry:
    written, inline, level = split_note(note)
    number = int(location) if re.fullmatch(r"\d{1,12}", location) else None
    entry = Entry(
        "highlight", unwrapped(quote), written, (*texts([tag.strip() for tag in tags]), *inline), color,
        created=iso(when), modified=iso(changed) or iso(when), page=location if measure == "page" else "",
        location=f"{measure} {location}".strip() if location else "", is_cut=len(quote) >= _LONGEST,
        order=(measure, (number,)) if number is not None and measure in _MEASURES else None,
    )  # fmt: skip
    if level:
        entry = entry._replace(style=f"h{level}")
    return entry if entry.quote else entry._replace(kind="note")
