"""Made: an annotation of ours from another program's entry, as JSON, with all that the source says of it."""

from __future__ import annotations

import hashlib
import re
import uuid
from typing import Any

from glossator.content.document import Document
from glossator.content.exchange.imports.colors import nearest
from glossator.content.exchange.imports.entry import Entry, ImportedBook
from glossator.content.exchange.placing import Placement
from glossator.content.notes.annotation import HISTORY, Annotation
from glossator.content.notes.page_fragments import PageFragment, page_fragment
from glossator.content.notes.page_text import is_nested_too_deeply
from glossator.content.notes.selectors import Selectors, with_context

Json = dict[str, Any]
IMPORT = "glossator:import"
"""The key under which an annotation keeps what its source says and no field of the model has room for."""
UNDONE = "undone"
"""The field of it that says of an annotation in the trash that its import was taken back: it may come again."""
_NAMESPACE = uuid.UUID("6f0c0b9e-7a4c-5d38-9a3f-2f6f0f8a51c4")
_FIRST_WORDS, _BEGINNING = 3, 200
"""Words that a passage at a known place is known by, and in how many code points they are looked for."""
_MOST_SEEN = 20


def id_of(entry: Entry, book: ImportedBook, name: str, taken: set[str]) -> str:
    """Give an entry its id: the same one whenever it is imported, however much its quote grew.

    Args:
        entry: The entry.
        book: Its book.
        name: The format.
        taken: Ids given to other entries of the same file; the new one is added.

    Returns:
        The source's own id where that is a UUID; else a UUID (version 5) of format, book and the source's id; where it
        has none, of kind, place and first words; where it has no place either, of its words.
    """
    if entry.id.startswith("urn:uuid:") and entry.id not in taken:
        taken.add(entry.id)
        return entry.id
    words = re.findall(r"\w+", (entry.quote or entry.note).casefold())
    first = re.findall(r"\w+", (entry.quote or entry.note)[:_BEGINNING].casefold())[:_FIRST_WORDS]
    place = entry.id or "\0".join((entry.kind, _place(entry), *(first if _place(entry) else words)))
    base = "\0".join((_family(name), book.key or f"{book.title}\0{book.author}", place))
    number, made = 0, ""
    while not made or made in taken:
        made = f"urn:uuid:{uuid.uuid5(_NAMESPACE, base + ('' if not number else chr(0) + str(number)))}"
        number += 1
    taken.add(made)
    return made


def _family(name: str) -> str:
    """A format's name without how it was written: the same highlight may come by a table or by an API."""
    return name.removesuffix("-csv").removesuffix("-json")


def _place(entry: Entry) -> str:
    if entry.span:
        return str(entry.span[0])
    return entry.location or entry.page


def has_place(entry: Entry) -> bool:
    """Whether an entry is known by an id or a place, however much its quote grows."""
    return bool(entry.id or _place(entry))


def fingerprint(entry: Entry) -> str:
    """Give what tells whether an entry is as it was when it was imported."""
    parts = (entry.quote, entry.note, *entry.tags, entry.color, entry.style, entry.chapter, entry.page, entry.location)
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def annotation_json(
    entry: Entry, book: ImportedBook, name: str, annotation_id: str, placement: Placement, document: Document | None,
    target: str, moment: str, seen: list[str],
) -> Json:  # fmt: skip
    """Make an annotation as it is stored.

    Args:
        entry: The entry.
        book: Its book.
        name: The format.
        annotation_id: Its id.
        placement: Where it stands.
        document: The text at hand; None for none.
        target: What the document is called in ``target.source``.
        moment: Now, for an entry without a date.
        seen: What the entry was before, as fingerprints.

    Returns:
        The annotation's JSON; foreign selectors stand behind ours.
    """
    created = entry.created or entry.modified or moment
    if document is not None and placement.range is not None:
        selectors = with_context(document.text, *placement.range)
    else:
        selectors = Selectors(entry.quote, entry.prefix, entry.suffix)
    page = PageFragment(f"page={entry.page}", entry.page, is_pdf=False) if entry.page else None
    page = page or page_fragment(document, selectors.start)
    made = Annotation(
        annotation_id, selectors, nearest(entry.color), entry.note, entry.tags, created, entry.modified or created,
        target, page.label if page else "", page,
    ).to_json()  # fmt: skip
    made["target"]["selector"] += [dict(each) for each in entry.selectors if not is_nested_too_deeply(each)]
    if entry.earlier:
        body = {"type": "TextualBody", "purpose": "commenting", "format": "text/markdown"}
        made[HISTORY] = [{"modified": when, "body": [{**body, "value": note}]} for when, note in entry.earlier]
    made[IMPORT] = _import_facts(entry, book, name, placement)
    if seen:
        made[IMPORT]["seen"] = seen[-_MOST_SEEN:]
    return made


def _import_facts(entry: Entry, book: ImportedBook, name: str, placement: Placement) -> Json:
    order = [entry.order[0], *entry.order[1]] if entry.order else []
    facts = {
        "format": name, "id": entry.id, "title": book.title, "chapter": entry.chapter, "page": entry.page,
        "location": entry.location, "order": order, "color": entry.color, "style": entry.style,
        "quote": entry.quote if placement.outcome == "moved" or placement.is_completed else "",
        "state": "" if placement.outcome == "placed" else placement.outcome, "fingerprint": fingerprint(entry),
    }  # fmt: skip
    completed = {"completed": True} if placement.is_completed else {}
    return {key: value for key, value in facts.items() if value} | completed
