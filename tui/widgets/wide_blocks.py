"""WideBlocks: tables wider than the page, scrolled sideways by key and by wheel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import events

from glossator.tui.widgets.messages import StatusMessage

if TYPE_CHECKING:
    from glossator.tui.widgets.body import Body


class WideBlocks:
    """Scrolls the wide block at hand: the caret's, else the first on screen."""

    def __init__(self, body: Body) -> None:
        self._body = body

    def scroll(self, steps: int) -> None:
        """Scroll by some columns of a table, back with a number below 0; says so where nothing is wide."""
        index = self._at_hand()
        if index is None:
            self._body.post_message(StatusMessage("nothing here is wider than the page"))
        elif not self._step(index, steps):
            edge = "right" if steps > 0 else "left"
            self._body.post_message(StatusMessage(f"nothing more on the {edge}"))

    def turn(self, event: events.MouseEvent, steps: int) -> bool:
        """Scroll what is under the mouse, if it is wide. False when it is not.

        Args:
            event: Where the mouse is.
            steps: To the right; fewer than none for the left.
        """
        y = self._body.row_at(event.x, event.y)
        index = self._body.lines.row(y).block if y < self._body.lines.height else None
        if index is None or self._body.lines.sideways(index) is None:
            return False
        self._step(index, steps)
        event.stop()
        event.prevent_default()
        return True

    def _step(self, index: int, steps: int) -> bool:
        sideways = self._body.lines.sideways(index)
        if not sideways or not sideways.step(steps):
            return False
        block = self._body.document.blocks[index]
        self._body.redraw([(block.start, block.end)])
        return True

    def _at_hand(self) -> int | None:
        """The block of the caret, if it is wide; else the first wide one on screen."""
        body = self._body
        here = body.document.block_at(body.caret_position)
        last = body.document.block_at(body.end_position)
        shown = range(body.document.block_at(body.position), last + 1)
        return next((index for index in (here, *shown) if body.lines.sideways(index)), None)
