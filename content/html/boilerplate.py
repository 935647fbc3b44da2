"""Boilerplate: what stands within an article and is none of it, such as share bars, lists of links, and forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from itertools import islice
from typing import Any

from glossator.content.html.elements import (
    beginning_of,
    called,
    count_children,
    drop,
    is_data,
    link_density,
    local,
    mark,
    names,
    outermost,
    strip,
    text_of,
)
from glossator.content.html.side_notes import ROLES

SHORT = 25
"""Characters under which a piece of text says too little to be weighed."""
COMMA = re.compile("[,،﹐︐︑⹁⸴⸲，]")

_DEEPEST = {"form": 5, "fieldset": 5, "table": 5, "ul": 5, "div": 8}
"""Tables, lists or divisions around one another up to which each is weighed; what is deeper goes with those."""
_SHARE = 500
"""Characters up to which something named for sharing is that and not a text about it."""
_NEVER = names(
    "script style noscript template link iframe object embed footer aside input textarea select button"
)  # fmt: skip
_TEXTUAL = names("span li td blockquote dl div img ol p pre table ul")
_BOXES = names("div section aside ul ol footer p article dl table form")
_HEADINGS = names("h1 h2 h3 h4 h5 h6")
_SHARING = re.compile(r"(\b|_)(share|sharedaddy)(\b|_)", re.I)
_NOTICE = re.compile(
    r"(ad(vertising|vertisement)?|pub(licité)?|werb(ung)?|广告|Реклама|Anuncio"
    r"|(loading|正在加载|Загрузка|chargement|cargando)(…|\.\.\.)?)",
    re.I,
)


_BESIDE = re.compile(
    r"(?:^|[\s_-])(?:newsletter|related|relatedcoverage|author-?(?:bio|box|info)|about-?author|post-?meta(?:data)?|entry-?meta"
    r"|breadcrumbs?|tags?|tag-?list|rating|ratings|social|comments?|comment-?(?:list|form|item)|affiliate(?:links?)?|disclaimer"
    r"|recommend(?:ed|ations?)?|linklist|subnav(?:igation)?|sub-navigation|sidebar|advert(?:isement)?|sponsor(?:ed)?|subscribe"
    r"|subscription|read-?(?:more|also|next)|more-?(?:articles|stories|news)|weiterlesen|siehe-auch|outbrain|taboola"
    r"|pagination|print-?only|copyright|jp-relatedposts)(?:$|[\s_-])|relatedcoverage|newsletter|author-?box|breadcrumb",
    re.I,
)
"""Names of what stands beside an article, or in it, and is no part of it."""
_MOST_BESIDE = 0.3
"""The share of an article from which on something with such a name is the article."""


def _drop_beside(article: Any) -> None:
    """Remove elements whose names mark them as boilerplate, as long as most of it is left."""
    most = _MOST_BESIDE * len(text_of(article))
    for element in list(article.iterdescendants()):
        tag = local(element)
        if element.get("role") in ROLES:
            continue
        is_beside = tag in _BOXES and _BESIDE.search(called(element)) is not None
        if tag == "nav" or (is_beside and len(text_of(element)) < most):
            mark(element)
    strip(article)


def clean_article(article: Any, weigh: Callable[[Any], int], *, doubtful: bool) -> None:
    """Take the boilerplate out of an article.

    Args:
        article: The element that holds it; changed.
        weigh: What an element's name says of it, above 0 for it and below against.
        doubtful: Whether forms, tables, lists and divisions go that only look like boilerplate.
    """
    data = {element for element in article.iter("table", "{*}table") if is_data(element)}
    if doubtful:
        _drop_beside(article)
        _drop_doubtful(article, ("form", "fieldset"), data, weigh)
    for element in list(article.iterdescendants()):
        tag = local(element)
        if element.get("role") in ROLES:
            continue
        if tag in _NEVER or (tag in ("h1", "h2") and weigh(element) < 0):
            mark(element)
    strip(article)
    for child in article:
        for element in list(child.iterdescendants()):
            if _SHARING.search(called(element)) and len(beginning_of(element, 2 * _SHARE)) < _SHARE:
                mark(element)
    strip(article)
    if doubtful:
        _drop_doubtful(article, ("table", "ul", "div"), data, weigh)


def _drop_doubtful(article: Any, tags: tuple[str, ...], data: set[Any], weigh: Callable[[Any], int]) -> None:
    for tag in tags:
        both = (tag, f"{{*}}{tag}")
        for element in reversed(list(article.iterdescendants(*both))):
            most = _DEEPEST[tag]
            if len(list(islice(element.iterancestors(*both), most))) == most:
                continue  # each would be looked through once more for every one around it
            within = any(e in data or local(e) == "code" for e in element.iterancestors())
            around = any(e in data for e in element.iterdescendants())
            if element not in data and not within and not around and _is_boilerplate(element, weigh(element)):
                drop(element)
    strip(article)


_SENTENCE = 40
"""Characters of text that stands in an element itself, and is a sentence by that."""


def _is_short(length: int, headed: int) -> bool:
    """Whether there are few characters, and not of headings alone."""
    return headed < 0.9 * length < 0.9 * SHORT


def _is_boilerplate(element: Any, weight: int) -> bool:
    """True for what has little text for its links, images, list items and inputs."""
    text = text_of(element)
    if weight < 0 or _NOTICE.fullmatch(text):
        return True
    if len(COMMA.findall(text)) >= 10:
        return False
    lists = sum(len(text_of(e)) for e in outermost(element, "ul", "ol", deep=_DEEPEST["ul"]))
    is_list = local(element) in ("ul", "ol") or (bool(text) and lists > 0.9 * len(text))
    counts = Counter(local(e) for e in element.iterdescendants())
    paragraphs, images = counts["p"], counts["img"]
    density = link_density(element)
    in_figure = any(local(e) == "figure" for e in element.iterancestors())
    has_code = counts["pre"] > 0
    written = len((element.text or "").strip()) >= _SENTENCE or any(
        local(e) in _TEXTUAL and beginning_of(e, 1) for e in element.iterdescendants()
    )
    headed = sum(len(text_of(e)) for e in outermost(element, *_HEADINGS) if e is not element)
    most = 1.0 if is_list else 0.2
    if weight >= 25:
        most = 0.5
    reasons = (
        images > 1 and paragraphs / images < 0.5 and not in_figure,  # a gallery
        counts["li"] - 100 > paragraphs and not is_list,  # an index
        counts["input"] > paragraphs // 3,  # a form
        _is_short(len(text), headed) and not (is_list or in_figure or has_code or images == 1) and density > 0,
        density > most and not has_code,  # links
        images == 0 and not written,  # nothing
    )
    if not any(reasons):
        return False
    # A list of nothing but pictures is a gallery of the article's own.
    only_pictures = (
        is_list and images > 0 and images == counts["li"] and all(count_children(child) <= 1 for child in element)
    )
    return not only_pictures
