"""What could not be saved when a reader ended: kept in the state folder, merged when its document is opened again."""

from __future__ import annotations

import tempfile
import uuid
from pathlib import Path

from glossator.content.folders import state_folder
from glossator.content.storage import write_durably


def keep_unsaved(name: str, text: str) -> Path:
    """Keep a notebook's page where it can be kept.

    Args:
        name: The name of the notebook's file.
        text: The page.

    Returns:
        The file, in the state folder, else in a temporary one.

    Raises:
        OSError: It can be kept nowhere.
    """
    path = _folder() / f"{Path(name).stem}.{uuid.uuid4().hex[:8]}.json"
    try:
        write_durably(path, text)
    except OSError:
        path = Path(tempfile.mkdtemp(prefix="glossator-unsaved-")) / name
        write_durably(path, text)
    return path


def unsaved_of(name: str) -> list[Path]:
    """Give the pages kept for a notebook, by the name of its file."""
    stem = Path(name).stem
    try:
        return sorted(p for p in _folder().iterdir() if p.name.startswith(f"{stem}.") and p.suffix == ".json")
    except OSError:
        return []


def _folder() -> Path:
    return state_folder() / "unsaved"
