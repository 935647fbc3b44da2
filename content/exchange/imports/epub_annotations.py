"""An EPUB's own annotations: those of Calibre's viewer, and those of the W3C's draft, in its ``META-INF``."""

from __future__ import annotations

from glossator.content.errors import DocumentError, GlossatorError
from glossator.content.exchange.imports import web_annotations
from glossator.content.exchange.imports.calibre import entries_of
from glossator.content.exchange.imports.entry import Entry, ImportedBook
from glossator.content.exchange.imports.given import Given
from glossator.content.sources.decoding import decode
from glossator.content.sources.packing import Archive

CALIBRE = "META-INF/calibre_bookmarks.txt"
W3C = "META-INF/annotations.json"


def read(given: Given) -> list[ImportedBook]:
    """Read what other programs wrote into an EPUB.

    Raises:
        GlossatorError: It is damaged.
    """
    entries: list[Entry] = []
    try:
        archive = Archive(given.data)
        if CALIBRE in archive.names:
            entries += entries_of(decode(archive.read(CALIBRE)))
        if W3C in archive.names:
            inner = Given(given.path, archive.read(W3C))
            entries += [entry for book in web_annotations.books_of(inner.json, inner) for entry in book.entries]
    except DocumentError as error:
        raise GlossatorError(f"{given.shown}: {error}") from None
    return [ImportedBook(given.path.stem, entries=tuple(entries), path=str(given.path))]
