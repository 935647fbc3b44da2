"""Marks: places by a letter, small ones in a document, capitals across all."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from glossator.content.library.by_document import ByDocument
from glossator.content.sources.urls import without_credentials

_ANYWHERE = "*"
"""Under this name stand the marks of all documents."""


class Mark(NamedTuple):
    """A place: a position in code points, and the words that stand there, by which it is found in a changed text."""

    source: str
    position: int
    words: str


class Marks:
    """The marks that were set, by document."""

    def __init__(self, folder: Path | None = None) -> None:
        self._kept = ByDocument("marks.json", folder)

    def find(self, source: str, name: str) -> Mark | None:
        """Give a mark of a document by its letter; a capital is looked for among those of all documents.

        Args:
            source: The path or URL of the document.
            name: One letter; a-z belong to the document, A-Z to all.
        """
        entry = _table(self._kept.get(_key(source, name))).get(name)
        if not isinstance(entry, dict):
            return None
        mark = entry.get("source"), entry.get("position"), entry.get("words")
        if not (isinstance(mark[0], str) and type(mark[1]) is int and isinstance(mark[2], str)):
            return None
        return Mark(mark[0], max(0, mark[1]), mark[2])

    def set(self, name: str, mark: Mark) -> None:
        """Set a mark. Raises OSError when it cannot be written; a damaged file is kept aside.

        Args:
            name: One letter; a-z belong to the document, A-Z to all.
            mark: The document and the place in it.
        """
        mark = mark._replace(source=without_credentials(mark.source))
        self._kept.change(_key(mark.source, name), lambda kept: _table(kept) | {name: mark._asdict()})


def _key(source: str, name: str) -> str:
    return _ANYWHERE if name.isupper() else source


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
