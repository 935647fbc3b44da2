"""SearchIndex: fuzzy full-text search over a document's passages.

An inverted index from folded words to passages. Each query word is matched against the vocabulary with
RapidFuzz, so typos are forgiven at the cost of the vocabulary's size, not the text's; the passages that gather
the most rarity are then ranked by their best window: every query word's rarity times the quality of its match,
plus a bonus for words that stand next to each other, more so in the query's order.
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from array import array
from bisect import bisect_left, insort
from collections.abc import Iterator
from heapq import nlargest
from math import log
from typing import NamedTuple

from rapidfuzz import fuzz, process

from glossator.content.document import Document

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 1500
_RANKED = 140
_MOST_GATHERED = 6000
_CUTOFF = 74.0
_CUTOFF_SHORT = 66.0
_WEAKEST = 40.0
_NEXT = 0.35
_NEXT_SWAPPED = 0.15


class Hit(NamedTuple):
    """The passage that matches, its score from 0 to 100, and the words in it that matched."""

    start: int
    end: int
    score: float
    words: tuple[tuple[int, int], ...] = ()


class _Term(NamedTuple):
    """A query word as typed and folded, its rarity, and the words of the text like it with their likeness."""

    typed: str
    folded: str
    rarity: float
    matches: dict[int, float]


class _Match(NamedTuple):
    """A token of a passage, by its place there, that matches a term, and what that is worth."""

    place: int
    term: int
    worth: float


def fold_word(word: str) -> str:
    """A word without case and accents."""
    word = word.casefold()
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)) or word


class _Ids(dict[str, int]):
    """Numbers for words as they stand in the text; words that fold alike have one."""

    def __init__(self) -> None:
        self.folded: dict[str, int] = {}

    def __missing__(self, raw: str) -> int:
        self[raw] = number = self.folded.setdefault(fold_word(raw), len(self.folded))
        return number


class SearchIndex:
    """The index of one document; built once, in a moment, and asked at every keystroke."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._starts, self._ends = array("I"), array("I")
        self._tokens = array("I")  # the word number of every word of the text
        self._firsts = array("I")  # where a passage's tokens begin
        self._matches: dict[tuple[str, bool], dict[int, float]] = {}
        ids = _Ids()
        numbers = ids.__getitem__
        postings: list[array[int]] = []
        for passage, (start, end) in enumerate(_passages(document)):
            self._starts.append(start)
            self._ends.append(end)
            self._firsts.append(len(self._tokens))
            words = list(map(numbers, _WORD.findall(self._text, start, end)))
            self._tokens.extend(words)
            for _ in range(len(ids.folded) - len(postings)):
                postings.append(array("I"))
            for word in set(words):
                postings[word].append(passage)
        self._firsts.append(len(self._tokens))
        self._ids = ids.folded
        self._postings = postings
        self._vocabulary = sorted(self._ids)
        self._by_length = sorted(self._ids, key=len)

    def search(self, query: str, limit: int = 20) -> list[Hit]:
        """The passages that match best, best first. Case and accents count where the query has them."""
        raw = _WORD.findall(query)[:12]
        if not raw or not self._starts:
            return []
        terms = []
        for place, word in enumerate(raw):
            folded = fold_word(word)
            matches = self._similar(folded, place == len(raw) - 1 and not query.endswith(" "))
            terms.append(_Term(word, folded, self._rarity(matches), matches))
        full = sum(t.rarity for t in terms) + sum(_NEXT * min(a.rarity, b.rarity) for a, b in itertools.pairwise(terms))
        worths: dict[int, list[tuple[int, float]]] = {}
        for number, term in enumerate(terms):
            for match, quality in term.matches.items():
                worths.setdefault(match, []).append((number, quality * term.rarity))
        found: list[tuple[float, int, int, list[_Match]]] = []
        last = 0.0  # the score of the last one that would still be shown
        for passage, most in self._candidates(terms):
            if len(found) >= limit and 100 * most * (1 + _NEXT) / full < last:
                break
            score, window = _best_window(self._matches_in(passage, terms, worths), len(terms), full)
            if score >= _WEAKEST:
                insort(found, (-score, self._starts[passage], passage, window))
                if len(found) >= limit:
                    last = -found[limit - 1][0]
        return [self._hit(passage, -score, window) for score, _, passage, window in found[:limit]]

    def _rarity(self, matches: dict[int, float]) -> float:
        """How much a word tells: the fewer passages have it, the more. A misspelt one is as rare as what it meant."""
        count = len(self._starts)
        if not matches:
            return log(2)
        best = max(matches.values())
        passages = max(len(self._postings[word]) for word, quality in matches.items() if quality >= best - 0.05)
        return max(0.1, log(1 + count / passages))

    def _candidates(self, terms: list[_Term]) -> list[tuple[int, float]]:
        """The passages that gather the most rarity, and how much; the rarest words name them, common ones only add."""
        gathered: dict[int, float] = {}
        sizes = [sum(len(self._postings[word]) for word in term.matches) for term in terms]
        for index in sorted(range(len(terms)), key=sizes.__getitem__):
            term = terms[index]
            best: dict[int, float] = {}
            for word, quality in sorted(term.matches.items(), key=lambda item: item[1]):
                best.update(dict.fromkeys(self._postings[word], quality * term.rarity))
            if not gathered or len(gathered) + len(best) <= _MOST_GATHERED:
                for passage, worth in best.items():
                    gathered[passage] = gathered.get(passage, 0.0) + worth
            else:
                for passage in gathered.keys() & best.keys():
                    gathered[passage] += best[passage]
        return nlargest(_RANKED, gathered.items(), key=lambda item: (item[1], -item[0]))

    def _similar(self, typed: str, unfinished: bool) -> dict[int, float]:
        """The vocabulary's words like a typed one, with a quality up to 1; ``unfinished`` takes its extensions."""
        key = (typed, unfinished)
        if key in self._matches:
            return self._matches[key]
        found: dict[int, float] = {}
        ids, vocabulary = self._ids, self._vocabulary
        if len(typed) > 2:
            cutoff = _CUTOFF if len(typed) > 4 else _CUTOFF_SHORT
            # The ratio is 1 - d / (m + n) with d at least |m - n|: words much shorter or longer cannot reach it.
            most = (200 - cutoff) / cutoff
            low = bisect_left(self._by_length, len(typed) / most, key=len)
            high = bisect_left(self._by_length, len(typed) * most + 1, key=len)
            similar = process.extract(
                typed, self._by_length[low:high], scorer=fuzz.ratio, score_cutoff=cutoff, limit=40
            )
            for word, score, _ in similar:
                found[ids[word]] = (score / 100) ** 1.5
        at = bisect_left(vocabulary, typed)
        upto = min(len(vocabulary), at + 120)
        while at < upto and vocabulary[at].startswith(typed):
            number = ids[vocabulary[at]]
            share = len(typed) / len(vocabulary[at])
            if unfinished or share >= 0.6:
                found[number] = max(found.get(number, 0.0), 0.75 + 0.2 * share)
            at += 1
        if typed in ids:
            found[ids[typed]] = 1.0
        if len(self._matches) > 500:
            self._matches.clear()
        self._matches[key] = found
        return found

    def _matches_in(self, passage: int, terms: list[_Term], worths: dict[int, list[tuple[int, float]]]) -> list[_Match]:
        """The tokens of a passage that match a term, in their order; ``worths``: a word's terms and their worth."""
        tokens = self._tokens[self._firsts[passage] : self._firsts[passage + 1]]
        matches = [
            _Match(place, number, worth)
            for place, word in enumerate(tokens)
            if word in worths
            for number, worth in worths[word]
        ]
        if any(term.typed != term.folded for term in terms):
            spans = self._spans(passage)
            for at, match in enumerate(matches):
                typed = terms[match.term].typed
                start, end = spans[match.place]
                if typed != terms[match.term].folded and typed not in self._text[start:end]:
                    matches[at] = match._replace(worth=match.worth * 0.6)
        return matches

    def _spans(self, passage: int) -> list[tuple[int, int]]:
        found = _WORD.finditer(self._text, self._starts[passage], self._ends[passage])
        return [match.span() for match in found]

    def _hit(self, passage: int, score: float, window: list[_Match]) -> Hit:
        spans = self._spans(passage)
        words = tuple(spans[match.place] for match in window)
        return Hit(words[0][0], words[-1][1], round(score, 2), words)


def _best_window(matches: list[_Match], terms: int, full: float) -> tuple[float, list[_Match]]:
    """The best place for a query of some terms among a passage's matches, and its score as a share of ``full``."""
    reach = max(12, 4 * terms)
    best_score, best = 0.0, matches[:1]
    for first, (begin, term, value) in enumerate(matches):
        after = matches[first + 1] if first + 1 < len(matches) else None
        if after and after.term == term and after.worth >= value:
            continue  # the window that begins at the next one is as good, and closer together
        chosen: dict[int, _Match] = {}
        for match in matches[first:]:
            place, number, worth = match
            if place - begin > reach:
                break
            if number not in chosen or worth > chosen[number].worth:
                chosen[number] = match
        window = sorted(chosen.values())
        score = left = 0.0
        before = last = -1
        for place, number, worth in window:
            score += worth
            if before >= 0:
                near = min(worth, left) / max(1, place - before)
                score += near * (_NEXT if number > last else _NEXT_SWAPPED)
            before, last, left = place, number, worth
        if score > best_score + 1e-9:
            best_score, best = score, window
    elsewhere = _strongest(matches)
    for match in best:
        elsewhere.pop(match.term, None)
    return 100 * min(1.0, (best_score + 0.5 * sum(m.worth for m in elsewhere.values())) / full), best


def _strongest(matches: list[_Match]) -> dict[int, _Match]:
    strongest: dict[int, _Match] = {}
    for match in matches:
        if match.term not in strongest or match.worth > strongest[match.term].worth:
            strongest[match.term] = match
    return strongest


def _passages(document: Document) -> Iterator[tuple[int, int]]:
    """The blocks' ranges; a very long block in pieces cut at blanks."""
    text = document.text
    for block in document.blocks:
        start = block.start
        while block.end - start > _LONGEST:
            cut = text.rfind(" ", start, start + _LONGEST) + 1 or start + _LONGEST
            yield start, cut
            start = cut
        if start < block.end:
            yield start, block.end
