"""Motions and selections over the canonical text: pure functions from a position to a position."""

from __future__ import annotations

import re
from typing import NamedTuple

_WORD = re.compile(r"\w(?:[\w’'-]*\w)?|[^\w\s]+")
_SENTENCE_END = re.compile(r"[.!?…]+[\"”’')\]]*(?=\s)|\n")


class Selection(NamedTuple):
    """From where it began to where it was moved; a boundary lies between code points."""

    anchor: int
    head: int

    @property
    def range(self) -> tuple[int, int]:
        """The half-open range, in order."""
        return min(self.anchor, self.head), max(self.anchor, self.head)


def word_next(text: str, position: int) -> int:
    """The start of the next word."""
    inside = _WORD.search(text, _word_start(text, position))
    at = inside.end() if inside and inside.start() <= position < inside.end() else position
    found = _WORD.search(text, at)
    return found.start() if found else len(text)


def word_end(text: str, position: int) -> int:
    """The end of the word that ends after a boundary."""
    found = _WORD.search(text, _word_start(text, position))
    while found and found.end() <= position:
        found = _WORD.search(text, found.end())
    return found.end() if found else len(text)


def word_back(text: str, position: int) -> int:
    """The start of the word before."""
    begin = max(0, position - 200)
    words = [m.start() for m in _WORD.finditer(text, begin, position) if m.start() < position]
    return words[-1] if words else 0


def word_at(text: str, position: int) -> tuple[int, int]:
    """The word that holds a position."""
    start = _word_start(text, position)
    found = _WORD.search(text, start)
    if found and found.start() <= position < found.end():
        return found.span()
    return position, min(len(text), position + 1)


def _word_start(text: str, position: int) -> int:
    begin = max(0, position - 200)
    begin = max(begin, text.rfind(" ", begin, position) + 1, text.rfind("\n", begin, position) + 1)
    for found in _WORD.finditer(text, begin, min(len(text), position + 200)):
        if found.end() > position:
            return min(found.start(), position) if found.start() > position else found.start()
    return position


def sentence_next(text: str, position: int) -> int:
    """The end of the sentence, which is where the next begins after its blank."""
    found = _SENTENCE_END.search(text, position)
    if not found:
        return len(text)
    at = found.end()
    while at < len(text) and text[at] in " \n\t":
        at += 1
    return at


def sentence_back(text: str, position: int) -> int:
    """The start of the sentence, or of the one before when it stands at a start."""
    begin = text.rfind("\n", 0, max(0, position - 1)) + 1
    starts = [begin] + [skip_blanks(text, m.end()) for m in _SENTENCE_END.finditer(text, begin, position)]
    return max([s for s in starts if s < position] or [begin])


def sentence_at(text: str, position: int) -> tuple[int, int]:
    """The range of the sentence that holds a position, without the blank after it."""
    start = sentence_back(text, position + 1)
    end = sentence_next(text, start)
    return start, start + len(text[start:end].rstrip())


def skip_blanks(text: str, at: int) -> int:
    """The first position from ``at`` on that holds no blank."""
    while at < len(text) and text[at] in " \t\n":
        at += 1
    return at


def paragraph_next(text: str, position: int) -> int:
    """The start of the next block."""
    at = text.find("\n", position)
    return len(text) if at < 0 else at + 1


def paragraph_back(text: str, position: int) -> int:
    """The start of this block, or of the one before."""
    return text.rfind("\n", 0, max(0, position - 1)) + 1


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A range without the blanks at its ends."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))
