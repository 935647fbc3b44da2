"""Local links: the file that a document's link to another document leads to.

As in a folder of notes, the book of an mdBook or a vault of Obsidian: ``other.md#heading``, ``../part/one.md``, a
wikilink's ``Other note``.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from glossator.content.formats.registry import FORMATS
from glossator.content.library.reading_places import Library
from glossator.content.sources.urls import is_url
from glossator.content.text.sanitize import is_clean

_SUFFIXES = tuple(suffix for each in FORMATS for suffix in each.suffixes)
"""Endings that are tried where a link names a note without one."""
_MOST_LOOKED_AT = 5000
"""Files looked through for a note that is named without its folder."""


class LocalLink(NamedTuple):
    """A file that is there: its path, the place in it (``#heading`` or empty), and whether it may be opened unasked."""

    path: str
    anchor: str
    is_near: bool


def local_target(source: str, target: str) -> LocalLink | None:
    """Find the file that a link leads to.

    Args:
        source: The document that the link is in: a path.
        target: The link's target.

    Returns:
        The file; None when the source is no file, the target names a scheme, or there is no such regular file.
    """
    if source in ("", "-") or is_url(source) or ":" in target.split("/")[0] or not is_clean(target):
        return None
    name, _, anchor = target.partition("#")
    name = unquote(name.partition("?")[0])
    if not name or "\0" in name or name.startswith("//"):
        return None
    path = Path(os.path.realpath(source))
    folder = path if path.is_dir() else path.parent
    found = _file(folder, name)
    if found is None:
        return None
    return LocalLink(str(found), f"#{unquote(anchor)}" if anchor else "", _is_near(found, folder))


def _file(folder: Path, name: str) -> Path | None:
    for ending in ("", *_SUFFIXES):
        path = os.path.realpath(folder / (name + ending))
        if os.path.isfile(path):  # and not Path.is_file, which fails for a name that no file can have
            return Path(path)
    if "/" in name:
        return None
    wanted = {(name + ending).casefold() for ending in ("", *_SUFFIXES)}
    looked_at = 0
    for root, folders, files in os.walk(folder):  # a wikilink names a note, wherever it lies in the vault
        folders[:] = sorted(each for each in folders if not each.startswith("."))
        looked_at += len(folders)
        for each in sorted(files):
            looked_at += 1
            if each.casefold() in wanted:
                return Path(os.path.realpath(Path(root) / each))
        if looked_at > _MOST_LOOKED_AT:
            return None
    return None


def _is_near(path: Path, folder: Path) -> bool:
    """True beneath the document's own folder, and for what this user's library holds."""
    return path.is_relative_to(folder) or Library().find(str(path)) is not None
