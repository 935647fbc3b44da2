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
from itertools import chain
from math import log
from typing import TYPE_CHECKING

from glossator.content.document import Document
from glossator.content.search.passage_search import LONG, Found, PassageSearch
from glossator.content.search.postings import Postings
from glossator.content.search.query import Query, parse
from glossator.content.search.ranking import Term
from glossator.content.search.results import NOTHING as NOTHING
from glossator.content.search.results import Hit as Hit
from glossator.content.search.results import Results as Results
from glossator.content.search.tokens import Tokenizer, query_tokens
from glossator.content.search.vocabulary import Vocabulary
from glossator.content.search.word_places import ByWord, WordPlaces
from glossator.content.text import segments
from glossator.content.text.folding import fold_word
from glossator.content.text.languages import language_of
from glossator.content.tracing import trace

if TYPE_CHECKING:
    from glossator.content.search.meaning import Meaning

Range = tuple[int, int]

_LONGEST = 1500
"""Code points of a passage at the most."""
_SENTENCE = 4
"""Plain words from which on a query with a quotation in it is a sentence."""
_MOST_TERMS = 40
"""Words of a query that are looked for; each is held against the whole vocabulary."""
_MOST_KNOWN = 2000
"""Passages whose tokens' ranges are kept."""
_SURE = 0.85
"""From here on a word is what was typed, in another form at the most."""


class SearchIndex:
    """The index of one document; built once, in a moment, and asked at every keystroke.

    Attributes:
        meaning: By which queries in other words than the text's find their passages, too; None without.
    """

    meaning: Meaning | None = None

    def __init__(self, document: Document) -> None:
        self._document = document
        self.text = document.text
        self.starts, self.ends = array("I"), array("I")
        self._firsts = array("I")  # where a passage's tokens begin
        all_tokens = array("I")  # the word number of every token of the text
        self._vocabulary = words = Vocabulary()
        self._tokenizer = Tokenizer(self.text)
        self._known_bounds: dict[int, array[int]] = {}
        number = words.__getitem__
        postings: list[array[int]] = []
        for passage, (start, end) in enumerate(_passages(document)):
            self.starts.append(start)
            self.ends.append(end)
            self._firsts.append(len(all_tokens))
            tokens = list(map(number, self._tokenizer.words(start, end)))
            all_tokens.extend(tokens)
            postings += [array("I") for _ in range(len(words) - len(postings))]
            for word in set(tokens):
                postings[word].append(passage)
        self._firsts.append(len(all_tokens))
        self._bytes = all_tokens.tobytes()
        self._tokens = memoryview(self._bytes).cast("I")
        self._postings = Postings(postings)
        self._by_word: ByWord | None = None
        self._several = PassageSearch(self._tokens, self._firsts, self._postings)
        words.finish(language_of(self.text))

    def add_meaning(self) -> bool:
        """Have long queries find what they describe as well; takes seconds for a book, once. From any thread.

        Returns:
            False when the extra ``meaning`` is not installed, or knows no words of the text's script.
        """
        from glossator.content.search.meaning import Meaning

        try:
            self.meaning = Meaning.of(self.text, self.starts, self.ends)
        except (ImportError, OSError, ValueError) as error:
            trace("meaning: %s", error)
        return self.meaning is not None

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
        if len(terms) > 1:
            return self._passages(terms, parsed.words, within)
        return self._places(terms[0], within, is_unfinished=parsed.words.endswith(terms[0].typed))

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
            return self._passages(self._terms(words), words, within)
        first, *others = strict_places(self.text, query)
        for each in others:
            passages = {self._passage_at(start) for start, _ in each}
            first = [place for place in first if self._passage_at(place[0]) in passages]
        if plain and not first:  # better what is like it than nothing
            return self._passages(self._terms(words), words, within)
        if plain:
            having = {self._passage_at(start) for start, _ in first}
            return self._passages(self._terms(words), words, within, having)
        places = first if within is None else [place for place in first if _is_within(place[0], within)]
        return Results(
            len(places), lambda number: Hit(*places[number], 100.0, (places[number],)),
            lambda number: places[number][0], is_in_order=True,
        )  # fmt: skip

    def _passage_at(self, position: int) -> int:
        return max(0, bisect_right(self.starts, position) - 1)

    # -- several words

    def _passages(
        self, terms: list[Term], text: str, within: list[Range] | None, having: set[int] | None = None
    ) -> Results:
        """The passages that have the words of a query, or say them in others, each once, at its best place."""
        known = self._vocabulary.groups
        is_sure = any(fold_word(t.typed) in known or max(t.answers.values(), default=0) >= _SURE for t in terms)

        def is_wanted(passage: int) -> bool:
            return (having is None or passage in having) and (
                within is None or _is_within(self.starts[passage], within)
            )

        wanted = is_wanted if within is not None or having is not None else None
        found = self._several.ranked(terms, wanted, is_sure=is_sure)
        if self.meaning is not None:
            found = self._several.with_meaning(found, terms, text, self.meaning, wanted)
        return Results(
            len(found),
            lambda number: self._hit(found[number], terms, text),
            lambda number: self.starts[found[number].passage],
        )

    def _hit(self, found: Found, terms: list[Term], text: str) -> Hit:
        score = round(min(100.0, found.score), 2)
        if found.by_meaning and self.meaning is not None:
            start, end = segments.sentence_at(self.text, self.meaning.sentence(text, found.passage))
            return Hit(start, end, score, ((start, end),), True)
        window = self._several.window(found, terms)
        ranges = [self._range_in(found.passage, match.place) for match in window]
        words = tuple(sorted(segments.between_letters(self.text, *each) for each in ranges))
        return Hit(words[0][0], max(end for _, end in words), score, words)

    def _terms(self, text: str) -> list[Term]:
        typed = query_tokens(text, self._vocabulary.groups.__contains__)[:_MOST_TERMS]
        terms = []
        for place, word in enumerate(typed):
            is_last = place == len(typed) - 1 and text.endswith(word)
            answers = self._vocabulary.answers(word, is_unfinished=is_last, is_certain=len(typed) >= LONG)
            terms.append(Term(word, self._rarity(answers), answers))
        return terms

    def _rarity(self, answers: dict[int, float]) -> float:
        """How much a word tells: the fewer passages have it, the more. A misspelt one is as rare as what it meant."""
        if not answers:
            return log(2)
        count, best = len(self.starts), max(answers.values())
        passages = sum(self._postings.count(word) for word, quality in answers.items() if quality >= best - 0.05)
        return max(0.1, log(1 + count / min(count, passages)))

    def _range_in(self, passage: int, place: int) -> Range:
        """The range of a passage's token; the bounds of all are kept for the passages asked about last."""
        bounds = self._known_bounds.get(passage)
        if bounds is None:
            if len(self._known_bounds) > _MOST_KNOWN:
                self._known_bounds.clear()
            ranges = self._tokenizer.ranges(self.starts[passage], self.ends[passage])
            bounds = self._known_bounds[passage] = array("I", chain.from_iterable(ranges))
        return bounds[2 * place], bounds[2 * place + 1]

    # -- one word

    def _places(self, term: Term, within: list[Range] | None, *, is_unfinished: bool) -> Results:
        """Every place of a word: of the word itself and of longer ones, else of what is like it."""
        folded = fold_word(term.typed)
        answers = term.answers
        if folded in self._vocabulary.groups:
            longer = self._vocabulary.beginning_with(folded)
            kept = {word: worth for word, worth in longer.items() if is_unfinished or word in answers}
            answers = {word: answers.get(word, worth) for word, worth in kept.items()}
        tiers: dict[float, list[int]] = {}
        for word, quality in answers.items():
            tiers.setdefault(quality, []).append(word)
        tiered = sorted(tiers.items(), reverse=True)
        places = WordPlaces(self._tokens, self._bytes, self._counts, tiered, self._by_word)
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
            lambda: places.tokens,
            is_in_order=len(tiers) == 1,
        )

    def sort_places(self) -> None:
        """Have single words found sooner, however many places they have; takes a moment, once. From any thread."""
        self._by_word = ByWord(self._tokens, self._counts)

    @cached_property
    def _counts(self) -> array[int]:
        """How often each word stands in the text."""
        counts = Counter(self._tokens)
        return array("I", map(counts.__getitem__, range(len(self._vocabulary))))

    def _range_of(self, token: int) -> Range:
        """The range of a token."""
        passage = bisect_right(self._firsts, token) - 1
        return self._range_in(passage, token - self._firsts[passage])


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
