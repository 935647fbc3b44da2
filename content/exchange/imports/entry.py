"""Entry and ImportedBook: what another program says of a highlight, and of the book that it is in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal, NamedTuple

from glossator.content.text.sanitize import clean, clean_line

Kind = Literal["highlight", "note", "bookmark"]
_LONGEST_NOTE = 1_000_000
_LONGEST_LINE = 1_000
_PARAGRAPH = re.compile(r"\n[ \t]*\n\s*")


class Entry(NamedTuple):
    """One entry of a file.

    Attributes:
        kind: A passage, a note on none, or a mark at a page.
        quote: The words of the passage; empty for none.
        note: What the reader wrote, as Markdown.
        tags: Without ``#``.
        color: What the source calls its colour: a name or ``#rrggbb``; empty for none.
        style: How it was marked, such as ``underline``; empty for a plain highlight.
        created: When it was made, ISO 8601 in UTC; empty where the source does not say.
        modified: When it was changed last, likewise.
        id: The source's own id; empty for none.
        chapter: The title that it stands under.
        page: What its page is called.
        location: Where it stands, as the source has it, such as ``1300-1301``.
        order: What its place among the others is known by: a kind of measure, and numbers that grow as one reads.
        span: From the first to the last unit of that measure, where a passage has both.
        position: Where it stood in a text like the one at hand, in code points; None where that is not known.
        prefix: What stands before the passage.
        suffix: What stands behind it.
        selectors: Selectors of the source that are kept, as JSON.
        earlier: Notes that were there before, each with its time.
        is_cut: Whether the quote was cut off by a limit.
        outcome: What is known without looking for it: a result, and why; empty for nothing.
        before: The same passage as it was marked before, which this one took the place of.
        stored: The whole annotation as JSON, where the source wrote one of the W3C's model.
    """

    kind: Kind
    quote: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    color: str = ""
    style: str = ""
    created: str = ""
    modified: str = ""
    id: str = ""
    chapter: str = ""
    page: str = ""
    location: str = ""
    order: tuple[str, tuple[int, ...]] | None = None
    span: tuple[int, int] | None = None
    position: int | None = None
    prefix: str = ""
    suffix: str = ""
    selectors: tuple[Mapping[str, Any], ...] = ()
    earlier: tuple[tuple[str, str], ...] = ()
    is_cut: bool = False
    outcome: tuple[str, str] | None = None
    before: tuple[Entry, ...] = ()
    stored: Mapping[str, Any] | None = None

    def cleaned(self) -> Entry:
        """Give the entry with nothing in its texts that a terminal would obey."""
        return self._replace(
            quote=clean(self.quote).strip(), note=clean(self.note[:_LONGEST_NOTE]).strip(),
            tags=tuple(dict.fromkeys(filter(None, (_line(tag).lstrip("#") for tag in self.tags)))),
            color=_line(self.color), style=_line(self.style), created=_line(self.created),
            modified=_line(self.modified), id=_line(self.id), chapter=_line(self.chapter), page=_line(self.page),
            before=tuple(entry.cleaned() for entry in self.before), location=_line(self.location),
            prefix=clean(self.prefix), suffix=clean(self.suffix),
            earlier=tuple((_line(when), clean(note)) for when, note in self.earlier),
        )  # fmt: skip


class ImportedBook(NamedTuple):
    """A book as a file of highlights names it, and its entries.

    Attributes:
        title: Its title; empty where the file does not say.
        author: Its author or authors.
        identifiers: ``urn:isbn:…`` and the like.
        url: Its address; empty for none.
        entries: What was marked, in the order of the file.
        key: What tells it from other books of the source; empty where title and author do.
        path: A document on this machine that holds the highlights itself, such as a PDF.
        page: A notebook's page without its items, where the file is an export of ours.
    """

    title: str
    author: str = ""
    identifiers: tuple[str, ...] = ()
    url: str = ""
    entries: tuple[Entry, ...] = ()
    key: str = ""
    path: str = ""
    page: Mapping[str, Any] | None = None

    def cleaned(self) -> ImportedBook:
        """Give the book with clean texts."""
        return self._replace(
            title=_line(self.title), author=_line(self.author), key=_line(self.key), url=_line(self.url),
            identifiers=tuple(filter(None, map(_line, self.identifiers))),
            entries=tuple(entry.cleaned() for entry in self.entries),
        )  # fmt: skip


def _line(text: str) -> str:
    return clean_line(text[:_LONGEST_LINE])


def plain(value: Any) -> str:
    """Give what a file holds as text: numbers as they are written, empty for what is neither."""
    if isinstance(value, str):
        return value
    return str(value) if type(value) in (int, float) else ""


def texts(value: Any) -> tuple[str, ...]:
    """Give the texts in a list, or the one text that stands in its place."""
    values = value if isinstance(value, list) else [value]
    return tuple(text for text in map(plain, values) if text)


def mapping(value: Any) -> Mapping[str, Any]:
    """Give an object of a file; an empty one for what is none."""
    return value if isinstance(value, dict) else {}


def mappings(value: Any) -> list[Mapping[str, Any]]:
    """Give the objects in a list; what is none is left out."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def numbers_in(text: str) -> tuple[int, ...]:
    """Give the whole numbers in a text, such as the steps of an EPUB CFI, without what stands in brackets."""
    bare = re.sub(r"\[[^\]]*(?:\]|\Z)", "", text)
    return tuple(int(each) for each in re.findall(r"\d{1,15}", bare)[:40])


def cfi_order(cfi: str) -> tuple[str, tuple[int, ...]] | None:
    """Give the order of a place in an EPUB (EPUB Canonical Fragment Identifiers 1.1): the steps to its beginning."""
    if not cfi:
        return None
    path, *ends = cfi.removeprefix("epubcfi(").removesuffix(")").split(",")
    steps = numbers_in(path + (ends[0] if ends else ""))
    return ("cfi", steps) if steps else None


def unwrapped(text: str) -> str:
    """Give a quote with its lines joined; paragraphs stay."""
    return "\n".join(" ".join(part.split()) for part in _PARAGRAPH.split(text.strip()))
