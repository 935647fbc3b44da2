"""PicturesController: room for the pictures of what is open, and those on screen decoded, in the background."""

from __future__ import annotations

import itertools
from functools import partial
from typing import TYPE_CHECKING

from glossator.content.errors import GlossatorError
from glossator.content.sources.pictures import PictureFiles
from glossator.content.sources.urls import is_url
from glossator.tui.controllers.unasked import keys_typed, show_at_rest
from glossator.tui.layout.pictures import cells_of
from glossator.tui.reading import diagrams, pictures
from glossator.tui.terminal_pictures import Drawn, TerminalPictures, Way
from glossator.tui.widgets import picture_cells

if TYPE_CHECKING:
    from collections.abc import Mapping

    from glossator.content.document import Block, Document
    from glossator.tui.controllers.view import ReaderView
    from glossator.tui.graphics import GraphicsReported

_MOST = 2_000
"""Pictures of a document whose sizes are looked at."""


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
        self._terminal = TerminalPictures(view.app, lambda: view.settings.pictures)
        self._way: Way | None = None
        """How those on screen were drawn."""

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
        if not figures or not self._terminal.way.protocol:
            return
        self._terminal.ask()

        def measured(sizes: dict[int, tuple[int, int]]) -> None:
            if sizes and reading.generation == loaded.generation:
                self._view.body.set_pictures({**sizes, **self._fetched})

        names = dict(itertools.islice(figures.items(), _MOST))
        self._view.in_background(lambda: _sizes(loaded.document, names), measured)

    def take_graphics(self, message: GraphicsReported) -> None:
        """Draw the pictures anew when the terminal says that it can do better.

        Args:
            message: What the terminal reported.
        """
        self._terminal.take(message)
        self.follow_terminal()

    def follow_terminal(self) -> None:
        """Draw the pictures anew where the terminal draws them otherwise than before, or its letters have grown."""
        before, self._way = self._way, self._terminal.way
        if before not in (None, self._way):
            self._view.body.pictures.clear()
            self._view.body.refresh()
            self._view.refresh()  # all of the screen: pictures may have reached over the cells beside them

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

        way = self._way = self._terminal.way

        def drawn(outcome: Drawn | str) -> None:
            if self._view.reading.generation == loaded.generation and way == self._terminal.way:
                self._take(index, cells, outcome)
            self._draw_next()

        name = loaded.document.blocks[index].info
        work = partial(self._drawn, self._files, name, cells, self._background, way)
        self._view.in_background(work, drawn)

    @property
    def _background(self) -> tuple[int, int, int]:
        return self._view.body.background_colors[1].rgb

    def _drawn(
        self, files: PictureFiles, name: str, cells: tuple[int, int], background: tuple[int, int, int], way: Way
    ) -> Drawn | str:
        """A picture as it is shown, or why it is not; in the background."""
        try:
            return self._terminal.drawn(files.read(name), cells, background, way)
        except GlossatorError as error:
            return str(error)

    def _take(self, index: int, cells: tuple[int, int], outcome: Drawn | str) -> None:
        body, terminal = self._view.body, self._terminal
        if isinstance(outcome, str):
            body.pictures.refuse(index, outcome)
        else:
            terminal.give((index, cells), outcome)
            body.pictures.put(index, cells, outcome.strips)
            terminal.forget([key for key in terminal.given if key and not body.pictures.has(*key)])
        body.refresh()

    def forget(self) -> None:
        """Have the terminal forget the pictures it was given."""
        self._terminal.forget(self._terminal.given)

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
        elif not self._terminal.way.protocol:
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

    def _large(
        self, document: Document, index: int, size: tuple[int, int], background: tuple[int, int, int]
    ) -> tuple[Drawn | str, str]:
        """A picture as large as there is room for, and its words, or why it is not shown; in the background."""
        block = document.blocks[index]
        text, words = document.text[block.start : block.end], ""
        try:
            if block.kind == "code":
                data = diagrams.picture_of(block.info, text)
            else:
                data, words = PictureFiles(document, fetches=True).read(block.info), text.replace("\n", " ")
            return self._terminal.drawn(data, _large_cells(data, size), background, self._terminal.way), words
        except GlossatorError as error:
            return str(error), words

    def _look(self, index: int) -> None:
        reading, since, size = self._view.reading, keys_typed(self._view), self._view.app.size
        work = partial(self._large, reading.document, index, (size.width, size.height), self._background)
        self._view.in_background(work, partial(self._show_large, index, reading.generation, since))

    def _show_large(self, index: int, generation: int, since: int, outcome: tuple[Drawn | str, str]) -> None:
        """Show a picture on a screen of its own, once the hand rests; not that of a text that was replaced."""
        from glossator.tui.screens.modals.picture import PictureScreen

        if self._view.reading.generation != generation:
            self._view.clear_status("drawing …")
            return
        drawn, words = outcome
        if isinstance(drawn, str):
            self._view.show_status(drawn)
            return
        self._view.show_status("")

        def closed(is_resized: bool | None) -> None:
            if is_resized:
                self._look(index)

        def holds() -> bool:
            is_there = self._view.reading.generation == generation
            if is_there:
                self._terminal.give(None, drawn)
            return is_there

        show = show_at_rest(self._view, PictureScreen(drawn.strips, words), closed, since=since, holds=holds)
        self._view.run_worker(show, group="picture", exclusive=True)


def _large_cells(data: bytes, size: tuple[int, int]) -> tuple[int, int]:
    """The cells of a picture that is as large as there is room for."""
    across, down = pictures.size_of(data)
    most = min(size[1] - 2, picture_cells.MOST_ROWS)
    return cells_of((across * 1_000, down * 1_000), size[0] - 2, most)


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
