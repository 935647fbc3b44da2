"""Feeds: RSS and Atom, their entries as sections, each with its date, its text and where it leads; nothing is fetched.

Sources: https://www.rssboard.org/rss-specification, RSS 1.0 (RDF), and RFC 4287.
"""

from __future__ import annotations

import re
from copy import deepcopy
from typing import Any

from lxml import etree

from glossator.content.document import Document, DocumentError
from glossator.content.formats.html import from_markup, joined, links_from, parse_text
from glossator.content.html.elements import local, text_of
from glossator.content.html.xml import parse_xml
from glossator.content.sources.source import Source
from glossator.content.text.sanitize import clean_line

_MOST = 2_000
"""Entries that are read."""
_DATES = ("pubDate", "published", "updated", "date", "issued", "modified")
_TEXTS = ("encoded", "content", "description", "summary", "subtitle", "tagline")
"""What holds an entry's text, the whole of it first."""
_MODULES = ("itunes", "media", "search.yahoo.com/mrss", "podcast", "googleplay")
_MARKUP = re.compile(r"</?[A-Za-z][^<>]{0,500}>|&(?:#\d{1,7}|[A-Za-z]\w{1,30});")
_BASE = "{http://www.w3.org/XML/1998/namespace}base"
_LONGEST_ADDRESS = 500
_HEADINGS = {f"h{level}": f"h{min(6, level + 2)}" for level in range(1, 7)}
"""An entry's own headings stand beneath its title."""


def read(source: Source) -> Document:
    """The document in a feed. Raises DocumentError when it is none, or has no entries."""
    root = parse_xml(source.data)
    if _name(root) not in ("rss", "rdf", "feed"):
        raise DocumentError("XML, and no feed")
    channel = next((e for e in root if _name(e) == "channel"), root)
    entries = [e for e in root.iter() if _name(e) in ("item", "entry")][:_MOST]
    if not entries and _name(root) == "rdf":
        raise DocumentError("RDF, and no feed")
    address = _bounded(_link(channel, source.url) or source.url)
    body = etree.Element("body")
    if (about := _html(channel, address)) is not None:
        body.append(about)
    for entry in entries:
        _put_entry(entry, address, body)
    title = clean_line(_text(channel, "title"))
    return from_markup(body, links_from(address), title=title, format="feed", author=_author(channel))


def _name(element: Any) -> str:
    return local(element).lower()


def _children(element: Any, *names: str) -> list[Any]:
    """The children that have one of some names and text: of the first of these that any has, a feed's own first."""
    found = [child for child in element if text_of(child).strip()]
    for of_modules in (False, True):
        for name in names:
            alike = [child for child in found if local(child) == name.lower() and _is_of_module(child) == of_modules]
            if alike:
                return alike
    return []


def _is_of_module(element: Any) -> bool:
    """Whether an element belongs to a module, such as that of podcasts or of media, which has names of its own."""
    return any(module in str(element.tag).lower() for module in _MODULES)


def _child(element: Any, *names: str) -> Any:
    return next(iter(_children(element, *names)), None)


def _text(element: Any, *names: str) -> str:
    child = _child(element, *names)
    if child is None:
        return ""
    text = text_of(child)
    is_html = child.get("type") in ("html", "text/html") or (not _is_atom(child) and _MARKUP.search(text))
    return text_of(parse_text(text)) if is_html and text else text


def _is_atom(element: Any) -> bool:
    return "atom" in str(element.tag).lower()


def _author(element: Any) -> str:
    people = _children(element, "creator", "author", "managingEditor")[:3]
    names = [_child(person, "name") for person in people]
    shown = [clean_line(text_of(p if name is None else name)) for p, name in zip(people, names, strict=True)]
    return ", ".join(dict.fromkeys(filter(None, shown)))


def _bounded(address: str) -> str:
    """An address that links may go out from: each would repeat a long one."""
    return address if len(address) <= _LONGEST_ADDRESS else ""


def _link(element: Any, feed: str) -> str:
    """Where an entry, or the feed, leads: a page of the web, or nothing."""
    links = [e for e in element if local(e) == "link" and e.get("rel", "alternate") == "alternate"]
    lasting = [e for e in element if local(e) == "guid" and e.get("isPermaLink", "true") == "true"]
    around = [each for each in (element, element.getparent()) if each is not None]
    base = next((each.get(_BASE) for each in around if each.get(_BASE)), "")
    for each in [*links, *lasting, *(e for e in element if local(e) == "enclosure")]:
        address = (each.get("href") or each.get("url") or text_of(each)).strip()
        address = joined(joined(feed, base or ""), address) if feed or base else address
        if address.startswith(("http://", "https://")):
            return address
    return ""


def _html(entry: Any, address: str) -> Any:
    """The text of an entry as an element; its links lead from where it stood."""
    child = _child(entry, *_TEXTS)
    if child is None:
        group = next((e for e in entry if local(e) == "group"), None)
        child = _child(group, "description") if group is not None else None
    if child is None:
        return None
    made = etree.Element("div")
    if len(child):
        content = deepcopy(child)
    elif child.get("type") == "text" or (_is_atom(child) and not child.get("type")):
        etree.SubElement(made, "p").text = text_of(child)
        return made
    else:
        content = parse_text(f"<div>{''.join(child.itertext())}</div>")
    made.append(content)
    content.tail = None
    for each in made.iter():
        tag = local(each)
        if tag.isalnum():  # else it is no element of a page
            each.tag = _HEADINGS.get(tag, tag)
        if tag == "a" and each.get("href"):
            each.set("href", joined(address, each.get("href")))
    return made


def _put_entry(entry: Any, feed: str, body: Any) -> None:
    """An entry: its title, its date and author, its text, and its address."""
    address = _link(entry, feed)
    etree.SubElement(body, "h2").text = clean_line(_text(entry, "title")) or "Untitled"
    facts = [clean_line(_text(entry, *_DATES)), _author(entry)]
    if any(facts):
        etree.SubElement(etree.SubElement(body, "p"), "em").text = " · ".join(filter(None, facts))
    if (text := _html(entry, _bounded(address) or feed)) is not None:
        body.append(text)
    if address:
        etree.SubElement(etree.SubElement(body, "p"), "a", {"href": address}).text = address
