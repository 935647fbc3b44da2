"""LoadingController: the document read to its end, read again, and its file watched."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from glossator.content.errors import GlossatorError
from glossator.tui.controllers.unasked import is_at_rest, keys_typed, show_at_rest
from glossator.tui.layout.line_table import LineTable

if TYPE_CHECKING:
    from glossator.content.document import Document
    from glossator.tui.controllers.annotating import AnnotatingController
    from glossator.tui.controllers.navigation import NavigationController
    from glossator.tui.controllers.saving import SavingController
    from glossator.tui.controllers.searching import SearchController
    from glossator.tui.controllers.view import ReaderView
    from glossator.tui.reading.loader import LoadResult

_LATER = "“No” starts a new notebook. These notes are kept; gloss notes add FILE --same takes them over later."
_SECTIONS = 0.3
"""Seconds at most that the section tree waits for all sections, so that it is filled once."""
_DRAWN = 1.0
"""Seconds at most that reading waits for what can be shown already to be drawn."""


class LoadingController:
    """Reads in the background, and replaces what is open by what was read."""

    def __init__(
        self, view: ReaderView, navigation: NavigationController, searching: SearchController,
        annotating: AnnotatingController, saving: SavingController, section: str,
        loaded: Callable[[], None],
    ) -> None:  # fmt: skip
        self._view = view
        self._navigation = navigation
        self._searching = searching
        self._annotating = annotating
        self._saving = saving
        self._section = section
        self._loaded = loaded
        self._is_gone = False
        self._previewed = Event()
        self._sections_known = asyncio.Event()
        self._sections_drawn = Event()
        self._keys_typed = 0
        """How many keys had been typed when the last reading began."""

    def load(self, *, refresh: bool = False) -> None:
        """Read the document to its end, with its notebook, in the background."""
        self._keys_typed = keys_typed(self._view)
        request, loader = self._view.reading.request(refresh=refresh), self._view.reading.loader
        shown, body = self._view.reading.document, self._view.body

        def document_read(document: Document) -> None:
            if not refresh:
                self._view.report(self._show_sections, document)
                self._sections_drawn.wait(_DRAWN)

        def table_of(result: LoadResult) -> LineTable | None:
            nonlocal shown
            before, shown = shown, result.document
            # The width as it is now: the first page may not have been laid out when reading began.
            return LineTable(shown, *body.line_settings) if shown is not before else None

        def previewed(result: LoadResult) -> None:
            self._view.report(self._show_preview, (result, table_of(result)))
            self._previewed.wait(_DRAWN)  # what is read next would hold up its being drawn

        def load() -> tuple[LoadResult, LineTable | None]:
            try:
                result = loader.load(request, document_read, previewed)
            finally:
                gc.freeze()  # what was read stays until the end: a collection that walks it holds up a key
                gc.enable()  # off until here, see the command line
            return result, table_of(result)

        self._view.in_background(load, lambda found: self._replace_state(*found))

    def _take(self, result: LoadResult, table: LineTable | None) -> bool:
        """Take what was read as what is open: every position on screen moves with its words. False when it is late."""
        reading = self._view.reading
        if not reading.loader.is_latest(result):
            return False
        mapping = reading.replace_state(result)
        if mapping:
            self._view.body.replace_document(reading.document, reading.generation, mapping, table)
            if (menu := self._view.menu_pane) is not None:
                menu.follow()  # with its words: a key on its way to it must not mean something else
            self._navigation.map_positions(mapping)
            self._searching.map_positions(mapping)
            self._show_sections(reading.document)
        return True

    def _show_preview(self, read: tuple[LoadResult, LineTable | None]) -> None:
        """Show the notes that can be shown already."""
        if self._take(*read):
            self._annotating.show_notes()
            if self._view.panes_mounted:
                self.notes_listed()

    def notes_listed(self) -> None:
        """Go on with what waited for the notes to be on screen."""
        self._view.call_after_refresh(self._previewed.set)

    def _replace_state(self, result: LoadResult, table: LineTable | None) -> None:
        """Take what was read to its end, and do what waited for it."""
        if not self._take(result, table):
            return
        self._view.body.catch_up()
        if self._section:
            self._navigation.start_at_section(self._section)
            self._section = ""
        self._loaded()
        self._annotating.show_notes()
        self._navigation.show_position()
        self._ask_about_notebook()
        if result.problem:
            self._view.notify(result.problem, severity="warning")
        if result.request.refresh:
            is_new = not (result.has_failed or result.document.is_old_copy)
            self._view.show_status("reloaded" if is_new else "reload failed")
        self._view.call_after_refresh(self._searching.indexing.build)  # which would hold up what is drawn now

    async def wait_for_sections(self) -> None:
        """Wait a moment for all sections to be known."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._sections_known.wait(), _SECTIONS)

    def sections_mounted(self) -> None:
        """Go on with what waited for the section tree to be on screen."""
        self._view.call_after_refresh(self._sections_drawn.set)

    def _show_sections(self, document: Document) -> None:
        """Show all sections, as soon as they are known."""
        generation = self._view.reading.generation_of(document)
        self._sections_known.set()
        if (pane := self._view.sections_pane) and pane.document is not document:
            pane.show_document(document, generation)

    def _ask_about_notebook(self) -> None:
        """Ask whether the notebook is the document's, where nobody can tell; then offer what was being written."""
        notebook = self._view.reading.notes.notebook
        if not self._view.reading.notes.needs_answer or notebook is None:
            self.offer_drafts()
            return
        from glossator.content.notes.finding import doubt
        from glossator.tui.screens.modals.question import Question

        def answered(yes: bool | None) -> None:
            if yes is not None:
                try:
                    self._view.reading.notes.answer(is_same=yes)
                except GlossatorError as error:
                    self._view.notify(str(error), severity="error")
                self._annotating.show_notes()
            self.offer_drafts()

        def holds() -> bool:
            notes = self._view.reading.notes
            return notes.needs_answer and notes.notebook is notebook

        question = Question("Do these notes belong to this document?", f"{doubt(notebook)}.\n\n{_LATER}")
        show = show_at_rest(self._view, question, answered, since=self._keys_typed, holds=holds)
        self._view.run_worker(show, group="unasked", exclusive=True)

    def offer_drafts(self) -> None:
        """Offer the notes that were being written when a program ended."""
        self._saving.offer_drafts(self._annotating.try_change, since=self._keys_typed)

    # -- the file, changing under the reader

    def watch_file(self) -> None:
        """Say that the file is gone, or ask whether to read it again when it changed."""
        was_gone, self._is_gone = self._is_gone, self._view.reading.file.vanished()
        if self._is_gone:
            if not was_gone:
                self._view.show_status("the file is gone; the text stays open here")
            return
        reading = self._view.reading
        if reading.is_complete and is_at_rest(self._view) and reading.file.was_written():
            sha256 = reading.document.bytes_sha256
            ask = partial(self._ask_to_reload, reading.generation)
            self._view.in_background(partial(reading.file.differs, sha256), ask)

    def _ask_to_reload(self, generation: int, differs: bool) -> None:
        from glossator.tui.screens.modals.question import Question

        def answered(yes: bool | None) -> None:
            if yes:
                self.reload()

        def holds() -> bool:
            return self._view.reading.generation == generation and self._view.reading.is_complete

        if differs:
            question = Question("Reload?", "The document changed on disk.")
            show = show_at_rest(self._view, question, answered, holds=holds)
            self._view.run_worker(show, group="changed", exclusive=True)

    def turn_whole_page(self) -> None:
        """Read a web page anew: all of it, or its article only."""
        if self._view.reading.document.format != "html":
            self._view.show_status("this is no web page")
        elif self._view.reading.document.source == "-":
            self._view.show_status("a page read from a pipe cannot be read again; --whole-page shows all of it")
        else:
            is_whole = self._view.reading.loader.turn_whole_page()
            self._view.show_status("the whole page …" if is_whole else "the article …")
            self.load(refresh=True)

    def reload(self) -> None:
        """Read the document again; one from a URL is fetched anew."""
        if self._view.reading.document.source == "-":
            self._view.show_status("a document read from a pipe cannot be reloaded")
            return
        self._view.show_status("fetching again …" if self._view.reading.is_fetched else "reloading …")
        self.load(refresh=True)
