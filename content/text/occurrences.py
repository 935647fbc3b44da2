"""Occurrences: every place of a phrase in a text, whatever its quotes, dashes and blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from heapq import merge

from glossator.content.text.folding import READING, FoldedText, agrees, fold, undivided

Range = tuple[int, int]


@lru_cache(maxsize=2)
def folded_text(text: str) -> FoldedText:
    """Give a text folded; kept for the texts asked about last."""
    return FoldedText(text)


def exact_places(text: str, phrase: str) -> Iterator[Range]:
    """Find a phrase wherever it stands, whatever its quotes, dashes and blanks; capitals and accents where typed.

    Args:
        text: The canonical text.
        phrase: The phrase.

    Yields:
        Its ranges in code points, in order, widened to whole letters. A hyphen that was typed may be the one at which
        a word was divided at the end of a line, and is not there any more.
    """
    typed = FoldedText(phrase).text
    if not typed.split():
        return
    if _KANA.fullmatch(typed):  # as readings are written
        yield from merge(_places(text, phrase, typed), _in_readings(text, typed))
    else:
        yield from _places(text, phrase, typed)


def _in_readings(text: str, typed: str) -> Iterator[Range]:
    """The places within readings in brackets, which do not stand between the letters of the text."""
    for reading in re.finditer(READING, text):
        inner = reading[0][1:-1]
        if typed in fold(inner):
            folded, at = FoldedText(inner), -1
            while (at := folded.text.find(typed, at + 1)) >= 0:
                low, high = folded.range(at, at + len(typed))
                yield reading.start() + 1 + low, reading.start() + 1 + high


def _places(text: str, phrase: str, typed: str) -> Iterator[Range]:
    """The places in the text without its readings."""
    folded = folded_text(text)
    pattern = re.compile(" +".join(map(_joined, typed.split())))
    hyphens = typed.count("-")
    is_strict = not agrees(phrase, "\0" * 9)
    wanted = _bare(phrase)
    at, last = 0, (-1, -1)
    while match := pattern.search(folded.text, at):
        place = folded.range(*match.span())
        found = text[slice(*place)]
        is_whole = match[0].count("-") == hyphens or undivided(found) != found
        if is_whole and (not is_strict or agrees(wanted, _bare(found))):
            at = match.end()
            if place != last:  # two letters may be one of the text
                yield place
            last = place
        else:
            at = match.start() + 1


_HYPHEN = re.compile(r"(?<=\w)\\-(?=\w)")
_SPACELESS = "[\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff]"
_WITHIN = re.compile(f"(?<={_SPACELESS})(?={_SPACELESS})")
_KANA = re.compile("[\u3041-\u309f\u30fc]+")


def _joined(word: str) -> str:
    """A pattern for a word of the phrase, which a line end may divide: behind a hyphen, or between Chinese letters."""
    return _WITHIN.sub(" ?", _HYPHEN.sub("-? ?", re.escape(word)))


def _bare(text: str) -> str:
    """A text as its capitals and accents are compared: on one line, with its words not divided and not joined."""
    return re.sub("[-\u2010\u2011] ?", "", undivided(" ".join(text.split())))
