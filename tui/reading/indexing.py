"""Indexing: when the search index is built, and that it is the document's that is open."""

from __future__ import annotations

import asyncio
import gc
import threading
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glossator.content.search.index import SearchIndex
    from glossator.tui.reading.loaded_document import LoadedDocument

_IDLE = 1.5
"""Seconds without a move of the reader's after which the index is built although nobody searches yet."""
_SHORT_IDLE = 0.2
"""Seconds without a move after which there is time for what the reader did not ask for."""


class Activity:
    """When the reader last moved: what nobody asked for waits until the hand rests, a key never does."""

    def __init__(self) -> None:
        self._moved = time.monotonic()
        self._wanted = threading.Event()

    def note_activity(self) -> None:
        """The reader moved, and may well move again at once."""
        self._moved = time.monotonic()

    def want_index(self) -> None:
        """Somebody is about to search: the index waits no longer."""
        self._wanted.set()

    def begin_waiting(self) -> None:
        """There is something new to index: that somebody searched before does not count for it."""
        self._wanted.clear()

    def wait_until_idle(self) -> None:
        """Wait, in a background task, until the hand rests or somebody searches."""
        while (left := self._moved + _IDLE - time.monotonic()) > 0 and not self._wanted.wait(left):
            pass

    async def wait_until_briefly_idle(self) -> None:
        """Wait until the hand rests for a moment; between two keys of a quick series it does not."""
        while (left := self._moved + _SHORT_IDLE - time.monotonic()) > 0:
            await asyncio.sleep(left)


class Indexer:
    """Builds the index of a loaded document once, whoever asks first; from any thread."""

    def __init__(self) -> None:
        self._building = threading.Lock()
        self._built: tuple[int, SearchIndex] | None = None

    def build(self, loaded: LoadedDocument) -> SearchIndex:
        """Give the index of a document, built if it is not there yet.

        Args:
            loaded: What is open, read to its end.

        Returns:
            The index; it holds for ``loaded.generation`` and no other.
        """
        if loaded.index is not None:
            return loaded.index
        with self._building:
            if self._built is None or self._built[0] != loaded.generation:
                from glossator.content.search.index import SearchIndex

                self._built = loaded.generation, SearchIndex(loaded.document)
                gc.freeze()  # what was read stays until the end: a collection that walks it holds up a key
            return self._built[1]
