"""PocketBook's notes as HTML: a ``div`` of the class ``bookmark`` for each."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from glossator.content.errors import GlossatorError
from glossator.content.exchange.imports.entry import Entry, ImportedBook, unwrapped
from glossator.content.exchange.imports.given import Given


def read(given: Given) -> list[ImportedBook]:
    """Read the notes on one book.

    Raises:
        GlossatorError: There are none.
    """
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    root: Any = etree.fromstring(given.text.encode("utf-8", "replace"), parser)
    marks = [e for e in root.iter("div") if "bookmark" in (e.get("class") or "").split()] if root is not None else []
    if not marks:
        raise GlossatorError(f"{given.shown}: no notes of a PocketBook")
    facts = [_text(mark) for mark in marks if not mark.get("id")]
    entries = tuple(_entry(mark, number) for number, mark in enumerate(m for m in marks if m.get("id")))
    title = next(iter(facts), "") or next((_text(e) for e in root.iter("title")), "")
    return [ImportedBook(title, facts[1] if len(facts) > 1 else "", entries=entries)]


def _entry(mark: Any, number: int) -> Entry:
    color = re.search(r"bm-color-(\w+)", mark.get("class") or "")
    name = color[1] if color else ""
    parts = {kind: _part(mark, f"bm-{kind}") for kind in ("page", "text", "note")}
    entry = Entry(
        "highlight", unwrapped(parts["text"]), parts["note"], color="" if name in ("none", "note") else name,
        id=mark.get("id"), page=parts["page"], order=("file", (number,)),
    )  # fmt: skip
    if parts["text"] == "Bookmark" and not parts["note"]:
        return entry._replace(kind="bookmark", quote="", outcome=("skipped", "a bookmark"))
    if parts["text"] == "Bookmark":
        return entry._replace(kind="note", quote="")
    return entry if entry.quote else entry._replace(kind="note")


def _part(mark: Any, name: str) -> str:
    found = next((e for e in mark.iter() if name in (e.get("class") or "").split()), None)
    if found is None:
        return ""
    paragraphs = [_text(p) for p in found.iter("p")] if found.tag != "p" else []
    return "\n\n".join(paragraphs) if paragraphs else _text(found)


def _text(element: Any) -> str:
    return "".join(element.itertext()).strip()
