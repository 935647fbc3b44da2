"""PageFragment: the page of its source that a passage stands on, as a FragmentSelector (W3C Web Annotation, 4.2.1).

Of PDFs it is the fragment of their own media type (RFC 8118), which counts pages from 1, whatever they are called.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, unquote

from glossator.content.text.sanitize import clean_line

if TYPE_CHECKING:
    from glossator.content.document import Document

_PDF = "http://tools.ietf.org/rfc/rfc3778"
"""How the model names the fragments of PDFs; RFC 8118 has taken the place of that."""
_LABEL = "glossator:label"
_LONGEST = 100


class PageFragment(NamedTuple):
    """A page: what a fragment says of it, what it is called, and whether the fragment is one of a PDF."""

    value: str
    label: str
    is_pdf: bool

    def to_json(self) -> dict[str, Any]:
        """Give the selector as stored."""
        standard = {"conformsTo": _PDF} if self.is_pdf else {}
        return {"type": "FragmentSelector", **standard, "value": self.value, _LABEL: self.label}


def page_fragment(document: Document | None, position: int | None) -> PageFragment | None:
    """Give the page of a passage.

    Args:
        document: The document; None where it is not open.
        position: The passage's first code point, if that is known.

    Returns:
        The page; None where there are none.
    """
    index = document.page_at(position) if document is not None and position is not None else None
    if document is None or index is None:
        return None
    label = document.pages[index][0]
    is_pdf = document.format == "pdf"
    return PageFragment(f"page={index + 1 if is_pdf else quote(label)}", label, is_pdf)


def page_in(selectors: Iterable[Any]) -> str:
    """What a page is called that stored selectors name; empty for none."""
    for each in selectors:
        if isinstance(each, dict) and each.get("type") == "FragmentSelector":
            label, value = each.get(_LABEL), each.get("value")
            if isinstance(label, str):
                return clean_line(label[:_LONGEST])
            if isinstance(value, str) and value.startswith("page="):
                return clean_line(unquote(value[5 : _LONGEST + 5].partition("&")[0]))
    return ""
