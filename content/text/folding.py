"""Folding: what counts as alike, whoever typed it and however it was set.

Case, composed and decomposed letters, accents, letters with strokes, ligatures, curly and straight quotes, dashes,
widths, hiragana and katakana, the points of Arabic and Hebrew, and Devanagari's nukta make no difference; nor do
characters without a width. Vowel signs and voicing marks do: they are letters to those who read them. After UAX #15
(NFKD), Unicode's case folding, and Lucene's normalisation of Arabic.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from functools import lru_cache

from glossator.content.text import segments
from glossator.content.text.signs import ALIKE

_IGNORED = "\u00ad\u0640\u200b\u200c\u200d\u2060\ufeff"
"""Characters that only say how a word is set: soft hyphen, tatweel, those without a width."""
_LETTERS = {
    "ł": "l", "ø": "o", "đ": "d", "ħ": "h", "ŧ": "t", "ƀ": "b", "ɨ": "i", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe",
    "ı": "i", "ĸ": "q", "ŋ": "n", "\u0671": "\u0627", "\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643",
    "\u0629": "\u0647", "ゎ": "わ", "\u05f0": "\u05d5\u05d5", "\u05f1": "\u05d5\u05d9", "\u05f2": "\u05d9\u05d9",
}  # fmt: skip
READING = "(?<=[\u3400-\u9fff々〆\uf900-\ufaff])[(（《][\u3041-\u309f\u30fc]+[)）》]"
"""A reading in brackets behind Chinese letters, as ruby is written where there is no room above them: in hiragana."""
_DIVIDED = r"(?<=[^\W\d_])[-\u2010]\s(?=[a-z\u00df-\u00f6\u00f8-\u00ff\u0430-\u045f\u03ac-\u03ce])"
"""The hyphen and the blank within a word that was divided at the end of a line."""
_SYLLABLE = (
    "[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?|[\uac00-\ud7a3][\u11a8-\u11c2]"
    "|[\u0e38-\u0e3a\u0e48-\u0e4b]{2,}|[\u0eb8-\u0eba\u0ec8-\u0ecb]{2,}"
)
"""A syllable of Korean in its parts, which is one letter as it is composed (Unicode 16, 3.12); and signs of Thai and
Lao, whose order on one letter says nothing (3.11)."""


def is_accent(mark: str) -> bool:
    """Tell an accent, which readers leave out, from a vowel sign or a voicing mark, which they do not.

    Args:
        mark: One combining character.
    """
    order = unicodedata.combining(mark)
    return order in (1, 6, 7) or 10 <= order <= 36 or 200 <= order <= 240


class _Folds(dict[int, str]):
    """What each character folds to, found out once, as ``str.translate`` asks for it."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        self[code] = folded = _fold(char)
        return folded


def _fold(char: str) -> str:
    if char in _IGNORED:
        return ""
    if char.isspace():
        return " "
    if char in ALIKE:
        return ALIKE[char]
    if "\uac00" <= char <= "\ud7a3":  # a syllable is one letter
        return char
    folded = ""
    for part in unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold()):
        if is_accent(part) or part in _IGNORED:
            continue
        if "\u30a1" <= part <= "\u30f6":
            part = chr(ord(part) - 0x60)
        folded += _LETTERS.get(part, ALIKE.get(part, part))
    return folded


_folds = _Folds()


def fold(text: str) -> str:
    """Fold a text.

    Args:
        text: Any text.

    Returns:
        It folded; it may be longer or shorter.
    """
    if text.isascii():
        return text.lower()
    if max(text) >= "\u0e38" and _composable().search(text):
        text = _composable().sub(lambda match: unicodedata.normalize("NFC", match[0]), text)
    return text.translate(_folds)


@lru_cache(maxsize=1)
def _composable() -> re.Pattern[str]:
    return re.compile(_SYLLABLE)


def undivided(text: str) -> str:
    """Join the words of a text that were divided at the end of a line."""
    return re.sub(_DIVIDED, "", text)


@lru_cache(maxsize=4096)
def fold_word(word: str) -> str:
    """Fold a word; the hyphens and blanks in one that is joined of several are left out."""
    folded = fold(word)
    if not folded.isalnum():
        folded = "".join(char for char in re.sub(READING, "", folded) if char not in "- ")
    return folded or word


class FoldedText:
    """A text folded, that knows where each of its characters came from.

    Attributes:
        text: The folded text. Blanks are spaces; readings in brackets and the hyphens of divided words are gone.
    """

    def __init__(self, text: str) -> None:
        self._original = text
        self._at, self._folded_at, self._lengths = array("I"), array("I"), array("B")
        self.text = self._fold() if not text.isascii() or re.search(_DIVIDED, text) else self._simple()

    def _simple(self) -> str:
        return re.sub(r"\s", " ", self._original.lower())

    def _fold(self) -> str:
        """Fold, noting each character that becomes none or several."""
        text = self._original
        changed = "".join(char for char in sorted(set(text)) if len(_folds[ord(char)]) != 1)
        gone = f"(?P<gone>{READING}|{_DIVIDED})|(?P<syllable>{_SYLLABLE})"
        pattern = re.compile(f"{gone}|[{re.escape(changed)}]" if changed else gone)
        pieces: list[str] = []
        done = length = 0
        for match in pattern.finditer(text):
            start, end = match.span()
            pieces.append(text[done:start].translate(_folds))
            length += start - done
            for at in range(start, end):
                folded = _folds[ord(text[at])]
                if match["gone"] is not None or (match["syllable"] is not None and at > start):
                    folded = ""
                elif match["syllable"] is not None:
                    folded = unicodedata.normalize("NFC", match[0])
                self._at.append(at)
                self._folded_at.append(length)
                self._lengths.append(len(folded))
                pieces.append(folded)
                length += len(folded)
            done = end
        pieces.append(text[done:].translate(_folds))
        return "".join(pieces)

    def _origin(self, index: int) -> int:
        """Where the character came from that stands at an index of the folded text."""
        number = bisect_right(self._folded_at, index) - 1
        if number < 0:
            return index
        beyond = index - self._folded_at[number] - self._lengths[number]
        return self._at[number] + (0 if beyond < 0 else 1 + beyond)

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Give the range of the original that a range of the folded text came from, widened to whole letters.

        Args:
            start: Where it begins in the folded text.
            end: Where it ends there; it is not empty.

        Returns:
            Positions in code points of the original, between letters.
        """
        text = self._original
        return segments.letter_start(text, self._origin(start)), segments.letter_end(text, self._origin(end - 1))


@lru_cache(maxsize=1 << 15)
def agrees(typed: str, found: str) -> bool:
    """Tell whether a passage has the capitals and accents of what was typed, which it equals when folded.

    Args:
        typed: What was typed: its small letters without accents stand for any.
        found: The passage.
    """
    if typed.islower() and typed.isascii():
        return True
    wanted, there = _letters(typed), _letters(found)
    if len(wanted) != len(there):
        return not any(letter.is_upper or letter.accents for letter in wanted)
    return all(
        (not one.is_upper or other.is_upper)
        and (not one.accents or one.accents == other.accents or (one.accents == "ı" and other.is_plain_capital))
        for one, other in zip(wanted, there, strict=True)
    )


class _Letter:
    """One folded character, with whether it was a capital, and its accents."""

    __slots__ = ("accents", "is_upper")

    def __init__(self, is_upper: bool, accents: str) -> None:
        self.is_upper = is_upper
        self.accents = accents

    @property
    def is_plain_capital(self) -> bool:
        """True for a capital without accents, such as I, which is the capital of ı as well."""
        return self.is_upper and not self.accents


def _letters(text: str) -> list[_Letter]:
    found: list[_Letter] = []
    for char in unicodedata.normalize("NFC", text):
        parts = unicodedata.normalize("NFKD", char)
        accents = "".join(part for part in parts if is_accent(part))
        folded = _folds[ord(char)]
        if not folded and found and accents:
            found[-1].accents += accents
        bare = char.casefold()
        stroke = bare if bare in _LETTERS and bare.isascii() is False else ""
        found += [_Letter(char.isupper() or char.istitle(), accents + stroke) for _ in folded]
    return found
