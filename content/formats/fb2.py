"""FB2: FictionBook 2, the XML of Russian libraries; sections in sections, and a body of notes.

Source: http://www.gribuser.ru/xml/fictionbook/2.0/xsd/FictionBook2.1.xsd
"""

from __future__ import annotations

from typing import Any

from lxml import etree

from glossator.content.document import Document, DocumentError
from glossator.content.formats.html import from_markup, links_from
from glossator.content.html.elements import local, text_of
from glossator.content.html.xml import parse_xml
from glossator.content.sources.source import Source
from glossator.content.text.sanitize import clean_line

_TAGS = {
    "p": "p", "v": "p", "emphasis": "em", "strong": "strong", "strikethrough": "s", "sub": "sub", "sup": "sup",
    "code": "code", "table": "table", "tr": "tr", "td": "td", "th": "th", "cite": "blockquote",
    "epigraph": "blockquote", "annotation": "blockquote", "stanza": "div", "poem": "div", "text-author": "p",
    "date": "p",
}  # fmt: skip
_HREF = "{http://www.w3.org/1999/xlink}href"
_DEEPEST, _LOWEST = 60, 6
"""Sections within one another that are read, and levels of headings."""


def read(source: Source) -> Document:
    """The book in an FB2. Raises DocumentError for damage, and a book without text."""
    root = parse_xml(source.data)
    if local(root) != "fictionbook":
        raise DocumentError("XML, and no FictionBook")
    info = next((e for e in root.iter() if local(e) == "title-info"), None)
    title = clean_line(text_of(_child(info, "book-title")))
    out = etree.Element("body")
    for body in (e for e in root if local(e) == "body"):
        head = _child(body, "title")
        if head is not None and clean_line(text_of(head)).casefold() == title.casefold():
            body.remove(head)  # which leads the document already
        _put_section(body, out, 1, is_notes=body.get("name") in ("notes", "comments"))
    return from_markup(out, links_from(""), title=title, format="fb2", author=_author(info))


def _child(element: Any, name: str) -> Any:
    return next((e for e in element if local(e) == name), None) if element is not None else None


def _author(info: Any) -> str:
    people = [e for e in (info if info is not None else ()) if local(e) == "author"]
    names = [" ".join(filter(None, (clean_line(text_of(_child(p, part))) for part in _NAME))) for p in people]
    return ", ".join(filter(None, names[:3]))


_NAME = ("first-name", "middle-name", "last-name", "nickname")


def _put_section(section: Any, out: Any, level: int, *, is_notes: bool) -> None:
    """A section with those in it, as headings and what stands under them."""
    if level > _DEEPEST:
        return
    for element in section:
        tag = local(element)
        if tag == "section" and is_notes and element.get("id"):
            note = etree.SubElement(out, "aside", {"role": "doc-footnote", "id": element.get("id")})
            for child in element:
                if local(child) != "title":  # its number
                    _put(child, note)
        elif tag == "section":
            _put_section(element, out, level + 1, is_notes=is_notes)
        elif tag in ("title", "subtitle"):
            heading = etree.SubElement(out, f"h{min(_LOWEST, max(1, level + (tag == 'subtitle')))}")
            heading.text = ". ".join(filter(None, (text_of(each) for each in element))) or text_of(element)
        else:
            _put(element, out)


def _put(element: Any, out: Any) -> None:
    """An element and what is in it, by their names in HTML."""
    tag = local(element)
    if not tag or tag in ("image", "empty-line", "binary"):
        _add_text(out, element.tail)
        return
    if tag == "a":
        made = etree.SubElement(out, "a", {"href": element.get(_HREF) or ""})
        if element.get("type") == "note":
            made.set("role", "doc-noteref")
    elif tag in ("title", "subtitle"):
        made = etree.SubElement(etree.SubElement(out, "p"), "strong")
    else:
        made = etree.SubElement(out, _TAGS.get(tag, "span"))
    made.text = element.text
    if sum(1 for _ in element.iterancestors()) <= 2 * _DEEPEST:
        for child in element:
            _put(child, made)
    _add_text(out, element.tail if made.getparent() is out else None)


def _add_text(out: Any, text: str | None) -> None:
    """Text behind what an element holds so far."""
    if not text:
        return
    if len(out):
        out[-1].tail = (out[-1].tail or "") + text
    else:
        out.text = (out.text or "") + text
