"""Anchoring: where an annotated passage stands in a text that may have changed since.

The selectors are those of the W3C Web Annotation model: the quote with its context, and its position. A passage
is found again where it stands as it was, the context choosing among repeats; else runs of its words vote for
places, each place is aligned word by word with the quote and its context (longest common subsequence), and the
edges that did not match are set where the context begins. What too little speaks for is gone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from glossator.content.notes.selectors import LONGEST_CONTEXT, LONGEST_QUOTE, Selectors
from glossator.content.text.words import Words, words_of

_REPEATS = 400  # occurrences of an exact quote that are compared; more say nothing
_MOVED = 100_000  # how far a passage is looked for before anything is compared
_LARGE = 100_000  # a text in which finding a string costs more than knowing where its words stand
_COMMON = 150  # a word that occurs more often votes for no place
_VOTES = 800  # votes counted, the rarest words' first
_PLACES = 6  # places aligned
_NEAR = 0.25  # share of the context that counts as some
_SIGN = 0.2  # what a sign is worth beside a word
_APART = 8  # words that may have come between a sign at the end of a quote and the word next to it
_ENOUGH = 0.65  # share of the quote that must be there
_ENOUGH_NEAR = 0.5  # ... when some of the words around it are there, too
_ENOUGH_HELD = 0.3  # ... when the words on both sides are


class Anchor(NamedTuple):
    """Where a passage stands; ``score`` is 100 for one whose words are all as they were."""

    start: int
    end: int
    score: float


def locate(text: str, selectors: Selectors) -> Anchor | None:
    """Find an annotated passage in a text that may have changed since.

    Args:
        text: The canonical text to search.
        selectors: The passage as it was. Without a position its words, and what stands around them, decide.

    Returns:
        The range in code points with a score from 0 to 100, or None when the passage is gone.

    Source:
        W3C Web Annotation Data Model, sections 4.2.4 and 4.2.5; the alignment is by longest common subsequence.
    """
    exact, prefix, suffix, begin, known_end, end_exact = selectors
    if not exact.strip():
        return None
    is_placed = begin is not None and known_end == begin + len(exact) and not end_exact
    if is_placed and text.startswith(prefix + exact + suffix, max(0, (begin or 0) - len(prefix))):
        return Anchor(begin or 0, (begin or 0) + len(exact), 100.0)
    if end_exact:
        return _locate_ends(text, selectors)
    if len(exact) > LONGEST_QUOTE:
        return _locate_long(text, selectors)
    selectors = selectors._replace(
        prefix=selectors.prefix[-LONGEST_CONTEXT:], suffix=selectors.suffix[:LONGEST_CONTEXT]
    )
    exact, prefix, suffix, _, known_end, _ = selectors
    start = begin or 0
    end = start + len(exact) if known_end is None else known_end
    if text.startswith(prefix + exact + suffix, max(0, start - len(prefix))) and end - start == len(exact):
        return Anchor(start, end, 100.0)
    whole = prefix + exact + suffix
    if len(whole) > len(exact):  # moved a little, in its old company: nothing is more alike
        at = text.find(whole, max(0, start - _MOVED), end + _MOVED)
        if at >= 0 and text.find(whole, at + 1, end + _MOVED) < 0:
            return Anchor(at + len(prefix), at + len(prefix) + len(exact), 100.0)
    query = _Query(selectors)
    repeats = list(_occurrences(text, exact, query))
    best = max(repeats, key=lambda place: (_likeness(text, place, selectors), -abs(place - start)), default=None)
    if best is not None and _is_confident(text, best, selectors, len(repeats)):
        return Anchor(best, best + len(exact), 100.0)
    words = words_of(text)
    found = [aligned for place in _voted(words, query) if (aligned := _align(words, query, place))]
    # Where it stands word for word, but in another context, only its own words support the match.
    if best is not None and len(repeats) == 1:
        found.append(_Aligned(best, best + len(exact), 1.0, 0.0, False))
    passable = [
        each for each in found if each.quote >= _least(each)
    ]
    if not passable:
        return None
    chosen = max(passable, key=lambda a: (a.quote + a.context, -abs(a.start - start)))
    if best is not None and chosen.start <= best <= chosen.end - len(exact):  # no more than it is, word for word
        return Anchor(best, best + len(exact), 100.0)
    return Anchor(chosen.start, chosen.end, 100.0 if chosen.quote >= 0.999 else round(100 * chosen.quote, 1))


def _least(aligned: _Aligned) -> float:
    """The share of the quote that must be there: the less, the more stands around it."""
    if aligned.held:
        return _ENOUGH_HELD
    return _ENOUGH_NEAR if aligned.context > _NEAR else _ENOUGH


# -- long passages, by their ends


def _locate_long(text: str, selectors: Selectors) -> Anchor | None:
    """A long quote given whole: where it stands as it was, else by its ends."""
    exact = selectors.exact
    at = text.find(exact, max(0, (selectors.start or 0) - 1)) if selectors.start is not None else -1
    at = text.find(exact) if at < 0 else at
    if at >= 0 and text.find(exact, at + 1) < 0:
        return Anchor(at, at + len(exact), 100.0)
    ends = selectors._replace(exact=exact[:LONGEST_CONTEXT], end_exact=exact[-LONGEST_CONTEXT:])
    return _locate_ends(text, ends)


def _locate_ends(text: str, selectors: Selectors) -> Anchor | None:
    """A passage by its two ends; where one of them is gone, by the other and the length it had."""
    exact, prefix, suffix, start, end, last = selectors
    length = end - start if start is not None and end is not None else 0
    begin = locate(
        text, Selectors(exact[:LONGEST_QUOTE], prefix, "", start, None if start is None else start + len(exact))
    )
    hint = None if end is None else end - len(last)
    if begin is not None and length:
        hint = begin.start + length - len(last)
    hint = None if hint is None else max(0, hint)
    finish = locate(text, Selectors(last[:LONGEST_QUOTE], "", suffix, hint, None if hint is None else hint + len(last)))
    if begin and finish and begin.start < finish.end:
        return Anchor(begin.start, finish.end, min(begin.score, finish.score))
    if begin and length:
        return Anchor(begin.start, min(len(text), begin.start + length), round(begin.score / 2, 1))
    if finish and length:
        return Anchor(max(0, finish.end - length), finish.end, round(finish.score / 2, 1))
    return None


# -- as it was


def _occurrences(text: str, exact: str, query: _Query) -> Iterator[int]:
    """Where the quote stands unchanged. In a large text its rarest whole word tells where to look."""
    if len(text) > _LARGE and query.last - query.first > 2:
        words = words_of(text)
        inner = range(query.first + 1, query.last - 1)
        rarest = min(inner, key=lambda index: len(words.places(query.words.folded[index])))
        offset = query.words.starts[rarest] - query.begin
        for place in words.places(query.words.folded[rarest])[:_REPEATS]:
            at = words.starts[place] - offset
            if at >= 0 and text.startswith(exact, at):
                yield at
        return
    at = text.find(exact)
    for _ in range(_REPEATS):
        if at < 0:
            return
        yield at
        at = text.find(exact, at + 1)


def _fit(text: str, place: int, selectors: Selectors) -> int:
    """How many characters of the context, nearest first, stand around a place."""
    after = place + len(selectors.exact)
    before = text[max(0, place - len(selectors.prefix)) : place]
    return _same_start(before[::-1], selectors.prefix[::-1]) + _same_start(
        text[after : after + len(selectors.suffix)], selectors.suffix
    )


def _likeness(text: str, place: int, selectors: Selectors) -> int:
    """How like the context the text around a place is, in tenths: what stands next to the quote, and what is near.

    Places within a tenth are alike, and the nearer one is meant.
    """
    from rapidfuzz.distance import LCSseq  # not before anything is compared

    prefix, suffix = selectors.prefix, selectors.suffix
    after = place + len(selectors.exact)
    near = LCSseq.similarity(prefix, text[max(0, place - len(prefix)) : place])
    near += LCSseq.similarity(suffix, text[after : after + len(suffix)])
    most = 2 * (len(prefix) + len(suffix)) or 1
    return round(10 * (_fit(text, place, selectors) + near) / most)


def _same_start(left: str, right: str) -> int:
    count = 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            break
        count += 1
    return count


def _is_confident(text: str, place: int, selectors: Selectors, repeats: int) -> bool:
    """True when an unchanged quote is surely the passage: it is long and alone, or its context is there."""
    context = len(selectors.prefix) + len(selectors.suffix)
    fit = _fit(text, place, selectors)
    if repeats == 1 and len(selectors.exact) >= 24:
        return True
    return context == 0 or fit >= min(12, context)


# -- word by word


class _Query:
    """The words of a quote with its context: ``first`` to ``last`` (past it) are the quote's."""

    def __init__(self, selectors: Selectors) -> None:
        prefix, exact = selectors.prefix, selectors.exact
        self.words = Words(prefix + exact + selectors.suffix)
        begin, end = len(prefix), len(prefix) + len(exact)
        self.begin = begin
        self.first = bisect_right(self.words.ends, begin)
        self.last = bisect_left(self.words.starts, end)
        # A quote may begin or end inside a word.
        self.cut_start = max(0, begin - self.words.starts[self.first]) if self.first < self.last else 0
        self.cut_end = max(0, self.words.ends[self.last - 1] - end) if self.first < self.last else 0
        self.weights = [1.0 if word[:1].isalnum() else _SIGN for word in self.words.folded]
        self.weight = sum(self.weights[self.first : self.last])


class _Aligned(NamedTuple):
    """A place with the shares of quote and context found there; ``held``: words on both sides were found."""

    start: int
    end: int
    quote: float
    context: float
    held: bool


def _voted(words: Words, query: _Query) -> list[int]:
    """The likeliest places of the query's first word, as indexes into the text's words, best first."""
    folded = query.words.folded
    width = max(8, len(folded) // 3)
    votes: dict[int, float] = {}
    budget = _VOTES
    for count, index in sorted((len(words.places(word)), index) for index, word in enumerate(folded)):
        budget -= count
        if not count or count > _COMMON or budget < 0:
            continue
        places = words.places(folded[index])
        inside = query.first <= index < query.last
        after = folded[index + 1] if index + 1 < len(folded) else None
        for place in places:
            worth = query.weights[index] * (1.0 if inside else 0.7) / (1 + count / 4)
            if after is not None and place + 1 < len(words.folded) and words.folded[place + 1] == after:
                worth = 3 * worth + 0.1
            at = (place - index) // width
            votes[at] = votes.get(at, 0.0) + worth
    # A place on the border of two bins has its votes in both.
    joined = {at: worth + 0.5 * (votes.get(at - 1, 0.0) + votes.get(at + 1, 0.0)) for at, worth in votes.items()}
    best = sorted(joined, key=lambda at: -joined[at])[:_PLACES]
    return [at * width + width // 2 for at in best]


def _align(words: Words, query: _Query, place: int) -> _Aligned | None:
    """Align the query with the words around a place; None when nothing of the quote is there."""
    size = len(query.words.folded)
    margin = max(16, size // 2)
    low, high = max(0, place - margin), min(len(words.folded), place + size + margin)
    if low >= high or query.first >= query.last:
        return None
    around = words.folded[low:high]
    matched = _matched(query.words.folded, around)
    first, last = query.first, query.last
    inside = _together([index for index in range(first, last) if index in matched], matched, query.weights)
    if not inside:
        return None
    while inside[0] > first and (at := matched[inside[0]]) and query.words.folded[inside[0] - 1] == around[at - 1]:
        inside.insert(0, inside[0] - 1)
        matched[inside[0]] = at - 1
    while (
        inside[-1] < last - 1 and (at := matched[inside[-1]] + 1) < len(around)
        and query.words.folded[inside[-1] + 1] == around[at]
    ):  # fmt: skip
        inside.append(inside[-1] + 1)
        matched[inside[-1]] = at
    before = [index for index in range(first) if index in matched]
    after = [index for index in range(last, size) if index in matched]
    begin, end = matched[inside[0]], matched[inside[-1]]
    is_cut = inside[0] == first and _is_as_long(query.words, first, words, low + begin)
    start = words.starts[low + begin] + (query.cut_start if is_cut else 0)
    is_cut = inside[-1] == last - 1 and _is_as_long(query.words, last - 1, words, low + end)
    stop = words.ends[low + end] - (query.cut_end if is_cut else 0)
    if (
        inside[0] != first
        and before
        and before[-1] == first - 1
        and begin - matched[before[-1]] <= inside[0] - first + 8
    ):
        start = words.starts[low + matched[before[-1]] + 1]
    if inside[-1] != last - 1 and after and after[0] == last and matched[after[0]] - end <= last - inside[-1] + 8:
        stop = words.ends[low + matched[after[0]] - 1]
    weights = query.weights
    quote = sum([weights[index] for index in inside]) / max(query.weight, 1e-9)
    rest = sum(weights) - query.weight
    context = sum([weights[index] for index in (*before, *after)]) / rest if rest else 0.0
    if start >= stop:
        return None
    held = any(weights[i] == 1.0 for i in before if i >= first - 4) and any(
        weights[i] == 1.0 for i in after if i <= last + 3
    )
    return _Aligned(start, stop, quote, context, held)


def _is_as_long(query: Words, index: int, words: Words, other: int) -> bool:
    """Whether two words that are alike have as many code points, so that one can be cut where the other was."""
    return query.ends[index] - query.starts[index] == words.ends[other] - words.starts[other]


def _together(inside: list[int], matched: dict[int, int], weights: list[float]) -> list[int]:
    """Words of the quote without signs at its ends that were found far from the next word: any sign is like another."""

    def is_apart(one: int, other: int) -> bool:
        return weights[one] == _SIGN and abs(matched[other] - matched[one]) > abs(other - one) + _APART

    while len(inside) > 1 and is_apart(inside[0], inside[1]):
        inside = inside[1:]
    while len(inside) > 1 and is_apart(inside[-1], inside[-2]):
        inside = inside[:-1]
    return inside


def _matched(query: list[str], text: list[str]) -> dict[int, int]:
    """Which word of the query stands where in the text: only words in runs count, or those that occur once."""
    from rapidfuzz.distance import LCSseq

    matched: dict[int, int] = {}
    wanted, there = Counter(query), Counter(text)
    for op in LCSseq.opcodes(query, text):
        if op.tag != "equal":
            continue
        run = range(op.src_end - op.src_start)
        if len(run) == 1:
            word = query[op.src_start]
            if not word[:1].isalnum() or len(word) < 4 or wanted[word] > 1 or there[word] > 1:
                continue
        for offset in run:
            matched[op.src_start + offset] = op.dest_start + offset
    return matched
