"""Inside links: where a document's link to a place of its own leads."""

from __future__ import annotations

import re

from glossator.content.document import Document

_NO_SLUG = re.compile(r"[^\w\- ]")


def inside_target(document: Document, target: str) -> int | None:
    """Find the place that a link leads to: an anchor, or the heading that a target such as ``#the-end`` names.

    Args:
        document: The document.
        target: The link's target.

    Returns:
        A code point; None when there is neither.
    """
    if target in document.anchors:
        return document.anchors[target]
    part, _, heading = target[1:].rpartition("#")  # in a folder, the heading of one of its files
    begin = document.anchors.get(f"#{part}", 0) if part else 0
    wanted = _slug(heading)
    sections = (section for section in document.sections if section.start >= begin)
    return next((section.start for section in sections if _slug(section.title) == wanted), None)


def _slug(title: str) -> str:
    """A title as Markdown renderers name its heading; also as a wikilink has it."""
    return _NO_SLUG.sub("", title.casefold()).strip().replace(" ", "-")
