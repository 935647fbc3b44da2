"""One file a format behind one registry line each; every format ends in the same Document."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from importlib import import_module

from content.document import Document
from content.errors import DocumentError
from content.sanitize import clean, clean_line
from content.sources import Source, decode, read_source


@dataclass(frozen=True)
class Format:
    """How one format is known and read: ``read`` takes cleaned text and gives a Document."""

    name: str
    suffixes: tuple[str, ...]
    media_types: tuple[str, ...]
    read: Callable[[str], Document]


# Suffix to module: a format's own module is imported only when a document of its kind is opened.
MODULES = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".mdown": "markdown",
    ".mkd": "markdown",
    ".txt": "plain",
    ".text": "plain",
}


def open_document(source: str | os.PathLike[str], *, head: bool = False) -> Document:
    """Open a path, or standard input for ``-``, as a Document.

    With ``head`` only the beginning of a large file is read, enough for a first page; positions in it hold
    in the whole document as long as the text before them does. Raises DocumentError, one line, when it can't.
    """
    return read_document(read_source(source, head=head))


def read_document(source: Source) -> Document:
    """The document in bytes already read. Raises DocumentError."""
    shown = "standard input" if source.name == "-" else clean_line(source.name)
    text = clean(decode(source.data, shown, cut=source.rest > 0))
    suffix = os.path.splitext(source.name)[1].lower()
    module = MODULES.get(suffix) or ("markdown" if _looks_like_markdown(text) else "plain")
    if source.rest:
        text = text[: text.rfind("\n\n") if "\n\n" in text else text.rfind("\n") + 1 or None]
    format_: Format = import_module(f"content.formats.{module}").FORMAT
    try:
        document = format_.read(text)
    except DocumentError as error:
        raise DocumentError(f"{shown}: {error}") from None
    stem = clean_line(os.path.splitext(os.path.basename(source.name))[0])
    title = document.title or (stem if source.name != "-" else "Standard input")
    where = "-" if source.path is None else os.path.abspath(source.path)
    rest = source.rest and max(1, source.rest * len(text) // len(source.data))
    return replace(document, title=title, source=where, rest=rest)


def _looks_like_markdown(text: str) -> bool:
    """True when a text without a telling name has Markdown's unmistakable marks near its head."""
    import re

    head = text[:20000]
    return head.startswith("---\n") or bool(re.search(r"^#{1,6} \S|^```|\]\((?:https?://|#)|^\|[ :|-]+\|$", head, re.M))
