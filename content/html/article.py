"""Article: what of a web page is its article, and what is the page around it.

The scoring is that of arc90's Readability (2009), as browsers' reading views have carried it on: paragraphs speak
for what holds them, by length and commas; links and telling names speak against; then the neighbours that belong to
the best element join it, and boilerplate within it goes. Headings are kept unless they name boilerplate.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from itertools import islice
from typing import Any

from lxml import etree

from glossator.content.html.boilerplate import COMMA, SHORT, clean_article
from glossator.content.html.elements import (
    beginning_of,
    called,
    hidden,
    link_densities,
    link_density,
    local,
    mark,
    names,
    strip,
    text_of,
)
from glossator.content.html.leads import leads_of
from glossator.content.html.side_notes import ROLES

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_ENOUGH = 500
"""Characters an article has at the least; with fewer a more lenient attempt is made."""

_NAME_WEIGHT = 25
"""What a good name adds to an element's score, and a bad one takes from it."""
_AS_GOOD, _UNDER_ONE_ROOF = 0.75, 3
"""The share of the best score from which on an element is as good, and how many make what holds them the article."""
_NOT_ABOVE, _BESIDE = 1 / 3, 0.2
"""The shares of the best score below which what holds the best is no better, and what is beside it no part of it."""
_DISTANCES = (1, 2, 6, 9, 12)
"""What a paragraph's score is divided by for what holds it, and for what holds that, and so on."""
_UNLIKELY = re.compile(
    r"-ad-|ai2html|banner|breadcrumbs|combx|comment|community|cover-wrap|disqus|extra|footer|gdpr|header|legends|menu"
    r"|related|remark|replies|rss|shoutbox|sidebar|skyscraper|social|sponsor|supplemental|ad-break|agegate|pagination"
    r"|pager|popup|yom-remote",
    re.I,
)
_MAYBE = re.compile(r"and|article|body|column|content|main|mathjax|shadow", re.I)
_GOOD = re.compile(r"article|body|content|entry|hentry|h-entry|main|page|pagination|post|text|blog|story", re.I)
_BAD = re.compile(
    r"-ad-|hidden|^hid$| hid$| hid |^hid |banner|combx|comment|com-|contact|footer|gdpr|masthead|media|meta|outbrain"
    r"|promo|related|scroll|share|shoutbox|sidebar|skyscraper|sponsor|shopping|tags|widget",
    re.I,
)
_BYLINE = re.compile(r"byline|author|dateline|writtenby|p-author", re.I)
_MARKED = re.compile(
    r"(?:^|[\s_-])(?:article|post|entry|story|blog|news|beitrag|artikel|hentry)(?:[-_]?(?:body|content|text|entry|inhalt|main))?"
    r"(?:$|[\s_-])|articlebody|maintext|bodytext|fliesstext",
    re.I,
)
_OTHER = re.compile(
    r"login|registr|modal|dialog|cookie|consent|newsletter|privacy|author|footer|widget|review|form(?:$|[\s_-])", re.I
)
"""Names that say that something is the article, and that it is something else."""
_AROUND = 2
"""Elements whose names are looked at: the best one, and what holds it."""
_MOST_OF_IT = 0.1
"""The share of a page's text from which on a part of it is surely the article."""
_IN_TABLES = names("table tbody thead tfoot tr td th")
_ROLES = names("menu menubar complementary navigation alert alertdialog dialog")
_SCORED = names("section h2 h3 h4 h5 h6 p td pre")
_BLOCKS = names("blockquote dl div img ol p pre table ul section article header figure h1 h2 h3 h4 h5 h6")
_START = {
    **dict.fromkeys(("address", "ol", "ul", "dl", "dd", "dt", "li", "form"), -3),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "th"), -5),
    **{"div": 5, "pre": 3, "td": 3, "blockquote": 3},
}


@dataclass(frozen=True)
class _Attempt:
    """How strict to be: drop unlikely and hidden elements first, weigh names, clean what was found."""

    unlikely: bool = True
    names: bool = True
    clean: bool = True
    hidden: bool = True


_ATTEMPTS = (
    _Attempt(), _Attempt(unlikely=False), _Attempt(unlikely=False, names=False), _Attempt(clean=False),
    _Attempt(unlikely=False, names=False, clean=False), _Attempt(hidden=False),
)  # fmt: skip
_MOST_SCORED = 20_000
"""Code points of a paragraph, or of an element used as one, that its score is computed from."""
_UNMARKED, _ODD = 0.35, 0.1
"""What a text is worth, by its length, that no name marks as the article, and one whose names say what else it is."""


def find_article(page: Any, title: str = "") -> Any:
    """The element that holds a page's article and no more, out of a copy; the page's body when none stands out.

    Args:
        page: The root element, which stays as it is.
        title: The page's title, which helps to tell its heading.
    """
    best: tuple[Any, int] = page, 0
    most = -1.0
    body = next((e for e in page.iter() if local(e) == "body"), page)
    for attempt in _ATTEMPTS:
        finder = _Finder(deepcopy(body), attempt, title)
        found = finder.find()
        length = len(text_of(found))
        worth = length * finder.worth
        if worth > most:
            best, most = (found, finder.top), worth
        if length >= _ENOUGH and finder.is_sure:
            best = found, finder.top
            break
        if attempt is _ATTEMPTS[-2] and most >= _ENOUGH * _UNMARKED:
            break  # what is hidden is looked at only where nothing else is to be had
    return _with_leads(*best, body)


def _with_leads(article: Any, top: int, body: Any) -> Any:
    """An article behind what introduces it on its page.

    Args:
        article: What was found.
        top: The number of its best element, in the order of the page.
        body: The page's body.
    """
    element = next(islice(body.iter(), top, None), body)
    known = "".join(text_of(article).split())
    leads = [lead for lead in leads_of(element) if "".join(text_of(lead).split())[:200] not in known]
    for at, lead in enumerate(leads):
        copy = deepcopy(lead)
        copy.tail = None
        article.insert(at, copy)
    for notes in body.iter():  # which may stand behind the article
        if notes.get("role") == "doc-endnotes" and "".join(text_of(notes).split())[:200] not in known:
            copy = deepcopy(notes)
            copy.tail = None
            article.append(copy)
    return article


class _Finder:
    """One attempt on one copy of the body."""

    def __init__(self, body: Any, attempt: _Attempt, title: str) -> None:
        self.body = body
        self.attempt = attempt
        self.title = " ".join(title.split())
        self.scores: dict[Any, float] = {}
        self.worth = 0.0
        self.is_sure = False
        self._titled = False
        self._bylined = False
        # lxml makes an element's object anew each time, unless somebody holds it; here every one is looked at often.
        self._held = list(body.iter())
        self._numbers = {element: number for number, element in enumerate(self._held)}
        self.top = 0

    def find(self) -> Any:
        length = self._without_scripts()
        self._prune()
        self._score()
        top = self._top()
        around = [called(element) for element in (top, *top.iterancestors()) if local(element) != "body"]
        is_marked = local(top) == "article" or any(_MARKED.search(name) for name in around[:_AROUND])
        is_odd = any(_OTHER.search(name) for name in around[:_AROUND])
        self.worth = (1.0 if is_marked else _UNMARKED) * (_ODD if is_odd else 1.0)
        self.is_sure = not is_odd and (is_marked or len(text_of(top)) > _MOST_OF_IT * length)
        self.top = self._numbers.get(top, 0)
        article = self._joined(top)
        clean_article(article, self._weight, doubtful=self.attempt.clean)
        return article

    # -- before

    def _without_scripts(self) -> int:
        """Take out what is never read; gives how much text is left."""
        for element in self._held:
            if local(element) in ("script", "style", "noscript", "template", "link"):
                mark(element)
        strip(self.body)
        return len(text_of(self.body))

    def _prune(self) -> None:
        """Take out what is hidden, and what its name says is boilerplate."""
        for element in list(self.body.iter()):
            tag = local(element)
            if not tag:
                continue
            if element is self.body or element.getparent() is None:
                continue
            if element.get("role") in ROLES:
                if element.get("role") == "doc-endnotes":
                    mark(element)  # which go behind the article, wherever they stand
                continue
            if self.attempt.hidden and (hidden(element) or element.get("aria-hidden") == "true"):
                mark(element)
                continue
            if element.get("aria-modal") == "true" and element.get("role") == "dialog":
                mark(element)
                continue
            name = called(element)
            if not self._bylined and self._is_byline(element, name):
                self._bylined = True
                mark(element)
                continue
            if not self._titled and tag in ("h1", "h2") and _alike(self.title, beginning_of(element, 2_000)) > 0.75:
                self._titled = True
                mark(element)
                continue
            if self.attempt.unlikely and tag not in ("body", "a") and self._is_unlikely(element, name):
                mark(element)
        strip(self.body)

    def _is_unlikely(self, element: Any, name: str) -> bool:
        if element.get("role") in _ROLES:
            return True
        name = name.replace("header", "") if local(element) in _HEADINGS else name
        if not _UNLIKELY.search(name) or _MAYBE.search(name):
            return False
        return not any(local(e) in ("table", "code") for e in element.iterancestors())

    def _is_byline(self, element: Any, name: str) -> bool:
        byline = element.get("rel") == "author" or "author" in (element.get("itemprop") or "") or _BYLINE.search(name)
        return bool(byline) and 0 < len(beginning_of(element, 200)) < 100

    # -- scoring

    def _score(self) -> None:
        for element in list(self.body.iter()):
            tag = local(element)
            if tag in _SCORED or (tag == "div" and not any(local(e) in _BLOCKS for e in element.iterdescendants())):
                text = beginning_of(element, _MOST_SCORED)
                holder = element.getparent()
            elif tag in ("div", "article"):
                text = " ".join(_direct(element).split())
                holder = element
            else:
                continue
            if len(text) < SHORT or holder is None:
                continue
            worth = 1 + len(COMMA.findall(text)) + 1 + min(len(text) // 100, 3)
            for level in range(len(_DISTANCES)):
                if holder is None or not local(holder):
                    break
                if holder not in self.scores:
                    self.scores[holder] = _START.get(local(holder), 0) + self._weight(holder)
                self.scores[holder] += worth / _DISTANCES[level]
                holder = holder.getparent()
        densities = link_densities(self.body)
        for element, score in self.scores.items():
            self.scores[element] = score * (1 - densities.get(element, 0.0))

    def _weight(self, element: Any) -> int:
        if not self.attempt.names:
            return 0
        weight = 0
        for name in (element.get("class"), element.get("id")):
            if name:
                weight += _NAME_WEIGHT * (bool(_GOOD.search(name)) - bool(_BAD.search(name)))
        return weight

    def _top(self) -> Any:
        ranked = sorted(self.scores, key=lambda e: -self.scores[e])[:5]
        if not ranked or local(ranked[0]) == "body":
            return self.body
        top = ranked[0]
        while local(top) in _IN_TABLES and local(top.getparent()) not in ("", "body"):
            top = top.getparent()  # a table of data has many commas, and is part of what it stands in
        # Several good ones under one roof: the roof is the article.
        others = [set(e.iterancestors()) for e in ranked[1:] if self.scores[e] >= _AS_GOOD * self.scores[top]]
        if len(others) >= _UNDER_ONE_ROOF:
            for roof in top.iterancestors():
                if local(roof) == "body":
                    break
                if sum(roof in above for above in others) >= _UNDER_ONE_ROOF:
                    top = roof
                    break
        self.scores.setdefault(top, _START.get(local(top), 0) + self._weight(top))
        parent, last = top.getparent(), self.scores[top]
        least = last * _NOT_ABOVE
        while parent is not None and local(parent) != "body":
            score = self.scores.get(parent)
            if score is not None:
                if score < least:
                    break
                if score > last:
                    top = parent
                    break
                last = score
            parent = parent.getparent()
        parent = top.getparent()
        while parent is not None and local(parent) != "body" and len(parent) == 1:
            top, parent = parent, parent.getparent()
        return top

    def _joined(self, top: Any) -> Any:
        """The best element with those neighbours that belong to it."""
        parent = top.getparent()
        if parent is None or top is self.body:
            return top
        out = etree.Element("div")
        least = max(10, self.scores.get(top, 0) * _BESIDE)
        name = top.get("class")
        for sibling in list(parent):
            if sibling is top or self._belongs(sibling, least, self.scores.get(top, 0), name):
                sibling.tail = None
                out.append(sibling)
        return out

    def _belongs(self, sibling: Any, least: float, best: float, name: str | None) -> bool:
        bonus = best * _BESIDE if name and sibling.get("class") == name else 0
        if sibling in self.scores and self.scores[sibling] + bonus >= least:
            return True
        if local(sibling) != "p":
            return False
        text, density = text_of(sibling), link_density(sibling)
        if len(text) > 80:
            return density < 0.25
        return len(text) > 0 and density == 0 and bool(re.search(r"\.( |$)", text))


def _direct(element: Any) -> str:
    """The text that stands in an element itself or in phrasing within it."""
    parts = [element.text or ""]
    for child in element:
        if local(child) not in _BLOCKS:
            parts.append("".join(child.itertext()) if local(child) else "")
        parts.append(child.tail or "")
    return "".join(parts)


def _alike(wanted: str, heading: str) -> float:
    """How much of what a heading says the title says, too, as a share of the heading's letters."""
    known = re.split(r"\W+", wanted.casefold())
    words = [word for word in re.split(r"\W+", heading.casefold()) if word]
    if not words:
        return 0.0
    new = [word for word in words if word not in known]
    return 1 - len(" ".join(new)) / len(" ".join(words))
