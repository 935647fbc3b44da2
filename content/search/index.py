"""SearchIndex: what stands where in a document, and which passage answers a query best.

An inverted index from folded words to passages. Each query word is matched against the vocabulary, by spelling with
RapidFuzz, so typos are forgiven at the cost of the vocabulary's size, not the text's, and by stem with Snowball.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from heapq import nlargest
from math import log
from typing import NamedTuple

from glossator.content.document import Document
from glossator.content.search.postings import Postings
from glossator.content.search.query import Query, parse
from glossator.content.search.ranking import Match, Term, best_window, bm25, full_score, score_passage
from glossator.content.search.results import NOTHING as NOTHING
from glossator.content.search.results import Hit as Hit
from glossator.content.search.results import Results as Results
from glossator.content.search.results import of_hits
from glossator.content.search.tokens import Tokenizer, query_tokens
from glossator.content.search.vocabulary import Vocabulary
from glossator.content.search.word_places import WordPlaces
from glossator.content.text import segments
from glossator.content.text.folding import fold_word
from glossator.content.text.languages import language_of

Range = tuple[int, int]
Worths = dict[int, list[tuple[int, float]]]
"""By word number, the terms that it answers, and what that is worth."""

_LONGEST = 1500
"""Code points of a passage at the most."""
_RANKED, _RANKED_LONG = 140, 60
"""Passages that are ranked by all there is to know, the others only by the words that they have; for a long query."""
_LOOKED_INTO = 12
"""Of those that are ranked for a long query, the ones whose windows are compared."""
_LONG = 6
"""Terms from which on a query is long."""
_SENTENCE = 4
"""Plain words from which on a query with a quotation in it is a sentence."""
_MOST_GATHERED = 6000
_MOST_TERMS = 40
_MOST_KNOWN = 2000
"""Passages whose tokens' ranges are kept."""
_WEAKEST = 40.0
"""A passage scores so much at the least, or half of what the best one does."""
_SURE = 0.85
"""From here on a word is what was typed, in another form at the most."""


class _Found(NamedTuple):
    """A passage that was found: its score, its number, and the words of its best window, if they are known yet."""

    score: float
    passage: int
    window: list[Match] | None


class SearchIndex:
    """The index of one document; built once, in a moment, and asked at every keystroke."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.text = document.text
        self.starts, self.ends = array("I"), array("I")
        self._firsts = array("I")  # where a passage's tokens begin
        all_tokens = array("I")  # the word number of every token of the text
        self._vocabulary = words = Vocabulary()
        self._tokenizer = Tokenizer(self.text)
        self._known_ranges: dict[int, list[Range]] = {}
        number = words.__getitem__
        postings: list[array[int]] = []
        for passage, (start, end) in enumerate(_passages(document)):
            self.starts.append(start)
            self.ends.append(end)
            self._firsts.append(len(all_tokens))
            tokens = list(map(number, self._tokenizer.words(start, end)))
            all_tokens.extend(tokens)
            for _ in range(len(words) - len(postings)):
                postings.append(array("I"))
            for word in set(tokens):
                postings[word].append(passage)
        self._firsts.append(len(all_tokens))
        self._bytes = all_tokens.tobytes()
        self._tokens = memoryview(self._bytes).cast("I")
        self._postings = Postings(postings)
        words.finish(language_of(self.text))

    def search(self, query: str, limit: int = 20) -> list[Hit]:
        """Search the document.

        Args:
            query: What was typed; see ``glossator.content.search.query``.
            limit: How many results are wanted; all of them with 0.

        Returns:
            The passages that match, best first. Case and accents count where the query has them.

        Raises:
            QueryError: A regular expression cannot be read.
        """
        found = self.find(query)
        return list(found[:limit] if limit else found)

    def find(self, query: str | Query) -> Results:
        """As ``search``: all results, each worked out when it is looked at."""
        parsed = parse(query) if isinstance(query, str) else query
        within = self._sections(parsed.section) if parsed.section else None
        if parsed.is_strict:
            return self._strict(parsed, within)
        terms = self._terms(parsed.words)
        if not terms or not self.starts:
            return NOTHING
        return self._places(terms[0], within) if len(terms) == 1 else self._passages(terms, within)

    def _sections(self, name: str) -> list[Range]:
        """The ranges of the sections that a name may mean: those it stands in, else the one that is most like it."""
        from glossator.content.search.sections import match_sections

        sections = self._document.sections
        wanted = match_sections(self._document, name)
        named = [index for index in wanted if fold_word(name) in fold_word(sections[index].title)]
        return [(sections[index].start, sections[index].end) for index in named or wanted[:1]]

    def _strict(self, query: Query, within: list[Range] | None) -> Results:
        """Places of what must stand there as it is; with other words, the passages that have both.

        In a sentence, such as a question, a quotation is no more than its words.
        """
        from glossator.content.search.places import strict_places

        words = " ".join([query.words, *query.exact, *query.whole])
        plain = self._terms(query.words)
        if len(plain) >= _SENTENCE:
            return self._passages(self._terms(words), within)
        first, *others = strict_places(self.text, query)
        for each in others:
            passages = {self._passage_at(start) for start, _ in each}
            first = [place for place in first if self._passage_at(place[0]) in passages]
        if plain and not first:  # better what is like it than nothing
            return self._passages(self._terms(words), within)
        if plain:
            having = {self._passage_at(start) for start, _ in first}
            return self._passages(self._terms(words), within, having)
        places = first if within is None else [place for place in first if _is_within(place[0], within)]
        return of_hits([Hit(start, end, 100.0, ((start, end),)) for start, end in places])

    def _passage_at(self, position: int) -> int:
        return max(0, bisect_right(self.starts, position) - 1)

    # -- several words

    def _passages(
        self, terms: list[Term], within: list[Range] | None, having: set[int] | None = None
    ) -> Results:
        """The passages that have the words of a query, each once, at its best place."""
        found = self._ranked(terms, within, having)
        worths = _worths(terms)

        def make(number: int) -> Hit:
            score, passage, window = found[number]
            if window is None:
                window = best_window(self._matches_in(passage, terms, worths), len(terms), full_score(terms))[1]
            ranges = self._ranges(passage)
            words = tuple(segments.between_letters(self.text, *ranges[match.place]) for match in window)
            return Hit(words[0][0], words[-1][1], round(min(100.0, score), 2), words)

        return Results(len(found), make, lambda number: self.starts[found[number].passage])

    def _ranked(self, terms: list[Term], within: list[Range] | None, having: set[int] | None) -> list[_Found]:
        worths = _worths(terms)
        gathered = self._gather(terms)
        if within is not None:
            gathered = {each: worth for each, worth in gathered.items() if _is_within(self.starts[each], within)}
        if having is not None:
            gathered = {each: worth for each, worth in gathered.items() if each in having}
        most = _RANKED if len(terms) < _LONG else _RANKED_LONG
        first = [passage for passage, _ in nlargest(most, gathered.items(), key=lambda item: (item[1], -item[0]))]
        found = []
        matches = {passage: self._matches_in(passage, terms, worths) for passage in first}
        if len(terms) >= _LONG:  # windows are looked for in the passages only that have the words
            first.sort(key=lambda passage: -bm25(matches[passage], terms, self._length(passage)))
        for number, passage in enumerate(first):
            is_near = len(terms) < _LONG or number < _LOOKED_INTO
            score, window = score_passage(matches[passage], terms, self._length(passage), has_window=is_near)
            found.append(_Found(score, passage, window))
        found.sort(key=lambda each: (-each.score, each.passage))
        known = self._vocabulary.groups
        is_sure = any(fold_word(t.typed) in known or max(t.answers.values(), default=0) >= _SURE for t in terms)
        if not found or (found[0].score < _WEAKEST and not is_sure and len(terms) < _LONG):
            return []
        least = min(_WEAKEST, found[0].score / (8 if len(terms) >= _LONG else 2))
        kept = [each for each in found if each.score >= least]
        if len(kept) == len(found) < len(gathered):
            kept += self._rest(gathered, found, least)
        return kept

    def _length(self, passage: int) -> float:
        """A passage's length, as a multiple of the average."""
        return (self._firsts[passage + 1] - self._firsts[passage]) / self._average

    def _rest(self, gathered: dict[int, float], ranked: list[_Found], least: float) -> Iterator[_Found]:
        """The passages beyond those that were ranked, by the words that they have, below the last of those."""
        known = {each.passage for each in ranked}
        last, most = ranked[-1].score, min(gathered[each.passage] for each in ranked)
        for worth, passage in sorted((-worth, each) for each, worth in gathered.items() if each not in known):
            score = last * min(1.0, -worth / most)
            if score < least:
                return
            yield _Found(score, passage, None)

    def _terms(self, text: str) -> list[Term]:
        typed = query_tokens(text, self._vocabulary.groups.__contains__)[:_MOST_TERMS]
        terms = []
        for place, word in enumerate(typed):
            is_last = place == len(typed) - 1 and text.endswith(word)
            answers = self._vocabulary.answers(word, is_unfinished=is_last, is_certain=len(typed) >= _LONG)
            terms.append(Term(word, self._rarity(answers), answers))
        return terms

    def _rarity(self, answers: dict[int, float]) -> float:
        """How much a word tells: the fewer passages have it, the more. A misspelt one is as rare as what it meant."""
        if not answers:
            return log(2)
        count, best = len(self.starts), max(answers.values())
        passages = sum(self._postings.count(word) for word, quality in answers.items() if quality >= best - 0.05)
        return max(0.1, log(1 + count / min(count, passages)))

    @cached_property
    def _average(self) -> float:
        """Tokens of a passage, on average."""
        return max(1.0, len(self._tokens) / max(1, len(self.starts)))

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

    def _matches_in(self, passage: int, terms: list[Term], worths: Worths) -> list[Match]:
        """The tokens of a passage that match a term, in their order; ``worths``: a word's terms and their worth."""
        tokens = self._tokens[self._firsts[passage] : self._firsts[passage + 1]]
        matches = [
            Match(place, number, worth)
            for place, word in enumerate(tokens)
            if word in worths
            for number, worth in worths[word]
        ]
        return matches

    def _ranges(self, passage: int) -> list[Range]:
        """The ranges of a passage's tokens; kept for the passages asked about last."""
        found = self._known_ranges.get(passage)
        if found is None:
            if len(self._known_ranges) > _MOST_KNOWN:
                self._known_ranges.clear()
            found = self._tokenizer.ranges(self.starts[passage], self.ends[passage])
            self._known_ranges[passage] = found
        return found

    # -- one word

    def _places(self, term: Term, within: list[Range] | None) -> Results:
        """Every place of a word: of the word itself and of longer ones, else of what is like it."""
        folded = fold_word(term.typed)
        answers = term.answers
        if folded in self._vocabulary.groups:
            longer = self._vocabulary.beginning_with(folded)
            answers = {number: answers[number] for number in longer if number in answers}
        tiers: dict[float, list[int]] = {}
        for word, quality in answers.items():
            tiers.setdefault(quality, []).append(word)
        places = WordPlaces(self._tokens, self._bytes, self._counts, sorted(tiers.items(), reverse=True))
        if within is not None:
            places.keep(lambda token: _is_within(self._range_of(token)[0], within))

        def make(number: int) -> Hit:
            quality, token = places.find(number)
            start, end = segments.between_letters(self.text, *self._range_of(token))
            if len(folded) == 1:  # of a pair of letters the first
                end = min(end, segments.letter_end(self.text, start))
            return Hit(start, end, round(100 * quality, 2), ((start, end),))

        return Results(
            places.count,
            make,
            lambda number: self._range_of(places.find(number)[1])[0],
            lambda number: places.tokens[number],
            is_in_order=len(tiers) == 1,
        )

    @cached_property
    def _counts(self) -> array[int]:
        """How often each word stands in the text."""
        counts = Counter(self._tokens)
        return array("I", map(counts.__getitem__, range(len(self._vocabulary))))

    def _range_of(self, token: int) -> Range:
        """The range of a token."""
        passage = bisect_right(self._firsts, token) - 1
        return self._ranges(passage)[token - self._firsts[passage]]


def _worths(terms: list[Term]) -> Worths:
    worths: Worths = {}
    for number, term in enumerate(terms):
        for word, quality in term.answers.items():
            worths.setdefault(word, []).append((number, quality * term.rarity))
    return worths


def _is_within(position: int, ranges: list[Range]) -> bool:
    return any(start <= position < end for start, end in ranges)


def _passages(document: Document) -> Iterator[Range]:
    """The blocks' ranges; a very long block in pieces cut at blanks."""
    text = document.text
    for block in document.blocks:
        start = block.start
        while block.end - start > _LONGEST:
            cut = text.rfind(" ", start, start + _LONGEST) + 1 or segments.letter_start(text, start + _LONGEST)
            cut = cut if cut > start else start + _LONGEST
            yield start, cut
            start = cut
        if start < block.end:
            yield start, block.end
