"""Code: where its lines begin, and how wide they are; a line is broken only when it is wider than the whole page."""

from __future__ import annotations

from typing import NamedTuple

from glossator.tui.layout.breaking import wrap
from glossator.tui.layout.measuring import widths
from glossator.tui.layout.options import Options

STEP = 8
"""Cells that code scrolls sideways at a time: two levels of an indentation."""


class CodeLayout(NamedTuple):
    """A block of code set in lines.

    Attributes:
        starts: Where its lines begin, in code points of the block.
        width: The cells of the longest.
    """

    starts: list[int]
    width: int


def lay_code(text: str, width: int, room: int, options: Options) -> CodeLayout:
    """Lay code out: within the text's width if it fits, else in all the room there is.

    Args:
        text: The text of the block.
        width: The cells that the text is wide.
        room: The cells that a line may take at the most.
        options: Whether lines wider than that are wrapped.
    """
    longest = max(map(_cells, text.split("\n")))
    if longest <= width:
        return CodeLayout(wrap(text, width, keep=True), longest)
    if longest > room and options.wraps_code:
        return CodeLayout(wrap(text, room, keep=True), room)
    return CodeLayout(wrap(text, longest, keep=True), longest)


def _cells(line: str) -> int:
    return len(line) if line.isascii() and "\t" not in line else sum(widths(line))
