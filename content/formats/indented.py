"""Indented text, such as RFCs and manuals: its headings stand left of it, its title in the middle."""

from __future__ import annotations

import re

from glossator.content.formats.chunks import Chunk

_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,5})\.?\s+")
_LEAST_HEADS, _LONGEST_HEAD, _MOST_TITLE_LINES = 3, 90, 3
"""Headings of an indented text at the least; characters of one, and lines of its title at the most."""


def split_at_heading(lines: list[str], indent: int) -> list[Chunk]:
    """Split a chunk of an indented text into the heading that stands left of it and the rest, both unindented.

    Args:
        lines: The lines.
        indent: The spaces that the text is indented by; 0 for one that is not.

    Returns:
        One chunk or two; the lines as they are where the text is not indented.
    """
    if not indent:
        return [Chunk(lines)]
    is_out = not lines[0].startswith(" ")
    own = [line[indent:] if line[:indent].isspace() else line.lstrip(" ") for line in lines]
    if not is_out:
        return [Chunk(own)]
    rest = own[1:] if len(lines) > 1 and lines[1].startswith(" ") else []
    return [Chunk(own[:1] if rest else own, is_out=True), *([Chunk(rest)] if rest else [])]


def mark_outdented(chunks: list[Chunk]) -> bool:
    """The headings of an indented text, which stand left of it; False when there are too few to be that."""
    heads = [c for c in chunks if c.is_out and not c.meta and len(c.lines) == 1 and _heads(c.lines[0])]
    if len(heads) < _LEAST_HEADS:
        return False
    for chunk in heads:
        number = _NUMBER.match(chunk.lines[0])
        chunk.level = number[1].count(".") + 1 if number else 1
    return True


def _heads(line: str) -> bool:
    """Whether a line may be a heading: short, of words, and nothing in columns."""
    is_short = len(line) <= _LONGEST_HEAD and any(map(str.isalpha, line)) and not line.endswith((",", ";"))
    return is_short and "    " not in _NUMBER.sub("", line)


def centred(chunks: list[Chunk]) -> str:
    """The title of an indented text: the first line that stands in its middle, before the first heading."""
    for chunk in chunks:
        if chunk.level:
            return ""
        if len(chunk.lines) <= _MOST_TITLE_LINES and all(line[:4] == "    " for line in chunk.lines):
            return chunk.one
    return ""
