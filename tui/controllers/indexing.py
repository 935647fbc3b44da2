"""IndexController: the search index of what is open, built in the background before anybody searches."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from glossator.content.search.index import SearchIndex
    from glossator.tui.controllers.view import ReaderView
    from glossator.tui.reading.background import BackgroundTask


class IndexController:
    """Builds the index once the hand rests, and then what takes longer."""

    def __init__(self, view: ReaderView) -> None:
        self._view = view
        self._task: BackgroundTask[SearchIndex | None] | None = None
        self._more: BackgroundTask[bool] | None = None
        self.completed: Callable[[], object] = lambda: None
        """Called when what is described can be found as well."""

    def build(self) -> None:
        """Build the index of what is open."""
        reading, loaded = self._view.reading, self._view.reading.loaded
        for task in (self._task, self._more):
            if task:
                task.cancel()
        reading.activity.begin_waiting()

        def build() -> SearchIndex | None:
            reading.activity.wait_until_idle()
            is_open = reading.generation == loaded.generation and not reading.is_closed
            return reading.build_index(loaded) if is_open else None

        def built(index: SearchIndex | None) -> None:
            if index and reading.take_index(index, loaded.generation):
                self._go_on(index, loaded.generation)

        self._task = self._view.in_background(build, built)

    def _go_on(self, index: SearchIndex, generation: int) -> None:
        """Sort what makes single words quick to find, and add what finds what is described, where that is installed."""
        from glossator.content.search import meaning

        reading = self._view.reading
        reading.activity.begin_waiting()

        def go_on() -> bool:
            reading.activity.wait_until_idle()
            if reading.generation != generation or reading.is_closed:
                return False
            index.sort_places()
            return meaning.is_installed() and index.add_meaning()

        def gone_on(finds_more: bool) -> None:
            if finds_more and reading.generation == generation:
                self.completed()

        self._more = self._view.in_background(go_on, gone_on)
