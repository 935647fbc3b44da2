"""Omnivore's export: an archive with what is known of each page, and its highlights as Markdown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

from glossator.content.errors import DocumentError, GlossatorError
from glossator.content.exchange.imports.entry import Entry, ImportedBook, mappings, plain
from glossator.content.exchange.imports.given import Given
from glossator.content.notes.page_text import loads
from glossator.content.sources.decoding import decode
from glossator.content.sources.packing import Archive

_TAGS = re.compile(r"(?:#[\w/-]+\s*)+")


def read(given: Given) -> list[ImportedBook]:
    """Read the pages of an export; those without highlights are left out.

    Raises:
        GlossatorError: The archive is damaged.
    """
    if not given.data.startswith(b"PK"):
        skipped = Entry("note", outcome=("skipped", "its highlights are in the archive's other files"))
        return [_page(page, "", (skipped,)) for page in mappings(given.json)]
    try:
        archive = Archive(given.data)
        facts = {
            plain(page.get("slug")): page
            for name in archive.names if re.fullmatch(r"(?:.*/)?metadata_[^/]*\.json", name)
            for page in mappings(loads(decode(archive.read(name))))
        }  # fmt: skip
        written = {
            PurePosixPath(name).stem: decode(archive.read(name))
            for name in archive.names if re.search(r"(?:^|/)highlights/[^/]+\.md$", name)
        }  # fmt: skip
    except (DocumentError, ValueError):
        raise GlossatorError(f"{given.shown}: a damaged archive") from None
    return [_page(facts.get(slug, {}), slug, tuple(_entries(text))) for slug, text in written.items()]


def _page(page: Mapping[str, Any], slug: str, entries: tuple[Entry, ...]) -> ImportedBook:
    title = plain(page.get("title")) or slug
    return ImportedBook(title, plain(page.get("author")), (), plain(page.get("url")), entries, slug)


def _entries(text: str) -> list[Entry]:
    """The note on the page, then quotes, each with its tags and its note behind it."""
    entries: list[Entry] = []
    quote: list[str] = []
    notes: list[str] = []
    tags: list[str] = []

    def end() -> None:
        if quote or notes:
            entries.append(Entry(
                "highlight" if quote else "note", "\n".join(quote), "\n".join(notes).strip(), tuple(tags),
                order=("file", (len(entries),)),
            ))  # fmt: skip
        quote.clear()
        notes.clear()
        tags.clear()

    was_quote = False
    for line in text.replace("\r\n", "\n").split("\n"):
        is_quote = line.startswith(">")
        if is_quote and not was_quote:
            end()
        if is_quote:
            quote.append(line[1:].strip())
        elif _TAGS.fullmatch(line.strip()) and quote and not any(notes):
            tags += [tag.lstrip("#") for tag in line.split()]
        elif line.strip() or notes:
            notes.append(line)
        was_quote = is_quote
    end()
    return [entry._replace(quote=re.sub(r"\n{2,}", "\n", entry.quote).strip()) for entry in entries]
