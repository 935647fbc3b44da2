"""KeySequences: bindings of two keys, such as ``g g``, and keys that an action waits for, such as a mark's letter.

A binding of two keys has a space between them. Its first key is held until the second one comes, wherever such a
binding is active; in a field every key is text. Both belong to the app, since focus and screen may change between two
keys.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Protocol, cast

from textual import events

from glossator.tui.keys import KEYS
from glossator.tui.shown_keys import shown_keys

if TYPE_CHECKING:
    from textual.app import App

KeyTaker = Callable[[events.Key], bool]
"""Takes a key that was waited for; gives True to wait for the next one as well."""


class KeySequences:
    """Holds the first key of a binding, or hands the next one to whoever waits for it.

    Attributes:
        pending: The first key, while the second is awaited; else empty.
    """

    def __init__(self, app: App[Any], show_status: Callable[[str], None]) -> None:
        """Begin with nothing held.

        Args:
            app: The app.
            show_status: Shows a line in the status line.
        """
        self._app = app
        self._show_status = show_status
        self._taker: KeyTaker | None = None
        self._starts = starts_of(key.keys for key in KEYS)
        self.pending = ""

    def set_keys(self, keys: list[str]) -> None:
        """Take other bindings' keys: those that the settings chose."""
        self._starts = starts_of(keys)

    @property
    def is_waiting(self) -> bool:
        """True while the next key belongs to the one before."""
        return bool(self.pending or self._taker)

    def wait_for(self, taker: KeyTaker) -> None:
        """Have the next key handed to an action, whatever is bound to it."""
        self._taker = taker

    def give_up(self) -> None:
        """Wait for nothing any more, as after Esc: something else was given the keys."""
        taker, first = self._taker, self.pending
        self._taker, self.pending = None, ""
        if taker:
            taker(events.Key("escape", None))
        if first:
            self._show_status("")

    async def take(self, key: events.Key) -> bool:
        """Take a key that completes a sequence or may begin one.

        Returns:
            False when it is a key by itself.
        """
        if taker := self._taker:
            self._taker = None
            if taker(key) and self._taker is None:
                self._taker = taker
            return True
        if self.pending:
            first, self.pending = self.pending, ""
            self._show_status("")
            if key.key != "escape" and not await self._complete(first, key):
                self._show_status(f"{shown_keys(first)} {shown_keys(key.key)} does nothing here")
            return True
        if key.key in self._starts and not self._is_typing() and self._begins(key.key):
            self.pending = key.key
            self._show_status(f"{shown_keys(key.key)} …")
            return True
        return False

    async def _complete(self, first: str, key: events.Key) -> bool:
        for name in key.aliases:
            if await self._app._check_bindings(f"{first} {name}"):
                return True
        return False

    def _is_typing(self) -> bool:
        return self._app.focused is not None and self._app.focused.check_consume_key("a", "a")

    def _begins(self, key: str) -> bool:
        return any(bound.startswith(f"{key} ") for bound in self._app.screen.active_bindings)


def starts_of(keys: Any) -> frozenset[str]:
    """The first keys of those bindings that have two."""
    return frozenset(each.split(" ")[0] for bound in keys for each in bound.split(",") if " " in each.strip())


class _HasSequences(Protocol):
    sequences: KeySequences


def wait_for_key(app: App[Any], taker: KeyTaker) -> None:
    """Have the next key handed to an action.

    Args:
        app: The app.
        taker: Takes the key; see ``KeyTaker``.
    """
    cast(_HasSequences, app).sequences.wait_for(taker)


def give_up_waiting(app: App[Any]) -> None:
    """Have the next key go where it would go by itself."""
    cast(_HasSequences, app).sequences.give_up()
