"""Searches: what was searched for in each document, newest first."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from glossator.content.library.by_document import ByDocument
from glossator.content.text.sanitize import clean_line

_MOST_EACH = 50
_LONGEST = 500
"""Characters of a search that is kept."""


class Searches:
    """The searches that were made, by document."""

    def __init__(self, folder: Path | None = None) -> None:
        self._kept = ByDocument("searches.json", folder)

    def of(self, source: str) -> list[str]:
        """Give a document's searches, newest first. Raises nothing: what cannot be read counts as none."""
        return _queries(self._kept.get(source))

    def add(self, source: str, query: str) -> None:
        """Keep a search. Raises OSError when it cannot be written; a damaged file is kept aside.

        Args:
            source: The path or URL of the document.
            query: As it was typed.
        """
        if query.strip() and len(query) <= _LONGEST:
            self._kept.change(
                source, lambda kept: [query, *(each for each in _queries(kept) if each != query)][:_MOST_EACH]
            )


def _queries(kept: Any) -> list[str]:
    queries = kept if isinstance(kept, list) else []
    return [clean_line(query)[:_LONGEST] for query in queries if isinstance(query, str) and query][:_MOST_EACH]
