"""Notes in the making: what stands in an editor is kept until it is saved or thrown away.

Each window keeps its drafts in files of its own, so that two that write on one note lose nothing of each other's; a
draft is offered once the window that wrote it is gone: a window holds a lock as long as it lives, and loses it however
it ends.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import uuid
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from glossator.content.document import Document
from glossator.content.folders import notes_folder, state_folder
from glossator.content.notes.annotation import Annotation, readable
from glossator.content.sources.urls import without_credentials
from glossator.content.stamps import now
from glossator.content.storage import dump_json, hold_lock, is_held, read_json, remove_lock, write_durably
from glossator.content.text.sanitize import clean

_WINDOW = uuid.uuid4().hex[:8]
_WINDOW_NAME = re.compile("[0-9a-z]{8}")
_held: dict[Path, object] = {}
"""The lock of this window in each folder that it keeps drafts in."""


@dataclass(frozen=True)
class Draft:
    """A text that was being written on an annotation; ``path`` is where it is kept."""

    item: Annotation
    text: str
    path: Path
    made_for_it: bool = False
    """Whether the highlight was made only to hold the note."""


def draft_path(document: Document, annotation_id: str) -> Path:
    """Give the file that this window's draft of an annotation's note is kept in.

    Args:
        document: What the note is about.
        annotation_id: Whose note it is.
    """
    name = hashlib.sha256(annotation_id.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return _folder() / f"{document.text_sha256[:16]}-{name}-{_WINDOW}.json"


def keep_draft(document: Document, item: Annotation, text: str, *, made_for_it: bool = False) -> None:
    """Keep a text as it stands in the editor; durable when this returns. Raises OSError.

    Args:
        document: What the note is about.
        item: Whose note it is.
        text: As it stands in the editor.
        made_for_it: The highlight was made for this note, and goes if the note is discarded.
    """
    data = {
        "source": without_credentials(document.source), "text_sha256": document.text_sha256, "saved": now(),
        "annotation": item.to_json(), "text": text,
        "made_for_it": made_for_it, "window": _WINDOW, "notes": _notes_folder(),
    }  # fmt: skip
    folder = _folder()
    if folder not in _held and (lock := hold_lock(folder / _WINDOW)):
        _held[folder] = lock
    write_durably(draft_path(document, item.id), dump_json(data))


def drop_draft(document: Document, annotation_id: str) -> None:
    """Forget the draft of an annotation's note: it was saved, or thrown away.

    Args:
        document: What the note is about.
        annotation_id: Whose note it is.
    """
    with contextlib.suppress(OSError):
        folder = _folder()
        _, name = draft_path(document, annotation_id).name.split("-", 1)
        for path in folder.glob(f"*-{name}"):  # also one begun before the document was read again
            path.unlink(missing_ok=True)
        if folder in _held and not any(folder.glob(f"*-{_WINDOW}.json")):
            del _held[folder]
            remove_lock(folder / _WINDOW)


def drafts_of(document: Document, ids: Collection[str] = ()) -> list[Draft]:
    """Give the drafts of a document's notes, the oldest first; never raises.

    Those that another window is still writing, or that belong to another notes folder, are not among them.

    Args:
        document: The document, whose text or path tells that a draft is on it.
        ids: The annotations of its notebook; a draft on one of them is, too, wherever the document is now.
    """
    found: list[tuple[str, Draft]] = []
    try:
        paths = sorted(_folder().glob("*.json"))
    except OSError:
        return []
    for path in paths:
        data = read_json(path)
        if not isinstance(data, dict) or not isinstance(data.get("text"), str):
            continue
        source = without_credentials(document.source)
        known = source not in ("", "-") and data.get("source") == source
        item = readable(data.get("annotation"))
        if _is_being_written(data) or data.get("notes", _notes_folder()) != _notes_folder():
            continue
        if item is not None and (known or item.id in ids or data.get("text_sha256") == document.text_sha256):
            draft = Draft(item, clean(data["text"]), path, data.get("made_for_it") is True)
            found.append((str(data.get("saved")), draft))
    return [draft for _, draft in sorted(found, key=lambda entry: entry[0])]


def _is_being_written(data: dict[str, Any]) -> bool:
    """True for the draft of another window that is open."""
    window = data.get("window")
    if not isinstance(window, str) or window == _WINDOW or not _WINDOW_NAME.fullmatch(window):
        return False
    return is_held(_folder() / window)


def discard(draft: Draft) -> None:
    """Throw a draft away."""
    with contextlib.suppress(OSError):
        os.unlink(draft.path)


def _notes_folder() -> str:
    return os.path.realpath(notes_folder()).encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _folder() -> Path:
    return state_folder() / "drafts"
