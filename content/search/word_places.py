"""WordPlaces: every place of some words, the best words' first; looked for when somebody asks."""

from __future__ import annotations

import itertools
from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable
from functools import cached_property


class WordPlaces:
    """The tokens of a text that are one of some words."""

    def __init__(self, tokens: array[int], counts: Counter[int], tiers: list[tuple[float, list[int]]]) -> None:
        """Take what is looked for.

        Args:
            tokens: The word numbers of the whole text.
            counts: How often each word stands there.
            tiers: How well words answer, and which do so; best first.
        """
        self._all = tokens
        self._tiers = tiers
        self._take_sizes([sum(counts[word] for word in words) for _, words in tiers])

    def _take_sizes(self, sizes: list[int]) -> None:
        self._ends = [*itertools.accumulate(sizes)]
        self.count = self._ends[-1] if self._ends else 0

    def keep(self, is_kept: Callable[[int], bool]) -> None:
        """Leave out places.

        Args:
            is_kept: Tells of a token, by its number, whether it stays.
        """
        self._found = [[token for token in tokens if is_kept(token)] for tokens in self._found]
        self._take_sizes([len(tokens) for tokens in self._found])

    def find(self, number: int) -> tuple[float, int]:
        """Give how well a place answers, and its token."""
        return self._tiers[bisect_right(self._ends, number)][0], self.tokens[number]

    @cached_property
    def tokens(self) -> list[int]:
        """The tokens of all places, tier by tier in reading order."""
        return [token for tokens in self._found for token in tokens]

    @cached_property
    def _found(self) -> list[list[int]]:
        """The tokens of each tier, in reading order, found in one pass."""
        tier_of = {word: number for number, (_, words) in enumerate(self._tiers) for word in words}
        found: list[list[int]] = [[] for _ in self._tiers]
        for token, word in enumerate(self._all):
            if word in tier_of:
                found[tier_of[word]].append(token)
        return found
