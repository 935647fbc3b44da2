"""The text of a PDF's page as pdfium reads it: its letters in their order, in lines with their places.

pdfium knows where blanks belong between letters that are placed one by one, and which of them follow one another; so
its reading is kept, and only the places of words are asked for.
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from math import hypot, sin
from typing import Any, NamedTuple

from glossator.content.formats.pages import Line, Linked
from glossator.content.formats.pdf_links import PageLink
from glossator.content.text.sanitize import clean

HYPHEN = "\u2010"
"""Stands for a hyphen at a line's end, whatever the file has there."""
_HYPHENS = (0x02, 0xFFFE)
"""What pdfium gives for one."""
_ENDS, _BLANKS = (0x0A, 0x0D), (0x09, 0x20, 0xA0, 0x3000)
_MOST_LETTERS = 400_000
"""Letters of a page."""
_APART = 1.2
"""How wide, in sizes of the writing, a gap is that parts pieces of a line: wider than the blanks of justified text."""
_TURNED = 0.5
"""The sine of an angle from which on writing runs up or down the page."""
_TINY, _HUGE = 1.0, 300.0


class _Word(NamedTuple):
    text: str
    first: int
    left: float
    right: float
    top: float
    bottom: float


class PageLines(NamedTuple):
    """The lines of a page in pdfium's order: those across it, and those that run up or down.

    Attributes:
        across: Those that run across it.
        turned: Those that run up or down.
        rising: How many more letters of those run up than down, about.
    """

    across: list[Line]
    turned: list[Line]
    rising: float


def lines_of(text: Any, links: Sequence[PageLink] = ()) -> PageLines:
    """Give the lines of a page.

    Args:
        text: pypdfium2's text page.
        links: The page's links.

    Returns:
        Pieces of lines, in points from the page's lower left; those that stand side by side in a row have its number.
    """
    import pypdfium2.raw as raw

    across: list[Line] = []
    turned: list[Line] = []
    seen: set[tuple[str, int, int]] = set()
    rising, row = 0.0, -1
    before: _Word | None = None
    for words in _lines(text.raw, raw):
        angle = sin(raw.FPDFText_GetCharAngle(text.raw, words[0].first))
        is_turned = abs(angle) > _TURNED
        rising -= angle * len(words) if is_turned else 0.0  # pdfium counts angles clockwise
        if before is None or is_turned or not _is_beside(before, words[0]):
            row += 1
        is_bold = raw.FPDFText_GetFontWeight(text.raw, words[0].first) >= 600 or _is_bold(raw, text.raw, words[0].first)
        for piece in _pieces(words, is_turned=is_turned):
            size = _size(raw, text.raw, max(piece, key=lambda word: len(word.text)).first)
            line = _line(piece, row, size, links, is_turned=is_turned, is_bold=is_bold)
            key = line.text, round(line.left / 2), round(line.top / 2)
            if key in seen or not line.text.strip():
                continue  # printed twice, to look bold
            seen.add(key)
            (turned if is_turned else across).append(line)
        before = words[-1]
    return PageLines(across, turned, rising)


def _lines(page: Any, raw: Any) -> Iterator[list[_Word]]:
    """The words of each line."""
    box = raw.FS_RECTF()
    words: list[_Word] = []
    letters: list[int] = []
    first = last = 0

    def word() -> _Word:
        raw.FPDFText_GetLooseCharBox(page, first, ctypes.byref(box))
        left, right, top, bottom = box.left, box.right, box.top, box.bottom
        if last != first:
            raw.FPDFText_GetLooseCharBox(page, last, ctypes.byref(box))
            left, right = min(left, box.left), max(right, box.right)
            top, bottom = max(top, box.top), min(bottom, box.bottom)
        return _Word(_text(letters), first, left, right, top, bottom)

    for index in range(min(raw.FPDFText_CountChars(page), _MOST_LETTERS)):
        unit = raw.FPDFText_GetUnicode(page, index)
        if unit in _ENDS or unit in _BLANKS or (unit < _BLANKS[1] and unit not in _HYPHENS):
            if letters:
                words.append(word())
                letters = []
            if unit in _ENDS and words:
                yield words
                words = []
        else:
            first = first if letters else index
            last = index
            letters.append(ord(HYPHEN) if unit in _HYPHENS else unit)
            if unit in _HYPHENS:  # behind which pdfium goes on with the next line
                words.append(word())
                yield words
                words, letters = [], []
    if letters:
        words.append(word())
    if words:
        yield words


def _text(letters: list[int]) -> str:
    """UTF-16 units, or code points, as text."""
    if max(letters) < 0xD800:
        return "".join(map(chr, letters))
    text = "".join(chr(unit) if unit < 0x110000 else "" for unit in letters)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _is_bold(raw: Any, page: Any, index: int) -> bool:
    name = (ctypes.c_char * 128)()
    flags = ctypes.c_int()
    raw.FPDFText_GetFontInfo(page, index, name, 128, ctypes.byref(flags))
    called = bytes(name).lower()
    return any(part in called for part in (b"bold", b"black", b"heavy", b"medi", b"cmbx"))


def _is_beside(before: _Word, word: _Word) -> bool:
    """Whether a word stands right of another one on the same line, as cells do that are written one by one."""
    height = min(before.top - before.bottom, word.top - word.bottom)
    overlap = min(before.top, word.top) - max(before.bottom, word.bottom)
    return word.left >= before.right - 1 and overlap > 0.6 * max(height, _TINY)


def _pieces(words: list[_Word], *, is_turned: bool) -> Iterator[list[_Word]]:
    """The words of a line, in pieces separated by gaps that are wider than any space."""
    piece = [words[0]]
    for word in words[1:]:
        size = max(_TINY, piece[-1].top - piece[-1].bottom)
        if not is_turned and not -size < word.left - piece[-1].right < _APART * size:
            yield piece
            piece = []
        piece.append(word)
    yield piece


def _size(raw: Any, page: Any, index: int) -> float:
    """The size of a letter's writing in points, as it stands on the page."""
    matrix = raw.FS_MATRIX()
    size = float(raw.FPDFText_GetFontSize(page, index))
    if raw.FPDFText_GetMatrix(page, index, ctypes.byref(matrix)):
        size *= hypot(matrix.c, matrix.d)
    return size


def _line(
    words: list[_Word], row: int, size: float, links: Sequence[PageLink], *, is_turned: bool, is_bold: bool
) -> Line:
    largest = max(words, key=lambda word: len(word.text))
    left, right = min(word.left for word in words), max(word.right for word in words)
    top, bottom = largest.top, largest.bottom
    if is_turned:
        top, bottom = max(word.top for word in words), min(word.bottom for word in words)
    together = " ".join(word.text for word in words)
    text = clean(together)
    linked = _linked(words, links) if links and text == together and not is_turned else ()
    return Line(text, left, right, top, bottom, round(min(max(size, _TINY), _HUGE), 1), row, is_bold, links=linked)


def _linked(words: list[_Word], links: Sequence[PageLink]) -> tuple[Linked, ...]:
    """The parts of a line that are links: words whose middles lie in one."""
    parts: list[Linked] = []
    at = 0
    for word in words:
        x, y = (word.left + word.right) / 2, (word.top + word.bottom) / 2
        over = (each for each in links if each.left <= x <= each.right and each.bottom <= y <= each.top)
        target = next((each.target for each in over), "")
        if target and parts and parts[-1].target == target and parts[-1].end == at - 1:
            parts[-1] = parts[-1]._replace(end=at + len(word.text))
        elif target:
            parts.append(Linked(at, at + len(word.text), target))
        at += len(word.text) + 1
    return tuple(parts)
