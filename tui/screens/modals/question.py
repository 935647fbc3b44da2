"""Question: yes or no, by key."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from glossator import styles
from glossator.tui.keys import bindings, hint
from glossator.tui.plain import plain, set_title


class Question(ModalScreen[bool | None]):
    """Yes or no, by key; a careful one takes no Enter for a yes, and one that can wait gives None for Esc."""

    CSS_PATH = [styles.PANES, styles.DIALOGS]
    BINDINGS: ClassVar[list[BindingType]] = bindings("question", "anywhere")

    def __init__(self, title: str, text: str, *, careful: bool = False, can_wait: bool = False) -> None:
        super().__init__()
        self._can_wait = can_wait
        self._title = title
        self._text = text
        self._careful = careful

    def compose(self) -> ComposeResult:
        """Yield the widgets."""
        with Vertical(id="question", classes="dialog"):
            yield Static(plain(self._text))
            yield Static(Text(self._keys, style="dim"))

    def on_mount(self) -> None:
        """Set up what needs the screen."""
        set_title(self.query_one("#question"), self._title)

    @property
    def _keys(self) -> str:
        names = ("question.yes", "question.accept", "question.no", "question.later")
        yes, accept, no, later = (hint(self.app, name) for name in names)
        if self._can_wait:
            return f"{yes} or {accept} yes   {no} no   {later} not now"
        return f"{yes} yes   {no} no" if self._careful else f"{yes} or {accept} yes   {no} or {later} no"

    def action_accept(self) -> None:
        """Answer yes, where Enter counts as one."""
        if not self._careful:
            self.dismiss(True)

    def action_later(self) -> None:
        """Leave the question unanswered, where it can wait; else answer no."""
        self.dismiss(None if self._can_wait else False)
