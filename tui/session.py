"""A reading session: the document with its notebook, place and index; what the screen asks, files behind it."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path

from content.anchoring import Anchor, describe
from content.annotation import Annotation
from content.document import Document
from content.errors import NotebookError
from content.formats import open_document
from content.library import Library
from content.notebook import Notebook, anchors
from content.search import Hit, SearchIndex


def bundled_article() -> str:
    """The path of the article that ships with the program."""
    return str(files("content") / "articles" / "china-russia.md")


class Session:
    """Everything about one open document that is not on screen."""

    def __init__(self, source: str, document: Document | None = None) -> None:
        self.document = document or open_document(source)
        self.library = Library()
        self.notebook: Notebook | None = None
        self.anchors: dict[str, Anchor] = {}
        self.problem = ""
        self._index: SearchIndex | None = None
        self._stamp = self._stat()
        kept = None if self.document.source in ("", "-") else self.library.find(self.document.source)
        self.start = min(kept.position, len(self.document.text)) if kept else 0

    def open_notebook(self) -> None:
        """Find the notebook and anchor its highlights; a problem becomes ``problem``, never an exception."""
        try:
            self.notebook = Notebook.open(self.document)
            self.problem = self.notebook.problem
            self.anchors = anchors(self.document, self.notebook.items)
        except NotebookError as error:
            self.problem = str(error)

    @property
    def items(self) -> list[Annotation]:
        """The annotations, in the reading order of where they stand now; those gone come last."""
        if not self.notebook:
            return []
        end = len(self.document.text) + 1
        return sorted(self.notebook.items, key=lambda i: self.anchors[i.id].start if i.id in self.anchors else end)

    def _book(self) -> Notebook:
        if self.notebook is None:
            self.open_notebook()
        if self.notebook is None:
            raise NotebookError(self.problem or "no notebook")
        return self.notebook

    def highlight(self, start: int, end: int, color: str) -> Annotation:
        """Store a highlight; on disk when this returns. Raises NotebookError."""
        made = self._book().add(describe(self.document.text, start, end), color=color)
        self._reanchor()
        return made

    def edit(self, annotation_id: str, **changes: object) -> None:
        """Change an annotation. Raises NotebookError."""
        self._book().edit(annotation_id, **changes)
        self._reanchor()

    def remove(self, annotation_id: str) -> None:
        """Delete an annotation. Raises NotebookError."""
        self._book().remove(annotation_id)
        self._reanchor()

    def undo(self, *, redo: bool = False) -> bool:
        """Take a change back, or make it again. Raises NotebookError."""
        book = self._book()
        done = book.redo() if redo else book.undo()
        self._reanchor()
        return done

    def _reanchor(self) -> None:
        if self.notebook:
            self.anchors = anchors(self.document, self.notebook.items)

    def build_index(self) -> None:
        """Make the search index; takes a moment for a book, so off the UI thread."""
        if self._index is None:
            self._index = SearchIndex(self.document)

    def search(self, query: str, limit: int = 50) -> list[Hit]:
        """Fuzzy search; builds the index when it is not there yet."""
        self.build_index()
        assert self._index
        return self._index.search(query, limit)

    def remember(self, position: int) -> None:
        """Keep the reading place; a place that cannot be kept is no reason to stop anyone from leaving."""
        if self.document.source in ("", "-"):
            return
        try:
            self.library.remember(self.document, position, len(self.items))
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
        return self.document.source not in ("", "-") and not Path(self.document.source).exists()

    def reload(self) -> None:
        """Read the document again. Raises DocumentError."""
        self.document = open_document(self.document.source)
        self._index = None
        self.open_notebook()
