"""RawText: a file's own text, with where the words of its document stand in it, to the line."""

from __future__ import annotations

from bisect import bisect_right
from pathlib import Path

from glossator.content.document import Document
from glossator.content.errors import DocumentError, GlossatorError, reason
from glossator.content.formats.registry import FORMATS
from glossator.content.notes.anchoring import locate
from glossator.content.notes.selectors import Selectors
from glossator.content.sources.decoding import decode
from glossator.content.sources.urls import is_url
from glossator.content.text.bare_text import bare_text
from glossator.content.text.sanitize import shown_name

_WRITTEN = frozenset(format_.name for format_ in FORMATS if format_.is_written)
_CONTEXT = 200


class RawText:
    """The text of a file that a person writes.

    Attributes:
        text: It, as it was read; line ends as they are.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines = [0, *(at + 1 for at, sign in enumerate(text) if sign == "\n")]

    @classmethod
    def of(cls, document: Document) -> RawText | None:
        """Read the file of a document; None where it has none that a person writes."""
        if document.format not in _WRITTEN or document.source in ("", "-") or is_url(document.source):
            return None
        try:
            return cls(decode(Path(document.source).read_bytes()))
        except (OSError, DocumentError):
            return None

    @classmethod
    def read(cls, path: Path) -> RawText:
        """Read a text file. Raises GlossatorError where it is none, or not in UTF-8, for it is to be written again.

        Args:
            path: The file.
        """
        try:
            return cls(path.read_bytes().decode("utf-8"))
        except OSError as error:
            raise GlossatorError(f"{shown_name(str(path))}: {reason(error, 'unreadable')}") from None
        except UnicodeDecodeError:
            raise GlossatorError(f"{shown_name(str(path))}: not UTF-8; nothing is written into it") from None

    def line(self, position: int) -> int:
        """Give the number of a position's line, from 1."""
        return bisect_right(self._lines, position)

    def near(self, words: str) -> tuple[int, int] | None:
        """Find about where words of the document stand in the file, with whatever stands between them.

        Args:
            words: The words to look for.
        """
        found = locate(self.text, Selectors(words))
        return (found.start, found.end) if found else None

    def place(self, words: str, document: Document, start: int | None) -> tuple[int, int] | None:
        """Find where words of the document stand in the file, with the signs of its markup between them.

        Args:
            words: The words to look for.
            document: The document that the file was read as.
            start: Where they stand in the document; None where that is not known.

        Returns:
            The range in code points; None where they do not stand there, or in several places and nothing tells which.
        """
        places = bare_text(self.text).places(words)
        if len(places) < 2:
            return places[0] if places else None
        if start is None:
            return None
        before = sum(place[0] < start for place in bare_text(document.text).places(words))
        if len(bare_text(document.text).places(words)) == len(places):
            return places[before]
        around = document.text[max(0, start - _CONTEXT) : start] + words
        whole = bare_text(self.text).places(around)
        return next((place for place in places if len(whole) == 1 and place[1] == whole[0][1]), None)
