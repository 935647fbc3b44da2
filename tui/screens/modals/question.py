"""Question: yes or no, by key or by a click."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Static

from glossator.tui.keys import bindings, hint, is_bound
from glossator.tui.plain import plain, set_title
from glossator.tui.screens.modals.dialog import Dialog


class Answer(Static):
    """An answer, with the keys that give it; a click gives it as well."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Answer { width: auto; margin-right: 3; color: $body-muted; }
    Answer:hover { color: $accent; text-style: underline; }
    """

    def __init__(self, text: str, act: Callable[[], object]) -> None:
        super().__init__(Text(text))
        self._act = act

    def on_click(self, event: events.Click) -> None:
        """Give the answer, with the first button."""
        event.stop()
        if event.button == 1:
            self._act()


class Question(Dialog[bool | None]):
    """Yes or no, by key; a careful one takes no Enter for a yes, and one that can wait gives None for Esc."""

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
            with Horizontal(id="answers"):
                yield from self._answers()

    def on_mount(self) -> None:
        """Set up what needs the screen."""
        set_title(self.query_one("#question"), self._title)

    def _answers(self) -> Iterator[Answer]:
        yes = ("question.yes",) if self._careful else ("question.yes", "question.accept")
        no = ("question.no",) if self._can_wait or self._careful else ("question.no", "question.later")
        yield Answer(f"{self._keys(*yes)} yes", lambda: self.dismiss(True))
        yield Answer(f"{self._keys(*no)} no", lambda: self.dismiss(False))
        if self._can_wait:
            yield Answer(f"{self._keys('question.later')} not now", self.action_later)

    def _keys(self, *names: str) -> str:
        """The keys of some bindings, those that have one."""
        return " or ".join(hint(self.app, name) for name in names if is_bound(self.app, name))

    def clicked_beside(self) -> None:
        """Do what Esc does."""
        self.action_later()

    def action_accept(self) -> None:
        """Answer yes, where Enter counts as one."""
        if not self._careful:
            self.dismiss(True)

    def action_later(self) -> None:
        """Leave the question unanswered, where it can wait; else answer no."""
        self.dismiss(None if self._can_wait else False)
