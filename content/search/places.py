"""Places: every one where a phrase, a whole word or a regular expression stands, in the order of the text."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator

from glossator.content.search.query import Query, QueryError
from glossator.content.text import segments
from glossator.content.text.folding import fold, undivided
from glossator.content.text.occurrences import exact_places

Range = tuple[int, int]

_PATIENCE = 2.0
"""Seconds that a regular expression may take over a text."""
_MOST = 1_000_000
"""Places found at the most."""
_LONGEST_EXPRESSION = 1_000
"""Characters of a regular expression."""
_MOST_REPEATS = 10_000
"""What the numbers of an expression may multiply to: it is written out as often when it is compiled."""
_REPEATS = re.compile(r"\{(?:\d*,)?(\d+),?\}")
_NAMES = re.compile(r"\\[NpP]\{[^}]{0,90}\}|\\.|\(\?P[<=>]?")
"""What has letters in an expression that stand for no letters of the text."""
_BETWEEN = frozenset(" \t\n,;.:!?\"()[]/“”„«»—–…")
"""Signs that are part of no word, whatever stands on their other side."""


def word_places(text: str, word: str) -> list[Range]:
    """Find a word wherever it stands as one.

    Args:
        text: The canonical text.
        word: The word; its capitals and accents count.

    Returns:
        Its ranges, in code points, in order.
    """
    length = len(fold(word))
    places = (place for place in exact_places(text, word) if _is_word(text, *place))
    return list(itertools.islice((place for place in places if _is_all(text[slice(*place)], length)), _MOST))


def _is_plain(char: str) -> bool:
    """A letter or digit of ASCII: two of them in a row are always of one word."""
    return char.isascii() and char.isalnum()


def _is_all(found: str, length: int) -> bool:
    """Whether a passage is no more than what was looked for: a ligature holds several letters."""
    return found.isascii() or len(fold(undivided(found))) <= length


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether a range is a word or several; a phrase, where no blanks stand between words."""
    before, after = text[max(0, start - 1) : start], text[end : end + 1]
    if (not before or before in _BETWEEN) and (not after or after in _BETWEEN):
        return True
    if (_is_plain(before) and _is_plain(text[start])) or (_is_plain(after) and _is_plain(text[end - 1])):
        return False
    first, last = segments.segment_at(text, start), segments.segment_at(text, end - 1)
    return first is not None and first.start == start and last is not None and last.end == end


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

    repeats = math.prod(max(1, int(number[:9])) for number in _REPEATS.findall(expression))
    if len(expression) > _LONGEST_EXPRESSION or repeats > _MOST_REPEATS:
        raise QueryError(f"/{expression[:40]}{'…' if len(expression) > 40 else ''}/: is too large")
    plain = _NAMES.sub("", expression)
    flags = regex.VERSION1 | regex.MULTILINE | (0 if plain != plain.lower() else regex.IGNORECASE)
    try:
        found = regex.compile(expression, flags).finditer(text, timeout=_PATIENCE, concurrent=True)
        spans = [match.span() for match in itertools.islice(found, _MOST) if match.end() > match.start()]
    except (regex.error, ValueError) as error:  # ValueError: flags that exclude each other
        raise QueryError(f"/{expression}/: {getattr(error, 'msg', error)}") from None
    except TimeoutError:
        raise QueryError(f"/{expression}/: takes too long") from None
    except (RecursionError, MemoryError, OverflowError):
        raise QueryError(f"/{expression}/: is too large") from None
    for start, end in spans:
        yield segments.between_letters(text, start, end)


def strict_places(text: str, query: Query) -> list[list[Range]]:
    """The places of each thing in a query that must stand there as it is.

    Args:
        text: The document's text.
        query: With phrases in quotation marks, or a regular expression.

    Returns:
        For each thing its ranges of code points, in order.
    """
    if query.expression:
        return [list(itertools.islice(expression_places(text, query.expression), _MOST))]
    exact = [list(itertools.islice(exact_places(text, phrase), _MOST)) for phrase in query.exact]
    return exact + [word_places(text, word) for word in query.whole]
