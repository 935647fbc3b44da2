"""Google Play Books, as Google Takeout has it: three JSON texts run together in one file."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from glossator.content.errors import GlossatorError
from glossator.content.exchange.imports.entry import Entry, ImportedBook, mapping, mappings, plain, texts, unwrapped
from glossator.content.exchange.imports.given import Given


def read(given: Given) -> list[ImportedBook]:
    """Read the highlights of one book.

    Raises:
        GlossatorError: There is no volume in it.
    """
    parts = run_together(given.text)
    volume = next((part for part in mappings(parts) if {"volume_info", "volumeInfo"} & part.keys()), None)
    if volume is None:
        raise GlossatorError(f"{given.shown}: no book of Google Play")
    facts = mapping(volume.get("volume_info")) or mapping(volume.get("volumeInfo"))
    found = [each for part in parts if isinstance(part, list) for each in mappings(part)]
    entries = tuple(_entry(each, number) for number, each in enumerate(found))
    names = [
        f"urn:isbn:{plain(each.get('identifier'))}"
        for each in mappings(facts.get("industry_identifiers") or facts.get("industryIdentifiers"))
        if plain(each.get("type")).startswith("ISBN")
    ]
    author = ", ".join(texts(facts.get("authors")))
    return [ImportedBook(plain(facts.get("title")), author, tuple(names), "", entries, plain(volume.get("id")))]


def run_together(text: str) -> list[Any]:
    """Read JSON texts that follow one another; what is damaged ends them."""
    decoder = json.JSONDecoder()
    found: list[Any] = []
    at = 0
    while at < len(text):
        while at < len(text) and text[at].isspace():
            at += 1
        try:
            value, at = decoder.raw_decode(text, at)
        except (ValueError, RecursionError):
            break
        found.append(value)
    return found


def _entry(each: Mapping[str, Any], number: int) -> Entry:
    entry = Entry(
        "highlight", unwrapped(plain(each.get("excerpt"))), _note(plain(each.get("note_text"))),
        color=plain(each.get("highlight_color")), chapter=plain(each.get("chapter")), page=plain(each.get("page")),
        order=("file", (number,)),
    )  # fmt: skip
    if entry.quote:
        return entry
    return entry._replace(kind="note") if entry.note else entry._replace(outcome=("skipped", "nothing in it"))


def _note(text: str) -> str:
    """The note: JSON in a string, or as it was written."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return text
    return plain(mapping(value).get("note")) if isinstance(value, dict) else text
