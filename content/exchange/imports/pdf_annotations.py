"""A PDF's own highlights, with the words beneath them.

Source:
    ISO 32000-1, 12.5.6.10 (text markup annotations); pdfium's ``fpdf_annot.h``.
"""

from __future__ import annotations

import ctypes
import re
from typing import Any

from glossator.content.errors import DocumentError, GlossatorError
from glossator.content.exchange.imports.dates import pdf_date
from glossator.content.exchange.imports.entry import Entry, ImportedBook, unwrapped
from glossator.content.exchange.imports.given import Given
from glossator.content.formats.isolation import call_isolated
from glossator.content.formats.pdf_file import opened_pdf
from glossator.content.notes.annotation import parse_tags
from glossator.content.sources.limits import MAX_PAGES
from glossator.content.sources.source import Source

_STYLES = {9: "", 10: "underline", 11: "squiggly", 12: "strikeout"}
"""Highlight, underline, squiggly, strike-out, as pdfium numbers them."""
_TEXT, _CARET, _FREE = 1, 14, 3
_MOST = 20_000
_MOST_QUADS = 2_000
_AROUND = 60
"""Letters before a passage, and behind it, by which it is told from others of the same words."""


def read(given: Given) -> list[ImportedBook]:
    """Read the highlights and notes of a PDF, in a process of its own.

    Raises:
        GlossatorError: It cannot be opened.
    """
    try:
        title, author, rows = call_isolated(Source(given.path.name, given.data), __name__, "annotations_in")
    except DocumentError as error:
        raise GlossatorError(f"{given.shown}: {error}") from None
    entries = tuple(map(_from_json, rows))
    return [ImportedBook(title.strip() or given.path.stem, author, entries=entries, path=str(given.path))]


def annotations_in(source: Source) -> tuple[str, str, list[dict[str, Any]]]:
    """Read a PDF in this process.

    Args:
        source: Its bytes.

    Returns:
        Its title, its author, and the fields of each entry.

    Raises:
        DocumentError: It cannot be opened.
    """
    with opened_pdf(source) as pdf:
        facts = pdf.get_metadata_dict(skip_empty=True)
        entries: list[Entry] = []
        for number in range(min(len(pdf), MAX_PAGES)):
            if len(entries) < _MOST:
                entries += _page_entries(pdf, number)
    return facts.get("Title", ""), facts.get("Author", ""), [entry._asdict() for entry in entries]


def _from_json(fields: dict[str, Any]) -> Entry:
    """An entry as the other process gave it, with tuples where JSON has lists."""
    kind, numbers = fields["order"]
    outcome = tuple(fields["outcome"]) if fields["outcome"] else None
    whole = {"tags": tuple(fields["tags"]), "order": (kind, tuple(numbers)), "outcome": outcome}
    return Entry(**{**fields, **whole, "selectors": (), "earlier": (), "before": ()})


def _page_entries(pdf: Any, number: int) -> list[Entry]:
    import pypdfium2.raw as raw
    from pypdfium2 import PdfiumError

    try:
        page = pdf[number]
        if not raw.FPDFPage_GetAnnotCount(page):
            return []
        text = page.get_textpage()
    except PdfiumError:
        return []  # a damaged page; the others may be whole
    label = pdf.get_page_label(number) or str(number + 1)
    found: list[tuple[tuple[int, ...], Entry]] = []
    try:
        for index in range(min(_MOST, raw.FPDFPage_GetAnnotCount(page))):
            annotation = raw.FPDFPage_GetAnnot(page, index)
            if not annotation:
                continue
            try:
                kind = raw.FPDFAnnot_GetSubtype(annotation)
                if kind in _STYLES or kind in (_TEXT, _CARET, _FREE):
                    entry, place = _entry(annotation, kind, text)
                    found.append(((number, *place), entry._replace(page=label, order=("page", (number, *place)))))
            finally:
                raw.FPDFPage_CloseAnnot(annotation)
    finally:
        text.close()
        page.close()
    return [entry for _, entry in sorted(found, key=lambda each: each[0])]


def _entry(annotation: Any, kind: int, text: Any) -> tuple[Entry, tuple[int, ...]]:
    """One annotation, and its place on the page: from above, from the left."""
    import pypdfium2.raw as raw

    quote, corner, (prefix, suffix) = _words(annotation, text)
    note = _string(annotation, b"Contents")
    created, modified = (pdf_date(_string(annotation, key)) for key in (b"CreationDate", b"M"))
    entry = Entry(
        "highlight", quote, note if note.strip() != quote.strip() else "", color=_color(annotation),
        style=_STYLES.get(kind, ""), created=created or modified, modified=modified or created,
        id=_string(annotation, b"NM"), prefix=prefix, suffix=suffix,
    )  # fmt: skip
    if entry.id.startswith("urn:uuid:"):
        entry = _own(entry, kind)
        return entry, corner
    if raw.FPDFAnnot_HasKey(annotation, b"IRT"):
        return entry._replace(kind="note", outcome=("skipped", "a reply")), corner
    if kind in _STYLES and quote:
        return entry, corner
    entry = entry._replace(kind="note", quote="")
    return (entry if entry.note else entry._replace(outcome=("skipped", "nothing in it"))), corner


def _own(entry: Entry, kind: int) -> Entry:
    """An annotation that we wrote: its tags are its last line; one without a place on the page quotes its passage."""
    if entry.id.endswith("#2"):
        return entry._replace(outcome=("skipped", "goes on from the page before"))
    note, tags = entry.note, ""
    if match := re.search(r"(?:^|\n\n)((?:#(?:\"[^\"]*\"|\S+)(?: |$))+)$", note):
        note, tags = note[: match.start()], re.sub(r"(?:^|(?<= ))#", "", match[1])
    entry = entry._replace(note=note, tags=parse_tags(tags))
    if kind == _TEXT and (quoted := re.match(r"“(.*?)”(?:\n\n|$)", note, re.S)):
        return entry._replace(quote=unwrapped(quoted[1]), note=note[quoted.end() :])
    return entry if entry.quote else entry._replace(kind="note")


def _words(annotation: Any, text: Any) -> tuple[str, tuple[int, ...], tuple[str, str]]:
    """The text within each of the quadrilaterals, line by line, where the first of them stands, and what is around."""
    import pypdfium2.raw as raw

    quads = raw.FS_QUADPOINTSF()
    boxes: list[tuple[float, float, float, float]] = []
    place: tuple[int, ...] = ()
    for index in range(min(_MOST_QUADS, raw.FPDFAnnot_CountAttachmentPoints(annotation))):
        if not raw.FPDFAnnot_GetAttachmentPoints(annotation, index, quads):
            continue
        across = [quads.x1, quads.x2, quads.x3, quads.x4]
        down = [quads.y1, quads.y2, quads.y3, quads.y4]
        box = min(across), min(down), max(across), max(down)
        if boxes and _is_on_line(boxes[-1], box):
            boxes[-1] = boxes[-1][0], min(boxes[-1][1], box[1]), box[2], max(boxes[-1][3], box[3])
        else:
            boxes.append(box)
        place = place or (-round(max(down)), round(min(across)))
    if not place:
        rectangle = raw.FS_RECTF()
        if raw.FPDFAnnot_GetRect(annotation, rectangle):
            place = (-round(rectangle.top), round(rectangle.left))
    lines = []
    for left, bottom, right, top in boxes:
        inset = (top - bottom) / 10  # enough to leave out the lines above and below, and not a full stop
        lines.append(text.get_text_bounded(left + 0.2, bottom + inset, right - 0.2, top - inset))
    around = _around(text, boxes[0], boxes[-1]) if boxes else ("", "")
    return _joined(lines), place or (0, 0), around


def _around(text: Any, first: tuple[float, ...], last: tuple[float, ...]) -> tuple[str, str]:
    """What stands on the page before a passage and behind it, which tells it from others of the same words."""
    begin = text.get_index(first[0] + 1, (first[1] + first[3]) / 2, 3, 3)
    end = text.get_index(last[2] - 1, (last[1] + last[3]) / 2, 3, 3)
    if begin is None or end is None or end < begin:
        return "", ""
    low = max(0, begin - _AROUND)
    prefix = text.get_text_range(low, begin - low) if begin else ""
    count = min(_AROUND, text.count_chars() - end - 1)
    return _joined(prefix.split("\n")), _joined(text.get_text_range(end + 1, count).split("\n")) if count > 0 else ""


def _is_on_line(before: tuple[float, float, float, float], box: tuple[float, float, float, float]) -> bool:
    """Whether a box goes on where another one ends: some programs make one for each font, or for each word."""
    height = min(before[3] - before[1], box[3] - box[1])
    shared = min(before[3], box[3]) - max(before[1], box[1])
    return shared > 0.5 * height and -1 < box[0] - before[2] < 1.5 * height


def _joined(lines: list[str]) -> str:
    """Lines as one text: a word that was divided at a line's end is one again where the hyphen was the setter's."""
    out = ""
    for line in lines:
        line = " ".join(line.replace("\ufffe", "-").replace("\x02", "-").split())
        if out and line:
            is_divided = out.endswith(("-", "\u00ad")) and line[0].islower() and out[-2:-1].isalpha()
            out = out[:-1] + line if is_divided else f"{out} {line}"
        else:
            out += line
    return out.strip()


def _string(annotation: Any, key: bytes) -> str:
    import pypdfium2.raw as raw

    size = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
    if size <= 2 or size > 2_000_000:
        return ""
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFAnnot_GetStringValue(annotation, key, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace").replace("\r\n", "\n").replace("\r", "\n").strip()


def _color(annotation: Any) -> str:
    """Its colour as ``#rrggbb``. pdfium gives none while there is an appearance: that is taken off, in memory."""
    import pypdfium2.raw as raw

    raw.FPDFAnnot_SetAP(annotation, 0, None)
    parts = [ctypes.c_uint() for _ in range(4)]
    if not raw.FPDFAnnot_GetColor(annotation, 0, *parts):
        return ""
    return "#" + "".join(f"{part.value & 255:02x}" for part in parts[:3])
