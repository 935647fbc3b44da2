"""Words divided at a line's end: whether the hyphen there belongs to the word, told by what else the document says."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_LAST = re.compile(r"(?<![^\W\d_])(?<![-\u2010])([^\W\d_]++(?:[-\u2010][^\W\d_]++)*)[-\u2010]$")
_SHORTEST = 3
"""Letters of the parts of a compound; shorter ones are syllables as well."""


def known_words(lines: Iterable[str]) -> frozenset[str]:
    """Give the words of a document that are not divided, in small letters, compounds and their parts.

    Args:
        lines: Its lines.
    """
    known: set[str] = set()
    is_divided = False
    for line in lines:
        words = [word.replace("\u2010", "-").casefold() for word in _WORD.findall(line)]
        words = words[1:] if is_divided else words
        is_divided = line.rstrip().endswith(("-", "\u2010"))
        words = words[:-1] if is_divided else words
        known.update(words)
        known.update(part for word in words if "-" in word for part in word.split("-"))
    return frozenset(known)


def keeps_hyphen(before: str, after: str, known: frozenset[str], *, divides: bool = True) -> bool:
    """Whether a hyphen at a line's end stays when its lines are joined.

    Args:
        before: The line that ends with it.
        after: The line behind.
        known: The words of the document.
        divides: Whether the document divides words; else a hyphen that nothing is known of stays.
    """
    last, first = _LAST.search(before), _WORD.match(after)
    if not last or not first:
        return True  # a number's
    left, right = last[1].replace("\u2010", "-").casefold(), first[0].replace("\u2010", "-").casefold()
    if left + right in known:
        return False
    if f"{left}-{right}" in known or after[:1].isupper() or "-" in left or "-" in right:
        return True
    return not divides or (min(len(left), len(right)) >= _SHORTEST and left in known and right in known)
