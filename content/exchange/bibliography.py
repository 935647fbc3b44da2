"""Bibliography: authors by their parts, the year of a date, and a key to cite by."""

from __future__ import annotations

import re

from glossator.content.text.folding import fold

_ARTICLES = frozenset({"a", "an", "the", "der", "die", "das", "le", "la", "les", "el", "los", "il", "de", "het"})

_TWO_NAMES = re.compile(r"(?:[^\W\d_a-z][^\s,]*+ ){1,4}[^\s,]++, ?[^\s,]++ [^,]++")
"""``First Last, First Last``: names of several words on both sides of the comma, none beginning like ``van der``."""

_DEGREES = re.compile(r", ?(?:Ph\.? ?D|M\.? ?D|M\.?A|M\.?Sc|B\.?A|D\.?Phil|LL\.?[BMD]|Esq|RN|MBA)\.?(?=[,;&]|$| and )")
_PARTICLES = frozenset({
    "Le", "La", "De", "Du", "Des", "Van", "Von", "Di", "Da", "Del", "Della", "Dos", "Ten", "Ter", "Den", "Der", "Bin",
    "Ibn", "Al", "El", "St.",
})  # fmt: skip
"""What begins a family name, where it is written with a capital."""
_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|I{2,3}|IV")
_ORGANISATIONS = frozenset({
    "academy", "administration", "agency", "alliance", "association", "associates", "authority", "authorities",
    "board", "bureau", "center", "centre", "commission", "committee", "community", "company", "consortium",
    "contributors", "corporation", "council", "department", "editors", "federation", "forum", "foundation", "fund",
    "gmbh", "government", "group", "inc", "inc.", "initiative", "institute", "institut", "laboratory", "laboratories",
    "league", "library", "limited", "llc", "llp", "ltd", "ltd.", "ministry", "museum", "nations", "network", "office",
    "organisation", "organization", "parliament", "partnership", "programme", "project", "redaktion", "secretariat",
    "service", "services", "society", "staff", "stiftung", "team", "trust", "union", "universität", "universidad",
    "university", "verein", "verlag", "working",
})  # fmt: skip
"""Words that no person is called, but many an organisation."""
_MAYBE_ORGANISATIONS = frozenset({"bank", "college", "court", "press", "school"})
"""Words that are family names as well: among three words or more, or behind one of these."""
_BEFORE_THEM = frozenset({
    "american", "british", "central", "european", "federal", "national", "royal", "supreme", "world",
})  # fmt: skip


def authors_of(author: str) -> tuple[str, ...]:
    """Give authors, each by itself.

    Args:
        author: One or several, separated by semicolons, commas, ``&`` or ``and``; ``Last, First`` is one.
    """
    author = re.sub(r"^by:? ", "", " ".join(author.split()), flags=re.I)
    author = _DEGREES.sub("", author)
    parts = [part for each in re.split(" ?; ?", author) for part in _separated(each)]
    if len(parts) == 1 and (author.count(",") != 1 or _TWO_NAMES.fullmatch(author)):
        parts = _with_suffixes(re.split(" ?, ?", author))
    return tuple(filter(None, parts))


def _separated(authors: str) -> list[str]:
    """Separate authors at ``&`` and ``and``; an organisation may have these in its name, then behind its first word."""
    if is_organisation(authors) and re.match(r"[^\s,]+ (?:&|and) ", authors):
        return [authors]
    return re.split(" ?& ?| and ", authors)


def _with_suffixes(parts: list[str]) -> list[str]:
    """Join ``Jr.`` and the like to the name that it follows: ``Doe, John, Jr.`` is one, and so is ``John Doe, Jr.``."""
    if len(parts) == 3 and _SUFFIX.fullmatch(parts[2]) and " " not in parts[0]:
        return [", ".join(parts)]
    joined: list[str] = []
    for part in parts:
        if joined and _SUFFIX.fullmatch(part):
            joined[-1] += f" {part}"
        else:
            joined.append(part)
    return joined


def is_organisation(author: str) -> bool:
    """Tell whether an author is no person, as far as the name says.

    Args:
        author: The name.
    """
    words = author.lower().split()
    if len(words) < 2 or "," in author:
        return False
    if words[0] == "the":
        return True
    is_surely_one = len(words) > 2 or words[0] in _BEFORE_THEM
    return not _ORGANISATIONS.isdisjoint(words) or (is_surely_one and not _MAYBE_ORGANISATIONS.isdisjoint(words))


def name_parts(author: str) -> tuple[str, str]:
    """Split an author's name.

    Args:
        author: ``Last, First``, ``Last, First, Jr.`` or ``First Last``, or an organisation.

    Returns:
        The family name and the given ones, which may be empty; the whole name of an organisation, and none.
    """
    if is_organisation(author):
        return author.strip(), ""
    if "," in author:
        family, given, *rest = (part.strip() for part in author.split(","))
        if " " in family and _SUFFIX.fullmatch(given):
            return name_parts(" ".join([family, given, *rest]))
        suffix = [part for part in rest if _SUFFIX.fullmatch(part)]
        return " ".join([family, *suffix]), ", ".join([given, *(part for part in rest if part not in suffix)])
    given_names = author.split() or [""]
    last = [given_names.pop()]
    if len(given_names) > 1 and _SUFFIX.fullmatch(last[0]):  # Jr., III
        last.insert(0, given_names.pop())
    while len(given_names) > 1 and (given_names[-1].islower() or given_names[-1] in _PARTICLES):  # van, de la, Le
        last.insert(0, given_names.pop())
    return " ".join(last), " ".join(given_names)


def name_and_suffix(family: str) -> tuple[str, str]:
    """Separate a family name from ``Jr.``, ``III`` and the like behind it; empty for none.

    Args:
        family: As ``name_parts`` gives it.
    """
    name, _, last = family.rpartition(" ")
    return (name, last) if name and _SUFFIX.fullmatch(last) else (family, "")


def year_of(date: str) -> str:
    """Give the year in a date of any form; empty for none."""
    match = re.search(r"(?<!\d)(\d{4})(?!\d)", date)
    return match[1] if match else ""


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
