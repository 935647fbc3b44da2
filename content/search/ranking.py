"""Ranking: how well a passage answers a query of several words.

Short queries are phrases half remembered: what counts is the best window, every word's rarity times the quality of its
match, and words that stand next to each other, more so in the query's order. Long ones are questions and sentences:
there BM25 counts as well (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import NamedTuple

_NEXT, _NEXT_SWAPPED = 0.45, 0.15
"""What a word beside the one before adds, as a share of the rarer of the two; in the other order."""
_CLOSER = 0.85
"""The share of it for words that stand closer together than they were asked for; by phrases of one book, others than
those measured."""
_K1, _B = 1.2, 0.75
"""BM25's constants k1 and b: how soon repeating a word stops adding to the score, and how much length costs."""
_MOST_BONUS = 1 + 2 * _NEXT
"""What a window is worth at the most, as a multiple of its words: each may stand beside two, and across from two."""
_FURTHEST = 40
"""Tokens that a window spans at the most."""
_LEAST_REACH, _REACH_A_TERM = 12, 4
"""Tokens that a window may always span, and that it may for each word of the query."""
_ELSEWHERE = 0.5
"""What a word of the query adds that stands in the passage, but not in the window."""
_NO_DESCRIPTION, _A_DESCRIPTION = 3, 8
"""Words of a query up to which it is a phrase, and from which on it describes what is meant."""
_FULL_WORD = 1.6
"""What BM25 gives a word of rarity 1 that a passage of average length has three times (1.57), rounded up."""
_LONG = 0.8
"""How much BM25 counts for in a query that describes; with less, descriptions lose to phrases that share a word."""
_WHOLE = 90.0
"""From this score on a window is the phrase that was meant, however long the passage around it."""


class Term(NamedTuple):
    """A token of the query as typed, its rarity, and the words of the text that answer it, with their likeness."""

    typed: str
    rarity: float
    answers: dict[int, float]


class Match(NamedTuple):
    """A token of a passage, by its place there, that matches a term, and what that is worth."""

    place: int
    term: int
    worth: float


def full_score(terms: list[Term]) -> float:
    """What a window is worth that has every word next to the one before."""
    worths = [term.rarity for term in terms]
    near = sum(_NEXT * min(pair) for pair in itertools.pairwise(worths))
    return sum(worths) + near + sum(map(_across, worths, worths[1:], worths[2:]))


def score_passage(matches: list[Match], terms: list[Term], length: float) -> tuple[float, list[Match]]:
    """Score a passage.

    Args:
        matches: Its tokens that match, in their order.
        terms: The terms of the query.
        length: Its length, as a multiple of the average.

    Returns:
        A score, a little over 100 at the most, and the words of the best window.
    """
    window_score, window = best_window(matches, len(terms), full_score(terms))
    share = described_share(len(terms))
    if not share or window_score >= _WHOLE:
        return window_score, window
    blend = share * _LONG
    words = ((match.term, match.worth, 1) for match in matches)
    return (1 - blend) * window_score + blend * bm25(words, terms, length), window


def described_share(terms: int) -> float:
    """How far a query of some terms is a description and no phrase: from 0 to 1."""
    return min(1.0, max(0.0, (terms - _NO_DESCRIPTION) / (_A_DESCRIPTION - _NO_DESCRIPTION)))


def score_words(words: Iterable[tuple[int, float, int]], terms: list[Term], length: float) -> float:
    """Score a passage by its words alone, for a long query: what ``score_passage`` gives without a window.

    Args:
        words: A passage's words that match: the term, what the word is worth to it, and how often it stands there.
        terms: The terms of the query.
        length: The passage's length, as a multiple of the average.
    """
    return _LONG * bm25(words, terms, length)


def bm25(words: Iterable[tuple[int, float, int]], terms: list[Term], length: float) -> float:
    """BM25 over the terms, as a percentage of what a passage of average length has that says every word three times.

    Args:
        words: A passage's words that match: the term, what the word is worth to it, and how often it stands there.
        terms: The terms of the query.
        length: The passage's length, as a multiple of the average.
    """
    sums: dict[int, float] = {}
    best: dict[int, float] = {}
    for term, worth, count in words:
        sums[term] = sums.get(term, 0.0) + worth * count
        best[term] = max(best.get(term, 0.0), worth)
    norm = _K1 * (1 - _B + _B * length)
    score = 0.0
    for term, total in sums.items():
        times = total / max(1e-9, best[term])
        score += best[term] * times * (_K1 + 1) / (times + norm)
    return 100 * score / max(1e-9, _FULL_WORD * sum(term.rarity for term in terms))


def best_window(matches: list[Match], terms: int, full: float) -> tuple[float, list[Match]]:
    """The best place for a query of some terms among a passage's matches, and its score.

    Args:
        matches: Of one passage, in order.
        terms: How many words the query has.
        full: What ``full_score`` gives for the query.

    Returns:
        The score, a percentage of ``full``, and the matches that earn it.
    """
    reach = max(_LEAST_REACH, min(_REACH_A_TERM * terms, _FURTHEST))
    best_score, best = 0.0, matches[:1]
    for first, (begin, term, value) in enumerate(matches):
        after = matches[first + 1] if first + 1 < len(matches) else None
        if after and after.term == term and after.worth >= value:
            continue  # the window that begins at the next one is as good, and closer together
        chosen: dict[int, Match] = {}
        for match in itertools.islice(matches, first, None):
            place, number, worth = match
            if place - begin > reach:
                break
            if number not in chosen or worth > chosen[number].worth:
                chosen[number] = match
        window = sorted(chosen.values())
        if _MOST_BONUS * sum(match.worth for match in window) <= best_score:
            continue
        score = sum(map(_nearness, window, window[1:])) + sum(match.worth for match in window)
        for left, middle, right in zip(window, window[1:], window[2:], strict=False):
            if right.place - left.place == right.term - left.term:
                score += _across(left.worth, middle.worth, right.worth)
        if score > best_score + 1e-9:
            best_score, best = score, window
    elsewhere = _strongest(matches)
    for match in best:
        elsewhere.pop(match.term, None)
    return 100 * (best_score + _ELSEWHERE * sum(m.worth for m in elsewhere.values())) / full, best


def _nearness(left: Match, right: Match) -> float:
    """What a word adds for standing near the one before it in the window."""
    gap, asked = right.place - left.place, right.term - left.term
    share = _NEXT if gap >= asked else _NEXT * _CLOSER
    if asked < 0:
        share = _NEXT_SWAPPED
    return share * min(left.worth, right.worth) / max(1, gap)


def _across(left: float, middle: float, right: float) -> float:
    """What two words add for standing as asked on both sides of a common one, which adds little by itself."""
    return _NEXT * max(0.0, min(left, right) - min(left, middle) - min(middle, right))


def _strongest(matches: list[Match]) -> dict[int, Match]:
    strongest: dict[int, Match] = {}
    for match in matches:
        if match.term not in strongest or match.worth > strongest[match.term].worth:
            strongest[match.term] = match
    return strongest
