"""WordPlaces: every place of some words, the best words' first; looked for when somebody asks."""

from __future__ import annotations

import itertools
import sys
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

_OFTEN = 12
"""A word that is at least one in so many tokens is found by asking each."""
_FEW = 4
"""Words, or tiers, up to which each is looked for by itself."""


class ByWord:
    """The tokens of a text in the order of their words."""

    def __init__(self, tokens: memoryview[int], counts: array[int]) -> None:
        """Sort them, by counting.

        Args:
            tokens: The word numbers of the whole text.
            counts: How often each word stands there.
        """
        self._ends = array("I", itertools.accumulate(counts))
        following = array("I", [0, *self._ends])
        self._sorted = array("I", bytes(self._ends.itemsize * len(tokens)))
        for token, word in enumerate(tokens):
            at = following[word]
            self._sorted[at] = token
            following[word] = at + 1

    def of(self, word: int) -> array[int]:
        """The tokens that are one word, in reading order."""
        return self._sorted[self._ends[word - 1] if word else 0 : self._ends[word]]


class WordPlaces:
    """The tokens of a text that are one of some words."""

    def __init__(
        self, tokens: memoryview[int], bytes_: bytes, counts: array[int], tiers: list[tuple[float, list[int]]],
        by_word: ByWord | None = None,
    ) -> None:  # fmt: skip
        """Take what is looked for.

        Args:
            tokens: The word numbers of the whole text.
            bytes_: The same, as bytes.
            counts: How often each word stands there.
            tiers: How well words answer, and which do so; best first.
            by_word: The tokens by their words, once they are sorted.
        """
        self._by_word = by_word
        self._all = tokens
        self._bytes = bytes_
        self._counts = counts
        self._tiers = tiers
        self._found: dict[int, list[int]] = {}
        self._take_sizes([sum(counts[word] for word in words) for _, words in tiers])

    def _take_sizes(self, sizes: list[int]) -> None:
        self._ends = [*itertools.accumulate(sizes)]
        self.count = self._ends[-1] if self._ends else 0

    def keep(self, is_kept: Callable[[int], bool]) -> None:
        """Leave out places.

        Args:
            is_kept: Tells of a token, by its number, whether it stays.
        """
        self._find_all()
        self._found = {tier: [each for each in tokens if is_kept(each)] for tier, tokens in self._found.items()}
        self._take_sizes([len(self._found[tier]) for tier in range(len(self._tiers))])

    def find(self, number: int) -> tuple[float, int]:
        """Give how well a place answers, and its token."""
        tier = bisect_right(self._ends, number)
        before = self._ends[tier - 1] if tier else 0
        return self._tiers[tier][0], self._tier(tier)[number - before]

    @cached_property
    def tokens(self) -> list[int]:
        """The tokens of all places, tier by tier in reading order."""
        self._find_all()
        return [token for tier in range(len(self._tiers)) for token in self._found[tier]]

    def _tier(self, tier: int) -> list[int]:
        """The tokens of a tier, in reading order."""
        if tier not in self._found:
            words = self._tiers[tier][1]
            is_quick = self._by_word is not None or len(words) <= _FEW
            each = itertools.chain.from_iterable(map(self._of_word, words)) if is_quick else ()
            self._found[tier] = sorted(each) if is_quick else self._of_words(words)
        return self._found[tier]

    def _of_words(self, words: Iterable[int]) -> list[int]:
        """The tokens that are one of many words, in one pass, in reading order."""
        is_wanted = bytearray(len(self._counts))
        for word in words:
            is_wanted[word] = 1
        return [*itertools.compress(itertools.count(), map(is_wanted.__getitem__, self._all))]

    def _of_word(self, word: int) -> Iterable[int]:
        """The tokens that are one word."""
        return self._by_word.of(word) if self._by_word else self._looked_for(word)

    def _looked_for(self, word: int) -> Iterator[int]:
        """Those of a word: unless it is every tenth, searching the bytes is many times faster."""
        if self._counts[word] * _OFTEN > len(self._all):
            yield from [token for token, each in enumerate(self._all) if each == word]
            return
        wanted, left, at = word.to_bytes(self._all.itemsize, sys.byteorder), self._counts[word], -1
        while left:
            at = self._bytes.find(wanted, at + 1)
            if at % self._all.itemsize == 0:
                yield at // self._all.itemsize
                left -= 1

    def _find_all(self) -> None:
        """Find the tokens of every tier: of many in one pass."""
        if self._by_word is not None or len(self._tiers) <= _FEW:
            for tier in range(len(self._tiers)):
                self._tier(tier)
            return
        tier_of = {word: number for number, (_, words) in enumerate(self._tiers) for word in words}
        found: list[list[int]] = [[] for _ in self._tiers]
        for token in self._of_words(tier_of):
            found[tier_of[self._all[token]]].append(token)
        self._found = dict(enumerate(found))
