"""Places: every one where a phrase, a whole word or a regular expression stands, in the order of the text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator

from glossator.content.search.query import Query, QueryError
from glossator.content.search.tokens import is_spaceless
from glossator.content.text import segments
from glossator.content.text.occurrences import exact_places

Range = tuple[int, int]

_PATIENCE = 2.0
"""Seconds that a regular expression may take over a text."""
_MOST = 200_000
"""Places found at the most."""


def word_places(text: str, word: str) -> list[Range]:
    """Find a word wherever it stands as one.

    Args:
        text: The canonical text.
        word: The word; its capitals and accents count.

    Returns:
        Its ranges, in code points, in order.
    """
    return [place for place in exact_places(text, word) if _is_word(text, *place)]


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether a range stands for itself: between no letters, or as a phrase where no blanks stand between words."""
    if is_spaceless(text[start]):
        first, last = segments.segment_at(text, start), segments.segment_at(text, end - 1)
        return first is not None and first.start == start and last is not None and last.end == end
    return not text[max(0, start - 1) : start].isalnum() and not text[end : end + 1].isalnum()


def expression_places(text: str, expression: str) -> Iterator[Range]:
    """Find what a regular expression of the module ``regex`` matches; small letters stand for capitals as well.

    Args:
        text: The canonical text.
        expression: The expression; one with a capital letter in it tells capitals from small ones.

    Yields:
        Ranges in code points, in order, widened to whole letters; none that is empty.

    Raises:
        QueryError: It cannot be read, or takes too long.
    """
    import regex

    plain = re.sub(r"\\.", "", expression)
    flags = regex.VERSION1 | regex.MULTILINE | (0 if plain != plain.lower() else regex.IGNORECASE)
    try:
        for match in regex.compile(expression, flags).finditer(text, timeout=_PATIENCE):
            if match.end() > match.start():
                yield segments.between_letters(text, *match.span())
    except regex.error as error:
        raise QueryError(f"/{expression}/: {error.msg}") from None
    except TimeoutError:
        raise QueryError(f"/{expression}/: takes too long") from None
    except (RecursionError, MemoryError, OverflowError):
        raise QueryError(f"/{expression}/: is too large") from None


def strict_places(text: str, query: Query) -> list[list[Range]]:
    """The places of each thing in a query that must stand there as it is."""
    if query.expression:
        return [list(itertools.islice(expression_places(text, query.expression), _MOST))]
    exact = [list(itertools.islice(exact_places(text, phrase), _MOST)) for phrase in query.exact]
    return exact + [word_places(text, word) for word in query.whole]
