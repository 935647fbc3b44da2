"""What lies on the text of a page: highlights, hits of a search, the sentence read aloud, the colours of code."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from glossator.tui.widgets.paint import Mark, visible

if TYPE_CHECKING:
    from glossator.content.document import Document
    from glossator.tui.reading.position_map import PositionMap

MarksIn = Callable[[int, int], list[Mark]]
"""Gives the marks that touch a range of code points; asked line by line, so that only those on screen cost anything."""


class Matches(Protocol):
    """The marks of all hits of a search."""

    def touching(self, start: int, end: int) -> list[Mark]:
        """Give those that touch a range; asked line by line.

        Args:
            start: First code point.
            end: Code point after the last.
        """

    def has_any_in(self, start: int, end: int) -> bool:
        """Whether a hit begins in a range; asked for each row's share of the text, so none is made for it.

        Args:
            start: First code point.
            end: Code point after the last.
        """


_LONGEST_HIT = 1000
"""Code points of one match."""
_LONGEST_CODE = 50_000
"""Code points of a block of code that is still coloured."""


def _none(_start: int, _end: int) -> list[Mark]:
    return []


class PageMarks:
    """The marks of one document, by their positions."""

    def __init__(self) -> None:
        self.highlights: MarksIn = _none
        self.hits: list[Mark] = []
        """The words of the hit that is current, sorted by start."""
        self.matches: Matches | None = None
        """Those of all hits."""
        self.spoken: tuple[int, int] | None = None
        """The sentence that is read aloud."""
        self._code: dict[int, list[Mark]] = {}

    def move(self, mapping: PositionMap) -> None:
        """Move what stands at a position with its words, to another version of the document."""
        moved = ((mapping.range(mark.start, mark.end), mark.style) for mark in self.hits)
        self.hits = [Mark(*place, style) for place, style in moved if place]
        self.matches = None
        self.spoken = self.spoken and mapping.range(*self.spoken)
        self._code.clear()

    def touching(self, start: int, end: int) -> list[Mark]:
        """Give the marks that touch a range, those drawn last at the end.

        Args:
            start: First code point.
            end: Code point after the last.
        """
        marks = self.highlights(start, end)
        if self.matches:
            marks = marks + self.matches.touching(start, end)
        marks = marks + visible(self.hits, start, end, _LONGEST_HIT)
        if self.spoken:
            marks.append(Mark(*self.spoken, "spoken"))
        return marks

    def code(self, document: Document, index: int) -> list[Mark]:
        """Give the colours of a block of code, or none for any other block.

        Args:
            document: What is shown.
            index: Of the block.
        """
        block = document.blocks[index]
        if block.kind != "code" or not block.info or block.end - block.start > _LONGEST_CODE:
            return []
        if index not in self._code:
            from glossator.tui.widgets.syntax import code_marks

            self._code[index] = code_marks(document.text[block.start : block.end], block.info, block.start)
        return self._code[index]
