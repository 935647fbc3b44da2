"""Notebook: the annotations of one document on disk; a W3C AnnotationPage, written whole, one writer at a time.

What is in memory and what is on disk are two copies of one page, and every meeting of the two is a merge: so a
file that another program cut, replaced or took away is never taken as the new truth. A change is applied to the
page as it is on disk at that moment, under the file's lock, and is durable before it is acknowledged.

A reader's window sets ``holding``: a change is then shown at once, stands in ``unsaved``, and is written by
``flush``, from another thread, in the order in which the changes were made.
"""

from __future__ import annotations

import threading
from bisect import bisect_left, insort
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from glossator.content.document import Document
from glossator.content.errors import NotebookError
from glossator.content.folders import notes_folder
from glossator.content.notes.anchoring import Selectors
from glossator.content.notes.annotation import Annotation, new_id, readable
from glossator.content.notes.changes import Change, changed_page, find_item, place_of
from glossator.content.notes.facts import Facts, with_seen
from glossator.content.notes.files import (
    VERSION,
    Damaged,
    Foreign,
    Stamp,
    copies_of,
    is_same,
    new_page,
    notebook_files,
    page_of,
    read_page,
    read_steady,
    rescue,
    siblings_of,
    stamp_of,
)
from glossator.content.notes.finding import Match, find_notebook
from glossator.content.notes.merging import merge, without_old_trash
from glossator.content.notes.page_text import PageWriter, page_text
from glossator.content.notes.remembered import note_annotated, note_folder, require_folder
from glossator.content.notes.unsaved import keep_unsaved, unsaved_of
from glossator.content.stamps import now
from glossator.content.storage import clear_temporary, locked, write_durably
from glossator.content.text.sanitize import clean_line

Json = dict[str, Any]


class Notebook:
    """One document's annotations.

    ``items`` is in reading order; ``problem`` a line for people or empty; ``match`` what says that it is the
    document's; ``overwrote`` is told of each annotation whose unseen wording a change replaced, which is kept in its
    history; ``edition`` is another number whenever the items are others.
    """

    def __init__(self, path: Path, page: Json | None = None) -> None:
        self.path = path
        self.problem = ""
        self.match: Match | None = None
        self.holding = False
        self.patience = 10.0
        self.unsaved: list[Change] = []
        self.overwrote: Callable[[str], None] = lambda annotation_id: None
        self._page: Json = merge(page or {})
        self._stamp: Stamp | None = None
        self._suspect: Stamp | None = None
        self._owed = False
        self._seen: Document | None = None
        self._state = threading.RLock()
        self._writing = threading.Lock()
        self._in_flight = 0
        self._writer = PageWriter()
        self._known: dict[str, tuple[Json, Annotation]] = {}
        self._items: list[Annotation] = []
        self.edition = 0
        self._undo: list[Change] = []
        self._redo: list[Change] = []

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
        """
        folder = folder or notes_folder()
        clear_temporary(folder)
        if folder.is_dir():
            note_folder(folder)
        match = find_notebook(document, folder)
        if match is None:
            notebook = cls.new(document, folder)
            notebook._absorb_kept()
            return notebook
        notebook = cls._at(match.path, document)
        notebook.match = match._replace(page=None)
        notebook._seen = document
        if match.page is not None and notebook.path == match.path:
            notebook._meet(match.page, match.stamp)
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
        notebook._seen = document
        return notebook

    @classmethod
    def _at(cls, path: Path, document: Document) -> Notebook:
        from glossator.content.notes.files import original_of

        return cls(original_of(path) or path, new_page(document))

    # -- what it says

    @property
    def document(self) -> Json:
        """What the notebook says of its document, as stored."""
        facts = self._page["glossator"].get("document")
        return facts if isinstance(facts, dict) else {}

    @property
    def facts(self) -> Facts:
        """What the notebook says of its document, read."""
        return Facts.of(self._page)

    @property
    def page(self) -> Json:
        """The W3C AnnotationPage, settled."""
        return self._page

    @property
    def text(self) -> str:
        """The page as the text of its file."""
        return page_text(self._page)

    @property
    def items(self) -> list[Annotation]:
        """The annotations, those not saved yet among them."""
        with self._state:
            return list(self._items)

    @property
    def read_only(self) -> bool:
        """True for a notebook of a newer version."""
        version = self._page["glossator"].get("version", VERSION)
        return isinstance(version, int) and version > VERSION

    @property
    def is_guess(self) -> bool:
        """True when nobody can tell, without asking, that it is the document's."""
        return self.match is not None and not self.match.is_sure

    @property
    def target(self) -> str:
        """The document's name in ``target.source``."""
        return self.facts.target

    def deleted(self) -> list[tuple[str, Annotation]]:
        """Give what was deleted in the last 90 days, with the time of its deletion, the latest first."""
        inner = self._page["glossator"]
        trash = inner.get("trash") or {}
        found = [(inner["deleted"].get(key, ""), item) for key, raw in trash.items() if (item := readable(raw))]
        return sorted(found, key=lambda entry: entry[0], reverse=True)

    def get(self, annotation_id: str) -> Annotation:
        """Give the annotation with an id. Raises NotebookError."""
        for item in self._items:
            if item.id == annotation_id:
                return item
        raise NotebookError(f"{clean_line(annotation_id)}: no such annotation")

    # -- reading

    def reload(self) -> None:
        """Read the file again and merge it with what is in memory, which is written back where the file lacks it.

        A damaged file is moved aside, never deleted, and ``problem`` says where. Raises NotebookError.
        """
        stamp = stamp_of(self.path)
        try:
            self._meet(read_steady(self.path), stamp)
        except Damaged:
            self._meet_damaged()

    def refresh(self) -> bool:
        """Look whether another program wrote the file, without waiting for one that is in the middle of it.

        Returns:
            True when there is something new to show. Raises NotebookError.
        """
        stamp = stamp_of(self.path)
        if stamp == self._stamp and not self._owed:
            return False
        before = self._page
        try:
            self._meet(read_page(self.path), stamp)
        except Damaged:
            if self._suspect != stamp:  # looked at again the next time, when it is whole or the same
                self._suspect = stamp
                return False
            self._meet_damaged()
        self._suspect = None
        return self._page != before

    def is_stored(self) -> bool:
        """Make sure, before the program ends, that the file holds what is in memory; False when it cannot."""
        if self.changed() and any(_contents(self._page)[:3]) and not self.read_only:
            try:
                self.reload()
            except NotebookError:
                return False
        return not self._owed

    def changed(self) -> bool:
        """True when the file is not the one last read or written here."""
        return stamp_of(self.path) != self._stamp

    def _meet_damaged(self) -> None:
        """Move a damaged file aside and merge what was in it; under the lock, for another may just have mended it."""
        rescued = False
        try:
            with self._locked():
                stamp = stamp_of(self.path)
                try:
                    page = read_page(self.path)
                except Damaged:
                    page, stamp, rescued = self._rescued(), None, True
        except OSError as error:
            raise self._not_saved(error) from None
        self._meet(page, stamp if not rescued else stamp_of(self.path), rescued=rescued)

    def _rescued(self) -> Json:
        saved, aside = rescue(self.path)
        count = len(saved["items"])
        self.problem = f"{clean_line(self.path.name)}: damaged, kept as {clean_line(aside.name)}"
        if count:
            self.problem += f", {count} annotations saved from it"
        return saved

    def _meet(self, page: Json | None, stamp: Stamp | None, *, rescued: bool = False) -> None:
        """Merge a page with the one in memory; write what the file lacks, which is all of it when it was damaged."""
        if page is not None and _version(page) > VERSION:
            self._stamp = stamp
            self._take(merge(page))
            self.problem = f"{clean_line(self.path.name)}: written by a newer Glossator, opened read-only"
            return
        if page is None:
            merged = self._page
        elif self._stamp is None and not any(_contents(self._page)[:3]) and not rescued:
            # What is in memory is only a blank.
            merged = page if page["glossator"].get("document") else merge(self._page, page)
        else:
            merged = merge(self._page, page)
            if self._stamp is None:
                merged["id"] = page.get("id") or merged["id"]
                merged["glossator"]["document"] = (
                    page.get("glossator", {}).get("document") or merged["glossator"]["document"]
                )
        self._stamp = stamp
        self._take(merged)
        there = page is not None and not rescued
        if _contents(merged) != _contents(page or {}) if there else any(_contents(merged)[:3]):
            self._write_back()

    def _write_back(self) -> None:
        try:
            with self._locked():
                page = self._page_on_disk()
                self._store(page)
                self._take(page)
            self._owed = False
        except (OSError, Damaged) as error:
            self._owed = True  # tried again the next time
            self.problem = str(self._not_saved(error if isinstance(error, OSError) else OSError()))

    def _take(self, page: Json) -> None:
        """Hold a page as the notebook's own."""
        known = {}
        items = []
        for raw in page["items"]:
            key = raw.get("id") if isinstance(raw, dict) else None
            kept = self._known.get(key) if isinstance(key, str) else None
            item = kept[1] if kept and (kept[0] is raw or kept[0] == raw) else readable(raw)
            if item is not None:
                known[item.id] = (raw, item)
                items.append(item)
        with self._state:
            self._page, self._known = page, known
            self._items = items
            self.edition += 1
            for change in self.unsaved:
                self._show(change)

    def _take_changes(self, page: Json, batch: list[Change]) -> None:
        """Hold a page that is the one before but for some changes; what it costs does not depend on its size."""
        self._page = page
        for key in {change.id for change in batch}:
            raw = find_item(page["items"], key, batch)
            item = readable(raw) if raw is not None else None
            self._forget(key)
            if raw is not None and item is not None:
                self._known[key] = (raw, item)
                insort(self._items, item, key=place_of)
        for change in self.unsaved:
            self._show(change)

    def _forget(self, key: str) -> None:
        """Take an annotation out of the items, as it was and as it was shown."""
        shown = self._known.pop(key, None)
        at = bisect_left(self._items, place_of(shown[1]), key=place_of) if shown else len(self._items)
        if at < len(self._items) and self._items[at].id == key:
            del self._items[at]
        else:
            self._items = [item for item in self._items if item.id != key]

    def _show(self, change: Change) -> None:
        """Put a change that is not saved yet among the items."""
        self.edition += 1
        old = next((n for n, item in enumerate(self._items) if item.id == change.id), None) if change.before else None
        if old is not None:
            if change.after is not None and change.after.selectors == self._items[old].selectors:
                self._items[old] = change.after
                return
            del self._items[old]
        if change.after is not None:
            insort(self._items, change.after, key=place_of)

    # -- changing

    def add(
        self, selectors: Selectors, *, color: str = "yellow", note: str = "", tags: tuple[str, ...] = ()
    ) -> Annotation:
        """Add a highlight; it is durable on disk when this returns, unless ``holding``. Raises NotebookError."""
        moment = now()
        made = Annotation(new_id(), selectors, color, note, tags, moment, moment, self.target)
        self._change(Change(None, made))
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
        self._change(Change(before, after))
        return after

    def remove(self, annotation_id: str) -> None:
        """Delete an annotation; it can be restored for 90 days, its tombstone stays. Raises NotebookError."""
        self._change(Change(self.get(annotation_id), None))

    def restore(self, annotation_id: str) -> Annotation:
        """Bring a deleted annotation back. Raises NotebookError."""
        for _, item in self.deleted():
            if item.id == annotation_id:
                self._change(Change(None, replace(item, modified=now())))
                return self.get(annotation_id)
        raise NotebookError(f"{clean_line(annotation_id)}: no such deleted annotation")

    def put(self, item: Annotation) -> None:
        """Put an annotation in that was made before, such as one a draft is about. Raises NotebookError."""
        self._change(Change(None, item))

    def see(self, document: Document) -> None:
        """Take another version of the document as the one that is open; from whatever thread."""
        self._seen = document

    def accept(self, document: Document) -> None:
        """Take the notebook as the document's, as somebody said, and ask nobody again. Raises NotebookError."""
        self._seen = document
        self.match = Match(self.path, "text")
        self._write([])

    def undo(self) -> bool:
        """Take the last change back; False when there is none. Raises NotebookError."""
        return self._step(self._undo, self._redo)

    def redo(self) -> bool:
        """Make the change last taken back again; False when there is none. Raises NotebookError."""
        return self._step(self._redo, self._undo)

    def _step(self, source: list[Change], other: list[Change]) -> bool:
        if not source:
            return False
        change = source[-1]
        with self._state:
            waiting = self.unsaved[self._in_flight :]
            if waiting and waiting[-1] == change:  # never written: as if it had not been made
                self.unsaved.pop()
                self._take(self._page)
                source.pop()
                other.append(Change(change.after, change.before))
                return True
        before = replace(change.before, modified=now()) if change.before else None
        self._apply(Change(change.after, before))
        source.pop()
        other.append(Change(change.after, change.before))
        return True

    def _change(self, change: Change) -> None:
        self._apply(change)
        self._undo.append(change)
        self._redo.clear()

    def _apply(self, change: Change) -> None:
        """Write a change, or hold it to be written by ``flush``."""
        if self.read_only:
            raise NotebookError(self.problem)
        if not self.holding:
            self._write([change])
            return
        with self._state:
            self.unsaved.append(change)
            self._show(change)

    # -- writing

    def flush(self, patience: float = 0.05) -> bool:
        """Write what is held, in the order it was made; from whatever thread.

        Args:
            patience: Seconds to wait for another program that holds the file's lock.

        Returns:
            True when nothing is left unsaved; else ``problem`` says why.
        """
        with self._writing:
            while True:
                with self._state:
                    batch = list(self.unsaved)
                    self._in_flight = len(batch)
                if not batch:
                    return True
                try:
                    self._write(batch, patience)
                except NotebookError as error:
                    self.problem = str(error)
                    return False
                finally:
                    self._in_flight = 0

    def _write(self, batch: list[Change], patience: float | None = None) -> None:
        """Apply changes to the page as it is on disk now, and store it. Raises NotebookError."""
        before = self._page
        try:
            with self._locked(patience):
                on_disk = page = self._page_on_disk()
                for change in batch:
                    page = changed_page(page, change, self.overwrote)
                inner = {**page["glossator"], "document": self._facts(page)}
                page = without_old_trash({**page, "glossator": inner}, now())
                self._store(page)
        except Damaged:
            raise NotebookError(
                f"{clean_line(self.path.name)}: being written by another program, the change is not saved"
            ) from None
        except OSError as error:
            raise self._not_saved(error) from None
        with self._state:
            del self.unsaved[: len(batch) if self.holding else 0]
            self._in_flight = 0
            self._owed = False
            self.problem = ""
            if on_disk is before:
                self._take_changes(page, batch)
            else:
                self._take(page)

    def _page_on_disk(self) -> Json:
        """The page to change, under the lock: what is in memory merged with what another program wrote meanwhile."""
        stamp = stamp_of(self.path)
        if stamp == self._stamp:
            return self._page
        try:
            page = read_page(self.path) if self.holding else read_steady(self.path)
        except Damaged:
            if self.holding and self._suspect != stamp:
                self._suspect = stamp
                raise
            page = self._rescued()
        if page is None:
            return self._page
        if _version(page) > VERSION:
            self._meet(page, stamp)
            raise NotebookError(self.problem)
        return merge(self._page, page)

    def _facts(self, page: Json) -> Json:
        facts = page["glossator"].get("document")
        facts = facts if isinstance(facts, dict) else {}
        return with_seen(facts, self._seen) if self._seen is not None and not self.is_guess else facts

    def _store(self, page: Json) -> None:
        write_durably(self.path, self._writer.data(page))
        note_folder(self.path.parent)
        if self._seen is not None:
            note_annotated(self._seen.source)
        self._stamp = stamp_of(self.path)

    def absorb(self, *copies: Path) -> int:
        """Merge other copies of this notebook in.

        The copies that file syncing left are gathered, too, and removed once the merged file is durable; one that is
        another document's, or of a newer version, is left as it is.

        Returns:
            How many could be read. Raises NotebookError.
        """
        synced = [*copies_of(self.path), *siblings_of(self.path)]
        pages: list[Json] = []
        read: list[Path] = []
        own = page_of(self.path)
        for path in (*synced, *copies):
            try:
                page = read_page(path)
            except Damaged:
                self.problem = f"{clean_line(path.name)}: a copy that is damaged, left as it is"
                continue
            if page is None or _version(page) > VERSION or (path in synced and own and not is_same(own, page)):
                continue
            pages.append(page)
            read.append(path)
        if not pages:
            return 0
        try:
            with self._locked():
                page = self._page_on_disk()
                if self.read_only:
                    raise NotebookError(self.problem)
                if not (own or self._stamp or self.items):  # a blank one takes the copies' id for its own
                    page = {key: value for key, value in page.items() if key != "id"}
                merged = merge(page, *pages)
                merged["id"] = merged["id"] or self._page["id"]
                self._store(merged)
                self._take(merged)
                for path in synced:
                    if path in read:
                        path.unlink(missing_ok=True)
        except Damaged:
            raise NotebookError(f"{clean_line(self.path.name)}: being written by another program") from None
        except OSError as error:
            raise self._not_saved(error) from None
        return len(pages)

    def _absorb_kept(self) -> None:
        """Merge what a reader kept elsewhere because it could not be saved when it ended."""
        kept = unsaved_of(self.path.name)
        if not kept:
            return
        try:
            self.absorb(*kept)
        except NotebookError as error:
            self.problem = str(error)
            return
        for path in kept:
            path.unlink(missing_ok=True)

    def write_rescue_file(self) -> Path:
        """Put the notebook with what is unsaved into a file elsewhere, for ``gloss notes merge``. Raises OSError."""
        return keep_unsaved(self.path.name, self.rescue_text())

    def rescue_text(self) -> str:
        """Give the page with what is unsaved, as the text of a file."""
        page = self._page
        for change in list(self.unsaved):
            page = changed_page(page, change, self.overwrote)
        return page_text({**page, "glossator": {**page["glossator"], "document": self._facts(page)}})

    def _not_saved(self, error: OSError) -> NotebookError:
        if isinstance(error, TimeoutError) and not error.errno:
            return NotebookError(f"{clean_line(self.path.name)}: in use by another program, the change is not saved")
        why = (error.strerror or "cannot be written").lower()
        return NotebookError(f"{clean_line(str(self.path.parent))}: {why}, the change is not saved")

    @contextmanager
    def _locked(self, patience: float | None = None) -> Iterator[None]:
        require_folder(self.path.parent)
        with locked(self.path, patience=self.patience if patience is None else patience):
            yield


def _version(page: Json) -> int:
    inner = page.get("glossator")
    version = inner.get("version") if isinstance(inner, dict) else None
    return version if isinstance(version, int) else VERSION


def _contents(page: Json) -> tuple[Any, Any, Any, Any]:
    """What must not be missing from a file: items, tombstones, trash, and what it says of its document."""
    inner = page.get("glossator")
    inner = inner if isinstance(inner, dict) else {}
    return page.get("items") or [], inner.get("deleted") or {}, inner.get("trash") or {}, inner.get("document") or {}


def notebooks(
    folder: Path | None = None, unread: Callable[[Path, str], None] = lambda path, why: None
) -> Iterator[Notebook]:
    """Give every notebook that can be read, in the order of their names.

    Args:
        folder: The notes folder, unless it is the usual one.
        unread: Told of each that cannot be read, and why; it is left where it is.
    """
    for path in notebook_files(folder):
        try:
            page = read_page(path)
        except Foreign:
            continue
        except (Damaged, NotebookError) as error:
            unread(path, str(error).removeprefix(f"{clean_line(path.name)}: "))
            continue
        if page:
            notebook = Notebook(path, page)
            notebook._stamp = stamp_of(path)
            notebook._take(notebook._page)
            if notebook.read_only:
                notebook.problem = f"{clean_line(path.name)}: written by a newer Glossator, opened read-only"
            yield notebook


def find_annotation(annotation_id: str, folder: Path | None = None, *, deleted: bool = False) -> Notebook:
    """Find the notebook that holds an annotation.

    Args:
        annotation_id: Its id, or the id as it is shown.
        folder: The notes folder, unless it is the usual one.
        deleted: Whether it is looked for among the deleted ones.

    Raises:
        NotebookError: There is none, or more than one is shown so.
    """
    return find_by_id(annotation_id, folder, deleted=deleted)[0]


def find_by_id(annotation_id: str, folder: Path | None = None, *, deleted: bool = False) -> tuple[Notebook, str]:
    """As ``find_annotation``, with the id as it is stored."""
    same: list[tuple[Notebook, str]] = []
    alike: list[tuple[Notebook, str]] = []
    for notebook in notebooks(folder):
        for item in [item for _, item in notebook.deleted()] if deleted else notebook.items:
            if item.id == annotation_id:
                same.append((notebook, item.id))
            elif clean_line(item.id) == clean_line(annotation_id):
                alike.append((notebook, item.id))
    found = same or alike
    if len(found) == 1:
        return found[0]
    why = "no such annotation"
    if len(same) > 1:
        names = ", ".join(clean_line(notebook.path.name) for notebook, _ in same)
        why = f"is in more than one notebook: {names}"
    elif alike:
        why = "more than one annotation is shown so"
    raise NotebookError(f"{clean_line(annotation_id)}: {why}")
