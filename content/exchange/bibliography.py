"""Bibliography: authors by their parts, the year of a date, and a key to cite by."""

from __future__ import annotations

import re

from glossator.content.text.folding import fold

_ARTICLES = frozenset({"a", "an", "the", "der", "die", "das", "le", "la", "les", "el", "los", "il", "de", "het"})

_TWO_NAMES = re.compile(r"(?:[^\W\d_a-z][^\s,]*+ ){1,4}[^\s,]++, ?[^\s,]++ [^,]++")
"""``First Last, First Last``: names of several words on both sides of the comma, none beginning like ``van der``."""

_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV")


def authors_of(author: str) -> tuple[str, ...]:
    """Give authors, each by itself.

    Args:
        author: One or several, separated by semicolons, commas, ``&`` or ``and``; ``Last, First`` is one.
    """
    author = " ".join(author.split())
    parts = re.split(" ?[;&] ?| and ", author)
    if len(parts) == 1 and (author.count(",") != 1 or _TWO_NAMES.fullmatch(author)):
        parts = re.split(" ?, ?", author)
    return tuple(filter(None, parts))


def name_parts(author: str) -> tuple[str, str]:
    """Part an author's name.

    Args:
        author: ``Last, First`` or ``First Last``.

    Returns:
        The family name and the given ones, which may be empty.
    """
    if "," in author:
        family, _, given = author.partition(",")
        return family.strip(), given.strip()
    given_names = author.split() or [""]
    last = [given_names.pop()]
    if len(given_names) > 1 and _SUFFIX.fullmatch(last[0]):  # Jr., III
        last.insert(0, given_names.pop())
    while len(given_names) > 1 and given_names[-1].islower():  # van, de la
        last.insert(0, given_names.pop())
    return " ".join(last), " ".join(given_names)


def year_of(date: str) -> str:
    """Give the year in a date of any form; empty for none."""
    found = re.search(r"(?<!\d)(\d{4})(?!\d)", date)
    return found[1] if found else ""


def citation_key(authors: tuple[str, ...], year: str, title: str) -> str:
    """Give a key to cite by: family name, year, first word of the title.

    Args:
        authors: The authors, of whom the first counts.
        year: The year; empty for none.
        title: The title.
    """
    family = name_parts(authors[0])[0] if authors else ""
    words = [word for word in re.findall(r"[a-z0-9]+", fold(title)) if word not in _ARTICLES]
    key = "".join(re.findall(r"[a-z0-9]+", fold(family))) + year + (words[0] if words else "")
    return key or "document"
