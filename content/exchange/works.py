"""Works: a document as bibliographies know it: its kind, its authors by their parts, and a key to cite it by."""

from __future__ import annotations

from glossator.content.exchange.bibliography import citation_key
from glossator.content.exchange.exported import ExportedDocument, ExportedItem

_BOOKS = frozenset({"epub", "mobi", "fb2"})


def kind_of(document: ExportedDocument) -> str:
    """Give the kind of a document: ``book``, ``webpage`` or ``document``."""
    if document.isbn or document.format in _BOOKS:
        return "book"
    return "webpage" if document.url else "document"


def citation_keys(documents: list[ExportedDocument]) -> list[str]:
    """Give each document a key to cite it by: family name, year, first word of the title, and a letter if need be.

    Args:
        documents: The documents.
    """
    taken: set[str] = set()
    keys = []
    for document in documents:
        base = citation_key(document.authors, document.year, document.title)
        key, letter = base, ord("a")
        while key in taken:
            key, letter = f"{base}{chr(letter)}" if letter <= ord("z") else f"{base}-{letter}", letter + 1
        taken.add(key)
        keys.append(key)
    return keys


def annotation_text(document: ExportedDocument) -> list[tuple[str, str, str]]:
    """Give the annotations of a work: quote, where it stands, and note."""
    return [(item.quote, _where(item), item.note) for item in document.items if item.quote or item.note]


def _where(item: ExportedItem) -> str:
    return ", ".join(filter(None, (item.chapter, f"p. {item.page}" if item.page else "", state_of(item))))


def keywords_of(document: ExportedDocument) -> list[str]:
    """Give the tags of a document's annotations, each once, without commas, which separate keywords."""
    return list(dict.fromkeys(tag.replace(",", " ") for item in document.items for tag in item.tags))


def state_of(item: ExportedItem) -> str:
    """Say of a passage that changed what it reads now, and of one that is gone that it is; empty for any other."""
    if item.state == "reworded":
        return f"now: “{item.wording}”"
    return "no longer in the text" if item.state == "orphaned" and item.quote else ""
