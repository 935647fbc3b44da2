"""W3C JSON-LD, as stored: the page of one notebook, or a list of pages."""

from __future__ import annotations

from content.exchange import Shelf
from content.storage import dump_json


def write(shelf: Shelf) -> str:
    """The pages as they are on disk."""
    pages = [notebook.page for notebook, _ in shelf if notebook.items]
    return dump_json(pages[0] if len(pages) == 1 else pages)
