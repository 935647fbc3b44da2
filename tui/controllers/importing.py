"""Imports: other programs' highlights taken in, those on the document that is open, or on any from the library."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from glossator.content.errors import GlossatorError
from glossator.content.library.reading_places import Library, Reading
from glossator.tui.keys import hint

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

    from glossator.content.exchange.undoing import ImportRecord
    from glossator.tui.controllers.saving import SavingController
    from glossator.tui.controllers.view import ReaderView


def _ask_for_path(app: App[Any], named: Callable[[str], object], value: str = "") -> None:
    from glossator.tui.screens.modals.prompt import Prompt

    def written(path: str | None) -> None:
        if path and path.strip():
            named(path.strip())

    app.push_screen(Prompt("Import highlights from a file, a folder or a device", value, label="Import"), written)


class LibraryImports:
    """Imports what a file holds on any document, from the library's screen."""

    def __init__(self, screen: Screen[Any], show: Callable[[list[Reading]], object]) -> None:
        """Take where it is asked for.

        Args:
            screen: The screen.
            show: Given what the library lists afterwards.
        """
        self._screen, self._show = screen, show

    def ask(self) -> None:
        """Ask where to import from."""
        _ask_for_path(self._screen.app, lambda path: self._screen.run_worker(self._import(path), group="importing"))

    async def _import(self, path: str) -> None:
        from glossator.content.exchange.into import import_into_library, told

        try:
            results, record = await asyncio.to_thread(import_into_library, path)
        except GlossatorError as error:
            self._screen.notify(str(error), severity="error")
            return
        undone = "" if record.is_empty else "; gloss notes import --undo undoes it"
        self._screen.notify(told(results) + undone)
        self._show(await asyncio.to_thread(Library().readings))


class ImportController:
    """Asks where to import from, and offers what a PDF holds itself."""

    def __init__(self, view: ReaderView, saving: SavingController) -> None:
        self._view, self._saving = view, saving
        self._has_own = False
        self._last: tuple[ImportRecord, int] | None = None
        """The last import here, and how many changes had been made before it."""

    def offer(self) -> None:
        """Say that a PDF has highlights of its own, where they are not in its notebook yet."""
        notes = self._view.reading.notes
        document, notebook = notes.document, notes.notebook
        if document.format != "pdf" or notebook is None or notebook.is_guess or notebook.read_only:
            return
        shown = self._view.statuses

        def count() -> int:
            from glossator.content.exchange.into import own_marks

            return own_marks(document, notebook)

        def counted(number: int) -> None:
            self._has_own = number > 0
            if number and self._view.statuses == shown:
                what = "1 highlight stands" if number == 1 else f"{number} highlights stand"
                key = hint(self._view.app, "note.import")
                self._view.show_status(f"{what} in this PDF itself; {key} takes them in")

        self._view.in_background(count, counted)

    def ask(self) -> None:
        """Ask where to import from."""

        def named(path: str) -> None:
            self._view.show_status("importing …")
            self._view.run_worker(self._import(path), group="storing")

        _ask_for_path(self._view.app, named, self._view.reading.document.source if self._has_own else "")

    async def _import(self, path: str) -> None:
        from glossator.content.exchange.into import import_into, told

        document = self._view.reading.document
        try:
            if self._view.reading.notes.needs_answer:
                raise GlossatorError("whose notes these are must be answered first")
            results, record = await asyncio.to_thread(import_into, path, document)
        except GlossatorError as error:
            self._view.notify(str(error), severity="error")
            self._view.show_status("nothing was imported")
            return
        self._last = None if record.is_empty else (record, self._changes)
        self._saving.check_notebook()
        undone = "" if record.is_empty else f"; {hint(self._view.app, 'undo')} undoes it"
        self._view.show_status(told(results) + undone)

    @property
    def is_last(self) -> bool:
        """True when nothing was changed since an import: then it is what undo takes back."""
        return self._last is not None and self._last[1] == self._changes

    @property
    def _changes(self) -> int:
        """How many changes to the notes could be undone."""
        notebook = self._view.reading.notes.notebook
        return notebook.undoable if notebook else 0

    async def undo(self) -> None:
        """Take the last import back."""
        from glossator.content.exchange.undoing import told

        if self._last is None:
            return
        record, self._last = self._last[0], None
        try:
            done = await asyncio.to_thread(record.undo)
        except GlossatorError as error:
            self._view.notify(str(error), severity="error")
            return
        self._saving.check_notebook()
        self._view.show_status(told(done))
