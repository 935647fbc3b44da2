"""Spans: those of a block that touch a range, found as fast among many as among few."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from glossator.content.document import Document, Span


class Spans:
    """The spans of a document's blocks, in order once a block is asked about."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._of_block: dict[int, tuple[list[Span], list[int]]] = {}
        """By block: the spans, and the furthest that one reaches of those up to each."""

    def touching(self, index: int, start: int, end: int) -> list[Span]:
        """The spans of a block that touch a range, in their order; those of a kind that overlap are one.

        Args:
            index: Of the block.
            start: First code point.
            end: Code point after the last.
        """
        if not self._document.blocks[index].spans:
            return []
        if index not in self._of_block:
            spans = _joined(self._document.blocks[index].spans)
            self._of_block[index] = spans, list(accumulate((span.end for span in spans), max))
        spans, reaches = self._of_block[index]
        upto = bisect_left(spans, end, key=lambda span: span.start)
        return [span for span in spans[bisect_right(reaches, start) : upto] if span.end > start]


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in the order of their starts; those of a kind that overlap as one, however many there are."""
    out: list[Span] = []
    last: dict[str, int] = {}
    for span in sorted(spans):
        at = last.get(span.kind)
        if at is not None and out[at].end > span.start:
            out[at] = out[at]._replace(end=max(out[at].end, span.end))
        else:
            last[span.kind] = len(out)
            out.append(span)
    return out
