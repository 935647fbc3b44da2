"""Notebook: the annotations of one document on disk; a W3C AnnotationPage, atomic and locked.

Every change reads the file again under its lock, applies itself, and is on disk before it is acknowledged.
"""

from __future__ import annotations

import json
import os
import re
import time
import unicodedata
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from content.anchoring import Anchor, Selectors, locate
from content.annotation import CONTEXT, Annotation, new_id
from content.document import Document
from content.errors import NotebookError
from content.sanitize import clean_line
from content.storage import dump_json, now, write_durably

VERSION = 1


def notes_folder() -> Path:
    """The notes folder: GLOSS_NOTES_DIR, else the platform's user data folder."""
    if chosen := os.environ.get("GLOSS_NOTES_DIR"):
        return Path(chosen).expanduser()
    from platformdirs import user_data_path

    return user_data_path("glossator") / "notes"


class Notebook:
    """One document's annotations. ``items`` is in reading order, ``problem`` a line for people or empty."""

    def __init__(self, path: Path, page: dict[str, Any] | None = None) -> None:
        self.path = path
        self.problem = ""
        self.items: list[Annotation] = []
        self._page: dict[str, Any] = page or {}
        self._unread: list[Any] = []
        self._undo: list[tuple[Annotation | None, Annotation | None]] = []
        self._redo: list[tuple[Annotation | None, Annotation | None]] = []

    @classmethod
    def open(cls, document: Document, folder: Path | None = None) -> Notebook:
        """The notebook of a document: by its text's hash, else by its path, else a new one.

        A notebook is not made on disk before its first annotation.
        """
        folder = folder or notes_folder()
        found = _find(document, folder)
        if found:
            notebook = cls(found, _new_page(document))
            notebook.reload()
            return notebook
        slug = unicodedata.normalize("NFKD", document.title).encode("ascii", "ignore").decode().lower()
        slug = re.sub(r"[^a-z0-9]+", "-", slug).strip("-")[:60].strip("-") or "document"
        notebook = cls(folder / f"{slug}-{document.text_sha256[:8]}.json", _new_page(document))
        return notebook

    @property
    def document(self) -> dict[str, Any]:
        """What the notebook says of its document."""
        facts = self._page.get("glossator", {}).get("document", {})
        return facts if isinstance(facts, dict) else {}

    @property
    def target(self) -> str:
        """The document's name in ``target.source``."""
        return str(self.document.get("url") or f"urn:sha256:{self.document.get('text_sha256', '')}")

    @property
    def read_only(self) -> bool:
        """True for a notebook of a newer version."""
        version = self._page.get("glossator", {}).get("version", VERSION)
        return isinstance(version, int) and version > VERSION

    def reload(self) -> None:
        """Read the file again. A damaged one is moved aside, never deleted, and ``problem`` says where."""
        try:
            raw = self.path.read_bytes()
        except FileNotFoundError:
            return
        except OSError as error:
            raise NotebookError(f"{clean_line(str(self.path))}: {(error.strerror or 'unreadable').lower()}") from None
        try:
            page = json.loads(raw.decode("utf-8"))
            if not isinstance(page, dict) or not isinstance(page.get("items", []), list):
                raise ValueError("not an AnnotationPage")
        except (ValueError, RecursionError):
            aside = self.path.with_name(f"{self.path.name}.damaged-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}")
            try:
                os.replace(self.path, aside)
                self.problem = f"{clean_line(self.path.name)}: damaged, kept as {clean_line(aside.name)}"
            except OSError:
                raise NotebookError(f"{clean_line(self.path.name)}: damaged, and cannot be moved aside") from None
            return
        if not isinstance(page.get("glossator"), dict):
            page["glossator"] = {"version": VERSION, "document": {}, "deleted": {}}
        self._page = page
        self.items, self._unread = [], []
        seen: set[str] = set()
        for item in page.get("items", []):
            try:
                annotation = Annotation.from_json(item)
                if annotation.id in seen:
                    raise ValueError("an id that occurs twice")
                seen.add(annotation.id)
                self.items.append(annotation)
            except ValueError:
                self._unread.append(item)
        if self.read_only:
            self.problem = f"{clean_line(self.path.name)}: written by a newer Glossator, opened read-only"

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
        """Put one change into the file as it is now."""
        try:
            with self._locked():
                self.reload()
                if self.read_only:
                    raise NotebookError(self.problem)
                gone = before or after
                items = [item for item in self.items if gone is None or item.id != gone.id]
                deleted = dict(self._page["glossator"].get("deleted") or {})
                if after is not None:
                    items.append(after)
                    deleted.pop(after.id, None)
                elif before is not None:
                    deleted[before.id] = now()
                items.sort(key=lambda item: (item.selectors.start, item.selectors.end, item.id))
                page = dict(self._page)
                page["glossator"] = {**page["glossator"], "deleted": dict(sorted(deleted.items()))}
                page["items"] = [item.to_json() for item in items] + self._unread
                write_durably(self.path, dump_json(page))
                self.items, self._page = items, page
        except OSError as error:
            raise NotebookError(
                f"{clean_line(str(self.path.parent))}: "
                f"{(error.strerror or 'cannot be written').lower()}, the change is not saved"
            ) from None

    @contextmanager
    def _locked(self) -> Iterator[None]:
        from filelock import FileLock, Timeout

        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            with FileLock(self.path.parent / f".{self.path.name}.lock", timeout=10):
                yield
        except Timeout:
            raise NotebookError(f"{clean_line(self.path.name)}: in use by another program") from None


def anchors(document: Document, items: list[Annotation]) -> dict[str, Anchor]:
    """Where the annotations stand in a document, by id; those that are gone are left out."""
    found = {item.id: locate(document.text, item.selectors) for item in items}
    return {key: anchor for key, anchor in found.items() if anchor}


def quote_range(document: Document, quote: str, occurrence: int = 1) -> tuple[int, int]:
    """The range of a quote's n-th occurrence, white space folded. Raises NotebookError when it is not there."""
    at = -1
    pattern = re.compile(r"\s+".join(re.escape(word) for word in quote.split()) or r"(?!)")
    for number, match in enumerate(pattern.finditer(document.text), 1):
        if number == occurrence:
            return match.start(), match.end()
        at = number
    raise NotebookError("the quote occurs " + ("nowhere" if at < 0 else f"only {at} times") + " in the document")


def notebooks(folder: Path | None = None) -> Iterator[Notebook]:
    """Every notebook that can be read, in the order of their names; damaged ones are left where they are."""
    folder = folder or notes_folder()
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        if page := _page_of(path):
            notebook = Notebook(path, page)
            notebook.reload()
            yield notebook


def find_annotation(annotation_id: str, folder: Path | None = None) -> Notebook:
    """The notebook that holds an annotation. Raises NotebookError."""
    for notebook in notebooks(folder):
        if any(item.id == annotation_id for item in notebook.items):
            return notebook
    raise NotebookError(f"{clean_line(annotation_id)}: no such annotation")


def _page_of(path: Path) -> dict[str, Any] | None:
    try:
        page = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    return page if isinstance(page, dict) and isinstance(page.get("items"), list) else None


def _find(document: Document, folder: Path) -> Path | None:
    """The notebook with the document's hash, else the one that names its path."""
    by_path: Path | None = None
    if not folder.is_dir():
        return None
    expected = document.text_sha256[:8]
    named = sorted(folder.glob("*.json"), key=lambda path: (expected not in path.name, path.name))
    for path in named:
        page = _page_of(path)
        if page is None:
            if expected in path.name:
                return path
            continue
        meta = page.get("glossator")
        facts = meta.get("document") if isinstance(meta, dict) else None
        if not isinstance(facts, dict):
            continue
        if facts.get("text_sha256") == document.text_sha256:
            return path
        sources = facts.get("sources")
        if document.source not in ("", "-") and isinstance(sources, list) and document.source in sources:
            by_path = path
    return by_path


def _new_page(document: Document) -> dict[str, Any]:
    return {
        "@context": CONTEXT,
        "id": f"urn:uuid:{uuid.uuid4()}",
        "type": "AnnotationPage",
        "glossator": {
            "version": VERSION,
            "document": {
                "title": document.title,
                "author": document.author,
                "format": document.format,
                "sources": [document.source] if document.source not in ("", "-") else [],
                "identifiers": list(document.identifiers),
                "text_sha256": document.text_sha256,
                **({"url": document.url} if document.url.startswith(("http://", "https://")) else {}),
            },
            "deleted": {},
        },
        "items": [],
    }
