"""Finding imports: the files of other programs in a folder or on a device."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from glossator.content.errors import GlossatorError
from glossator.content.exchange.imports.given import Given
from glossator.content.exchange.imports.recognition import format_of
from glossator.content.text.sanitize import shown_name

_SUFFIXES = frozenset({
    ".txt", ".html", ".htm", ".csv", ".json", ".jsonl", ".lua", ".sqlite", ".annot", ".annotation", ".annotations",
    ".mrexpt", ".md", ".org", ".edn", ".zip", ".pdf", ".epub", ".calibre_highlights", ".calibre_annotation_collection",
})  # fmt: skip
_MOST_FILES = 20_000
_LARGEST = 50_000_000
"""Bytes of a file that is looked into because it lies in a folder."""
_LARGEST_TEXT = 5_000_000
_DEEPEST = 8


def found_in(path: Path, name: str = "") -> Iterator[tuple[Given, str]]:
    """Give the files to import.

    Args:
        path: A file, or a folder, such as the place where a device is mounted.
        name: The format that was asked for; empty to recognise the format of each file.

    Yields:
        Each file with its format.

    Raises:
        GlossatorError: There is no such file, or it is in no known format.
    """
    if not path.is_dir():
        given = Given.read(path)
        found = name or format_of(given)
        if not found:
            raise GlossatorError(f"{shown_name(str(path))}: no highlights or notes of a known program")
        yield given, found
        return
    for each in _files(path):
        try:
            given = Given.read(each)
        except GlossatorError:
            continue
        found = format_of(given)
        if found and name in ("", found):
            yield given, found


def _files(folder: Path) -> Iterator[Path]:
    """The files in a folder that may be meant, in the order of their names; links are not followed."""
    count = 0
    for place, folders, names in os.walk(folder):
        folders.sort()
        if len(Path(place).relative_to(folder).parts) >= _DEEPEST:
            folders.clear()
        for name in sorted(names):
            path = Path(place, name)
            count += 1
            if count > _MOST_FILES:
                return
            suffix = path.suffix.lower()
            if suffix not in _SUFFIXES or path.is_symlink():
                continue
            try:
                size = path.stat().st_size
            except OSError:
                continue
            most = _LARGEST if suffix in (".sqlite", ".pdf", ".epub", ".zip") else _LARGEST_TEXT
            if size <= most or name.lower().startswith("my clippings"):
                yield path
