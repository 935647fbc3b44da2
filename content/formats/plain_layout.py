"""The layout of plain text: pages of printers, indents of all of it, tables and drawings, words that are divided."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from glossator.content.formats.word_ends import keeps_hyphen, known_words
from glossator.content.text.lines import without_soft_breaks

_OVERSTRUCK = re.compile(rb"(?:[\xc0-\xf7][\x80-\xbf]+|[^\n\x80-\xff])\x08")
_FOOT = re.compile(rb"\[Page \d{1,4}\]\s*")
_HEADS = (b"RFC ", b"Internet-Draft ")
_INSIDE = re.compile(r"\S {3,}\S|\t\S")
_DRAWN = re.compile(r"[+|][-=_]{2,}|(?<![-=_])[-=_]{3,}+[+|]|^\s*\|.*\|\s*$|[\u2500-\u257f]{2}")
_LEAST_LINES, _LEAST_SHARE = 20, 0.6
"""Lines of a text, and the share of them that is indented, from which on the indent is that of the text."""
_LEAST_INDENT, _MOST_INDENT = 3, 12
_DIVIDED = re.compile(r"[^\W\d_][-\u2010]\n[ \t]*[^\W\d_]")
_LEAST_DIVIDED = 0.03
"""The share of lines that end with a hyphen in a text that divides words."""


def undressed(data: bytes) -> bytes:
    """A text without what was for a printer: letters struck over one another, and the heads and feet of pages.

    Args:
        data: Its bytes, in an encoding that has ASCII as its beginning.
    """
    if b"\x08" in data:
        data = _OVERSTRUCK.sub(b"", data)
    return _without_pages(data) if b"[Page " in data else data


def _without_pages(data: bytes) -> bytes:
    """A text without the foot of each page, and the head of the next one behind it."""
    out: list[bytes] = []
    is_behind = False
    for line in data.split(b"\n"):
        at = line.rfind(b"[Page ")
        if at >= 0 and _FOOT.fullmatch(line, at):
            is_behind = True
        elif not (is_behind and line.lstrip(b"\f").startswith(_HEADS)):
            is_behind = is_behind and not line.strip()
            out.append(line)
        else:
            is_behind = False
    return b"\n".join(out)


def indent_of(text: str) -> int:
    """The spaces that the lines of a text begin with where its headings alone do not, as in RFCs and manuals; else 0.

    Args:
        text: The text.
    """
    lines = [line for line in text[:200_000].split("\n") if line.strip()]
    indents = Counter(len(line) - len(line.lstrip(" ")) for line in lines)
    deep = {indent: count for indent, count in indents.items() if indent >= _LEAST_INDENT}
    if len(lines) < _LEAST_LINES or sum(deep.values()) < _LEAST_SHARE * len(lines) or indents[0] < 2:
        return 0
    commonest = max(deep, key=deep.__getitem__)
    return commonest if commonest <= _MOST_INDENT else 0


def is_drawn(lines: Sequence[str]) -> bool:
    """Tell whether lines are a table or a drawing, which must stay as they are.

    Args:
        lines: The lines.
    """
    signs = sum(bool(_INSIDE.search(line) or _DRAWN.search(line)) for line in lines)
    return len(lines) > 1 and signs >= max(2, len(lines) / 2)


class Joining:
    """Joins the lines of paragraphs, as this text divides words at line ends, or does not."""

    def __init__(self, text: str) -> None:
        """Look whether words are divided.

        Args:
            text: The text.
        """
        divided = len(_DIVIDED.findall(text))
        self._known = known_words(text.split("\n")) if divided else frozenset()
        self._divides = divided > _LEAST_DIVIDED * max(1, text.count("\n"))
        self._has_any = divided > 0

    def joined(self, lines: Iterable[str]) -> str:
        """Give lines as one text, with line ends that are no more than spaces left in it.

        Args:
            lines: The lines of a paragraph.
        """
        text = "\n".join(lines)
        if self._has_any and _DIVIDED.search(text):
            text = _DIVIDED.sub(self._at_line_end, text)
        return without_soft_breaks(text)

    def _at_line_end(self, match: re.Match[str]) -> str:
        text, start, end = match.string, match.start(), match.end()
        before = text[text.rfind("\n", 0, start) + 1 : start + 2]
        stop = text.find("\n", end)
        after = text[end - 1 : stop if stop >= 0 else len(text)]
        keeps = keeps_hyphen(before, after, self._known, divides=self._divides)
        return f"{match[0][0]}{match[0][1] if keeps else ''}{match[0][-1]}"
