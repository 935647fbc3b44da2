"""Searching: the query as it is typed, its results, and the text that follows the one chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.tui.screens.frame import ReaderFrame
from glossator.tui.widgets.messages import HitChosen, QueryTyped, SearchLeft
from glossator.tui.widgets.paint import Mark
from textual import on, work
from textual.widgets import Input

if TYPE_CHECKING:
    from glossator.content.search.index import Hit


class Searching(ReaderFrame):
    """What the search pane asks of the screen, and ``n`` and ``N`` afterwards."""

    _hits: list[Hit]
    _hit = 0
    _query = ""
    _before_search = 0
    _accepted = False

    def forget_search(self) -> None:
        """The results belong to a text that is shown no longer."""
        self._hits, self._hit, self._query = [], 0, ""

    async def action_search(self) -> None:
        self._before_search = self.body.place
        self.session.want_index()
        await self.focus_pane("#query")
        self.query_one("#query", Input).select_all()

    @on(QueryTyped)
    def _typed(self, message: QueryTyped) -> None:
        self._accepted = False
        self._search(message.query)

    @work(thread=True, exclusive=True, group="search")
    def _search(self, query: str) -> None:
        if self.session.index is None:
            self.app.call_from_thread(self.say, "preparing the search …")
        hits = self.session.search(query)
        self.app.call_from_thread(self._found, query, hits)

    def _found(self, query: str, hits: list[Hit]) -> None:
        pane = self.search_pane
        if pane is None or query != self.query_one("#query", Input).value:
            return
        self._query, self._hits, self._hit = query, hits, 0
        pane.show_hits(self.session.document, hits, query)
        self.say("")
        accepted, self._accepted = self._accepted, False
        if not hits:
            self.body.set_hit([])
        if accepted:
            self._hit_chosen(HitChosen(0, stay=True))

    @on(HitChosen)
    def _hit_chosen(self, message: HitChosen) -> None:
        query = self.query_one("#query", Input).value
        if message.stay and query != self._query:
            if self.session.index is None:
                self._accepted = True  # its results are on their way
                return
            self.workers.cancel_group(self, "search")
            self._found(query, self.session.search(query))
        if not self._hits:
            if message.stay:
                self.say("nothing found")
            return
        self._hit = min(message.index, len(self._hits) - 1)
        self._show_hit(jump=message.stay)
        if message.stay:
            self.to_body()
            self._say_which()

    def _show_hit(self, *, jump: bool) -> None:
        hit = self._hits[self._hit]
        self.body.set_hit([Mark(a, b, "word") for a, b in hit.words])
        if self.body.selection and jump:
            self.body.extend_to(hit.end)
            return
        if jump:
            self.jumped_from(self._before_search)
        self.body.go(hit.start, top=False, jump=False)

    @on(SearchLeft)
    def _search_left(self) -> None:
        self.body.set_hit([])
        self.body.go(self._before_search, jump=False)
        self.to_body()

    def action_next_hit(self, step: int) -> None:
        if not self._hits:
            self.say("search first: /")
            return
        self._before_search = self.body.place
        self._hit = (self._hit + step) % len(self._hits)
        self._show_hit(jump=True)
        self._say_which()

    def _say_which(self) -> None:
        self.say(f"{self._hit + 1} of {len(self._hits)} for {self._query}")
