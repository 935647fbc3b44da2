"""Notebook: the annotations of one document on disk; a W3C AnnotationPage, written whole.

A change is durable before it is acknowledged. A reader's window sets ``queues_changes``: a change is then shown at
once, stands in ``unsaved``, and is written by ``flush``, from another thread, in the order in which they were made.
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
from glossator.content.notes.changes import Change, changed_page
from glossator.content.notes.copies import readable_copies
from glossator.content.notes.facts import Facts, page_with_facts, with_round
from glossator.content.notes.files import Stamp, copies_of, new_page, original_of, siblings_of
from glossator.content.notes.finding import Match, find_notebook
from glossator.content.notes.merging import merge, without_old_trash
from glossator.content.notes.open_page import OpenPage
from glossator.content.notes.page_fragments import page_fragment
from glossator.content.notes.page_text import page_text
from glossator.content.notes.remembered import is_gone, note_annotated, note_folder
from glossator.content.notes.selectors import Selectors
from glossator.content.notes.unsaved import keep_unsaved, unsaved_of
from glossator.content.stamps import now
from glossator.content.storage import clear_temporary
from glossator.content.text.sanitize import clean_line
from glossator.content.tracing import trace

Json = dict[str, Any]
_MOMENT = 0.2
"""Seconds that somebody waits to see a document's notes for another program that holds their lock."""


class Notebook(OpenPage):
    """One document's annotations.

    Attributes:
        match: What says that the notebook is the document's; None for a new one.
        overwrote: Called with the id of each annotation whose unseen wording a change replaced; its history keeps it.
    """

    def __init__(self, path: Path, page: Json | None = None) -> None:
        """Begin with a page in memory, of any shape, and the path of its file, which need not be there."""
        super().__init__(path, page, self._write)
        self.match: Match | None = None
        self.overwrote: Callable[[str], None] = lambda annotation_id: None
        self._document: Document | None = None

    # -- opening

    @classmethod
    def open(cls, document: Document, folder: Path | None = None, *, but: Path | None = None) -> Notebook:
        """Open the notebook of a document; it is not made on disk before its first annotation.

        Args:
            document: The document, read to its end.
            folder: The notes folder, unless it is the usual one.
            but: A notebook that is not meant.

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
        match = find_notebook(document, folder, but=but)
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
        if match.page is not None and match.stamp is not None and notebook.path == match.path:
            notebook._stored.meet(match.page, match.stamp)
        else:
            notebook.reload()
        if copies_of(notebook.path) or siblings_of(notebook.path):
            notebook.absorb()
        notebook._absorb_kept()
        return notebook

    @classmethod
    def new(cls, document: Document, folder: Path | None = None) -> Notebook:
        """Make a notebook of the document's own, whatever others there are; not on disk yet.

        Args:
            document: What the notes will be about.
            folder: Where notebooks are kept; None for the usual one.
        """
        page = new_page(document)
        notebook = cls((folder or notes_folder()) / Facts.of(page).file_name, page)
        notebook._document = document
        return notebook

    @classmethod
    def of_page(cls, path: Path, page: Json, stamp: Stamp | None) -> Notebook:
        """Make a notebook of a page that was just read from its file.

        Args:
            path: The notebook's file.
            page: Its JSON.
            stamp: The file's state from before it was read; one from behind it might be that of another page.
        """
        notebook = cls(path)
        notebook._stored.meet(page, stamp)
        return notebook

    @property
    def is_guess(self) -> bool:
        """True when nobody can tell, without asking, that it is the document's."""
        return self.match is not None and not self.match.is_sure

    # -- changing

    def add(
        self, selectors: Selectors, *, color: str = "yellow", note: str = "", tags: tuple[str, ...] = (),
        motivation: str = "highlighting",
    ) -> Annotation:  # fmt: skip
        """Add a highlight; it is durable on disk when this returns, unless ``queues_changes``. Raises NotebookError.

        Args:
            selectors: Where the passage stands; see ``describe``.
            color: A name in COLORS.
            note: What the reader wrote beside it; may be empty.
            tags: Without ``#``.
            motivation: ``editing`` for a remark in a review.
        """
        moment = now()
        page = page_fragment(self._document, selectors.start)
        made = Annotation(
            new_id(), selectors, color, note, tags, moment, moment, self.target, page.label if page else "", page,
            motivation,
        )  # fmt: skip
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

    def take_in(self, items: list[Json], seen: Callable[[Json], object] = lambda page: None) -> None:
        """Merge annotations in that were made elsewhere, all of them or none; durable then. Raises NotebookError.

        Args:
            items: Their JSON. One that is here is replaced where the new one was modified later.
            seen: Given the page as it was before.
        """
        document = None if self.is_guess else self._document

        def make(page: Json) -> Json:
            seen(page)
            merged = merge(page, {"items": items, "glossator": {"document": page["glossator"].get("document")}})
            return without_old_trash(page_with_facts({**merged, "id": page["id"]}, document), now())

        self.change_page(make)

    def change_page(self, change: Callable[[Json], Json]) -> None:
        """Change the page as it is on disk now, by what gives it settled; durable then. Raises NotebookError."""
        self._require_writable()
        self._stored.change(change)
        if self._document is not None:
            note_annotated(self._document.source)
        self._show_page(self.page)

    def add_round(self, entry: Json) -> None:
        """Keep a round of a review: when it was, and its verdict. Raises NotebookError."""
        document = None if self.is_guess else self._document
        self.change_page(lambda page: page_with_facts(with_round(page, entry), document))

    def see(self, document: Document) -> None:
        """Take another version of the document as the one that is open; from any thread."""
        self._document = document

    def accept(self, document: Document) -> None:
        """Take the notebook as the document's, as the reader answered, and do not ask again. Raises NotebookError."""
        self._document = document
        self.match = Match(self.path, "text")
        self._write([])

    def take_over(self, other: Notebook) -> None:
        """Take another notebook's annotations in; its file goes once they are durable here. Raises NotebookError."""
        other.reload()
        self.absorb(other.path)
        other.path.unlink(missing_ok=True)

    def undo(self, *, redo: bool = False) -> str:
        """Undo the last change, or redo the one undone last.

        Returns:
            The id of the annotation that was changed; empty when there is nothing to undo.

        Raises:
            NotebookError: It cannot be saved.
        """
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
            self._keep()
        else:
            self._remove_kept()
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

    def absorb(self, *copies: Path, patience: float | None = None) -> int:
        """Merge other copies of this notebook in.

        The copies that file syncing left are gathered, too, and removed once the merged file is durable; one that is
        another document's, or of a newer version, is left as it is.

        Args:
            copies: Files to merge; they are left as they are.
            patience: Seconds to wait for whoever holds the lock, unless the usual ones.

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
        self._stored.change(lambda page: found.merged_into(page, page_id, is_blank=is_blank), patience)
        self.problem = problem
        self._show_page(self.page)
        for copy in found.synced:
            copy.unlink(missing_ok=True)
        return len(found.pages)

    def _absorb_kept(self) -> None:
        """Merge what a reader kept elsewhere because it could not be saved; what cannot be merged yet is shown."""
        kept = unsaved_of(self.path)
        if not kept:
            return
        try:
            found = readable_copies(self.path, tuple(kept))
            self._kept.add(*(file for file in kept if file in found.read))
        except NotebookError as error:
            self.problem = str(error)
            return
        try:
            self.absorb(*kept, patience=_MOMENT)
            if self._document is not None:
                note_annotated(self._document.source)
        except NotebookError as error:
            self._stored.owe(merge(self.page, *found.pages))
            self.problem = str(error)
        self._remove_kept()

    def write_rescue_file(self) -> Path:
        """Put the notebook with what is unsaved into a file elsewhere, and give its path. Raises OSError."""
        return keep_unsaved(self.path, self.rescue_text())

    def rescue_text(self) -> str:
        """Give the page with what is unsaved, as the text of a file."""
        page = self.page
        for change in list(self.unsaved):
            page = changed_page(page, change, self.overwrote)
        return page_text(page_with_facts(page, None if self.is_guess else self._document))
