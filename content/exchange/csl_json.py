"""CSL-JSON: an item a document, its highlights and notes in ``annote``.

Source:
    https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html
"""

from __future__ import annotations

from typing import Any

from glossator.content.exchange.bibliography import is_organisation, name_parts
from glossator.content.exchange.exported import ExportedDocument
from glossator.content.exchange.works import annotation_text, citation_keys, keywords_of, kind_of
from glossator.content.storage import dump_json


def write(documents: list[ExportedDocument]) -> str:
    """Write the items.

    Args:
        documents: What to write.
    """
    keys = citation_keys(documents)
    return dump_json([_item(document, key) for document, key in zip(documents, keys, strict=True)])


def _item(document: ExportedDocument, key: str) -> dict[str, Any]:
    names = [_name(author) for author in document.authors]
    notes = [
        f"“{quote}”" + (f" ({where})" if where else "") + (f" — {note}" if note else "")
        for quote, where, note in annotation_text(document)
    ]
    fields = {
        "id": key, "type": kind_of(document), "title": document.title, "author": names,
        "issued": {"date-parts": [[int(document.year)]]} if document.year else {}, "URL": document.url,
        "ISBN": document.isbn, "keyword": ", ".join(keywords_of(document)), "annote": "\n\n".join(notes),
        "custom": {"glossator": [item.id.removeprefix("urn:uuid:") for item in document.items]},
    }  # fmt: skip
    return {name: value for name, value in fields.items() if value}


def _name(author: str) -> dict[str, str]:
    """An author by the parts of the name; an organisation as it is."""
    if is_organisation(author):
        return {"literal": author}
    return dict(zip(("family", "given"), filter(None, name_parts(author)), strict=False))
