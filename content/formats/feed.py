"""Feeds: RSS and Atom, their entries as sections, each with its date, its text and where it leads; nothing is fetched.

Sources: https://www.rssboard.org/rss-specification, RSS 1.0 (RDF), and RFC 4287.
"""

from __future__ import annotations

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
_TEXTS = ("encoded", "content", "description", "summary", "subtitle")
"""What holds an entry's text, the whole of it first."""
_HEADINGS = {f"h{level}": f"h{min(6, level + 1)}" for level in range(1, 7)}
"""An entry's own headings stand beneath its title."""


def read(source: Source) -> Document:
    """The document in a feed. Raises DocumentError when it is none, or has no entries."""
    root = parse_xml(source.data)
    if _name(root) not in ("rss", "rdf", "feed"):
        raise DocumentError("XML, and no feed")
    channel = next((e for e in root if _name(e) == "channel"), root)
    entries = [e for e in root.iter() if _name(e) in ("item", "entry")][:_MOST]
    if not entries:
        raise DocumentError("a feed without entries")
    address = _link(channel) or source.url
    body = etree.Element("body")
    if about := _html(channel, address):
        body.append(about)
    for entry in entries:
        _put_entry(entry, address, body)
    title = clean_line(_text(channel, "title"))
    return from_markup(body, links_from(address), title=title, format="feed", author=_author(channel))


def _name(element: Any) -> str:
    return local(element).lower()


def _child(element: Any, *names: str) -> Any:
    """The first child that has one of some names, the first of them first."""
    for name in names:
        for child in element:
            if local(child) == name.lower() and len(text_of(child).strip()):
                return child
    return None


def _text(element: Any, *names: str) -> str:
    child = _child(element, *names)
    if child is None:
        return ""
    text = text_of(child)
    return text_of(parse_text(text)) if "<" in text or "&" in text else text


def _author(element: Any) -> str:
    person = _child(element, "creator", "author", "managingEditor")
    if person is None:
        return ""
    name = _child(person, "name")
    return clean_line(text_of(person if name is None else name))


def _link(element: Any) -> str:
    """Where an entry, or the feed, leads: a page of the web, or nothing."""
    links = [e for e in element if local(e) == "link"]
    own = [e for e in links if e.get("rel", "alternate") == "alternate"]
    for each in own:
        address = (each.get("href") or text_of(each)).strip()
        if address.startswith(("http://", "https://")):
            return address
    return ""


def _html(entry: Any, address: str) -> Any:
    """The text of an entry as an element; its links lead from where it stood."""
    child = _child(entry, *_TEXTS)
    if child is None:
        return None
    made = etree.Element("div")
    if len(child):
        content = deepcopy(child)
    elif child.get("type") == "text":
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
    address = _link(entry)
    etree.SubElement(body, "h1").text = clean_line(_text(entry, "title")) or "Untitled"
    facts = [clean_line(_text(entry, *_DATES)), _author(entry)]
    if any(facts):
        etree.SubElement(etree.SubElement(body, "p"), "em").text = " · ".join(filter(None, facts))
    if (text := _html(entry, address or feed)) is not None:
        body.append(text)
    if address:
        etree.SubElement(etree.SubElement(body, "p"), "a", {"href": address}).text = address
