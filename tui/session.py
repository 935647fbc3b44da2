"""A reading session: the document with its notebook, place and index; what the screen asks, files behind it."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import content
from content.errors import GlossatorError, NotebookError
from content.formats import is_url, key_of, open_document
from content.library import Library

if TYPE_CHECKING:
    from collections.abc import Callable

    from content.anchoring import Anchor, Selectors
    from content.annotation import Annotation
    from content.document import Document
    from content.notebook import Notebook
    from content.search import Hit, SearchIndex

_PAGE = 12_000
"""More text than any screen shows; the head of a document must reach that far past the reading place."""

_LEISURE = 1.5
"""Seconds without a move of the reader's after which the search index is made although nobody searches yet."""

_REST = 0.2
"""Seconds without a move after which there is time for what the reader did not ask for."""


def bundled_article() -> str:
    """The path of the article that ships with the program."""
    return str(Path(content.__file__).parent / "articles" / "china-russia.md")


class Whole(NamedTuple):
    """A document read to its end with its notebook and where the highlights stand; ``problem`` is for people."""

    document: Document
    notebook: Notebook | None
    anchors: dict[str, Anchor]
    problem: str

    @property
    def doubtful(self) -> bool:
        """True when the notebook was found by its path only, and hardly a passage of it is in the text."""
        book = self.notebook
        return book is not None and book.guessed and len(self.anchors) * 4 < len(book.items)


class Session:
    """Everything about one open document that is not on screen.

    At first only the head of a large document is there, enough for a first page; ``read_whole`` brings the
    rest and the notebook from another thread, and ``adopt`` puts them in place.
    """

    def __init__(
        self, source: str, document: Document | None = None, *, whole: bool = False, whole_page: bool = False
    ) -> None:
        self.library = Library()
        self._whole_page = whole_page
        kept = None if source == "-" else self.library.find(key_of(source))
        place = kept.position if kept else 0
        self.document = document or open_document(source, head=not whole and place == 0, whole_page=whole_page)
        self.start = min(place, len(self.document.text))
        self.notebook: Notebook | None = None
        self.anchors: dict[str, Anchor] = {}
        self._anchored: dict[str, Selectors] = {}
        self.index: SearchIndex | None = None
        self._ready = threading.Event()
        self._wanted = threading.Event()
        self._closed = False
        self._indexing = threading.Lock()
        self._stirred = time.monotonic()
        self._reread = False
        self._stamp = self._stat()

    @property
    def length(self) -> int:
        """The length of the whole text in code points, as far as it is known."""
        return len(self.document.text) + self.document.rest

    # -- reading on

    def read_whole(self, seen: Callable[[Document], None] = lambda document: None) -> Whole:
        """The document to its end and its notebook; ``seen`` is told of the document before the notebook is read.

        Never raises: what went wrong is in ``problem``.
        """
        document = self.document
        try:
            if document.rest or self._reread:
                document = open_document(document.source, whole_page=self._whole_page, refresh=self._reread)
                seen(document)
        except GlossatorError as error:
            return Whole(document, self.notebook, self.anchors, str(error))
        try:
            return self._with_notebook(document)
        except NotebookError as error:
            return Whole(document, None, {}, str(error))

    def _with_notebook(self, document: Document) -> Whole:
        import filelock  # noqa: F401  # needed with the first highlight, which shall not wait for it

        from content.notebook import Notebook
        from content.passages import anchors

        notebook = Notebook.open(document)
        notebook.holding = True
        if self.notebook:
            notebook.unsaved = self.notebook.unsaved
        return Whole(document, notebook, anchors(document, notebook.items), notebook.problem)

    def adopt(self, whole: Whole, place: int) -> int:
        """Take what was read as the session's own; gives where ``place`` of the text so far is in it."""
        before = self.document
        self.document, self.notebook, self.anchors = whole.document, whole.notebook, whole.anchors
        self._anchored = {item.id: item.selectors for item in self.notebook.items} if self.notebook else {}
        self._reread = False
        self._ready.set()
        if before is whole.document:
            return place
        return moved(before.text, whole.document.text, place)

    def forget(self) -> None:
        """The file changed: ``read_whole`` has everything to read again."""
        self._reread = True
        self._ready.clear()
        self._wanted.clear()
        self.index = None

    @property
    def ready(self) -> bool:
        """True when the document is there to its end."""
        return self._ready.is_set()

    def close(self) -> None:
        """Nobody reads any more: what waits in another thread ends."""
        self._closed = True
        self._wanted.set()
        self._ready.set()

    async def wait(self) -> None:
        """Until the document is there to its end."""
        if not self._ready.is_set():
            import asyncio

            await asyncio.to_thread(self._ready.wait)

    # -- the notebook

    @property
    def items(self) -> list[Annotation]:
        """The annotations, in the reading order of where they stand now; those gone come last."""
        if not self.notebook:
            return []
        end = len(self.document.text) + 1
        return sorted(self.notebook.items, key=lambda i: self.anchors[i.id].start if i.id in self.anchors else end)

    def _book(self) -> Notebook:
        if self.document.rest:
            raise NotebookError("the document could not be read to its end, nothing was changed")
        if self.notebook is None:
            whole = self._with_notebook(self.document)
            self.notebook, self.anchors = whole.notebook, whole.anchors
            self._anchored = {item.id: item.selectors for item in whole.notebook.items} if whole.notebook else {}
        assert self.notebook
        return self.notebook

    def highlight(self, start: int, end: int, color: str) -> Annotation:
        """Store a highlight; on disk when this returns. Raises NotebookError."""
        from content.anchoring import describe

        made = self._book().add(describe(self.document.text, start, end), color=color)
        self._anchor_anew()
        return made

    def edit(self, annotation_id: str, **changes: object) -> None:
        """Change an annotation. Raises NotebookError."""
        self._book().edit(annotation_id, **changes)
        self._anchor_anew()

    def disown(self) -> None:
        """The notebook is another document's: this one gets its own with the first highlight."""
        from content.notebook import Notebook

        self.notebook = Notebook.new(self.document)
        self.notebook.holding = True
        self.anchors, self._anchored = {}, {}

    def attach(self, annotation_id: str, start: int, end: int) -> None:
        """Give an annotation another passage. Raises NotebookError."""
        from content.anchoring import describe

        self.edit(annotation_id, selectors=describe(self.document.text, start, end))

    @property
    def unsaved(self) -> int:
        """How many changes could not be written yet."""
        return len(self.notebook.unsaved) if self.notebook else 0

    def retry(self) -> bool:
        """Try to write what is unsaved; True when nothing is."""
        return self.notebook is None or self.notebook.retry()

    def spill(self) -> str:
        """The file that what is still unsaved was put into, empty when there is nothing. Raises OSError."""
        return str(self.notebook.spill()) if self.notebook and not self.retry() else ""

    def export(self, path: str) -> None:
        """Write the notes to a file, in the format its name ends in. Raises GlossatorError."""
        from content.exchange import export
        from content.storage import write_durably

        formats = {".md": "markdown", ".json": "json", ".csv": "csv"}
        target = Path(path).expanduser()
        if target.suffix not in formats:
            raise GlossatorError(f"{path}: the name must end in {', '.join(formats)}")
        try:
            write_durably(target, export([(self._book(), self.document)], formats[target.suffix]))
        except OSError as error:
            raise GlossatorError(f"{path}: {(error.strerror or 'cannot be written').lower()}") from None

    def notebook_changed(self) -> bool:
        """True when somebody else wrote the notebook since it was last looked at; it is read again then."""
        if self.notebook is None or self.document.rest or not self.notebook.changed():
            return False
        try:
            self.notebook.reload()
        except NotebookError:
            return False
        self._anchor_anew()
        return True

    def remove(self, annotation_id: str) -> None:
        """Delete an annotation. Raises NotebookError."""
        self._book().remove(annotation_id)
        self._anchor_anew()

    def undo(self, *, redo: bool = False) -> bool:
        """Take a change back, or make it again. Raises NotebookError."""
        book = self._book()
        done = book.redo() if redo else book.undo()
        self._anchor_anew()
        return done

    def _anchor_anew(self) -> None:
        """Anchor what has no place yet: passages of the same selectors stay where they were found."""
        from content.passages import anchors

        assert self.notebook
        now = {item.id: item.selectors for item in self.notebook.items}
        same = {key for key, selectors in now.items() if self._anchored.get(key) == selectors}
        new = [item for item in self.notebook.items if item.id not in same]
        self.anchors = {k: a for k, a in self.anchors.items() if k in same} | anchors(self.document, new)
        self._anchored = now

    # -- search

    def want_index(self) -> None:
        """Somebody is about to search."""
        self._wanted.set()

    def wait_for_leisure(self) -> None:
        """Until somebody searches, or the hand rests: the index can wait, a key cannot."""
        while (left := self._stirred + _LEISURE - time.monotonic()) > 0 and not self._wanted.wait(left):
            pass

    async def rest(self) -> None:
        """Until the hand rests for a moment, between two keys of a quick series it does not."""
        import asyncio

        while (left := self._stirred + _REST - time.monotonic()) > 0 and not self._closed:
            await asyncio.sleep(left)

    def stir(self) -> None:
        """The reader moved, and may well move again at once."""
        self._stirred = time.monotonic()

    def build_index(self) -> None:
        """Make the search index of the whole document, once; off the UI thread."""
        self._wanted.set()
        self._ready.wait()
        with self._indexing:
            if self.index is None and not self._closed:
                from content.search import SearchIndex

                self.index = SearchIndex(self.document)

    def search(self, query: str, limit: int = 20) -> list[Hit]:
        """Fuzzy search; waits for the index when it is not there yet."""
        self.build_index()
        return self.index.search(query, limit) if self.index else []

    # -- the file

    def remember(self, position: int) -> None:
        """Keep the reading place; a place that cannot be kept is no reason to stop anyone from leaving."""
        if self.document.source in ("", "-"):
            return
        try:
            self.library.remember(self.document, position, len(self.items), self.length)
        except OSError:
            return

    def _stat(self) -> tuple[int, int] | None:
        source = self.document.source
        if source in ("", "-"):
            return None
        try:
            stat = os.stat(source)
        except OSError:
            return None
        return stat.st_mtime_ns, stat.st_size

    def changed_on_disk(self) -> bool:
        """True once for each change of the document's file since it was read."""
        stamp = self._stat()
        if stamp is None or stamp == self._stamp:
            return False
        self._stamp = stamp
        return True

    def vanished(self) -> bool:
        """True when the document's file is no longer there."""
        return self.document.source not in ("", "-") and not self.is_fetched and not Path(self.document.source).exists()

    @property
    def is_fetched(self) -> bool:
        """True when the document came from a URL."""
        return is_url(self.document.source)


def moved(before: str, after: str, place: int) -> int:
    """Where a place of one text is in another version of it: at the same words, else at the same position."""
    for length in (400, 60):
        words = before[place : place + length]
        if after.startswith(words, place):
            return place
        found = after.find(words) if words else -1
        if found >= 0:
            return found
    return min(place, len(after))
