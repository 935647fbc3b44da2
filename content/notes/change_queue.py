"""ChangeQueue: changes made, held until they are written, undone and redone."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

from glossator.content.errors import NotebookError
from glossator.content.notes.changes import Change
from glossator.content.stamps import now


class ChangeQueue:
    """Writes each change at once; or, with ``queues_changes``, shows it at once and writes it with ``flush``.

    Attributes:
        queues_changes: Whether changes are held.
        unsaved: The changes that are not written yet, in the order in which they were made.
        lock: Guards ``unsaved`` and what is shown of it.
    """

    def __init__(
        self, write: Callable[[list[Change], float | None], None], show: Callable[[Change], None],
        take_back: Callable[[Change], None],
    ) -> None:  # fmt: skip
        """Begin with no change.

        Args:
            write: Writes changes, waiting so many seconds for the lock; raises NotebookError.
            show: Shows a change that is not written yet.
            take_back: Shows an annotation as it was before a change that was not written, and is unsaved no more.
        """
        self.queues_changes = False
        self.unsaved: list[Change] = []
        self.lock = threading.RLock()
        self._write = write
        self._show = show
        self._take_back = take_back
        self._writing = threading.Lock()
        self._in_flight = 0
        self._undo: list[Change] = []
        self._redo: list[Change] = []

    def make(self, change: Change) -> None:
        """Make a change that can be undone. Raises NotebookError."""
        self._apply(change)
        self._undo.append(change)
        self._redo.clear()

    @property
    def undoable(self) -> int:
        """How many changes could be undone."""
        return len(self._undo)

    def undo(self) -> str:
        """Undo the last change: the id of its annotation, empty when there is none. Raises NotebookError."""
        return self._step(self._undo, self._redo)

    def redo(self) -> str:
        """Redo the change undone last: the id of its annotation, empty when there is none. Raises NotebookError."""
        return self._step(self._redo, self._undo)

    def _step(self, source: list[Change], other: list[Change]) -> str:
        if not source:
            return ""
        change = source[-1]
        opposite = Change(change.after, change.before)
        with self.lock:
            waiting = self.unsaved[self._in_flight :]
            if waiting and waiting[-1] == change:  # never written: as if it had not been made
                self.unsaved.pop()
                self._take_back(change)
                source.pop()
                other.append(opposite)
                return change.id
        before = replace(change.before, modified=now()) if change.before else None
        self._apply(Change(change.after, before))
        source.pop()
        other.append(opposite)
        return change.id

    def _apply(self, change: Change) -> None:
        if not self.queues_changes:
            self._write([change], None)
            return
        with self.lock:
            self.unsaved.append(change)
            self._show(change)

    def flush(self, patience: float) -> str:
        """Write what is held, in the order it was made; from any thread.

        Args:
            patience: Seconds to wait for another program that holds the file's lock.

        Returns:
            Why something is left unsaved, on one line; empty when nothing is.
        """
        with self._writing:
            while True:
                with self.lock:
                    batch = list(self.unsaved)
                    self._in_flight = len(batch)
                if not batch:
                    return ""
                try:
                    self._write(batch, patience)
                except NotebookError as error:
                    return str(error)
                finally:
                    self._in_flight = 0

    def written(self, batch: list[Change]) -> None:
        """The first changes of the queue were written; with ``lock`` held."""
        del self.unsaved[: len(batch) if self.queues_changes else 0]
        self._in_flight = 0
