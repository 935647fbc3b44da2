"""Side: a column of panes beside the text, as wide as its edge is dragged."""

from __future__ import annotations

from typing import Literal

from textual import events
from textual.containers import Vertical

from glossator.tui.widgets.messages import PaneResized


class Side(Vertical):
    """Holds panes, left or right of the text; the edge towards the text can be dragged."""

    ALLOW_SELECT = False

    def __init__(self, side: Literal["left", "right"]) -> None:
        super().__init__(id=side)
        self._side = side
        self._dragged_from: int | None = None

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Take hold of the edge."""
        edge = self.region.right - 1 if self._side == "left" else self.region.x
        if event.screen_x == edge and event.button == 1:
            self._dragged_from = event.screen_x
            self.capture_mouse()
            event.stop()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Have the edge follow the mouse."""
        if self._dragged_from is not None and event.screen_x != self._dragged_from:
            step = event.screen_x - self._dragged_from
            self._dragged_from = event.screen_x
            self.post_message(PaneResized(self._side, step if self._side == "left" else -step, is_dragged=True))

    def on_mouse_up(self) -> None:
        """Let go of the edge."""
        if self._dragged_from is not None:
            self._dragged_from = None
            self.release_mouse()
            self.post_message(PaneResized(self._side, 0))
