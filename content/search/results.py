"""Results: all places that a query found, best first; each is worked out when it is looked at."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple, overload


class Hit(NamedTuple):
    """The passage that matches, its score from 0 to 100, and the words in it that matched.

    ``by_meaning`` is true of one that says what was asked in other words: then it is a sentence.
    """

    start: int
    end: int
    score: float
    words: tuple[tuple[int, int], ...] = ()
    by_meaning: bool = False


class Results(Sequence[Hit]):
    """Hits, best first, of any number."""

    def __init__(
        self,
        count: int,
        make: Callable[[int], Hit],
        place: Callable[[int], int],
        order: Callable[[], Sequence[int]] | None = None,
        *,
        is_in_order: bool = False,
    ) -> None:
        """Take how hits are made.

        Args:
            count: How many there are.
            make: Makes one by its number.
            place: Gives, cheaply, a hit's start, or that of the passage that it alone stands for.
            order: Gives, more cheaply, for all hits numbers by which they stand in reading order.
            is_in_order: Whether they are in reading order as they are.
        """
        self._count = count
        self._make = make
        self._place = place
        self._order = order
        self._is_in_order = is_in_order
        self._made: dict[int, Hit] = {}

    def __len__(self) -> int:
        """How many there are."""
        return self._count

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> list[Hit]: ...
    def __getitem__(self, index: int | slice) -> Hit | list[Hit]:
        """Give one, or several."""
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(self._count))]
        number = range(self._count)[index]
        if number not in self._made:
            self._made[number] = self._make(number)
        return self._made[number]

    def prepared(self) -> Results:
        """Sort them into reading order, which takes a moment for many; itself."""
        _ = self._in_order
        return self

    @cached_property
    def _in_order(self) -> Sequence[int]:
        """The numbers in reading order."""
        numbers = range(self._count)
        if self._is_in_order:
            return numbers
        return sorted(numbers, key=self._order().__getitem__ if self._order else self._place)

    @cached_property
    def _ranks(self) -> Sequence[int]:
        """The places of the numbers in reading order."""
        if self._is_in_order:
            return range(self._count)
        ranks = [0] * self._count
        for rank, number in enumerate(self._in_order):
            ranks[number] = rank
        return ranks

    def next_to(self, number: int, step: int) -> int:
        """Give the hit so many further on in reading order, around the end of the text.

        Args:
            number: The hit that one is at.
            step: How many further on; negative for back.
        """
        return self._in_order[(self._ranks[number] + step) % self._count]

    def rank(self, number: int) -> int:
        """Give the rank of a hit in reading order, from 0."""
        return self._ranks[number]

    def after(self, position: int) -> int:
        """Give the first hit that begins after a position; the first of all where none does."""
        at = max(0, bisect_left(self._in_order, position + 1, key=self._place) - 1)
        while at < self._count and self[self._in_order[at]].start <= position:
            at += 1
        return self._in_order[at % self._count]

    def before(self, position: int) -> int:
        """Give the last hit that begins before a position; the last of all where none does."""
        at = min(self._count, bisect_left(self._in_order, position, key=self._place) + 1) - 1
        while at >= 0 and self[self._in_order[at]].start >= position:
            at -= 1
        return self._in_order[at]

    def in_range(self, start: int, end: int, most: int = 200) -> list[Hit]:
        """Give the hits that may touch a range of the text, such as what is on screen.

        Args:
            start: Where it begins.
            end: Where it ends.
            most: How many at the most.
        """
        low = max(0, bisect_left(self._in_order, start, key=self._place) - 2)
        found: list[Hit] = []
        for rank in range(low, min(self._count, low + most)):
            number = self._in_order[rank]
            if self._place(number) >= end:
                break
            found.append(self[number])
        return found

    def has_any_in(self, start: int, end: int) -> bool:
        """Whether a hit begins in a range of the text; none has to be made for it.

        Args:
            start: Where it begins.
            end: Where it ends.
        """
        rank = bisect_left(self._in_order, start, key=self._place)
        return rank < self._count and self._place(self._in_order[rank]) < end


NOTHING = Results(0, lambda number: Hit(0, 0, 0.0), lambda number: 0)


def of_hits(hits: list[Hit]) -> Results:
    """Results of hits that are there, in reading order."""
    return Results(len(hits), hits.__getitem__, lambda number: hits[number].start, is_in_order=True)
