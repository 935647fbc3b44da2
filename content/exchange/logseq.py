"""Logseq: a page a document, a block a highlight with its properties, the note as a block below it."""

from __future__ import annotations

import re

from glossator.content.exchange.exported import ExportedDocument, ExportedItem
from glossator.content.exchange.markdown import REWORDED, plain
from glossator.content.exchange.note_markdown import contained, prefixed
from glossator.content.text.sanitize import clean_line

_BRACES = re.compile(r"\{{2,}")
"""What Logseq runs: a query, a macro."""


def write(documents: list[ExportedDocument]) -> str:
    """Write pages, one behind the other.

    Args:
        documents: What to write.
    """
    return "\n".join(_page(document) for document in documents)


def _page(document: ExportedDocument) -> str:
    source = document.url or document.path
    facts = {"title": document.title, "author": document.author, "year": document.year, "source": source}
    lines = [f"{key}:: {clean_line(value)}" for key, value in facts.items() if value]
    return "\n".join([*lines, "", *(line for item in document.items for line in _block(item)), ""])


def _block(item: ExportedItem) -> list[str]:
    lines = prefixed([_guarded(plain(line)) for line in item.quote.splitlines()] or ["…"], "- ", "  ")
    properties = {
        "ls-type": "annotation", "hl-page": item.page, "hl-color": item.color, "id": item.id.removeprefix("urn:uuid:"),
        "section": " › ".join(item.section), "date": item.date,
        "state": "" if item.state == "as it was" else item.state,
        "position": str(item.start) if item.is_repeated else "",
        "tags": ", ".join(f"[[{_name(tag)}]]" for tag in item.tags),
    }  # fmt: skip
    lines += [f"  {key}:: {clean_line(value)}" for key, value in properties.items() if value]
    if item.state == "reworded":
        lines += prefixed([REWORDED, *(_guarded(plain(line)) for line in item.wording.splitlines())], "\t- ", "\t  ")
    if item.note:
        note = [_BRACES.sub(lambda found: "\\{" * len(found[0]), line) for line in contained(item.note)]
        lines += prefixed([_guarded(line) for line in note], "\t- ", "\t  ")
    return lines


def _guarded(line: str) -> str:
    """A line that is no property of its block."""
    return re.sub(r"^(\s*)([\w\\-]+)::", r"\1\2\\::", line)


def _name(tag: str) -> str:
    return re.sub(r"[\[\]]", "", tag)
