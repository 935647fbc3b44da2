"""Notebook: the annotations of one document on disk; a W3C AnnotationPage, atomic and locked.

Every change reads the file again under its lock, applies itself, and is on disk before it is acknowledged.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from content.anchoring import Selectors
from content.annotation import Annotation, new_id, readable
from content.document import Document
from content.errors import NotebookError
from content.merge import later_than, merge
from content.notefile import (
    VERSION,
    Damaged,
    copies_of,
    find_notebook,
    new_page,
    notebook_files,
    notes_folder,
    page_of,
    read_page,
    rescue,
)
from content.sanitize import clean_line
from content.storage import dump_json, now, write_durably


class Notebook:
    """One document's annotations. ``items`` is in reading order, ``problem`` a line for people or empty.

    With ``holding`` a change that cannot be written now is kept in ``unsaved`` (as it was, as it is) and shown in
    ``items``, to be written by ``retry`` or spilt into another file; without, it is refused.
    """

    def __init__(self, path: Path, page: dict[str, Any] | None = None) -> None:
        self.path = path
        self.problem = ""
        self.items: list[Annotation] = []
        self._page: dict[str, Any] = page or {}
        self._stamp: tuple[int, int, int] | None = None
        self._seen: Document | None = None
        self.holding = False
        self.unsaved: list[tuple[Annotation | None, Annotation | None]] = []
        self._undo: list[tuple[Annotation | None, Annotation | None]] = []
        self._redo: list[tuple[Annotation | None, Annotation | None]] = []

    @classmethod
    def open(cls, document: Document, folder: Path | None = None) -> Notebook:
        """The notebook of a document: by its text's hash, else by its path, else a new one.

        A notebook is not made on disk before its first annotation.
        """
        folder = folder or notes_folder()
        found = find_notebook(document, folder)
        if found:
            notebook = cls(found, new_page(document))
            notebook._seen = document
            notebook.reload()
            if copies_of(found):
                notebook.absorb()
            return notebook
        return cls.new(document, folder)

    @classmethod
    def new(cls, document: Document, folder: Path | None = None) -> Notebook:
        """A notebook of the document's own, whatever others there are; not on disk yet."""
        folder = folder or notes_folder()
        slug = unicodedata.normalize("NFKD", document.title).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"[^a-z0-9]+", "-", slug).strip("-")[:60].strip("-") or "document"
        return cls(folder / f"{slug}-{document.text_sha256[:8]}.json", new_page(document))

    @property
    def document(self) -> dict[str, Any]:
        """What the notebook says of its document."""
        facts = self._page.get("glossator", {}).get("document", {})
        return facts if isinstance(facts, dict) else {}

    @property
    def page(self) -> dict[str, Any]:
        """The W3C AnnotationPage, as stored."""
        return self._page

    @property
    def target(self) -> str:
        """The document's name in ``target.source``."""
        identifiers = self.document.get("identifiers")
        isbn = [i for i in identifiers if str(i).startswith("urn:isbn:")] if isinstance(identifiers, list) else []
        return str(self.document.get("url") or next(iter(isbn), f"urn:sha256:{self.document.get('text_sha256', '')}"))

    @property
    def read_only(self) -> bool:
        """True for a notebook of a newer version."""
        version = self._page.get("glossator", {}).get("version", VERSION)
        return isinstance(version, int) and version > VERSION

    def reload(self) -> None:
        """Read the file again. A damaged one is moved aside, never deleted, and ``problem`` says where."""
        self._stamp = self._stat()
        try:
            page = read_page(self.path)
        except Damaged:
            saved, aside = rescue(self.path)
            self.problem = f"{clean_line(self.path.name)}: damaged, kept as {clean_line(aside.name)}"
            page = {**self._page, "items": saved}
            if saved:
                page = merge(page)
                self._store(page)
                self.problem += f", {len(saved)} annotations saved from it"
        if page is not None:
            self._take(page)

    def changed(self) -> bool:
        """True when the file is not the one last read or written here."""
        return self._stat() != self._stamp

    def _stat(self) -> tuple[int, int, int] | None:
        try:
            status = self.path.stat()
        except OSError:
            return None
        return status.st_ino, status.st_mtime_ns, status.st_size

    def _take(self, page: dict[str, Any]) -> None:
        """Hold a page as the notebook's own."""
        if not isinstance(page.get("glossator"), dict):
            page["glossator"] = {"version": VERSION, "document": {}, "deleted": {}}
        self._page = page
        self.items = [annotation for item in page.get("items", []) if (annotation := readable(item))]
        for before, after in self.unsaved:
            self._show_unsaved(before, after)
        if self.read_only:
            self.problem = f"{clean_line(self.path.name)}: written by a newer Glossator, opened read-only"

    def _show_unsaved(self, before: Annotation | None, after: Annotation | None) -> None:
        meant = after or before
        assert meant
        self.items = [item for item in self.items if item.id != meant.id] + ([after] if after else [])

    def retry(self) -> bool:
        """Write what could not be written before; True when nothing is left unsaved."""
        while self.unsaved:
            before, after = self.unsaved[0]
            try:
                self._write_now(before, after)
            except (OSError, NotebookError):
                return False
            self.unsaved.pop(0)
        return True

    def spill(self) -> Path:
        """Put the notebook with what is unsaved into a file elsewhere, for ``gloss notes merge``. Raises OSError."""
        import tempfile

        deleted = {before.id: now() for before, after in self.unsaved if before and not after}
        inner = {**self._page["glossator"], "deleted": {**self._page["glossator"].get("deleted", {}), **deleted}}
        page = merge({**self._page, "glossator": inner, "items": [item.to_json() for item in self.items]})
        path = Path(tempfile.mkdtemp(prefix="glossator-unsaved-")) / self.path.name
        write_durably(path, dump_json(page))
        return path

    def _store(self, page: dict[str, Any]) -> None:
        write_durably(self.path, dump_json(page))
        self._stamp = self._stat()

    def absorb(self, *copies: Path) -> int:
        """Merge other copies of this notebook in; how many could be read. Raises NotebookError.

        The copies that file syncing left are gathered, too, and removed once the merged file is durable.
        """
        synced = copies_of(self.path)
        pages: list[dict[str, Any]] = []
        read: list[Path] = []
        for path in (*synced, *copies):
            try:
                page = read_page(path)
            except Damaged:
                self.problem = f"{clean_line(path.name)}: a copy that is damaged, left as it is"
                continue
            if page is not None:
                pages.append(page)
                read.append(path)
        if not pages:
            return 0
        try:
            with self._locked():
                self.reload()
                if self.read_only:
                    raise NotebookError(self.problem)
                merged = merge(self._page, *pages)
                self._store(merged)
                self._take(merged)
                for path in synced:
                    if path in read:
                        path.unlink(missing_ok=True)
        except OSError as error:
            raise self._not_saved(error) from None
        return len(pages)

    def add(
        self, selectors: Selectors, *, color: str = "yellow", note: str = "", tags: tuple[str, ...] = ()
    ) -> Annotation:
        """Add a highlight; it is durable on disk when this returns. Raises NotebookError."""
        moment = now()
        made = Annotation(new_id(), selectors, color, note, tags, moment, moment, self.target)
        self._change(None, made)
        return made

    def edit(self, annotation_id: str, **changes: Any) -> Annotation:
        """Change ``note``, ``tags`` or ``color`` of an annotation. Raises NotebookError."""
        before = self.get(annotation_id)
        after = replace(before, **changes, modified=now())
        self._change(before, after)
        return after

    def remove(self, annotation_id: str) -> None:
        """Delete an annotation; its id stays as a tombstone. Raises NotebookError."""
        self._change(self.get(annotation_id), None)

    def get(self, annotation_id: str) -> Annotation:
        """The annotation with an id. Raises NotebookError."""
        for item in self.items:
            if item.id == annotation_id:
                return item
        raise NotebookError(f"{clean_line(annotation_id)}: no such annotation")

    def undo(self) -> bool:
        """Take the last change back; False when there is none."""
        return self._step(self._undo, self._redo)

    def redo(self) -> bool:
        """Make the change last taken back again; False when there is none."""
        return self._step(self._redo, self._undo)

    def _step(
        self,
        source: list[tuple[Annotation | None, Annotation | None]],
        other: list[tuple[Annotation | None, Annotation | None]],
    ) -> bool:
        if not source:
            return False
        before, after = source[-1]
        self._write(after, replace(before, modified=now()) if before else None)
        source.pop()
        other.append((after, before))
        return True

    def _change(self, before: Annotation | None, after: Annotation | None) -> None:
        self._write(before, after)
        self._undo.append((before, after))
        self._redo.clear()

    def _write(self, before: Annotation | None, after: Annotation | None) -> None:
        """Write one change, or hold it until it can be written."""
        try:
            self._write_now(before, after)
        except OSError as error:
            failed = self._not_saved(error)
            if not self.holding:
                raise failed from None
            self.problem = str(failed)
            self.unsaved.append((before, after))
            self._show_unsaved(before, after)

    def _write_now(self, before: Annotation | None, after: Annotation | None) -> None:
        """Put one change into the file as it is now; what another window wrote meanwhile is kept in the history."""
        with self._locked():
            if self.changed():
                self.reload()
            if self.read_only:
                raise NotebookError(self.problem)
            meant = after or before
            assert meant
            stored = next((readable(i) for i in self._page["items"] if _id_of(i) == meant.id), None)
            deleted = dict(self._page["glossator"].get("deleted") or {})
            stamps = [deleted.get(meant.id, ""), stored.modified if stored else ""]
            same = stored is None or before is None or (stored.note, stored.tags) == (before.note, before.tags)
            replaced = same or after is None  # else both stay, and the merge puts what lost into the history
            items = [i for i in self._page["items"] if not (replaced and _id_of(i) == meant.id)]
            if after is not None:
                after = replace(after, modified=later_than(after.modified, *stamps))
                if stored:
                    after = replace(after, extra={**after.extra, **stored.extra})
                items.append(after.to_json())
            else:
                deleted[meant.id] = later_than(now(), *stamps)
            inner = {**self._page["glossator"], "deleted": deleted, "document": self._facts()}
            page = merge({**self._page, "glossator": inner, "items": items})
            self._store(page)
            self._take(page)

    def _facts(self) -> dict[str, Any]:
        """What the notebook says of its document, with the text and the path it was last seen under."""
        if self._seen is None:
            return self.document
        here = [self._seen.source] if self._seen.source not in ("", "-") else []
        sources = [s for s in self.document.get("sources") or () if isinstance(s, str) and s not in here]
        return {**self.document, "sources": sources + here, "text_sha256": self._seen.text_sha256}

    @property
    def guessed(self) -> bool:
        """True when only its path says that a notebook is a document's: the text is another one."""
        return self._seen is not None and self.document.get("text_sha256") != self._seen.text_sha256

    def _not_saved(self, error: OSError) -> NotebookError:
        why = (error.strerror or "cannot be written").lower()
        return NotebookError(f"{clean_line(str(self.path.parent))}: {why}, the change is not saved")

    @contextmanager
    def _locked(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with FileLock(self.path.parent / f".{self.path.name}.lock", timeout=10):
                yield
        except Timeout:
            raise NotebookError(f"{clean_line(self.path.name)}: in use by another program") from None


def _id_of(item: Any) -> Any:
    return item.get("id") if isinstance(item, dict) else None


def notebooks(folder: Path | None = None) -> Iterator[Notebook]:
    """Every notebook that can be read, in the order of their names; damaged ones are left where they are."""
    for path in notebook_files(folder):
        if page := page_of(path):
            notebook = Notebook(path, page)
            notebook.reload()
            yield notebook


def find_annotation(annotation_id: str, folder: Path | None = None) -> Notebook:
    """The notebook that holds an annotation. Raises NotebookError."""
    for notebook in notebooks(folder):
        if any(item.id == annotation_id for item in notebook.items):
            return notebook
    raise NotebookError(f"{clean_line(annotation_id)}: no such annotation")
