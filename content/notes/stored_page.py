"""StoredPage: a page in memory and on disk, two copies that always merge, one writer at a time.

Every meeting of the two is a merge: so a file that another program cut, replaced or took away is never taken as the
new truth. A change is applied to the page as it is on disk at that moment, under the file's lock.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from glossator.content.errors import NotebookError, reason
from glossator.content.notes.files import VERSION, Damaged, Stamp, read_page, read_steady, rescue, stamp_of
from glossator.content.notes.merging import merge
from glossator.content.notes.page_text import PageWriter
from glossator.content.notes.remembered import note_folder, require_folder
from glossator.content.storage import locked, write_durably
from glossator.content.text.sanitize import clean_line
from glossator.content.tracing import trace

Json = dict[str, Any]


class StoredPage:
    """One page and its file.

    Attributes:
        path: The file.
        page: The W3C AnnotationPage, settled.
        problem: What is wrong with the file, on one line; empty for nothing.
        is_waiting: Whether a file that looks damaged is looked at again later, and not waited for.
        patience: Seconds to wait for another program that holds the lock.
    """

    def __init__(self, path: Path, page: Json | None, replaced: Callable[[Json], None]) -> None:
        """Begin with a page in memory.

        Args:
            path: The file; it need not be there.
            page: The page, of any shape.
            replaced: Called with each page that is held from then on.
        """
        self.path = path
        self.page: Json = merge(page or {})
        self.problem = ""
        self.is_waiting = False
        self.patience = 10.0
        self._replaced = replaced
        self._stamp: Stamp | None = None
        self._suspect: Stamp | None = None
        self._is_owed = False
        self._writer = PageWriter()

    @property
    def is_read_only(self) -> bool:
        """True for the page of a newer version."""
        return version_of(self.page) > VERSION

    @property
    def was_on_disk(self) -> bool:
        """True when the file was there when it was last read or written."""
        return self._stamp is not None

    @property
    def is_owed(self) -> bool:
        """True while the page in memory holds what the file lacks; that is written with the next change or look."""
        return self._is_owed

    def owe(self, page: Json) -> None:
        """Hold a page that cannot be written yet."""
        self._is_owed = True
        self.hold(page)

    def hold(self, page: Json) -> None:
        """Hold a page as the one in memory."""
        self.page = page
        self._replaced(page)

    # -- reading

    def reload(self) -> None:
        """Read the file again and merge it with what is in memory, which is written back where the file lacks it.

        A damaged file is moved aside, never deleted, and ``problem`` says where.

        Raises:
            NotebookError: It cannot be read.
        """
        stamp = stamp_of(self.path)
        try:
            self.meet(read_steady(self.path), stamp)
        except Damaged:
            self._meet_damaged()

    def refresh(self) -> bool:
        """Look whether another program wrote the file, without waiting for one that is in the middle of it.

        Returns:
            True when there is something new to show.

        Raises:
            NotebookError: It cannot be read.
        """
        stamp = stamp_of(self.path)
        if stamp == self._stamp and not self._is_owed:
            return False
        before = self.page
        try:
            self.meet(read_page(self.path), stamp)
        except Damaged:
            if self._suspect != stamp:  # looked at again the next time, when it is whole or the same
                self._suspect = stamp
                return False
            self._meet_damaged()
        self._suspect = None
        return self.page != before

    def changed(self) -> bool:
        """True when the file is not the one last read or written here."""
        return stamp_of(self.path) != self._stamp

    def is_stored(self) -> bool:
        """Make sure, before the program ends, that the file holds what is in memory; False when it cannot."""
        if self.changed() and any(contents_of(self.page)[:3]) and not self.is_read_only:
            try:
                self.reload()
            except NotebookError:
                return False
        return not self._is_owed

    def _meet_damaged(self) -> None:
        """Move a damaged file aside and merge what was in it; under the lock, for another may just have mended it."""
        was_rescued = False
        try:
            with self._locked():
                stamp = stamp_of(self.path)
                try:
                    page = read_page(self.path)
                except Damaged:
                    page, was_rescued = self._rescued(), True
                    stamp = None  # what stands there once the lock is let go was written by somebody else
        except OSError as error:
            raise self.failure(error) from None
        self.meet(page, stamp, was_rescued=was_rescued)

    def _rescued(self) -> Json:
        saved, aside = rescue(self.path)
        count = len(saved["items"])
        self.problem = f"{clean_line(self.path.name)}: damaged, kept as {clean_line(aside.name)}"
        if count:
            self.problem += f", {count} annotations saved from it"
        return saved

    def meet(self, page: Json | None, stamp: Stamp | None, *, was_rescued: bool = False) -> None:
        """Merge a page with the one in memory; write what the file lacks, which is all of it when it was damaged.

        Args:
            page: The page in the file, None when there is none.
            stamp: The file's state when it was read.
            was_rescued: Whether the page is what could be read of a damaged file.
        """
        if page is not None and version_of(page) > VERSION:
            self._stamp = stamp
            self.hold(merge(page))
            self.problem = f"{clean_line(self.path.name)}: written by a newer Glossator, opened read-only"
            return
        merged = self._merged(page, was_rescued)
        self._stamp = stamp
        self.hold(merged)
        is_there = page is not None and not was_rescued
        lacks_some = contents_of(merged) != contents_of(page or {}) if is_there else any(contents_of(merged)[:3])
        if lacks_some:
            self._write_back()

    def _merged(self, page: Json | None, was_rescued: bool) -> Json:
        if page is None:
            return self.page
        if self._stamp is None and not any(contents_of(self.page)[:3]) and not was_rescued:
            # What is in memory is only a blank.
            return page if page["glossator"].get("document") else merge(self.page, page)
        merged = merge(self.page, page)
        if self._stamp is None:
            merged["id"] = page.get("id") or merged["id"]
            own = page.get("glossator", {}).get("document")
            merged["glossator"]["document"] = own or merged["glossator"]["document"]
        return merged

    # -- writing

    def change(self, make: Callable[[Json], Json], patience: float | None = None) -> bool:
        """Store a page made of the one on disk; it is durable when this returns.

        Args:
            make: Makes the page to store of the page as it is on disk now.
            patience: Seconds to wait for whoever holds the lock, unless the usual ones.

        Returns:
            True when nobody else had written the file: the page made is the one in memory but for what ``make`` did.
            The page is in ``page``; ``replaced`` was not called.

        Raises:
            NotebookError: It is not saved.
        """
        before = self.page
        try:
            with self._locked(patience):
                on_disk = self._page_on_disk()
                page = make(on_disk)
                self._store(page)
        except Damaged:
            why = "being written by another program, the change is not saved"
            raise NotebookError(f"{clean_line(self.path.name)}: {why}") from None
        except OSError as error:
            raise self.failure(error) from None
        self._is_owed = False
        self.problem = ""
        self.page = page
        return on_disk is before

    def _page_on_disk(self) -> Json:
        """The page to change, under the lock: what is in memory merged with what another program wrote meanwhile."""
        stamp = stamp_of(self.path)
        if stamp == self._stamp:
            return self.page
        try:
            page = read_page(self.path) if self.is_waiting else read_steady(self.path)
        except Damaged:
            if self.is_waiting and self._suspect != stamp:
                self._suspect = stamp
                raise
            page = self._rescued()
        if page is None:
            return self.page
        if version_of(page) > VERSION:
            self.meet(page, stamp)
            raise NotebookError(self.problem)
        return merge(self.page, page)

    def _write_back(self) -> None:
        try:
            with self._locked():
                page = self._page_on_disk()
                self._store(page)
                self.hold(page)
            if self._is_owed:
                self._is_owed, self.problem = False, ""
        except (OSError, Damaged) as error:
            self._is_owed = True  # tried again the next time
            self.problem = str(self.failure(error if isinstance(error, OSError) else OSError()))

    def _store(self, page: Json) -> None:
        write_durably(self.path, self._writer.data(page))
        note_folder(self.path.parent)
        self._stamp = stamp_of(self.path)
        trace("stored %s: %d annotations", self.path.name, len(page["items"]))

    def failure(self, error: OSError) -> NotebookError:
        """Say, on one line, that a change is not saved, and why."""
        if isinstance(error, TimeoutError) and not error.errno:
            return NotebookError(f"{clean_line(self.path.name)}: in use by another program, the change is not saved")
        return NotebookError(f"{clean_line(str(self.path.parent))}: {reason(error)}, the change is not saved")

    @contextmanager
    def _locked(self, patience: float | None = None) -> Iterator[None]:
        require_folder(self.path.parent)
        with locked(self.path, patience=self.patience if patience is None else patience):
            yield


def version_of(page: Json) -> int:
    """Give the version that a page says it is of."""
    inner = page.get("glossator")
    version = inner.get("version") if isinstance(inner, dict) else None
    return version if isinstance(version, int) else VERSION


def contents_of(page: Json) -> tuple[Any, Any, Any, Any]:
    """Give what must not be missing from a file: items, tombstones, trash, and what it says of its document."""
    inner = page.get("glossator")
    inner = inner if isinstance(inner, dict) else {}
    return page.get("items") or [], inner.get("deleted") or {}, inner.get("trash") or {}, inner.get("document") or {}
