"""The annotated page: a document as one HTML file, with its highlights in place and the notes beside them.

There is no script in it, and nothing that is fetched: pictures stand in it as data, and a policy (CSP, level 3) forbids
all else. Each highlight has an address that stays: ``#h-`` and its id.
"""

from __future__ import annotations

import base64
from html import escape
from pathlib import Path

from glossator.content.document import Block, Document
from glossator.content.errors import DocumentError
from glossator.content.exchange.as_html import HtmlWriter, Mark
from glossator.content.exchange.exported import ExportedDocument, ExportedItem
from glossator.content.exchange.note_html import note_html
from glossator.content.sources.pictures import PictureFiles
from glossator.content.sources.urls import is_url
from glossator.content.text.languages import language_of

_TYPES = {
    b"\x89PNG": "image/png", b"\xff\xd8\xff": "image/jpeg", b"GIF8": "image/gif", b"RIFF": "image/webp",
    b"BM": "image/bmp",
}  # fmt: skip
_CODES = {
    "english": "en", "german": "de", "french": "fr", "spanish": "es", "italian": "it", "portuguese": "pt",
    "dutch": "nl", "swedish": "sv", "norwegian": "no", "danish": "da", "finnish": "fi", "turkish": "tr",
    "hungarian": "hu", "romanian": "ro", "catalan": "ca", "indonesian": "id", "greek": "el", "arabic": "ar",
    "hindi": "hi", "russian": "ru", "armenian": "hy", "yiddish": "yi", "tamil": "ta", "serbian": "sr",
}  # fmt: skip
"""Languages by their codes (BCP 47)."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
_MOST_PICTURES = 60_000_000
"""Bytes of pictures in one page."""


def write_page(document: Document, exported: ExportedDocument | None) -> str:
    """Write a document as one page.

    Args:
        document: The document, read to its end.
        exported: Its annotations; None for none.

    Returns:
        HTML that is well formed and refers to nothing outside itself but by links.
    """
    items = exported.items if exported else ()
    placed = [item for item in items if item.start is not None and item.end is not None]
    marks = [_mark(item) for item in placed]
    pictures = _Pictures(document)
    writer = HtmlWriter(document, marks=marks, picture=pictures.element)
    notes = _by_block(document, placed)
    body = "".join(writer.write(lambda index, html: _noted(html, notes.get(index))))
    gone = [item for item in items if item.start is None]
    end = "</main>\n</body>\n</html>\n"
    return "".join((_head(document), _contents(document), "<main>\n", _title(document), body, _lost(gone), end))


def _head(document: Document) -> str:
    style = Path(__file__).with_name("page.css").read_text("utf-8")
    language = _CODES.get(language_of(document.text), "und")
    return (
        f'<!doctype html>\n<html lang="{escape(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escape(document.title or 'Untitled')}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
    )


def _title(document: Document) -> str:
    """The title, where the text does not begin with it, and who wrote it."""
    first = next((block for block in document.blocks if block.kind == "heading"), None)
    is_there = first is not None and document.text[first.start : first.end].strip() == document.title
    title = "" if is_there or not document.title else f"<h1>{escape(document.title)}</h1>\n"
    facts = [document.author, document.date[:10], document.url if is_url(document.url) else ""]
    shown = " · ".join(escape(fact) for fact in facts if fact)
    line = f"<p>{shown}</p>" if shown else ""
    return f"<header>{title}{line}</header>\n"


def _contents(document: Document) -> str:
    """The sections as lists within lists, to jump by."""
    if len(document.sections) < 2:
        return ""
    out = ['<nav aria-label="Sections">\n<input type="checkbox" id="contents"><label for="contents">Contents</label>\n']
    levels: list[int] = []
    for section in document.sections:
        while levels and levels[-1] > section.level:
            out.append("</li></ol>\n")
            levels.pop()
        if levels and levels[-1] == section.level:
            out.append("</li>\n")
        else:
            out.append("<ol>\n")
            levels.append(section.level)
        place = document.block_at(section.start)
        out.append(f'<li><a href="#b{place}">{escape(section.title)}</a>')
    out.append("</li></ol>\n" * len(levels))
    return "".join([*out, "</nav>\n"])


def _name(item: ExportedItem) -> str:
    return escape(item.id.removeprefix("urn:uuid:"))


def _mark(item: ExportedItem) -> Mark:
    assert item.start is not None and item.end is not None
    opening = f'<mark class="hl {escape(item.color)}">'
    first = f'<mark class="hl {escape(item.color)}" id="h-{_name(item)}">'
    return Mark(item.start, item.end, opening, "</mark>", first)


def _by_block(document: Document, items: list[ExportedItem]) -> dict[int, list[ExportedItem]]:
    """The annotations that have something beside them, by the block in which they begin."""
    found: dict[int, list[ExportedItem]] = {}
    for item in items:
        if item.note or item.tags or item.state == "reworded":
            found.setdefault(document.block_at(item.start or 0), []).append(item)
    return found


def _noted(html: str, items: list[ExportedItem] | None) -> str:
    """A block with the notes on it beside it, or beneath it where there is no room."""
    if not items:
        return html
    return f'<div class="noted">\n<div class="notes">\n{"".join(map(_note, items))}</div>{html}</div>\n'


def _note(item: ExportedItem) -> str:
    parts = [note_html(item.note)] if item.note else []
    if item.state == "reworded":
        parts.append(f'<p class="was">It was: “{escape(item.quote)}”</p>')
    tags = " ".join(f"#{escape(tag)}" for tag in item.tags)
    facts = " · ".join(filter(None, (tags, escape(item.date))))
    link = f'<a href="#h-{_name(item)}" aria-label="To the passage">{facts or "¶"}</a>'
    return f'<aside class="note {escape(item.color)}">{"".join(parts)}<p class="facts">{link}</p></aside>\n'


def _lost(items: list[ExportedItem]) -> str:
    if not items:
        return ""
    entries = "".join(map(_lost_entry, items))
    return f'<section class="lost"><h2>No longer in the text</h2>\n{entries}</section>\n'


def _lost_entry(item: ExportedItem) -> str:
    quote = f'<blockquote id="h-{_name(item)}" class="{escape(item.color)}"><p>{escape(item.quote)}</p></blockquote>'
    return quote + _note(item)


class _Pictures:
    """The pictures of a document as data; those that are not at hand, or of no known kind, leave their words."""

    def __init__(self, document: Document) -> None:
        self._files = PictureFiles(document)
        self._left = _MOST_PICTURES
        self._known: dict[str, str] = {}

    def element(self, block: Block) -> str:
        """The element of a figure; empty for none."""
        if not block.info:
            return ""
        if block.info not in self._known:
            self._known[block.info] = self._data(block.info)
        address = self._known[block.info]
        return f'<img alt="" loading="lazy" src="{address}">' if address else ""

    def _data(self, name: str) -> str:
        try:
            data = self._files.read(name)
        except DocumentError:
            return ""
        kind = next((kind for sign, kind in _TYPES.items() if data.startswith(sign)), "")
        if not kind and b"<svg" in data[:2000]:
            kind = "image/svg+xml"  # within an image element nothing in it runs or is fetched (SVG 2, 2.2.5)
        if not kind or len(data) > self._left:
            return ""
        self._left -= len(data)
        return f"data:{kind};base64,{base64.b64encode(data).decode()}"

