"""Paths that this user's own state remembers: folders that held notes, and files that were annotated here.

A notes folder that is gone is not made anew, for its drive may come back. And of the files that a notebook names,
which may be anybody's, only those that were opened here are ever looked at unasked.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path

from glossator.content.folders import state_folder
from glossator.content.storage import dump_json, locked, make_folders, read_json, write_durably

_MOST = 10_000
"""Paths remembered of a kind, the latest."""
_devices: dict[str, int] = {}


class RememberedPaths:
    """A list of absolute paths in a file of the state folder; one that cannot be written is kept in memory."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._now: set[str] = set()

    def __contains__(self, path: str) -> bool:
        return path in self._now or path in self._stored()

    def add(self, path: str) -> None:
        """Remember a path."""
        if path in self._now:
            return
        self._now.add(path)
        if path in self._stored():
            return
        file = self._file
        try:
            make_folders(file.parent)
            with locked(file, patience=1.0):
                kept = [each for each in self._stored() if each != path]
                write_durably(file, dump_json([*kept, path][-_MOST:]))
        except OSError:
            return

    @property
    def _file(self) -> Path:
        return state_folder() / self._name

    def _stored(self) -> list[str]:
        data = read_json(self._file)
        return [path for path in data if isinstance(path, str)] if isinstance(data, list) else []


_folders = RememberedPaths("notes-folders.json")
_mounted = RememberedPaths("mounted-notes-folders.json")
"""Folders of notes that are themselves the place where a drive is mounted."""
_annotated = RememberedPaths("annotated.json")


def require_folder(folder: Path) -> None:
    """Make sure that a folder of notes is there; a new one is made.

    Raises:
        OSError: It cannot be made; or it held notes before and is not there now, as when its drive was taken away.
    """
    if is_gone(folder):
        raise FileNotFoundError(errno.ENOENT, "is gone, and is not made anew because it held notes")
    if not folder.is_dir():
        make_folders(folder)


def is_gone(folder: Path) -> bool:
    """True for a folder that held notes before and is not there now, as when its drive was taken away."""
    name = os.path.abspath(folder)
    try:
        if not folder.is_dir():
            return name in _folders
        moved = _devices.get(name, folder.stat().st_dev) != folder.stat().st_dev
        empty = next(folder.glob("*.json"), None) is None
    except OSError:
        return False
    return moved or (empty and not os.path.ismount(name) and name in _mounted)  # the empty place it was mounted on


def note_folder(folder: Path) -> None:
    """Remember that a folder holds notes."""
    name = os.path.abspath(folder)
    try:
        _devices[name] = folder.stat().st_dev
    except OSError:
        return
    _folders.add(name)
    if os.path.ismount(name):
        _mounted.add(name)


def note_annotated(source: str) -> None:
    """Remember that a file was annotated here; what is no path is not remembered."""
    if os.path.isabs(source):
        _annotated.add(source)


def was_annotated(source: str) -> bool:
    """True for a file that was annotated here."""
    return source in _annotated
