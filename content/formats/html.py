"""HTML: a saved or fetched page as its article, with what the page says about it; or the whole page."""

from __future__ import annotations

import json
import re
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import etree

from glossator.content.document import Builder, Document, DocumentError
from glossator.content.html.delivered import put_in_place
from glossator.content.html.elements import beginning_of, local, text_of
from glossator.content.html.flattening import flattened
from glossator.content.html.links import Links
from glossator.content.html.reader import MarkupReader
from glossator.content.html.side_notes import mark_notes
from glossator.content.html.xml import without_bad_references
from glossator.content.sources.decoding import decode
from glossator.content.sources.limits import MAX_ATTRIBUTES
from glossator.content.sources.source import Source
from glossator.content.text.front_matter import joined_names
from glossator.content.text.sanitize import clean_line

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*+[\"']?\s*+([\w.:-]+)", re.I)
_XML_CHARSET = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)", re.I)
_OPENER = re.compile(r"<[A-Za-z][\w:-]*")
_BLANKS = re.compile(r"[\s/]+")
_LONG_TAG = 10_000
"""Characters of a tag from which on its attributes are counted."""
_LONGEST_TITLE = 1_000
_LONGEST_BASE = 500
"""Characters of the address that a page's links go out from; a longer one is not used, for each link repeats it."""
_LITTLE, _LEAST, _MUCH_MORE = 60, 150, 5
"""Words of an article that is hardly one, and of a page that has more: so many, and so many times as many."""
_NAMED = "descendant-or-self::*[@rel or @itemprop or @class or @id]"
_SEPARATOR = re.compile(r"\s[|\-–—\\/>»]\s")
_ARTICLE = re.compile(r"Article|BlogPosting|Report|Posting|AnalysisNews")


def read(source: Source) -> Document:
    """The document in an HTML page. Raises DocumentError when it holds no text."""
    page = parse(source)
    put_in_place(page)
    mark_notes(page)
    facts = facts_of(page)
    title = facts.get("title", "")
    base = next((e.get("href") for e in page.iter("base") if e.get("href")), "")
    address = source.url or facts.get("url", "")
    body: Any = page
    warning = ""
    if not source.whole_page:
        from glossator.content.html.article import find_article

        body = find_article(page, title)
        warning = _yield_warning(page, body)
    return from_markup(
        body, links_from(joined(address, base or "")), title=title, format="html", author=facts.get("author", ""),
        date=facts.get("date", ""), url=address if address.startswith(("http://", "https://")) else "", warning=warning,
    )  # fmt: skip


def _yield_warning(page: Any, article: Any) -> str:
    """A warning for a page of whose words hardly any look like its article; empty for any other."""
    taken = len(text_of(article).split())
    if taken >= _LITTLE:
        return ""
    body = next((each for each in page.iter() if local(each) == "body"), page)
    words = len(text_of(body).split())
    if words < _LEAST or words < _MUCH_MORE * taken:
        return ""
    return f"{taken} of this page's {words:,} words look like an article; all of them: --whole-page, or in the palette"


def joined(address: str, href: str) -> str:
    """Give an href made absolute; an invalid one gives the address itself.

    Args:
        address: The page's own URL or path.
        href: What a link on it says.
    """
    try:
        return urljoin(address, href)
    except ValueError:
        return address


def from_markup(body: Any, links: Links, *, title: str, out: Builder | None = None, **facts: Any) -> Document:
    """The document in a tree of HTML elements; its title leads, unless one heading of the first level does.

    Args:
        body: The element to read.
        links: Where the page's links and footnotes lead.
        title: The document's; empty for that of its first heading.
        out: What gathers its blocks; one of its own unless given.
        **facts: Other fields of Document.

    Raises:
        DocumentError: There is no text in it.
    """
    out = out or Builder()
    if title and sum(local(element) == "h1" for element in body.iter()) != 1:
        out.add("heading", title, level=1)
    start = out.length
    MarkupReader(out, links).read(body)
    if out.length == start:
        raise DocumentError("no text in it")
    return out.document(title, **facts)


def parse(source: Source) -> Any:
    """The page's tree. Raises DocumentError."""
    found = _CHARSET.search(source.data[:4096]) or _XML_CHARSET.search(source.data[:200])
    charset = source.charset or (found[1].decode("ascii") if found else "")
    text = decode(source.data, cut=source.rest > 0, charset=charset, encoding=source.encoding)
    return parse_text(text)


def parse_text(text: str) -> Any:
    """A page's tree; nothing is loaded, and nesting past what libxml2 allows ends there. Raises DocumentError."""
    text = re.sub(r"^\s*<\?xml[^>]*\?>", "", text).replace("\0", "")
    text = bounded_tags(without_bad_references(text))
    parser = _parser()
    try:
        page = etree.fromstring(text.encode("utf-8", "replace"), parser)
        if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
            page = etree.fromstring(flattened(text).encode("utf-8", "replace"), _parser())
    except (etree.LxmlError, ValueError, AssertionError):
        raise DocumentError("no text in it") from None
    if page is None:
        raise DocumentError("no text in it")
    return page


def bounded_tags(text: str) -> str:
    """Give markup with the attributes taken out of tags that have too many: libxml2 compares each with all others."""
    if len(text) < _LONG_TAG:
        return text
    return ">".join([_bounded(piece) if len(piece) > _LONG_TAG else piece for piece in text.split(">")])


def _bounded(piece: str) -> str:
    """What stands before a tag's end, without the tag's attributes where there are too many."""
    opener = _OPENER.search(piece)
    if opener is None or len(_BLANKS.split(piece[opener.end() :])) <= MAX_ATTRIBUTES:
        return piece
    return piece[: opener.end()]


def _parser() -> Any:
    return etree.HTMLParser(encoding="utf-8", remove_pis=True, no_network=True, huge_tree=False)


def links_from(base: str) -> Links:
    """What a page's hrefs mean: places in the page as ``#name``, all else made absolute."""
    base = base if len(base) <= _LONGEST_BASE else ""

    def resolve(href: str) -> str:
        if href.startswith("#"):
            return href if len(href) > 1 else ""
        try:
            whole = urljoin(base, href) if base else href
            if base and whole.partition("#")[0] == base.partition("#")[0] and "#" in whole:
                return "#" + whole.partition("#")[2]
            urlsplit(whole)
        except ValueError:
            return ""
        return whole

    return Links(resolve)


def facts_of(page: Any) -> dict[str, str]:
    """Title, author, date and address of a page: its linked data, then its meta elements, then what it shows."""
    metas: dict[str, list[str]] = {}
    for element in page.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        value = clean_line(element.get("content") or "")
        if value:
            for one in name.lower().replace(".", ":").split():
                metas.setdefault(one, []).append(value)
    titles = [beginning_of(e, _LONGEST_TITLE) for e in page.iter("title") if not _inside_svg(e)]
    whole = clean_line(titles[0]) if titles else ""
    linked = _linked_data(page, whole)

    def first(*names: str) -> str:
        return next((metas[name][0] for name in names if name in metas), "")

    title = linked.get("title") or first(
        "dc:title", "dcterm:title", "og:title", "weibo:article:title", "weibo:webpage:title", "title",
        "twitter:title", "parsely-title", "citation_title",
    )  # fmt: skip
    named = ("dc:creator", "dcterm:creator", "author", "parsely-author", "citation_author")
    author = linked.get("author") or joined_names(next((metas[name] for name in named if name in metas), []))
    if not author and not first("article:author").startswith("http"):
        author = first("article:author")
    canonical = next((e.get("href") for e in page.iter("link") if "canonical" in (e.get("rel") or "").lower()), "")
    return {
        "title": title or _shown_title(page, whole),
        "author": author or _byline(page),
        "date": linked.get("date") or first(
            "article:published_time", "parsely-pub-date", "date", "dc:date", "citation_publication_date",
            "citation_date",
        ),
        "url": clean_line(canonical or first("og:url")),
    }


def _inside_svg(element: Any) -> bool:
    return any(local(e) == "svg" for e in element.iterancestors())


def _shown_title(page: Any, whole: str) -> str:
    """The title without the site's name that stands before or behind it."""
    for element in page.iter("h1", "h2"):
        heading = beginning_of(element, 2 * _LONGEST_TITLE)
        if len(heading) > 4 and whole != heading and whole.startswith(heading):
            rest = whole.removeprefix(heading)
            if re.match(r"\s*[|\-–—\\/>»:·]", rest):
                return clean_line(heading)
    title = whole
    parts = _SEPARATOR.split(whole)
    if len(parts) > 1:
        title = whole[: whole.rfind(_SEPARATOR.findall(whole)[-1])]
        if len(title.split()) < 3:
            title = _SEPARATOR.split(whole, maxsplit=1)[1]
    elif ": " in whole:
        heads = [beginning_of(e, 2 * _LONGEST_TITLE) for e in page.iter("h1", "h2")]
        if whole not in heads:
            title = whole.rpartition(":")[2].strip()
            if len(title.split()) < 3:
                title = whole.partition(":")[2].strip()
            elif len(whole.partition(":")[0].split()) > 5:
                title = whole
    elif len(whole) > 150 or len(whole) < 15:
        heads = [beginning_of(e, 2 * _LONGEST_TITLE) for e in page.iter("h1")]
        if len(heads) == 1 and heads[0]:
            title = heads[0]
    title = title.strip()
    return clean_line(title if len(title.split()) > 4 or len(parts) > 1 else whole)


def _byline(page: Any) -> str:
    for element in page.xpath(_NAMED):
        relations = f"{element.get('rel') or ''} {element.get('itemprop') or ''}"
        name = f"{element.get('class') or ''} {element.get('id') or ''}"
        if "author" in relations.split() or re.search(r"byline|\bauthor\b", name, re.I):
            text = clean_line(beginning_of(element, 200))
            if 0 < len(text) < 100:
                return text
    return ""


def _headline(entry: dict[str, Any], whole: str) -> str:
    """An article's headline; its name where only that is in the page's title."""
    headline, name = _words(entry.get("headline")), _words(entry.get("name"))
    if name and (not headline or (name in whole and headline not in whole)):
        return name
    return headline


def _linked_data(page: Any, whole: str) -> dict[str, str]:
    """What schema.org data in the page says of the article (JSON-LD)."""
    for element in page.iter("script"):
        if (element.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads(re.sub(r"^\s*<!\[CDATA\[|\]\]>\s*$", "", element.text or ""))
        except (ValueError, RecursionError):
            continue
        entries = data if isinstance(data, list) else [data]
        entries += [x for e in entries if isinstance(e, dict) for x in _listed(e.get("@graph"))]
        for entry in entries:
            if isinstance(entry, dict) and _ARTICLE.search(str(entry.get("@type"))):
                found = {
                    "title": _headline(entry, whole),
                    "author": ", ".join(filter(None, map(_words, _listed(entry.get("author"))))),
                    "date": _words(entry.get("datePublished")),
                }
                return {key: value for key, value in found.items() if value}
    return {}


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _words(value: Any) -> str:
    value = value.get("name") if isinstance(value, dict) else value
    return clean_line(value) if isinstance(value, str) else ""
