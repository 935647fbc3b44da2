"""Numbering: the numbers of the lines of code, and the cells they take."""

from __future__ import annotations

from bisect import bisect_left

from glossator.content.document import Document


class LineNumbers:
    """The numbers of those blocks of code that have them."""

    def __init__(self, document: Document) -> None:
        """Begin without any.

        Args:
            document: The document.
        """
        self._document = document
        self._gutters: dict[int, int] = {}
        self._line_ends: dict[int, list[int]] = {}
        """Of a block, once asked about: where its lines end."""

    def add(self, index: int) -> None:
        """Number the lines of a block."""
        block = self._document.blocks[index]
        self._gutters[index] = len(str(self._document.text.count("\n", block.start, block.end) + 1)) + 1  # and a blank

    def width(self, index: int) -> int:
        """The cells that the numbers of a block take, with the blank behind them; 0 for one that has none."""
        return self._gutters.get(index, 0)

    def at(self, index: int, position: int) -> int:
        """The number of a line of code, as it counts in its block.

        Args:
            index: Of the block.
            position: A code point of the line.

        Returns:
            From 1 on; 0 where lines are not numbered.
        """
        if index not in self._gutters:
            return 0
        if index not in self._line_ends:
            block, text = self._document.blocks[index], self._document.text
            self._line_ends[index] = [at for at in range(block.start, block.end) if text[at] == "\n"]
        return bisect_left(self._line_ends[index], position) + 1
