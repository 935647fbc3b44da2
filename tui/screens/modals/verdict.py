"""Verdict: what a reviewer says of a text on leaving it."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from glossator.tui.keys import bindings, hint
from glossator.tui.plain import plain, set_title
from glossator.tui.screens.modals.dialog import Dialog
from glossator.tui.screens.modals.question import Answer

_ANSWERS = {"approved": "approve", "changes": "changes wanted", "comment": "comment", "none": "no verdict"}


class Verdict(Dialog[str]):
    """Approve, ask for changes, or only comment; Esc goes back to the text, for which it gives an empty answer."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("verdict", "anywhere")

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """Yield the widgets."""
        with Vertical(id="question", classes="dialog"):
            yield Static(plain(self._text))
            with Horizontal(id="answers"):
                for name, label in _ANSWERS.items():
                    yield Answer(f"{hint(self.app, f'verdict.{name}')} {label}", lambda name=name: self.dismiss(name))  # type: ignore[misc]

    def on_mount(self) -> None:
        """Set up what needs the screen."""
        set_title(self.query_one("#question"), "Your verdict")

    def clicked_beside(self) -> None:
        """Go back to the text."""
        self.dismiss("")
