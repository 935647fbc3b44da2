"""Measuring: the cells that text takes on a terminal."""

from __future__ import annotations

from rich.cells import cell_len

TAB = 4
"""Cells between tab stops."""


def widths(text: str, x: int = 0) -> list[int]:
    """The cells each code point takes when drawn from cell ``x``; a cluster's width lies on its first."""
    out: list[int] = []
    for char in text:
        if char == "\t":
            width = TAB - x % TAB
        elif char == "\n" or (out and char >= "\u0300" and _joins(text[len(out) - 1], char)):
            width = 0
        else:
            width = cell_len(char)
        out.append(width)
        x += width
    return out


def _joins(before: str, char: str) -> bool:
    return before == "\u200d" or "\ufe00" <= char <= "\ufe0f" or "\U0001f3fb" <= char <= "\U0001f3ff"
