"""Searches: what was searched for in each document, newest first; one JSON file in the state folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from glossator.content.folders import state_folder
from glossator.content.sources.urls import without_credentials
from glossator.content.storage import dump_json, keep_damaged_aside, locked, make_folders, write_durably
from glossator.content.text.sanitize import clean_line

_MOST = 1000
"""Documents whose searches are kept."""
_MOST_EACH = 50
_LONGEST = 500
"""Characters of a search that is kept."""
_PATIENCE = 3.0
"""Seconds to wait for other windows that write their searches."""


class Searches:
    """The searches that were made, by document."""

    def __init__(self, folder: Path | None = None) -> None:
        self.path = (folder or state_folder()) / "searches.json"

    def of(self, source: str) -> list[str]:
        """Give a document's searches, newest first. Raises nothing: what cannot be read counts as none."""
        found = self._documents().get(without_credentials(source))
        queries = found if isinstance(found, list) else []
        return [clean_line(query)[:_LONGEST] for query in queries if isinstance(query, str) and query][:_MOST_EACH]

    def add(self, source: str, query: str) -> None:
        """Keep a search. Raises OSError when it cannot be written; a damaged file is kept aside.

        Args:
            source: The path or URL of the document.
            query: As it was typed.
        """
        if not query.strip() or len(query) > _LONGEST:
            return
        make_folders(self.path.parent)
        with locked(self.path, patience=_PATIENCE):
            keep_damaged_aside(self.path)
            queries = [query, *(each for each in self.of(source) if each != query)][:_MOST_EACH]
            documents = self._documents()
            documents.pop(without_credentials(source), None)
            documents = dict([*documents.items()][-_MOST + 1 :]) | {without_credentials(source): queries}
            write_durably(self.path, dump_json({"version": 1, "documents": documents}))

    def _documents(self) -> dict[str, Any]:
        import json

        try:
            data = json.loads(self.path.read_text("utf-8"))
        except (OSError, ValueError, RecursionError):
            return {}
        documents = data.get("documents") if isinstance(data, dict) else None
        return documents if isinstance(documents, dict) else {}
