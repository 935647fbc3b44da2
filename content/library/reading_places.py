"""What was read and how far: one small JSON file in the platform's state folder, which many windows write."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any, NamedTuple

from glossator.content.document import Document
from glossator.content.folders import state_folder
from glossator.content.sources.fragments import split_fragment
from glossator.content.sources.urls import is_url, without_credentials
from glossator.content.stamps import now
from glossator.content.storage import dump_json, keep_damaged_aside, locked, make_folders, read_json, write_durably

_MOST = 1000
"""Documents remembered."""
_PATIENCE = 1.0
"""Seconds to wait for other windows that write their places."""


class Reading(NamedTuple):
    """One document's place: what was on screen, from ``position`` to ``end`` in code points of ``length``; UTC."""

    title: str
    source: str
    position: int = 0
    length: int = 1
    highlights: int = 0
    opened: str = ""
    text_sha256: str = ""
    end: int = 0

    @property
    def percent(self) -> int:
        """How much of it is behind one, 0 to 100: 100 once its end was on screen, and not before."""
        return percent_read(max(self.position, self.end), self.length)


def percent_read(end: int, length: int) -> int:
    """Give how much of a text is behind one, 0 to 100: 100 once its end was on screen, and not before.

    Args:
        end: The last code point that was on screen.
        length: Of the text, in code points.
    """
    last = max(1, length - 1)
    return 100 if end >= last else max(0, min(99, round(100 * end / last)))


class Library:
    """The documents read, newest first, kept by source path."""

    def __init__(self, folder: Path | None = None) -> None:
        self.path = (folder or state_folder()) / "library.json"

    def readings(self) -> list[Reading]:
        """Give what was read, newest first, each source once; entries that are no readings are left out."""
        entries = [entry for path in (self.path, *self._waiting()) for entry in _entries_in(path)]
        readings = sorted(filter(None, map(_reading, entries)), key=lambda reading: reading.opened, reverse=True)
        newest: dict[str, Reading] = {}
        for reading in readings:
            newest.setdefault(reading.source, reading)
        return list(newest.values())

    def _waiting(self) -> list[Path]:
        """The files of windows that found the library in use."""
        try:
            return sorted(self.path.parent.glob(f"{self.path.stem}-waiting-*.json"))
        except OSError:
            return []

    def find(self, source: str) -> Reading | None:
        """Find the place kept for a source path, in a moment and without the text."""
        source = without_credentials(source)
        return next((r for r in self.readings() if r.source == source), None)

    def remember(self, document: Document, position: int, highlights: int, length: int, end: int = 0) -> None:
        """Keep a document's place, as the newest one; what other windows wrote meanwhile stays.

        Args:
            document: The document.
            position: The reading place, in code points.
            highlights: How many highlights it has.
            length: The length of its text in code points, as far as it is known.
            end: The last code point that was on screen.

        Raises:
            OSError: It cannot be written. A damaged file is kept aside.
        """
        source = without_credentials(document.source)
        self._write(Reading(document.title, source, position, length, highlights, now(), document.text_sha256, end))

    def count_highlights(self, source: str, highlights: int) -> None:
        """Keep how many highlights a document has that was read before. Raises OSError.

        Args:
            source: Its path or URL.
            highlights: How many.
        """
        if (reading := self.find(source)) and reading.highlights != highlights:
            self._write(reading._replace(highlights=highlights))

    def _write(self, reading: Reading) -> None:
        make_folders(self.path.parent)
        try:
            with locked(self.path, patience=_PATIENCE):
                keep_damaged_aside(self.path)
                waiting = self._waiting()
                others = [r for r in self.readings() if r.source != reading.source]
                newest = sorted([reading, *others], key=lambda r: r.opened, reverse=True)[:_MOST]
                write_durably(self.path, _as_file(newest))
                for path in waiting:
                    path.unlink(missing_ok=True)
        except TimeoutError:  # another program holds the lock: the next window to write adds this
            name = f"{self.path.stem}-waiting-{uuid.uuid4().hex[:8]}.json"
            write_durably(self.path.with_name(name), _as_file([reading]))


def _as_file(readings: list[Reading]) -> str:
    return dump_json({"version": 1, "documents": [each._asdict() for each in readings]})


def _entries_in(path: Path) -> list[Any]:
    """The entries in a file. Raises nothing: what cannot be read counts as empty."""
    data = read_json(path)
    entries = data.get("documents") if isinstance(data, dict) else None
    return entries if isinstance(entries, list) else []


def _reading(entry: Any) -> Reading | None:
    """A reading from JSON; None where a field is missing or of a wrong type."""
    if not isinstance(entry, dict):
        return None
    known = {name: type(Reading._field_defaults.get(name, "")) for name in Reading._fields}
    values = {key: value for key, value in entry.items() if key in known}
    if not all(type(value) is known[key] for key, value in values.items()):
        return None
    if "title" not in values or "source" not in values:
        return None
    source = values["source"]
    return Reading(**{**values, "source": split_fragment(source)[0] if is_url(source) else source})
