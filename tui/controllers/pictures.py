"""PicturesController: room for the pictures of what is open, and those on screen decoded, in the background."""

from __future__ import annotations

import itertools
import os
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from glossator.content.errors import GlossatorError
from glossator.content.sources.pictures import PictureFiles
from glossator.content.sources.urls import is_url
from glossator.tui.layout.pictures import cells_of
from glossator.tui.reading import diagrams, pictures
from glossator.tui.widgets import picture_cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from textual.strip import Strip

    from glossator.content.document import Block, Document
    from glossator.tui.controllers.view import ReaderView

_CELL = (10, 20)
"""Pixels of a cell, across and down, that a picture is given kitty in; the terminal scales it to its own."""
_MOST = 2_000
"""Pictures of a document whose sizes are looked at."""


class _Drawn(NamedTuple):
    """A picture as it is shown: its rows, and what the terminal is to be given first."""

    strips: Sequence[Strip]
    before: str = ""
    number: int = 0


class PicturesController:
    """Measures pictures when a document is there to its end, and decodes those that are looked at."""

    def __init__(self, view: ReaderView) -> None:
        self._view = view
        self._fetched: dict[int, tuple[int, int]] = {}
        """The sizes of pictures in the network that were fetched, by block."""
        self._fetching: set[str] = set()
        """The names of those that are on their way."""
        self._to_draw: dict[int, tuple[int, int]] = {}
        """Blocks whose pictures are to be decoded, and the cells of each."""
        self._files: PictureFiles | None = None
        """Where they come from, while some are being decoded."""
        self._numbers = itertools.count((os.getpid() * 1_000) % 0xF00000 + 1)
        self._given: dict[tuple[int, tuple[int, int]] | None, int] = {}
        """The numbers of pictures that the terminal was given, by block and cells; None for that of all the screen."""

    @property
    def _protocol(self) -> str:
        """How pictures are drawn here: ``kitty``, ``blocks``, or not at all."""
        app = self._view.app
        return pictures.way(self._view.settings.pictures, app.console.color_system, has_colors=not app.no_color)

    def measure(self) -> None:
        """Leave room for the pictures of what is open, once the hand rests."""
        self._fetched.clear()
        self._to_draw.clear()
        loaded, reading = self._view.reading.loaded, self._view.reading
        figures = {
            index: block.info
            for index, block in enumerate(loaded.document.blocks)
            if block.kind == "figure" and block.info
        }
        if not figures or not self._protocol:
            return

        def measured(sizes: dict[int, tuple[int, int]]) -> None:
            if sizes and reading.generation == loaded.generation:
                self._view.body.set_pictures({**sizes, **self._fetched})

        names = dict(itertools.islice(figures.items(), _MOST))
        self._view.in_background(lambda: _sizes(loaded.document, names), measured)

    def draw(self) -> None:
        """Decode the pictures that are on screen and not there yet, one after the other."""
        self._to_draw |= self._view.body.pictures.take_wanted()
        if self._files is None:
            self._draw_next()

    def _draw_next(self) -> None:
        """Decode the next one; with the last the document's archive is let go."""
        if not self._to_draw:
            self._files = None
            return
        index = next(iter(self._to_draw))
        cells, loaded = self._to_draw.pop(index), self._view.reading.loaded
        if self._files is None or self._files.document is not loaded.document:
            self._files = PictureFiles(loaded.document, fetches=True)

        def drawn(found: _Drawn | str) -> None:
            if self._view.reading.generation == loaded.generation:
                self._take(index, cells, found)
            self._draw_next()

        name = loaded.document.blocks[index].info
        work = partial(self._drawn, self._files, name, cells, self._background, self._protocol)
        self._view.in_background(work, drawn)

    @property
    def _background(self) -> tuple[int, int, int]:
        return self._view.body.background_colors[1].rgb

    def _drawn(
        self, files: PictureFiles, name: str, cells: tuple[int, int], background: tuple[int, int, int], protocol: str
    ) -> _Drawn | str:
        """A picture as it is shown, or why it is not; in the background."""
        try:
            return self._drawn_of(files.read(name), cells, background, protocol)
        except GlossatorError as error:
            return str(error)

    def _drawn_of(
        self, data: bytes, cells: tuple[int, int], background: tuple[int, int, int], protocol: str
    ) -> _Drawn | str:
        """A picture as it is shown, or why it is not, from its file's bytes."""
        across, down = cells
        try:
            if protocol != "kitty":
                pixels = pictures.pixels_of(data, (across, 2 * down), background)
                return _Drawn(picture_cells.halves(pixels, across, down))
            number = next(self._numbers)
            png = pictures.png_of(data, (across * _CELL[0], down * _CELL[1]), background)
        except GlossatorError as error:
            return str(error)
        before = picture_cells.transmission(number, png, across, down)
        return _Drawn(picture_cells.placeholders(number, across, down), before, number)

    def _take(self, index: int, cells: tuple[int, int], found: _Drawn | str) -> None:
        body = self._view.body
        if isinstance(found, str):
            body.pictures.refuse(index, found)
        else:
            self._give((index, cells), found)
            body.pictures.put(index, cells, found.strips)
            self._forget([key for key in self._given if key and not body.pictures.has(*key)])
        body.refresh()

    def _give(self, key: tuple[int, tuple[int, int]] | None, drawn: _Drawn) -> None:
        """Give the terminal what it needs of a picture, in the place of what it was given for the same."""
        self._forget([key])
        if drawn.before:
            self._write(drawn.before)
            self._given[key] = drawn.number

    def _forget(self, keys: Iterable[tuple[int, tuple[int, int]] | None]) -> None:
        """Have the terminal forget pictures that are kept no more."""
        if numbers := [self._given.pop(key) for key in keys if key in self._given]:
            self._write(picture_cells.removal(numbers))

    def _write(self, sequence: str) -> None:
        driver = self._view.app._driver
        if driver is not None and not self._view.app.is_headless:
            driver.write(sequence)
            driver.flush()

    def forget(self) -> None:
        """Have the terminal forget the pictures it was given."""
        self._forget(list(self._given))

    # -- one picture

    def look_at_place(self, position: int) -> bool:
        """Show the picture at a position as large as the screen; False where there is none."""
        index = self._view.reading.document.block_at(position)
        if index in self._view.body.lines.pictures:
            self._look(index)
        return index in self._view.body.lines.pictures

    def look_at(self) -> None:
        """Show the picture that is read as large as the screen; one in the network is fetched first."""
        document, index = self._view.reading.document, self._nearest()
        if index is None:
            self._view.show_status("no picture here")
        elif not self._protocol:
            self._view.show_status(pictures.why_not_shown())
        elif document.blocks[index].kind == "code":
            self._view.show_status("drawing …")
            self._look(index)
        elif is_url(document.blocks[index].info) and index not in self._fetched:
            self._view.show_status("fetching the picture …")
            self._fetch(index)
        else:
            self._look(index)

    def _fetch(self, index: int) -> None:
        """Fetch a picture, and leave room for it."""
        loaded, reading, body = self._view.reading.loaded, self._view.reading, self._view.body
        name = loaded.document.blocks[index].info

        if name in self._fetching:
            return
        self._fetching.add(name)

        def fetch() -> tuple[int, int] | str:
            try:
                return pictures.size_of(PictureFiles(loaded.document, fetches=True).read(name))
            except GlossatorError as error:
                return str(error)

        def fetched(found: tuple[int, int] | str) -> None:
            self._fetching.discard(name)
            self._view.show_status(found if isinstance(found, str) else "")
            if not isinstance(found, str) and reading.generation == loaded.generation:
                self._fetched[index] = found
                body.set_pictures({**body.lines.pictures, index: found})

        self._view.in_background(fetch, fetched)

    def _nearest(self) -> int | None:
        """The block of the picture on screen that is at, or nearest below, the place where one reads."""
        body, document = self._view.body, self._view.reading.document
        first, last = document.block_at(body.position), document.block_at(body.end_position)
        here = document.block_at(body.place)
        figures = [i for i in range(first, last + 1) if _is_picture(document.blocks[i])]
        return min(figures, key=lambda index: (index < here, abs(index - here)), default=None)

    def _large(self, index: int) -> tuple[_Drawn | str, str]:
        document = self._view.reading.document
        block = document.blocks[index]
        text, words = document.text[block.start : block.end], ""
        try:
            if block.kind == "code":
                data = diagrams.picture_of(block.info, text)
            else:
                data, words = PictureFiles(document, fetches=True).read(block.info), text.replace("\n", " ")
            size = pictures.size_of(data)
        except GlossatorError as error:
            return str(error), words
        width, height = self._view.app.size
        grown = size[0] * 1_000, size[1] * 1_000  # as large as there is room for
        cells = cells_of(grown, width - 2, min(height - 2, picture_cells.MOST_ROWS))
        return self._drawn_of(data, cells, self._background, self._protocol), words

    def _look(self, index: int) -> None:
        self._view.in_background(partial(self._large, index), partial(self._show_large, index))

    def _show_large(self, index: int, found: tuple[_Drawn | str, str]) -> None:
        from glossator.tui.screens.modals.picture import PictureScreen

        drawn, words = found
        if isinstance(drawn, str):
            self._view.show_status(drawn)
            return
        self._view.show_status("")
        self._give(None, drawn)

        def closed(is_resized: bool | None) -> None:
            if is_resized:
                self._look(index)

        self._view.app.push_screen(PictureScreen(drawn.strips, words), closed)


def _is_picture(block: Block) -> bool:
    """Whether a block is a picture, or a diagram that a program may draw."""
    return bool(block.info) and (block.kind == "figure" or (block.kind == "code" and diagrams.is_diagram(block.info)))


def _sizes(document: Document, names: Mapping[int, str]) -> dict[int, tuple[int, int]]:
    """The sizes in pixels of those pictures that can be shown, by block; of the others the words stand alone."""
    files, sizes = PictureFiles(document), {}
    for index, name in names.items():
        try:
            sizes[index] = pictures.size_of(files.read(name))
        except GlossatorError:
            continue
    return sizes
