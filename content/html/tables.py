"""Data tables: from an HTML table to a table block's text, cells separated by tabs and rows by line ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from glossator.content.document import Builder, Span
from glossator.content.html.elements import hidden, local, plain_text

_MOST_SPANNED = 20
"""Columns that a cell may span; files say any number."""


class DataTable(NamedTuple):
    """A table's text, its spans and the places of its anchors in it, and an alignment, of l c r, for each column."""

    text: str
    spans: list[Span]
    anchors: dict[str, int]
    columns: str


def read_table(table: Any, read_cell: Callable[[Any], Builder]) -> DataTable:
    """Read a table's cells, each by itself; a cell that spans columns leaves the others empty.

    Args:
        table: The ``table`` element.
        read_cell: Reads one ``td`` or ``th``.
    """
    lines: list[str] = []
    spans: list[Span] = []
    anchors: dict[str, int] = {}
    columns: list[str] = []
    at = 0
    for row in _rows(table):
        cells: list[str] = []
        for cell in row:
            text = plain_text(cell)
            if text is None:
                inner = read_cell(cell)
                anchors.update({name: at + place for name, place in inner.anchors.items()})
                spans += [s._replace(start=s.start + at, end=s.end + at) for block in inner.blocks for s in block.spans]
                text = " ".join(part.replace("\n", " ").replace("\t", " ") for part in inner.parts)
            if len(columns) <= len(cells):
                columns.append(_alignment(cell))
            empty = [""] * (_spanned(cell) - 1)
            cells += [text, *empty]
            at += len(text) + 1 + len(empty)
        lines.append("\t".join(cells))
    return DataTable("\n".join(lines), spans, anchors, "".join(columns))


def _rows(table: Any) -> Iterator[list[Any]]:
    for row in table.iter():
        if local(row) == "tr":
            cells = [cell for cell in row if local(cell) in ("td", "th") and not hidden(cell)]
            if cells:
                yield cells


def _spanned(cell: Any) -> int:
    value = cell.get("colspan") or ""
    return max(1, min(_MOST_SPANNED, int(value))) if value.isascii() and value.isdecimal() and len(value) < 4 else 1


def _alignment(cell: Any) -> str:
    style = f"{cell.get('align') or ''} {cell.get('style') or ''}".lower()
    if "right" in style:
        return "r"
    return "c" if "center" in style and local(cell) != "th" else "l"
