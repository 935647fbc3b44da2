"""Text objects: the word, sentence, paragraph or quotation that the caret is in, as vim's visual mode selects them.

An object with ``i`` is the thing alone, one with ``a`` has the blanks behind it as well, or those before it where there
are none behind. On a selection longer than a letter an object is added to it, on the side where the caret is.
"""

from __future__ import annotations

import re
from typing import Literal

from glossator.content.text import segments
from glossator.tui.caret.motions import MOST_TIMES
from glossator.tui.caret.selection import Selection, select

Kind = Literal["word", "sentence", "paragraph", "quotation"]
Range = tuple[int, int]

_BLANKS = re.compile(r"[^\S\n]+")
_PAIRS = {"“": "”", "„": "“”", "«": "»", "»": "«", "‹": "›", "「": "」", "『": "』", "‘": "’", "‚": "‘’"}
"""What closes a quotation, by what opens it."""


def take(text: str, selection: Selection, kind: Kind, *, around: bool, count: int = 1) -> Selection | None:
    """Select an object, or add one to what is selected.

    Args:
        text: The canonical text.
        selection: What is selected.
        kind: Which object.
        around: Whether with the blanks beside it; of a quotation also its quotes.
        count: How many.

    Returns:
        The selection then; None where there is no such object.
    """
    is_fresh = selection.end == segments.letter_end(text, selection.start) or selection.unit != "letter"
    if kind == "quotation":
        quoted = _quotation(text, selection, around, count)
        if quoted and around and not is_fresh:
            quoted = min(quoted[0], selection.start), quoted[1]
        return select(text, quoted[0], segments.letter_before(text, quoted[1])) if quoted else None
    if is_fresh:
        return _selected(text, *_first(text, selection.head, kind, around, count), True)
    start, end = selection.range
    for number in range(min(count, MOST_TIMES)):
        grow = _after(text, end, kind, around) if selection.is_forward else _before(text, start, kind, around)
        if grow is None:
            return None if number == 0 else _selected(text, start, end, selection.is_forward)
        start, end = min(start, grow[0]), max(end, grow[1])
    return _selected(text, start, end, selection.is_forward)


def _first(text: str, position: int, kind: Kind, around: bool, count: int) -> Range:
    """Objects from the one that holds a position on; around them the blanks behind, else those before."""
    start, end = _thing(text, position, kind)
    is_blank = _is_blank(text, (start, end))
    if around and kind != "paragraph":
        end = max(end, (_after(text, start, kind, True) or (start, end))[1])
    for _ in range(min(count, MOST_TIMES) - 1):
        grown = _after(text, end, kind, around)
        if grown is None:
            break
        end = grown[1]
    if around and kind != "paragraph" and not is_blank and not text[end - 1].isspace():
        line = segments.paragraph_at(text, start)[0]
        before = _blanks_before(text, start)
        start = before if before > line else start
    return start, end


def _selected(text: str, start: int, end: int, is_forward: bool) -> Selection:
    last = segments.letter_before(text, end)
    return select(text, start, last) if is_forward else select(text, last, start)


def _thing(text: str, position: int, kind: Kind) -> Range:
    """The word or run of signs, or the sentence, or the paragraph at a position; or the blanks there."""
    if kind == "paragraph":
        return segments.paragraph_at(text, position)
    if kind == "sentence":
        start, end = segments.sentence_at(text, position)
        return (start, end) if position < end else _blanks(text, position)
    word = segments.segment_at(text, position)
    return (word.start, word.end) if word else _blanks(text, position)


def _blanks(text: str, position: int) -> Range:
    """The blanks of a line around a position; a line end alone where it holds none."""
    start = position
    while start > 0 and _BLANKS.match(text, start - 1, start):
        start -= 1
    match = _BLANKS.match(text, start)
    return (start, match.end()) if match and match.end() > position else (position, position + 1)


def _is_blank(text: str, range_: Range) -> bool:
    return text[slice(*range_)].isspace()


def _blanks_before(text: str, start: int) -> int:
    while start > 0 and _BLANKS.match(text, start - 1, start):
        start -= 1
    return start


def _after(text: str, end: int, kind: Kind, around: bool) -> Range | None:
    """What an object adds behind a position."""
    while end < len(text) and text[end] == "\n":
        end += 1
    if end >= len(text):
        return None
    _, upto = _thing(text, end, kind)
    if not around or kind == "paragraph":
        return end, upto
    if _is_blank(text, (end, upto)):
        return (end, _thing(text, upto, kind)[1]) if upto < len(text) and text[upto] != "\n" else (end, upto)
    behind = _BLANKS.match(text, upto)
    return end, behind.end() if behind else upto


def _before(text: str, start: int, kind: Kind, around: bool) -> Range | None:
    """What an object adds before a position."""
    while start > 0 and text[start - 1] == "\n":
        start -= 1
    if start <= 0:
        return None
    low, high = _thing(text, start - 1, kind)
    if not around or kind == "paragraph":
        return low, min(high, start)
    if _is_blank(text, (low, start)) and low > 0 and text[low - 1] != "\n":
        return _thing(text, low - 1, kind)[0], start
    return _blanks_before(text, low), start


def _quotation(text: str, selection: Selection, around: bool, count: int) -> Range | None:
    """The quotation that holds the caret, else the first one behind it in its paragraph.

    With a count, or where its words are selected already, its quotes are taken as well. Between two quotations vim
    takes what stands between them; here a paragraph tells which quotes open, so that it is the second one.
    """
    position = selection.head
    start, end = segments.paragraph_at(text, position)
    found = [*_straight(text, start, end), *_curly(text, start, end)]
    holding = [each for each in found if each[0] <= position < each[1]]
    following = [each for each in found if each[0] > position]
    if not holding and not following:
        return None
    low, high = max(holding) if holding else min(following)
    if not around and (count > 1 or selection.range == (low + 1, high - 1)):
        return low, high
    if not around:
        return (low + 1, high - 1) if high - low > 2 else None
    behind = _BLANKS.match(text, high, end)
    if behind:
        return low, behind.end()
    return max(start, _blanks_before(text, low)), high


def _straight(text: str, start: int, end: int) -> list[Range]:
    at = [place for place in range(start, end) if text[place] == '"']
    return [(a, b + 1) for a, b in zip(at[::2], at[1::2], strict=False)]


def _curly(text: str, start: int, end: int) -> list[Range]:
    out: list[Range] = []
    opened: list[tuple[str, int]] = []
    for at in range(start, end):
        char = text[at]
        if opened and char in opened[-1][0] and not _is_apostrophe(text, at, end):
            out.append((opened.pop()[1], at + 1))
        elif char in _PAIRS:
            opened.append((_PAIRS[char], at))
    return out


def _is_apostrophe(text: str, at: int, end: int) -> bool:
    return text[at] == "’" and at + 1 < end and text[at + 1].isalnum()
