"""RTF: the Rich Text Format's text and tables, by striprtf."""

from __future__ import annotations

from itertools import groupby

from glossator.content.document import Document, DocumentError
from glossator.content.formats.html import from_markup, links_from
from glossator.content.sources.source import Source
from glossator.content.text.sanitize import clean_piece


def read(source: Source) -> Document:
    """The text in an RTF. Raises DocumentError."""
    from lxml import etree
    from striprtf.striprtf import rtf_to_text

    try:
        text = rtf_to_text(source.data.decode("latin-1"), encoding="cp1252", errors="replace")  # type: ignore[no-untyped-call]
    except Exception:  # striprtf lets whatever fails in it through: LookupError, ValueError, IndexError ...
        raise DocumentError("damaged RTF") from None
    body = etree.Element("body")
    for is_table, lines in groupby(clean_piece(text).split("\n"), _is_row):
        if not is_table:
            for line in lines:
                etree.SubElement(body, "p").text = line
            continue
        table = etree.SubElement(body, "table")
        for line in lines:
            row = etree.SubElement(table, "tr")
            for cell in line.rstrip()[:-1].split("|"):
                etree.SubElement(row, "td").text = cell
    return from_markup(body, links_from(""), title="", format="rtf")


def _is_row(line: str) -> bool:
    """Whether a line is the row of a table, behind each of whose cells striprtf writes a bar."""
    return line.rstrip().endswith("|") and line.count("|") > 1
