"""DOCX: by way of mammoth's HTML, which keeps what a document says and leaves how it looked."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

from lxml import etree

from glossator.content.document import Builder, Document, DocumentError
from glossator.content.formats.docx_changes import STYLES, must_be_rewritten, packed_again, rewrite
from glossator.content.formats.html import from_markup, links_from, parse_text
from glossator.content.formats.office_formulas import Formulas
from glossator.content.formats.office_pages import with_pages
from glossator.content.formats.office_tables import mark_tables
from glossator.content.html.elements import local
from glossator.content.html.xml import parse_xml
from glossator.content.sources.packing import Archive
from glossator.content.sources.source import Source
from glossator.content.text.sanitize import clean_line


def read(source: Source) -> Document:
    """The document in a DOCX. Raises DocumentError."""
    archive = Archive(source.data)
    formulas = Formulas()
    changed: dict[str, bytes] = {}
    for name in archive.names:
        data = archive.read_markup(name)  # within the limits, before anything else looks at it
        if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in data.upper():
            raise DocumentError("XML with a document type, which no word processor writes")
        if name.endswith(".xml") and must_be_rewritten(name, data):
            root = parse_xml(data)
            formulas.take_out(root)
            rewrite(root)
            changed[name] = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    import mammoth

    try:
        made = mammoth.convert_to_html(
            BytesIO(packed_again(source.data, changed)), external_file_access=False,
            style_map="\n".join((*STYLES, "comment-reference => sup")),
            convert_image=mammoth.images.img_element(lambda image: {"src": _member(archive, image)}),
        )  # fmt: skip
    except Exception:  # mammoth lets whatever fails in it through: KeyError, ExpatError, AttributeError ...
        raise DocumentError("a damaged document") from None
    page = parse_text(f"<html><body>{made.value}</body></html>")
    _mark_notes(page)
    mark_tables(page)
    formulas.put_back(page)
    title, author = _properties(archive)
    links = replace(links_from(""), picture=lambda name: name)
    out = Builder()
    return with_pages(from_markup(page, links, title=title, out=out, format="docx", author=author), out)


def _member(archive: Archive, image: Any) -> str:
    """The name in the archive of an image, which mammoth gives without one; empty for one that lies elsewhere."""
    try:
        with image.open() as file:
            return archive.name_of(file.read())
    except Exception:  # an image elsewhere, or none: mammoth's own errors, KeyError, OSError ...
        return ""


def _mark_notes(page: Any) -> None:
    """Say of mammoth's notes and comments what they are."""
    for term in [e for e in page.iter("dt") if (e.get("id") or "").startswith("comment-")]:
        comment = term.getnext()
        if comment is not None and local(comment) == "dd":
            comment.set("id", term.get("id"))
            comment.set("role", "doc-footnote")
        term.getparent().remove(term)
    for element in page.iter("a", "li"):
        name, href = element.get("id") or "", element.get("href") or ""
        if local(element) == "li" and name.startswith(("footnote-", "endnote-")):
            element.set("role", "doc-footnote")
        elif href.startswith(("#footnote-ref-", "#endnote-ref-", "#comment-ref-")):
            element.set("role", "doc-backlink")
        elif href.startswith(("#footnote-", "#endnote-", "#comment-")):
            element.set("role", "doc-noteref")


def _properties(archive: Archive) -> tuple[str, str]:
    if "docProps/core.xml" not in archive.names:
        return "", ""
    properties = {local(e): clean_line(e.text or "") for e in parse_xml(archive.read("docProps/core.xml")).iter()}
    return properties.get("title", ""), properties.get("creator", "")
