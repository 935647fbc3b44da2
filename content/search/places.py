"""Places of a word: every one of them, in the order of the text."""

from __future__ import annotations

import re

from glossator.content.text import segments


def word_places(text: str, word: str) -> list[tuple[int, int]]:
    """Find a word wherever it stands as one, in large or small letters.

    Args:
        text: The canonical text.
        word: The word.

    Returns:
        Its ranges, in code points, in order.
    """
    pattern = re.compile(rf"(?<!\w){re.escape(word)}(?!\w)" if word.isascii() else re.escape(word), re.IGNORECASE)
    places = [match.span() for match in pattern.finditer(text)]
    return places if word.isascii() else [place for place in places if _is_word(text, *place)]


def _is_word(text: str, start: int, end: int) -> bool:
    segment = segments.segment_at(text, start)
    return segment is not None and (segment.start, segment.end) == (start, end)
