"""The printed contents of a book in plain text: what its entries are, and where in the book each begins.

A contents list is the best evidence there is for headings: a line is one when the list says it comes next.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, islice

from glossator.content.document import fold
from glossator.content.text.numerals import UNITS, WORDS, roman_value

RANK = {w: i for i, w in enumerate(("volume", "book", "part", "act", "canto", "stave", "letter", "chapter"))}
RANK |= {"scene": 7, "section": 8, "adventure": 7}
_IN_WORDS = rf"(?:the\s+)?(?:{'|'.join(WORDS)})(?:[-\s](?:{'|'.join(UNITS)}))?"
_LINE = re.compile(
    rf"(?:(?P<kind>{'|'.join(RANK)})\b\.?\s*)?(?:(?P<number>[ivxlcdm]{{1,15}}|\d{{1,3}}|{_IN_WORDS})(?=[\s.:)\]—–-]|$))?"
    r"[\s.:)\]—–-]*(?P<title>.*)",
    re.I | re.S,
)
_SEVERAL = re.compile(r"(?<=\S)\s+(?=(?:BOOK|PART|CHAPTER) [IVXLC\d]+\b)")
_HEAD = re.compile(r"(?:table of )?contents\.?:?", re.I)
_OTHER_LIST = re.compile(r"^\W*(?:list of )?(?:illustrations|plates|maps|figures)\b", re.I)
_PAGE = re.compile(r"(?<![\s.])(?:(?:\s{2,}|[\s.]*\.\s*|\t)(?:\d{1,4}|[ivxlc]+)|\s*\.\s*\.[\s.]*\.)$")
_LONGEST = 240
"""Characters of a heading, at most."""
_LONGEST_TITLE = 1_000
"""Letters of an entry's title, at most."""
_COMPARED = 1_000_000
"""How many times an entry is held against a chunk, at most; a long list of what is nowhere would take ever longer."""


@dataclass(frozen=True)
class Entry:
    """A heading as listed, or as it stands: its kind (chapter, part, ...), its number, and its title's letters."""

    kind: str
    number: int
    title: str

    @property
    def enumerated(self) -> bool:
        """True when it has a kind or a number, not a title only."""
        return bool(self.kind or self.number)


@dataclass(frozen=True)
class Found:
    """An entry's heading in the text: the index of its chunk, its level, and whether the next chunk is its title."""

    index: int
    level: int
    titled_by_next: bool


def entry_of(line: str) -> Entry:
    """What a line says as a heading."""
    match = _LINE.fullmatch(fold(_PAGE.sub("", line.strip())).strip("_*[] "))
    assert match
    kind, number, title = (match["kind"] or "").lower(), _value(match["number"] or ""), match["title"]
    if kind and not number and title:
        return Entry("", 0, _letters(line))  # "Part of the army", "Book collectors"
    return Entry(kind, number, _letters(title))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())


def _value(numeral: str) -> int:
    """A numeral's value: Roman, Arabic, or in words; 0 for none."""
    numeral = numeral.lower().removeprefix("the ").strip()
    if numeral.isdigit():
        return int(numeral)
    return roman_value(numeral) or sum(WORDS.get(word, 0) for word in re.split(r"[-\s]+", numeral))


def contents_of(chunks: Sequence[Sequence[str]]) -> tuple[list[Entry], int, int]:
    """The entries of a printed contents list, and the range of chunks it takes; none, and (0, 0), without one.

    Args:
        chunks: The lines of each chunk between blank lines.
    """
    for start, lines in enumerate(chunks[:600]):
        if not _HEAD.fullmatch(lines[0].strip()):
            continue
        entries: list[Entry] = _entries(lines[1:], [])
        index = start + 1
        while index < min(len(chunks), start + 1500):
            if len(entries) > 1 and _comes_again(chunks[index], entries):
                break
            if not _is_list(chunks[index]) or _OTHER_LIST.search(chunks[index][0]):
                break
            entries += _entries(chunks[index], entries)
            index += 1
        if len(entries) > 3 and _is_first_again(entries[-1], entries[0]):
            entries.pop()
            index -= 1
        if len(entries) >= 3:
            return entries, start, index
    return [], 0, 0


def _is_first_again(last: Entry, first: Entry) -> bool:
    """True when what was taken for the last entry is the first one's heading, or the number above its title."""
    if last.title:
        return last == first
    return bool(last.number) and last.number == first.number and first.kind in ("", last.kind)


def _is_list(lines: Sequence[str]) -> bool:
    """False for what reads as running text."""
    if entry_of(lines[0]).enumerated:
        return len(" ".join(lines)) < 700 or sum(entry_of(line).enumerated for line in lines) > len(lines) / 3
    lengths = sorted(len(line.strip()) for line in lines)
    return lengths[-1] <= 90 and not (len(lines) > 2 and lengths[len(lines) // 2] > 58)


def _comes_again(lines: Sequence[str], entries: list[Entry]) -> bool:
    """True when a chunk is the heading of one of the first entries: there the book begins."""
    if len(lines) > 4:
        return False
    says = (entry_of(" ".join(lines)), entry_of(lines[0]))
    first, last = entries[0], entries[-1]
    if not says[0].enumerated and last.number not in (0, first.number) and not last.title:
        return False  # the title below that number
    if first.kind and first.number and any((each.kind, each.number) == (first.kind, first.number) for each in says):
        return True
    return any(
        each.title == entry.title and len(each.title) > 5 and not (each.number and entry.number != each.number)
        for entry in entries[:3]
        for each in says
    )


def _entries(lines: Sequence[str], before: list[Entry]) -> list[Entry]:
    """The entries in a chunk of the list; a title by itself belongs to a number by itself before it."""
    out: list[Entry] = []
    indent = 0
    begins_with_one = bool(lines) and bool(lines[0].strip()) and entry_of(lines[0]).enumerated
    for line in [part for several in lines for part in _SEVERAL.split(several)]:
        if not line.strip() or re.fullmatch(r"\s*(?:page|chapter|chap\.)\s*+(?:page)?\s*", line, re.I):
            continue
        entry = entry_of(line)
        left = len(line) - len(line.lstrip())
        last = next(iter(reversed(out or before)), None)
        if not entry.enumerated and last and last.enumerated and last.number:
            if not last.title and entry.title:
                made = replace(last, title=entry.title)
            elif out and (left > indent or (left == indent and begins_with_one)):
                made = replace(last, title=(last.title + entry.title)[:_LONGEST_TITLE])
            else:
                made = None
            if made:
                if out:
                    out[-1] = made
                else:
                    before[-1] = made
                continue
        indent = left
        if entry.enumerated or entry.title:
            out.append(entry)
    return out


def find_headings(entries: Sequence[Entry], chunks: Sequence[Sequence[str]], after: int) -> list[Found]:
    """Where the entries stand in the chunks from ``after`` on, in their order; empty when most of them do not.

    Args:
        entries: The lines of a table of contents, in order.
        chunks: The text's paragraphs, each a list of lines.
        after: The first chunk to look at.
    """
    ranks = sorted({RANK[e.kind] for e in entries if e.kind} | ({7} if any(not e.kind for e in entries) else set()))
    beginnings = {entry.title[:4] for entry in entries if entry.title}
    cards: dict[int, Entry] = {}
    for index in range(after, len(chunks)):
        lines = chunks[index]
        if len(lines) <= 4 and sum(map(len, lines)) <= _LONGEST and not lines[-1].endswith(","):
            card = entry_of(" ".join(lines))
            if card.enumerated or card.title[:4] in beginnings:
                cards[index] = card
    indexes = sorted(cards)

    @cache
    def following(index: int) -> str:
        lines = chunks[index + 1] if index + 1 < len(chunks) else []
        return _letters(" ".join(lines)) if 0 < len(lines) <= 4 else ""

    numbered: dict[object, list[int]] = {}
    for place, index in enumerate(indexes):
        numbered.setdefault(cards[index].number, []).append(place)
    out: list[Found] = []
    at = compared = 0
    for entry in entries:
        if compared > _COMPARED:
            break
        ahead = range(at, len(indexes))
        # Its own number names a chapter; a title may stand above many a letter and diary page.
        same = numbered.get(entry.number, []) if entry.number else []
        named = (place for place in same[bisect_left(same, at) :] if _is_named(entry, cards[indexes[place]]))
        for place in chain(islice(named, 1), ahead):
            index = indexes[place]
            compared += 1
            if match := _matches(entry, cards[index], following(index)):
                rank = RANK.get(entry.kind, 7)
                out.append(Found(index, ranks.index(rank) + 1 if rank in ranks else 1, match == 2))
                at = place + match
                break
    return out if len(out) >= 0.6 * len(entries) else []


def _is_named(entry: Entry, heading: Entry) -> bool:
    """True when a heading has an entry's number, with the word for its kind or with its title."""
    if not entry.number or heading.number != entry.number or heading.kind not in ("", entry.kind or "chapter"):
        return False
    return bool(heading.kind) or bool(heading.title and _alike(entry.title, heading.title, begun=True))


def _matches(entry: Entry, heading: Entry, following: str) -> int:
    """How many chunks say an entry: 0 for none, 2 when its number stands above its title, the next chunk's letters."""
    if entry.number and heading.number and entry.number != heading.number:
        return 0
    if entry.kind and heading.kind and entry.kind != heading.kind:
        return 0
    if heading.title and entry.title:
        numbered = entry.number and heading.number == entry.number and len(heading.title) <= 60
        return 1 if numbered or _alike(entry.title, heading.title, begun=heading.enumerated) else 0
    if entry.title:  # a number by itself
        if not heading.number or not entry.number:
            return 0
        titled = following and _alike(entry.title, following, begun=len(following) < 2 * len(entry.title))
        return 2 if titled else int(bool(heading.kind))
    if heading.title and not heading.kind:
        return 0
    return 1 if heading.number == entry.number and heading.kind == entry.kind else 0


def _alike(left: str, right: str, *, begun: bool = False) -> bool:
    """True for titles that say the same but for small things; with ``begun`` also where one says only the beginning."""
    if left == right:
        return True
    shorter, longer = sorted((left, right), key=len)
    if begun and len(shorter) >= 6 and longer.startswith(shorter):
        return True
    if len(shorter) < 6 or len(shorter) < 0.8 * len(longer):
        return False
    from rapidfuzz import fuzz

    return fuzz.ratio(left, right, score_cutoff=85) > 0
