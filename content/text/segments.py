"""Segments: the one place that says what a letter, a word and a sentence is.

Letters are found by ``glossator.content.text.letters``, whose functions are to be had here. A word is one of UAX #29;
in Chinese, Japanese and Thai, which put no spaces between words, a phrase as BudouX finds it; in other scripts of that
kind all up to the next space. A sentence is one of UAX #29 that does not end at a common abbreviation. Positions are
code points; every range given begins and ends between letters.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from glossator.content.text.letters import Range as Range
from glossator.content.text.letters import between_letters as between_letters
from glossator.content.text.letters import letter_before as letter_before
from glossator.content.text.letters import letter_end as letter_end
from glossator.content.text.letters import letter_start as letter_start
from glossator.content.text.letters import letters as letters
from glossator.content.text.segment_patterns import latin_segment, not_latin, patterns

if TYPE_CHECKING:
    from collections.abc import Iterator


class Segment(NamedTuple):
    """A word, or a run of signs between words; ``is_word`` tells which."""

    start: int
    end: int
    is_word: bool


_CHUNK = 4096
"""Code points of a paragraph whose words are found at a time."""
_NEAR = 400
"""Code points looked through for a space where a chunk may end."""
_LONGEST_RUN = 300
"""Code points without a space given to BudouX at a time; it takes time for each."""


# -- words


def segments(text: str, start: int, end: int) -> Iterator[Segment]:
    """Give the words and signs that begin in a range, in order.

    Args:
        text: The document's text.
        start: First code point.
        end: Code point after the last.
    """
    at = _chunk_start(text, start)
    while at < end:
        chunk_end, found = _chunk(text, at)
        for segment in found:
            if start <= segment.start < end:
                yield segment
        at = chunk_end


def segment_at(text: str, position: int) -> Segment | None:
    """The word, or run of signs, that holds a position; None between them.

    Args:
        text: The document's text.
        position: A code point in it.
    """
    _, found = _chunk(text, _chunk_start(text, position))
    index = bisect_right(found, position, key=lambda segment: segment.start) - 1
    return found[index] if index >= 0 and position < found[index].end else None


def segment_after(text: str, position: int) -> Segment | None:
    """The first word or run of signs that begins after a position; None at the end.

    Args:
        text: The document's text.
        position: A code point in it.
    """
    at = _chunk_start(text, position)
    while at < len(text):
        at, found = _chunk(text, at)
        index = bisect_right(found, position, key=lambda segment: segment.start)
        if index < len(found):
            return found[index]
    return None


def segment_before(text: str, position: int) -> Segment | None:
    """The last word or run of signs that begins before a position; None at the start.

    Args:
        text: The document's text.
        position: A code point in it.
    """
    while position > 0:
        at = _chunk_start(text, position - 1)
        _, found = _chunk(text, at)
        index = bisect_right(found, position - 1, key=lambda segment: segment.start) - 1
        if index >= 0:
            return found[index]
        position = at
    return None


def _chunk_start(text: str, position: int) -> int:
    """Where the chunk begins that holds a position: at the start of its paragraph, or at a space some chunks on."""
    start = text.rfind("\n", 0, position) + 1
    before = start
    number = (position - start) // _CHUNK
    for each in (number, number + 1):
        at = _cut(text, start, start + each * _CHUNK)
        if at <= position:
            before = at
    return before


def _cut(text: str, start: int, at: int) -> int:
    """Where a chunk may begin near a place: after a space, else between letters."""
    if at <= start:
        return start
    space = text.rfind(" ", max(start, at - _NEAR), at)
    return space + 1 if space >= 0 else letter_start(text, at)


@lru_cache(maxsize=64)
def _chunk(text: str, start: int) -> tuple[int, list[Segment]]:
    """Where the chunk ends that begins at a position, and its words and signs."""
    newline = text.find("\n", start)
    end = len(text) if newline < 0 else newline
    paragraph = text.rfind("\n", 0, start) + 1
    following = _cut(text, paragraph, paragraph + ((start - paragraph + _NEAR) // _CHUNK + 1) * _CHUNK)
    if start < following < end:
        end, after = following, following
    else:
        after = end + 1
    found = _segments(text, start, end)
    return after, list(found if not not_latin().search(text, start, end) else _whole_letters(text, start, end, found))


def _whole_letters(text: str, start: int, end: int, found: Iterator[Segment]) -> Iterator[Segment]:
    """Join segments that meet inside a letter: one letter may hold characters of two scripts, as い\u094dक does."""
    if not patterns().seam.search(text, start, end):
        yield from found
        return
    last: Segment | None = None
    for each in found:
        begin, stop = between_letters(text, each.start, each.end)
        if last is not None and begin < last.end:
            last = Segment(last.start, stop, last.is_word or each.is_word)
            continue
        if last is not None:
            yield last
        last = Segment(begin, stop, each.is_word)
    if last is not None:
        yield last


def _segments(text: str, start: int, end: int) -> Iterator[Segment]:
    if not not_latin().search(text, start, end):
        for match in latin_segment().finditer(text, start, end):
            yield Segment(match.start(), match.end(), match["word"] is not None)
        return
    for match in patterns().segment.finditer(text, start, end):
        if match["blank"] is not None:
            continue
        if match["spaceless"] is not None:
            yield from _phrases(text, match.start(), match.end())
        elif match["emoji"] is not None:
            yield from (Segment(*letter, True) for letter in letters(text, match.start(), match.end()))
        else:
            yield Segment(match.start(), match.end(), match["word"] is not None)


def _phrases(text: str, start: int, end: int) -> Iterator[Segment]:
    """The words of a run of letters without spaces."""
    script = _script(text, start, end)
    if not script:
        yield Segment(start, end, True)
        return
    while start < end:
        upto = end if end - start <= _LONGEST_RUN else min(end, letter_end(text, start + _LONGEST_RUN - 1))
        run, begin = text[start:upto], start
        is_letter = len(run) > 2 * _LONGEST_RUN  # with that many marks
        for phrase in [run] if is_letter else _parser(script).parse(run):
            start += len(phrase)
            if start == upto or letter_start(text, start) == start:
                yield Segment(begin, start, True)
                begin = start


def _script(text: str, start: int, end: int) -> str:
    """Which of BudouX's models a run is for; none for scripts that it does not know."""
    first = patterns().script.search(text, start, end)
    if first is None:
        return ""
    if first.lastgroup == "thai":
        return "th"
    low, high = text.rfind("\n", max(0, start - _CHUNK), start) + 1, text.find("\n", end, end + _CHUNK)
    return _language_near(text, low, high if high >= 0 else end + _CHUNK)


@lru_cache(maxsize=64)
def _language_near(text: str, low: int, high: int) -> str:
    """Whether Chinese letters are Japanese, or which Chinese, by what stands near them."""
    kana, traditional = _signs_of_languages()
    if kana.search(text, low, high):
        return "ja"
    return "zh-hant" if traditional.search(text, low, high) else "zh-hans"


@lru_cache(maxsize=1)
def _signs_of_languages() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Kana, and Chinese letters that are written otherwise in simplified Chinese."""
    traditional = "這個們來時會說國為學對發經過後還進開長問間現點實樣麼沒話頭書當與從讓應覺種"
    return re.compile("[\u3041-\u30ff]"), re.compile(f"[{traditional}]")


@lru_cache(maxsize=4)
def _parser(script: str) -> _Parser:
    import budoux.parser

    load = {
        "ja": budoux.parser.load_default_japanese_parser,
        "th": budoux.parser.load_default_thai_parser,
        "zh-hans": budoux.parser.load_default_simplified_chinese_parser,
        "zh-hant": budoux.parser.load_default_traditional_chinese_parser,
    }
    return load[script]()


if TYPE_CHECKING:
    from typing import Protocol

    class _Parser(Protocol):
        def parse(self, sentence: str) -> list[str]: ...


# -- sentences


def sentence_at(text: str, position: int) -> Range:
    """The sentence that holds a position, without the spaces after it.

    Args:
        text: The document's text.
        position: A code point in it.
    """
    start, end = paragraph_at(text, position)
    starts = sentence_starts(text, start, end)
    index = bisect_right(starts, position) - 1
    upto = starts[index + 1] if index + 1 < len(starts) else end
    return between_letters(text, starts[index], max(starts[index], upto - _blanks_before(text, starts[index], upto)))


def sentence_after(text: str, position: int) -> int:
    """Where the next sentence after a position begins; the end of the text after the last one.

    Args:
        text: The document's text.
        position: A code point in it.
    """
    start, end = paragraph_at(text, position)
    starts = sentence_starts(text, start, end)
    index = bisect_right(starts, position)
    return starts[index] if index < len(starts) else min(len(text), end + 1)


def paragraph_at(text: str, position: int) -> Range:
    """The paragraph that holds a position, without its line end.

    Args:
        text: The document's text; a line end ends a paragraph.
        position: A code point in it.
    """
    end = text.find("\n", position)
    return text.rfind("\n", 0, position) + 1, len(text) if end < 0 else end


@lru_cache(maxsize=16)
def sentence_starts(text: str, start: int, end: int) -> list[int]:
    """Where the sentences of a paragraph begin: rules SB5 to SB11, and no end at an abbreviation.

    Args:
        text: The document's text.
        start: Where the paragraph begins, in code points.
        end: Where it ends.

    Returns:
        Code points, in order.
    """
    starts = [start]
    for match in patterns().sentence_end.finditer(text, start, end):
        at = letter_start(text, match.end())
        if starts[-1] < at < end and not _sentence_goes_on(text, match, end):
            starts.append(at)
    return starts


def _sentence_goes_on(text: str, match: re.Match[str], end: int) -> bool:
    at, last = match.end(), match.start("last")
    following = text[at]
    if patterns().continues.match(following):
        return True
    if match["last"] not in ".\u2024\ufe52\uff0e":
        return False
    is_inside = following.isdigit() or (following.isupper() and text[max(0, last - 1)].isalpha())
    if is_inside and not match["close"] and not match["space"]:
        return True
    if patterns().goes_on.match(text, at, min(end, at + _NEAR)) or _is_date(text, last, at):
        return True
    return not match["close"] and _is_abbreviation(text, last)


_DAY = r"(?:^|\D)\d{1,2}\Z"
_MONTH = r"(?:J[aä]n|Feb|Mär|Apr|Mai|Ju[nl]|Aug|Sept?|Okt|Nov|Dez)(?:uar|ner|z|il|i|ust|t?ember|ober)?\b"


def _is_date(text: str, stop: int, at: int) -> bool:
    """Whether a full stop is that of a German date, such as "3. Mai"."""
    return (
        re.search(_DAY, text[max(0, stop - 3) : stop]) is not None and re.match(_MONTH, text[at : at + 12]) is not None
    )


_BEFORE_STOP = r"(?<![\w.])[^\W\d_]+(?:\.[^\W\d_]+)*\Z"


def _is_abbreviation(text: str, stop: int) -> bool:
    """Whether the word before a full stop is shortened: a common abbreviation, or a letter for a name."""
    match = re.search(_BEFORE_STOP, text[max(0, stop - 24) : stop])
    if match is None:
        return False
    from glossator.content.text.abbreviations import ABBREVIATIONS

    word = match[0]
    return (len(word) == 1 and word.isupper() and word != "I") or word.casefold() in ABBREVIATIONS


def _blanks_before(text: str, start: int, end: int) -> int:
    piece = text[start:end]
    return len(piece) - len(piece.rstrip())
