"""Our own page of annotations, as ``gloss notes export --to html`` writes it."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from glossator.content.errors import DocumentError, GlossatorError
from glossator.content.exchange.as_markdown import as_markdown
from glossator.content.exchange.imports.dates import iso
from glossator.content.exchange.imports.entry import Entry, ImportedBook
from glossator.content.exchange.imports.given import Given
from glossator.content.formats import html
from glossator.content.sources.source import Source

_PASSAGE = re.compile(r"<blockquote id=\"(?:urn:uuid:)?[0-9a-f-]{36}\" class=\"[\w#-]{0,40}\"><p>")
_LOWERED = 2
"""How many levels the headings of a note stand lower on the page."""


def is_export(text: str) -> bool:
    """Whether a text is such a page.

    Args:
        text: Its beginning.
    """
    return "<p class=\"facts\">" in text and bool(_PASSAGE.search(text))


def read(given: Given) -> list[ImportedBook]:
    """Read the documents of an export.

    Raises:
        GlossatorError: There are none.
    """
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    root: Any = etree.fromstring(given.text.encode("utf-8", "replace"), parser)
    body = root.find("body") if root is not None else None
    reader = _Reader()
    for element in body if body is not None else ():
        if isinstance(element.tag, str):
            reader.read(element)
    if not reader.books:
        raise GlossatorError(f"{given.shown}: no page of ours")
    return reader.books


class _Reader:
    """Reads one element after the other: a title, what is known of the document, and its passages under headings."""

    def __init__(self) -> None:
        self.books: list[ImportedBook] = []
        self._chapter = ""

    def read(self, element: Any) -> None:
        """Read a child of the page's body."""
        kind = element.get("class") or ""
        match element.tag:
            case "h1":
                self.books.append(ImportedBook(_text(element)))
                self._chapter = ""
            case "h2" | "h3" | "h4" | "h5" | "h6":
                self._chapter = _text(element)
            case "blockquote" if self.books:
                self._add(element)
            case "div" if kind == "note" and self.books and self.books[-1].entries:
                self._change_last(note=_note(element))
            case "p" if kind == "facts" and self.books:
                self._facts([fact.strip() for fact in _text(element).split(" · ")])

    def _add(self, element: Any) -> None:
        book = self.books[-1]
        quote = _passage(element)
        self.books[-1] = book._replace(entries=(*book.entries, Entry(
            "highlight" if quote else "note", quote, color=element.get("class") or "", id=element.get("id") or "",
            chapter=self._chapter, order=("file", (len(book.entries),)),
        )))  # fmt: skip

    def _facts(self, facts: list[str]) -> None:
        """Take the line beneath the title, or that beneath a passage."""
        book = self.books[-1]
        if not book.entries:
            others = [fact for fact in facts if not re.fullmatch(r"\d{4}", fact)]
            url = next((fact for fact in others if re.match("https?://", fact)), "")
            author = next((fact for fact in others[:1] if fact != url and not re.match("[/~]", fact)), "")
            self.books[-1] = book._replace(author=author, url=url)
            return
        tags = tuple(fact[1:] for fact in facts if fact.startswith("#"))
        page = next((fact[3:] for fact in facts if fact.startswith("p. ")), "")
        day = next((fact for fact in facts[-1:] if re.fullmatch(r"\d{4}-\d\d-\d\d", fact)), "")
        self._change_last(tags=tags, page=page, created=iso(day))

    def _change_last(self, **changes: Any) -> None:
        *before, last = self.books[-1].entries
        self.books[-1] = self.books[-1]._replace(entries=(*before, last._replace(**changes)))


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _passage(element: Any) -> str:
    """The text of a passage, whose lines ``br`` ends."""
    for each in element.iter("br"):
        each.tail = "\n" + (each.tail or "").removeprefix("\n")
    return "".join(element.itertext()).strip()


def _note(element: Any) -> str:
    """A note of ours as Markdown: what its HTML says."""
    for heading in element.iter("h3", "h4", "h5", "h6"):
        heading.tag = f"h{int(heading.tag[1]) - _LOWERED}"
    return markdown_of(etree.tostring(element, encoding="unicode", method="html", with_tail=False))


def markdown_of(markup: str) -> str:
    """Give what HTML says as Markdown, without what would be fetched or run.

    Args:
        markup: A piece of HTML.
    """
    page = f"<body>{markup}</body>".encode("utf-8", "replace")
    try:
        return as_markdown(html.read(Source("note.html", page, whole_page=True, charset="utf-8"))).strip()
    except DocumentError:
        return ""
