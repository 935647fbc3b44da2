"""Headings of a PDF without an outline: by their numbers where it numbers them, else by the size of their writing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from glossator.content.formats.pages import Line, PageText

LARGER = 1.12
"""How much larger than the rest a line is written that stands out by its size."""
_A_LITTLE_LARGER = 1.04
"""The same for one that stands out by its number or its name as well."""
_LONGEST, _LONGEST_NUMBERED = 140, 110
"""Characters of a heading's line."""
_MOST_LINES = 4
"""Lines of a heading; more of one size are text."""
_MOST_SHARE = 0.2
"""The share of a document's letters in a size, from which on it is that of text."""
_LEAST_NUMBERED = 3
"""Numbered headings from which on a document is one that numbers them."""
_NUMBERED = re.compile(r"(\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+([^\W\d_].*)")
_ROMAN = re.compile(r"([IVX]{1,5})\.\s+([^\W\d_].*)")
_NAMES = frozenset((
    "abstract", "introduction", "references", "bibliography", "acknowledgements", "acknowledgments", "acknowledgement",
    "acknowledgment", "conclusion", "conclusions", "discussion", "appendix", "summary", "results", "methods",
    "background", "zusammenfassung", "literatur", "literaturverzeichnis", "einleitung", "fazit", "résumé",
    "bibliographie", "remerciements", "resumen", "referencias", "bibliografía",
))  # fmt: skip
_LEADS_ON = re.compile(r"(?:[.·…]\s?){3}\s*[\divxlc]{1,6}\s*$")
_CONTENTS_SHARE = 0.3
"""The share of a page's lines that lead on to a number, from which on it is a page of contents."""
_NO_LETTERS = re.compile(r"[\W\d_]+")

Place = tuple[int, int]
"""The number of a page, and the index of a line on it."""


def headings_of(pages: list[PageText], body: float) -> dict[Place, int]:
    """Give the lines that are headings, with their levels from 1; those that pages of contents list are none.

    Args:
        pages: The pages, in reading order.
        body: The size that most of the text is written in.
    """
    pages = [page for page in pages if not _is_contents(page)]
    numbered = _numbered(pages, body)
    if sum(level == 1 for level in numbered.values()) >= _LEAST_NUMBERED:
        return numbered
    return _by_size(pages, body)


def _is_contents(page: PageText) -> bool:
    """Whether a page lists what stands on others: many of its lines lead to their end by dots, and to a number."""
    count = sum(_LEADS_ON.search(line.text) is not None for line in page.lines)
    return count >= _LEAST_NUMBERED and count >= _CONTENTS_SHARE * len(page.lines)


def _numbered(pages: list[PageText], body: float) -> dict[Place, int]:
    """Numbered headings, each of which goes on from the one before, and those that are told by their names."""
    is_bold_text = _is_mostly_bold(pages)
    found: dict[Place, int] = {}
    last: tuple[int, ...] = ()
    for place, line in _lines(pages):
        stands_out = line.size >= _A_LITTLE_LARGER * body or (line.is_bold and not is_bold_text)
        if not stands_out or line.size < 0.9 * body or len(line.text) > _LONGEST_NUMBERED:
            continue
        number = _number(line.text)
        if number and _goes_on(last, number):
            found[place], last = len(number), number
        elif _NO_LETTERS.sub("", line.text.casefold()) in _NAMES:
            found[place] = 1
    return found


def _number(text: str) -> tuple[int, ...]:
    """The number that a heading begins with; none where what follows is no title."""
    match = _NUMBERED.fullmatch(text) or _ROMAN.fullmatch(text)
    if not match or match[2].endswith((",", ";")) or sum(map(str.isalpha, match[2])) < _LEAST_NUMBERED:
        return ()
    if match[1][0].isdecimal():
        return tuple(map(int, match[1].split(".")))
    values = [{"I": 1, "V": 5, "X": 10}[char] for char in match[1]]
    return (sum(-v if any(after > v for after in values[at + 1 :]) else v for at, v in enumerate(values)),)


def _goes_on(last: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Whether a number may come behind another one: the next of any level above, or the first below it."""
    if not last:
        return number in ((1,), (0,))
    if number == (*last, 1) or number == (*last, 0):
        return True
    length = len(number)
    return length <= len(last) and number[:-1] == last[: length - 1] and number[-1] == last[length - 1] + 1


def _is_mostly_bold(pages: list[PageText]) -> bool:
    bold = sum(len(line.text) for page in pages for line in page.lines if line.is_bold)
    return bold > 0.5 * sum(len(line.text) for page in pages for line in page.lines)


def _by_size(pages: list[PageText], body: float) -> dict[Place, int]:
    """Short lines in larger writing than the rest, the largest first; of four sizes at most."""
    letters = sum(len(line.text) for page in pages for line in page.lines)
    counts: Counter[float] = Counter()
    for _, line in _lines(pages):
        if line.size >= LARGER * body:
            counts[line.size] += len(line.text)
    most = max(_LONGEST, _MOST_SHARE * letters)
    sizes = sorted((size for size, count in counts.items() if count <= most), reverse=True)
    levels = {size: level for level, size in enumerate(sizes[:_MOST_LINES], 1)}
    found: dict[Place, int] = {}
    run: list[Place] = []
    size = 0.0
    for place, line in _lines(pages):
        is_first = line.size != size or not run
        is_heading = line.size in levels and len(line.text) <= _LONGEST and _may_be(line, is_first=is_first)
        if run and (not is_heading or line.size != size):
            found.update(dict.fromkeys(run if len(run) <= _MOST_LINES else [], levels[size]))
            run = []
        if is_heading:
            run.append(place)
            size = line.size
    found.update(dict.fromkeys(run if len(run) <= _MOST_LINES else [], levels.get(size, 1)))
    return found


def _may_be(line: Line, *, is_first: bool) -> bool:
    """Whether a line may be a heading, by how it begins: not as the middle of a sentence does, or an item of a list."""
    first = next((char for char in line.text if char.isalnum()), "")
    begins = line.text[:1].isalnum() or line.text[:1] in "«“\"‘'¿¡(§"
    return any(map(str.isalpha, line.text)) and (not is_first or (begins and not first.islower()))


def _lines(pages: list[PageText]) -> Iterator[tuple[Place, Line]]:
    for page in pages:
        for index, line in enumerate(page.lines):
            yield (page.number, index), line
