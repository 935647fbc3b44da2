"""Where the annotations of a document stand in it, and where a quote does."""

from __future__ import annotations

import re

from glossator.content.document import Document
from glossator.content.errors import NotebookError
from glossator.content.notes.anchoring import Anchor, locate
from glossator.content.notes.annotation import Annotation
from glossator.content.text import segments
from glossator.content.text.occurrences import exact_places
from glossator.content.text.sanitize import clean

_anchor = Anchor._make


def anchors(document: Document, items: list[Annotation]) -> dict[str, Anchor]:
    """Where the annotations stand in a document, by id; those that are gone are left out.

    Args:
        document: What is open.
        items: Its annotations.
    """
    text = document.text
    found: dict[str, Anchor] = {}
    for item in items:
        exact, prefix, suffix, start, end, end_exact = item.selectors
        if start is not None and end == start + len(exact) and not end_exact:  # asked here as well: there may be many
            before = len(prefix) if len(prefix) < start else start
            if text.startswith(prefix + exact + suffix, start - before):
                found[item.id] = _anchor((start, end, 100.0))
                continue
        if anchor := locate(text, item.selectors):
            found[item.id] = anchor
    return found


def quote_range(document: Document, quote: str, occurrence: int = 1) -> tuple[int, int]:
    """The range of a quote's n-th occurrence, white space folded; where it stands nowhere so, of what folds alike.

    Args:
        document: What is open.
        quote: The words looked for.
        occurrence: Which one, from 1.

    Returns:
        Start and end, in code points.

    Raises:
        NotebookError: It is not there.
    """
    if not clean(quote).strip():
        raise NotebookError("an empty quote")
    words = [re.escape(word) for word in clean(quote).split()]
    places = [match.span() for match in re.finditer(r"\s+".join(words), document.text)]
    places = [segments.between_letters(document.text, *place) for place in places] or [
        *exact_places(document.text, clean(quote))
    ]
    if len(places) >= occurrence:
        return places[occurrence - 1]
    times = {0: "does not occur", 1: "occurs only once"}.get(len(places), f"occurs only {len(places)} times")
    raise NotebookError(f"{times} in the document")
