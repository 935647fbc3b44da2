"""What takes a while to read, and how somebody follows that."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from glossator.content.errors import DocumentError
from glossator.content.formats import registry
from glossator.content.sources.source import Source

_HEAVY_TAGS = 28_000
"""Tags of a page from which on it is."""
_HEAVY_BLOCKS = 6_000
"""Tags in Markdown from which on it is: each may be a page of its own to parse."""
_HEAVY_HEADINGS = 25_000
"""Headings of Markdown from which on it is."""
_HEAVY_FORMS = 1_000
"""Forms of a page from which on it is: each is weighed three times."""
_HEAVY_LINES = 150_000
"""Lines of a text, or lines and signs of Markdown, from which on it is."""
_MARKDOWN_SIGNS = b"\n>[*_`<|&"
_MARKUP = ("htm", "html", "xml", "ncx")
_UNLIKELY = 8
"""Bytes of a book's text for each of its file; what people write becomes two to five times smaller."""
SMALL = 1 << 20
"""Bytes up to which a file is small."""
_MARKED_UP = ("html", "epub")
_A_MOMENT = 500_000
"""Bytes of such a file from which on one sees that it takes a moment to open."""


@dataclass(eq=False, repr=False)
class Watch:
    """How somebody follows the opening of a document: ``progress`` is told how much of how much; ``stop`` ends it."""

    progress: Callable[[int, int], None] = lambda done, total: None
    stop: threading.Event = field(default_factory=threading.Event)


def is_heavy(format_name: str, source: Source) -> bool:
    """True for what is to be read in a process of its own.

    Args:
        format_name: A name in FORMATS.
        source: What is to be read; its size in bytes decides for most formats.
    """
    heavy = _heavy_bytes(format_name)
    if not heavy:
        return True
    if source.rest:
        return False
    size = len(source.data)
    if 0 < source.packed <= SMALL < size:
        return True
    if format_name == "text" and source.data.count(b"\n") > _HEAVY_LINES:
        return True
    if format_name == "markdown" and (
        size - len(source.data.translate(None, _MARKDOWN_SIGNS)) > _HEAVY_LINES
        or source.data.count(b"<") > _HEAVY_BLOCKS
        or source.data.count(b"\n#") > _HEAVY_HEADINGS
    ):
        return True
    if format_name == "epub":
        from glossator.content.sources.packing import Archive

        with suppress(DocumentError):
            archive = Archive(source.data)
            size = sum(archive.size(name) for name in archive.names if name.lower().endswith(_MARKUP))
            if len(source.data) <= SMALL < size and size > _UNLIKELY * len(source.data):
                return True
    if format_name == "html" and (source.data.count(b"<") > _HEAVY_TAGS or _count_forms(source.data) > _HEAVY_FORMS):
        return True
    return size > heavy


def _heavy_bytes(format_name: str) -> int:
    """The bytes from which on a format is read in a process of its own; 0 for any size."""
    return next((each.heavy for each in registry.FORMATS if each.name == format_name), 0)


def _count_forms(data: bytes) -> int:
    return sum(data.count(name) for name in (b"<form", b"<FORM", b"<fieldset", b"<FIELDSET"))


def looks_heavy(name: str) -> bool:
    """Tell from a file's name and size whether it will take a moment to open; a guess, and cheap."""
    try:
        path = Path(os.path.expanduser(name))
        size = path.stat().st_size
    except (OSError, ValueError):  # a name that no file can have
        return False
    suffix = path.suffix.lower()
    if suffix in (".gz", ".xz", ".bz2", ".zip"):  # a few bytes may be a megabyte
        return True
    kind = next((each for each in registry.FORMATS if suffix in each.suffixes), None)
    return kind is not None and (not kind.heavy or (kind.name in _MARKED_UP and size > _A_MOMENT))
