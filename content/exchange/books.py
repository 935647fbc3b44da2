"""Books: which document of this machine a book of another program is, by its identifiers, its address, or its title."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from glossator.content.document import Document
from glossator.content.errors import DocumentError
from glossator.content.exchange.imports.entry import ImportedBook
from glossator.content.exchange.imports.hypothesis import normal_address
from glossator.content.library.opened import was_opened_here
from glossator.content.library.reading_places import Library
from glossator.content.notes.annotation import CONTEXT
from glossator.content.notes.facts import Facts
from glossator.content.notes.files import VERSION, notebook_files, page_of
from glossator.content.notes.notebook import Notebook
from glossator.content.sources.fetching import is_kept
from glossator.content.sources.urls import is_url
from glossator.content.text.bare_text import bare_text
from glossator.content.text.titles import plain_title, title_likeness

_BY_TEXT = "urn:sha256:"
_ALIKE, _PERHAPS = 90, 60
"""Of 100: how alike two titles are of one book; and of what may be one, if most of the quotes are in it."""
_AUTHOR = 60
_NAMESPACE = uuid.UUID("0b4a1c07-4f3e-5f0a-8f19-3a8f1f5f2c6d")
_LOOKED_FOR = 40
"""Quotes looked for before a document is taken for a book."""
_SHARE = 0.34
"""Share of the quotes that must be in it."""
_MOST_OF_IT = 0.6
_MOST = 8
"""Documents that are opened to find one book."""


class KnownBooks:
    """The documents and notebooks of this machine; what notebooks say of their documents is read once.

    Args:
        folder: The notes folder.
        open_document: Opens a path or URL; raises DocumentError.
    """

    def __init__(self, folder: Path, open_document: Callable[[str], Document]) -> None:
        self._folder, self._open = folder, open_document
        self._readings = Library().readings()
        self._facts = {path: Facts.of(page) for path in notebook_files(folder) if (page := page_of(path))}

    def document_of(self, book: ImportedBook) -> Document | None:
        """Find a book among the documents that were opened on this machine.

        Args:
            book: The book, as its source names it.

        Returns:
            The document in which most of the quotes looked for stand; None where no title is like the book's, or the
            quotes are not there.
        """
        best: tuple[float, Document] | None = None
        sources: dict[str, float] = {}
        for source, likeness in self._sources(book):
            sources.setdefault(source, likeness)
        for source, likeness in list(sources.items())[:_MOST]:
            try:
                document = self._open(source)
            except DocumentError:
                continue
            share = share_found(book, document)
            if share is None and likeness >= _ALIKE and _is_same_volume(book.title, document.title):
                return document
            least = _SHARE if likeness >= _ALIKE else _MOST_OF_IT
            if share is not None and share >= least and (best is None or share > best[0]):
                best = share, document
        return best[1] if best else None

    def waiting_notebook(self, book: ImportedBook) -> Notebook:
        """Give the notebook in which a book's annotations wait for its text; a new one is not on disk yet.

        Args:
            book: The book as its source names it.
        """
        key = (plain_title(book.title), " ".join(sorted(plain_title(book.author).split())))
        own = Facts.of(book.page)
        for path, facts in self._facts.items():
            is_same = plain_title(facts.title) == key[0] and _is_by(book, facts.author)
            is_named = bool({*book.identifiers} & facts.names) or (bool(book.url) and _is_at(book.url, facts.url))
            is_elsewhere = bool(book.url and facts.url) and not _is_at(book.url, facts.url)
            is_waiting = not facts.texts and (is_named or (is_same and not is_elsewhere))
            is_text = book.key.startswith(_BY_TEXT) and book.key.removeprefix(_BY_TEXT) in facts.texts
            if is_waiting or is_text or facts.texts & own.texts:
                notebook = Notebook(path)
                notebook.reload()
                return notebook
        notebook = self._new_notebook(book, own, key)
        notebook.reload()  # where one of that name is there after all, it is the one
        self._facts[notebook.path] = notebook.facts
        return notebook

    def _new_notebook(self, book: ImportedBook, own: Facts, key: tuple[str, str]) -> Notebook:
        if own.texts and book.page:
            return Notebook(self._folder / own.file_name, {**_blank_page(), **book.page, "items": []})
        identity = uuid.uuid5(_NAMESPACE, "\0".join((*key, book.url, *book.identifiers)))
        document = {
            "title": book.title or "Untitled", "author": book.author, "format": "", "sources": [],
            "identifiers": sorted({*book.identifiers, f"urn:uuid:{identity}"}), "text_sha256": "",
            **({"url": book.url} if is_url(book.url) else {}),
        }  # fmt: skip
        page = {**_blank_page(), "glossator": {"version": VERSION, "document": document, "deleted": {}}, "items": []}
        return Notebook(self._folder / Facts.of(page).file_name, page)

    def _sources(self, book: ImportedBook) -> Iterator[tuple[str, float]]:
        """Sources that may be the book, the likeliest first, and how likely; an address only where its page is kept."""
        if book.path:
            yield book.path, 100.0
        for source in reversed(Facts.of(book.page).sources) if book.page else ():
            if was_opened_here(source):
                yield source, 100.0
        if book.url.startswith(("/", "file://")) and was_opened_here(path := unquote(book.url.removeprefix("file://"))):
            yield path, 100.0
        if book.url:
            address = normal_address(book.url)
            for each in self._readings:
                if is_url(each.source) and normal_address(each.source) == address and is_kept(each.source):
                    yield each.source, 100.0
        alike: list[tuple[float, str]] = []
        for facts in self._facts.values():
            if {*book.identifiers} & facts.names:
                yield from ((source, 100.0) for source in facts.sources if was_opened_here(source))
            elif facts.sources and _is_by(book, facts.author):
                names = [facts.title, *(Path(source).stem for source in facts.sources)]
                likeness = max(title_likeness(book.title, name) for name in names)
                alike += [(likeness, source) for source in facts.sources]
        for each in self._readings:
            if not is_url(each.source):
                titles = each.title, Path(each.source).stem
                alike.append((max(title_likeness(book.title, title) for title in titles), each.source))
        for score, source in sorted(alike, key=lambda each: -each[0]):
            if score >= _PERHAPS and was_opened_here(source):
                yield source, score


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


def _is_at(url: str, other: str) -> bool:
    return is_url(url) and normal_address(url) == normal_address(other)


def _is_same_volume(title: str, other: str) -> bool:
    """Whether two titles have the same numbers in them: without a quote to be found, these tell volumes apart."""
    mine, theirs = ({*re.findall(r"\d+|\b[ivxl]+\b", plain_title(each))} for each in (title, other))
    return mine == theirs


def _is_by(book: ImportedBook, author: str) -> bool:
    from rapidfuzz.fuzz import token_set_ratio

    return not book.author or not author or token_set_ratio(plain_title(book.author), plain_title(author)) >= _AUTHOR


def _blank_page() -> dict[str, Any]:
    return {"@context": CONTEXT, "id": f"urn:uuid:{uuid.uuid4()}", "type": "AnnotationPage"}
