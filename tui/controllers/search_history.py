"""SearchHistory: what was searched for in this document before, called back into the query line."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual.widgets import Input

from glossator.content.errors import reason
from glossator.content.library.searches import Searches

if TYPE_CHECKING:
    from glossator.tui.controllers.view import ReaderView


class SearchHistory:
    """Goes through the searches of one document, newest first; those of this session are there at once."""

    def __init__(self, view: ReaderView) -> None:
        self._view = view
        self._searches = Searches()
        self._made: list[str] = []
        self._known: list[str] | None = None
        self._at = -1
        self._shown = self._typed = ""

    def recall(self, step: int) -> None:
        """Put an older search into the query line, or with -1 a newer one; at last what was there before."""
        field = self._view.query_one("#query", Input)
        if not self.is_recalling:
            self._at, self._typed = -1, field.value
        queries = [query for query in self._queries() if query != self._typed]
        at = self._at + step
        if -1 <= at < len(queries):
            self._at = at
            self._shown = queries[at] if at >= 0 else self._typed
            field.value = self._shown
            field.cursor_position = len(self._shown)

    def _queries(self) -> list[str]:
        if self._known is None:
            self._known = self._searches.of(self._view.reading.document.source)
        return [*self._made, *(query for query in self._known if query not in self._made)]

    @property
    def is_recalling(self) -> bool:
        """True while the query line shows a search of before."""
        return self._at >= 0 and self._view.query_one("#query", Input).value == self._shown

    def keep(self, query: str) -> None:
        """Keep a search that led somewhere."""
        self._at = -1
        if not query.strip() or self._made[:1] == [query]:
            return
        self._made = [query, *(each for each in self._made if each != query)]
        source = self._view.reading.document.source
        if source not in ("", "-"):
            self._view.run_worker(self._store(source, query), group="storing")

    async def _store(self, source: str, query: str) -> None:
        try:
            await asyncio.to_thread(self._searches.add, source, query)
        except OSError as error:
            self._view.show_status(f"the search was not kept: {reason(error)}")
