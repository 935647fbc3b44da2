"""ODT: the text of an OpenDocument, turned into the elements that pages are read from (OpenDocument 1.3, part 3)."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import Any

from lxml import etree

from glossator.content.document import Builder, Document, DocumentError
from glossator.content.formats.html import from_markup, links_from
from glossator.content.formats.office_pages import with_pages
from glossator.content.formats.office_tables import mark_tables
from glossator.content.html.elements import PAGE_NAME, local, text_of
from glossator.content.html.xml import parse_xml
from glossator.content.sources.limits import MAX_DEPTH
from glossator.content.sources.packing import Archive
from glossator.content.sources.source import Source
from glossator.content.sources.unreadable import ENCRYPTED
from glossator.content.text.sanitize import clean_line, clean_piece

_MANIFEST = "META-INF/manifest.xml"
_NAMES = {
    "p": "p", "list-item": "li", "list-header": "li", "table": "table", "table-row": "tr",
    "table-header-rows": "thead", "table-cell": "td", "section": "section",
}  # fmt: skip
_PASSED_OVER = frozenset({
    "tracked-changes", "annotation-end", "sequence-decls", "forms", "variable-decls", "table-of-content", "object-ole",
    "illustration-index", "table-index", "alphabetical-index", "index-title-template",
})  # fmt: skip


def read(source: Source) -> Document:
    """The document in an ODT. Raises DocumentError."""
    archive = Archive(source.data)
    if _MANIFEST in archive.names and b"encryption-data" in archive.read(_MANIFEST):
        raise DocumentError(ENCRYPTED)
    root = parse_xml(archive.read_markup("content.xml"))
    body = next((e for e in root.iter() if local(e) == "text" and local(e.getparent()) == "body"), None)
    if body is None:
        raise DocumentError("no text in it")
    page = etree.Element("body")
    converter = _Converter(root, archive, has_pages=any(local(e) == "soft-page-break" for e in body.iter()))
    converter.children(body, page, 0)
    converter.flush()
    for note in converter.notes:
        page.append(note)
    mark_tables(page)
    title, author = _properties(archive)
    links = replace(links_from(""), picture=lambda name: name)
    out = Builder()
    return with_pages(from_markup(page, links, title=title, out=out, format="odt", author=author), out)


def _properties(archive: Archive) -> tuple[str, str]:
    if "meta.xml" not in archive.names:
        return "", ""
    properties = {local(e): clean_line(e.text or "") for e in parse_xml(archive.read_markup("meta.xml")).iter()}
    return properties.get("title", ""), properties.get("creator", "") or properties.get("initial-creator", "")


def _counts(style: Any) -> bool:
    """Whether a level of a list shows its numbers."""
    return bool(_get(style, "num-format"))


def _get(element: Any, name: str) -> str:
    """An attribute by its name without the namespace."""
    return next((v for k, v in element.attrib.items() if k.rpartition("}")[2] == name), "")


class _Converter:
    """One content.xml: its styles, and the notes met on the way."""

    def __init__(self, root: Any, archive: Archive, *, has_pages: bool) -> None:
        self._archive = archive
        self._has_pages = has_pages
        """Whether it says where pages begin that nobody asked for; without these the others say nothing."""
        self._pages = 1
        self._begins_page: set[str] = set()
        """The styles of paragraphs that stand at the top of a page."""
        self._is_empty = True
        self.notes: list[Any] = []
        self._into: Any = None
        self._gathered: list[str] = []
        """Text that is to stand at the end of ``_into``: added at once, for adding bit by bit takes ever longer."""
        self._styles: dict[str, tuple[str, ...]] = {}
        self._numbered: set[tuple[str, int]] = set()
        """The styles of lists, each with a level from 1 on, that are numbered."""
        self._lists: list[str] = []
        """The styles of the lists around what is read."""
        self._deleted: dict[str, Any] = {}
        """What was deleted while changes were tracked, by its name."""
        styles = [parse_xml(archive.read_markup("styles.xml"))] if "styles.xml" in archive.names else []
        for style in chain.from_iterable(each.iter() for each in (*styles, root)):
            if local(style) == "style" and _get(style, "name"):
                properties = next((e for e in style if local(e) == "text-properties"), None)
                if properties is not None:
                    bold = _get(properties, "font-weight") == "bold"
                    slanted = _get(properties, "font-style") in ("italic", "oblique")
                    struck = _get(properties, "text-line-through-style") not in ("", "none")
                    names = ("strong",) * bold + ("em",) * slanted + ("s",) * struck
                    self._styles[_get(style, "name")] = names
                layout = next((e for e in style if local(e) == "paragraph-properties"), None)
                if _get(style, "master-page-name") or (layout is not None and _get(layout, "break-before") == "page"):
                    self._begins_page.add(_get(style, "name"))
            elif local(style) == "list-style":
                name = _get(style, "name")
                numbers = [_get(e, "level") for e in style if local(e) == "list-level-style-number" and _counts(e)]
                self._numbered |= {(name, int(level)) for level in numbers if level.isdecimal() and len(level) < 3}
            elif local(style) == "changed-region":
                deletion = next((e for e in style if local(e) == "deletion"), None)
                if deletion is not None:
                    self._deleted[_get(style, "id")] = deletion

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
        if not tag or tag in _PASSED_OVER or self._leaf(tag, element, into):
            return
        if tag in ("p", "h") and _get(element, "style-name") in self._begins_page and not self._is_empty:
            self._begin_page(into)
        self._is_empty = self._is_empty and tag not in ("p", "h", "table")
        if tag == "h":
            level_text = _get(element, "outline-level")
            level = int(level_text) if level_text.isdecimal() and len(level_text) < 3 else 1
            made = self._make(into, f"h{min(6, max(1, level))}")
        elif tag == "object":
            self._formula(element, into)
            return
        elif tag in ("note", "annotation"):
            self._note(element, into, depth)
            return
        elif tag == "span":
            made = into
            for name in self._styles.get(_get(element, "style-name"), ()):
                made = self._make(made, name)
        elif tag == "a":
            made = self._make(into, "a", href=clean_line(_get(element, "href")))
        elif tag == "list":
            self._list(element, into, depth)
            return
        elif tag == "change" and (deletion := self._deleted.pop(_get(element, "change-id"), None)) is not None:
            words = " ".join(text_of(each) for each in deletion if local(each) in ("p", "h", "list"))
            self._make(into, "del").text = clean_piece(words)
            return
        elif tag in ("bookmark-ref", "reference-ref"):
            made = self._make(into, "a", href=f"#{clean_line(_get(element, 'ref-name'))}")
        elif tag in _NAMES:
            made = self._make(into, _NAMES[tag])
            if tag == "table-cell" and (span := _get(element, "number-columns-spanned")):
                made.set("colspan", span)
        else:
            made = into  # a frame, a field, a form of either: its text
        self.children(element, made, depth + 1)

    def _leaf(self, tag: str, element: Any, into: Any) -> bool:
        """Convert an element that holds no text; False for any other."""
        if tag == "s":
            count = _get(element, "c")
            self._append(into, " " * (min(200, int(count)) if count.isdecimal() and len(count) < 4 else 1))
        elif tag == "tab":
            self._append(into, " ")
        elif tag == "line-break":
            self._make(into, "br")
        elif tag == "soft-page-break":
            self._begin_page(into)
        elif tag == "image":
            source = clean_line(_get(element, "href")).removeprefix("./")
            if not source.startswith("ObjectReplacements/"):
                self._make(into, "img", src=source)
        elif tag in ("bookmark", "bookmark-start", "reference-mark", "reference-mark-start"):
            self._make(into, "a", id=clean_line(_get(element, "name")))
        else:
            return False
        return True

    def _begin_page(self, into: Any) -> None:
        """Name the place where another page begins."""
        if self._has_pages:
            self._pages += 1
            self._make(into, "a", id=f"{PAGE_NAME}{self._pages}")

    def _list(self, element: Any, into: Any, depth: int) -> None:
        """Add a list; one within another has the style of that where it has none."""
        style = _get(element, "style-name") or (self._lists[-1] if self._lists else "")
        self._lists.append(style)
        made = self._make(into, "ol" if (style, len(self._lists)) in self._numbered else "ul")
        self.children(element, made, depth + 1)
        self._lists.pop()

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
            elif local(body) in ("p", "list"):  # of a comment
                self._one(body, note, depth + 1)
