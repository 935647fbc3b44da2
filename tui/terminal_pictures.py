"""TerminalPictures: how the terminal draws pictures, and what it is given for each."""

from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from rich.color import Color
from rich.style import Style

from glossator.tui.graphics import ASK, GraphicsReported
from glossator.tui.picture_layer import LayeredDriver, PictureLayer
from glossator.tui.reading import pictures
from glossator.tui.widgets import picture_cells

if TYPE_CHECKING:
    from textual.app import App
    from textual.strip import Strip

    from glossator.tui.reading.sliced import Protocol, SlicedPicture

Key = tuple[int, tuple[int, int]] | None
"""A picture that was given: the block and the cells; None for that of all the screen."""
_CELL = (10, 20)
"""Pixels of a cell, across and down, that a picture is given kitty in; the terminal scales it to its own."""
_OVER_CELLS = ("sixel", "iterm2")
"""The protocols that draw where the cursor is."""


class Way(NamedTuple):
    """How pictures are drawn: the protocol, and the pixels of a cell."""

    protocol: str
    cell: tuple[int, int]


class Drawn(NamedTuple):
    """A picture as it is shown: its rows, and what the terminal, or the layer over its cells, is to be given first."""

    strips: Sequence[Strip]
    before: str = ""
    sliced: SlicedPicture | None = None
    number: int = 0


class TerminalPictures:
    """Draws pictures as the terminal can, and keeps account of those that it was given."""

    def __init__(self, app: App[Any], setting: Callable[[], str]) -> None:
        """Begin with nothing given.

        Args:
            app: The application, whose driver writes to the terminal.
            setting: Gives the setting that says how pictures are drawn.
        """
        self._app = app
        self._setting = setting
        self._numbers = itertools.count((os.getpid() * 1_000) % 0xF00000 + 1)
        self._given: dict[Key, int] = {}
        self._unseen = PictureLayer()

    @property
    def _layer(self) -> PictureLayer:
        """The layer over the terminal's cells; one that nobody sees where the driver has none."""
        driver = self._layered_driver
        if driver is None:
            return self._unseen
        if driver.picture_layer is None:
            driver.picture_layer = PictureLayer()
        return driver.picture_layer

    @property
    def _layered_driver(self) -> LayeredDriver | None:
        driver = self._app._driver
        return driver if isinstance(driver, LayeredDriver) else None

    @property
    def way(self) -> Way:
        """How pictures are drawn here; no protocol where they are not at all."""
        graphics, colors = self._layer.graphics, self._app.console.color_system
        has_colors = not self._app.no_color
        way = pictures.way(self._setting(), colors, has_colors=has_colors, has_sixel=graphics.has_sixel)
        if way in _OVER_CELLS:
            return Way(way if self._layered_driver else "blocks", graphics.cell)
        return Way(way, _CELL)

    def ask(self) -> None:
        """Ask the terminal, once, what it can draw and how large its cells are."""
        graphics = self._layer.graphics
        if self._layered_driver and not graphics.is_asked and self.way.protocol in ("blocks", *_OVER_CELLS):
            graphics.is_asked = True
            self._write(ASK)

    def take(self, message: GraphicsReported) -> None:
        """Take what the terminal reported; ``way`` may be another one then.

        Args:
            message: Its answer.
        """
        self._layer.graphics.take(message)

    def drawn(self, data: bytes, cells: tuple[int, int], background: tuple[int, int, int], way: Way) -> Drawn:
        """Draw a picture; in the background, for it takes a while.

        Args:
            data: The picture's file.
            cells: How many cells it takes across, and how many rows.
            background: The red, green and blue that its transparent parts let through.
            way: How it is drawn.

        Raises:
            DocumentError: It cannot be shown.
        """
        across, down = cells
        if way.protocol in _OVER_CELLS:
            number = next(self._numbers) % picture_cells.MOST_SLICED
            sliced = pictures.sliced(data, cells, way.cell, background, cast("Protocol", way.protocol))
            strips = picture_cells.slice_cells(number, *cells, Style(bgcolor=Color.from_rgb(*background)))
            return Drawn(strips, sliced=sliced, number=number)
        if way.protocol != "kitty":
            pixels = pictures.pixels_of(data, (across, 2 * down), background)
            return Drawn(picture_cells.halves(pixels, across, down))
        number = next(self._numbers)
        png = pictures.png_of(data, (across * way.cell[0], down * way.cell[1]), background)
        before = picture_cells.transmission(number, png, across, down)
        return Drawn(picture_cells.placeholders(number, across, down), before, number=number)

    def give(self, key: Key, drawn: Drawn) -> None:
        """Give the terminal what it needs of a picture, in the place of what it was given for the same.

        Args:
            key: Which picture it is.
            drawn: The picture.
        """
        self.forget([key])
        if drawn.before:
            self._write(drawn.before)
        if drawn.sliced:
            self._layer.put(drawn.number, drawn.sliced)
        if drawn.before or drawn.sliced:
            self._given[key] = drawn.number

    @property
    def given(self) -> Collection[Key]:
        """The pictures that the terminal was given, and has not been told to forget."""
        return [*self._given]

    def forget(self, keys: Iterable[Key]) -> None:
        """Have the terminal, or the layer, forget pictures that are kept no more."""
        numbers = [self._given.pop(key) for key in keys if key in self._given]
        sliced = self._layer.remove(numbers)
        if given := [number for number in numbers if number not in sliced]:
            self._write(picture_cells.removal(given))

    def _write(self, sequence: str) -> None:
        driver = self._app._driver
        if driver is not None and not self._app.is_headless:
            driver.write(sequence)
            driver.flush()
