"""Prompt: one line of text."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Input

from glossator.tui.keys import bindings
from glossator.tui.plain import set_title
from glossator.tui.screens.modals.dialog import Dialog
from glossator.tui.widgets.field import Field
from glossator.tui.widgets.footer import KeyLine


class Prompt(Dialog[str | None]):
    """One line of text."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("prompt", "anywhere")

    def __init__(self, title: str, value: str = "", *, label: str = "Take it") -> None:
        """Ask for something.

        Args:
            title: What is asked for.
            value: What stands there already.
            label: What the key line calls Enter.
        """
        super().__init__()
        self._label = label
        self._title = title
        self._value = value

    def compose(self) -> ComposeResult:
        """Yield the widgets."""
        with Vertical(id="prompt", classes="dialog"):
            yield Field(self._value, submit_label=self._label)
            yield KeyLine()

    def on_mount(self) -> None:
        """Set up what needs the screen."""
        set_title(self.query_one("#prompt"), self._title)

    def clicked_beside(self) -> None:
        """Close, unless something was typed."""
        if self.query_one(Field).value == self._value:
            self.dismiss(None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what is chosen."""
        self.dismiss(event.value)
