"""KOReader's sidecars: ``metadata.epub.lua`` beside a book, its literals read and never run.

Since July 2024 ``annotations`` holds all; before that ``highlight`` has the passages by page, and ``bookmarks`` the
notes on them, joined by their time.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from glossator.content.errors import GlossatorError
from glossator.content.exchange.imports.dates import iso
from glossator.content.exchange.imports.entry import Entry, ImportedBook, mapping, plain, unwrapped
from glossator.content.exchange.imports.given import Given
from glossator.content.exchange.imports.lua import LuaError, parse_lua

_AUTOMATIC = re.compile(r"(?:Page|Seite|Página|Pagina|Страница|第)\s*\S+ .*@ [\d-]+ [\d:]+\s*$", re.S | re.I)


def read(given: Given) -> list[ImportedBook]:
    """Read the highlights of one book.

    Raises:
        GlossatorError: There is more than literals in the file, or it is no sidecar.
    """
    try:
        data = mapping(parse_lua(given.text))
    except (LuaError, RecursionError) as error:
        raise GlossatorError(f"{given.shown}: {str(error) or 'damaged'}; only Lua's literals are read") from None
    annotations = _listed(data.get("annotations"))
    if annotations:
        entries = [_entry(each, number) for number, each in annotations]
    else:
        entries = _old_entries(mapping(data.get("highlight")), _listed(data.get("bookmarks")))
    facts = {**mapping(data.get("stats")), **mapping(data.get("doc_props"))}
    path = plain(data.get("doc_path")) or plain(data.get("file"))
    title = plain(facts.get("title")) or re.sub(r"\.[^./]*$", "", re.split(r"[/\\]", path)[-1]) or _name_of(given)
    author = ", ".join(filter(None, map(str.strip, plain(facts.get("authors")).split("\n"))))
    return [ImportedBook(title, author, _identifiers(plain(facts.get("identifiers"))), entries=tuple(entries))]


def _name_of(given: Given) -> str:
    """The book's title by the folder that the file lies in, ``Title.sdr``; else by its own name."""
    folder = given.path.parent.name
    if folder.endswith(".sdr"):
        return folder.removesuffix(".sdr")
    before, sign, suffix = given.path.name.partition("metadata.")
    return before.rstrip("_") if sign and suffix.endswith(".lua") and before.strip("_") else given.path.stem


def _identifiers(line: str) -> tuple[str, ...]:
    found = re.findall(r"(?:isbn|ISBN)[:=]\s*([\dXx-]{10,17})", line)
    return tuple(f"urn:isbn:{each.replace('-', '')}" for each in found)


def _listed(value: Any) -> list[tuple[int, Mapping[str, Any]]]:
    """The tables in a list, in the order of their numbers."""
    table: Mapping[Any, Any] = mapping(value)
    return [(key, table[key]) for key in sorted(k for k in table if type(k) is int) if isinstance(table[key], dict)]


def _entry(each: Mapping[str, Any], number: int) -> Entry:
    """One annotation as they have been stored since July 2024."""
    when = plain(each.get("datetime"))
    changed = plain(each.get("datetime_updated")) or when
    page = plain(each.get("pageref")) or plain(each.get("pageno"))
    entry = Entry(
        "highlight", unwrapped(plain(each.get("text"))), plain(each.get("note")), color=plain(each.get("color")),
        style=_style(plain(each.get("drawer"))), created=iso(when), modified=iso(changed), id=_id(each),
        chapter=plain(each.get("chapter")), page=page, order=("file", (number,)), selectors=_selectors(each),
    )  # fmt: skip
    if not each.get("drawer"):
        return entry._replace(kind="bookmark", outcome=("skipped", "a bookmark"))
    return entry


def _id(each: Mapping[str, Any]) -> str:
    """Its time, which is all that tells it from others, and where it begins, for several may have one time."""
    start = each.get("pos0")
    place = plain(start) or "/".join(plain(mapping(start).get(key)) for key in ("page", "x", "y"))
    return f"{plain(each.get('datetime'))} {place}"


def _style(drawer: str) -> str:
    return {"lighten": "", "underscore": "underline", "strikeout": "strikeout", "invert": "invert"}.get(drawer, drawer)


def _selectors(each: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    start, end = each.get("pos0"), each.get("pos1")
    if isinstance(start, str) and isinstance(end, str):
        return ({
            "type": "RangeSelector", "conformsTo": "koreader:xpointer",
            "startSelector": {"type": "XPathSelector", "value": start},
            "endSelector": {"type": "XPathSelector", "value": end},
        },)  # fmt: skip
    return ()


def _old_entries(highlight: Mapping[Any, Any], bookmarks: list[tuple[int, Mapping[str, Any]]]) -> list[Entry]:
    """Passages by page with the notes that the bookmarks of the same time hold, and bookmarks without a passage."""
    by_time = {plain(mark.get("datetime")): mark for _, mark in bookmarks}
    entries: list[Entry] = []
    seen: set[str] = set()
    for page in sorted(key for key in highlight if type(key) is int):
        for number, each in _listed(highlight[page]):
            when = plain(each.get("datetime"))
            seen.add(when)
            mark = by_time.get(when, {})
            entry = _entry({**each, "drawer": each.get("drawer") or "lighten"}, number)
            entries.append(entry._replace(
                note=_own_note(mark, plain(each.get("text"))), page=entry.page or str(page),
                chapter=entry.chapter or plain(mark.get("chapter")), order=("page", (page, number)),
            ))  # fmt: skip
    for _, mark in bookmarks:
        if plain(mark.get("datetime")) in seen:
            continue
        quote = plain(mark.get("notes"))
        if mark.get("highlighted") and quote:
            entry = _entry({**mark, "text": quote, "drawer": "lighten"}, 0)
            entries.append(entry._replace(note=_own_note(mark, quote), order=None))
        else:
            entries.append(_entry({**mark, "drawer": ""}, 0))
    return entries


def _own_note(mark: Mapping[str, Any], quote: str) -> str:
    """What the reader wrote: a bookmark's text, unless the program made it of the page, the quote and the time."""
    note = plain(mark.get("text"))
    return "" if not note or note == quote or _AUTOMATIC.match(note) else note
