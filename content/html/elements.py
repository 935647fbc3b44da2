"""Elements of HTML, whatever namespace they are in: what they are called, what they say, and what they hold."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Any

from lxml import etree

from glossator.content.text.sanitize import clean_piece, is_clean

_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
WHITE = re.compile(r"[ \t\n\r\f]+")
"""White space as HTML folds it."""
_DROPPED = "dropped"
_TO_STRIP = (_DROPPED, etree.Comment, etree.ProcessingInstruction)
_TYPE = "{http://www.idpf.org/2007/ops}type"
_MOST_PIECES = 2_000
"""Pieces of text in an element that are looked through for the beginning of what it says."""
_WIDER = 4
"""Code points read for each that is wanted, since white space is folded."""


def names(line: str) -> frozenset[str]:
    """A set of elements' names, from a line of them."""
    return frozenset(line.split())


def local(element: Any) -> str:
    """An element's name without its namespace, in lower case; empty for comments and the like."""
    tag = element.tag
    return _name_of(tag) if isinstance(tag, str) else ""


@lru_cache(4096)
def _name_of(tag: str) -> str:
    return tag.rpartition("}")[2].lower()


def plain_text(element: Any) -> str | None:
    """The text of an element that holds nothing but text, as a block has it; None for one that holds more."""
    if len(element) or element.get("id") is not None:
        return None
    text = WHITE.sub(" ", element.text or "")
    return (text if is_clean(text) else WHITE.sub(" ", clean_piece(text))).strip(" ")


def types_of(element: Any) -> set[str]:
    """What an element says it is: epub:type and role."""
    types = f"{element.get(_TYPE) or element.get('epub:type') or ''} {element.get('role') or ''}"
    return set(types.lower().split())


def hidden(element: Any) -> bool:
    """True for what a browser does not show."""
    if "katex-html" in (element.get("class") or ""):  # the formula drawn, beside the one that is read
        return True
    return element.get("hidden") is not None or bool(_HIDDEN.search(element.get("style") or ""))


def called(element: Any) -> str:
    """What an element is called: its classes and its id."""
    return f"{element.get('class') or ''} {element.get('id') or ''}"


def text_of(element: Any) -> str:
    """The text in an element, white space folded."""
    return " ".join("".join(element.itertext()).split()) if element is not None else ""


def beginning_of(element: Any, most: int) -> str:
    """The beginning of the text in an element, white space folded; in bounded time, however deep elements are nested.

    Args:
        element: The element; None gives an empty text.
        most: Code points at the most.
    """
    if element is None:
        return ""
    if not len(element):
        return " ".join((element.text or "")[: _WIDER * most].split())[:most]
    parts: list[str] = []
    length = 0
    for piece in islice(element.itertext(), _MOST_PIECES):
        parts.append(piece[: _WIDER * most])
        length += len(parts[-1])
        if length > _WIDER * most:
            break
    return " ".join("".join(parts).split())[:most]


def outermost(element: Any, *tags: str, deep: int = 1) -> Iterator[Any]:
    """Give the elements of some names in one, and itself, that stand in fewer than ``deep`` of their kind.

    Args:
        element: Where to look.
        tags: The names looked for.
        deep: How many of their kind may be around one, itself included.
    """
    depth = 0
    both = [*tags, *(f"{{*}}{tag}" for tag in tags)]
    walker = etree.iterwalk(element, events=("start", "end"), tag=both)
    for event, found in walker:
        if event == "end":
            depth -= 1
            continue
        depth += 1
        yield found
        if depth >= deep:
            walker.skip_subtree()


def link_density(element: Any) -> float:
    """The share of an element's text that is links; links within the page count a third."""
    length = len(text_of(element))
    if not length:
        return 0.0
    return sum(len(text_of(link)) * _share(link) for link in outermost(element, "a")) / length


def _share(link: Any) -> float:
    return 0.3 if (link.get("href") or "").startswith("#") else 1.0


def link_densities(root: Any) -> dict[Any, float]:
    """Give ``link_density`` of an element and of all within it, in one walk through them."""
    words = chars = 0
    linked = 0.0
    is_apart = True
    waiting: list[Any] = []  # for their first word
    first: dict[Any, int] = {}
    before: dict[Any, tuple[int, float]] = {}
    found: dict[Any, float] = {}
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            before[element] = chars, linked
            waiting.append(element)
            text = element.text or ""
        else:
            begin, known = before[element]
            length = chars - begin + words - first[element] if element in first else 0
            if local(element) == "a":  # links in a link count once
                linked = max(linked, known + length * _share(element))
            found[element] = (linked - known) / length if length else 0.0
            text = element.tail or "" if element is not root else ""
        if parts := text.split():
            words += is_apart or text[0].isspace()
            first.update(dict.fromkeys(waiting, words))
            waiting.clear()
            words += len(parts) - 1
            chars += sum(map(len, parts))
            is_apart = text[-1].isspace()
        elif text:
            is_apart = True
    return found


def mark(element: Any) -> None:
    """Say that an element is to go, with ``strip``: one by one, joining the texts around them takes ever longer."""
    element.tag = _DROPPED


def strip(element: Any) -> None:
    """Take the marked elements out of one, and its comments; the text behind each stays."""
    for parent in {child.getparent() for child in element.iterdescendants(*_TO_STRIP)}:
        _strip_children(parent)


def _strip_children(parent: Any) -> None:
    holder: Any = None  # the child that the text met next stands behind; none, then it is the parent's own
    texts: list[str] = [parent.text or ""]
    for child in [*parent, None]:
        if child is not None and child.tag in _TO_STRIP:
            texts.append(child.tail or "")
            parent.remove(child)
            continue
        if len(texts) > 1 and holder is None:
            parent.text = clean_piece("".join(texts))
        elif len(texts) > 1:
            holder.tail = clean_piece("".join(texts))
        if child is not None:
            holder, texts = child, [child.tail or ""]


def drop(element: Any) -> None:
    """Take an element out at once, before what stands before it: it is emptied and marked, or goes if it is first.

    So the text behind it counts as what it will be part of, that of its parent or that behind its neighbour.
    """
    parent = element.getparent()
    if parent is None:
        return
    if element.getprevious() is not None:
        element.clear(keep_tail=True)
        mark(element)
        return
    texts = [parent.text or "", element.tail or ""]
    after = element.getnext()
    parent.remove(element)
    while after is not None and after.tag == _DROPPED:
        texts.append(after.tail or "")
        element, after = after, after.getnext()
        parent.remove(element)
    parent.text = clean_piece("".join(texts))


def count_children(element: Any) -> int:
    """How many elements stand directly in one, but for those that were dropped."""
    return sum(child.tag != _DROPPED for child in element)


PAGE_NAME = "glossator-page-"
"""What the names begin with that are given to the places where pages begin."""
DATA = "datatable", "1"
"""The attribute of a table that is known to be data."""


_NO_CELLS = frozenset({"table", "h1", "h2", "h3", "h4", "h5", "h6", "section"})
_SELDOM_CELLS = frozenset({"pre", "blockquote", "figure", "ul", "ol"})
"""What no cell of data holds, and what only those of a table hold that names its columns."""
_LONGEST_CELL = 1_500
"""Characters of a cell; what holds more is a part of a page."""


def _has_heads(table: Any) -> bool:
    """Whether a table names its columns, in its first row, and has no cell that is as long as a text."""
    first = next(table.iterdescendants("tr", "{*}tr"), None)
    if first is None or sum(local(cell) == "th" for cell in first) < 2 or any(local(cell) == "td" for cell in first):
        return False
    cells = islice(table.iterdescendants("td", "{*}td"), _MOST_PIECES)
    return all(len(beginning_of(cell, _LONGEST_CELL + 1)) <= _LONGEST_CELL for cell in cells)


def is_data(table: Any) -> bool:
    """True for a table of data; False for one that only places things on a page."""
    if types_of(table) & {"presentation", "none"} or table.get("datatable") == "0":
        return False
    if next(table.iterdescendants("table", "{*}table"), None) is not None:
        return False  # soon found: tables that place things stand deep in one another
    if table.get(DATA[0]) == DATA[1]:
        return True
    rows, most, heads = 0, 0, False
    may_hold = _has_heads(table)  # several blocks in a cell
    for element in table.iterdescendants(etree.Element):
        tag = local(element)
        if tag in _NO_CELLS or (tag in _SELDOM_CELLS and not may_hold):
            return False
        if tag == "tr":
            rows += 1
            if len(element) > most:
                most = max(most, sum(local(cell) in ("td", "th") for cell in element))
        elif tag in ("th", "caption", "thead"):
            heads = True
        if tag == "td" and not may_hold and sum(local(child) in ("p", "div") for child in element) > 1:
            return False
    if most < 2 or rows < 1:
        return False
    return heads or rows >= 2
