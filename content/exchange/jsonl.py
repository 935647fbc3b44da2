"""JSON Lines: an annotation a line, as ``gloss notes list --json`` has it."""

from __future__ import annotations

import json

from glossator.content.exchange.exported import ExportedDocument
from glossator.content.text.sanitize import escaped


def write(documents: list[ExportedDocument]) -> str:
    """Write each annotation as stored, with its document beside it.

    Args:
        documents: What to write.
    """
    return "".join(
        escaped(json.dumps({**item.stored, "document": document.notebook.document}, ensure_ascii=False)) + "\n"
        for document in documents
        for item in document.items
    )
