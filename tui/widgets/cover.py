"""Cover: the picture of a book, in half blocks."""

from __future__ import annotations

from collections.abc import Sequence

from textual.strip import Strip
from textual.widget import Widget


class Cover(Widget):
    """Shows rows that were drawn already, or nothing."""

    ALLOW_SELECT = False

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._strips: Sequence[Strip] = ()

    def show(self, strips: Sequence[Strip]) -> None:
        """Show a picture; with no rows, none."""
        self._strips = strips
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Give a row."""
        if y >= len(self._strips):
            return Strip.blank(self.size.width, self.rich_style)
        return self._strips[y].adjust_cell_length(self.size.width, self.rich_style)
