"""Exported: what an export says of a document and of each annotation, in plain values.

These are the fields that templates have; README.md lists them for people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from glossator.content.document import Document
from glossator.content.exchange.bibliography import authors_of, year_of
from glossator.content.exchange.made import IMPORT
from glossator.content.exchange.shelf import Shelf
from glossator.content.notes.annotation import Annotation
from glossator.content.notes.notebook import Notebook
from glossator.content.notes.passages import anchors
from glossator.content.sources.urls import is_url, without_credentials
from glossator.content.text.sanitize import clean, clean_line

State = Literal["as it was", "reworded", "orphaned", "not looked for"]


@dataclass(frozen=True)
class ExportedItem:
    """An annotation.

    Attributes:
        id: Its id, ``urn:uuid:…``.
        quote: The words as they were marked.
        wording: The words that stand there now; empty where the passage is gone.
        state: ``as it was``, ``reworded``, ``orphaned``, or ``not looked for`` where the text is not at hand.
        note: What the reader wrote, as Markdown.
        tags: Without ``#``.
        color: A name.
        style: How another program had it marked, such as ``underline``; empty for a plain highlight.
        created: When it was made, ISO 8601 in UTC.
        modified: When it was changed last.
        date: The day it was made, in the reader's own time.
        page: What the page is called; empty for none.
        section: The titles it stands under, outermost first.
        start: The first code point of the passage; None where it is not in the text.
        end: The code point after its last.
        prefix: What stands before it.
        suffix: What stands behind it.
        is_repeated: Whether its words stand in the text more than once.
        link: The address or path of the document, with the page of a PDF.
        stored: The annotation as JSON.
    """

    id: str
    quote: str
    wording: str
    state: State
    note: str
    tags: tuple[str, ...]
    color: str
    style: str
    created: str
    modified: str
    date: str
    page: str
    section: tuple[str, ...]
    start: int | None
    end: int | None
    prefix: str
    suffix: str
    is_repeated: bool
    link: str
    stored: dict[str, Any] = field(repr=False)

    @property
    def chapter(self) -> str:
        """The innermost title it stands under; empty for none."""
        return self.section[-1] if self.section else ""


@dataclass(frozen=True)
class ExportedDocument:
    """A document with its annotations.

    Attributes:
        title: Its title.
        author: Its author or authors, separated by commas.
        year: The year it is of; empty where that is not known.
        url: Its address; empty for none.
        path: Where it lies on this machine; empty for nowhere.
        format: Such as ``epub``; empty where the text was never at hand.
        identifiers: ``urn:isbn:…`` and the like.
        items: In reading order; those whose passages are gone come last.
    """

    title: str
    author: str
    year: str
    url: str
    path: str
    format: str
    identifiers: tuple[str, ...]
    items: tuple[ExportedItem, ...]
    notebook: Notebook = field(repr=False)
    document: Document | None = field(repr=False)

    @property
    def file(self) -> str:
        """Its path to the letter, to be opened by; empty where it is not at hand. ``path`` is for people."""
        source = self.document.source if self.document is not None else ""
        return "" if source in ("", "-") or is_url(source) else source

    @property
    def isbn(self) -> str:
        """Its ISBN; empty for none."""
        return next((name.removeprefix("urn:isbn:") for name in self.identifiers if name.startswith("urn:isbn:")), "")

    @property
    def authors(self) -> tuple[str, ...]:
        """Its authors, each by itself: ``Last, First`` is one."""
        return authors_of(self.author)


def gather(shelf: Shelf, is_wanted: Callable[[Annotation], bool] = lambda item: True) -> list[ExportedDocument]:
    """Gather what an export says.

    Args:
        shelf: Notebooks with their documents.
        is_wanted: Which annotations are exported.

    Returns:
        The documents that have any, cleaned.
    """
    found = (_document(notebook, document, is_wanted) for notebook, document in shelf)
    return [each for each in found if each.items]


def _document(
    notebook: Notebook, document: Document | None, is_wanted: Callable[[Annotation], bool]
) -> ExportedDocument:
    facts = notebook.facts
    source = next((s for s in reversed(facts.sources) if not is_url(s)), "")
    source = document.source if document is not None and document.source not in ("", "-") else source
    url = facts.url or without_credentials(document.url if document else "")
    path = "" if is_url(source) else clean_line(source)
    wanted = [item for item in notebook.items if is_wanted(item)]
    format_ = document.format if document else facts.format
    items = tuple(_items(wanted, document, url or path, format_))
    return ExportedDocument(
        facts.title or "Untitled", facts.author, year_of(document.date) if document else "", clean_line(url), path,
        format_, facts.identifiers, items, notebook, document,
    )  # fmt: skip


def _items(items: list[Annotation], document: Document | None, link: str, format_: str) -> Iterator[ExportedItem]:
    if document is None:
        yield from (_item(item, "", "not looked for", (), None, link) for item in items)
        return
    found = anchors(document, items)
    for item in sorted((i for i in items if i.id in found), key=lambda i: (found[i.id].start, found[i.id].end)):
        anchor = found[item.id]
        wording = document.text[anchor.start : anchor.end]
        section = [title for title in document.section_titles(anchor.start) if title != document.title]
        index = document.page_at(anchor.start)
        place = f"{link}#page={index + 1}" if format_ == "pdf" and index is not None and link else link
        is_same = _words(wording) == _words(item.selectors.exact) or bool(item.selectors.end_exact)
        state: State = "as it was" if is_same else "reworded"
        at = document.text.find(wording)
        is_repeated = at != anchor.start or document.text.find(wording, at + 1) >= 0
        yield _item(item, wording, state, tuple(section), anchor[:2], place, is_repeated=is_repeated)
    yield from (_item(item, "", "orphaned", (), None, link) for item in items if item.id not in found)


def _words(text: str) -> str:
    return " ".join(text.split())


def _item(
    item: Annotation, wording: str, state: State, section: tuple[str, ...], place: tuple[int, int] | None, link: str,
    *, is_repeated: bool = False,
) -> ExportedItem:  # fmt: skip
    facts = item.stored.get(IMPORT)
    facts = facts if isinstance(facts, dict) else {}
    chapter, style = (clean_line(facts[key]) if isinstance(facts.get(key), str) else "" for key in ("chapter", "style"))
    quote = wording if item.selectors.end_exact and wording else item.selectors.shown
    path = tuple(map(clean_line, section)) or tuple(filter(None, (chapter,)))
    return ExportedItem(
        clean_line(item.id), clean(quote), clean(wording), state, clean(item.note), item.tags, clean_line(item.color),
        style, clean_line(item.created), clean_line(item.modified), local_day(item.created), clean_line(item.page),
        path, place[0] if place else None, place[1] if place else None, clean(item.selectors.prefix),
        clean(item.selectors.suffix), is_repeated, clean_line(link), item.to_json(),
    )  # fmt: skip


def local_day(stamp: str) -> str:
    """Give the day of a stamp in the reader's own time.

    Args:
        stamp: ISO 8601, in UTC.

    Returns:
        ``YYYY-MM-DD``; the beginning of the stamp where it is no time.
    """
    try:
        return datetime.fromisoformat(stamp).astimezone().date().isoformat()
    except (ValueError, OverflowError, OSError):
        return clean_line(stamp[:10])
