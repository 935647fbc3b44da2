"""Books: which document of this machine a book of another program is, by its identifiers, its address, or its title."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from glossator.content.document import Document
from glossator.content.errors import DocumentError
from glossator.content.exchange.imports.entry import ImportedBook
from glossator.content.exchange.imports.hypothesis import normal_address
from glossator.content.library.opened import was_opened_here
from glossator.content.library.reading_places import Library
from glossator.content.notes.annotation import CONTEXT
from glossator.content.notes.collection import notebooks
from glossator.content.notes.facts import Facts
from glossator.content.notes.files import VERSION
from glossator.content.notes.notebook import Notebook
from glossator.content.sources.urls import is_url
from glossator.content.text.bare_text import bare_text
from glossator.content.text.titles import plain_title, title_likeness

_ALIKE = 90
"""Of 100: how alike two titles are of one book."""
_AUTHOR = 60
_NAMESPACE = uuid.UUID("0b4a1c07-4f3e-5f0a-8f19-3a8f1f5f2c6d")
_LOOKED_FOR = 40
"""Quotes looked for before a document is taken for a book."""
_SHARE = 0.34
"""Share of the quotes that must be in it."""
_MOST = 8
"""Documents that are opened to find one book."""


def find_document(book: ImportedBook, open_document: Callable[[str], Document]) -> Document | None:
    """Find a book among the documents that were opened on this machine.

    Args:
        book: The book, as its source names it.
        open_document: Opens a path or URL; raises DocumentError.

    Returns:
        The document in which most of the quotes looked for stand; None where no title is like the book's, or the quotes
        are not there.
    """
    best: tuple[float, Document] | None = None
    for source in list(dict.fromkeys(_sources(book)))[:_MOST]:
        try:
            document = open_document(source)
        except DocumentError:
            continue
        share = share_found(book, document)
        if share is None:
            return document
        if share >= _SHARE and (best is None or share > best[0]):
            best = share, document
    return best[1] if best else None


def share_found(book: ImportedBook, document: Document) -> float | None:
    """Give the share of a book's quotes that stand in a document; None where it has none to look for.

    Args:
        book: The book.
        document: What it may be.
    """
    quotes = [entry.quote for entry in book.entries if entry.quote and not entry.outcome][:_LOOKED_FOR]
    if not quotes:
        return None
    text = bare_text(document.text)
    return sum(bool(text.places(quote)) for quote in quotes) / len(quotes)


def _sources(book: ImportedBook) -> Iterator[str]:
    """Sources that may be the book, the likeliest first."""
    if book.path:
        yield book.path
    if book.page:
        yield from (source for source in reversed(Facts.of(book.page).sources) if was_opened_here(source))
    readings = Library().readings()
    if book.url:
        address = normal_address(book.url)
        yield from (each.source for each in readings if is_url(each.source) and normal_address(each.source) == address)
    names = {*book.identifiers}
    alike: list[tuple[float, str]] = []
    for notebook in notebooks():
        facts = notebook.facts
        near = [source for source in facts.sources if was_opened_here(source)]
        if names & facts.names:
            yield from near
        else:
            likeness = title_likeness(book.title, facts.title) if _is_by(book, facts.author) else 0.0
            alike += [(likeness, source) for source in near]
    for each in readings:
        if not is_url(each.source):
            titles = each.title, Path(each.source).stem
            alike.append((max(title_likeness(book.title, title) for title in titles), each.source))
    for score, source in sorted(alike, key=lambda each: -each[0]):
        if score >= _ALIKE and was_opened_here(source):
            yield source


def _is_by(book: ImportedBook, author: str) -> bool:
    from rapidfuzz.fuzz import token_set_ratio

    return not book.author or not author or token_set_ratio(plain_title(book.author), plain_title(author)) >= _AUTHOR


def waiting_notebook(book: ImportedBook, folder: Path) -> Notebook:
    """Give the notebook in which a book's annotations wait for its text; a new one is not on disk yet.

    Args:
        book: The book as its source names it.
        folder: The notes folder.
    """
    key = (plain_title(book.title), plain_title(book.author))
    own = Facts.of(book.page)
    for notebook in notebooks(folder):
        facts = notebook.facts
        if facts.texts & own.texts:
            return notebook
        is_same = (plain_title(facts.title), plain_title(facts.author)) == key
        if not facts.texts and (is_same or {*book.identifiers} & facts.names):
            return notebook
    if own.texts and book.page:
        return Notebook(folder / own.file_name, {**_blank_page(), **book.page, "items": []})
    identity = uuid.uuid5(_NAMESPACE, "\0".join((*key, book.url, *book.identifiers)))
    document = {
        "title": book.title or "Untitled", "author": book.author, "format": "", "sources": [],
        "identifiers": sorted({*book.identifiers, f"urn:uuid:{identity}"}), "text_sha256": "",
        **({"url": book.url} if is_url(book.url) else {}),
    }  # fmt: skip
    page = {**_blank_page(), "glossator": {"version": VERSION, "document": document, "deleted": {}}, "items": []}
    return Notebook(folder / Facts.of(page).file_name, page)


def _blank_page() -> dict[str, Any]:
    return {"@context": CONTEXT, "id": f"urn:uuid:{uuid.uuid4()}", "type": "AnnotationPage"}
