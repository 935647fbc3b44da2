"""Occurrences: every place of a phrase in a text, whatever its quotes, dashes and blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from glossator.content.text.folding import FoldedText, agrees, fold

Range = tuple[int, int]


@lru_cache(maxsize=2)
def folded_text(text: str) -> FoldedText:
    """Give a text folded; kept for the texts asked about last."""
    return FoldedText(text)


def exact_places(text: str, phrase: str) -> Iterator[Range]:
    """Find a phrase wherever it stands, whatever its quotes, dashes and blanks; capitals and accents where typed.

    Args:
        text: The canonical text.
        phrase: The phrase.

    Yields:
        Its ranges in code points, in order, widened to whole letters.
    """
    folded = folded_text(text)
    words = fold(phrase).split()
    if not words:
        return
    pattern = re.compile(" +".join(map(re.escape, words)))
    is_strict = not agrees(phrase, "\0" * 9)
    for match in pattern.finditer(folded.text):
        place = folded.range(*match.span())
        if not is_strict or agrees(" ".join(phrase.split()), " ".join(text[slice(*place)].split())):
            yield place
