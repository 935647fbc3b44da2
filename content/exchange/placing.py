"""Placing: where the passages of another program stand in the text at hand.

A passage is looked for letter by letter, whatever the edition's signs; among several places the context decides, then
the order of the source, its chapter, and how far it is from passages that stand in one place only. What is not there
so is aligned word by word. What too little speaks for is left orphaned, and never put anywhere.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

from glossator.content.document import Document
from glossator.content.exchange.context import Context
from glossator.content.exchange.imports.entry import Entry
from glossator.content.notes.anchoring import locate
from glossator.content.notes.selectors import Selectors
from glossator.content.text.bare_text import BareText, bare, bare_text
from glossator.content.text.segments import sentence_at
from glossator.content.text.words import Words

Outcome = Literal["placed", "moved", "ambiguous", "orphaned"]
Range = tuple[int, int]
_FEWEST_WORDS = 6
"""Words of a passage that is looked for although its words changed."""
_ALIKE_ENOUGH = 70
"""Of 100: how alike a passage must be whose words changed."""
_SURELY = 85
"""How alike one must be that stands out of the source's order."""
_CONTEXT = 8
"""Letters of the context that decide."""
_FARTHEST = 64
"""Letters of the context on either side that are looked at."""
_SHORT = 16
"""Letters of a passage that may stand anywhere, so that it needs its context where it has one."""
_CLEARLY = 3
"""How many times nearer the nearest of several places must be."""
_TELLING = re.compile(r"\d+(?:[.,:]\d+)+|\d+|[=!<>≤≥≠≈±%]+(?<!!)(?<![<>]{2})")
"""What stands between letters and means as much as they do: the points in numbers, and signs of comparison."""
_ALONE = 60
"""Letters of a note's title that are compared with headings."""


class Placement(NamedTuple):
    """Where an entry stands, as a range in code points; None for nowhere.

    ``is_completed`` says that a quote that was cut off goes on to the end of its sentence.
    """

    range: Range | None
    outcome: Outcome
    why: str = ""
    is_completed: bool = False


_NOWHERE = Placement(None, "orphaned", "its words are not in the text")


def place(
    document: Document, entries: Sequence[Entry], progress: Callable[[int], None] = lambda done: None
) -> list[Placement]:
    """Find where entries stand in a document.

    Args:
        document: The text at hand, of whatever edition.
        entries: Those of one book, in the order of their file.
        progress: Told how many have been looked for.

    Returns:
        A placement for each.
    """
    text = bare_text(document.text)
    candidates: list[list[Range]] = []
    finder = _Finder(text)
    for number, entry in enumerate(entries):
        candidates.append(finder.candidates(entry) if entry.quote and not entry.outcome else [])
        if number % 200 == 0:
            progress(number)
    course = _Course(entries, candidates)
    placements = []
    for number, (entry, places) in enumerate(zip(entries, candidates, strict=True)):
        placements.append(_placement(document, course, entry, places))
        if number % 200 == 0:
            progress(number)
    return placements


def _placement(document: Document, course: _Course, entry: Entry, places: list[Range]) -> Placement:
    if entry.outcome:
        return _NOWHERE
    if not entry.quote:
        return _NOWHERE._replace(why="a note on no passage") if entry.note else _NOWHERE
    if places:
        chosen, is_sure = (places[0], True) if len(places) == 1 else _chosen(document, course, entry, places)
        is_other = not entry.is_cut and _TELLING.findall(entry.quote) != _TELLING.findall(document.text[slice(*chosen)])
        placed = Placement(chosen, "placed")
        if not is_sure:
            placed = Placement(chosen, "ambiguous", f"its words stand in {len(places)} places")
        elif is_other:
            placed = Placement(chosen, "moved", "in other signs")
        return _completed(document, entry, placed)
    return _reworded(document, course, entry)


class _Finder:
    """Finds where words stand; what was looked for once is known when it is looked for again."""

    def __init__(self, text: BareText) -> None:
        self._text = text
        self._places: dict[str, list[Range]] = {}
        self._contexts: dict[Range, Context] = {}

    def candidates(self, entry: Entry) -> list[Range]:
        """Where an entry's words stand; of several places those that its context speaks for, where it does for any."""
        places = self._places.get(entry.quote)
        if places is None:
            places = self._places[entry.quote] = self._text.places(entry.quote)
        if not places or not (entry.prefix or entry.suffix):
            return places
        context = Context.between(entry.prefix[-2 * _FARTHEST :], entry.suffix[: 2 * _FARTHEST]).nearest(_FARTHEST)
        fits = [self._around(place).likeness(context) for place in places]
        best = max(fits)
        is_short = len(bare(Words(entry.quote))) < _SHORT
        if best < min(_CONTEXT, context.size):
            return [] if is_short and context.size > 2 * _CONTEXT else places
        return [place for place, fit in zip(places, fits, strict=True) if fit == best]

    def _around(self, place: Range) -> Context:
        if place not in self._contexts:
            self._contexts[place] = Context.of(self._text.text, place, 4 * _FARTHEST)
        return self._contexts[place]


class _Course:
    """The source's order against the text's: known from the passages that stand in one place only."""

    def __init__(self, entries: Sequence[Entry], candidates: list[list[Range]]) -> None:
        measures: dict[str, list[tuple[tuple[int, ...], int]]] = {}
        for entry, places in zip(entries, candidates, strict=True):
            if entry.order and len(places) == 1:
                measures.setdefault(entry.order[0], []).append((entry.order[1], places[0][0]))
        self._known = {kind: _rising(sorted(points)) for kind, points in measures.items()}

    def window(self, entry: Entry) -> Range | None:
        """Between which positions an entry stands, by its neighbours; None where nothing is known."""
        known = self._known.get(entry.order[0]) if entry.order else None
        if not entry.order or not known:
            return None
        low = bisect_left(known, (entry.order[1],)) - 1
        high = bisect_right(known, (entry.order[1], 1 << 62))
        return (known[low][1] if low >= 0 else 0), (known[high][1] if high < len(known) else 1 << 62)

    def expected(self, entry: Entry) -> int | None:
        """Where an entry stands if its source's measure runs evenly; None where that cannot be told."""
        known = self._known.get(entry.order[0]) if entry.order else None
        if not entry.order or not known or len(known) < 2 or len(entry.order[1]) != 1 or entry.order[0] == "file":
            return None
        at = min(max(1, bisect_left(known, (entry.order[1],))), len(known) - 1)
        (left, from_), (right, to) = known[at - 1], known[at]
        if left == right:
            return from_
        share = (entry.order[1][0] - left[0]) / (right[0] - left[0])
        return round(from_ + share * (to - from_))


def _rising(points: list[tuple[tuple[int, ...], int]]) -> list[tuple[tuple[int, ...], int]]:
    """The longest part of the points whose positions rise: one that another edition has elsewhere is left out."""
    tails: list[int] = []
    indexes: list[int] = []
    before: list[int] = []
    for index, (_, position) in enumerate(points):
        at = bisect_right(tails, position)
        before.append(indexes[at - 1] if at else -1)
        if at == len(tails):
            tails.append(position)
            indexes.append(index)
        else:
            tails[at], indexes[at] = position, index
    out: list[tuple[tuple[int, ...], int]] = []
    index = indexes[-1] if indexes else -1
    while index >= 0:
        out.append(points[index])
        index = before[index]
    return out[::-1]


def _chosen(document: Document, course: _Course, entry: Entry, places: list[Range]) -> tuple[Range, bool]:
    """One of several places, and whether anything speaks for it alone."""
    window = course.window(entry)
    if window:
        within = [each for each in places if window[0] <= each[0] <= window[1]]
        if len(within) == 1:
            return within[0], True
        places = within or places
    if entry.chapter:
        within = [each for each in places if _is_in(document, each[0], entry.chapter)]
        if len(within) == 1:
            return within[0], True
        places = within or places
    if entry.page and document.pages:
        within = [each for each in places if document.page_label(each[0]) == entry.page]
        if len(within) == 1:
            return within[0], True
        places = within or places
    quote = " ".join(entry.quote.split())  # an edition may have other signs, so that these say little
    places = [each for each in places if " ".join(document.text[slice(*each)].split()) == quote] or places
    expected = course.expected(entry) if entry.position is None else entry.position
    if expected is None or len(places) == 1:
        return places[0], len(places) == 1
    nearest, next_ = sorted(places, key=lambda each: abs(each[0] - expected))[:2]
    is_clear = abs(nearest[0] - expected) * _CLEARLY < abs(next_[0] - expected)
    return nearest, is_clear


def _is_in(document: Document, position: int, chapter: str) -> bool:
    wanted = bare(Words(chapter))[:_ALONE]
    return bool(wanted) and any(
        wanted in (title := bare(Words(each))) or (len(title) > 3 and title in wanted)
        for each in document.section_titles(position)
    )


def _reworded(document: Document, course: _Course, entry: Entry) -> Placement:
    """A passage whose words changed, found by those that did not."""
    words = [word for word in Words(entry.quote).folded if word.isalnum()]
    if len(words) < _FEWEST_WORDS:
        return _NOWHERE
    found = locate(document.text, Selectors(entry.quote, entry.prefix, entry.suffix))
    if found is None or found.score < _ALIKE_ENOUGH:
        return _NOWHERE
    window = course.window(entry)
    if window and not window[0] <= found.start <= window[1] and found.score < _SURELY:
        return _NOWHERE
    placed = Placement((found.start, found.end), "moved", "in other words")
    return _completed(document, entry, placed)


def _completed(document: Document, entry: Entry, placement: Placement) -> Placement:
    """A quote that a limit cut off, with the rest of its sentence."""
    if not entry.is_cut or placement.range is None:
        return placement
    start, end = placement.range
    full = max(end, sentence_at(document.text, max(start, end - 1))[1])
    while full > end and document.text[full - 1].isspace():
        full -= 1
    why = "; ".join(filter(None, (placement.why, "completed from the text")))
    return placement._replace(range=(start, full), why=why, is_completed=True)
