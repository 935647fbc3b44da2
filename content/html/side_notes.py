"""Side notes: footnotes that pages keep out of sight until they are clicked, or beside the article, as notes of it.

They get the roles of DPUB-ARIA 1.1 (``doc-noteref``, ``doc-footnote``, ``doc-endnotes``), by which notes are read.
"""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from glossator.content.html.elements import called, local, text_of

_INLINE = re.compile(r"(?:^|[\s_-])(?:inline-?|side|margin-?)?(?:foot-?note|side-?note|margin-?note|fna-ref)", re.I)
_CONTENT = re.compile(r"(?:foot-?note|side-?note|note)s?[-_]?(?:content|text|body|popup|inner)|tooltip", re.I)
_SECTION = re.compile(r"(?:^|[\s_-])(?:foot-?notes|end-?notes|fussnoten|fußnoten|notes-de-bas)(?:$|[\s_-])", re.I)
_TARGETS = ("data-definition", "data-footnote", "data-footnote-id", "data-note", "data-fn", "aria-describedby")
_MOST = 2_000
_LONGEST = 5_000
"""Notes of a page, and characters of one."""
ROLES = frozenset(("doc-footnote", "doc-endnotes"))
"""The roles of notes, which are never taken for something beside an article."""


def mark_notes(page: Any) -> None:
    """Give the notes of a page their roles, and its hidden ones a place behind the block that refers to them.

    Args:
        page: The root element, which is changed.
    """
    by_id = {e.get("id"): e for e in page.iter() if e.get("id")}
    found = 0
    for element in list(page.iter("span", "sup", "a", "{*}span", "{*}sup", "{*}a")):
        if found == _MOST or not _INLINE.search(element.get("class") or ""):
            continue
        target = next((by_id[v] for name in _TARGETS if (v := (element.get(name) or "").lstrip("#")) in by_id), None)
        if target is not None and local(target) in ("aside", "div", "span", "li", "p"):
            found += _refer(element, target, target.get("id"))
        elif (inside := _hidden_note(element)) is not None:
            name = f"side-note-{found + 1}"
            _put_behind(element, inside, name)
            found += _refer(element, None, name)
    for element in page.iter("div", "section", "aside", "footer", "ol", "{*}div", "{*}section"):
        if _SECTION.search(called(element).replace("__", " ")) and not element.get("role"):
            element.set("role", "doc-endnotes")


def _hidden_note(element: Any) -> Any:
    """The part of a reference that is its note."""
    parts = [each for each in element.iterdescendants() if local(each) in ("span", "small", "div")]
    return next((e for e in parts if _CONTENT.search(called(e)) and 0 < len(text_of(e)) < _LONGEST), None)


def _put_behind(reference: Any, note: Any, name: str) -> None:
    """Take a note out of its reference, and put it behind the block that this stands in."""
    block = next((e for e in reference.iterancestors() if local(e) in ("p", "li", "div", "td", "blockquote")), None)
    parent = note.getparent()
    if block is None or parent is None or block.getparent() is None:
        return
    aside = etree.Element("aside", {"id": name, "role": "doc-footnote"})
    before = note.getprevious()
    if note.tail:  # which stays where it is
        if before is not None:
            before.tail = (before.tail or "") + note.tail
        else:
            parent.text = (parent.text or "") + note.tail
    parent.remove(note)
    note.tail = None
    note.attrib.pop("style", None)
    note.attrib.pop("hidden", None)
    aside.append(note)
    while (after := block.getnext()) is not None and after.get("role") == "doc-footnote":
        block = after  # in the order of the references
    block.addnext(aside)
    aside.tail, block.tail = block.tail, None


def _refer(reference: Any, target: Any, name: str | None) -> int:
    """Make an element a reference to a note; gives how many notes that are."""
    if target is not None:
        target.attrib.pop("style", None)
        target.attrib.pop("hidden", None)
        target.set("role", "doc-footnote")
    link = next((element for element in reference.iter() if local(element) == "a"), None)
    if link is None:
        link = etree.Element("a")
        link.text, reference.text = reference.text, None
        for child in list(reference):
            link.append(child)
        reference.append(link)
    link.set("href", f"#{name}")
    link.set("role", "doc-noteref")
    return 1
