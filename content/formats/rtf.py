"""RTF: the Rich Text Format's text and tables, by striprtf, and its footnotes, which striprtf leaves out."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any

from glossator.content.document import Document, DocumentError
from glossator.content.formats.html import from_markup, links_from
from glossator.content.sources.source import Source
from glossator.content.text.sanitize import clean_piece

_NOTE = re.compile(r"\{\\footnote\b")
"""The beginning of a footnote, in the place that it belongs to (RTF 1.9.1, "Footnotes")."""
_BRACE = re.compile(r"\\[\\{}]|[{}]")
_CODE_PAGE = re.compile(r"\\ansicpg\d{1,5}")
_REFERENCE = re.compile("\ufdd2(\\d{1,4})\ufdd3")
"""What stands for a reference, between characters that no text has (Unicode 16, 23.7)."""
_MOST_NOTES = 5_000


def read(source: Source) -> Document:
    """The text in an RTF. Raises DocumentError."""
    from lxml import etree

    rtf, notes = _without_notes(source.data.decode("latin-1"))
    try:
        text = _text_of(rtf)
        page = "".join(_CODE_PAGE.findall(rtf)[:1])
        texts = [_text_of(f"{{\\rtf1\\ansi{page} {note}}}") for note in notes]
    except Exception:  # striprtf lets whatever fails in it through: LookupError, ValueError, IndexError ...
        raise DocumentError("damaged RTF") from None
    body = etree.Element("body")
    for is_table, lines in groupby(clean_piece(text).split("\n"), _is_row):
        if not is_table:
            for line in lines:
                _add_notes(body, _add_references(etree.SubElement(body, "p"), line), texts)
            continue
        table = etree.SubElement(body, "table")
        numbers: list[str] = []
        for line in lines:
            row = etree.SubElement(table, "tr")
            for cell in line.rstrip()[:-1].split("|"):
                numbers += _add_references(etree.SubElement(row, "td"), cell)
        _add_notes(body, numbers, texts)
    return from_markup(body, links_from(""), title="", format="rtf")


def _is_row(line: str) -> bool:
    """Whether a line is the row of a table, behind each of whose cells striprtf writes a bar."""
    return line.rstrip().endswith("|") and line.count("|") > 1


def _text_of(rtf: str) -> str:
    from striprtf.striprtf import rtf_to_text

    return rtf_to_text(rtf, encoding="cp1252", errors="replace")  # type: ignore[no-any-return, no-untyped-call]


def _without_notes(rtf: str) -> tuple[str, list[str]]:
    """The document with a reference in the place of each footnote, and the notes as they stand there."""
    pieces: list[str] = []
    notes: list[str] = []
    at = 0
    while len(notes) < _MOST_NOTES and (match := _NOTE.search(rtf, at)):
        depth = 0
        for brace in _BRACE.finditer(rtf, match.start()):
            depth += (brace[0] == "{") - (brace[0] == "}")
            if not depth and len(brace[0]) == 1:
                break
        else:
            break  # the file ends within it
        notes.append(rtf[match.end() : brace.start()])
        pieces += [rtf[at : match.start()], f"{{\\uc0\\u-558 {len(notes)}\\u-557 }}"]
        at = brace.end()
    return "".join([*pieces, rtf[at:]]), notes


def _add_references(element: Any, line: str) -> list[str]:
    """Fill an element with a line, in which each reference is a link with its role of DPUB-ARIA 1.1; their numbers."""
    from lxml import etree

    element.text, *rest = _REFERENCE.split(line)
    for number, behind in zip(rest[::2], rest[1::2], strict=True):
        reference = etree.SubElement(element, "a", {"href": f"#note-{number}", "role": "doc-noteref"})
        reference.text, reference.tail = f"[{number}]", behind
    return rest[::2]


def _add_notes(body: Any, numbers: list[str], notes: list[str]) -> None:
    """Add the notes that were referred to, as far as there are such: a file may hold our signs by itself."""
    from lxml import etree

    for number in numbers:
        if 0 < int(number) <= len(notes):
            note = etree.SubElement(body, "aside", {"id": f"note-{number}", "role": "doc-footnote"})
            for part in notes[int(number) - 1].strip().split("\n"):
                etree.SubElement(note, "p").text = part
