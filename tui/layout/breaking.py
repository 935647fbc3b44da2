"""Breaking: where the lines of a block begin, at a width in cells."""

from __future__ import annotations

import re
from collections.abc import Mapping

from glossator.content.text import segments
from glossator.content.text.lines import may_end
from glossator.tui.layout.measuring import TAB, widths

# What is not here may be wide, of no width, or a tab, and is measured character by character.
_COMPLEX = re.compile(
    "[^ -~\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\n]"
)


def wrap(
    text: str, width: int, *, keep: bool = False, breaks: Mapping[int, bool] | None = None, first: int = 0
) -> list[int]:
    """Break a text into lines.

    Args:
        text: The text of one block.
        width: Cells a line may take.
        keep: Whether blanks are kept, as code needs it: a line that is too long ends behind a blank in its second half,
            or else at the width.
        breaks: Places inside words where a line may end, in code points, each with whether it takes a hyphen there.
        first: The cells that the first line is shorter.

    Returns:
        Where the lines begin, in code points.
    """
    if breaks:
        return _wrap_at_breaks(text, max(1, width), breaks, first)
    starts: list[int] = []
    begin = 0
    plain = text.isascii() and "\t" not in text
    while True:
        newline = text.find("\n", begin)
        end = len(text) if newline < 0 else newline
        _wrap_line(text, begin, end, max(1, width), starts, keep=keep, plain=plain, first=0 if begin else first)
        if newline < 0:
            return starts
        begin = newline + 1


def _wrap_line(
    text: str, begin: int, end: int, width: int, starts: list[int], *, keep: bool, plain: bool, first: int
) -> None:
    """Wrap one line of a text; ``plain`` says that all of the text is of characters one cell wide."""
    starts.append(begin)
    room = max(1, width - first)
    if end - begin <= room and plain:
        return
    if plain or not _COMPLEX.search(text, begin, end):
        while end - begin > room:
            least = begin + (room // 2 if keep else 1)
            cut = text.rfind(" ", least, begin + room + (not keep)) + 1
            if not cut or cut <= begin:
                cut = begin + room
            else:
                while not keep and cut < end and text[cut] == " ":
                    cut += 1
            if cut >= end:
                return
            starts.append(cut)
            begin, room = cut, width
        return
    sizes = widths(text[begin:end])
    x, base, looked = width - room, begin, begin
    for offset, size in enumerate(sizes):
        at = begin + offset
        char = text[at]
        if char == "\t":
            size = TAB - x % TAB
        if x + size > width and at > base and size and not (char == " " and not keep):
            last = _last_end(text, sizes, begin, max(base, looked, (base + at) // 2 if keep else 0), at)
            cut = last if last > base else segments.letter_start(text, at)
            if cut <= base:  # a single letter is wider than the line
                x += size
                looked = at
                continue
            starts.append(cut)
            base = cut
            x = sum(widths(text[cut:at]))
            if char == "\t":
                size = TAB - x % TAB
        x += size


def _last_end(text: str, sizes: list[int], begin: int, after: int, upto: int) -> int:
    """The last place behind one and up to another where a line may end; -1 for none.

    Args:
        text: The text.
        sizes: The cells of its characters from ``begin`` on.
        begin: Where they begin.
        after: A line ends behind this place.
        upto: Up to this one.
    """
    for at in range(upto, after, -1):
        char = text[at - 1]
        if char == " " or (char > "\u2e80" and sizes[at - 1 - begin] != 1 and may_end(text, at)):
            return at
    return -1


def _wrap_at_breaks(text: str, width: int, breaks: Mapping[int, bool], first: int) -> list[int]:
    """Lines that may end inside words, where the text says so; a hyphen there has its cell."""
    starts = [0]
    x, best = min(first, width - 1), 0
    sizes = widths(text)
    for at, (char, size) in enumerate(zip(text, sizes, strict=True)):
        if char == "\t":
            size = TAB - x % TAB
        if at in breaks and x + breaks[at] <= width:
            best = at
        if char == "\n":
            starts.append(at + 1)
            x, best = 0, at + 1
            continue
        if x + size > width and char != " " and at > starts[-1] and size:
            cut = best if best > starts[-1] else segments.letter_start(text, at)
            if cut <= starts[-1]:
                x += size
                continue
            starts.append(cut)
            x, best = sum(widths(text[cut:at])), cut
            if char == "\t":
                size = TAB - x % TAB
        x += size
        if char == " " or (char > "\u2e80" and size != 1 and may_end(text, at + 1)):
            best = at + 1
    return starts
