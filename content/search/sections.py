"""Sections found by a few letters or numbers of their paths: "book 3 12" is chapter XII of Book Three."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable
from typing import NamedTuple

from rapidfuzz.distance import OSA

from glossator.content.document import Document
from glossator.content.text.folding import fold_word
from glossator.content.text.numerals import TENS, UNITS, is_roman, number_of

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_KINDS = frozenset(["act", "book", "chapter", "letter", "part", "scene", "section", "volume"])
"""What parts of books are called; a book may leave it out and number them only."""
_MOST = 2000
"""Sections weighed in full; of more that match, those whose own titles match best."""
_SHOWN = 100
"""Sections offered: nobody scrolls further in a list that every letter makes shorter."""
_EXACT, _NUMBER, _BEGINS, _INSIDE, _SIMILAR = 1.0, 0.9, 0.6, 0.5, 0.4
"""What a typed word is worth as a word of the title, as its number, its beginning, inside it, or with a slip. Their
order is what matters."""


class _Term(NamedTuple):
    """A word of a title or of a query, folded, with the number it stands for."""

    text: str
    number: int | None


class _Match(NamedTuple):
    """A word of a path that answers a word of the query."""

    quality: float
    depth: int
    word: int


class SectionIndex:
    """The sections of a document by the words of their paths."""

    def __init__(self, document: Document) -> None:
        self._document = document
        ids: dict[_Term, int] = {}
        self._words = [
            [ids.setdefault(term, len(ids)) for term in _terms(section.title)] for section in document.sections
        ]
        self._terms = list(ids)
        self._sections: list[list[int]] = [[] for _ in ids]
        for index, words in enumerate(self._words):
            for word in set(words):
                self._sections[word].append(index)

    def match(self, query: str) -> list[int]:
        """Match sections with what was typed.

        Every word of the query must stand in the path, one of them in the section's own title: as it is, as the same
        number in another notation, as a beginning, inside a word, or misspelt.

        Args:
            query: What was typed.

        Returns:
            The indexes of the sections that match, best first, 100 at the most; all in order for a query without words.
        """
        terms = _terms(query)
        if not terms:
            return list(range(len(self._words)))
        answers = [self._answers(term) for term in terms]
        required = [number for number, term in enumerate(terms) if term.text not in _KINDS or answers[number]]
        scores = []
        for index in self._candidates(answers):
            score = self._score(index, [answers[number] for number in required], terms, required)
            if score > 0:
                scores.append((-score, index))
        return [index for _, index in sorted(scores)[:_SHOWN]]

    def _answers(self, term: _Term) -> dict[int, float]:
        """The words of all titles that answer a word of the query, with how well they do."""
        qualities = ((word, _quality(term, known)) for word, known in enumerate(self._terms))
        return {word: quality for word, quality in qualities if quality}

    def _candidates(self, answers: list[dict[int, float]]) -> Iterable[int]:
        own: dict[int, float] = {}
        for answer in answers:
            best: dict[int, float] = {}
            for word, quality in answer.items():
                for index in self._sections[word]:
                    best[index] = max(quality, best.get(index, 0.0))
            for index, quality in best.items():
                own[index] = own.get(index, 0.0) + quality
        if len(own) <= _MOST:
            return own
        return sorted(own, key=lambda index: -own[index])[:_MOST]

    def _score(self, index: int, answers: list[dict[int, float]], terms: list[_Term], numbers: list[int]) -> float:
        """How well a section's path answers the query; 0 when it does not."""
        path = self._document.section_path(index)
        found: list[_Match] = []
        for answer, number in zip(answers, numbers, strict=True):
            match = self._best(path, answer, found)
            if match is not None:
                found.append(match)
            elif terms[number].text not in _KINDS:
                return 0.0
        own = sum(match.depth == len(path) - 1 for match in found)
        if not own:
            return 0.0
        pairs = list(itertools.pairwise(found))
        beside = sum(a.depth == b.depth and abs(a.word - b.word) == 1 for a, b in pairs)
        in_order = sum((a.depth, a.word) < (b.depth, b.word) for a, b in pairs)
        return (
            sum(match.quality for match in found)
            + 0.3 * beside
            + 0.05 * in_order
            + 0.2 * (own == len(self._words[index]))
            + 0.1 * own / len(found)
            - 0.01 * len(path)
        )

    def _best(self, path: list[int], answer: dict[int, float], found: list[_Match]) -> _Match | None:
        """The best answer that no other word of the query has; of equal ones the next word, else the deepest."""
        taken = {(match.depth, match.word) for match in found}
        following = (found[-1].depth, found[-1].word + 1) if found else None
        best: tuple[float, bool, int, int] | None = None
        for depth, index in enumerate(path):
            for place, word in enumerate(self._words[index]):
                quality = answer.get(word)
                if quality and (depth, place) not in taken:
                    entry = (-quality, (depth, place) != following, -depth, place)
                    best = min(best, entry) if best else entry
        return _Match(-best[0], -best[2], best[3]) if best else None


def match_sections(document: Document, query: str) -> list[int]:
    """As ``SectionIndex.match``, for one query.

    Args:
        document: What is open.
        query: Words of titles on the path, numbers in any notation.

    Returns:
        Indices into ``document.sections``, best first.
    """
    return SectionIndex(document).match(query)


def _terms(text: str) -> list[_Term]:
    """The words of a text; "twenty-one" is one."""
    terms: list[_Term] = []
    for raw in _WORD.findall(text):
        word = fold_word(raw)
        before = terms[-1].text if terms else ""
        if before in TENS and word in UNITS:
            terms[-1] = _Term(before + word, TENS[before] + UNITS[word])
        else:
            terms.append(_Term(word, number_of(word)))
    return terms


def _quality(term: _Term, word: _Term) -> float:
    """How well a word answers a word of the query, 0 to 1."""
    if term.text == word.text:
        return _EXACT
    if term.number is not None and term.number == word.number:
        return _NUMBER
    if word.text.startswith(term.text):
        return _BEGINS + 0.1 * len(term.text) / len(word.text)
    if term.text.isdigit() or is_roman(word.text):
        return 0.0
    if term.text in word.text and (len(term.text) > 2 or not term.text.isascii()):
        return _INSIDE
    return _SIMILAR if _is_similar(term.text, word.text) else 0.0


def _is_similar(typed: str, word: str) -> bool:
    """Whether what was typed may be the word, or its beginning, with a slip: two in eight letters or more."""
    length = len(typed)
    slips = (length >= 3) + (length >= 8)
    if not slips or len(word) < length - slips or typed[0] not in word[:2]:
        return False
    beginnings = {word, *(word[: length + more] for more in range(-slips, slips + 1))}
    return any(OSA.distance(typed, each, score_cutoff=slips) <= slips for each in beginnings)
