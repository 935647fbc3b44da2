"""OpenPage: the annotations of a page that is in memory and on disk, with what was changed and is not written yet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from glossator.content.errors import NotebookError
from glossator.content.notes.annotation import Annotation, readable
from glossator.content.notes.change_queue import ChangeQueue
from glossator.content.notes.changes import Change, find_item
from glossator.content.notes.kept_changes import KeptChanges
from glossator.content.notes.page_reader import PageReader
from glossator.content.notes.shown_items import ShownItems
from glossator.content.notes.stored_page import StoredPage
from glossator.content.text.sanitize import clean_line

Json = dict[str, Any]


class OpenPage(PageReader):
    """The state of a notebook; ``Notebook`` adds the changes."""

    def __init__(
        self, path: Path, page: Json | None, write: Callable[[list[Change], float | None], None]
    ) -> None:
        """Begin with a page in memory, of any shape.

        Args:
            path: The file, which need not be there.
            page: The page.
            write: Writes changes, waiting so many seconds for the lock; raises NotebookError.
        """
        self._stored = StoredPage(path, page, self._show_page)
        self._shown = ShownItems()
        self._queue = ChangeQueue(write, self._shown.show, self._take_back)
        self._kept = KeptChanges()

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
    def queues_changes(self) -> bool:
        """Whether changes are held in ``unsaved`` until ``flush``."""
        return self._queue.queues_changes

    @queues_changes.setter
    def queues_changes(self, queues: bool) -> None:
        self._queue.queues_changes = self._stored.is_waiting = queues

    def hold(self, patience: float) -> None:
        """Hold changes from now on, and wait so many seconds only for others that hold the file's lock."""
        self.queues_changes = True
        self._stored.patience = patience

    @property
    def unsaved(self) -> list[Change]:
        """The changes that are not written yet, in their order."""
        return self._queue.unsaved

    @property
    def undoable(self) -> int:
        """How many changes could be undone."""
        return self._queue.undoable

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
        """Changes whenever the items change."""
        return self._shown.edition

    @property
    def read_only(self) -> bool:
        """True for a notebook of a newer version."""
        return self._stored.is_read_only

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
        is_new = self._stored.refresh()
        self._remove_kept()
        return is_new

    def is_stored(self) -> bool:
        """Make sure, before the program ends, that the file holds what is in memory; False when it cannot."""
        return self._stored.is_stored()

    def _take_back(self, change: Change) -> None:
        """Show an annotation as it was before a change that was never written."""
        stored = find_item(self.page["items"], change.id, [change])
        self._shown.show(Change(change.after, readable(stored) if stored else None))
        for other in self.unsaved:
            if other.id == change.id:
                self._shown.show(other)

    def _show_page(self, page: Json) -> None:
        read = self._shown.read(page)
        with self._queue.lock:
            self._shown.replace(read, self.unsaved)

    # -- what is not written

    @property
    def is_kept(self) -> bool:
        """True when all that is unsaved is on disk elsewhere; from any thread."""
        return self._keep()

    def _keep(self) -> bool:
        with self._queue.lock:  # not while it is written, for which the screen would have to wait
            changes = list(self.unsaved)
        return self._kept.keep(self.path, self.page, changes)

    def _remove_kept(self) -> None:
        if not self._stored.is_owed and not self.unsaved:
            self._kept.remove()
