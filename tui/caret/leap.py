"""Leap: labels for the places on screen that begin with what is typed; of one key, of two where one runs out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence

from glossator.content.text import segments

_LABELS = "asdfghjklqwertyuiopzxcvbnm" + "ASDFGHJKLQWERTYUIOPZXCVBNM"
"""Keys for labels, the easiest to reach first."""


def folded(letters: str) -> str:
    """Letters as one types them: small, without their accents."""
    bare = "".join(char for char in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(char))
    return bare.casefold()


def words_on_screen(text: str, start: int, end: int) -> dict[int, str]:
    """Give the words that begin in a range: by their starts, their first letters as one types them.

    Args:
        text: The document's text.
        start: First code point on screen.
        end: Code point after the last.
    """
    return {
        word.start: folded(text[word.start : word.start + 4])
        for word in segments.segments(text, start, end)
        if word.is_word
    }


def matching(words: Mapping[int, str], typed: str) -> list[int]:
    """Give the places whose words begin with what was typed.

    Args:
        words: First letters by place, as ``words_on_screen`` gives them.
        typed: One or two letters.
    """
    return [position for position, word in words.items() if word.startswith(typed)]


def labels(positions: Sequence[int], here: int, taken: Iterable[str] = ()) -> dict[int, str]:
    """Label places, the nearest with one key.

    Args:
        positions: The places.
        here: The position that they are near to or far from.
        taken: Letters that go on with a word, and so cannot begin a label.

    Returns:
        The labels by place; none of them begins another one.
    """
    blocked = {*taken}
    keys = [key for key in _LABELS if key not in blocked]
    nearest = sorted(positions, key=lambda position: (abs(position - here), position))
    first_of_two = 0
    while len(keys) - first_of_two + first_of_two * len(_LABELS) < len(nearest) and first_of_two < len(keys):
        first_of_two += 1
    single = keys[: len(keys) - first_of_two]
    double = [first + second for first in keys[len(keys) - first_of_two :] for second in _LABELS]
    return dict(zip(nearest, single + double, strict=False))
