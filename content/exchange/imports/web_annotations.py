"""Annotations of the W3C's model: our own pages, Thorium's, those of EPUBs, and anybody's.

Source:
    Web Annotation Data Model (REC-annotation-model-20170223); EPUB Annotations 1.0 (draft of July 2026).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from glossator.content.errors import DocumentError, GlossatorError
from glossator.content.exchange.imports.dates import iso
from glossator.content.exchange.imports.entry import (
    Entry,
    ImportedBook,
    cfi_order,
    mapping,
    mappings,
    plain,
    texts,
    unwrapped,
)  # fmt: skip
from glossator.content.exchange.imports.given import Given
from glossator.content.exchange.imports.own_html import markdown_of
from glossator.content.notes.annotation import readable
from glossator.content.notes.files import VERSION
from glossator.content.notes.page_text import is_nested_too_deeply, loads
from glossator.content.sources.packing import Archive

_QUOTE, _POSITION, _RANGE = "TextQuoteSelector", "TextPositionSelector", "RangeSelector"
_CFI_TYPES = frozenset({"EPUBCFISelector", "CfiSelector"})
_NAME = "annotations.json"
_MOST_REFINED = 10
"""Selectors within one another."""


def read(given: Given) -> list[ImportedBook]:
    """Read annotations: one, a list, a page, a collection, or a set, packed or not.

    Raises:
        GlossatorError: It is none of these, or damaged.
    """
    if given.data.startswith(b"PK"):
        try:
            given = Given(given.path, archived(Archive(given.data)))
        except DocumentError as error:
            raise GlossatorError(f"{given.shown}: {error}") from None
    try:
        data = given.json
    except GlossatorError:
        data = _lines(given)
    return books_of(data, given)


def _lines(given: Given) -> list[Any]:
    """Annotations that stand one a line. Raises GlossatorError."""
    try:
        return [loads(line) for line in given.text.split("\n") if line.strip()]
    except (ValueError, RecursionError):
        raise GlossatorError(f"{given.shown}: damaged JSON") from None


def archived(archive: Archive) -> bytes:
    """Give the annotations in an archive: of a set by itself, or within an EPUB. Raises DocumentError."""
    name = next((n for n in (_NAME, f"META-INF/{_NAME}") if n in archive.names), None)
    if name is None:
        raise DocumentError("no annotations in the archive")
    return archive.read(name)


def books_of(data: Any, given: Given) -> list[ImportedBook]:
    """Give the books that annotations are about.

    Args:
        data: JSON.
        given: The file it came from, by which a book is called that has no title.
    """
    pages = mappings(data) or [mapping(data)]
    if pages and all(_is_annotation(page) for page in pages):
        listed = [page for page in pages if isinstance(page.get("document"), dict) and "sources" in page["document"]]
        if len(listed) == len(pages):
            return [book for page in _as_pages(listed) for book in _books_of_page(page, given)]
        return _books_by_source(pages, given)
    return [book for page in pages for book in _books_of_page(page, given)]


def _as_pages(items: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Annotations as ``gloss notes list --json`` gives them, each with its document, as the pages that they are of."""
    pages: dict[str, tuple[Mapping[str, Any], list[Any]]] = {}
    for item in items:
        facts = item["document"]
        found = pages.setdefault(json.dumps(facts, sort_keys=True), (facts, []))
        found[1].append({key: value for key, value in item.items() if key != "document"})
    return [
        {"type": "AnnotationPage", "glossator": {"version": VERSION, "document": facts}, "items": found}
        for facts, found in pages.values()
    ]


def _is_annotation(item: Mapping[str, Any]) -> bool:
    return "target" in item or item.get("type") == "Annotation" or "body" in item


def _books_of_page(page: Mapping[str, Any], given: Given) -> list[ImportedBook]:
    first = mapping(page.get("first"))
    items = mappings(page.get("items")) or mappings(first.get("items")) or mappings(page.get("annotations"))
    own = mapping(mapping(page.get("glossator")).get("document"))
    about = mapping(page.get("about"))
    if own and is_nested_too_deeply({**page, "items": []}):
        raise GlossatorError(f"{given.shown}: nested too deeply")
    if own or about:
        book = _titled_book(own, about, items, given)
        return [book._replace(page={key: value for key, value in page.items() if key != "items"}) if own else book]
    return _books_by_source(items, given)


def _titled_book(
    own: Mapping[str, Any], about: Mapping[str, Any], items: list[Mapping[str, Any]], given: Given
) -> ImportedBook:
    title = plain(own.get("title")) or plain(about.get("dc:title")) or plain(about.get("title")) or given.path.stem
    author = plain(own.get("author")) or ", ".join(texts(about.get("dc:creator")) or texts(about.get("creator")))
    names = texts(own.get("identifiers")) or texts(about.get("dc:identifier")) or texts(about.get("identifier"))
    entries = tuple(_entry(item, number) for number, item in enumerate(items))
    if own:
        entries = tuple(entry._replace(stored=item) for entry, item in zip(entries, items, strict=True))
    return ImportedBook(title, author, names, plain(own.get("url")), entries, plain(own.get("text_sha256")))


def _books_by_source(items: list[Mapping[str, Any]], given: Given) -> list[ImportedBook]:
    """Annotations that say no more than what they are on."""
    books: dict[tuple[str, str], list[Entry]] = {}
    for number, item in enumerate(items):
        inner = mapping(item.get("glossator")) or mapping(item.get("document"))
        source = plain(_target(item).get("source"))
        books.setdefault((source, plain(inner.get("title"))), []).append(_entry(item, number))
    return [
        ImportedBook(
            title or (source if "/" in source else given.path.stem), "",
            (source,) if source.startswith("urn:isbn:") else (),
            source if source.startswith(("http", "file:", "/")) else "", tuple(entries), source,
        )
        for (source, title), entries in books.items()
    ]  # fmt: skip


def _target(item: Mapping[str, Any]) -> Mapping[str, Any]:
    target = item.get("target")
    if isinstance(target, str):
        return {"source": target}
    return next(iter(mappings(target)), {}) if isinstance(target, list) else mapping(target)


def _entry(item: Mapping[str, Any], number: int) -> Entry:
    target = _target(item)
    found = target.get("selector")
    selectors = mappings(found) if isinstance(found, list) else [each for each in [mapping(found)] if each]
    if any("refinedBy" in each for each in selectors):
        selectors = _refined(selectors)
        item = {**item, "target": {**target, "selector": selectors}}
    read_item = readable(dict(item))
    bodies = item.get("body")
    notes, tags, color, style = _bodies([bodies] if isinstance(bodies, dict | str) else bodies, item)
    created = iso(plain(item.get("created")))
    cfi = next((plain(each.get("value")) for each in selectors if _is_cfi(each)), "")
    position = next((each for each in selectors if each.get("type") == _POSITION), {})
    start = position.get("start")
    headings = mappings(mapping(target.get("meta")).get("headings"))
    order = cfi_order(cfi) or (("position", (start,)) if type(start) is int else ("file", (number,)))
    entry = Entry(
        "highlight", note="\n\n".join(filter(None, notes)), tags=tuple(tags),
        color=color or plain(target.get("styleClass")),
        style=style if style != "solid" else "", created=created, modified=iso(plain(item.get("modified"))) or created,
        id=plain(item.get("id")), chapter=plain(headings[0].get("txt")) if headings else "",
        page=(read_item.page if read_item else "") or plain(mapping(target.get("meta")).get("page")), order=order,
        selectors=tuple(each for each in selectors if each.get("type") not in (_QUOTE, _POSITION, _RANGE)),
    )  # fmt: skip
    if read_item:
        quote = read_item.selectors
        entry = entry._replace(quote=_unwrapped(quote.exact), prefix=quote.prefix, suffix=quote.suffix)
        return entry._replace(quote=quote.shown) if quote.end_exact else entry
    return entry._replace(kind="note") if entry.note else entry._replace(outcome=("skipped", "nothing in it"))


def _refined(selectors: list[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Selectors with those that say more closely what is meant within one of them (REC, 4.2.9), these first."""
    out: list[Mapping[str, Any]] = []
    for selector in selectors:
        chain: list[Mapping[str, Any]] = []
        while selector and len(chain) < _MOST_REFINED:
            chain.append({name: value for name, value in selector.items() if name != "refinedBy"})
            selector = mapping(selector.get("refinedBy"))
        out += reversed(chain)
    return out


def _unwrapped(quote: str) -> str:
    """A quote whose lines were those of a file; one of a table or a list keeps its line ends."""
    return unwrapped(quote) if max(map(len, quote.split("\n"))) > 40 else quote


def _is_cfi(selector: Mapping[str, Any]) -> bool:
    return plain(selector.get("type")) in _CFI_TYPES or plain(selector.get("value")).startswith("epubcfi(")


def _bodies(bodies: Any, item: Mapping[str, Any]) -> tuple[list[str], list[str], str, str]:
    """Notes, tags, colour and style in the bodies, of the standard's form and of that of EPUBs."""
    notes: list[str] = []
    tags: list[str] = []
    color = style = ""
    for body in bodies if isinstance(bodies, list) else []:
        if not isinstance(body, dict):
            continue  # such as the address of a note that is elsewhere
        value = plain(body.get("value"))
        if body.get("purpose") == "tagging":
            tags.append(value)
            continue
        notes.append(markdown_of(value) if plain(body.get("format")) == "text/html" else value)
        kept = texts(body.get("glossator:tags"))
        tags += kept or [*texts(body.get("tag")), *texts(body.get("tags")), *texts(body.get("keyword"))]
        color = color or plain(body.get("color"))
        style = style or plain(body.get("highlight"))
    if not notes:
        notes.append(plain(item.get("bodyValue")))
    return notes, tags, color, style
