"""PPTX: presentations, a section a slide, with its notes.

Source: ECMA-376, Office Open XML, part 1: PresentationML and DrawingML.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lxml import etree

from glossator.content.document import Document, DocumentError
from glossator.content.formats.html import from_markup, links_from
from glossator.content.formats.office_formulas import as_math
from glossator.content.formats.pptx_drawings import put_chart, put_diagram
from glossator.content.html.elements import local
from glossator.content.html.xml import parse_xml
from glossator.content.sources.packing import Archive
from glossator.content.sources.source import Source
from glossator.content.text.sanitize import clean_line, clean_piece

_MAIN = "ppt/presentation.xml"
_DEFAULT_TITLE = re.compile(r".*power\s?point.*|[^\W\d_]+ 1|.*presentation\d*", re.I)
"""What programs call a presentation that nobody has named."""
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
    ids = [_related(e, "id") for e in _parsed(archive, _MAIN).iter() if local(e) == "sldid"]
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
    is_given = not _DEFAULT_TITLE.fullmatch(title)
    return title if is_given else "", properties.get("creator", "")


def _related(element: Any, name: str) -> str:
    """An attribute that refers to another part, in whichever namespace: there are two editions of the standard."""
    return next((v for k, v in element.attrib.items() if k.endswith(f"relationships}}{name}")), "")


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
        titles = [shape for shape in shapes if _role(shape) in _TITLES]
        words = " ".join(filter(None, (_words(shape) for shape in titles)))
        etree.SubElement(body, "h1").text = words or f"Slide {self._number}"
        for shape in shapes:
            if shape not in titles and _role(shape) not in _LEFT_OUT:
                self._shape(shape, body)
        for kind, name in self._relations.values():
            if kind == "notesSlide" and name in self._archive.names:
                self._notes(name, body)

    def _shape(self, shape: Any, body: Any) -> None:
        kind = local(shape)
        if kind == "sp":
            is_list = _role(shape) in ("body", "", "obj") and _has_role(shape)
            self._paragraphs(shape, body, is_list=is_list)
        elif kind == "pic":
            self._picture(shape, body)
        elif kind == "graphicframe":
            for element in shape.iter():
                if local(element) == "tbl":
                    self._table(element, body)
                elif local(element) == "chart" and (part := self._part(_related(element, "id"))) is not None:
                    put_chart(part, body)
                elif local(element) == "relids" and (part := self._part(_related(element, "dm"))) is not None:
                    put_diagram(part, body)

    def _part(self, number: str) -> Any:
        """A part that the slide refers to; None where it is not there."""
        name = self._relations.get(number, ("", ""))[1]
        return _parsed(self._archive, name) if name in self._archive.names else None

    def _paragraphs(self, shape: Any, body: Any, *, is_list: bool) -> None:
        """The paragraphs of a shape: of a list, by their levels, or as they are."""
        stack: list[Any] = [body]
        for paragraph in (e for e in shape.iter() if local(e) == "p"):
            properties = next((e for e in paragraph if local(e) == "ppr"), None)
            kinds = [local(e) for e in properties] if properties is not None else []
            if not "".join(paragraph.itertext()).strip():
                continue
            if "bunone" in kinds or not (is_list or "buchar" in kinds or "buautonum" in kinds):
                stack = [body]
                self._text(paragraph, etree.SubElement(body, "p"))
                continue
            level = _number(properties.get("lvl")) if properties is not None else 0
            self._item(paragraph, stack, level, properties if "buautonum" in kinds else None)

    def _item(self, paragraph: Any, stack: list[Any], level: int, numbered: Any) -> None:
        """A paragraph that is an item of a list; ``stack`` holds the lists and items around it."""
        level = min(level, len(stack) // 2)
        while len(stack) > 2 * level + 3:
            del stack[-2:]
        tag = "ol" if numbered is not None else "ul"
        if len(stack) == 2 * level + 3 and stack[-2].tag != tag:
            del stack[-2:]
        if len(stack) < 2 * level + 3:
            items = etree.SubElement(stack[-1], tag)
            stack += [items, etree.SubElement(items, "li")]
            number = next((e for e in numbered if local(e) == "buautonum"), None) if numbered is not None else None
            if number is not None and number.get("startAt", "").isdecimal():
                items.set("start", number.get("startAt")[:6])
        else:
            stack[-1] = etree.SubElement(stack[-2], "li")
        self._text(paragraph, etree.SubElement(stack[-1], "p"))

    def _text(self, paragraph: Any, into: Any) -> None:
        """The runs of a paragraph, bold, slanted, linked as they are."""
        for run in paragraph:
            kind = local(run)
            if kind == "br":
                etree.SubElement(into, "br")
            elif (math := next((e for e in run.iter() if local(e) in ("omath", "omathpara")), None)) is not None:
                into.append(as_math(math))
            elif kind in ("r", "fld"):
                text = clean_piece("".join(e.text or "" for e in run if local(e) == "t"))
                properties = next((e for e in run if local(e) == "rpr"), None)
                made = into
                if properties is not None:
                    for tag in _looks(properties):
                        made = etree.SubElement(made, tag)
                    link = next((e for e in properties if local(e) == "hlinkclick"), None)
                    target = self._relations.get(_related(link, "id"), ("", ""))[1] if link is not None else ""
                    if target.startswith(("http://", "https://", "mailto:")):
                        made = etree.SubElement(made, "a", {"href": target})
                _append(made, text) if made is into else setattr(made, "text", text)

    def _picture(self, shape: Any, body: Any) -> None:
        about = next((e for e in shape.iter() if local(e) == "cnvpr"), None)
        fill = next((e for e in shape.iter() if local(e) == "blip"), None)
        name = self._relations.get(_related(fill, "embed"), ("", ""))[1] if fill is not None else ""
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
        shapes = [shape for shape in _shapes(_parsed(self._archive, name)) if _role(shape) not in _LEFT_OUT]
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


def _has_role(shape: Any) -> bool:
    return _holder(shape) is not None


def _role(shape: Any) -> str:
    """What a shape is for on its slide, such as its title; empty where the slide gives no role."""
    holder = _holder(shape)
    return (holder.get("type") or "") if holder is not None else ""


def _words(shape: Any) -> str:
    """The text of a shape in a line."""
    paragraphs = [e for e in shape.iter() if local(e) == "p"]
    return clean_line(" ".join("".join(e.text or " " for e in p.iter() if local(e) in ("t", "br")) for p in paragraphs))


def _looks(properties: Any) -> list[str]:
    """How a run is set, as elements of HTML."""
    tags = [tag for name, tag in (("b", "strong"), ("i", "em")) if properties.get(name) in ("1", "true")]
    if properties.get("strike", "noStrike") != "noStrike":
        tags.append("s")
    baseline = properties.get("baseline") or "0"
    if baseline.lstrip("-").strip("0%"):
        tags.append("sub" if baseline.startswith("-") else "sup")
    return tags


def _number(text: str | None) -> int:
    return min(_DEEPEST, int(text)) if text and text.isascii() and text.isdecimal() and len(text) < 4 else 0


def _append(element: Any, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
