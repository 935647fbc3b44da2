"""OpenSpans: the spans that have begun and not ended; each goes on in every block that begins in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from glossator.content.document import Span, SpanKind
from glossator.content.html.block_writer import BlockWriter
from glossator.content.html.links import Links

_MOST = 24
"""Spans that may be open at once."""


@dataclass
class _Open:
    """A span not yet ended; ``element`` ends it."""

    element: Any
    start: int
    kind: SpanKind
    target: str


class OpenSpans:
    """The spans of a tree that is being read."""

    def __init__(self, writer: BlockWriter, links: Links) -> None:
        """Begin with none.

        Args:
            writer: Gathers the block that they are in.
            links: Knows what footnotes are called.
        """
        self._writer = writer
        self._links = links
        self._open: list[_Open] = []

    def has(self, *kinds: SpanKind) -> bool:
        """Whether a span of one of some kinds is open."""
        return any(span.kind in kinds for span in self._open)

    def over(self, length: int) -> list[Span]:
        """Give the link that is open, over a block of its own, such as a picture's words.

        Args:
            length: Of the block, in code points.
        """
        links = [span.target for span in self._open if span.kind == "link" and length]
        return [Span(0, length, "link", links[-1])] if links else []

    def begin(self, element: Any, kind: SpanKind, target: str = "", start: int | None = None) -> None:
        """Begin a span, unless one alike is open.

        Args:
            element: The element that ends it.
            kind: How it is set.
            target: Where it leads, of a link or a footnote.
            start: A code point of the block; what is gathered next, unless given.
        """
        is_again = not target and any(each.kind == kind and not each.target for each in self._open)
        if len(self._open) < _MOST and not is_again:
            self._open.append(_Open(element, self._writer.length if start is None else start, kind, target))

    def end(self, element: Any) -> None:
        """End the span of an element, if it has one, with those that began in it."""
        while self._open and any(span.element is element for span in self._open):
            span = self._open.pop()
            if span.kind == "footnote":
                span.target = self._links.labels.of(span.target, self._writer.text_since(span.start))
            self._writer.span(span.start, span.kind, span.target)

    def part(self) -> None:
        """End the spans in the block that ends here, and begin them again in the next."""
        for span in self._open:
            if span.kind != "footnote":
                self._writer.span(span.start, span.kind, span.target)
            span.start = 0
