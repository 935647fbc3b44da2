"""What was read and how far: one small JSON file in the platform's state folder."""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from content.document import Document
from content.storage import dump_json, now, write_durably


@dataclass(frozen=True)
class Reading:
    """One document's place: ``position`` in code points of ``length``, ``opened`` in UTC."""

    title: str
    source: str
    position: int = 0
    length: int = 1
    highlights: int = 0
    opened: str = ""
    text_sha256: str = ""

    @property
    def share(self) -> float:
        """The share read, 0 to 1."""
        return min(1.0, self.position / max(1, self.length))


def state_folder() -> Path:
    """Where reading places live: GLOSS_STATE_DIR, else the platform's state folder."""
    if chosen := os.environ.get("GLOSS_STATE_DIR"):
        return Path(chosen).expanduser()
    from platformdirs import user_state_path

    return user_state_path("glossator")


class Library:
    """The documents read, newest first, kept by source path."""

    def __init__(self, folder: Path | None = None) -> None:
        self.path = (folder or state_folder()) / "library.json"

    def readings(self) -> list[Reading]:
        """What was read, newest first; a damaged file counts as empty."""
        try:
            stored = self.path.read_text("utf-8")
        except (OSError, ValueError):
            return []
        import json

        try:
            data: Any = json.loads(stored)
            entries = data["documents"] if isinstance(data, dict) else []
        except (ValueError, KeyError, RecursionError):
            return []
        readings = []
        for entry in entries if isinstance(entries, list) else ():
            try:
                readings.append(Reading(**entry))
            except TypeError:
                continue
        return readings

    def find(self, source: str) -> Reading | None:
        """The place kept for a source path, in a moment and without the text."""
        return next((r for r in self.readings() if r.source == source), None)

    def remember(self, document: Document, position: int, highlights: int, length: int) -> None:
        """Keep a document's place, as the newest one. Raises OSError when it cannot be written."""
        reading = Reading(
            document.title,
            document.source,
            position,
            length,
            highlights,
            now(),
            document.text_sha256,
        )
        others = [r for r in self.readings() if r.source != document.source]
        kept = [asdict(r) for r in [reading, *others][:1000]]
        write_durably(self.path, dump_json({"version": 1, "documents": kept}))
