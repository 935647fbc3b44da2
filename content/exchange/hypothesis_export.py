"""Hypothesis: the file that its client exports and imports.

Source:
    https://web.hypothes.is/help/exporting-and-importing-annotations-in-the-hypothesis-web-app/
"""

from __future__ import annotations

from typing import Any

from glossator.content.exchange.exported import ExportedDocument, ExportedItem
from glossator.content.stamps import now
from glossator.content.storage import dump_json


def write(documents: list[ExportedDocument]) -> str:
    """Write the annotations as the client does; their positions are left out, which a browser counts otherwise.

    Args:
        documents: What to write.
    """
    rows = [row_of(item, document) for document in documents for item in document.items]
    return dump_json({"export_date": now(), "export_userid": "", "client_version": "1.0", "annotations": rows})


def row_of(item: ExportedItem, document: ExportedDocument) -> dict[str, Any]:
    """Give an annotation as the API has it.

    Args:
        item: The annotation.
        document: What it is on.
    """
    uri = document.url or (f"urn:isbn:{document.isbn}" if document.isbn else str(document.notebook.target))
    quote = {"type": "TextQuoteSelector", "exact": item.quote, "prefix": item.prefix, "suffix": item.suffix}
    target = {"source": uri, **({"selector": [quote]} if item.quote else {})}
    return {
        "id": item.id.removeprefix("urn:uuid:"), "created": item.created, "updated": item.modified or item.created,
        "uri": uri, "text": item.note, "tags": [*item.tags], "target": [target],
        "document": {"title": [document.title]},
    }  # fmt: skip
