"""Pointer: the mouse on the text: a click brings the caret, a drag selects, and scrolls on at the edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events
from textual.timer import Timer

from glossator.tui.caret.selection import Unit
from glossator.tui.widgets.messages import MenuRequested, TextClicked

if TYPE_CHECKING:
    from glossator.tui.reading.position_map import PositionMap
    from glossator.tui.widgets.body import Body

_EVERY = 0.04
"""Seconds between two lines while a drag is held at the edge."""
_LEFT, _RIGHT = 1, 3
_UNITS: dict[int, Unit] = {2: "word", 3: "sentence", 4: "paragraph"}
"""What is selected by so many clicks."""


class Pointer:
    """Where the mouse went down, and where it is while the button is held."""

    def __init__(self, body: Body) -> None:
        self._body = body
        self._pressed_at: int | None = None
        self._at = (0, 0)
        self._scrolling: Timer | None = None
        self._was_dragged = False

    def map_positions(self, mapping: PositionMap) -> None:
        """The document was replaced: where the button went down moves with its words."""
        if self._pressed_at is not None:
            self._pressed_at = mapping.position(self._pressed_at)

    def down(self, event: events.MouseDown) -> None:
        """Begin to select; with shift, extend what is selected."""
        body = self._body
        if event.x >= body.size.width or not body.document.text:
            return
        position = body.position_under(event.x, event.y)
        if event.button == _RIGHT:
            body.post_message(MenuRequested(position, body.generation, (event.screen_x, event.screen_y), by_mouse=True))
            return
        if event.button != _LEFT:
            return
        body.capture_mouse()
        self._was_dragged = False
        if event.shift:
            self._pressed_at = body.selection.anchor if body.selection else body.caret_position
            self._was_dragged = True
            body.select_between(self._pressed_at, position)
            return
        self._pressed_at = position
        if body.selection:
            body.action_leave()

    def move(self, event: events.MouseMove) -> None:
        """Select to the mouse; at the edge the text scrolls by itself."""
        if self._pressed_at is None:
            return
        self._at = (event.x, event.y)
        is_at_edge = self._is_at_edge(event.x, event.y)
        if is_at_edge and self._scrolling is None:
            self._scrolling = self._body.set_interval(_EVERY, self._scroll)
        elif not is_at_edge:
            self._stop_scrolling()
        self._extend()

    def _is_at_edge(self, x: int, y: int) -> bool:
        """Whether the text beyond is out of sight: above the first page, or below the last one."""
        spread = self._body.spread
        page = spread.page_at(x)
        return (y <= 0 and page == 0) or (y >= self._body.size.height - 1 and page == spread.pages - 1)

    def _scroll(self) -> None:
        y = self._at[1]
        self._body.scroll_lines(-1 if y <= 0 else 1)
        self._extend()

    def _extend(self) -> None:
        body, (x, y) = self._body, self._at
        position = body.position_under(x, max(0, min(y, body.size.height - 1)))
        if self._pressed_at is not None and (position != self._pressed_at or body.selection):
            self._was_dragged = True
            body.select_between(self._pressed_at, position)

    def up(self) -> None:
        """End selecting."""
        self._stop_scrolling()
        if self._pressed_at is not None:
            self._pressed_at = None
            self._body.release_mouse()

    def _stop_scrolling(self) -> None:
        if self._scrolling:
            self._scrolling.stop()
            self._scrolling = None

    def is_on_picture(self, x: int, y: int) -> bool:
        """Tell whether a picture is drawn in a cell of the screen.

        Args:
            x: Its column.
            y: Its row.
        """
        here, lines = self._body.content_region, self._body.lines
        row = lines.row(self._body.row_at(x - here.x, y - here.y))
        return row.line < 0 and -row.line <= lines.picture(row.block)[1]

    def click(self, event: events.Click) -> None:
        """Put the caret where the text was clicked; more clicks select a word, a sentence, a paragraph."""
        body = self._body
        if event.button != _LEFT or self._was_dragged or not body.document.text:
            return
        position = body.position_under(event.x, event.y)
        if event.chain in _UNITS:
            body.select_between(position, position, _UNITS[event.chain])
        elif event.chain == 1:
            body.show_caret(position)
            body.post_message(TextClicked(position, body.generation, (event.screen_x, event.screen_y)))
