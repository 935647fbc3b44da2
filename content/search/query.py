"""Query: what was typed into the search line, taken apart.

Plain words are fuzzy; ``"exact phrase"`` is exactly that; ``/regular expression/``; ``'word`` a whole word;
``in:section words`` and ``in:"long name" words`` search beneath a section.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from glossator.content.errors import GlossatorError

_SECTION = re.compile(r"\s*in:(?:\"([^\"]*)\"|(\S+))\s*")
_QUOTED = re.compile("[\"“”„«»]([^\"“”„«»]+)(?:[\"“”„«»]|\\Z)")
_WHOLE = re.compile(r"(?:^|(?<=\s))['’](\S+)")


class QueryError(GlossatorError):
    """What was typed cannot be read as a query."""


class Query(NamedTuple):
    """What is searched for.

    Attributes:
        words: Plain words, which are fuzzy.
        exact: Phrases that must stand there as they are.
        whole: Words that must stand there whole.
        expression: A regular expression; empty for none.
        section: The section to search beneath; empty for all.
    """

    words: str = ""
    exact: tuple[str, ...] = ()
    whole: tuple[str, ...] = ()
    expression: str = ""
    section: str = ""

    @property
    def is_strict(self) -> bool:
        """True when something is to be found exactly."""
        return bool(self.exact or self.whole or self.expression)


def parse(text: str) -> Query:
    """Take a query apart.

    Args:
        text: What was typed.

    Returns:
        The query. A quotation that is not closed yet goes on to the end.
    """
    section = ""
    if match := _SECTION.match(text):
        section, text = match[1] or match[2] or "", text[match.end() :]
    stripped = text.strip()
    if len(stripped) > 2 and stripped[0] == "/" and stripped[-1] == "/":
        return Query(expression=stripped[1:-1], section=section)
    exact = tuple(phrase for phrase in _QUOTED.findall(text) if phrase.strip())
    rest = _QUOTED.sub(" ", text) if exact else text
    whole = tuple(_WHOLE.findall(rest))
    return Query(_WHOLE.sub(" ", rest) if whole else rest, exact, whole, "", section)
