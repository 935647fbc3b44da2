"""What was filled in in a PDF's form: the values of its fields, as lines of the page that they stand on."""

from __future__ import annotations

import ctypes
from typing import Any

from glossator.content.formats.pages import Line
from glossator.content.text.sanitize import clean

_MOST_FIELDS = 2_000
_LONGEST = 20_000
"""Fields of a page, and UTF-16 units of a value."""


def fields_of(page: Any, form: Any) -> list[Line]:
    """Give the values of a page's fields that hold text, and text that was typed onto it, from the top down.

    Args:
        page: pypdfium2's page.
        form: Its form; None for a document without one.
    """
    import pypdfium2.raw as raw

    found: list[Line] = []
    for index in range(min(raw.FPDFPage_GetAnnotCount(page.raw), _MOST_FIELDS)):
        annotation = raw.FPDFPage_GetAnnot(page.raw, index)
        if not annotation:
            continue
        if text := _text_of(raw, form, annotation):
            box = raw.FS_RECTF()
            raw.FPDFAnnot_GetRect(annotation, ctypes.byref(box))
            low, high = sorted((box.bottom, box.top))
            size = min(10.0, max(1.0, high - low))
            found.append(Line(text, box.left, box.right, high, low, round(size, 1)))
        raw.FPDFPage_CloseAnnot(annotation)
    return sorted(found, key=lambda line: (-line.middle, line.left))


def _text_of(raw: Any, form: Any, annotation: Any) -> str:
    """What a field holds, or what was typed onto the page; empty for any other annotation."""
    kind = raw.FPDFAnnot_GetSubtype(annotation)
    room = (ctypes.c_ushort * _LONGEST)()
    size = 0
    if kind == raw.FPDF_ANNOT_FREETEXT:
        size = raw.FPDFAnnot_GetStringValue(annotation, b"Contents", room, 2 * _LONGEST)
    elif kind == raw.FPDF_ANNOT_WIDGET and form:
        kinds = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX, raw.FPDF_FORMFIELD_LISTBOX)
        if raw.FPDFAnnot_GetFormFieldType(form.raw, annotation) in kinds:
            size = raw.FPDFAnnot_GetFormFieldValue(form.raw, annotation, room, 2 * _LONGEST)
    text = bytes(room)[: max(0, min(size, 2 * _LONGEST) - 2)].decode("utf-16-le", "replace")
    return " ".join(clean(text).split())


def with_fields(lines: list[Line], fields: list[Line]) -> list[Line]:
    """Lines of a page with the values of its fields, each before the first line that stands below it.

    Args:
        lines: Those of the page.
        fields: The values.
    """
    out, number = list(lines), 1 + max((line.row for line in lines), default=0)
    for count, field in enumerate(fields):
        at = next((at for at, line in enumerate(out) if line.top < field.middle), len(out))
        out.insert(at, field._replace(row=number + count))
    return out
