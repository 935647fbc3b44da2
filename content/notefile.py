"""The notes folder and the files in it: whole, with git's conflict markers, damaged, or copies of one another.

Reading never changes a file. What is damaged is moved aside by ``rescue``, and what can be saved of it is given back.
"""

from __future__ import annotations

import json
import os
import re
import time
import uuid
from pathlib import Path
from typing import Any

from content.annotation import CONTEXT, Annotation
from content.document import Document
from content.errors import NotebookError
from content.merge import merge
from content.sanitize import clean_line

VERSION = 1

_CONFLICT = re.compile(r"^<{7}[^\n]*\n(.*?)(?:^\|{7}[^\n]*\n.*?)?^={7}[^\n]*\n(.*?)^>{7}[^\n]*(?:\n|\Z)", re.M | re.S)
_ITEM = re.compile(r'\{\s*"@context"')
_COPY = re.compile(r"\.sync-conflict-|\(.*conflicted copy.*\)|_conflict-", re.I)


class Damaged(ValueError):
    """The file is there and is not a notebook."""


def read_page(path: Path) -> dict[str, Any] | None:
    """The page in a file, settled (see merge); None when there is no file.

    Raises Damaged when it holds no page, NotebookError when it cannot be read.
    """
    try:
        raw = path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise NotebookError(f"{clean_line(str(path))}: {(error.strerror or 'unreadable').lower()}") from None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        raise Damaged("not UTF-8") from None
    if _CONFLICT.search(text):
        return merge(_parsed(_CONFLICT.sub(r"\1", text)), _parsed(_CONFLICT.sub(r"\2", text)))
    return merge(_parsed(text))


def _parsed(text: str) -> dict[str, Any]:
    try:
        page = json.loads(text)
    except (ValueError, RecursionError):
        raise Damaged("not JSON") from None
    if not isinstance(page, dict) or not isinstance(page.get("items", []), list):
        raise Damaged("not an AnnotationPage")
    return page


def rescue(path: Path) -> tuple[list[dict[str, Any]], Path]:
    """Move a damaged file aside; the annotations that can still be read in it, and its new name.

    Raises NotebookError when it cannot be moved.
    """
    aside = path.with_name(f"{path.name}.damaged-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}")
    while aside.exists():
        aside = aside.with_name(aside.name + "x")
    try:
        text = path.read_bytes().decode("utf-8", "replace")
        os.replace(path, aside)
    except OSError:
        raise NotebookError(f"{clean_line(path.name)}: damaged, and cannot be moved aside") from None
    decoder = json.JSONDecoder()
    items = []
    for match in _ITEM.finditer(text):
        try:
            item, _ = decoder.raw_decode(text, match.start())
            Annotation.from_json(item)
        except (ValueError, RecursionError):
            continue
        items.append(item)
    return items, aside


def is_copy(path: Path) -> bool:
    """True for the name of a copy that Syncthing, Dropbox, Nextcloud or ownCloud left in a conflict."""
    return bool(_COPY.search(path.name))


def copies_of(path: Path) -> list[Path]:
    """The copies that file syncing left beside a notebook."""
    folder = path.parent
    stem = re.escape(path.name.removesuffix(".json"))
    named = re.compile(rf"{stem}[ ._].*\.json", re.S)
    return sorted(p for p in folder.glob("*.json") if is_copy(p) and named.fullmatch(p.name)) if folder.is_dir() else []


def notes_folder() -> Path:
    """The notes folder: GLOSS_NOTES_DIR, else the platform's user data folder."""
    if chosen := os.environ.get("GLOSS_NOTES_DIR"):
        return Path(chosen).expanduser()
    from platformdirs import user_data_path

    return user_data_path("glossator") / "notes"


def page_of(path: Path) -> dict[str, Any] | None:
    """The page in a file, None when there is none that can be read."""
    try:
        return read_page(path)
    except (Damaged, NotebookError):
        return None


def notebook_files(folder: Path | None = None) -> list[Path]:
    """The notebooks' files, in the order of their names; copies left by file syncing are not among them."""
    folder = folder or notes_folder()
    return sorted(path for path in folder.glob("*.json") if not is_copy(path)) if folder.is_dir() else []


def find_notebook(document: Document, folder: Path) -> Path | None:
    """The notebook with the document's hash, else one of its identifiers, else its path; None when there is none."""
    by_path: Path | None = None
    by_identifier: Path | None = None
    known = {*document.identifiers, document.url} - {""}
    expected = document.text_sha256[:8]
    named = sorted(notebook_files(folder), key=lambda path: (expected not in path.name, path.name))
    for path in named:
        page = page_of(path)
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
        identifiers = facts.get("identifiers")
        said = {*(identifiers if isinstance(identifiers, list) else ()), facts.get("url")}
        if known & said:
            by_identifier = path
        sources = facts.get("sources")
        if document.source not in ("", "-") and isinstance(sources, list) and document.source in sources:
            by_path = path
    return by_identifier or by_path


def new_page(document: Document) -> dict[str, Any]:
    """The page of a notebook that has no annotations yet."""
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
