"""Hypothesis: the rows of its search, the client's export, and annotations as they are sent to it.

Source:
    https://h.readthedocs.io/en/latest/api-reference/v1/
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from glossator.content.exchange.imports.dates import iso
from glossator.content.exchange.imports.entry import Entry, ImportedBook, mapping, mappings, plain, texts, unwrapped
from glossator.content.exchange.imports.given import Given

_PORTS = {"http": 80, "https": 443}
_CAMPAIGNS = ("utm_", "gclid", "fbclid")


def read(given: Given) -> list[ImportedBook]:
    """Read the documents of a search, an export, or of one annotation."""
    data = given.json
    rows = mappings(data) or mappings(mapping(data).get("rows")) or mappings(mapping(data).get("annotations"))
    return books_of(rows or [mapping(data)])


def books_of(rows: list[Mapping[str, Any]]) -> list[ImportedBook]:
    """Give the documents that rows of the API are about, each with its entries.

    Args:
        rows: Annotations as the API has them; replies go to what they answer.
    """
    answers: dict[str, list[Mapping[str, Any]]] = {}
    books: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows:
        references = texts(row.get("references"))
        if references:
            answers.setdefault(references[0], []).append(row)
        else:
            books.setdefault(normal_address(plain(row.get("uri"))), []).append(row)
    return [_book(address, found, answers) for address, found in books.items()]


def normal_address(address: str) -> str:
    """Normalise an address as Hypothesis does, so that one document has one name.

    Args:
        address: A URI; what is no web address stays as it is.

    Returns:
        It without fragment, default port, slash at the end and what campaigns add; the query sorted; https for http.
    """
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return address
    if parts.scheme not in _PORTS:
        return address
    host = (parts.hostname or "") + (f":{port}" if port and port != _PORTS[parts.scheme] else "")
    query = sorted((k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if not k.startswith(_CAMPAIGNS))
    return urlunsplit(("https", host, parts.path.rstrip("/"), urlencode(query), ""))


def _book(address: str, rows: list[Mapping[str, Any]], answers: Mapping[str, list[Mapping[str, Any]]]) -> ImportedBook:
    titles = [title for row in rows for title in texts(mapping(row.get("document")).get("title"))]
    url = next((plain(row.get("uri")) for row in rows if plain(row.get("uri")).startswith("http")), "")
    entries = tuple(_entry(row, answers.get(plain(row.get("id")), [])) for row in rows)
    return ImportedBook(next(iter(titles), "") or address, "", (), url, entries, address)


def _entry(row: Mapping[str, Any], answers: list[Mapping[str, Any]]) -> Entry:
    target = next(iter(mappings(row.get("target"))), {})
    selectors = mappings(target.get("selector"))
    quote = next((each for each in selectors if each.get("type") == "TextQuoteSelector"), {})
    where = next((each for each in selectors if each.get("type") == "TextPositionSelector"), {})
    start, end = where.get("start"), where.get("end")
    created = iso(plain(row.get("created")))
    note = "\n\n".join(filter(None, [plain(row.get("text")), "\n".join(_talk(answers))]))
    entry = Entry(
        "highlight", unwrapped(plain(quote.get("exact"))), note, texts(row.get("tags")),
        created=created, modified=iso(plain(row.get("updated"))) or created,
        id=plain(row.get("id")), prefix=plain(quote.get("prefix")), suffix=plain(quote.get("suffix")),
        selectors=tuple(_kept(each) for each in selectors if each.get("type") not in ("TextQuoteSelector",)),
        order=("position", (start,)) if type(start) is int and type(end) is int else None,
    )  # fmt: skip
    if row.get("hidden") is True:
        return entry._replace(outcome=("skipped", "hidden by a moderator"))
    if entry.quote:
        return entry
    return entry._replace(kind="note") if entry.note else entry._replace(outcome=("skipped", "nothing in it"))


def _talk(answers: list[Mapping[str, Any]]) -> list[str]:
    """Answers as lines of a quotation, each with who wrote it."""
    return [
        f"> {plain(each.get('user')) or 'reply'}: {line}"
        for each in answers
        for line in plain(each.get("text")).splitlines()
    ]


def _kept(selector: Mapping[str, Any]) -> Mapping[str, Any]:
    """A selector as it is kept: its positions count UTF-16 units of a page in a browser, and are none of ours."""
    if selector.get("type") == "TextPositionSelector":
        return {**selector, "type": "hypothesis:TextPositionSelector"}
    return selector
