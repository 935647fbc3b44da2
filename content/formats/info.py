"""Info: what is known of how a document was read: the encoding of its text, and what was left out."""

from __future__ import annotations

from glossator.content.document import Document
from glossator.content.errors import DocumentError
from glossator.content.formats.registry import FORMATS
from glossator.content.sources.decoding import decode
from glossator.content.sources.files import read_source

_TEXTS = frozenset(format_.name for format_ in FORMATS if format_.is_text)
_TRIED = ("utf-8", "utf-16", "utf-32", "iso2022_jp_2")


def encoding_read(document: Document, asked: str = "") -> str:
    """Give the encoding that a document's text was read in; empty for a format that is no text, or a stream.

    Args:
        document: The document, whose file is read again.
        asked: The encoding that it was asked to be read in; empty for none.
    """
    from glossator.content.sources.charsets import encoding_of

    if document.format not in _TEXTS:
        return ""
    if asked or document.source in ("", "-"):
        return asked
    try:
        data = read_source(document.source).data
        text = decode(data)
    except DocumentError:
        return ""
    for name in (*_TRIED, encoding_of(data[:65536]), "cp1252"):
        if name and _reads(data, name, text):
            return name
    return ""


def _reads(data: bytes, encoding: str, text: str) -> bool:
    try:
        return data.decode(encoding).removeprefix("\ufeff") == text
    except (UnicodeError, LookupError):
        return False


def left_out(document: Document, *, is_whole: bool) -> list[str]:
    """Give what was left out of a document, and how it can be had, a line each.

    Args:
        document: The document.
        is_whole: Whether all of a page was asked for.
    """
    from glossator.content.formats.opening import open_document

    found = [document.warning] if document.warning else []
    if document.format == "html" and not is_whole and document.source not in ("", "-"):
        try:
            whole = open_document(document.source, whole_page=True)
        except DocumentError:
            return found
        words = len(whole.text.split()) - len(document.text.split())
        if words > 0:
            found.append(f"{words:,} words around the article; --whole-page shows them")
    return found
