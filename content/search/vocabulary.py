"""Vocabulary: the words of a text, folded, and which of them answer a word that was typed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property

from rapidfuzz import fuzz, process

from glossator.content.search.tokens import is_spaceless
from glossator.content.text.folding import agrees, fold, fold_word

_CUTOFF, _CUTOFF_SHORT = 74.0, 66.0
"""Likeness from which on words are taken for one another, in percent; of words of up to four letters."""
_MOST_ALIKE = 40
_MOST_LONGER = 120
"""Words of the text that are taken for a typed one, and words that go on as it begins."""
_STEM, _STEM_SHORT = 0.75, 0.7
"""What a word is worth that has the stem of the one that was typed; in a short query, which is a phrase."""
_DISAGREES = 0.6
"""What a word is worth that lacks the capitals or accents of the one that was typed."""
_SWAPPED = 0.5
"""What a word is worth whose letters are those that were typed, two of them exchanged."""
_BEGINNING = 2
"""Letters that all words of one stem begin with."""
_PREFIXES = frozenset(["arabic", "indonesian"])
"""Languages whose stems lose their beginnings as well."""
_KEPT = 500
"""Typed words whose answers are kept."""
_PARTS = re.compile("[-\u2010\u2011]")


def _worth_of_longer(typed: str, word: str) -> float:
    """What a word is worth that begins with the typed one: the more, the less is missing."""
    return 0.75 + 0.2 * len(typed) / len(word)


class Vocabulary(dict[str, int]):
    """Numbers for words as they stand in the text, capitals and accents and all.

    Attributes:
        groups: By folded word the numbers of the words that fold so.
    """

    def __init__(self) -> None:
        self.groups: dict[str, list[int]] = {}
        self._words: list[str] = []
        self._language = ""
        self._answers: dict[tuple[str, bool, bool], dict[int, float]] = {}

    def __missing__(self, word: str) -> int:
        self[word] = number = len(self._words)
        self._words.append(word)
        is_chinese = len(word) == 2 and "\u4e00" <= word[0] <= "\u9fff" and "\u4e00" <= word[1] <= "\u9fff"
        folded = word if is_chinese else fold_word(word)  # a Chinese book has 100,000 pairs of letters, which fold not
        if folded in self.groups:
            self.groups[folded].append(number)
        else:
            self.groups[folded] = [number]
        return number

    def finish(self, language: str) -> None:
        """All words are there: get ready to be asked.

        Args:
            language: The language of the text, as ``language_of`` names it.
        """
        self._language = language
        self._sorted = sorted(self.groups)
        self._by_length = sorted(self.groups, key=len)

    def _of_stem(self, typed: str) -> Iterator[int]:
        """The words that have the stem of a typed one: among those that begin alike, for stems lose their endings."""
        (wanted,) = self._stems([typed])
        if self._language in _PREFIXES:
            return iter(self._by_stem.get(wanted, ()))
        alike = self._longer(wanted[:_BEGINNING], len(self._sorted))
        numbers = [number for word in alike for number in self.groups[word]]
        stems = self._stems([self._words[number] for number in numbers])
        return (number for number, stem in zip(numbers, stems, strict=True) if stem == wanted)

    @cached_property
    def _by_stem(self) -> dict[str, list[int]]:
        """All words by their stems: where those lose their beginnings there is no other way."""
        found: dict[str, list[int]] = {}
        for number, stem in enumerate(self._stems(self._words)):
            found.setdefault(stem, []).append(number)
        return found

    def _stems(self, words: list[str]) -> list[str]:
        import Stemmer

        stemmed: list[str] = Stemmer.Stemmer(self._language).stemWords([word.lower() for word in words])
        return [fold(stem) for stem in stemmed]

    def answers(self, typed: str, *, is_unfinished: bool, is_certain: bool = False) -> dict[int, float]:
        """Give the words that answer a typed one.

        Args:
            typed: One token of the query, as typed.
            is_unfinished: Whether more letters may follow, so that longer words answer as well.
            is_certain: Whether a word that the text has, in any form, is taken for what was meant: what is only spelt
                alike is not.

        Returns:
            By word number how well it answers, up to 1.
        """
        key = (typed, is_unfinished, is_certain)
        if key not in self._answers:
            if len(self._answers) > _KEPT:
                self._answers.clear()
            self._answers[key] = self._find(typed, fold_word(typed), is_unfinished, is_certain)
        return self._answers[key]

    def _find(self, typed: str, folded: str, is_unfinished: bool, is_certain: bool) -> dict[int, float]:
        if is_spaceless(folded):
            return self._find_pair(folded, is_certain)
        group = self.groups.get(folded, [])
        stem = list(self._of_stem(typed)) if self._language and not folded.isdigit() else []
        found = {} if is_certain and (group or stem) else self._spelt_alike(folded, is_unfinished)
        for number in stem:
            found[number] = max(found.get(number, 0.0), _STEM if is_certain else _STEM_SHORT)
        meant = typed.lower() if is_certain else typed
        agreeing = {number for number in group if agrees(meant, self._words[number])}
        for number in group:
            if number in agreeing:
                found[number] = 1.0
            elif not (is_certain and agreeing):
                found[number] = _DISAGREES
        return found

    def _spelt_alike(self, folded: str, is_unfinished: bool) -> dict[int, float]:
        """Words with a slip or two, and those that begin with what was typed."""
        found = self._similar(folded) if len(folded) > 2 else {}
        for word in self._longer(folded):
            share = len(folded) / len(word)
            if is_unfinished or share >= 0.6:
                for number in self.groups[word]:
                    found[number] = max(found.get(number, 0.0), _worth_of_longer(folded, word))
        return found

    def _find_pair(self, folded: str, is_certain: bool) -> dict[int, float]:
        """A pair of letters answers itself, and half as well in the other order; one letter, all that begin with it."""
        if len(folded) == 1:
            pairs = self._longer(folded, most=len(self._sorted))
            return {number: 1.0 for pair in pairs for number in self.groups[pair]}
        group = self.groups.get(folded, [])
        swapped = [] if is_certain and group else self.groups.get(folded[::-1], [])
        return dict.fromkeys(swapped, _SWAPPED) | dict.fromkeys(group, 1.0)

    def beginning_with(self, folded: str) -> dict[int, float]:
        """Give every word that begins with a folded one, itself among them.

        Args:
            folded: The word, folded.

        Returns:
            By word number how well it answers. Of words joined by hyphens only those whose first part does not begin
            so: that part is a word as well.
        """
        found = {}
        for word in self._longer(folded, len(self._sorted)):
            worth = _worth_of_longer(folded, word)
            for number in self.groups[word]:
                first, *others = _PARTS.split(self._words[number], maxsplit=1)
                if not others or not fold_word(first).startswith(folded):
                    found[number] = worth
        return found

    def _longer(self, folded: str, most: int = _MOST_LONGER) -> list[str]:
        at = bisect_left(self._sorted, folded)
        upto = bisect_left(self._sorted, folded + "\U0010ffff", at, min(len(self._sorted), at + most))
        return self._sorted[at:upto]

    def _similar(self, folded: str) -> dict[int, float]:
        cutoff = _CUTOFF if len(folded) > 4 else _CUTOFF_SHORT
        # The ratio is 1 - d / (m + n) with d at least |m - n|: words much shorter or longer cannot reach it.
        most = (200 - cutoff) / cutoff
        low = bisect_left(self._by_length, len(folded) / most, key=len)
        high = bisect_left(self._by_length, len(folded) * most + 1, key=len)
        alike = process.extract(
            folded, self._by_length[low:high], scorer=fuzz.ratio, score_cutoff=cutoff, limit=_MOST_ALIKE
        )
        return {number: (score / 100) ** 1.5 for word, score, _ in alike for number in self.groups[word]}
