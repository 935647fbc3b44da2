"""Document, Section, Block, Span: the one model every format ends in.

Every position is a code point of ``Document.text``; every range is half-open.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from glossator.content.errors import DocumentError as DocumentError
from glossator.content.text.letters import is_right_to_left
from glossator.content.text.sanitize import settle
from glossator.content.text.shortening import shortened

if TYPE_CHECKING:
    from glossator.content.file_hash import FileHash
    from glossator.content.text.callouts import Callout

Kind = Literal["heading", "paragraph", "item", "code", "verse", "table", "figure", "rule", "footnote", "meta"]
SpanKind = Literal[
    "emphasis", "strong", "strike", "underline", "mark", "key", "small-caps", "code", "link", "footnote", "formula",
]  # fmt: skip
PREFORMATTED = frozenset({"code", "verse"})
_FOLD = re.compile(r"[ \t\n]+")


class Span(NamedTuple):
    """A run of text with a meaning; ``target`` is a link's URL, a footnote's label or a formula's TeX."""

    start: int
    end: int
    kind: SpanKind
    target: str = ""


class Container(NamedTuple):
    """What a block stands in: a quote (no marker), a callout (its kind instead), or a list item with its marker."""

    marker: str = ""
    callout: Callout | Literal[""] = ""


class Block(NamedTuple):
    """One block: ``opens`` says how many of its innermost containers begin with it.

    ``level`` is a heading's (1 to 6); ``info`` a code block's language, a footnote's label, or a table's
    alignments, one of ``l c r`` a column; ``title`` for that of a callout, and ``formula`` for verse that is one. A
    table's cells are separated by tabs, its rows by line ends.
    """

    kind: Kind
    start: int
    end: int
    level: int = 0
    spans: tuple[Span, ...] = ()
    containers: tuple[Container, ...] = ()
    opens: int = 0
    info: str = ""
    breaks: tuple[tuple[int, bool], ...] = ()
    """Places inside words where a line may end, each with whether a hyphen is shown there (U+00AD, U+200B)."""


_LONGEST_TITLE = 500
"""Code points of a title."""


class Section(NamedTuple):
    """A heading and what stands under it; ``end`` lies past its last subsection."""

    title: str
    level: int
    start: int
    end: int
    heading_end: int


@dataclass(frozen=True, eq=False, repr=False)
class Document:
    """A cleaned, structured text. ``source`` is where it came from: a path, a URL, or ``-``."""

    title: str
    text: str
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    format: str = "text"
    author: str = ""
    date: str = ""
    url: str = ""
    source: str = ""
    identifiers: tuple[str, ...] = ()
    anchors: Mapping[str, int] = field(default_factory=dict)
    """Where links inside the document lead: a link's target, such as ``#notes``, to a position."""
    parts: tuple[tuple[str, int], ...] = ()
    """What it is divided into where it has no sections, such as pages: names and positions."""
    pages: tuple[tuple[str, int], ...] = ()
    """The pages that its source is printed on, where it has any: their labels, and where each begins."""
    rest: int = 0
    """How many code points follow when only the head was read; an estimate."""
    file_hash: FileHash | None = None
    warning: str = ""
    """What a person must be told of how it was read, on one line; empty for nothing."""
    is_old_copy: bool = False
    """Whether it is the copy kept before, for its server could not be reached."""

    @property
    def bytes_sha256(self) -> str:
        """The hash of the file it was read from, in hexadecimal; empty when only the head was read."""
        return self.file_hash.hexdigest() if self.file_hash and not self.rest else ""

    @cached_property
    def text_sha256(self) -> str:
        """The document's identity when nothing better is known."""
        import hashlib

        return hashlib.sha256(self.text.encode()).hexdigest()

    @cached_property
    def has_right_to_left(self) -> bool:
        """Whether some of it is written from right to left."""
        return not self.text.isascii() and is_right_to_left(self.text)

    @cached_property
    def _block_starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    @cached_property
    def _section_starts(self) -> list[int]:
        return [section.start for section in self.sections]

    @cached_property
    def _parents(self) -> list[int | None]:
        """For each section the one it stands in: the last before it of a higher level."""
        parents: list[int | None] = []
        open_: list[int] = []
        for index, section in enumerate(self.sections):
            while open_ and self.sections[open_[-1]].level >= section.level:
                open_.pop()
            parents.append(open_[-1] if open_ else None)
            open_.append(index)
        return parents

    def page_at(self, position: int) -> int | None:
        """The index of the page that holds a position; None where there are no pages, and before the first."""
        index = bisect_right(self.pages, position, key=itemgetter(1)) - 1
        return index if index >= 0 else None

    def page_label(self, position: int) -> str:
        """What the page that holds a position is called, such as ``xii``; empty for none."""
        index = self.page_at(position)
        return self.pages[index][0] if index is not None else ""

    def page_start(self, label: str) -> int | None:
        """Where the page of a label begins, else that of a number counted from 1; None where there is none."""
        wanted = label.strip().casefold()
        for name, start in self.pages:
            if name.casefold() == wanted:
                return start
        is_number = wanted.isascii() and wanted.isdecimal() and len(wanted) < 7
        return self.pages[int(wanted) - 1][1] if is_number and 1 <= int(wanted) <= len(self.pages) else None

    def block_at(self, position: int) -> int:
        """The index of the block that holds a position."""
        return max(0, bisect_right(self._block_starts, position) - 1)

    def section_at(self, position: int) -> int | None:
        """The index of the innermost section that holds a position, None before the first."""
        index = bisect_right(self._section_starts, position) - 1
        return index if index >= 0 else None

    def section_path(self, index: int | None) -> list[int]:
        """The indexes from the outermost section down to this one."""
        path: list[int] = []
        while index is not None:
            path.append(index)
            index = self._parents[index]
        return path[::-1]

    def section_titles(self, position: int) -> list[str]:
        """The titles of the sections around a position, outermost first."""
        return [self.sections[i].title for i in self.section_path(self.section_at(position))]

    def span_at(self, position: int) -> Span | None:
        """The link or footnote reference at a position."""
        if not self.blocks:
            return None
        for span in self.blocks[self.block_at(position)].spans:
            if span.kind in ("link", "footnote") and span.start <= position < span.end:
                return span
        return None


@dataclass
class Builder:
    """Gathers blocks in reading order and joins their texts by line ends."""

    texts: list[str] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    """As ``anchors``, which are where blocks begin, but where exactly in a block."""
    length: int = 0

    def add(
        self,
        kind: Kind,
        text: str,
        *,
        level: int = 0,
        spans: Iterable[Span] = (),
        containers: tuple[Container, ...] = (),
        opens: int = 0,
        info: str = "",
    ) -> None:
        """Append a block; ``spans`` are relative to ``text``, which the caller has folded and cleaned.

        Args:
            kind: What the block is.
            text: Its text, folded and cleaned by the caller; positions in it are code points.
            level: Of a heading, from 1.
            spans: Where something is set differently, relative to ``text``.
            containers: The lists and quotations around it, outermost first.
            opens: How many of the containers begin with this block.
            info: What the kind wants to know, such as the language of code.
        """
        start = self.length
        settled = settle(text)
        text = settled.text
        if settled.removed:
            text = text if kind in PREFORMATTED else text.rstrip(" ")
            spans = without_parts(spans, settled.removed, len(text))
        breaks = () if kind in PREFORMATTED else tuple([(start + at, hyphen) for at, hyphen in settled.breaks])
        moved = tuple([Span(s.start + start, s.end + start, s.kind, s.target) for s in spans])
        self.texts.append(text)
        self.blocks.append(Block(kind, start, start + len(text), level, moved, containers, opens, info, breaks))
        self.length = start + len(text) + 1

    def name(self, anchor: str, before: int = 0) -> None:
        """Name a place in the block that is added next; links lead to where that begins.

        Args:
            anchor: Its name, as links say it.
            before: How many code points of the block stand before it.
        """
        self.anchors.setdefault(anchor, self.length)
        self.places.setdefault(anchor, self.length + before)

    def document(
        self, title: str = "", *, sections: Iterable[tuple[str, int, int]] | None = None, **facts: object
    ) -> Document:
        """The finished document, its sections those of its headings, or ``sections``: (title, level, start).

        Raises DocumentError when there is no text in it.

        Args:
            title: Of the document; empty where it has none.
            sections: Title, level from 1 and first code point of each, where a table of contents gives them.
            **facts: Other fields of Document, such as ``format`` or ``author``.
        """
        text = "\n".join(self.texts)
        if not text.strip():
            raise DocumentError("no text in it")
        found = sections_of(text, self.blocks) if sections is None else tree_of(sections, len(text), self.blocks)
        if not title and found:
            title = found[0].title
        last = max(0, len(text) - 1)
        anchors = {name: min(place, last) for name, place in self.anchors.items()}
        return Document(_bounded(title), text, tuple(self.blocks), found, anchors=anchors, **facts)  # type: ignore[arg-type]


def without_parts(spans: Iterable[Span], removed: list[tuple[int, int]], length: int) -> list[Span]:
    """Spans as they are once parts of their text were taken out; those with nothing left go.

    Args:
        spans: Spans of the text as it was.
        removed: The start and the length of each part, in order.
        length: Of the text as it is then.
    """
    starts = [start for start, _ in removed]
    sums = [0, *itertools.accumulate(length for _, length in removed)]

    def moved(position: int) -> int:
        index = bisect_right(starts, position)
        if not index:
            return position
        begin, size = removed[index - 1]
        return position - sums[index - 1] - min(size, position - begin)

    placed = [span._replace(start=moved(span.start), end=min(length, moved(span.end))) for span in spans]
    return [span for span in placed if span.start < span.end]


def sections_of(text: str, blocks: Iterable[Block]) -> tuple[Section, ...]:
    """The section tree, flat and in reading order, from the headings.

    Args:
        text: The document's text.
        blocks: Its blocks, in order.

    Returns:
        One section a heading, in reading order; each ends where the next of its level or above begins.
    """
    headings = [block for block in blocks if block.kind == "heading" and block.end > block.start]
    return _nested([(text[h.start : h.end].replace("\n", " "), h.level, h.start, h.end) for h in headings], len(text))


def tree_of(entries: Iterable[tuple[str, int, int]], length: int, blocks: Sequence[Block]) -> tuple[Section, ...]:
    """The section tree from a table of contents: (title, level, start); in reading order, whatever order it had.

    Args:
        entries: Title, level from 1 and first code point of each section.
        length: Of the document's text, in code points.
        blocks: Its blocks, in order.
    """
    starts = [block.start for block in blocks]
    rows = []
    for title, level, start in sorted(entries, key=lambda entry: entry[2]):
        block = blocks[max(0, bisect_right(starts, start) - 1)]
        rows.append((title, level, start, block.end if block.kind == "heading" else start))
    return _nested(rows, length)


def _nested(rows: list[tuple[str, int, int, int]], length: int) -> tuple[Section, ...]:
    """Sections from (title, level, start, end of the heading): each ends where one not below it begins."""
    ends = [length] * len(rows)
    open_: list[int] = []
    for index, (_, level, start, _) in enumerate(rows):
        while open_ and rows[open_[-1]][1] >= level:
            ends[open_.pop()] = start
        open_.append(index)
    return tuple(
        Section(_bounded(title), level, start, end, heading_end)
        for (title, level, start, heading_end), end in zip(rows, ends, strict=True)
    )


def _bounded(title: str) -> str:
    """A title, cut if it is too long: it is repeated in the tree, the library and every search result below it."""
    return shortened(title, _LONGEST_TITLE)


def fold(text: str) -> str:
    """White space folded to single blanks, as canonical prose has it (no-break spaces stay)."""
    return _FOLD.sub(" ", text).strip(" ")
