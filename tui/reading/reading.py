"""Reading: all that is open, in one place: document, notes, index, file, and the way of positions from then to now."""

from __future__ import annotations

import asyncio
import itertools
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from glossator import content
from glossator.content.formats import key_of
from glossator.content.library.reading_places import Library
from glossator.content.sources.source import NO_WISHES, Wishes
from glossator.content.sources.urls import is_url
from glossator.content.text.sanitize import clean_line
from glossator.tui.reading.file_watch import FileWatch
from glossator.tui.reading.indexing import Activity, Indexer
from glossator.tui.reading.loaded_document import LoadedDocument
from glossator.tui.reading.loader import Loader
from glossator.tui.reading.note_taking import NoteTaking
from glossator.tui.reading.position_map import PositionMap

if TYPE_CHECKING:
    from glossator.content.document import Document
    from glossator.content.formats.weight import Watch
    from glossator.content.search.index import SearchIndex
    from glossator.tui.reading.loader import LoadRequest, LoadResult

_WORDS = 60
"""Characters by which a place is known."""
_MAPS = 4
"""Generations back from which a position is mapped: one that is under way is at most a few of them old."""


def bundled_article() -> str:
    """Give the path of the article that ships with the program."""
    return str(Path(content.__file__).parent / "articles" / "china-russia.md")


class Reading:
    """What is open.

    Attributes:
        loaded: The document as it is open now; replaced as a whole, on the UI thread.
        notes: The notes on it.
        loader: Reads its source.
        activity: When the reader last moved.
        start: Where it was left, in code points of the document first opened.
        is_closed: True once nobody reads it any more.
    """

    def __init__(
        self, source: str, document: Document | None = None, *, to_end: bool = False, wishes: Wishes = NO_WISHES,
        watch: Watch | None = None,
    ) -> None:  # fmt: skip
        """Open a source.

        Args:
            source: A path, a URL or ``-``.
            document: The document, where it was opened already.
            to_end: Whether to read all of it at once, not its head first.
            wishes: How it is to be read.
            watch: Follows the opening, and may end it.

        Raises:
            DocumentError: It cannot be opened.
        """
        self.is_closed = False
        self._library = Library()
        kept = None if source == "-" else self._library.find(key_of(source))
        self._kept_highlights = kept.highlights if kept else 0
        position = kept.position if kept else 0
        self.loader = Loader(source, wishes=wishes, watch=watch)
        self.file = FileWatch(document.source if document else key_of(source))  # as it is before it is read
        document = document or self.loader.open(head=not to_end and position == 0)
        self.loaded = LoadedDocument(document)
        self.notes = NoteTaking(document)
        self.activity = Activity()
        self.start = min(position, len(document.text))
        self._indexer = Indexer()
        self._maps: dict[int, tuple[PositionMap, int]] = {}
        """By generation: where its positions stand in the next one, and which that is."""
        self._generations = itertools.count(1)
        self._coming: tuple[Document, int] | None = None
        """What was read and is not open yet, with the generation that it will be."""
        self._taken = asyncio.Event()

    @property
    def document(self) -> Document:
        """The document that is open now."""
        return self.loaded.document

    @property
    def generation(self) -> int:
        """The generation that positions belong to now."""
        return self.loaded.generation

    def generation_of(self, document: Document) -> int:
        """The generation of what is open, or of what was read and may be opened: no two have the same."""
        if document is self.document:
            return self.generation
        if self._coming is None or self._coming[0] is not document:
            self._coming = document, next(self._generations)
        return self._coming[1]

    @property
    def latest_document(self) -> Document:
        """What was read last: what is open, or what is about to be."""
        return self._coming[0] if self._coming else self.document

    @property
    def is_complete(self) -> bool:
        """True when the document is there to its end, with its notebook, and nothing is being read."""
        return self.loaded.is_complete and not self.loader.is_busy

    async def wait_until_complete(self) -> None:
        """Wait until the document is there to its end."""
        while not self.is_complete:
            self._taken.clear()
            await self._taken.wait()

    async def wait_until_previewed(self) -> None:
        """Wait until the document is there to its end, and its notes can be shown if not changed yet."""
        while not self.is_complete and not self.notes.placed.placed:
            self._taken.clear()
            await self._taken.wait()

    @property
    def is_fetched(self) -> bool:
        """True when the document came from a URL."""
        return is_url(self.document.source)

    # -- state, on the UI thread

    def request(self, *, refresh: bool = False) -> LoadRequest:
        """Ask for the document to its end; with ``refresh`` for all of it again, as its file is now."""
        if refresh or self.document.rest:  # else nothing is read again
            self.file.was_written()
        return self.loader.request(self.document, self.notes.notebook, self.notes.placed, refresh=refresh)

    def replace_state(self, result: LoadResult) -> PositionMap | None:
        """Take what a request gave as what is open now.

        Args:
            result: The result of the latest request.

        Returns:
            Where the positions so far stand in the document now; None when it is the same document.
        """
        before, document = self.loaded, result.document
        changed = document is not before.document
        mapping = None
        if changed:
            mapping = PositionMap(before.document.text, document.text)
            self._maps[before.generation] = mapping, self.generation_of(document)
            for old in [*self._maps][:-_MAPS]:
                del self._maps[old]
        self.loaded = LoadedDocument(
            document, self.generation_of(document), None if changed else before.index, not result.is_preview,
            document.rest > 0,
        )  # fmt: skip
        self._coming = None
        if result.request.notebook is self.notes.notebook:
            self.notes.replace_state(document, result.notebook, result.placed)
        else:  # another one was begun since, by an answer
            self.notes.see(document)
        self._taken.set()
        return mapping

    def take_index(self, index: SearchIndex, generation: int) -> bool:
        """Take an index that was built in the background; False when it is another document's.

        Args:
            index: What was built.
            generation: Of the document it was built for.
        """
        if generation != self.generation or not self.loaded.is_complete:
            return False
        self.loaded = replace(self.loaded, index=index)
        return True

    def build_index(self, loaded: LoadedDocument) -> SearchIndex:
        """Give the index of what was open at some moment; from any thread."""
        return self._indexer.build(loaded)

    def position_now(self, position: int, generation: int) -> int | None:
        """Map a position of an earlier generation to the present one; None when that is too long ago, or never was.

        Args:
            position: A code point.
            generation: The one it belongs to.
        """
        while generation != self.generation:
            if generation not in self._maps:
                return None
            mapping, generation = self._maps[generation]
            position = mapping.position(position)
        return position

    def range_now(self, start: int, end: int, generation: int) -> tuple[int, int] | None:
        """Map a range of an earlier generation to where its words stand now; None when they are gone.

        Args:
            start: First code point.
            end: Code point after the last.
            generation: The one they belong to.
        """
        while generation != self.generation:
            if generation not in self._maps:
                return None
            mapping, generation = self._maps[generation]
            if (mapped := mapping.range(start, end)) is None:
                return None
            start, end = mapped
        return start, end

    def words_at(self, position: int) -> str:
        """Give the words by which a place is found again in a text that changed; see ``find_words``."""
        return self.document.text[position : position + _WORDS]

    def find_words(self, words: str, position: int) -> int:
        """Find a place again in the document as it is now.

        Args:
            words: What stood there; may be empty.
            position: Where it stood, in code points.

        Returns:
            Where the same words stand nearest to that, else that position, within the text.
        """
        text = self.document.text
        position = min(max(0, position), max(0, len(text) - 1))
        if not words.strip() or text.startswith(words, position):
            return position
        before, after = text.rfind(words, 0, position + len(words)), text.find(words, position)
        return min((at for at in (before, after) if at >= 0), key=lambda at: abs(at - position), default=position)

    # -- leaving

    def remember(self, position: int, end: int) -> None:
        """Keep the reading place; one that cannot be kept is no reason to stop anyone from leaving.

        Args:
            position: The first code point on screen.
            end: The last one.
        """
        if self.document.source in ("", "-"):
            return
        highlights = len(self.notes.items) if self.notes.notebook else self._kept_highlights
        try:
            self._library.remember(self.document, position, highlights, self.loaded.length, end)
        except OSError:
            return

    def close(self) -> None:
        """Nobody reads any more: what is being read is given up."""
        self.is_closed = True
        self.loader.stop()

    @property
    def export_name(self) -> str:
        """The file name proposed for an export of the notes."""
        stem = clean_line(self.document.title)[:80].replace(os.sep, "-").replace("/", "-").strip(". ") or "notes"
        return f"{stem} - notes.md"
