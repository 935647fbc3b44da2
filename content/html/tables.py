"""Data tables: from an HTML table to a table block's text, cells separated by tabs and rows by line ends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from glossator.content.document import Builder, Span
from glossator.content.html.elements import hidden, local, plain_text

_MOST_SPANNED = 20
"""Columns that a cell may span; files say any number."""
_MOST_ROWS = 1_000
"""Rows that a cell may span."""
_MOST_COLUMNS = 200
"""Columns that cells of rows above may take."""
_TEXT_ALIGN = re.compile(r"(?<![\w-])text-align\s*:\s*([a-z]{1,10})", re.I)
_ALIGNMENTS = {"right": "r", "end": "r", "center": "c", "left": "l", "start": "l", "justify": "l"}


class DataTable(NamedTuple):
    """A table's text, its spans and the places of its anchors in it, and an alignment, of l c r, for each column."""

    text: str
    spans: list[Span]
    anchors: dict[str, int]
    columns: str


def read_table(table: Any, read_cell: Callable[[Any], Builder]) -> DataTable:
    """Read a table's cells, each by itself; of what a cell spans, all but its first place is empty.

    Args:
        table: The ``table`` element.
        read_cell: Reads one ``td`` or ``th``.

    Source:
        HTML Living Standard, "Forming a table".
    """
    lines: list[str] = []
    spans: list[Span] = []
    anchors: dict[str, int] = {}
    columns: dict[int, str] = {}  # by column: the alignment that a cell of its own names
    heads: dict[int, str] = {}
    width = 0
    spanned: dict[int, int] = {}  # by column: in how many more rows a cell from above takes it
    at = 0
    for row in _rows(table):
        cells: list[str] = []
        for cell in row:
            taken = _taken(spanned, len(cells))
            cells += taken
            at += len(taken)
            text = plain_text(cell)
            if text is None:
                inner = read_cell(cell)
                anchors.update({name: at + place for name, place in inner.anchors.items()})
                text, within = _joined(inner)
                spans += [s._replace(start=s.start + at, end=s.end + at) for s in within]
            empty = [""] * (_span(cell, "colspan", _MOST_SPANNED) - 1)
            if not empty and (alignment := _alignment(cell)):
                (columns if local(cell) == "td" else heads).setdefault(len(cells), alignment)
            width = max(width, len(cells) + 1 + len(empty))
            rows = _span(cell, "rowspan", _MOST_ROWS)
            if rows > 1:
                spanned |= dict.fromkeys(range(len(cells), min(_MOST_COLUMNS, len(cells) + 1 + len(empty))), rows)
            cells += [text, *empty]
            at += len(text) + 1 + len(empty)
        spanned = {column: rows - 1 for column, rows in spanned.items() if rows > 1}
        lines.append("\t".join(cells))
    aligned = heads | columns
    return DataTable("\n".join(lines), spans, anchors, "".join(aligned.get(column, "l") for column in range(width)))


def _joined(cell: Builder) -> tuple[str, list[Span]]:
    """The blocks of a cell as one text, items of lists with their signs, and the spans in it."""
    text, spans = "", list[Span]()
    for block, part in zip(cell.blocks, cell.texts, strict=True):
        marker = block.containers[-1].marker if block.opens and block.containers else ""
        text += " " * bool(text) + (f"{marker} " if marker.strip() else "")
        moved = len(text) - block.start
        spans += [s._replace(start=s.start + moved, end=s.end + moved) for s in block.spans]
        text += part.replace("\n", " ").replace("\t", " ")
    return text, spans


def _rows(table: Any) -> Iterator[list[Any]]:
    for row in table.iter():
        if local(row) == "tr":
            cells = [cell for cell in row if local(cell) in ("td", "th") and not hidden(cell)]
            if cells:
                yield cells


def _taken(spanned: dict[int, int], column: int) -> list[str]:
    """The empty places from a column on that a cell from a row above takes."""
    taken: list[str] = []
    while column + len(taken) in spanned:
        taken.append("")
    return taken


def _span(cell: Any, name: str, most: int) -> int:
    value = (cell.get(name) or "").strip()
    return max(1, min(most, int(value))) if value.isascii() and value.isdecimal() and len(value) < 6 else 1


def _alignment(cell: Any) -> str:
    """The alignment that a cell names, in its style or the old way; a head's cells are centred without saying so."""
    named = _TEXT_ALIGN.findall(cell.get("style") or "") or [cell.get("align") or ""]
    alignment = _ALIGNMENTS.get(named[-1].strip().lower(), "")
    return "" if alignment == "c" and local(cell) == "th" else alignment
