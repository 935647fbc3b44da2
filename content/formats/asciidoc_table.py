"""AsciiDoc's tables: which cells stand in which row.

Source: https://docs.asciidoctor.org/asciidoc/latest/tables/build-a-basic-table/
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from typing import NamedTuple

_CELL = re.compile(r"(?:(?:^|(?<=\s))((?:\d+(?:\.\d+)?|\.\d+)?[+*]?[<^>]?(?:\.[<^>])?[a-z]?))?(?<!\\)[|!]")
_REPEATED = re.compile(r"(\d+)\*")
_SPAN = re.compile(r"(\d+)?(?:\.(\d+))?\+")
_MOST = 200
"""Columns of a table, rows that a cell takes, and cells that one is repeated to."""


class _Cell(NamedTuple):
    """A cell: its text, and the columns and rows that it takes."""

    text: str
    columns: int = 1
    rows: int = 1


def cells_in(lines: Sequence[str], columns: str) -> tuple[list[list[str]], bool]:
    """Read a table.

    Args:
        lines: What stands between its delimiters.
        columns: What ``cols`` says of it; empty where it says nothing.

    Returns:
        Its rows, and whether the first is a head: a line of its own, with a blank one behind it.
    """
    cells: list[_Cell] = []
    first_line = 0
    for line in lines:
        begun = len(cells)
        _read_line(line, cells)
        if not first_line:
            first_line = sum(cell.columns for cell in cells[begun:])
    width = min(_MOST, _columns(columns) or first_line or 1)
    rows = _in_rows(cells, width)
    written = [at for at, line in enumerate(lines) if line.strip()]
    has_head = len(rows) > 1 and first_line == width and len(written) > 1 and written[1] > written[0] + 1
    return rows, has_head and bool(lines[0].strip())


def separated(lines: Sequence[str], kind: str) -> tuple[list[list[str]], bool]:
    """Read a table of lines whose cells are separated by commas, colons or tabs.

    Args:
        lines: What stands between its delimiters.
        kind: ``csv``, ``dsv`` or ``tsv``.

    Returns:
        Its rows, and whether the first is a head.
    """
    text = [line for line in lines if line.strip()]
    separators = {"csv": ",", "tsv": "\t"}
    rows = _in_csv(text, separators[kind]) if kind in separators else [line.split(":") for line in text]
    has_head = len(lines) > 2 and bool(lines[0].strip()) and not lines[1].strip()
    return [[cell.strip() for cell in row[:_MOST]] for row in rows], has_head


def _in_csv(lines: Sequence[str], separator: str) -> list[list[str]]:
    try:
        return list(csv.reader(lines, delimiter=separator))
    except csv.Error:
        return [line.split(separator) for line in lines]


def _read_line(line: str, cells: list[_Cell]) -> None:
    """Add a line's cells, and what stands before the first to the cell before."""
    matches = list(_CELL.finditer(line))
    before = line[: matches[0].start()] if matches else line
    if cells and before.strip():
        cells[-1] = cells[-1]._replace(text=f"{cells[-1].text}\n{_text(before)}".strip())
    for at, match in enumerate(matches):
        end = matches[at + 1].start() if at + 1 < len(matches) else len(line)
        text, kind = _text(line[match.end() : end]), match[1] or ""
        repeated, span = _REPEATED.match(kind), _SPAN.match(kind)
        if span:
            columns, rows = (min(_MOST, int((number or "1")[:4])) for number in span.groups())
            cells.append(_Cell(text, max(1, columns), max(1, rows)))
        else:
            cells += [_Cell(text)] * (min(_MOST, int(repeated[1][:4])) if repeated else 1)


def _in_rows(cells: Sequence[_Cell], width: int) -> list[list[str]]:
    """Cells in rows; the places that a cell takes beside its first are empty."""
    rows: list[list[str]] = []
    row: list[str] = []
    taken: dict[int, int] = {}
    """By column: in how many more rows a cell from above takes it."""

    def pass_taken() -> None:
        while len(row) < width and taken.get(len(row), 0):
            taken[len(row)] -= 1
            row.append("")

    for cell in cells:
        pass_taken()
        if len(row) >= width:
            rows.append(row[:])
            row.clear()
            pass_taken()
        if cell.rows > 1:
            taken |= dict.fromkeys(range(len(row), min(width, len(row) + cell.columns)), cell.rows - 1)
        row += [cell.text, *[""] * (cell.columns - 1)]
        if len(row) >= width:
            rows.append(row[:])
            row.clear()
    return [*rows, row] if any(row) else rows


def _text(piece: str) -> str:
    return piece.replace("\\|", "|").strip()


def _columns(text: str) -> int:
    """How many columns ``cols`` describes."""
    count = 0
    for piece in re.split(r"[,;]", text) if text.strip() else []:
        repeated = _REPEATED.match(piece.strip())
        count += int(repeated[1][:4]) if repeated else 1
    return count if count != 1 or not text.strip().isdecimal() else int(text.strip()[:4])
