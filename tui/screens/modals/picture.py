"""PictureScreen: a picture as large as the screen, with its words beneath."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Static

from glossator.tui.keys import bindings
from glossator.tui.plain import plain
from glossator.tui.screens.modals.dialog import Dialog


class _Strips(Widget):
    """Rows that were drawn already."""

    def __init__(self, strips: Sequence[Strip]) -> None:
        super().__init__()
        self._strips = strips

    def get_content_width(self, container: Size, viewport: Size) -> int:
        """The cells of a row."""
        return self._strips[0].cell_length

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The number of rows."""
        return len(self._strips)

    def render_line(self, y: int) -> Strip:
        """Give a row."""
        return self._strips[y] if y < len(self._strips) else Strip.blank(self.size.width)


class PictureScreen(Dialog[bool]):
    """A picture; any of the keys that close a footnote goes back. It gives True when the screen got another size."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("footnote", "anywhere")

    def __init__(self, strips: Sequence[Strip], words: str) -> None:
        super().__init__()
        self._strips = strips
        self._words = words
        self._drawn_for: Size | None = None

    def compose(self) -> ComposeResult:
        """Yield the widgets."""
        with Vertical(id="picture"):
            yield _Strips(self._strips)
            yield Static(plain(self._words), id="picture-words")

    def on_resize(self, event: events.Resize) -> None:
        """Close when the picture was drawn for another size: it is drawn anew."""
        if self._drawn_for is None:
            self._drawn_for = event.size
        elif self._drawn_for != event.size and self.is_current:
            self.dismiss(True)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which actions there are: nothing is scrolled."""
        return not action.startswith("scroll")
