"""Opening: from a name to a Document, step by step: read, unpack, recognise, decode and parse, name.

Reading and unpacking are ``sources.files.read_source``; decoding is ``Source.text``, asked for by the formats that are
text. Each is a function from one small dataclass to the next. A first page is read from the beginning alone where the
format can; where it cannot, or nothing is found there, all is read after that.
"""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from glossator.content.errors import DocumentError, PasswordError
from glossator.content.formats import registry
from glossator.content.formats.weight import Watch, is_heavy
from glossator.content.sources.files import is_pipe, read_source, unpacked_source
from glossator.content.sources.fragments import split_fragment
from glossator.content.sources.limits import PATIENCE
from glossator.content.sources.recognition import magic, text_format
from glossator.content.sources.source import Source
from glossator.content.sources.urls import is_url, without_credentials
from glossator.content.text.sanitize import clean_line
from glossator.content.tracing import trace

if TYPE_CHECKING:
    from glossator.content.document import Document
    from glossator.content.formats.registry import Format

_SAMPLE = 64_000
"""Bytes looked at to tell one text format from another."""


class Recognized(NamedTuple):
    """Bytes, and the format that they are in."""

    source: Source
    format: Format


def open_document(
    source: str | os.PathLike[str], *, head: bool = False, whole_page: bool = False, refresh: bool = False,
    encoding: str = "", password: str = "", patience: float = PATIENCE, watch: Watch | None = None,
) -> Document:  # fmt: skip
    """Open a document.

    Args:
        source: A path, a URL, or ``-`` for standard input.
        head: Whether only the beginning of a large file is read, enough for a first page; positions in it hold in the
            whole document as long as the text before them does.
        whole_page: Whether to keep the whole web page, not only the article.
        refresh: Whether to fetch a URL again although a copy is kept.
        encoding: The encoding of a text; empty for what it looks like.
        password: What an encrypted document opens with; empty for none.
        patience: Seconds that the server of a URL may be silent.
        watch: Follows what takes a while, and may end it.

    Returns:
        The document.

    Raises:
        DocumentError: It cannot be opened; one line says why. PasswordError where it opens with another password.
    """
    wished = partial(replace, whole_page=whole_page, encoding=encoding, password=password)
    read = partial(read_source, source, patience=patience)
    recognized = recognize(wished(read(head=head, refresh=refresh)))
    if recognized.source.rest and not recognized.format.has_head:
        whole = wished(read(), head=True)
        recognized = recognized._replace(source=whole)
    try:
        document = parse(recognized, watch)
    except DocumentError:
        if not recognized.source.rest:
            raise
        # There is no text in the beginning alone: what there is to read may stand far below.
        recognized = recognize(wished(read()))
        document = parse(recognized, watch)
    return replace(named(document, recognized.source), source=key_of(os.fspath(source)))


def read_document(source: Source, watch: Watch | None = None) -> Document:
    """Open a document from bytes that were read already. Raises DocumentError.

    Args:
        source: The bytes, and what is known of where they came from.
        watch: Told of the process that reads them, so that it can be stopped.
    """
    recognized = recognize(source)
    return named(parse(recognized, watch), source)


def open_fetched(source: Source, *, whole_page: bool = False, encoding: str = "", password: str = "") -> Document:
    """Open a document that was fetched already, as the server sent it. Raises DocumentError.

    Args:
        source: The server's bytes, still packed if it sent them so.
        whole_page: Read menus and advertisements as well as the article.
        encoding: The encoding of a text; empty for what it looks like.
        password: What an encrypted document opens with; empty for none.
    """
    wished = replace(unpacked_source(source), whole_page=whole_page, encoding=encoding, password=password)
    document = read_document(wished)
    return replace(document, source=key_of(source.name))


def recognize(source: Source) -> Recognized:
    """Tell the format: by the bytes, then by the name or what the server says, then by how the text looks.

    Raises:
        DocumentError: It is none that is known.
    """
    by_name = {format_.name: format_ for format_ in registry.FORMATS}
    if source.media_type == by_name["folder"].media_types[0] and source.path is not None:
        return Recognized(source, by_name["folder"])
    if known := by_name.get(magic(source.data)):
        return Recognized(source, known)
    for format_ in registry.FORMATS:  # text/plain is what servers call anything they know nothing of
        if source.media_type in format_.media_types and source.media_type != "text/plain":
            return Recognized(source, format_)
    for format_ in registry.FORMATS:
        if source.suffix in format_.suffixes:
            return Recognized(source, format_)
    try:
        sample = source.text if len(source.data) <= _SAMPLE else _beginning(source).text
    except DocumentError as error:
        raise DocumentError(f"{source.shown}: {error}") from None
    return Recognized(source, by_name[text_format(source.data, sample[:20_000])])


def _beginning(source: Source) -> Source:
    """The beginning of a text, to look at: all of it is decoded once, when it is parsed."""
    return replace(source, data=source.data[:_SAMPLE], rest=max(1, source.rest))


def parse(recognized: Recognized, watch: Watch | None = None) -> Document:
    """Read a document in its format, in a process of its own where that is safer. Raises DocumentError.

    Args:
        recognized: The source and its format.
        watch: Told of the process that reads it, so that it can be stopped.
    """
    source, format_ = recognized.source, recognized.format
    is_apart = is_heavy(format_.name, source)
    how = " in a process of its own" if is_apart else ""
    trace("%s: %d bytes, reading as %s%s", source.shown, len(source.data), format_.name, how)
    try:
        document = _read_apart(source, format_.module, watch) if is_apart else format_.read(source)
        trace("%s: %d code points, %d sections", source.shown, len(document.text), len(document.sections))
        return document
    except PasswordError as error:
        raise PasswordError(f"{source.shown}: {error}") from None
    except DocumentError as error:
        raise DocumentError(f"{source.shown}: {error}") from None


def named(document: Document, source: Source) -> Document:
    """Give a document its title, where it has none, and what is known of where it came from.

    Args:
        document: As its format gave it.
        source: Where it came from.
    """
    stem = clean_line(os.path.splitext(os.path.basename(source.name))[0])
    title = document.title or (stem if source.name != "-" else "Standard input")
    return replace(
        document, title=title, source=key_of(source.name), url=without_credentials(document.url or source.url),
        file_hash=source.file_hash, warning=source.warning or document.warning,
        is_old_copy=bool(source.warning),
    )  # fmt: skip


def key_of(source: str) -> str:
    """Give the name a source is remembered by: an absolute path, a URL without name, password and part, or ``-``."""
    source = split_fragment(source)[0]
    if is_url(source):
        return without_credentials(source)
    return "-" if source == "-" or is_pipe(source) else os.path.abspath(os.path.expanduser(source))


def _read_apart(source: Source, module: str, watch: Watch | None) -> Document:
    from glossator.content.formats.isolation import read_isolated

    return read_isolated(source, module, watch)
