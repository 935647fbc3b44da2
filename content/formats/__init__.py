"""One file a format and one registry line for it; every format ends in the same Document."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from glossator.content.errors import DocumentError
from glossator.content.formats.isolation import Watch, is_heavy, read_isolated
from glossator.content.sources.files import read_source
from glossator.content.sources.recognition import magic, text_format
from glossator.content.sources.source import Source
from glossator.content.sources.urls import is_url, without_credentials
from glossator.content.text.sanitize import clean_line

if TYPE_CHECKING:
    from glossator.content.document import Document


class Format(NamedTuple):
    """How one format is known, and the module whose ``read(source)`` gives its Document, imported when it is needed.

    ``read`` raises DocumentError, with what is wrong and without the name.
    """

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    module: str
    has_head: bool = False
    """True when the beginning of the bytes can be read by itself."""

    @property
    def read(self) -> Callable[[Source], Document]:
        """The module's function."""
        found: Callable[[Source], Document] = import_module(f"{__name__}.{self.module}").read
        return found


FORMATS = [
    Format("markdown", (".md", ".markdown", ".mdown", ".mkd"), ("text/markdown",), "markdown", True),
    Format("text", (".txt", ".text"), ("text/plain",), "plain", True),
    Format("html", (".html", ".htm", ".xhtml"), ("text/html", "application/xhtml+xml"), "html"),
    Format("epub", (".epub",), ("application/epub+zip",), "epub"),
    Format("pdf", (".pdf",), ("application/pdf",), "pdf"),
    Format(
        "docx", (".docx",), ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
        "docx",
    ),
    Format("odt", (".odt",), ("application/vnd.oasis.opendocument.text",), "odt"),
]  # fmt: skip


def open_document(
    source: str | os.PathLike[str], *, head: bool = False, whole_page: bool = False, refresh: bool = False,
    watch: Watch | None = None,
) -> Document:  # fmt: skip
    """Open a path, a URL, or standard input for ``-``, as a Document.

    With ``head`` only the beginning of a large file is read, enough for a first page; positions in it hold
    in the whole document as long as the text before them does. ``whole_page`` keeps what stands around a web
    page's article; ``refresh`` fetches a URL anew; ``watch`` follows what takes a while, and may end it.
    Raises DocumentError, one line, when it can't.
    """
    found = read_source(source, head=head, refresh=refresh)
    if found.rest and not format_of(found).has_head:
        found = replace(read_source(source), head=True)
    try:
        document = read_document(replace(found, whole_page=whole_page), watch)
    except DocumentError:
        if not found.rest:
            raise
        # Its beginning makes no document by itself: what it says may stand far below.
        document = read_document(replace(read_source(source), whole_page=whole_page), watch)
    return replace(document, source=key_of(os.fspath(source)))


def key_of(source: str) -> str:
    """Give the name a source is remembered by, whatever folder one stands in.

    A URL without a name and password, ``-``, or an absolute path.
    """
    if is_url(source):
        return without_credentials(source)
    return source if source == "-" else os.path.abspath(os.path.expanduser(source))


def read_document(source: Source, watch: Watch | None = None) -> Document:
    """The document in bytes already read, in a process of its own where that is safer. Raises DocumentError."""
    try:
        format_ = format_of(source)
        if is_heavy(format_.name, source):
            document = read_isolated(source, format_.module, watch)
        else:
            document = format_.read(source)
    except DocumentError as error:
        raise DocumentError(f"{source.shown}: {error}") from None
    stem = clean_line(os.path.splitext(os.path.basename(source.name))[0])
    title = document.title or (stem if source.name != "-" else "Standard input")
    return replace(
        document, title=title, source=key_of(source.name), url=without_credentials(document.url or source.url),
        bytes_sha256="" if document.rest else source.bytes_sha256, warning=source.warning or document.warning,
    )  # fmt: skip


def format_of(source: Source) -> Format:
    """The format of a source: what its bytes say, then what its name or its server says, then what it looks like."""
    by_name = {format_.name: format_ for format_ in FORMATS}
    if found := by_name.get(magic(source.data)):
        return found
    for format_ in FORMATS:
        if source.media_type in format_.media_types and source.media_type != "text/plain":
            return format_
    for format_ in FORMATS:
        if source.suffix in format_.suffixes:
            return format_
    return by_name[text_format(source.data, source.text[:20_000])]


__all__ = ["FORMATS", "Format", "is_url", "key_of", "open_document", "read_document"]
