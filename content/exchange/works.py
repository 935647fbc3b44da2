"""Works: a document as bibliographies know it: its kind, its authors by their parts, and a key to cite it by."""

from __future__ import annotations

import re

from glossator.content.exchange.exported import ExportedDocument, ExportedItem
from glossator.content.text.folding import fold

_BOOKS = frozenset({"epub", "mobi", "fb2", "azw3"})
_ARTICLES = frozenset({"a", "an", "the", "der", "die", "das", "le", "la", "les", "el", "los", "il", "de", "het"})


def kind_of(document: ExportedDocument) -> str:
    """Give the kind of a document: ``book``, ``webpage`` or ``document``."""
    if document.isbn or document.format in _BOOKS:
        return "book"
    return "webpage" if document.url else "document"


def name_parts(author: str) -> tuple[str, str]:
    """Part an author's name.

    Args:
        author: ``Last, First`` or ``First Last``.

    Returns:
        The family name and the given ones, which may be empty.
    """
    if "," in author:
        family, _, given = author.partition(",")
        return family.strip(), given.strip()
    *given_names, family = author.split() or [""]
    return family, " ".join(given_names)


def citation_keys(documents: list[ExportedDocument]) -> list[str]:
    """Give each document a key to cite it by: family name, year, first word of the title, and a letter if need be.

    Args:
        documents: The documents.
    """
    taken: set[str] = set()
    keys = []
    for document in documents:
        family = name_parts(document.authors[0])[0] if document.authors else ""
        words = [word for word in re.findall(r"[a-z0-9]+", fold(document.title)) if word not in _ARTICLES]
        base = "".join(re.findall(r"[a-z0-9]+", fold(family))) + document.year + (words[0] if words else "")
        base = base or "document"
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
