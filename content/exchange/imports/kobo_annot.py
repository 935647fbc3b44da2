"""Adobe Digital Editions' and Kobo's ``.annot``: XML, one file a book."""

from __future__ import annotations

from typing import Any

from glossator.content.errors import GlossatorError
from glossator.content.exchange.imports.dates import iso
from glossator.content.exchange.imports.entry import Entry, ImportedBook, unwrapped
from glossator.content.exchange.imports.given import Given
from glossator.content.html.elements import local
from glossator.content.html.xml import parse_xml


def read(given: Given) -> list[ImportedBook]:
    """Read the annotations of one book.

    Raises:
        GlossatorError: It is no such file.
    """
    root = parse_xml(given.data)
    if local(root) != "annotationset":
        raise GlossatorError(f"{given.shown}: no set of annotations")
    publication = next((child for child in root if local(child) == "publication"), root)
    identifier = _text(publication, "identifier")
    items = [child for child in root if local(child) == "annotation"]
    return [ImportedBook(
        _text(publication, "title"), _text(publication, "creator"), (identifier,) if identifier else (), "",
        tuple(map(_entry, items)),
    )]  # fmt: skip


def _entry(item: Any) -> Entry:
    target = next((child for child in item if local(child) == "target"), None)
    content = next((child for child in item if local(child) == "content"), None)
    fragment = next((child for child in target if local(child) == "fragment"), None) if target is not None else None
    created = iso(_text(item, "date"))
    entry = Entry(
        "highlight", unwrapped(_text(fragment, "text")) if fragment is not None else "",
        _text(content, "text") if content is not None else "", created=created,
        modified=(iso(_text(content, "date")) if content is not None else "") or created,
        id=_text(item, "identifier"), location=(fragment.get("start") or "") if fragment is not None else "",
        order=("progress", _progress(fragment)) if fragment is not None and fragment.get("progress") else None,
    )  # fmt: skip
    if entry.quote:
        return entry
    if entry.note:
        return entry._replace(kind="note")
    return entry._replace(kind="bookmark", outcome=("skipped", "a bookmark"))


def _progress(fragment: Any) -> tuple[int, ...]:
    try:
        return (round(float(fragment.get("progress")) * 1_000_000),)
    except (TypeError, ValueError, OverflowError):
        return (0,)


def _text(element: Any, name: str) -> str:
    found = next((child for child in element if local(child) == name), None)
    return "".join(found.itertext()).strip() if found is not None else ""
