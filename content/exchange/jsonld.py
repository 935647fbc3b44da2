"""W3C JSON-LD, as stored: the page of one notebook, or a list of pages."""

from __future__ import annotations

import json

from glossator.content.exchange.shelf import Shelf
from glossator.content.notes.page_text import page_text
from glossator.content.storage import dump_json


def write(shelf: Shelf) -> str:
    """Write the pages as they are on disk."""
    texts = [page_text(notebook.page) for notebook, _ in shelf if notebook.items]
    return texts[0] if len(texts) == 1 else dump_json([json.loads(text) for text in texts])
