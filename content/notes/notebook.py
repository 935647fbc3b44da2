"""Notebook: the annotations of one document on disk; a W3C AnnotationPage, written whole.

A change is durable before it is acknowledged. A reader's window sets ``holding``: a change is then shown at once,
stands in ``unsaved``, and is written by ``flush``, from another thread, in the order in which the changes were made.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from glossator.content.document import Document
from glossator.content.errors import NotebookError
from glossator.content.folders import notes_folder
from glossator.content.notes.annotation import Annotation, new_id
from glossator.content.notes.change_queue import ChangeQueue
from glossator.content.notes.changes import Change, changed_page
from glossator.content.notes.copies import readable_copies
from glossator.content.notes.facts import Facts, page_with_facts
from glossator.content.notes.files import copies_of, new_page, original_of, siblings_of, stamp_of
from glossator.content.notes.finding import Match, find_notebook
from glossator.content.notes.merging import without_old_trash
from glossator.content.notes.page_reader import PageReader
from glossator.content.notes.page_text import page_text
from glossator.content.notes.remembered import is_gone, note_annotated, note_folder
from glossator.content.notes.selectors import Selectors
from glossator.content.notes.shown_items import ShownItems
from glossator.content.notes.stored_page import StoredPage
from glossator.content.notes.unsaved import forget_unsaved, keep_unsaved, unsaved_of
from glossator.content.stamps import now
from glossator.content.storage import clear_temporary
from glossator.content.text.sanitize import clean_line
from glossator.content.tracing import trace

Json = dict[str, Any]


class Notebook(PageReader):
    """One document's annotations.

    Attributes:
        match: What says that the notebook is the document's; None for a new one.
        overwrote: Called with the id of each annotation whose unseen wording a change replaced; its history keeps it.
    """

    def __init__(self, path: Path, page: Json | None = None) -> None:
        """Begin with a page in memory, of any shape, and the path of its file, which need not be there."""
        self.match: Match | None = None
        self.overwrote: Callable[[str], None] = lambda annotation_id: None
        self._stored = StoredPage(path, page, self._show_page)
        self._shown = ShownItems()
        self._queue = ChangeQueue(self._write, self._shown.show, lambda: self._show_page(self.page))
        self._document: Document | None = None

    # -- opening

    @classmethod
    def open(cls, document: Document, folder: Path | None = None) -> Notebook:
        """Open the notebook of a document; it is not made on disk before its first annotation.

        Args:
            document: The document, read to its end.
            folder: The notes folder, unless it is the usual one.

        Returns:
            The notebook found, with ``match``, or a new one without. One that is not surely the document's (see
            ``is_guess``) is to be asked about before anything is written into it.

        Raises:
            NotebookError: It cannot be read.
        """
        folder = folder or notes_folder()
        clear_temporary(folder)
        if folder.is_dir():
            note_folder(folder)
        match = find_notebook(document, folder)
        trace("notebook: %s", f"{match.path.name}, by its {match.reason}" if match else "none yet")
        if match is None:
            notebook = cls.new(document, folder)
            notebook._absorb_kept()
            if is_gone(folder):
                notebook.problem = f"{clean_line(str(folder))}: this notes folder held notes, and is gone"
            return notebook
        notebook = cls(original_of(match.path) or match.path, new_page(document))
        notebook.match = match._replace(page=None)
        notebook._document = document
        if match.page is not None and notebook.path == match.path:
            notebook._stored.meet(match.page, match.stamp)
        else:
            notebook.reload()
        if copies_of(notebook.path) or siblings_of(notebook.path):
            notebook.absorb()
        notebook._absorb_kept()
        return notebook

    @classmethod
    def new(cls, document: Document, folder: Path | None = None) -> Notebook:
        """Make a notebook of the document's own, whatever others there are; not on disk yet."""
        page = new_page(document)
        notebook = cls((folder or notes_folder()) / Facts.of(page).file_name, page)
        notebook._document = document
        return notebook

    @classmethod
    def of_page(cls, path: Path, page: Json) -> Notebook:
        """Make a notebook of a page that was just read from its file."""
        notebook = cls(path)
        notebook._stored.meet(page, stamp_of(path))
        return notebook

    @property
    def path(self) -> Path:
        """The notebook's file."""
        return self._stored.path

    @property
    def problem(self) -> str:
        """What is wrong with the file, on one line; empty for nothing."""
        return self._stored.problem

    @problem.setter
    def problem(self, problem: str) -> None:
        self._stored.problem = problem

    @property
    def holding(self) -> bool:
        """Whether changes are held in ``unsaved`` until ``flush``."""
        return self._queue.is_holding

    @holding.setter
    def holding(self, holding: bool) -> None:
        self._queue.is_holding = self._stored.is_waiting = holding

    def hold(self, patience: float) -> None:
        """Hold changes from now on, and wait so many seconds only for others that hold the file's lock."""
        self.holding = True
        self._stored.patience = patience

    @property
    def unsaved(self) -> list[Change]:
        """The changes that are not written yet, in their order."""
        return self._queue.unsaved

    @property
    def page(self) -> Json:
        """The W3C AnnotationPage, settled."""
        return self._stored.page

    @property
    def items(self) -> list[Annotation]:
        """The annotations in reading order, those not saved yet among them."""
        with self._queue.lock:
            return list(self._shown.items)

    @property
    def edition(self) -> int:
        """Another number whenever the items are others."""
        return self._shown.edition

    @property
    def read_only(self) -> bool:
        """True for a notebook of a newer version."""
        return self._stored.is_read_only

    @property
    def is_guess(self) -> bool:
        """True when nobody can tell, without asking, that it is the document's."""
        return self.match is not None and not self.match.is_sure

    def get(self, annotation_id: str) -> Annotation:
        """Give the annotation with an id. Raises NotebookError."""
        item = next((item for item in self._shown.items if item.id == annotation_id), None)
        if item is None:
            raise NotebookError(f"{clean_line(annotation_id)}: no such annotation")
        return item

    def reload(self) -> None:
        """Read the file again and merge it with what is in memory. Raises NotebookError."""
        self._stored.reload()

    def refresh(self) -> bool:
        """Look whether another program wrote the file; True when there is something new. Raises NotebookError."""
        return self._stored.refresh()

    def is_stored(self) -> bool:
        """Make sure, before the program ends, that the file holds what is in memory; False when it cannot."""
        return self._stored.is_stored()

    def _show_page(self, page: Json) -> None:
        read = self._shown.read(page)
        with self._queue.lock:
            self._shown.replace(read, self.unsaved)

    # -- changing

    def add(
        self, selectors: Selectors, *, color: str = "yellow", note: str = "", tags: tuple[str, ...] = ()
    ) -> Annotation:
        """Add a highlight; it is durable on disk when this returns, unless ``holding``. Raises NotebookError."""
        moment = now()
        made = Annotation(new_id(), selectors, color, note, tags, moment, moment, self.target)
        self._make(Change(None, made))
        return made

    def edit(self, annotation_id: str, *, seen: Annotation | None = None, **changes: Any) -> Annotation:
        """Change ``note``, ``tags``, ``color`` or ``selectors`` of an annotation.

        Args:
            annotation_id: Which one.
            seen: The annotation as it was when somebody began to change it, if that is a while ago: a wording that
                came in between is kept in the history, and ``overwrote`` is told.
            changes: What it shall be.

        Raises:
            NotebookError: There is no such annotation, or it cannot be saved.
        """
        before = seen or self.get(annotation_id)
        after = replace(before, **changes, modified=now())
        self._make(Change(before, after))
        return after

    def remove(self, annotation_id: str) -> None:
        """Delete an annotation; it can be restored for 90 days, its tombstone stays. Raises NotebookError."""
        self._make(Change(self.get(annotation_id), None))

    def restore(self, annotation_id: str) -> Annotation:
        """Bring a deleted annotation back. Raises NotebookError."""
        item = next((item for _, item in self.deleted() if item.id == annotation_id), None)
        if item is None:
            raise NotebookError(f"{clean_line(annotation_id)}: no such deleted annotation")
        self.put(replace(item, modified=now()))
        return self.get(annotation_id)

    def put(self, item: Annotation) -> None:
        """Put an annotation in that was made before, such as one a draft is about. Raises NotebookError."""
        self._make(Change(None, item))

    def see(self, document: Document) -> None:
        """Take another version of the document as the one that is open; from any thread."""
        self._document = document

    def accept(self, document: Document) -> None:
        """Take the notebook as the document's, as the reader answered, and do not ask again. Raises NotebookError."""
        self._document = document
        self.match = Match(self.path, "text")
        self._write([])

    def undo(self, *, redo: bool = False) -> bool:
        """Undo the last change, or redo the one undone last; False when there is none. Raises NotebookError."""
        self._require_writable()
        return self._queue.redo() if redo else self._queue.undo()

    def _make(self, change: Change) -> None:
        self._require_writable()
        self._queue.make(change)

    def _require_writable(self) -> None:
        if self.read_only:
            raise NotebookError(self.problem)

    # -- writing

    def flush(self, patience: float = 0.05) -> bool:
        """Write what is held, in the order it was made; from any thread.

        Args:
            patience: Seconds to wait for another program that holds the file's lock.

        Returns:
            True when nothing is left unsaved; else ``problem`` says why.
        """
        why = self._queue.flush(patience)
        if why:
            self.problem = why
        return not why

    def _write(self, batch: list[Change], patience: float | None = None) -> None:
        """Apply changes to the page as it is on disk now, and store it. Raises NotebookError."""

        def make(page: Json) -> Json:
            for change in batch:
                page = changed_page(page, change, self.overwrote)
            return without_old_trash(page_with_facts(page, None if self.is_guess else self._document), now())

        is_alone = self._stored.change(make, patience)
        if self._document is not None:
            note_annotated(self._document.source)
        with self._queue.lock:
            self._queue.written(batch)
            if is_alone:
                self._shown.apply(self.page, batch, self.unsaved)
            else:
                self._show_page(self.page)

    # -- copies

    def absorb(self, *copies: Path) -> int:
        """Merge other copies of this notebook in.

        The copies that file syncing left are gathered, too, and removed once the merged file is durable; one that is
        another document's, or of a newer version, is left as it is.

        Args:
            copies: Files to merge; they are left as they are.

        Returns:
            How many could be read.

        Raises:
            NotebookError: The merged page cannot be saved.
        """
        found = readable_copies(self.path, copies)
        if found.problem:
            self.problem = found.problem
        if not found.pages:
            return 0
        self._require_writable()
        is_blank = not (found.own or self._stored.was_on_disk or self._shown.items)
        problem, page_id = self.problem, self.page["id"]
        self._stored.change(lambda page: found.merged_into(page, page_id, is_blank=is_blank))
        self.problem = problem
        self._show_page(self.page)
        for copy in found.synced:
            copy.unlink(missing_ok=True)
        return len(found.pages)

    def _absorb_kept(self) -> None:
        """Merge what a reader kept elsewhere because it could not be saved when it ended."""
        kept = unsaved_of(self.path)
        try:
            if kept:
                self.absorb(*kept)
        except NotebookError as error:
            self.problem = str(error)
            return
        for path in kept:
            forget_unsaved(path)

    def write_rescue_file(self) -> Path:
        """Put the notebook with what is unsaved into a file elsewhere, and give its path. Raises OSError."""
        return keep_unsaved(self.path, self.rescue_text())

    def rescue_text(self) -> str:
        """Give the page with what is unsaved, as the text of a file."""
        page = self.page
        for change in list(self.unsaved):
            page = changed_page(page, change, self.overwrote)
        return page_text(page_with_facts(page, None if self.is_guess else self._document))
