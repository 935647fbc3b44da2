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
from bisect import bisect_left
from collections.abc import Iterator
from heapq import nlargest
from math import log
from typing import NamedTuple

from rapidfuzz import fuzz, process

from content.document import Document

_WORD = re.compile(r"[^\W_]+")
_LONGEST = 1500
_RANKED = 150
_CUTOFF = 74.0
_WEAKEST = 40.0


class Hit(NamedTuple):
    """The passage that matches, its score from 0 to 100, and the words in it that matched."""

    start: int
    end: int
    score: float
    words: tuple[tuple[int, int], ...] = ()


def fold_word(word: str) -> str:
    """A word without case and accents."""
    word = word.casefold()
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))


class SearchIndex:
    """The index of one document; built once, in a moment, and asked at every keystroke."""

    def __init__(self, document: Document) -> None:
        self._text = document.text
        self._starts = array("L")
        self._ends = array("L")
        self._postings: dict[str, array[int]] = {}
        self._matches: dict[tuple[str, bool], dict[str, float]] = {}
        folded: dict[str, str] = {}
        postings = self._postings
        for number, (start, end) in enumerate(_passages(document)):
            self._starts.append(start)
            self._ends.append(end)
            for raw in set(_WORD.findall(self._text[start:end])):
                word = folded.get(raw)
                if word is None:
                    word = folded[raw] = fold_word(raw)
                posting = postings.get(word)
                if posting is None:
                    postings[word] = array("L", (number,))
                elif posting[-1] != number:
                    posting.append(number)
        self._vocabulary = sorted(postings)

    def search(self, query: str, limit: int = 20) -> list[Hit]:
        """The passages that match best, best first. Case and accents count where the query has them."""
        raw = _WORD.findall(query)[:12]
        if not raw:
            return []
        count = max(1, len(self._starts))
        terms: list[tuple[str, str, float, dict[str, float]]] = []
        gathered: dict[int, float] = {}
        for place, word in enumerate(raw):
            typed = fold_word(word)
            matches = self._similar(typed, place == len(raw) - 1 and not query.endswith(" "))
            best: dict[int, float] = {}
            df = 1
            for match, quality in sorted(matches.items(), key=lambda item: item[1]):
                posting = self._postings[match]
                if quality > 0.95:
                    df = max(df, len(posting))
                weight = quality * log(1 + count / len(posting))
                for number in posting:
                    best[number] = max(best.get(number, 0.0), weight)
            if not matches:
                df = count
            rarity = log(1 + count / max(df, 1)) if df > 1 else log(1 + count / max(1, len(best) or 1))
            for number, weight in best.items():
                gathered[number] = gathered.get(number, 0.0) + min(weight, rarity)
            terms.append((word, typed, max(rarity, 0.1), matches))
        candidates = nlargest(_RANKED, gathered.items(), key=lambda item: (item[1], -item[0]))
        hits = [hit for number, _ in candidates if (hit := self._window(number, terms))]
        hits.sort(key=lambda hit: (-hit.score, hit.start))
        return hits[:limit]

    def _similar(self, typed: str, unfinished: bool) -> dict[str, float]:
        """The vocabulary's words like a typed one, with a quality up to 1; ``unfinished`` takes its extensions."""
        key = (typed, unfinished)
        if key in self._matches:
            return self._matches[key]
        found: dict[str, float] = {}
        if len(typed) > 2:
            cutoff = _CUTOFF if len(typed) > 4 else 66.0
            for word, score, _ in process.extract(
                typed, self._vocabulary, scorer=fuzz.ratio, score_cutoff=cutoff, limit=40
            ):
                found[word] = (score / 100) ** 1.5
        at = bisect_left(self._vocabulary, typed)
        while at < len(self._vocabulary) and len(found) < 120 and self._vocabulary[at].startswith(typed):
            word = self._vocabulary[at]
            share = len(typed) / len(word)
            if unfinished or share >= 0.6:
                found[word] = max(found.get(word, 0.0), 0.75 + 0.2 * share)
            at += 1
        if typed in self._postings:
            found[typed] = 1.0
        if len(self._matches) > 500:
            self._matches.clear()
        self._matches[key] = found
        return found

    def _window(self, number: int, terms: list[tuple[str, str, float, dict[str, float]]]) -> Hit | None:
        """The best place for the query in one passage."""
        start, end = self._starts[number], self._ends[number]
        tokens: list[tuple[int, int, int, float]] = []
        order = 0
        for token in _WORD.finditer(self._text, start, end):
            order += 1
            raw = token[0]
            word = fold_word(raw)
            for term, (typed, folded, rarity, matches) in enumerate(terms):
                quality = matches.get(word)
                if quality:
                    if typed != folded and typed not in raw:
                        quality *= 0.6
                    tokens.append((order, term, token.start(), quality * rarity))
        if not tokens:
            return None
        ends = {t.start(): t.end() for t in _WORD.finditer(self._text, start, end)}
        reach = max(12, 4 * len(terms))
        best_score, best_window = 0.0, tokens[:1]
        for first in range(len(tokens)):
            chosen: dict[int, tuple[int, int, int, float]] = {}
            for token_ in tokens[first:]:
                if token_[0] - tokens[first][0] > reach:
                    break
                if token_[1] not in chosen or token_[3] > chosen[token_[1]][3]:
                    chosen[token_[1]] = token_
            window = sorted(chosen.values())
            score = sum(t[3] for t in window)
            for left, right in itertools.pairwise(window):
                near = 1 / max(1, right[0] - left[0])
                score += near * min(left[3], right[3]) * (0.3 if right[1] > left[1] else 0.15)
            if score > best_score + 1e-9:
                best_score, best_window = score, window
        rarities = [t[2] for t in terms]
        full = sum(rarities) + sum(0.3 * min(a, b) for a, b in itertools.pairwise(rarities))
        elsewhere = {t[1]: t[3] for t in tokens}
        for t in best_window:
            elsewhere.pop(t[1], None)
        score = 100 * min(1.0, (best_score + 0.5 * sum(elsewhere.values())) / full)
        if score < _WEAKEST:
            return None
        words = tuple((t[2], ends[t[2]]) for t in best_window)
        return Hit(words[0][0], words[-1][1], round(score, 2), words)


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
