"""ArrivingPage: a page whose text may not all be there yet; what needs the whole of it waits."""

from __future__ import annotations

from collections.abc import Callable

from glossator.content.document import Document
from glossator.tui.layout.options import DEFAULTS, Options
from glossator.tui.widgets.messages import StatusMessage
from glossator.tui.widgets.page import Page


class ArrivingPage(Page):
    """The page of a document whose beginning is shown while the rest is being read."""

    def __init__(
        self, document: Document, position: int = 0, *, generation: int = 0, column: int = 72,
        options: Options = DEFAULTS, id: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__(document, position, generation=generation, column=column, options=options, id=id)
        self._to_come: list[Callable[[], object]] = []
        self._is_reading_on = document.rest > 0
        """Whether more of the text is on its way."""

    @property
    def awaits_text(self) -> bool:
        """True while a key waits for text that is still being read."""
        return bool(self._to_come)

    def when_whole(self, act: Callable[[], object]) -> None:
        """Do what needs all of the text: at once, or as soon as it is there, before the keys that follow."""
        if not self._is_reading_on:
            act()
            return
        self._to_come.append(act)
        self.post_message(StatusMessage("reading to the end …"))

    def catch_up(self) -> None:
        """Do what waited: the text is there, or all that can be read of it."""
        self._is_reading_on = False
        waited, self._to_come = self._to_come, []
        if waited:
            self.post_message(StatusMessage(""))
        for act in waited:
            act()

    def _reach(self, find: Callable[[], int], go: Callable[[int], object]) -> None:
        """Go to a place that is looked for in the text; in all of it, where that is at the end of what is there."""
        target = find()
        is_last = bool(self._is_reading_on and self.document.blocks) and target >= self.document.blocks[-1].start
        if is_last:
            self.when_whole(lambda: go(find()))
        else:
            go(target)

    def _scroll_down_to(self, y: int, first: Callable[[int], int] = lambda y: y) -> None:
        """Scroll, in all of the text where that is beyond what is there.

        Args:
            y: The row to scroll to.
            first: Gives the row that is to be the first one rather than that, once it is there.
        """
        if self._is_reading_on and y > self._table.height - self.rows_on_screen:
            distance = y - self.scroll_offset.y  # from what stands there: the text may grow above it
            self.when_whole(lambda: self._scroll(first(self.scroll_offset.y + distance)))
        else:
            self._scroll(first(y))
