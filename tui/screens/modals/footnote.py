"""Footnote: a text shown in place."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from glossator.tui.keys import bindings
from glossator.tui.plain import plain, set_title
from glossator.tui.screens.modals.dialog import Dialog
from glossator.tui.widgets.footer import KeyLine

_MOST_LINES = 1000
"""Lines shown of a long text."""


def _beginning(text: str) -> str:
    """As many lines as can be shown at once, and how many are left out."""
    lines = text.split("\n", _MOST_LINES)
    if len(lines) <= _MOST_LINES:
        return text
    rest = lines.pop().count("\n") + 1
    return "\n".join([*lines, f"… {rest:,} line{'' if rest == 1 else 's'} more"])


class Footnote(Dialog[None]):
    """A text shown in place, such as a footnote; any of these keys goes back."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("footnote", "anywhere")

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = _beginning(text)

    def compose(self) -> ComposeResult:
        """Yield the widgets."""
        with VerticalScroll(id="footnote", classes="dialog", can_focus=False):
            yield Static(plain(self._text))
            yield KeyLine()

    def action_scroll(self, lines: int) -> None:
        """Scroll by lines, by a page at the most."""
        area = self.query_one("#footnote")
        page = max(1, area.scrollable_content_region.height - 1)
        area.scroll_relative(y=max(-page, min(page, lines)), animate=False)

    def action_scroll_to_end(self, to_last: bool) -> None:
        """Scroll to the beginning, or to the end."""
        area = self.query_one("#footnote")
        area.scroll_to(y=area.max_scroll_y if to_last else 0, animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which actions there are: what fits is not scrolled."""
        return action != "scroll" or any(area.max_scroll_y > 0 for area in self.query("#footnote"))

    def on_mount(self) -> None:
        """Set up what needs the screen."""
        set_title(self.query_one("#footnote"), self._title)
