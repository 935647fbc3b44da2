"""The notebook that Kindle's applications export as HTML. Its classes say what is what; its tags may not match."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from glossator.content.errors import GlossatorError
from glossator.content.exchange.imports.entry import Entry, ImportedBook, unwrapped
from glossator.content.exchange.imports.given import Given

_PART = re.compile(
    r"<(?:div|h[1-6])\b[^<>]{0,500}?\bclass\s{0,9}=\s{0,9}[\"'](bookTitle|authors|sectionHeading|noteHeading|noteText)[\"']"
    r"[^<>]{0,500}>", re.I,
)
_COLOR = re.compile(r"highlight_(\w{1,20})")
_PAGE = re.compile(r"(?:page|seite|página|pagina|page|страница|ページ|第)\s*([\divxlcdm,]+)", re.I)
_LOCATION = re.compile(
    r"(?:location|position|posición|emplacement|posizione|posição|locatie|место|位置)[\s#No.]*([\d.,]+)", re.I
)
_LONGEST = 60
"""Locations that a passage takes at the most."""
_CHAPTER = re.compile(r"\)? [-–] (.{1,300}?) > (?:page|seite|página|pagina|страница|ページ|第)", re.I)
_NOTE = re.compile(r"^\s*(?:note|notiz|nota|notitie|заметка|メモ|笔记)\b|^\s*(?:メモ|笔记)", re.I)
_BOOKMARK = re.compile(
    r"^\s*(?:bookmark|lesezeichen|signet|marcador|segnalibro|bladwijzer|закладка|ブックマーク|书签)", re.I
)


def read(given: Given) -> list[ImportedBook]:
    """Read the notebook of one book.

    Raises:
        GlossatorError: It is none.
    """
    pieces = _PART.split(given.text)
    if len(pieces) < 3:
        raise GlossatorError(f"{given.shown}: no notebook of a Kindle")
    title = author = section = ""
    entries: list[Entry] = []
    heading: tuple[str, str] = ("", "")
    for name, markup in zip(pieces[1::2], pieces[2::2], strict=True):
        text = _text(markup)
        match name.lower():
            case "booktitle":
                title = " ".join(text.split())
            case "authors":
                author = " ".join(text.split())
            case "sectionheading":
                section = " ".join(text.split())
            case "noteheading":
                if _BOOKMARK.match(text):
                    mark = _entry((text, ""), section, len(entries))
                    entries.append(mark._replace(outcome=("skipped", "a bookmark")))
                color = _COLOR.search(markup)
                heading = (text, color[1] if color else "")
            case _:
                _take(entries, heading, text, section)
    return [ImportedBook(title, author, entries=tuple(entries))]


def _take(entries: list[Entry], heading: tuple[str, str], text: str, section: str) -> None:
    """Take what stands under a heading: a passage, or the note on the one before it."""
    if not _NOTE.match(heading[0]):
        entries.append(_entry(heading, section, len(entries))._replace(kind="highlight", quote=unwrapped(text)))
        return
    alone = _entry(heading, section, len(entries))._replace(note=text.strip())
    before = entries[-1] if entries else None
    is_on_it = before is not None and before.kind == "highlight" and not before.note and not before.outcome
    if before is not None and is_on_it and _is_near(before, alone):
        entries[-1] = before._replace(note=alone.note)
    else:
        entries.append(alone)


def _is_near(passage: Entry, note: Entry) -> bool:
    """Whether a note that follows a passage is on it: it stands at its end, some locations on, or on its page."""
    if passage.location and note.location:
        return 0 <= int(note.location) - int(passage.location) <= _LONGEST
    if passage.page and note.page:
        return passage.page == note.page
    return not (note.location or note.page)


def _entry(heading: tuple[str, str], section: str, number: int) -> Entry:
    page, location = _PAGE.search(heading[0]), _LOCATION.search(heading[0])
    own = _CHAPTER.search(" ".join(heading[0].split()))
    where = re.sub(r"\D", "", location[1]) if location else ""
    return Entry(
        "note", color=heading[1], chapter=own[1] if own else section, page=page[1].strip(",") if page else "",
        location=where, order=("file", (number,)),
    )  # fmt: skip


def _text(markup: str) -> str:
    """The text of a piece of HTML, up to where its element ends."""
    own = re.split(r"</(?:div|h[1-6])\s*>", markup, maxsplit=1, flags=re.I)[0]
    own = re.sub(r"[ \t]*<br\s*/?>\s?", "\n", own, flags=re.I)
    root: Any = etree.fromstring(f"<div>{own}</div>".encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8"))
    return "".join(root.itertext()).strip() if root is not None else ""
