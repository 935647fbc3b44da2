"""Elements of HTML, whatever namespace they are in: what they are called, what they say, and what they hold."""

from __future__ import annotations

import re
from typing import Any

from content.sanitize import clean_piece

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_TYPE = "{http://www.idpf.org/2007/ops}type"


def names(said: str) -> frozenset[str]:
    """A set of elements' names, from a line of them."""
    return frozenset(said.split())


def local(element: Any) -> str:
    """An element's name without its namespace, in lower case; empty for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def types_of(element: Any) -> set[str]:
    """What an element says it is: epub:type and role."""
    said = f"{element.get(_TYPE) or element.get('epub:type') or ''} {element.get('role') or ''}"
    return set(said.lower().split())


def hidden(element: Any) -> bool:
    """True for what a browser does not show."""
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def text_of(element: Any) -> str:
    """The text in an element, white space folded."""
    return " ".join("".join(element.itertext(with_tail=False)).split()) if element is not None else ""


def link_density(element: Any) -> float:
    """The share of an element's text that is links; links within the page count a third."""
    length = len(text_of(element))
    if not length:
        return 0.0
    linked = 0.0
    for link in element.iter("a", "{http://www.w3.org/1999/xhtml}a"):
        linked += len(text_of(link)) * (0.3 if (link.get("href") or "").startswith("#") else 1)
    return linked / length


def drop(element: Any) -> None:
    """Take an element out; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = clean_piece((before.tail or "") + element.tail)
        else:
            parent.text = clean_piece((parent.text or "") + element.tail)
    parent.remove(element)


def is_data(table: Any) -> bool:
    """True for a table of data; False for one that only places things on a page."""
    if types_of(table) & {"presentation", "none"} or table.get("datatable") == "0":
        return False
    rows, most, heads = 0, 0, False
    for element in table.iterdescendants():
        tag = local(element)
        if tag in ("table", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote", "figure", "ul", "ol", "section"):
            return False
        if tag == "tr":
            rows += 1
            most = max(most, sum(local(cell) in ("td", "th") for cell in element))
        heads = heads or tag in ("th", "caption", "thead")
        if tag == "td" and sum(local(child) in ("p", "div") for child in element) > 1:
            return False
    if most < 2 or rows < 1:
        return False
    return heads or rows >= 2
