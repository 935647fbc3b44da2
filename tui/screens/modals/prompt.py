"""Prompt: one line of text."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.suggester import Suggester
from textual.widgets import Input

from glossator.tui.keys import bindings
from glossator.tui.plain import set_title
from glossator.tui.screens.modals.dialog import Dialog
from glossator.tui.widgets.field import Field
from glossator.tui.widgets.footer import KeyLine


class _Completion(Suggester):
    """Shows what may follow behind what was typed."""

    def __init__(self, complete: Callable[[str], str]) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._complete = complete

    async def get_suggestion(self, value: str) -> str | None:
        """Give the whole of what would stand there, or nothing."""
        rest = self._complete(value)
        return value + rest if rest else None


class Prompt(Dialog[str | None]):
    """One line of text."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("prompt", "anywhere")

    def __init__(
        self, title: str, value: str = "", *, label: str = "Done", complete: Callable[[str], str] | None = None,
        is_added_to: bool = False, is_secret: bool = False,
    ) -> None:
        """Ask for something.

        Args:
            title: What is asked for.
            value: What stands there already.
            label: What the key line calls Enter.
            complete: Gives what may follow what was typed; nothing is proposed without it.
            is_added_to: Whether what is typed goes behind what stands there, and does not take its place.
            is_secret: Whether what is typed is not to be seen.
        """
        super().__init__()
        self._label = label
        self._title = title
        self._value = value
        self._complete = complete
        self._is_added_to = is_added_to
        self._is_secret = is_secret

    def compose(self) -> ComposeResult:
        """Yield the widgets."""
        with Vertical(id="prompt", classes="dialog"):
            field = Field(self._value, submit_label=self._label)
            field.select_on_focus = not self._is_added_to
            field.password = self._is_secret
            field.suggester = _Completion(self._complete) if self._complete else None
            yield field
            yield KeyLine()

    def on_mount(self) -> None:
        """Set up what needs the screen."""
        set_title(self.query_one("#prompt"), self._title)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Tell which actions are there."""
        return action != "complete" or self._complete is not None

    def action_complete(self) -> None:
        """Put what may follow behind what was typed."""
        field = self.query_one(Field)
        if self._complete and field.cursor_at_end:
            field.value += self._complete(field.value)
            field.cursor_position = len(field.value)

    def clicked_beside(self) -> None:
        """Close, unless something was typed."""
        if self.query_one(Field).value == self._value:
            self.dismiss(None)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Take what is chosen."""
        self.dismiss(event.value)
