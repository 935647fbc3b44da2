"""Tokens: what search counts as a word. Where no blanks stand between words, every two letters are one.

A word joined by hyphens is there three times: whole, and in its parts; so it is found by either spelling, and whole
where it was divided at the end of a line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache
from operator import add

from glossator.content.text import segments
from glossator.content.text.folding import READING, fold_word

Range = tuple[int, int]

_WORD = re.compile(r"[^\W_]+")
_HYPHEN = re.compile(r"[^\W\d_][-\u2010\u2011]\s?[^\W_]")
_JOINED = re.compile(r"(?<![^\W_])[^\W_]++(?:[-\u2010\u2011]\s?[^\W_]++)+")
_SPACELESS = (
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u1000-\u102a\u103f\u1780-\u17b3"
    "\u3005\u3006\u3041-\u3096\u309d\u309e\u30a1-\u30fa\u30fc-\u30fe\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff66-\uff9d\U00020000-\U000323af"
)
"""Letters of scripts that put no blanks between words: Thai, Lao, Burmese, Khmer, kana and Chinese."""


_VOICING = "\uff9e\uff9f"
"""The marks of half-width kana, which are letters to Unicode; they belong to the one before."""


@lru_cache(maxsize=1)
def _marks() -> str:
    """The characters that belong to the letter before them, as ranges of a character class."""
    codes = [code for code in range(0x300, 0x1F000) if unicodedata.category(chr(code)) in ("Mn", "Mc", "Me")]
    ranges: list[list[int]] = []
    for code in (0xAD, *codes, 0x200B, 0x200C, 0x200D, 0x2060, *range(0xE0100, 0xE01F0)):
        if ranges and ranges[-1][1] == code - 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    return "".join(f"{chr(low)}-{chr(high)}" for low, high in ranges)


@lru_cache(maxsize=1)
def _any_token() -> re.Pattern[str]:
    """A word of any script, or a run of letters without blanks between words."""
    marks = _marks()
    run = f"[{_SPACELESS}](?:[{_SPACELESS}{marks}{_VOICING}]|{READING})*"
    return re.compile(f"(?P<run>{run})|[^\\W_{_SPACELESS}](?:[^\\W_{_SPACELESS}]|[{marks}])*")


class Tokenizer:
    """Splits the passages of one text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._is_simple = text.isascii() or not any(map(_not_simple().match, {*text}))
        self._token = _WORD if self._is_simple else _any_token()
        self._hyphens = [hyphen for hyphen in "-\u2010\u2011" if hyphen in text]

    def words(self, start: int, end: int) -> list[str]:
        """Give the tokens of a passage as they stand there.

        Args:
            start: First code point.
            end: Code point after the last.
        """
        if self._is_simple and not self._has_joined(start, end):
            return _WORD.findall(self._text, start, end)
        if self._is_simple or self._has_joined(start, end):
            return [self._text[low:high] for low, high in self.ranges(start, end)]
        found: list[str] = []
        for match in self._token.finditer(self._text, start, end):
            run = match["run"]
            if run is None:
                found.append(match[0])
            elif run.isalnum() and not any(map(run.count, _VOICING)):  # nothing between its letters, as in nearly all
                found += map(add, run, run[1:])
                found.append(run[-1])
            else:
                found += [self._text[low:high] for low, high in self.pairs(*match.span())]
        return found

    def ranges(self, start: int, end: int) -> list[Range]:
        """Give the ranges of the tokens of a passage, in code points.

        Args:
            start: First code point.
            end: Code point after the last.
        """
        if self._is_simple:
            found = [match.span() for match in _WORD.finditer(self._text, start, end)]
        else:
            found = list(self._all(start, end))
        if not self._has_joined(start, end):
            return found
        joined = {
            match.start(): (match.start(), segments.letter_end(self._text, match.end() - 1))
            for match in _JOINED.finditer(self._text, start, end)
        }
        out: list[Range] = []
        for each in found:
            if each[0] in joined:
                out.append(joined[each[0]])
            out.append(each)
        return out

    def _has_joined(self, start: int, end: int) -> bool:
        """Whether words of a passage are joined by hyphens; asked of every one, so the cheap question comes first."""
        if all(self._text.find(hyphen, start, end) < 0 for hyphen in self._hyphens):
            return False
        return _HYPHEN.search(self._text, start, end) is not None

    def _all(self, start: int, end: int) -> Iterator[Range]:
        for match in self._token.finditer(self._text, start, end):
            if match["run"] is None:
                yield match.span()
            else:
                yield from self.pairs(*match.span())

    def _is_letter(self, place: int) -> bool:
        return self._text[place].isalnum() and self._text[place] not in _VOICING

    def pairs(self, start: int, end: int) -> Iterator[Range]:
        """Every two letters of a run, and the last one alone; then those of its readings in brackets.

        Args:
            start: First code point of the run.
            end: Code point after the last.
        """
        readings = [match.span() for match in re.finditer(READING, self._text[start:end])]
        skipped = {start + at for low, high in readings for at in range(low, high)}
        at = [place for place in range(start, end) if self._is_letter(place) and place not in skipped]
        ends = [*at[1:], end]
        yield from ((place, ends[number + 1]) for number, place in enumerate(at[:-1]))
        if at:
            yield at[-1], end
        for low, high in readings:  # found as well, but not between the letters they stand behind
            yield from self.pairs(start + low + 1, start + high - 1)


@lru_cache(maxsize=1)
def _not_simple() -> re.Pattern[str]:
    return re.compile(f"[{_SPACELESS}{_marks()}]")


def query_tokens(query: str, is_known: Callable[[str], bool]) -> list[str]:
    """Give the tokens of a query.

    Args:
        query: What was typed.
        is_known: Tells whether the text has a word, which is given folded: a joined word that it has is one token.

    Returns:
        The tokens as typed. The last letter of a run stands in the pair before it, and not alone.
    """
    tokens = Tokenizer(query)
    joined = {match.start(): match.end() for match in _JOINED.finditer(query) if is_known(fold_word(match[0]))}
    found: list[str] = []
    done = 0
    for match in _any_token().finditer(query):
        start, end = match.span()
        if start in joined:
            done = joined[start]
            found.append(query[start:done])
        elif start >= done and match["run"] is not None:
            pairs = list(tokens.pairs(start, end))
            found += [query[low:high] for low, high in pairs[: max(1, len(pairs) - 1)]]
        elif start >= done:
            found.append(match[0])
    return found


def is_spaceless(word: str) -> bool:
    """Tell whether a token is of a script without blanks between words."""
    return re.match(f"[{_SPACELESS}]", word) is not None
