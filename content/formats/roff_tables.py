"""Tables of manual pages: what tbl(1) sets, between ``.TS`` and ``.TE``."""

from __future__ import annotations

import re

_TAB = re.compile(r"\btab\s*\((.)\)")
_RULE = re.compile(r"[_=]|\\\^")


def rows_of(lines: list[str]) -> list[list[str]]:
    """Give the cells of a table, row by row; rules and requests between them are left out.

    Args:
        lines: What stands between the two requests.

    Source:
        https://man7.org/linux/man-pages/man1/tbl.1.html
    """
    tab, at = "\t", 0
    if lines and lines[0].rstrip().endswith(";"):
        separator = _TAB.search(lines[0])
        tab, at = separator[1] if separator else tab, 1
    while at < len(lines) and not lines[at].rstrip().endswith("."):
        at += 1
    rows: list[list[str]] = []
    is_block = False
    for line in lines[at + 1 :]:
        if is_block:
            is_block = not line.startswith("T}")
            if is_block:
                rows[-1][-1] += f" {line}" if line[:1] not in (".", "'") else _request_text(line)
            elif tab in line:
                rows[-1] += line.split(tab)[1:]
        elif line[:1] not in (".", "'") and not _RULE.fullmatch(line.strip()) and line.strip():
            rows.append(line.split(tab))
        if rows and rows[-1][-1].strip() == "T{":
            rows[-1][-1], is_block = "", True
    return [["" if _RULE.fullmatch(cell.strip()) else " ".join(cell.split()) for cell in row] for row in rows]


def _request_text(request: str) -> str:
    """The text of a request within a cell: the arguments of a font, nothing for any other request."""
    name, _, rest = request[1:].partition(" ")
    return f" {rest}" if name in ("B", "I", "BR", "IR", "RB", "RI", "BI", "IB") else ""
