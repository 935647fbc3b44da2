"""Prompt: one line of text."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input

from glossator import styles
from glossator.tui.keys import bindings
from glossator.tui.plain import set_title


class Prompt(ModalScreen[str | None]):
    """One line of text."""

    CSS_PATH = [styles.PANES, styles.DIALOGS]
    BINDINGS: ClassVar[list[BindingType]] = bindings("prompt", "anywhere")

    def __init__(self, title: str, value: str = "") -> None:
        super().__init__()
        self._title = title
        self._value = value

    def compose(self) -> ComposeResult:
        """Yield the widgets."""
        with Vertical(id="prompt", classes="dialog"):
            yield Input(self._value)

    def on_mount(self) -> None:
        """Set up what needs the screen."""
        set_title(self.query_one("#prompt"), self._title)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what is chosen."""
        self.dismiss(event.value)
