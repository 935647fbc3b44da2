"""A reading session: the document with its notebook, place and index; what the screen asks, files behind it."""

from __future__ import annotations

import os
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from glossator import content
from glossator.content.errors import GlossatorError, NotebookError
from glossator.content.formats import key_of, open_document
from glossator.content.formats.isolation import Watch
from glossator.content.library.reading_places import Library
from glossator.content.notes.placed import PlacedNotes, Places
from glossator.content.sources.urls import is_url
from glossator.content.text.sanitize import clean_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossator.content.document import Document
    from glossator.content.exchange import Shelf
    from glossator.content.notes.anchoring import Anchor
    from glossator.content.notes.annotation import Annotation
    from glossator.content.notes.drafts import Draft
    from glossator.content.notes.notebook import Notebook
    from glossator.content.search.index import Hit, SearchIndex

_PAGE = 12_000
"""More text than any screen shows; the head of a document must reach that far past the reading place."""

_LOCK_PATIENCE = 0.1
"""Seconds to wait for another program that holds the notebook's lock, before a change counts as unsaved."""

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
    notes: PlacedNotes
    problem: str

    @property
    def doubtful(self) -> bool:
        """True when somebody must say whether the notebook is the document's."""
        return self.notebook is not None and self.notebook.is_guess


class Session:
    """Everything about one open document that is not on screen.

    At first only the head of a large document is there, enough for a first page; ``read_whole`` brings the
    rest and the notebook from another thread, and ``adopt`` puts them in place.
    """

    def __init__(
        self, source: str, document: Document | None = None, *, whole: bool = False, whole_page: bool = False,
        watch: Watch | None = None,
    ) -> None:  # fmt: skip
        self.library = Library()
        self._requested = source  # with a name and password in it, if it has them; stored nowhere
        self._whole_page = whole_page
        kept = None if source == "-" else self.library.find(key_of(source))
        place = kept.position if kept else 0
        self._watch = watch or Watch()
        self.document = document or open_document(
            source, head=not whole and place == 0, whole_page=whole_page, watch=self._watch
        )
        self.start = min(place, len(self.document.text))
        self.notebook: Notebook | None = None
        self.notes = PlacedNotes()
        self.is_cut = False
        """True when only the beginning could be read."""
        self.overwrote: list[str] = []
        """Annotations whose unseen wording a change replaced, to be told of."""
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
                document = open_document(
                    self._requested, whole_page=self._whole_page, refresh=self._reread, watch=self._watch
                )
                seen(document)
        except GlossatorError as error:
            return Whole(document, self.notebook, self.notes, str(error))
        try:
            whole = self._with_notebook(document)
            return whole._replace(problem=" ".join(filter(None, (whole.problem, document.warning))))
        except NotebookError as error:
            return Whole(document, None, PlacedNotes(), str(error))

    def _with_notebook(self, document: Document) -> Whole:
        import filelock  # noqa: F401  # needed with the first highlight, which shall not wait for it
        from glossator.content.notes.notebook import Notebook
        from glossator.content.notes.passages import anchors

        notebook = self.notebook
        if notebook is None:
            notebook = Notebook.open(document)
        else:
            notebook.see(document)  # with what is unsaved in it, and what can be undone
        edition, items = notebook.edition, notebook.items
        return Whole(document, notebook, PlacedNotes(items, anchors(document, items), edition), notebook.problem)

    def adopt(self, whole: Whole, place: int) -> int:
        """Take what was read as the session's own; gives where ``place`` of the text so far is in it."""
        before = self.document
        self.document, self.notebook = whole.document, whole.notebook
        if self.notebook:
            self._hold()
        self.notes = whole.notes
        if self.notebook and self.notebook.edition != self.notes.edition:  # changed while it was being placed
            self._anchor_anew()
        self._reread = False
        self.is_cut = whole.document.rest > 0
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
        self._watch.stop.set()
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
        return [*self.notes.placed, *self.notes.gone]

    @property
    def anchors(self) -> dict[str, Anchor]:
        """Where the annotations stand, by id."""
        return self.notes.anchors

    @property
    def places(self) -> Places:
        """Where the annotations stand, in reading order."""
        return self.notes.places

    def item(self, annotation_id: str) -> Annotation | None:
        """The annotation with an id, None when there is none."""
        return self.notes.get(annotation_id)

    def _book(self) -> Notebook:
        if self.document.rest:
            raise NotebookError("the document could not be read to its end, nothing was changed")
        if self.notebook is None:
            whole = self._with_notebook(self.document)
            self.notebook, self.notes = whole.notebook, whole.notes
        assert self.notebook
        return self.notebook

    def highlight(self, start: int, end: int, color: str) -> Annotation:
        """Make a highlight; ``flush`` puts it on disk. Raises NotebookError."""
        from glossator.content.notes.anchoring import Anchor, describe

        made = self._book().add(describe(self.document.text, start, end), color=color)
        self._put(made, Anchor(start, end, 100.0))
        return made

    def edit(self, annotation_id: str, seen: Annotation | None = None, **changes: Any) -> None:
        """Change an annotation, which somebody saw as it is in ``seen``. Raises NotebookError."""
        from glossator.content.notes.anchoring import locate

        item = self._book().edit(annotation_id, seen=seen, **changes)
        anchor = self.anchors.get(item.id)
        if anchor is None or "selectors" in changes:
            anchor = locate(self.document.text, item.selectors)
        self._put(item, anchor)

    def remove(self, annotation_id: str) -> None:
        """Delete an annotation. Raises NotebookError."""
        book = self._book()
        book.remove(annotation_id)
        self.notes.remove(annotation_id)
        self.notes.edition = book.edition

    def _put(self, item: Annotation, anchor: Anchor | None) -> None:
        self.notes.put(item, anchor)
        self.notes.edition = self._book().edition

    def deleted(self) -> list[tuple[str, Annotation]]:
        """What was deleted in the last 90 days, the latest first."""
        return self.notebook.deleted() if self.notebook else []

    def restore(self, annotation_id: str) -> None:
        """Bring a deleted annotation back. Raises NotebookError."""
        self._book().restore(annotation_id)
        self._anchor_anew()

    def undo(self, *, redo: bool = False) -> bool:
        """Take a change back, or make it again. Raises NotebookError."""
        book = self._book()
        done = book.redo() if redo else book.undo()
        self._anchor_anew()
        return done

    def attach(self, annotation_id: str, start: int, end: int) -> None:
        """Give an annotation another passage. Raises NotebookError."""
        from glossator.content.notes.anchoring import describe

        self.edit(annotation_id, selectors=describe(self.document.text, start, end))

    def own(self, *, same: bool) -> None:
        """Somebody said whether the notebook is this document's; if not, it gets its own. Raises NotebookError."""
        from glossator.content.notes.notebook import Notebook

        if same and self.notebook:
            self.notebook.accept(self.document)
            return
        self.notebook = Notebook.new(self.document)
        self._hold()
        self.notes = PlacedNotes()

    def _hold(self) -> None:
        assert self.notebook
        self.notebook.holding = True
        self.notebook.patience = _LOCK_PATIENCE
        self.notebook.overwrote = self.overwrote.append

    @property
    def unsaved(self) -> int:
        """How many changes are not on disk yet."""
        return len(self.notebook.unsaved) if self.notebook else 0

    def flush(self) -> bool:
        """Write what is unsaved; True when nothing is left. From whatever thread; never raises."""
        return self.notebook is None or self.notebook.flush(_LOCK_PATIENCE)

    def refresh_notebook(self) -> bool:
        """Look whether somebody else wrote the notebook; True when there is something new. From whatever thread."""
        if self.notebook is None or self.document.rest or not self.ready:
            return False
        try:
            return self.notebook.refresh()
        except NotebookError as error:
            self.notebook.problem = str(error)
            return False

    def show_refreshed(self) -> None:
        """Anchor what came in with ``refresh_notebook``."""
        self._anchor_anew()

    def write_rescue_file(self) -> str:
        """Put what cannot be saved into a file elsewhere; its path, empty when all is saved. Raises OSError."""
        if self.notebook is None or (self.flush() and self.notebook.is_stored()):
            return ""
        return str(self.notebook.write_rescue_file())

    def rescue_text(self) -> str:
        """The notebook with what is unsaved, as the text of a file."""
        return self.notebook.rescue_text() if self.notebook else ""

    def _anchor_anew(self) -> None:
        """Anchor what has no place yet: passages of the same selectors stay where they were found."""
        from glossator.content.notes.passages import anchors

        assert self.notebook
        notes, edition, items = self.notes, self.notebook.edition, self.notebook.items
        seen = {item.id: notes.get(item.id) for item in items}
        new = [item for item in items if (old := seen[item.id]) is None or old.selectors != item.selectors]
        kept = dict(notes.anchors)
        for item in new:
            kept.pop(item.id, None)
        self.notes = PlacedNotes(items, kept | anchors(self.document, new), edition)

    # -- exports and drafts

    @property
    def export_name(self) -> str:
        """The file name proposed for an export of the notes."""
        stem = clean_line(self.document.title)[:80].replace("/", "-").strip(". ") or "notes"
        return f"{stem} - notes.md"

    def export(self, path: str, *, force: bool = False) -> None:
        """Write the notes to a file, in the format its name ends in. Raises GlossatorError, Exists for a file there."""
        from glossator.content.exchange import export
        from glossator.content.exchange.writing import write_export

        formats = {".md": "markdown", ".json": "json", ".csv": "csv"}
        target = Path(os.path.expanduser(path))
        if target.suffix not in formats and not (target.exists() and not target.is_file()):
            raise GlossatorError(f"{clean_line(path)}: the name must end in {', '.join(formats)}")
        shelf: Shelf = [(self._book(), self.document)]
        write_export(target, export(shelf, formats.get(target.suffix, "markdown")), shelf, force=force)

    def keep_draft(self, item: Annotation, text: str, made_for_it: bool = False) -> bool:
        """Keep a note in the making; False when it cannot be kept. From whatever thread."""
        from glossator.content.notes.drafts import keep_draft

        try:
            keep_draft(self.document, item, text, made_for_it=made_for_it)
        except OSError:
            return False
        return True

    def drop_draft(self, item: Annotation) -> None:
        """Forget a note in the making."""
        from glossator.content.notes.drafts import drop_draft

        drop_draft(self.document, item.id)

    def drafts(self) -> list[Draft]:
        """The notes that were being written on this document when the program ended."""
        from glossator.content.notes.drafts import drafts_of

        return drafts_of(self.document)

    def take_up(self, draft: Draft) -> Annotation:
        """The annotation that a draft is about, made again if it was lost. Raises NotebookError."""
        item = self.item(draft.item.id)
        if item is None:
            from dataclasses import replace

            book = self._book()
            book.put(replace(draft.item, stored={}))
            self._anchor_anew()
            item = book.get(draft.item.id)
        return item

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
                from glossator.content.search.index import SearchIndex

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
