"""What is kept by document in one JSON file of the state folder, which many windows write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from glossator.content.folders import state_folder
from glossator.content.sources.urls import without_credentials
from glossator.content.storage import dump_json, keep_damaged_aside, locked, make_folders, read_json, write_durably

_MOST = 1000
"""Documents that something is kept for; the one that was changed longest ago goes first."""
_PATIENCE = 3.0
"""Seconds to wait for other windows that write."""


class ByDocument:
    """A JSON object for each document, by its path or URL without the name and password."""

    def __init__(self, name: str, folder: Path | None = None) -> None:
        self.path = (folder or state_folder()) / name

    def get(self, source: str) -> Any:
        """Give what is kept for a document; None for nothing. Raises nothing: what cannot be read counts as none."""
        return self._documents().get(without_credentials(source))

    def change(self, source: str, change: Callable[[Any], Any]) -> None:
        """Change what is kept for a document, as the newest one; what other windows wrote meanwhile stays.

        Args:
            source: The path or URL of the document.
            change: Given what is kept so far, or None; gives what is to be kept.

        Raises:
            OSError: It cannot be written. A damaged file is kept aside.
        """
        key = without_credentials(source)
        make_folders(self.path.parent)
        with locked(self.path, patience=_PATIENCE):
            keep_damaged_aside(self.path)
            documents = self._documents()
            changed = change(documents.pop(key, None))
            documents = dict([*documents.items()][-_MOST + 1 :]) | {key: changed}
            write_durably(self.path, dump_json({"version": 1, "documents": documents}))

    def _documents(self) -> dict[str, Any]:
        data = read_json(self.path)
        documents = data.get("documents") if isinstance(data, dict) else None
        return documents if isinstance(documents, dict) else {}
