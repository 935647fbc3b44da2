"""BareText: a text as its letters and digits alone, with where each stands.

So a passage is the same in two editions whatever their quotation marks, dashes, hyphens at line ends and blanks, and
in a copy whose lines were joined without a blank.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from glossator.content.text.letters import between_letters
from glossator.content.text.signs import ALIKE
from glossator.content.text.words import Words, words_of

_MOST = 400
"""Places of one passage; more say nothing."""
_RARE = 2_000
_SHORT = 16
"""Letters of a passage that is looked for as whole words only."""
_SPACELESS = "\u2e80"
"""From this character on there are writings without blanks between words."""
_SIGNS = re.compile(r"[\W_]+")


class BareText:
    """A text's letters and digits.

    Attributes:
        letters: They, folded.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = words_of(text)
        self._index: list[int] = []
        self._starts = array("I")
        self._begins = array("I")
        """Where the letters of each word of ``words`` begin, signs among them."""
        pieces: list[str] = []
        length = 0
        for index, word in enumerate(self.words.folded):
            self._begins.append(length)
            if word.isalnum() or (word := _SIGNS.sub("", word)):
                self._index.append(index)
                self._starts.append(length)
                pieces.append(word)
                length += len(word)
        self.letters = "".join(pieces)

    def places(self, passage: str) -> list[tuple[int, int]]:
        """Find where a passage stands, letter for letter.

        Args:
            passage: Its words; they may begin or end within a word unless there are few.

        Returns:
            Its ranges in code points, in order, with the signs at its ends.
        """
        words = Words(passage)
        wanted = bare(words)
        if not wanted:
            return []
        found: list[tuple[int, int]] = []
        for at in self._candidates(words, wanted):
            place = self._range(at, at + len(wanted), is_short=len(wanted) < _SHORT)
            if place:
                found.append(self._with_signs(passage, *place))
            if len(found) >= _MOST:
                break
        return found

    def _candidates(self, words: Words, wanted: str) -> Iterator[int]:
        """Where the letters of a passage begin, by its rarest word where all of its words are words of the text."""
        is_whole = len(wanted) < _SHORT  # may not begin or end within a word
        inner = range(len(words.folded)) if is_whole else range(1, len(words.folded) - 1)
        rarest = min(
            (index for index in inner if words.folded[index].isalnum()), default=None,
            key=lambda index: len(self.words.places(words.folded[index])),
        )  # fmt: skip
        if rarest is not None:
            places = self.words.places(words.folded[rarest])
            if 0 < len(places) <= _RARE:
                offset = len(bare(words, rarest))
                starts = (self._begins[place] - offset for place in places)
                matches = sorted(at for at in starts if at >= 0 and self.letters.startswith(wanted, at))
                if matches:
                    yield from matches
                    return
        at = self.letters.find(wanted)
        while at >= 0:
            yield at
            at = self.letters.find(wanted, at + 1)

    def _range(self, start: int, end: int, *, is_short: bool) -> tuple[int, int] | None:
        """A range of letters as one of the text; None where it must be whole words and is none."""
        first, last = self._word_at(start), self._word_at(end - 1)
        begin, stop = self._position(first, start, is_end=False), self._position(last, end, is_end=True)
        text = self.text
        is_cut = text[begin] < _SPACELESS and (
            (begin > 0 and text[begin - 1].isalnum()) or (stop < len(text) and text[stop].isalnum())
        )
        return None if is_short and is_cut else (begin, stop)

    def _word_at(self, letter: int) -> int:
        return bisect_right(self._starts, letter) - 1

    def _position(self, word: int, letter: int, *, is_end: bool) -> int:
        """A letter's place in the text; that of the whole word where its letters were folded to more or fewer."""
        index = self._index[word]
        start, end = self.words.starts[index], self.words.ends[index]
        size = (self._starts[word + 1] if word + 1 < len(self._starts) else len(self.letters)) - self._starts[word]
        if end - start == size:
            return start + letter - self._starts[word]
        return end if is_end else start

    def _with_signs(self, passage: str, start: int, end: int) -> tuple[int, int]:
        """A range with the quotation marks, stops and the like at the ends of the passage, as far as they are there."""
        text = self.text
        for sign in re.findall(r"[^\w\s]", passage[len(passage.rstrip()) - len(_tail(passage)) :]):
            at = end
            while at < len(text) and text[at].isspace() and text[at] != "\n":
                at += 1
            if at >= len(text) or not _is_same(text[at], sign):
                break
            end = at + 1
        for sign in reversed(re.findall(r"[^\w\s]", _head(passage))):
            at = start - 1
            while at >= 0 and text[at].isspace() and text[at] != "\n":
                at -= 1
            if at < 0 or not _is_same(text[at], sign):
                break
            start = at
        return between_letters(text, start, end)


def bare(words: Words, upto: int | None = None) -> str:
    """Give the letters and digits of words.

    Args:
        words: The words.
        upto: The index of the word to stop before.
    """
    return _SIGNS.sub("", "".join(words.folded[:upto]))


def _tail(passage: str) -> str:
    """The signs and blanks that a passage ends with."""
    match = re.search(r"[\W_]*$", passage.rstrip())
    return match[0] if match else ""


def _head(passage: str) -> str:
    match = re.match(r"[\W_]*", passage)
    return match[0] if match else ""


def _is_same(one: str, other: str) -> bool:
    return ALIKE.get(one, one) == ALIKE.get(other, other)


@lru_cache(maxsize=2)
def bare_text(text: str) -> BareText:
    """Give a text's letters; kept for the texts asked about last."""
    return BareText(text)
