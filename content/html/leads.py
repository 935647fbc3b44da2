"""Leads: what stands before an article's text as its introduction, where a page keeps it apart from the text."""

from __future__ import annotations

import re
from itertools import islice
from typing import Any

from glossator.content.html.elements import beginning_of, called, link_density, local, text_of

_LEAD = re.compile(
    r"(?:^|[\s_-])(?:lead|lede|intro|introduction|introtext|vorspann|teaser|standfirst|subtitle|sub-?headline|subheading"
    r"|chapo|chapeau|excerpt|summary|abstract|anrisstext|dek|strapline|untertitel|entradilla|sommario|occhiello|hero-text"
    r"|lead-?text|description)(?:[-_]?text)?(?:$|[\s_-])",
    re.I,
)
_ELSEWHERE = re.compile(
    r"related|comment|sidebar|footer|nav|menu|widget|newsletter|promo|share|recommend|more-|mehr|list|slider|carousel|card",
    re.I,
)
_HOLDERS = frozenset(("p", "div", "h2", "h3", "h4", "section", "strong", "header"))
_SHORTEST, _LONGEST = 40, 1_500
"""Characters of a lead."""
_LEVELS = 5
"""How many elements around an article a lead may be in."""
_MOST, _MOST_LOOKED_AT = 2, 3_000
"""Leads of an article, and elements before it that are looked at."""
_PARAGRAPH = 100
"""Characters of a paragraph with which the text itself has begun."""
_MOST_LINKS = 0.3


def leads_of(article: Any) -> list[Any]:
    """Give the elements that introduce an article, in their order; none of them is part of it.

    Args:
        article: The element of the page that holds the article.
    """
    if found := _within(article):
        return found
    inside = article
    for level, holder in enumerate(article.iterancestors()):
        if level == _LEVELS or local(holder) in ("", "html"):
            break
        before: list[Any] = []
        for sibling in inside.itersiblings(preceding=True):
            before += [element for element in reversed(list(sibling.iter())) if local(element)]
            if len(before) > _MOST_LOOKED_AT:
                break
        if found := _outermost([element for element in before if _is_lead(element, holder)]):
            return found[:_MOST][::-1]
        inside = holder
        if local(holder) in ("article", "main", "body"):
            break
    return []


def _within(article: Any) -> list[Any]:
    """Introductions in the article's own element, before its first paragraph."""
    found: list[Any] = []
    for element in islice(article.iterdescendants(), _MOST_LOOKED_AT):
        if any(above in found for above in element.iterancestors()):
            continue
        if _is_lead(element, article):
            found.append(element)
        elif local(element) == "p" and len(beginning_of(element, _LONGEST)) >= _PARAGRAPH:
            break
    return found[:_MOST]


def _outermost(elements: list[Any]) -> list[Any]:
    """Those that are in none of the others."""
    return [e for e in elements if not any(above in elements for above in e.iterancestors())]


def _is_lead(element: Any, holder: Any) -> bool:
    """Whether an element is an introduction, by its name, its length, and what it is in."""
    name = f"{element.get('class') or ''} {element.get('itemprop') or ''}"
    if local(element) not in _HOLDERS or not _LEAD.search(name):
        return False
    for above in (element, *element.iterancestors()):
        if above is holder:
            break
        if local(above) in ("nav", "aside", "footer", "li") or _ELSEWHERE.search(called(above)):
            return False
    length = len(beginning_of(element, 2 * _LONGEST))
    return _SHORTEST <= length <= _LONGEST and link_density(element) < _MOST_LINKS and bool(text_of(element))
