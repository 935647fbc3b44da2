"""SearchController: the query as it is typed, its results, and the text that follows the one chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Input

from glossator.tui.keys import hint
from glossator.tui.widgets.paint import Mark

if TYPE_CHECKING:
    from glossator.content.search.index import Hit, SearchIndex
    from glossator.tui.controllers.navigation import NavigationController
    from glossator.tui.controllers.panes import PanesController
    from glossator.tui.controllers.view import ReaderView
    from glossator.tui.reading.background import BackgroundTask
    from glossator.tui.reading.loaded_document import LoadedDocument
    from glossator.tui.reading.position_map import PositionMap
    from glossator.tui.widgets.messages import WordSearched


class SearchController:
    """Searches in the background; a result of an earlier query or document is dropped."""

    def __init__(self, view: ReaderView, panes: PanesController, navigation: NavigationController) -> None:
        self._view = view
        self._panes = panes
        self._navigation = navigation
        self._query = ""
        self._wanted = ""
        self._hits: list[Hit] = []
        self._current = 0
        self._origin = 0
        self._is_accepted = False
        self.visits = 0
        """How many results were gone to."""
        self._searching: BackgroundTask[tuple[SearchIndex, list[Hit]]] | None = None
        self._indexing: BackgroundTask[SearchIndex] | None = None

    def map_positions(self, mapping: PositionMap) -> None:
        """The document was replaced: the hits move with their words until the query is searched again."""
        self._origin = mapping.position(self._origin)
        moved = [_mapped(hit, mapping) for hit in self._hits]
        self._hits = [hit for hit in moved if hit]
        self._current = min(self._current, max(0, len(self._hits) - 1))
        if pane := self._view.search_pane:
            pane.show_hits(self._view.reading.document, self._hits, self._query, current=self._current)
        if self._wanted:
            self.search(self._wanted, again=True)

    @property
    def is_accepting(self) -> bool:
        """True when a query was accepted whose results are still on their way."""
        return self._is_accepted

    # -- the index

    def build_index(self) -> None:
        """Build the index of what is open, in the background, once the hand rests."""
        reading, loaded = self._view.reading, self._view.reading.loaded
        if self._indexing:
            self._indexing.cancel()

        def build() -> SearchIndex:
            reading.activity.wait_until_idle()
            return reading.build_index(loaded)

        self._indexing = self._view.in_background(build, lambda index: reading.take_index(index, loaded.generation))

    # -- searching

    async def open(self) -> None:
        """Go to the search field."""
        self._origin = self._view.body.place
        self._view.reading.activity.want_index()
        await self._panes.focus("#query")
        self._view.query_one("#query", Input).select_all()

    def query_changed(self, query: str) -> None:
        """Search for what was typed."""
        self._is_accepted = False
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

        def find() -> tuple[SearchIndex, list[Hit]]:
            index = view.reading.build_index(loaded)
            return index, index.search(query)

        self._searching = view.in_background(find, lambda found: self._show(query, loaded, *found, again=again))

    async def _search_when_complete(self, query: str, again: bool) -> None:
        if self._view.search_pane:
            self._view.search_pane.show_preparing()
        await self._view.reading.wait_until_complete()
        self.search(query, again=again)

    def _show(self, query: str, loaded: LoadedDocument, index: SearchIndex, hits: list[Hit], *, again: bool) -> None:
        view = self._view
        pane = view.search_pane
        if not view.reading.take_index(index, loaded.generation):
            return  # of a document that is open no longer; the query is searched again in the one that is
        if pane is None or query != view.query_one("#query", Input).value:
            return
        was_shown = again and query == self._query and bool(self._hits)
        before = self._hits[self._current].start if was_shown else -1
        self._query, self._hits = query, hits
        self._current = next((n for n, hit in enumerate(hits) if hit.start == before), 0)
        pane.show_hits(view.reading.document, hits, query, current=self._current if was_shown else None)
        is_accepted, self._is_accepted = self._is_accepted, False
        if not hits:
            view.body.set_hit([])
        if is_accepted:
            self.accept(0)

    # -- the results

    def highlight(self, index: int) -> None:
        """Show the result that was moved to; the way back is not lost."""
        if self._hits:
            self._current = min(index, len(self._hits) - 1)
            self._show_hit(jump=False)

    def accept(self, index: int) -> None:
        """Stay at a result; one of a query whose results are still on their way is waited for."""
        view = self._view
        if view.query_one("#query", Input).value != self._query:
            self._is_accepted = True
            return
        if not self._hits:
            view.show_status("nothing found")
            return
        self._current = min(index, len(self._hits) - 1)
        self._show_hit(jump=True)
        self._panes.focus_body()
        self._show_number()

    def cancel(self) -> None:
        """Give the search up: the text stands where it stood before."""
        self._view.body.set_hit([])
        self._view.body.go(self._origin, jump=False)
        self._panes.focus_body()

    def step(self, step: int) -> None:
        """Go to the next result, or with -1 to the one before."""
        if not self._hits:
            self._view.show_status(f"no search yet; {hint(self._view.app, 'search')} searches")
            return
        self._origin = self._view.body.place
        self._current = (self._current + step) % len(self._hits)
        self._show_hit(jump=True)
        self._show_number()

    def search_word(self, message: WordSearched) -> None:
        """Go to the next place of a word, as vim's ``*`` does; the others are the results then."""
        from glossator.content.search.index import Hit
        from glossator.content.search.places import word_places

        view = self._view
        position = view.reading.position_now(message.position, message.generation)
        if position is None:
            return
        places = word_places(view.reading.document.text, message.word)
        self._hits = [Hit(start, end, 100.0, ((start, end),)) for start, end in places]
        after = next((n for n, hit in enumerate(self._hits) if hit.start > position), 0)
        self._query, self._current, self._origin = message.word, after, view.body.place
        if pane := view.search_pane:
            field = view.query_one("#query", Input)
            with field.prevent(Input.Changed):
                field.value = message.word
            pane.show_hits(view.reading.document, self._hits, message.word, current=after)
        self._show_hit(jump=True)
        self._show_number()

    def _show_hit(self, *, jump: bool) -> None:
        hit, body = self._hits[self._current], self._view.body
        body.set_hit([Mark(start, end, "word") for start, end in hit.words])
        if body.selection and jump:
            body.extend_to(hit.end)
            return
        if jump:
            self._navigation.jumped(self._origin, self._view.reading.generation)
        body.go(hit.start, top=False, jump=False)

    def _show_number(self) -> None:
        self.visits += 1
        self._view.show_status(f"{self._current + 1} of {len(self._hits)} for {self._query}")


def _mapped(hit: Hit, mapping: PositionMap) -> Hit | None:
    """A hit where its words stand now; None when they are gone."""
    words = [mapping.range(start, end) for start, end in hit.words]
    moved = mapping.range(hit.start, hit.end)
    if moved is None or not all(words):
        return None
    return hit._replace(start=moved[0], end=moved[1], words=tuple(word for word in words if word))
