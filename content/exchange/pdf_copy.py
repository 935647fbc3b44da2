"""PDF: the highlights and notes written into a copy of the document, where other viewers see them.

A passage that is not found on its page is written as a note there, with its words, so that nothing is lost.

Source:
    ISO 32000-1, 12.5.6.10 (text markup annotations); pdfium's ``fpdf_annot.h`` and ``fpdf_text.h``.
"""

from __future__ import annotations

import base64
import ctypes
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from glossator.content.errors import DocumentError, GlossatorError, reason
from glossator.content.exchange.context import Context
from glossator.content.exchange.exported import ExportedDocument, ExportedItem
from glossator.content.exchange.made import IMPORT
from glossator.content.formats.isolation import LIMITS_WRITING, call_isolated
from glossator.content.formats.pdf_file import opened_pdf
from glossator.content.notes.annotation import format_tags
from glossator.content.sources.source import Source
from glossator.content.text.bare_text import bare_text

_COLORS = {
    "yellow": (255, 212, 0), "green": (95, 178, 54), "blue": (46, 168, 229), "pink": (255, 102, 160),
    "purple": (162, 138, 229),
}  # fmt: skip
_TEXT, _HIGHLIGHT = 1, 9
"""Kinds of annotations, as pdfium numbers them."""
_PRINTED = 4
"""The flag of what is printed with its page (ISO 32000-1, 12.5.3)."""
Json = dict[str, Any]
_Rectangle = tuple[float, float, float, float]
_OPACITY = 110
_NEAR = 2
"""Pages before and behind the one where a passage is thought to be that are looked through."""
_AROUND = 160
"""Code points around a place that are compared with the context of a passage."""


def write(documents: list[ExportedDocument]) -> bytes:
    """Write a copy of the PDF with an annotation for each highlight that is found on its page.

    Args:
        documents: One document, which is a PDF of this machine.

    Raises:
        GlossatorError: It is none, or cannot be read.
    """
    if len(documents) != 1 or documents[0].format != "pdf" or not documents[0].file:
        raise GlossatorError("a PDF copy is made of one document, which is a PDF on this machine")
    document = documents[0]
    names = sorted({_source_id(item) for item in document.items} - {""})
    marks = [_mark(document, item) for item in document.items]
    try:
        source = Source(document.path, Path(document.file).read_bytes())
        return base64.b64decode(call_isolated(source, __name__, "marked_copy", names, marks, limits=LIMITS_WRITING))
    except OSError as error:
        raise GlossatorError(f"{document.path}: {reason(error, 'unreadable')}") from None
    except DocumentError as error:
        raise GlossatorError(f"{document.path}: {error}") from None


def _mark(document: ExportedDocument, item: ExportedItem) -> Json:
    """A highlight as the other process is given it; ``parts`` are its words by page, where it goes on over an end."""
    source, page, parts = document.document, None, []
    if source is not None and item.start is not None and item.end is not None:
        page = source.page_at(item.start)
    if source is not None and page is not None and page + 1 < len(source.pages):
        border = source.pages[page + 1][1]
        parts = [(page, source.text[item.start : border]), (page + 1, source.text[border : item.end])]
    tags = " ".join(f"#{format_tags([tag])}" for tag in item.tags)
    return {
        "id": item.id, "color": item.color, "created": item.created, "modified": item.modified, "page": page,
        "contents": "\n\n".join(filter(None, (item.note, tags))), "quote": item.quote,
        "words": item.wording or item.quote, "parts": parts, "before": item.prefix, "after": item.suffix,
    }  # fmt: skip


def marked_copy(source: Source, names: list[str], marks: list[Json]) -> str:
    """Write annotations into a PDF in this process.

    Args:
        source: The PDF.
        names: Those of annotations that were imported from it, which are written anew.
        marks: The highlights, as ``_mark`` gives them.

    Returns:
        The copy in base64.

    Raises:
        DocumentError: It cannot be opened.
    """
    with opened_pdf(source) as pdf:
        _remove_known(pdf, set(names))
        for mark in marks:
            _write_mark(pdf, mark)
        out = io.BytesIO()
        pdf.save(out)
        return base64.b64encode(out.getvalue()).decode()


def _source_id(item: ExportedItem) -> str:
    """The name that an annotation had in a PDF that it was imported from; empty for any other."""
    facts = item.stored.get(IMPORT)
    found = facts.get("id") if isinstance(facts, dict) and facts.get("format") == "pdf" else ""
    return found if isinstance(found, str) else ""


def _remove_known(pdf: Any, names: set[str]) -> None:
    """Take out what was written before, and what was imported from this PDF: all of it is written anew."""
    import pypdfium2.raw as raw

    for number in range(len(pdf)):
        page = pdf[number]
        for index in range(raw.FPDFPage_GetAnnotCount(page) - 1, -1, -1):
            annotation = raw.FPDFPage_GetAnnot(page, index)
            name = _name(annotation)
            raw.FPDFPage_CloseAnnot(annotation)
            if name.startswith("urn:uuid:") or name in names:
                raw.FPDFPage_RemoveAnnot(page, index)
        page.close()


def _name(annotation: Any) -> str:
    import pypdfium2.raw as raw

    buffer = ctypes.create_string_buffer(200)
    raw.FPDFAnnot_GetStringValue(annotation, b"NM", ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), 200)
    return buffer.raw.decode("utf-16-le", "replace").partition("\0")[0]


def _write_mark(pdf: Any, mark: Json) -> None:
    """Write one highlight; one that goes on over a page's end has an annotation on each."""
    texts = {b"NM": mark["id"], b"Contents": mark["contents"]}
    places = list(_places(pdf, mark))
    for order, (number, rectangles) in enumerate(places):
        _annotate(pdf, number, mark, texts if order == 0 else {b"NM": f"{mark['id']}#2"}, rectangles)
    if not places and len(pdf):
        words = f"“{mark['quote']}”\n\n" if mark["quote"] else ""
        texts[b"Contents"] = words + mark["contents"]
        _annotate(pdf, min(mark["page"] or 0, len(pdf) - 1), mark, texts, [])


def _annotate(pdf: Any, number: int, mark: Json, texts: dict[bytes, str], rectangles: list[_Rectangle]) -> None:
    """Make one annotation on a page: a highlight of rectangles, or a note in the corner where there are none."""
    import pypdfium2.raw as raw

    page = pdf[number]
    annotation = raw.FPDFPage_CreateAnnot(page, _HIGHLIGHT if rectangles else _TEXT)
    try:
        for left, bottom, right, top in rectangles:
            quad = raw.FS_QUADPOINTSF(left, top, right, top, left, bottom, right, bottom)
            raw.FPDFAnnot_AppendAttachmentPoints(annotation, quad)
        height = page.get_height()
        edges = list(zip(*(rectangles or [(10.0, height - 30.0, 30.0, height - 10.0)]), strict=True))
        box = raw.FS_RECTF(left=min(edges[0]), top=max(edges[3]), right=max(edges[2]), bottom=min(edges[1]))
        raw.FPDFAnnot_SetRect(annotation, box)
        raw.FPDFAnnot_SetColor(annotation, 0, *_COLORS.get(mark["color"], _COLORS["yellow"]), _OPACITY)
        raw.FPDFAnnot_SetFlags(annotation, _PRINTED)
        dates = {b"CreationDate": _date(mark["created"]), b"M": _date(mark["modified"])}
        for key, value in {**texts, **dates, b"T": "Glossator"}.items():
            if value:
                encoded = ctypes.create_string_buffer((value + "\0").encode("utf-16-le", "replace"))
                raw.FPDFAnnot_SetStringValue(annotation, key, ctypes.cast(encoded, ctypes.POINTER(ctypes.c_ushort)))
    finally:
        raw.FPDFPage_CloseAnnot(annotation)
        page.close()


def _date(stamp: str) -> str:
    """A date of a PDF (ISO 32000-1, 7.9.4)."""
    digits = "".join(filter(str.isdigit, stamp[:19]))
    return f"D:{digits}Z" if len(digits) == 14 else ""


def _places(pdf: Any, mark: Json) -> Iterator[tuple[int, list[_Rectangle]]]:
    """The pages that a passage stands on, and the rectangles of its lines on each."""
    page = mark["page"]
    numbers = range(len(pdf)) if page is None else range(max(0, page - _NEAR), min(len(pdf), page + _NEAR + 1))
    for number in sorted(numbers, key=lambda number: abs(number - (page or 0))):
        if rectangles := _on_page(pdf, number, mark["words"], mark["before"], mark["after"]):
            yield number, rectangles
            return
    for number, part in mark["parts"]:  # it may go on on the next page
        if part.strip() and number < len(pdf) and (rectangles := _on_page(pdf, number, part)):
            yield number, rectangles


def _on_page(pdf: Any, number: int, words: str, before: str = "", after: str = "") -> list[_Rectangle]:
    """The rectangles of words on a page, a line each; none where they are not there.

    Of several places it is that whose surroundings are most like what stands before them and after.
    """
    page = pdf[number]
    text = page.get_textpage()
    try:
        letters = text.get_text_range()
        places = bare_text(letters).places(words)
        if not places:
            return []
        context = Context.between(before, after)
        start, end = max(places, key=lambda passage: Context.of(letters, passage, _AROUND).likeness(context))
        first = len(letters[:start].encode("utf-16-le")) // 2  # pdfium counts units of UTF-16
        count = text.count_rects(first, len(letters[start:end].encode("utf-16-le")) // 2)
        return _joined([text.get_rect(index) for index in range(count)])
    finally:
        text.close()
        page.close()


def _joined(rectangles: list[_Rectangle]) -> list[_Rectangle]:
    """Rectangles as one a line: where the font changes, pdfium begins another."""
    out: list[_Rectangle] = []
    for left, bottom, right, top in rectangles:
        if out:
            first, below, last, above = out[-1]
            shared = min(top, above) - max(bottom, below)
            if shared > 0.5 * min(top - bottom, above - below) and -1 < left - last < 1.5 * (top - bottom):
                out[-1] = first, min(below, bottom), right, max(above, top)
                continue
        out.append((left, bottom, right, top))
    return out
