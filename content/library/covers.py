"""Covers: the picture on the front of a book of the library."""

from __future__ import annotations

from glossator.content.errors import DocumentError
from glossator.content.formats.epub import cover_in
from glossator.content.sources.files import read_source
from glossator.content.sources.urls import is_url


def may_have_cover(source: str) -> bool:
    """Tell whether a document is a book on this machine that may have a cover, by its name."""
    return not is_url(source) and source.lower().endswith(".epub")


def cover_of(source: str) -> bytes:
    """Give the picture on the cover of a book.

    Args:
        source: Where the book is.

    Raises:
        DocumentError: It has none, is damaged, or is not there any more.
    """
    if not may_have_cover(source):
        raise DocumentError("a document without a cover")
    return cover_in(read_source(source).data)
