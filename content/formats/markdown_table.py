"""The tables of Markdown: their cells gathered, and joined to the text of one block."""

from __future__ import annotations

from typing import Any

from glossator.content.document import Span, fold

Cell = tuple[str, list[Span]]
"""A text and its spans."""
_ALIGNMENTS = {"Left": "l", "Center": "c", "Right": "r", "None": "l"}


class Table:
    """A table being read.

    Attributes:
        columns: The alignments of its columns, one of ``l c r`` each.
    """

    def __init__(self, alignments: Any) -> None:
        """Begin a table.

        Args:
            alignments: The alignments of its columns, by pulldown-cmark's names.
        """
        self.columns = "".join(_ALIGNMENTS.get(alignment, "l") for alignment in alignments)
        self._rows: list[list[Cell]] = []

    def begin_row(self) -> None:
        """The cells that follow are of another row."""
        self._rows.append([])

    def add(self, cell: Cell) -> None:
        """Add a cell to the row."""
        self._rows[-1].append(cell)

    def joined(self) -> Cell:
        """The text of all cells, separated by tabs, the rows by line ends; and their spans in it."""
        lines: list[str] = []
        spans: list[Span] = []
        at = 0
        for row in self._rows:
            cells = []
            for text, marks in row:
                cell = fold(text)
                if len(cell) == len(text):
                    spans += [mark._replace(start=mark.start + at, end=mark.end + at) for mark in marks]
                cells.append(cell)
                at += len(cell) + 1
            lines.append("\t".join(cells))
        return "\n".join(lines), spans
