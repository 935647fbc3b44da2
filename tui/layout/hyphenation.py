"""Hyphenation: where the words of a language may be hyphenated, by the patterns that come with Pyphen."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from glossator.content.text.ranges import Ranges

if TYPE_CHECKING:
    from pyphen import Pyphen

_PATTERNS = {
    "english": "en_US", "german": "de_DE", "french": "fr", "spanish": "es", "italian": "it_IT", "portuguese": "pt_PT",
    "dutch": "nl_NL", "swedish": "sv", "norwegian": "nb_NO", "danish": "da_DK", "romanian": "ro", "catalan": "ca",
    "hungarian": "hu_HU", "indonesian": "id_ID", "russian": "ru_RU", "greek": "el_GR", "serbian": "sr",
}  # fmt: skip
"""The patterns of Pyphen by the language's name; the others have none, or are not written with hyphens."""
_TOKEN = re.compile(r"[^\s\u2014]+")
_WORD = re.compile(r"[^\W\d_]{5,}")
_NO_WORD = re.compile(r"[\d_/\\@=<>{}|~^#$%&+*]|\.\w|://")
"""What addresses, names of files and code have in them, which are read wrongly with a hyphen."""
_NOTHING = Ranges(())
_LEFT, _RIGHT = 2, 3
"""The fewest letters before a hyphen, and after it, as TeX has them."""


def hyphens(text: str, start: int, end: int, language: str, kept: Ranges = _NOTHING) -> list[int]:
    """Where the words of a range may be hyphenated.

    Args:
        text: The text that the range is of.
        start: First code point.
        end: Code point after the last.
        language: Its name in English, in small letters, as ``language_of`` gives it.
        kept: Ranges that are not hyphenated, such as code.

    Returns:
        The places between two letters, in order; none where the language has no patterns.
    """
    patterns = _patterns(language)
    if patterns is None:
        return []
    out: list[int] = []
    for token in _TOKEN.finditer(text, start, end):
        if _NO_WORD.search(token[0]) or kept.touch(token.start(), token.end()):
            continue
        for word in _WORD.finditer(text, token.start(), token.end()):
            out += [word.start() + at for at in patterns.positions(word[0]) if _LEFT <= at <= len(word[0]) - _RIGHT]
    return out


@lru_cache(4)
def _patterns(language: str) -> Pyphen | None:
    name = _PATTERNS.get(language)
    if name is None:
        return None
    import pyphen

    return pyphen.Pyphen(lang=name, left=_LEFT, right=_RIGHT) if name in pyphen.LANGUAGES else None
