"""PictureLayer: pictures over cells that stand for them, on terminals that take pictures where the cursor is.

Textual composes cells: it cuts lines, lays widgets over one another and writes what has changed. So a picture is cells,
too, each of which names its place in it; only on the way to the terminal they become blanks and the part of the picture
that belongs there. This is what kitty does by itself with its placeholders.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Protocol, runtime_checkable

from glossator.tui.graphics import Graphics
from glossator.tui.widgets.picture_cells import PLACEHOLDER, SLICE_CELL, SLICE_CELLS, slice_place

_NOWHERE = -1, 0, 0


class Sliced(Protocol):
    """A picture of which a part of a row can be drawn."""

    def part(self, row: int, first: int, count: int) -> str:
        """Give what draws a part of a row where the cursor is.

        Args:
            row: The row of cells, from 0 at the top.
            first: The first of its cells.
            count: How many cells.
        """


@runtime_checkable
class LayeredDriver(Protocol):
    """A driver that puts pictures into what it writes.

    Attributes:
        picture_layer: The pictures; None as long as there are none.
    """

    picture_layer: PictureLayer | None


class PictureLayer:
    """The pictures that the terminal may be given, by their numbers, and what is known of the terminal."""

    def __init__(self) -> None:
        self.graphics = Graphics()
        self._pictures: dict[int, Sliced] = {}
        self._cells = re.compile(SLICE_CELLS)
        self._cell = re.compile(SLICE_CELL)

    def put(self, number: int, picture: Sliced) -> None:
        """Take a picture.

        Args:
            number: The number that its cells name.
            picture: The picture.
        """
        self._pictures[number] = picture

    def remove(self, numbers: Iterable[int]) -> set[int]:
        """Forget pictures.

        Args:
            numbers: Their numbers.

        Returns:
            Those that were known.
        """
        return {number for number in numbers if self._pictures.pop(number, None)}

    def drawn(self, data: str) -> str:
        """Put pictures into what is written to the terminal.

        Args:
            data: Text and control sequences.

        Returns:
            The same with blanks in the place of cells that stand for pictures, and the pictures over the blanks.
        """
        return self._cells.sub(self._run, data) if PLACEHOLDER in data else data

    def _run(self, match: re.Match[str]) -> str:
        """The pictures of cells beside one another."""
        parts: list[tuple[int, int, int, int]] = []
        for cell in self._cell.finditer(match[0]):
            position = slice_place(cell[0])
            if parts and position in (None, (*parts[-1][:2], sum(parts[-1][2:]))):
                parts[-1] = (*parts[-1][:3], parts[-1][3] + 1)
            else:
                parts.append((*(position or _NOWHERE), 1))
        return "".join([self._over_blanks(*part) for part in parts])

    def _over_blanks(self, number: int, row: int, first: int, count: int) -> str:
        picture = self._pictures.get(number)
        drawn = picture.part(row, first, count) if picture else ""
        blanks = " " * count
        return f"\x1b7{blanks}\x1b8{drawn}\x1b8\x1b[{count}C" if drawn else blanks
