"""ReaderScreen: one open document, from its first page to the file changing under it."""

from __future__ import annotations

import gc
from typing import ClassVar

from glossator.content.document import Document
from glossator.content.errors import GlossatorError
from glossator.tui.keys import bindings
from glossator.tui.layout.line_table import LineTable
from glossator.tui.reading.session import Session, Whole
from glossator.tui.screens.annotating import Annotating
from glossator.tui.screens.following import Following
from glossator.tui.screens.searching import Searching
from glossator.tui.settings import Settings
from textual import work
from textual.binding import BindingType
from textual.worker import get_current_worker


class ReaderScreen(Searching, Annotating, Following):
    """Shows the first page, then the panes, then reads what the first page did not need."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("reader")

    def __init__(self, session: Session, settings: Settings, section: str = "") -> None:
        super().__init__(session, settings)
        self._section = section
        self._said_gone = False
        self._large = False
        self.forget_search()

    def on_mount(self) -> None:
        self.show_place()
        self._large = self.session.document.rest > 0
        if self._large:
            self._read_on()  # there is much to read: at once, beside the first page's being drawn
        self.call_after_refresh(self._after_first_page)

    async def _after_first_page(self) -> None:
        gc.freeze()
        await self.show_sections()
        if not self._large:
            self._read_on()
        self._furnish()
        for problem in self.settings.problems:
            self.notify(problem, severity="warning")
        self.set_interval(2.0, self._watch_file)
        self.set_interval(1.0, self.check_notebook)

    @work
    async def _furnish(self) -> None:
        """The other panes; those of a large document once its whole section tree is there and no key is waiting."""
        if self._large:
            await self.session.wait()
            await self.session.rest()
        await self.furnish()
        self.show_notes()

    @work(thread=True, group="read")
    def _read_on(self) -> None:
        """Off the UI thread: the rest of the document, its notebook, the search index."""
        worker = get_current_worker()
        try:
            whole = self.session.read_whole(lambda document: self.app.call_from_thread(self._show_tree, document))
        finally:
            gc.enable()  # off until here, see the command line: nothing that was read is garbage
        changed = whole.document is not self.session.document
        table = LineTable(whole.document, self.body.line_width) if changed else None
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_whole, whole, table)
            self.session.wait_for_leisure()
            self.session.build_index()
            gc.freeze()  # what was read stays until the end: a collection that walks it holds up a key

    def _show_whole(self, whole: Whole, table: LineTable | None) -> None:
        changed = whole.document is not self.session.document
        place = self.session.adopt(whole, self.body.place)
        if changed:
            self.body.show(whole.document, place, table)
            self._show_tree(whole.document)
        if self._section:
            self._start_at_section()
        self.show_notes()
        self.show_place()
        if whole.doubtful and whole.notebook:
            from glossator.tui.cli.notes import doubt
            from glossator.tui.screens.modals import Question

            self.app.push_screen(Question("Are these its notes?", f"{doubt(whole.notebook)}."), self._owned)
        else:
            self.offer_drafts()
        if whole.problem:
            self.notify(whole.problem, severity="warning")

    def _show_tree(self, document: Document) -> None:
        """All sections, as soon as they are known."""
        if (pane := self.sections_pane) and pane.document is not document:
            pane.show_document(document)

    def _owned(self, yes: bool | None) -> None:
        if yes is not None:
            try:
                self.session.own(same=yes)
            except GlossatorError as error:
                self.notify(str(error), severity="error")
            self.show_notes()
        self.offer_drafts()

    def _start_at_section(self) -> None:
        from glossator.tui.screens.modals import match_sections

        sections = self.session.document.sections
        found = match_sections([s.title for s in sections], self._section)
        if found:
            self.body.go(sections[found[0]].start, jump=False)
        else:
            self.say(f"no section like {self._section}")
        self._section = ""

    # -- the file, changing under us

    def _watch_file(self) -> None:
        if self.session.vanished():
            if not self._said_gone:
                self._said_gone = True
                self.say("the file is gone; the text stays open here")
            return
        if self.app.screen is self and self.session.changed_on_disk():
            from glossator.tui.screens.modals import Question

            self.app.push_screen(Question("Reload?", "The document changed on disk."), self._reload)

    def _reload(self, yes: bool | None) -> None:
        if yes:
            self.action_reload()

    def action_reload(self) -> None:
        """Read the document again; one from a URL is fetched anew."""
        if self.session.document.source == "-":
            self.say("what came through a pipe cannot be read again")
            return
        self.forget_search()
        self.session.forget()
        self._read_on()
        self.say("fetching again" if self.session.is_fetched else "reloaded")
