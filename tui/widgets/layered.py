"""Layered: a screen that may lie under another one, goes on being drawn there, and is never drawn whole for nothing."""

from __future__ import annotations

from typing import TypeVar

from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

Result = TypeVar("Result")


class Layered(Screen[Result]):
    """A screen whose changes are drawn through the one above it.

    Textual has the screen on top drawn anew for them, which forgets what else was to be drawn there, and does so again
    with every message to the one below.
    """

    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """The widget that has the keys. What looks different for that is drawn by itself; Textual would draw it all."""

    def _compositor_refresh(self) -> None:
        top, changed = self.app.screen, self._compositor._dirty_regions
        if self is top or self.app.is_inline:
            super()._compositor_refresh()
        elif self in self.app._background_screens and changed:
            top._set_dirty(*changed)
            top._dirty_widgets.add(top)
            top.check_idle()
            changed.clear()
            self._dirty_widgets.clear()
