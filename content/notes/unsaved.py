"""What could not be saved when a reader ended: kept in the state folder, merged when its document is opened again.

Where the state folder is as full as the notes folder, it is kept among the temporary files, and found there, too.
"""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import stat
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

from glossator.content.folders import state_folder
from glossator.content.storage import write_durably

_LASTING = Path("/var/tmp")
"""Temporary files that are still there after the machine was started anew (Filesystem Hierarchy Standard 3.0, 5.15)."""
_PREFIX = "glossator-unsaved-"


def keep_unsaved(notebook: Path, text: str, *, key: str = "") -> Path:
    """Keep a notebook's page where it can be kept.

    Args:
        notebook: The notebook's file; the page comes back to that folder alone.
        text: The page.
        key: Eight hexadecimal digits that tell this page from others; the page kept with the same ones is replaced.

    Returns:
        The file, in the state folder, else in a temporary one; ``unsaved_of`` finds either.

    Raises:
        OSError: It can be kept nowhere.
    """
    own_name = f"{notebook.stem}.{_key_of(notebook)}.{key or uuid.uuid4().hex[:8]}.json"
    with contextlib.suppress(OSError):
        return _written(_folder() / own_name, text)
    for place in _temporary_folders():
        with contextlib.suppress(OSError):
            return _written_among_temporary(place, own_name, text)
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def unsaved_of(notebook: Path) -> list[Path]:
    """Give the pages kept for a notebook's file. Pages from before folders were recorded match in any folder."""
    own = re.compile(rf"{re.escape(notebook.stem)}\.(?:{_key_of(notebook)}\.)?[0-9a-f]{{8}}\.json")
    found = []
    for folder in _folders():
        with contextlib.suppress(OSError):
            found += sorted(p for p in folder.iterdir() if own.fullmatch(p.name))
    return found


def all_unsaved(folder: Path) -> dict[Path, list[Path]]:
    """Give the pages kept for every notebook of a notes folder, by the notebook's file, which need not be there."""
    kept = re.compile(rf"(.+)\.{_key_of(folder / 'any')}\.[0-9a-f]{{8}}\.json", re.DOTALL)
    found: dict[Path, list[Path]] = {}
    for place in _folders():
        with contextlib.suppress(OSError):
            for path in sorted(place.iterdir()):
                if match := kept.fullmatch(path.name):
                    found.setdefault(folder / f"{match[1]}.json", []).append(path)
    return found


def _key_of(notebook: Path) -> str:
    """Which notes folder a notebook lies in, by the folder's path."""
    folder = os.path.realpath(os.path.abspath(notebook.parent))
    return hashlib.sha256(folder.encode("utf-8", "surrogateescape")).hexdigest()[:12]


def remove_unsaved(path: Path) -> None:
    """Take a kept page away: what it holds is in its notebook now. Raises OSError."""
    path.unlink(missing_ok=True)
    if path.parent.name.startswith(_PREFIX):
        with contextlib.suppress(OSError):
            path.parent.rmdir()


def _written(path: Path, text: str) -> Path:
    write_durably(path, text)
    return path


def _written_among_temporary(place: Path, name: str, text: str) -> Path:
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=place))
    try:
        return _written(folder / name, text)
    except OSError:
        with contextlib.suppress(OSError):
            folder.rmdir()
        raise


def _folders() -> Iterator[Path]:
    """The folders that may hold something; among the temporary ones only those that nobody else can write into."""
    yield _folder()
    for place in _temporary_folders():
        with contextlib.suppress(OSError):
            for entry in os.scandir(place):
                if entry.name.startswith(_PREFIX) and _is_own(entry):
                    yield Path(entry.path)


def _temporary_folders() -> list[Path]:
    """Where temporary files may be, those that last longest first; ``tempfile`` writes a file to find out."""
    named = [Path(os.environ[name]) for name in ("TMPDIR", "TEMP", "TMP") if os.environ.get(name)]
    return list(dict.fromkeys([_LASTING, *named, Path("/tmp")]))


def _is_own(entry: os.DirEntry[str]) -> bool:
    status = entry.stat(follow_symlinks=False)
    own = os.getuid() if hasattr(os, "getuid") else status.st_uid
    return stat.S_ISDIR(status.st_mode) and status.st_uid == own and not status.st_mode & 0o022


def _folder() -> Path:
    return state_folder() / "unsaved"
