"""Pages of word processors' documents: where each began when the document was last set."""

from __future__ import annotations

from dataclasses import replace

from glossator.content.document import Builder, Document
from glossator.content.html.elements import PAGE_NAME


def with_pages(document: Document, out: Builder) -> Document:
    """Give a document its pages, which the second and all others have named places for.

    Args:
        document: The document.
        out: What it was built with. The places are named ``glossator-page-`` and the page's number.

    Returns:
        The document without these names; where there are none, without pages.
    """
    starts = {name: at for name, at in out.places.items() if name.startswith(f"#{PAGE_NAME}")}
    pages = [(name.removeprefix(f"#{PAGE_NAME}"), at) for name, at in starts.items()]
    anchors = {name: at for name, at in document.anchors.items() if name not in starts}
    ordered = sorted((("1", 0), *pages), key=lambda page: page[1]) if pages else []
    return replace(document, anchors=anchors, pages=tuple(ordered))
