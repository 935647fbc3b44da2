"""Occurrences: every place of a phrase in a text, whatever its quotes, dashes and blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from glossator.content.text.folding import FoldedText, agrees, undivided

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
        Its ranges in code points, in order, widened to whole letters. A hyphen that was typed may be the one at which
        a word was divided at the end of a line, and is not there any more.
    """
    folded = folded_text(text)
    typed = FoldedText(phrase).text
    if not typed.split():
        return
    pattern = re.compile(" +".join(_HYPHEN.sub("-?", re.escape(word)) for word in typed.split()))
    hyphens = typed.count("-")
    is_strict = not agrees(phrase, "\0" * 9)
    wanted = _bare(phrase)
    at, last = 0, (-1, -1)
    while match := pattern.search(folded.text, at):
        place = folded.range(*match.span())
        found = text[slice(*place)]
        is_whole = match[0].count("-") == hyphens or undivided(found) != found
        if is_whole and (not is_strict or agrees(wanted, _bare(found))):
            at = match.end()
            if place != last:  # two letters may be one of the text
                yield place
            last = place
        else:
            at = match.start() + 1


_HYPHEN = re.compile(r"(?<=\w)\\-(?=\w)")


def _bare(text: str) -> str:
    """A text as its capitals and accents are compared: on one line, with its words not divided and not joined."""
    return re.sub("[-\u2010\u2011]", "", undivided(" ".join(text.split())))
