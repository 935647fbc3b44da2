"""What a large notebook shows until it is read: the annotations whose passages stand where they stood.

Reading a notebook means checking and settling all that is in it, which takes a second for 50,000 annotations. Most of
them stand where they stood, and to show these it is enough to pick a few fields out of each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import msgspec

from glossator.content.document import Document
from glossator.content.errors import NotebookError
from glossator.content.notes.anchoring import Anchor
from glossator.content.notes.annotation import Annotation
from glossator.content.notes.files import read_bytes
from glossator.content.notes.placed import PlacedNotes
from glossator.content.notes.selectors import LONGEST_QUOTE, Selectors


class _Quote(msgspec.Struct, gc=False):
    type: Literal["TextQuoteSelector"]
    exact: str
    prefix: str
    suffix: str


class _Position(msgspec.Struct, gc=False):
    type: Literal["TextPositionSelector"]
    start: int
    end: int


class _Target(msgspec.Struct, gc=False):
    selector: tuple[_Quote, _Position]


class _Item(msgspec.Struct, gc=False):
    id: str
    target: _Target


class _Facts(msgspec.Struct):
    text_sha256: str


class _Inner(msgspec.Struct):
    document: _Facts
    deleted: dict[str, str] = {}


class _Page(msgspec.Struct):
    glossator: _Inner
    items: list[msgspec.Raw]


class _Later(Mapping[str, Any]):
    """Stored JSON that is parsed when it is first asked for: most of many annotations are never on screen."""

    def __init__(self, raw: msgspec.Raw) -> None:
        self._raw = raw

    @cached_property
    def _parsed(self) -> dict[str, Any]:
        """Whatever stands in it: fields that nobody asked for were not looked at before."""
        try:
            return msgspec.json.decode(self._raw, type=dict[str, Any])
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            return {}

    def __getitem__(self, key: str) -> Any:
        return self._parsed[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._parsed)

    def __len__(self) -> int:
        return len(self._parsed)


def preview(document: Document, path: Path) -> PlacedNotes | None:
    """Give what can be shown of a notebook at once.

    Args:
        document: A document, read to its end.
        path: A file that may be its notebook.

    Returns:
        Annotations as the file has them, with where they stand; all others are left out. None when the file is not
        this document's notebook or cannot be read so.
    """
    try:
        page = msgspec.json.decode(read_bytes(path) or b"", type=_Page)
    except (NotebookError, msgspec.MsgspecError, UnicodeError, RecursionError):
        return None
    if page.glossator.document.text_sha256 != document.text_sha256:
        return None
    items: list[Annotation] = []
    anchors: dict[str, Anchor] = {}
    for raw, read in _plain(page):
        quote, position = read.target.selector
        if not _stands(document.text, quote, position) or read.id in page.glossator.deleted:
            continue
        found = Selectors(quote.exact, quote.prefix, quote.suffix, position.start, position.end)
        items.append(Annotation.unread(read.id, found, _Later(raw)))
        anchors[read.id] = Anchor(position.start, position.end, 100.0)
    return PlacedNotes(items, anchors)


def _plain(page: _Page) -> Iterator[tuple[msgspec.Raw, _Item]]:
    """The items that have the shape in which this program writes a short passage."""
    decode = msgspec.json.Decoder(_Item).decode
    for raw in page.items:
        try:
            yield raw, decode(raw)
        except (msgspec.MsgspecError, UnicodeError, RecursionError):
            continue


def _stands(text: str, quote: _Quote, position: _Position) -> bool:
    """Whether the text has a passage with its surroundings where it was; what it has is clean."""
    start, length = position.start, len(quote.exact)
    if not 0 < length <= LONGEST_QUOTE or position.end != start + length or start < len(quote.prefix):
        return False
    return text.startswith(quote.prefix + quote.exact + quote.suffix, start - len(quote.prefix))
