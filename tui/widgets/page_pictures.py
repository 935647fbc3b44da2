"""The pictures of a page: those that were decoded, and which of those on screen are still to be."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from rich.color import Color
from rich.style import Style
from textual.strip import Strip

if TYPE_CHECKING:
    from glossator.tui.layout.line_table import LineTable, Row
    from glossator.tui.widgets.runs import Styles

Cells = tuple[int, int]
"""The cells that a picture takes across, and its rows."""
_MOST_CELLS = 60_000
"""Cells of pictures that are kept decoded: several times those of a screen, so that none on it goes."""


class PagePictures:
    """Pictures by the index of the block that each stands above, at the size it is shown in."""

    def __init__(self, want: Callable[[], object]) -> None:
        """Begin with none.

        Args:
            want: Called, once for many, when a picture is to be drawn that is not there yet; see ``take_wanted``.
        """
        self._want = want
        self._strips: OrderedDict[tuple[int, Cells], Sequence[Strip]] = OrderedDict()
        self._wanted: dict[int, Cells] = {}
        self._asked: set[tuple[int, Cells]] = set()
        self._why: dict[int, str] = {}
        self._page: Color | None = None
        """The colour that they were drawn on."""
        self._kept = 0
        """The cells of those that are kept."""

    def clear(self) -> None:
        """Forget all of them: they belong to another text."""
        self._strips.clear()
        self._kept = 0
        self._wanted.clear()
        self._asked.clear()
        self._why.clear()

    def line(self, table: LineTable, row: Row, margin: int, width: int, styles: Styles) -> Strip | None:
        """Give a line of the page that is a row of a picture; None for any other.

        Args:
            table: The lines of the text.
            row: The line.
            margin: The cells left of the text.
            width: Those of all the line.
            styles: How each part of the page is drawn.
        """
        cells, rows = table.picture(row.block) if row.line < 0 and table.pictures else (0, 0)
        if -row.line > rows or not rows:
            return None
        base = styles("text")
        if base.bgcolor != self._page:  # which shines through what is transparent
            self.clear()
            self._page = base.bgcolor
        drawn = self.row(row.block, (cells, rows), rows + row.line, base + styles("code"))
        before = margin + table.inset(row.block)
        return Strip.join([Strip.blank(before, base), drawn, Strip.blank(max(0, width - before - cells), base)])

    def row(self, index: int, cells: Cells, line: int, style: Style) -> Strip:
        """Give a row of a picture, or of what stands there until it is decoded.

        Args:
            index: Of the block.
            cells: The size it is shown in.
            line: The row, from 0 at the top.
            style: How a field without a picture is drawn.
        """
        key = index, cells
        if key in self._strips:
            self._strips.move_to_end(key)
            return self._strips[key][line]
        if index not in self._why and key not in self._asked:
            self._asked.add(key)
            if not self._wanted:
                self._want()
            self._wanted[index] = cells
        from glossator.tui.widgets.picture_cells import waiting

        return waiting(self._why.get(index, "…"), *cells, style)[line]

    def forget(self, index: int) -> None:
        """Ask for a picture again: it can be had now."""
        self._why.pop(index, None)
        self._asked = {key for key in self._asked if key[0] != index}

    def take_wanted(self) -> dict[int, Cells]:
        """Give the pictures that are to be decoded, each with its size; they are asked for no more."""
        wanted, self._wanted = self._wanted, {}
        return wanted

    def put(self, index: int, cells: Cells, strips: Sequence[Strip]) -> None:
        """Take a picture.

        Args:
            index: Of the block.
            cells: The size it is shown in.
            strips: Its rows.
        """
        if (index, cells) in self._strips:
            return
        self._strips[index, cells] = strips
        self._why.pop(index, None)
        self._asked.discard((index, cells))
        self._kept += cells[0] * cells[1]
        while self._kept > _MOST_CELLS and len(self._strips) > 1:
            (_, (across, down)), _ = self._strips.popitem(last=False)
            self._kept -= across * down

    def has(self, index: int, cells: Cells) -> bool:
        """Tell whether a picture is kept.

        Args:
            index: Of the block.
            cells: The size it is shown in.
        """
        return (index, cells) in self._strips

    def refuse(self, index: int, why: str) -> None:
        """Say instead of a picture why it is not shown.

        Args:
            index: Of the block.
            why: A few words.
        """
        self._why[index] = why
