"""CoversController: the cover of the book that is chosen in the library, once the hand rests on it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from glossator.content.errors import GlossatorError
from glossator.content.library.covers import cover_of, may_have_cover
from glossator.tui.layout.pictures import cells_of
from glossator.tui.reading import pictures
from glossator.tui.widgets import picture_cells

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.strip import Strip
    from textual.timer import Timer

_REST = 0.15
"""Seconds after which a book counts as chosen."""
_MOST_KEPT = 30
"""Covers that are kept."""
_LARGE = 1_000
"""How many times larger a small cover may be shown: as large as there is room for."""


class CoversController:
    """Reads and draws covers in the background, one at a time."""

    def __init__(self, screen: Screen[str | None], show: Callable[[Sequence[Strip]], None]) -> None:
        """Begin with none.

        Args:
            screen: Whose worker reads them.
            show: Shows one; no rows for none.
        """
        self._screen = screen
        self._show = show
        self._known: dict[str, Sequence[Strip]] = {}
        self._wanted = ""
        self._timer: Timer | None = None

    def choose(self, source: str, size: tuple[int, int], background: tuple[int, int, int]) -> None:
        """Show the cover of another book.

        Args:
            source: Where it is; empty for none.
            size: The cells and rows that there are.
            background: The red, green and blue behind it.
        """
        self._wanted = source
        if self._timer:
            self._timer.stop()
        self._show(self._known.get(source, ()))
        if source not in self._known and may_have_cover(source):
            self._timer = self._screen.set_timer(_REST, partial(self._begin, source, size, background))

    def _begin(self, source: str, size: tuple[int, int], background: tuple[int, int, int]) -> None:
        work = partial(self._read, source, size, background)
        self._screen.run_worker(work, group="cover", exclusive=True, thread=True, exit_on_error=False)

    def _read(self, source: str, size: tuple[int, int], background: tuple[int, int, int]) -> None:
        try:
            data = cover_of(source)
            width, height = pictures.size_of(data)
            cells, rows = cells_of((width * _LARGE, height * _LARGE), *size)
            strips = picture_cells.halves(pictures.pixels_of(data, (cells, 2 * rows), background), cells, rows)
        except GlossatorError:
            strips = []
        if self._screen.is_attached:
            self._screen.app.call_from_thread(self._take, source, strips)

    def _take(self, source: str, strips: Sequence[Strip]) -> None:
        while len(self._known) >= _MOST_KEPT:
            self._known.pop(next(iter(self._known)))
        self._known[source] = strips
        if source == self._wanted:
            self._show(strips)
