"""Postings: which passages have a word."""

from __future__ import annotations

import itertools
from array import array


class Postings:
    """By word number the passages that have it; in one piece, for many small ones take many times the room."""

    def __init__(self, postings: list[array[int]]) -> None:
        """Take the passages of each word, by its number."""
        self._ends = array("I", itertools.accumulate(map(len, postings)))
        self._all = array("I", itertools.chain.from_iterable(postings))

    def __getitem__(self, word: int) -> array[int]:
        """Give the passages of a word."""
        return self._all[self._ends[word - 1] if word else 0 : self._ends[word]]

    def count(self, word: int) -> int:
        """How many passages have a word."""
        return self._ends[word] - (self._ends[word - 1] if word else 0)
