"""Raw HTML that stands by itself in a Markdown document, read as a page's is."""

from __future__ import annotations

from lxml import etree, html

from glossator.content.document import Builder
from glossator.content.formats.html import bounded_tags
from glossator.content.html.links import Links
from glossator.content.html.nesting import Nesting
from glossator.content.html.reader import MarkupReader
from glossator.content.html.xml import without_bad_references


def read_raw(markup: str, out: Builder, nesting: Nesting) -> None:
    """Read a piece of HTML; of one that cannot be read nothing is written.

    Args:
        markup: The HTML.
        out: Where its blocks go.
        nesting: What they stand in.
    """
    try:
        tree = html.document_fromstring(bounded_tags(without_bad_references(markup)))
    except (etree.LxmlError, ValueError):
        return
    body = tree.find("body")  # which a frameset, or a head alone, has not
    MarkupReader(out, Links(), nesting).read(tree if body is None else body)
