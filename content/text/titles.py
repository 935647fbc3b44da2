"""Titles: whether two of them are of one work, however they are written."""

from __future__ import annotations

import re

from glossator.content.text.folding import fold

_SUBTITLE = re.compile(r"\s*[:;|(\[]|\s[–—-]\s|\.\s")
_LEAST = 4


def title_likeness(one: str, other: str) -> float:
    """Tell how alike two titles are: whole, or without their subtitles and what stands in brackets.

    Args:
        one: A title.
        other: Another.

    Returns:
        From 0 to 100; 0 where one of them is empty.
    """
    from rapidfuzz.fuzz import ratio, token_sort_ratio

    left, right = plain_title(one), plain_title(other)
    if not left or not right:
        return 0.0
    score = max(ratio(left, right), token_sort_ratio(left, right))
    short, brief = (plain_title(_SUBTITLE.split(title, maxsplit=1)[0]) for title in (one, other))
    if min(len(short), len(brief)) >= _LEAST:
        score = max(score, ratio(short, brief) - 1)
    return float(score)


def plain_title(title: str) -> str:
    """Give a title's words, folded."""
    return " ".join(re.findall(r"\w+", fold(title).replace("'", "")))
