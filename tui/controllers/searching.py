"""SearchController: the query as it is typed, its results, and the text that follows the one chosen."""

from __future__ import annotations

import asyncio
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING

from textual import events
from textual.widgets import Input

from glossator.tui.controllers.indexing import IndexController
from glossator.tui.controllers.shown_hits import HitMarks, mapped_hit, of_hits, of_places
from glossator.tui.keys import hint
from glossator.tui.widgets.page import Standing
from glossator.tui.widgets.paint import Mark

if TYPE_CHECKING:
    from glossator.content.search.index import Hit, Results, SearchIndex
    from glossator.tui.controllers.navigation import NavigationController
    from glossator.tui.controllers.panes import PanesController
    from glossator.tui.controllers.search_history import SearchHistory
    from glossator.tui.controllers.view import ReaderView
    from glossator.tui.reading.background import BackgroundTask
    from glossator.tui.reading.loaded_document import LoadedDocument
    from glossator.tui.reading.position_map import PositionMap
    from glossator.tui.widgets.messages import WordSearched

_TYPING = frozenset({
    "escape", "enter", "backspace", "delete", "left", "right", "home", "end", "ctrl+h", "ctrl+w", "ctrl+u", "ctrl+k",
    "ctrl+q", "ctrl+z",
})  # fmt: skip
"""Keys that mean the same whatever a query finds."""
_NOTHING = "nothing found"
_MOVED = 200
"""Results on both sides of the current one that move with their words until they are searched again."""


class SearchController:
    """Searches in the background; a result of an earlier query or document is dropped."""

    def __init__(self, view: ReaderView, panes: PanesController, navigation: NavigationController) -> None:
        self._view = view
        self._panes = panes
        self._navigation = navigation
        self._query = ""
        self._wanted = ""
        self._hits: Results | None = None
        self._hit_marks: HitMarks | None = None
        self._current = 0
        self._origin = 0
        """Where the reader was when the search began."""
        self._before: Standing | None = None
        """How the text stood then."""
        self._is_accepted = False
        self.visits = 0
        """How many results were gone to."""
        self._searching: BackgroundTask[tuple[SearchIndex, Results, str] | None] | None = None
        self._turn = Lock()
        """Held by the search that runs: those that were overtaken do not run beside it."""
        self.indexing = IndexController(view)
        self.indexing.completed = self._search_again

    def map_positions(self, mapping: PositionMap) -> None:
        """The document was replaced: the hits move with their words until the query is searched again."""
        self._origin = mapping.position(self._origin)
        self._before = self._before and self._before.moved(mapping)
        if self._hits:
            near = self._hits[max(0, self._current - _MOVED) : self._current + _MOVED]
            here = self._hits[self._current]
            moved = [(hit, place) for hit in near if (place := mapped_hit(hit, mapping))]
            self._current = next((number for number, (hit, _) in enumerate(moved) if hit is here), 0)
            self._take(of_hits([place for _, place in moved]))
            if pane := self._view.search_pane:
                pane.show_hits(self._view.reading.document, self._hits, self._query, current=self._current)
        if self._wanted:
            self.search(self._wanted, again=True)

    def _take(self, hits: Results | None) -> None:
        self._hits = hits
        self._hit_marks = HitMarks(hits) if hits else None

    @property
    def is_accepting(self) -> bool:
        """True when a query was accepted whose results are still on their way."""
        return self._is_accepted

    def is_awaited(self, event: events.Event) -> bool:
        """Whether a key, or what the mouse did, must wait for the results of what was typed, and they are not there.

        More of the query, and giving it up, mean the same whatever it finds.
        """
        is_to_come = self._searching is not None or not self._view.reading.loaded.is_complete
        is_typing = isinstance(event, events.Paste) or (
            isinstance(event, events.Key) and (event.is_printable or event.key in _TYPING)
        )
        return not is_typing and is_to_come and self._query != self._wanted and self.is_open

    # -- searching

    async def open(self) -> None:
        """Go to the search field."""
        self.begin()
        await self._panes.focus("#query")
        self._view.query_one("#query", Input).select_all()

    def begin(self) -> None:
        """Begin a search: what is typed leads on from here, and giving it up leads back."""
        self._origin = self._view.body.place
        self._before = self._view.body.standing
        self._view.reading.activity.want_index()

    def query_changed(self, query: str) -> None:
        """Search for what was typed."""
        self._is_accepted = False
        self._view.clear_status(_NOTHING)
        if pane := self._view.search_pane:
            pane.is_recalling = "_history" in vars(self) and self._history.is_recalling
        self.search(query)

    def search(self, query: str, *, again: bool = False) -> None:
        """Search in the background, once the document is there to its end; the last query counts.

        Args:
            query: What to search for.
            again: Whether it was searched before, in the document before: the text stays where it is then.
        """
        view = self._view
        self._wanted = query
        if self._searching:
            self._searching.cancel()
        if not view.reading.loaded.is_complete:
            view.run_worker(self._search_when_complete(query, again), group="search", exclusive=True)
            return
        if view.reading.loaded.index is None and not again and view.search_pane:
            view.search_pane.show_preparing()
        loaded = view.reading.loaded

        def find() -> tuple[SearchIndex, Results, str] | None:
            from glossator.content.search.index import NOTHING
            from glossator.content.search.query import QueryError

            index = view.reading.build_index(loaded)
            with self._turn:
                if query != self._wanted:  # more was typed meanwhile; nobody wants what this finds
                    return None
                try:
                    return index, index.find(query).prepared(), ""
                except QueryError as error:
                    return index, NOTHING, str(error)

        def found(result: tuple[SearchIndex, Results, str] | None) -> None:
            if result is not None:
                self._show(query, loaded, *result, again=again)

        self._searching = view.in_background(find, found)

    def _search_again(self) -> None:
        """More can be found now: what is being typed is searched again, unless a result was moved to."""
        pane = self._view.search_pane
        if pane is not None and self.is_open and not pane.is_choosing and self._wanted:
            self.search(self._wanted)

    async def _search_when_complete(self, query: str, again: bool) -> None:
        if self._view.search_pane:
            self._view.search_pane.show_preparing()
        await self._view.reading.wait_until_complete()
        self.search(query, again=again)

    def _show(
        self, query: str, loaded: LoadedDocument, index: SearchIndex, hits: Results, problem: str, *, again: bool
    ) -> None:
        view = self._view
        pane = view.search_pane
        self._searching = None
        if not view.reading.take_index(index, loaded.generation):
            return  # of a document that is open no longer; the query is searched again in the one that is
        if query != (view.query_one("#query", Input).value if self.is_open else self._wanted):
            return
        before = self._hits[self._current] if again and query == self._query and self._hits else None
        self._query = query
        self._take(hits)
        self._current = self._first(before)
        document = view.reading.document
        if pane:
            self._show_query()  # one that was searched by itself may have come before the pane
            pane.show_hits(document, hits, query, current=self._current, problem=problem)
        is_accepted, self._is_accepted = self._is_accepted, False
        if before is None and self._before and self.is_open:
            view.body.stand(self._before)  # what was typed before this led elsewhere
        if not hits:
            view.body.set_hit([])
        elif before is not None:
            self._mark()
        if is_accepted:
            self.accept(self._current, hits)
        elif before is None:
            self.highlight(self._current, hits)

    def _first(self, before: Hit | None) -> int:
        """The result to begin at: the one that was current, else the best; of equal ones the next in the text."""
        hits = self._hits
        if not hits:
            return 0
        if before is not None:
            at = hits.after(before.start - 1)
            return at if hits[at].start == before.start else 0
        following = hits.after(self._origin - 1)
        return following if hits[following].score == hits[0].score else 0

    def recall(self, step: int) -> None:
        """Put an older search into the query line, or with -1 a newer one."""
        self._history.recall(step)
        if pane := self._view.search_pane:
            pane.is_recalling = self._history.is_recalling

    @cached_property
    def _history(self) -> SearchHistory:
        from glossator.tui.controllers.search_history import SearchHistory

        return SearchHistory(self._view)

    def highlight(self, index: int, hits: Results) -> None:
        """Show the result that was moved to; the way back is not lost. Nothing once the search was given up.

        Args:
            index: Of the result.
            hits: Those it is one of; nothing is shown when others have come since.
        """
        if self._hits and hits is self._hits and self.is_open:
            self._current = min(index, len(self._hits) - 1)
            self._show_hit(jump=False)

    @property
    def is_open(self) -> bool:
        """True while one is searching: the keys go to the search pane."""
        pane, focused = self._view.search_pane, self._view.focused
        return pane is not None and focused is not None and pane in focused.ancestors

    def accept(self, index: int, hits: Results) -> None:
        """Stay at a result; one of a query whose results are still on their way is waited for.

        Args:
            index: Of the result.
            hits: Those it is one of; when others have come since, the current one of them is taken.
        """
        view = self._view
        if view.query_one("#query", Input).value != self._query:
            self._is_accepted = True
            return
        if not self._hits:
            view.show_status(_NOTHING)
            return
        if hits is self._hits:
            self._current = min(index, len(self._hits) - 1)
        self._show_hit(jump=True)
        self._panes.focus_body()
        self._show_number()
        self._history.keep(self._query)

    def cancel(self) -> None:
        """Give the search up: the text stands where it stood before."""
        body = self._view.body
        body.set_hit([])
        if self._before:
            body.stand(self._before)
        self._panes.focus_body()

    def step(self, step: int) -> None:
        """Go to the next result in the text, or with a negative number back; around its end where there is none.

        From the result one is at, while it is on screen; else from the caret or the first line.
        """
        hits, body = self._hits, self._view.body
        if not hits:
            self._view.show_status(f"no search yet; {hint(self._view.app, 'search')} searches")
            return
        self._origin = body.place
        here = hits[self._current]
        caret = body.caret_position if body.mode != "pager" else body.position
        is_here = here.start == caret if body.mode != "pager" else body.position <= here.start <= body.end_position
        if is_here:
            self._current = hits.next_to(self._current, step)
        else:
            first = hits.after(caret - (body.mode == "pager")) if step > 0 else hits.before(caret)
            self._current = hits.next_to(first, step - 1 if step > 0 else step + 1)
        now = hits[self._current].start
        start = here.start if is_here else caret
        is_around = (now - start) * step < 0 or (len(hits) == 1 and is_here)
        side = " · from the start" if step > 0 else " · from the end"
        self._show_hit(jump=True)
        self._show_number(side if is_around else "")

    def search_word(self, message: WordSearched) -> None:
        """Go to the next place of a word, as vim's ``*`` does; the others are the results then."""
        self._view.run_worker(self._search_word(message), group="awaited", exclusive=True)

    async def _search_word(self, message: WordSearched) -> None:
        from glossator.content.search.places import word_places

        view, generation = self._view, self._view.reading.generation
        places = await asyncio.to_thread(word_places, view.reading.document.text, message.word.lower())
        position = view.reading.position_now(message.position, message.generation)
        if position is None or generation != view.reading.generation:
            return
        hits = of_places(places)
        if not hits:
            return
        self._take(hits)
        self._query = self._wanted = f"'{message.word}"
        self._current, self._origin = hits.after(position), view.body.place
        if pane := view.search_pane:
            self._show_query()
            pane.show_hits(view.reading.document, hits, message.word, current=self._current)
        around = " · from the start" if hits[self._current].start <= position else ""
        self._show_hit(jump=True)
        self._show_number(around)

    def _show_query(self) -> None:
        field = self._view.query_one("#query", Input)
        if field.value != self._query:
            with field.prevent(Input.Changed):
                field.value = self._query

    def _mark(self) -> None:
        assert self._hits is not None
        hit = self._hits[self._current]
        self._view.body.set_hit([Mark(start, end, "word") for start, end in hit.words], self._hit_marks)

    def _show_hit(self, *, jump: bool) -> None:
        assert self._hits is not None
        hit, body = self._hits[self._current], self._view.body
        self._mark()
        if pane := self._view.search_pane:
            pane.follow(self._current)
        if body.selection and jump:
            body.extend_to(hit.end)
            return
        if jump:
            self._navigation.jumped(self._origin, self._view.reading.generation)
        body.go(hit.start, top=False, jump=False)
        body.reveal(hit.words[0][0] if hit.words else hit.start)

    def _show_number(self, around: str = "") -> None:
        assert self._hits is not None
        self.visits += 1
        number = self._hits.rank(self._current) + 1
        query = self._query.removeprefix("'")
        self._view.show_status(f"{number:,} of {len(self._hits):,} for {query}{around}")
