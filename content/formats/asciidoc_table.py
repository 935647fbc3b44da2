"""AsciiDoc's tables: which cells stand in which row.

Source: https://docs.asciidoctor.org/asciidoc/latest/tables/build-a-basic-table/
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_CELL = re.compile(r"(?:^|(?<=\s))((?:\d+(?:\.\d+)?|\.\d+)?[+*]?[<^>]?(?:\.[<^>])?[a-z]?)(?<!\\)\|")
_REPEATED = re.compile(r"(\d+)\*")
_SPAN = re.compile(r"(\d+)?(?:\.\d+)?\+")
_MOST = 200
"""Columns of a table, and cells that one is repeated to."""


def cells_in(lines: Sequence[str], columns: str) -> tuple[list[list[str]], bool]:
    """Read a table.

    Args:
        lines: What stands between its delimiters.
        columns: What ``cols`` says of it; empty where it says nothing.

    Returns:
        Its rows, and whether the first is a head: a line of its own, with a blank one behind it.
    """
    cells: list[str] = []
    first_line = 0
    for line in lines:
        begun = len(cells)
        _read_line(line, cells)
        if not first_line:
            first_line = len(cells) - begun
    width = min(_MOST, _columns(columns) or first_line or 1)
    rows = [cells[at : at + width] for at in range(0, len(cells), width)]
    written = [at for at, line in enumerate(lines) if line.strip()]
    has_head = len(rows) > 1 and first_line == width and len(written) > 1 and written[1] > written[0] + 1
    return rows, has_head and not (lines[0].strip() == "" and len(lines) > 1)


def _read_line(line: str, cells: list[str]) -> None:
    """Add a line's cells, and what stands before the first to the cell before."""
    matches = list(_CELL.finditer(line))
    before = line[: matches[0].start()] if matches else line
    if cells and before.strip():
        cells[-1] = f"{cells[-1]}\n{_text(before)}".strip()
    for at, match in enumerate(matches):
        end = matches[at + 1].start() if at + 1 < len(matches) else len(line)
        text = _text(line[match.end() : end])
        repeated, span = _REPEATED.match(match[1]), _SPAN.match(match[1])
        if repeated:
            cells += [text] * min(_MOST, int(repeated[1][:4]))
        else:
            cells += [text, *[""] * (min(_MOST, int((span[1] or "1")[:4])) - 1 if span else 0)]


def _text(piece: str) -> str:
    return piece.replace("\\|", "|").strip()


def _columns(text: str) -> int:
    """How many columns ``cols`` speaks of."""
    count = 0
    for piece in re.split(r"[,;]", text) if text.strip() else []:
        repeated = _REPEATED.match(piece.strip())
        count += int(repeated[1][:4]) if repeated else 1
    return count if count != 1 or not text.strip().isdecimal() else int(text.strip()[:4])
