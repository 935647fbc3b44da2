"""Pushing: what is new or changed here, sent to a service; and what comes from there, under our own ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from glossator.content.exchange.exported import ExportedDocument, ExportedItem
from glossator.content.exchange.imports.entry import mapping, mappings, plain
from glossator.content.exchange.made import IMPORT
from glossator.content.exchange.sharing.remembered import Remembered
from glossator.content.exchange.sharing.services import Service

Json = dict[str, Any]
PUSHED = ("created", "changed", "unchanged", "conflict", "deleted", "skipped")


class Pushed(NamedTuple):
    """What became of an annotation: one of PUSHED, and why."""

    quote: str
    result: str
    why: str = ""


def push(
    service: Service, remembered: Remembered, documents: Iterable[ExportedDocument], *, is_dry: bool = False
) -> Iterator[Pushed]:
    """Send what is new or changed here.

    Args:
        service: Where to.
        remembered: What was sent before; written after each that is sent.
        documents: The documents with their annotations, all of them.
        is_dry: Whether nothing is sent.

    Yields:
        What became of each.

    Raises:
        GlossatorError: The service refuses or does not answer; what was sent until then is remembered.
        OSError: What was sent cannot be remembered.
    """
    gone: set[str] = set()
    for document in documents:
        gone |= (mapping(document.notebook.page["glossator"].get("deleted")) or {}).keys()
        for item in document.items:
            yield _pushed(service, remembered, document, item, is_dry=is_dry)
    for key in sorted(gone & remembered.sent.keys()):
        if is_dry:
            yield Pushed(key, "deleted")
        elif service.withdraw(remembered.sent[key]):
            del remembered.sent[key]
            remembered.keep()
            yield Pushed(key, "deleted")
        else:
            yield Pushed(key, "conflict", "deleted here, changed there since; pull first")


def _pushed(
    service: Service, remembered: Remembered, document: ExportedDocument, item: ExportedItem, *, is_dry: bool
) -> Pushed:
    if not item.quote and service.name == "readwise":
        return Pushed(item.note, "skipped", "a note on no passage")
    known = remembered.sent.get(item.id) or _imported(service, item) or service.find(item, document)
    if known and known.get("modified") == item.modified:
        if not is_dry and item.id not in remembered.sent:
            remembered.sent[item.id] = known
            remembered.keep()
        return Pushed(item.quote, "unchanged")
    result = "changed" if known else "created"
    if is_dry:
        return Pushed(item.quote, result)
    sent = service.send(item, document, known)
    if sent is None:
        return Pushed(item.quote, "conflict", "changed there since; pull first")
    remembered.sent[item.id] = {"remote": sent.remote, "modified": item.modified, "updated": sent.updated}
    remembered.keep()
    return Pushed(item.quote, result)


def _imported(service: Service, item: ExportedItem) -> Json | None:
    """What is known of an annotation that came from the service."""
    facts = mapping(item.stored.get(IMPORT))
    if plain(facts.get("format")) != service.name or not plain(facts.get("id")):
        return None
    written = plain(facts.get("written"))
    return {"remote": plain(facts["id"]), "modified": written, "updated": written}


def under_own_ids(fetched: Any, remembered: Remembered) -> Any:
    """Give what came from a service with our ids for what we sent.

    Args:
        fetched: As ``Service.fetched`` gives it; changed in place.
        remembered: What was sent.
    """
    own = remembered.own_ids()
    for row in _rows(fetched):
        if isinstance(row, dict) and (mine := own.get(plain(row.get("id")))):
            row["id"] = mine
    return fetched


def _rows(fetched: Any) -> list[Any]:
    rows = [*mappings(fetched.get("rows"))]
    return rows + [row for book in mappings(fetched.get("results")) for row in mappings(book.get("highlights"))]


def note_fetched(fetched: Any, remembered: Remembered, since: str) -> None:
    """Remember that something was fetched and taken in. Raises OSError.

    Args:
        fetched: It, under our own ids.
        remembered: Where.
        since: The service's new mark.
    """
    for row in _rows(fetched):
        facts = remembered.sent.get(plain(row.get("id")))
        if facts is not None:
            facts["updated"] = plain(row.get("updated") or row.get("updated_at"))
    remembered.since = since
    remembered.keep()
