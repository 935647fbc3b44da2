"""KeptChanges: changes that cannot be written yet, kept elsewhere until they are in the notebook.

A program can be ended at any moment: what is shown as unsaved is on disk all the same, as a page of the annotations
that it is about, in the state folder (see ``glossator.content.notes.unsaved``).
"""

from __future__ import annotations

import contextlib
import threading
import uuid
from pathlib import Path
from typing import Any

from glossator.content.notes.changes import Change, changed_page, find_item
from glossator.content.notes.merging import reading_order
from glossator.content.notes.page_text import page_text
from glossator.content.notes.unsaved import keep_unsaved, remove_unsaved

Json = dict[str, Any]


class KeptChanges:
    """The changes that one notebook has kept elsewhere, and the files of earlier windows that it holds."""

    def __init__(self) -> None:
        self._key = uuid.uuid4().hex[:8]
        self._changes: list[Change] = []
        self._files: list[Path] = []
        self._writing = threading.Lock()

    def keep(self, notebook: Path, page: Json, changes: list[Change]) -> bool:
        """Keep changes, instead of those kept before.

        Args:
            notebook: The notebook's file.
            page: Its page without the changes.
            changes: All that are not written, in their order.

        Returns:
            True when they are on disk.
        """
        with self._writing, contextlib.suppress(OSError):
            if changes != self._changes:
                self.add(keep_unsaved(notebook, page_text(page_of(page, changes)), key=self._key))
                self._changes = changes
            return True
        return False

    def add(self, *files: Path) -> None:
        """Take files that hold what is in memory and not in the notebook."""
        self._files = list(dict.fromkeys([*self._files, *files]))

    def remove(self) -> None:
        """Take the files away: all that they hold is in the notebook."""
        with self._writing:
            for file in self._files:
                with contextlib.suppress(OSError):
                    remove_unsaved(file)
            self._files, self._changes = [], []


def page_of(page: Json, changes: list[Change]) -> Json:
    """Give the page of the annotations alone that changes are about, as those leave them.

    Args:
        page: The whole page, without the changes; a settled one.
        changes: The changes, in their order.
    """
    keys = dict.fromkeys(change.id for change in changes)
    found = (find_item(page["items"], key, changes) for key in keys)
    items = sorted((item for item in found if item is not None), key=reading_order)
    inner = dict(page["glossator"])
    for name in ("deleted", "trash"):  # of those, too: what is brought back must be later than its tombstone
        inner[name] = {key: value for key, value in (inner.get(name) or {}).items() if key in keys}
    out = {**page, "glossator": inner, "items": items}
    for change in changes:
        out = changed_page(out, change, lambda annotation_id: None)
    return out
