"""PassageSearch: the passages that have the words of a query, best first; and those that say it in others."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cached_property
from heapq import nlargest
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from glossator.content.search.postings import Postings
from glossator.content.search.ranking import (
    Match,
    Term,
    best_window,
    described_share,
    full_score,
    score_passage,
    score_words,
)

if TYPE_CHECKING:
    from glossator.content.search.meaning import Meaning

Worths = dict[int, list[tuple[int, float]]]
"""By word number, the terms that it answers, and what that is worth."""

_RANKED, _RANKED_LONG = 140, 60
"""Passages that are ranked by all there is to know, the others only by the words that they have; for a long query."""
_LOOKED_INTO, _LOOKED_INTO_BY_MEANING = 5, 12
"""Of those that are ranked for a long query, the first ones, which are put in order by their windows as well; by what
they say there are more to be told apart."""
LONG = 6
"""Terms from which on a query is long."""
_MOST_GATHERED = 6000
"""Passages that a query's words are gathered for; past that, words only add to those there are."""
WEAKEST = 40.0
"""A passage scores so much at the least, or half of what the best one does."""
_ALIKE = 30
"""Passages looked at because they are most like what a query says."""
_LIKENESS = 50.0
"""What it adds to a passage's score to say the same; by questions on English and German paragraphs of XQuAD."""
_UNLIKE = 0.2
"""Passages less like it than that have nothing to do with what is asked."""
_BY_WORDS = 20.0
"""From this score on a passage is found by its words; the others, by what they say, come after it."""


class Found(NamedTuple):
    """A passage that was found: its score, its number, and the words of its best window, if they are known yet."""

    score: float
    passage: int
    window: list[Match] | None
    by_meaning: bool = False


class PassageSearch:
    """Finds passages by several words."""

    def __init__(self, tokens: memoryview, firsts: array[int], postings: Postings) -> None:
        """Take what the index knows.

        Args:
            tokens: The word number of every token of the text.
            firsts: Where each passage's tokens begin, and at last where the text's end.
            postings: The passages of each word.
        """
        self._tokens = tokens
        self._firsts = firsts
        self._postings = postings

    def ranked(
        self, terms: list[Term], is_wanted: Callable[[int], bool] | None, *, is_sure: bool
    ) -> list[Found]:
        """Rank the passages that have the words.

        Args:
            terms: The terms of the query.
            is_wanted: Whether a passage is one that is searched; None where all are.
            is_sure: Whether a word stands in the text as it was typed: then even a weak hit is one.

        Returns:
            The passages, best first.
        """
        worths = worths_of(terms)
        gathered = self._gather(terms)
        if is_wanted is not None:
            gathered = {each: worth for each, worth in gathered.items() if is_wanted(each)}
        is_long = len(terms) >= LONG
        most = _RANKED_LONG if is_long else _RANKED
        first = [passage for passage, _ in nlargest(most, gathered.items(), key=lambda item: (item[1], -item[0]))]
        found: list[Found] = []
        if is_long:  # windows are looked for in the passages only that have the words
            by_words = {
                each: score_words(self._matching_words(each, worths), terms, self._length(each)) for each in first
            }
            first.sort(key=lambda passage: -by_words[passage])
            found = [Found(by_words[passage], passage, None) for passage in first[_LOOKED_INTO:]]
            first = first[:_LOOKED_INTO]
        for passage in first:
            score, window = score_passage(self._matches_in(passage, worths), terms, self._length(passage))
            found.append(Found(score, passage, window))
        found.sort(key=lambda each: (-each.score, each.passage))
        if not found or (found[0].score < WEAKEST and not is_sure and not is_long):
            return []
        least = min(WEAKEST, found[0].score / (8 if is_long else 2))
        kept = [each for each in found if each.score >= least]
        if len(kept) == len(found) < len(gathered):
            kept += self._rest(gathered, found, least)
        return kept

    def with_meaning(
        self, found: list[Found], terms: list[Term], text: str, meaning: Meaning,
        is_wanted: Callable[[int], bool] | None,
    ) -> list[Found]:  # fmt: skip
        """Rank passages by what they say as well, and add those that say what is asked in other words.

        Args:
            found: What ``ranked`` gave.
            terms: The terms of the query.
            text: The query.
            meaning: The text's.
            is_wanted: As for ``ranked``.
        """
        share = described_share(len(terms))
        if not share:
            return found
        likeness = meaning.likeness(text)
        ranked = _RANKED_LONG if len(terms) >= LONG else _RANKED
        found = self._with_windows(found, terms, _LOOKED_INTO_BY_MEANING)
        known = {each.passage for each in found[:ranked]}
        alike = (int(each) for each in (-likeness).argsort() if likeness[each] > _UNLIKE and int(each) not in known)
        added = list(islice((each for each in alike if is_wanted is None or is_wanted(each)), _ALIKE))
        least = min(_BY_WORDS, found[0].score) if found else _BY_WORDS
        several = [*found[:ranked], *(Found(0.0, each, None) for each in added)]
        scored = [
            each._replace(
                score=each.score + share * _LIKENESS * float(likeness[each.passage]), by_meaning=each.score < least
            )
            for each in several
        ]
        scored.sort(key=lambda each: (each.by_meaning, -each.score, each.passage))
        taken = set(added)
        return scored + [each for each in found[ranked:] if each.passage not in taken]

    def _with_windows(self, found: list[Found], terms: list[Term], count: int) -> list[Found]:
        """The first passages scored by their windows as well, where they are not yet."""
        worths = worths_of(terms)

        def scored(each: Found) -> Found:
            matches = self._matches_in(each.passage, worths)
            score, window = score_passage(matches, terms, self._length(each.passage))
            return each._replace(score=score, window=window)

        return [each if each.window else scored(each) for each in found[:count]] + found[count:]

    def _length(self, passage: int) -> float:
        """A passage's length, as a multiple of the average."""
        return (self._firsts[passage + 1] - self._firsts[passage]) / self._average

    @cached_property
    def _average(self) -> float:
        """Tokens of a passage, on average."""
        return max(1.0, len(self._tokens) / max(1, len(self._firsts) - 1))

    def _rest(self, gathered: dict[int, float], ranked: list[Found], least: float) -> Iterator[Found]:
        """The passages beyond those that were ranked, by the words that they have, below the last of those."""
        known = {each.passage for each in ranked}
        last, most = ranked[-1].score, min(gathered[each.passage] for each in ranked)
        for worth, passage in sorted((-worth, each) for each, worth in gathered.items() if each not in known):
            score = last * min(1.0, -worth / most)
            if score < least:
                return
            yield Found(score, passage, None)

    def _gather(self, terms: list[Term]) -> dict[int, float]:
        """The passages that gather the most rarity, and how much; the rarest words name them, common ones only add."""
        gathered: dict[int, float] = {}
        sizes = [sum(self._postings.count(word) for word in term.answers) for term in terms]
        for index in sorted(range(len(terms)), key=sizes.__getitem__):
            term = terms[index]
            best: dict[int, float] = {}
            for word, quality in sorted(term.answers.items(), key=lambda item: item[1]):
                best.update(dict.fromkeys(self._postings[word], quality * term.rarity))
            if not gathered or len(gathered) + len(best) <= _MOST_GATHERED:
                for passage, worth in best.items():
                    gathered[passage] = gathered.get(passage, 0.0) + worth
            else:
                for passage in gathered.keys() & best.keys():
                    gathered[passage] += best[passage]
        return gathered

    def window(self, found: Found, terms: list[Term]) -> list[Match]:
        """The words of a passage's best window.

        Args:
            found: The passage, with the words of the query found in it.
            terms: The query's words.
        """
        if found.window is not None:
            return found.window
        matches = self._matches_in(found.passage, worths_of(terms))
        return best_window(matches, len(terms), full_score(terms))[1]

    def _matching_words(self, passage: int, worths: Worths) -> list[tuple[int, float, int]]:
        """The words of a passage that match, each with its term, its worth, and how often it stands there."""
        counts = Counter(self._tokens[self._firsts[passage] : self._firsts[passage + 1]])
        return [(term, worth, counts[word]) for word in worths.keys() & counts.keys() for term, worth in worths[word]]

    def _matches_in(self, passage: int, worths: Worths) -> list[Match]:
        """The tokens of a passage that match a term, in their order; ``worths``: a word's terms and their worth."""
        tokens = self._tokens[self._firsts[passage] : self._firsts[passage + 1]]
        return [
            Match(place, number, worth)
            for place, word in enumerate(tokens)
            if word in worths
            for number, worth in worths[word]
        ]


def worths_of(terms: list[Term]) -> Worths:
    """What each word of the text is worth to the terms that it answers."""
    worths: Worths = {}
    for number, term in enumerate(terms):
        for word, quality in term.answers.items():
            worths.setdefault(word, []).append((number, quality * term.rarity))
    return worths
