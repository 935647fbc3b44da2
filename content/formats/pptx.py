"""PPTX: presentations, a section a slide, with its notes.

Source: ECMA-376, Office Open XML, part 1: PresentationML and DrawingML.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import etree

from glossator.content.document import Document, DocumentError
from glossator.content.formats.html import from_markup, links_from
from glossator.content.html.elements import local
from glossator.content.html.xml import parse_xml
from glossator.content.sources.packing import Archive
from glossator.content.sources.source import Source
from glossator.content.text.sanitize import clean_line, clean_piece

_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_MAIN = "ppt/presentation.xml"
_TITLES = ("title", "ctrTitle")
_LEFT_OUT = frozenset({"sldNum", "dt", "ftr", "hdr", "sldImg"})
"""What stands on every slide alike: its number, the date, head and foot."""
_MOST_SLIDES = 2_000
_DEEPEST = 8


def read(source: Source) -> Document:
    """The document in a PPTX. Raises DocumentError."""
    archive = Archive(source.data)
    if _MAIN not in archive.names:
        raise DocumentError("an archive, and no presentation")
    relations = _relations(archive, _MAIN)
    ids = [e.get(f"{_REL}id") for e in _parsed(archive, _MAIN).iter() if local(e) == "sldid"]
    body = etree.Element("body")
    for number, name in enumerate([relations[i][1] for i in ids if i in relations][:_MOST_SLIDES], 1):
        if name in archive.names:
            _Slide(archive, name, number).write(body)
    title, author = _properties(archive)
    links = replace(links_from(""), picture=lambda name: name)
    return from_markup(body, links, title=title, format="pptx", author=author)


def _parsed(archive: Archive, name: str) -> Any:
    data = archive.read_markup(name)
    if b"<!DOCTYPE" in data.upper():
        raise DocumentError("XML with a document type, which no such program writes")
    return parse_xml(data)


def _relations(archive: Archive, name: str) -> dict[str, tuple[str, str]]:
    """What a part refers to: by its number, the kind and the name in the archive, or the address outside."""
    folder, _, file = name.rpartition("/")
    path = f"{folder}/_rels/{file}.rels"
    if path not in archive.names:
        return {}
    found: dict[str, tuple[str, str]] = {}
    for each in _parsed(archive, path):
        target = each.get("Target") or ""
        if each.get("TargetMode") != "External":
            target = posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
        found[each.get("Id") or ""] = ((each.get("Type") or "").rpartition("/")[2], target)
    return found


def _properties(archive: Archive) -> tuple[str, str]:
    if "docProps/core.xml" not in archive.names:
        return "", ""
    properties = {local(e): clean_line(e.text or "") for e in _parsed(archive, "docProps/core.xml").iter()}
    title = properties.get("title", "")
    return ("" if title.casefold() == "powerpoint presentation" else title), properties.get("creator", "")


class _Slide:
    """A slide, written as HTML."""

    def __init__(self, archive: Archive, name: str, number: int) -> None:
        self._archive = archive
        self._relations = _relations(archive, name)
        self._root = _parsed(archive, name)
        self._number = number

    def write(self, body: Any) -> None:
        """Write it behind what there is."""
        shapes = list(_shapes(self._root))
        titles = [shape for shape in shapes if _place(shape) in _TITLES]
        words = " ".join(filter(None, (_words(shape) for shape in titles)))
        etree.SubElement(body, "h1").text = words or f"Slide {self._number}"
        for shape in shapes:
            if shape not in titles and _place(shape) not in _LEFT_OUT:
                self._shape(shape, body)
        for kind, name in self._relations.values():
            if kind == "notesSlide" and name in self._archive.names:
                self._notes(name, body)

    def _shape(self, shape: Any, body: Any) -> None:
        kind = local(shape)
        if kind == "sp":
            is_list = _place(shape) in ("body", "", "obj") and _has_place(shape)
            self._paragraphs(shape, body, is_list=is_list)
        elif kind == "pic":
            self._picture(shape, body)
        elif kind == "graphicframe":
            for table in (e for e in shape.iter() if local(e) == "tbl"):
                self._table(table, body)

    def _paragraphs(self, shape: Any, body: Any, *, is_list: bool) -> None:
        """The paragraphs of a shape: of a list, by their levels, or as they are."""
        stack = [body]
        for paragraph in (e for e in shape.iter() if local(e) == "p"):
            properties = next((e for e in paragraph if local(e) == "ppr"), None)
            level = _number(properties.get("lvl")) if properties is not None else 0
            plain = properties is not None and any(local(e) == "bunone" for e in properties)
            if not "".join(paragraph.itertext()).strip():
                continue
            if not is_list or plain:
                stack = [body]
                self._text(paragraph, etree.SubElement(body, "p"))
                continue
            while len(stack) > 2 * level + 3:
                stack = stack[:-2]
            while len(stack) < 2 * level + 3:
                items = etree.SubElement(stack[-1], "ul")
                stack += [items, etree.SubElement(items, "li")]
            if len(stack[-1]) or stack[-1].text:
                stack[-1] = etree.SubElement(stack[-2], "li")
            self._text(paragraph, etree.SubElement(stack[-1], "p"))

    def _text(self, paragraph: Any, into: Any) -> None:
        """The runs of a paragraph, bold, slanted, linked as they are."""
        for run in paragraph:
            kind = local(run)
            if kind == "br":
                etree.SubElement(into, "br")
            elif kind in ("r", "fld"):
                text = clean_piece("".join(e.text or "" for e in run if local(e) == "t"))
                properties = next((e for e in run if local(e) == "rpr"), None)
                made = into
                if properties is not None:
                    for name, tag in (("b", "strong"), ("i", "em")):
                        made = etree.SubElement(made, tag) if properties.get(name) in ("1", "true") else made
                    link = next((e for e in properties if local(e) == "hlinkclick"), None)
                    target = self._relations.get(link.get(f"{_REL}id") or "", ("", ""))[1] if link is not None else ""
                    if target.startswith(("http://", "https://", "mailto:")):
                        made = etree.SubElement(made, "a", {"href": target})
                _append(made, text) if made is into else setattr(made, "text", text)

    def _picture(self, shape: Any, body: Any) -> None:
        about = next((e for e in shape.iter() if local(e) == "cnvpr"), None)
        fill = next((e for e in shape.iter() if local(e) == "blip"), None)
        name = self._relations.get(fill.get(f"{_REL}embed") or "", ("", ""))[1] if fill is not None else ""
        words = clean_line(about.get("descr") or "") if about is not None else ""
        if name in self._archive.names:
            etree.SubElement(etree.SubElement(body, "figure"), "img", {"src": name, "alt": words})

    def _table(self, table: Any, body: Any) -> None:
        made = etree.SubElement(body, "table")
        is_first = True
        for row in (e for e in table if local(e) == "tr"):
            into = etree.SubElement(made, "tr")
            for cell in (e for e in row if local(e) == "tc"):
                merged = cell.get("hMerge") == "1" or cell.get("vMerge") == "1"
                etree.SubElement(into, "th" if is_first else "td").text = "" if merged else _words(cell)
            is_first = False

    def _notes(self, name: str, body: Any) -> None:
        shapes = [shape for shape in _shapes(_parsed(self._archive, name)) if _place(shape) not in _LEFT_OUT]
        into = etree.Element("blockquote")
        for shape in shapes:
            self._paragraphs(shape, into, is_list=False)
        if len(into):
            body.append(into)


def _shapes(root: Any) -> Iterator[Any]:
    """The shapes of a slide in their order, those in groups among them."""
    tree = next((e for e in root.iter() if local(e) == "sptree"), root)
    stack = list(reversed(tree))
    while stack:
        element = stack.pop()
        kind = local(element)
        if kind in ("sp", "pic", "graphicframe"):
            yield element
        elif kind in ("grpsp", "alternatecontent", "choice"):
            stack += reversed(element)


def _holder(shape: Any) -> Any:
    return next((e for e in shape.iter() if local(e) == "ph"), None)


def _has_place(shape: Any) -> bool:
    return _holder(shape) is not None


def _place(shape: Any) -> str:
    """What a shape is for on its slide; empty for what is not said."""
    holder = _holder(shape)
    return (holder.get("type") or "") if holder is not None else ""


def _words(shape: Any) -> str:
    """The text of a shape in a line."""
    paragraphs = [e for e in shape.iter() if local(e) == "p"]
    return clean_line(" ".join("".join(e.text or " " for e in p.iter() if local(e) in ("t", "br")) for p in paragraphs))


def _number(text: str | None) -> int:
    return min(_DEEPEST, int(text)) if text and text.isascii() and text.isdecimal() and len(text) < 4 else 0


def _append(element: Any, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
