"""ODT: the text of an OpenDocument, turned into the elements that pages are read from (OpenDocument 1.3, part 3)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lxml import etree

from glossator.content.document import Document, DocumentError
from glossator.content.formats.html import from_markup, links_from
from glossator.content.html.elements import local
from glossator.content.html.xml import parse_xml
from glossator.content.sources.limits import MAX_DEPTH
from glossator.content.sources.packing import Archive
from glossator.content.sources.source import Source
from glossator.content.text.sanitize import clean_line, clean_piece

_NAMES = {
    "p": "p", "list": "ul", "list-item": "li", "list-header": "li", "table": "table", "table-row": "tr",
    "table-header-rows": "thead", "table-cell": "td", "section": "section",
}  # fmt: skip
_PASSED_OVER = frozenset({
    "tracked-changes", "annotation", "annotation-end", "sequence-decls", "forms", "variable-decls",
    "table-of-content", "object-ole", "bookmark-ref", "index-title-template", "soft-page-break",
})  # fmt: skip


def read(source: Source) -> Document:
    """The document in an ODT. Raises DocumentError."""
    archive = Archive(source.data)
    root = parse_xml(archive.read_markup("content.xml"))
    body = next((e for e in root.iter() if local(e) == "text" and local(e.getparent()) == "body"), None)
    if body is None:
        raise DocumentError("no text in it")
    page = etree.Element("body")
    converter = _Converter(root, archive)
    converter.children(body, page, 0)
    converter.flush()
    for note in converter.notes:
        page.append(note)
    title, author = _properties(archive)
    links = replace(links_from(""), picture=lambda name: name)
    return from_markup(page, links, title=title, format="odt", author=author)


def _properties(archive: Archive) -> tuple[str, str]:
    if "meta.xml" not in archive.names:
        return "", ""
    properties = {local(e): clean_line(e.text or "") for e in parse_xml(archive.read_markup("meta.xml")).iter()}
    return properties.get("title", ""), properties.get("creator", "") or properties.get("initial-creator", "")


def _get(element: Any, name: str) -> str:
    """An attribute by its name without the namespace."""
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


class _Converter:
    """One content.xml: its styles, and the notes met on the way."""

    def __init__(self, root: Any, archive: Archive) -> None:
        self._archive = archive
        self.notes: list[Any] = []
        self._into: Any = None
        self._gathered: list[str] = []
        """Text that is to stand at the end of ``_into``: added at once, for adding bit by bit takes ever longer."""
        self._styles: dict[str, tuple[str, ...]] = {}
        self._numbered: set[str] = set()
        for style in root.iter():
            if local(style) == "style" and _get(style, "name"):
                properties = next((e for e in style if local(e) == "text-properties"), None)
                if properties is not None:
                    bold = _get(properties, "font-weight") == "bold"
                    slanted = _get(properties, "font-style") in ("italic", "oblique")
                    struck = _get(properties, "text-line-through-style") not in ("", "none")
                    names = ("strong",) * bold + ("em",) * slanted + ("s",) * struck
                    self._styles[_get(style, "name")] = names
            elif local(style) == "list-style" and any(local(e) == "list-level-style-number" for e in style[:1]):
                self._numbered.add(_get(style, "name"))

    def children(self, element: Any, into: Any, depth: int) -> None:
        """Convert what is in an element. Raises DocumentError when it is nested too deeply."""
        if depth > MAX_DEPTH:
            raise DocumentError("nested too deeply")
        self._append(into, element.text)
        for child in element:
            self._one(child, into, depth)
            self._append(into, child.tail)

    def flush(self) -> None:
        """Write the text that was gathered."""
        if self._gathered:
            last = next(self._into.iterchildren(reversed=True), None)
            gathered = "".join(self._gathered)
            if last is not None:
                last.tail = (last.tail or "") + gathered
            else:
                self._into.text = (self._into.text or "") + gathered
            self._gathered.clear()

    def _append(self, into: Any, text: str | None) -> None:
        """Add text at the end of an element."""
        if not text:
            return
        if into is not self._into:
            self.flush()
            self._into = into
        self._gathered.append(clean_piece(text).replace("\n", " "))

    def _make(self, into: Any, name: str, **attributes: str) -> Any:
        """Add an element at the end of another."""
        self.flush()
        return etree.SubElement(into, name, **attributes)

    def _one(self, element: Any, into: Any, depth: int) -> None:
        tag = local(element)
        if not tag or tag in _PASSED_OVER:
            return
        if tag == "h":
            level_text = _get(element, "outline-level")
            level = int(level_text) if level_text.isdecimal() and len(level_text) < 3 else 1
            made = self._make(into, f"h{min(6, max(1, level))}")
        elif tag == "s":
            count = _get(element, "c")
            self._append(into, " " * (min(200, int(count)) if count.isdecimal() and len(count) < 4 else 1))
            return
        elif tag == "tab":
            self._append(into, " ")
            return
        elif tag == "image":
            source = clean_line(_get(element, "href")).removeprefix("./")
            if not source.startswith("ObjectReplacements/"):
                self._make(into, "img", src=source)
            return
        elif tag == "object":
            self._formula(element, into)
            return
        elif tag == "line-break":
            self._make(into, "br")
            return
        elif tag == "note":
            self._note(element, into, depth)
            return
        elif tag == "span":
            made = into
            for name in self._styles.get(_get(element, "style-name"), ()):
                made = self._make(made, name)
        elif tag == "a":
            made = self._make(into, "a", href=clean_line(_get(element, "href")))
        elif tag in ("bookmark", "bookmark-start"):
            self._make(into, "a", id=clean_line(_get(element, "name")))
            return
        elif tag in _NAMES:
            name = "ol" if tag == "list" and _get(element, "style-name") in self._numbered else _NAMES[tag]
            made = self._make(into, name)
            if tag == "table-cell" and (span := _get(element, "number-columns-spanned")):
                made.set("colspan", span)
        else:
            made = into  # a frame, a field, a form of either: its text
        self.children(element, made, depth + 1)

    def _formula(self, element: Any, into: Any) -> None:
        """Add an object that is a formula (MathML); others, such as diagrams, have no text of the document."""
        name = clean_line(_get(element, "href")).removeprefix("./") + "/content.xml"
        if name not in self._archive.names:
            return
        math = parse_xml(self._archive.read_markup(name))
        if local(math) == "math":
            self.flush()
            math.tail = None
            into.append(math)

    def _note(self, element: Any, into: Any, depth: int) -> None:
        name = f"note-{len(self.notes) + 1}"
        citation = next((e for e in element if local(e) == "note-citation"), None)
        link = self._make(into, "a", href=f"#{name}", role="doc-noteref")
        link.text = clean_line("".join(citation.itertext())) if citation is not None else str(len(self.notes) + 1)
        note = etree.Element("aside", id=name, role="doc-footnote")
        self.notes.append(note)
        for body in element:
            if local(body) == "note-body":
                self.children(body, note, depth + 1)
