"""Which notebook is a document's: by its text, its bytes, its identifiers, its path, or by the quotes in it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal, NamedTuple, Protocol

from glossator.content.document import Document
from glossator.content.notes.anchoring import locate
from glossator.content.notes.annotation import readable
from glossator.content.notes.facts import Facts
from glossator.content.notes.files import Stamp, known_notebooks, original_of, page_of, stamp_of, unsaved_page
from glossator.content.sources.urls import without_credentials
from glossator.content.text.sanitize import clean_line

Reason = Literal["text", "bytes", "identifier", "path", "title", "quotes"]
_SURE: frozenset[Reason] = frozenset({"text", "bytes"})
_LEAST_QUOTED = 20
"""Code points of quotes that a text must hold before they say that it is the document's."""
_ALIKE = 90
"""Of 100: how alike two titles are of one work."""
_MOST_LOOKED_FOR = 400
"""Quotes looked for in a text; they stand for the others."""


class Match(NamedTuple):
    """A notebook that may be a document's.

    ``reason`` is what says so; ``held`` of ``quotes`` passages were found in the text.
    """

    path: Path
    reason: Reason
    held: int = 0
    quotes: int = 0
    page: dict[str, Any] | None = None
    stamp: Stamp | None = None
    """The page in its file, with the file's state when it was read, so that it need not be read twice."""

    @property
    def is_sure(self) -> bool:
        """True when nobody need be asked: the text or the file is the same, or its passages are in the text.

        What only passages speak for, in a text under another name, is offered and not taken.
        """
        if self.reason in _SURE or self.quotes == 0:
            return True
        return self.reason != "quotes" and self.held * 4 >= self.quotes


def find_notebook(document: Document, folder: Path, *, but: Path | None = None) -> Match | None:
    """Find the notebook of a document.

    Args:
        document: The document, read to its end.
        folder: The notes folder.
        but: A notebook that is not meant.

    Returns:
        The best match: the same text, now or in an earlier version; the same bytes; an identifier; the path; the title
        of one whose text was never at hand; else the notebook most of whose passages stand in the text. None when
        nothing speaks for any.
    """
    expected = document.text_sha256[:8]
    source = without_credentials(document.source)
    names = {*document.identifiers, without_credentials(document.url)} - {""}
    others: list[tuple[int, Path, dict[str, Any], Facts]] = []
    damaged: Match | None = None
    known = known_notebooks(folder)
    for path in sorted({*known} - {but}, key=lambda path: (expected not in path.name, path.name)):
        stamp = stamp_of(path)
        page = page_of(path) if stamp else unsaved_page(known[path])
        if page is None:
            if (original_of(path) or path).name.endswith(f"-{expected}.json"):
                damaged = damaged or Match(path, "text")
            continue
        facts = Facts.of(page)
        if document.text_sha256 in facts.texts:
            return Match(path, "text", page=page, stamp=stamp)
        evidence = (
            bool(document.bytes_sha256) and document.bytes_sha256 in facts.bytes,
            bool(names & facts.names),
            source not in ("", "-") and source in facts.sources,
            not facts.texts and _is_named_so(document, facts),
        )
        rank = len(evidence) - evidence.index(True) if any(evidence) else 0
        others.append((rank, path, page, facts))
    if damaged:  # by its name it is the document's, and nothing else is
        return damaged
    others.sort(key=lambda other: -other[0])
    reasons: dict[int, Reason] = {4: "bytes", 3: "identifier", 2: "path", 1: "title"}
    matches: list[Match] = []
    for rank, path, page, _ in others:
        if rank == 0 and matches and matches[0].is_sure:
            break
        items = [item for each in page["items"][:_MOST_LOOKED_FOR] if (item := readable(each))]
        if rank:
            found = sum(locate(document.text, item.selectors) is not None for item in items)
            matches.append(Match(path, reasons[rank], found, len(items)))
            continue
        exact = [item.selectors.exact for item in items if item.selectors.exact in document.text]
        if len(exact) * 2 >= len(items) and sum(map(len, set(exact))) >= _LEAST_QUOTED:
            matches.append(Match(path, "quotes", len(exact), len(items)))
    sure = [match for match in matches if match.is_sure]
    return next(iter(sure or sorted(matches, key=lambda m: (m.reason == "path", -m.held))), None)


def _is_named_so(document: Document, facts: Facts) -> bool:
    """Whether a notebook whose text was never at hand is called as a document is."""
    from glossator.content.text.titles import title_likeness

    return max(title_likeness(facts.title, name) for name in (document.title, Path(document.source).stem)) >= _ALIKE


class HasMatch(Protocol):
    """A notebook, with what says that it is the document's."""

    match: Match | None

    @property
    def facts(self) -> Facts:
        """What the notebook says of its document."""


def doubt(notebook: HasMatch) -> str:
    """Say, on one line, why it is not sure that a notebook is the document's."""
    match = notebook.match
    assert match
    held = f"{match.held} of their {match.quotes} passages occur in it"
    title = clean_line(notebook.facts.title)
    if match.reason == "quotes":
        return f"the notes kept for “{title}” may belong to this document: {held}"
    return f"the notes kept for it are on another text, “{title}”: {held}"
