"""W3C JSON-LD, as stored: the page of one notebook, or a list of pages."""

from __future__ import annotations

import json
from typing import Any

from glossator.content.exchange.exported import ExportedDocument
from glossator.content.notes.page_text import page_text
from glossator.content.storage import dump_json


def write(documents: list[ExportedDocument]) -> str:
    """Write the pages as they are on disk; of those that are exported in part only the annotations wanted.

    Args:
        documents: What to write.
    """
    texts = [page_text(_page(document)) for document in documents]
    return texts[0] if len(texts) == 1 else dump_json([json.loads(text) for text in texts])


def _page(document: ExportedDocument) -> dict[str, Any]:
    page = document.notebook.page
    if len(document.items) == len(document.notebook.items):
        return page
    wanted = {item.stored["id"] for item in document.items}
    return {**page, "items": [item for item in page["items"] if isinstance(item, dict) and item.get("id") in wanted]}
