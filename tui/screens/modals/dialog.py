"""Dialog: what lies over a screen and has the keys until it is closed, by key or by a click beside it."""

from __future__ import annotations

from typing import TypeVar

from textual import events
from textual.screen import ModalScreen

from glossator import styles
from glossator.tui.widgets.layered import Layered

Result = TypeVar("Result")


class Dialog(ModalScreen[Result], Layered[Result]):
    """A screen over another one; a click beside what it shows closes it, unless something would be lost."""

    CSS_PATH = [styles.PANES, styles.DIALOGS]

    def on_click(self, event: events.Click) -> None:
        """Close it, if the click was beside it."""
        if self.get_widget_at(event.screen_x, event.screen_y)[0] is self:
            self.clicked_beside()

    def clicked_beside(self) -> None:
        """Somebody clicked beside what is shown; close it."""
        self.dismiss(None)
