"""KeyQueue: one key or click after the other, so that a sequence means the same however fast it arrives.

Textual hands a key to the widget that has the focus when the key comes in, not when the keys before it have done
their work: typed fast, or sent in bursts by a slow line, the letters behind ``/`` or ``m`` would still be commands.
Here a key is handed on once the one before it has come to rest: when the messages that it caused have passed through
the focused widget, its ancestors and the app, and have left focus and screen as they are. The mouse keeps its place
among the keys: a click waits for the keys before it, and the keys behind it for what it opens.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Protocol

from textual import events

if TYPE_CHECKING:
    from textual.app import App
    from textual.message_pump import MessagePump

Typed = events.Key | events.Paste
Given = Typed | events.MouseEvent

_ROUNDS = 3
"""Times in a row that messages must pass without a change: a key's action posts a message, whose handler acts."""
_MOST_ROUNDS = 20
"""Times that messages are let pass at the most."""
_PASSING = 1.0
"""Seconds waited for messages to pass through one object, before a key is handed on all the same."""
_BUSY = 3.0
"""Seconds waited for what the reader waits for as well, such as the results of a query that was accepted."""
_TURN = 0.005
"""Seconds between two looks."""


class Waiting(Protocol):
    """What a key must wait for."""

    @property
    def is_reading(self) -> bool:
        """True while that is text that is still being read, however long that takes."""

    def must_wait(self, event: Given) -> bool:
        """Tell whether something must still come before a key can."""


class KeyQueue:
    """Hands keys on, in order.

    Attributes:
        typed: How many have come in so far.
    """

    def __init__(
        self,
        app: App[Any],
        hand_on: Callable[[Given], Awaitable[None]],
        is_busy: Callable[[], bool],
        waiting: Waiting,
        came_to_rest: Callable[[Typed], None],
    ) -> None:
        """Begin with no key.

        Args:
            app: The app.
            hand_on: Does with a key, or what the mouse did, what the app does.
            is_busy: Tells whether something must still come before any key can be understood.
            waiting: Tells what one key must wait for.
            came_to_rest: Is told when a key has done all its work.
        """
        self._app = app
        self._hand_on = hand_on
        self._is_busy = is_busy
        self._waiting = waiting
        self._came_to_rest = came_to_rest
        self._keys: deque[Given] = deque()
        self._delivering: asyncio.Task[None] | None = None
        self.typed = 0
        self._last = 0.0

    def put(self, key: Typed) -> None:
        """Take a key that came in, or text that was pasted."""
        self.typed += 1
        self._last = time.monotonic()
        self._put(key)

    def put_mouse(self, event: events.MouseEvent) -> bool:
        """Take what the mouse did; False for a move or a turn of the wheel that nothing is before."""
        if not _is_button(event):
            if not self.is_delivering:
                return False
            if self._keys and isinstance(event, events.MouseMove) and isinstance(self._keys[-1], events.MouseMove):
                self._keys.pop()  # where the mouse is counts, not the way there
        self._put(event)
        return True

    def _put(self, event: Given) -> None:
        self._keys.append(event)
        if not self.is_delivering:
            self._delivering = asyncio.create_task(self._deliver())

    @property
    def is_delivering(self) -> bool:
        """True until the last key has come to rest."""
        return self._delivering is not None and not self._delivering.done()

    @property
    def seconds_at_rest(self) -> float:
        """Seconds since the last key came in."""
        return time.monotonic() - self._last

    async def _deliver(self) -> None:
        while self._keys:
            try:
                if self._is_busy():  # the first key, or one that came while something was on its way
                    await self._come_to_rest()
                if self._waiting.must_wait(self._keys[0]):
                    await self._wait_while(lambda: self._waiting.must_wait(self._keys[0]))
                    await self._settle()
                given = self._keys.popleft()
                await self._hand_on(given)
                if not isinstance(given, events.MouseEvent) or _is_button(given):
                    await self._come_to_rest()
                if not isinstance(given, events.MouseEvent):
                    self._came_to_rest(given)
            except Exception as error:
                self._app._handle_exception(error)
                return

    async def _come_to_rest(self) -> None:
        """Until what a key began is done, and what that was waiting for has done its work as well."""
        await self._settle()
        while self._is_busy():
            if not await self._wait_while(self._is_busy):
                return
            await self._settle()

    async def _settle(self) -> None:
        unchanged = 0
        for _ in range(_MOST_ROUNDS):
            before = self._receivers()
            for pump in before:
                await self._pass_through(pump)
            unchanged = unchanged + 1 if self._receivers() == before else 0
            if unchanged == _ROUNDS:
                break

    async def _wait_while(self, is_waiting: Callable[[], bool]) -> bool:
        """Wait for what is on its way; False when that takes too long."""
        turns = int(_BUSY / _TURN)
        while turns > 0 and is_waiting():
            turns -= not self._waiting.is_reading
            await asyncio.sleep(_TURN)
        return turns > 0

    def _receivers(self) -> list[MessagePump]:
        """Whom a key passes, from the focused widget to the app."""
        if not self._app.screen_stack:
            return [self._app]
        screen = self._app.screen
        return list((screen.focused or screen).ancestors_with_self)

    async def _pass_through(self, pump: MessagePump) -> None:
        """Wait until what is in an object's queue now was handled."""
        passed = asyncio.Event()
        if pump.call_later(passed.set):
            try:
                await asyncio.wait_for(passed.wait(), _PASSING)
            except TimeoutError:
                return


def _is_button(event: events.MouseEvent) -> bool:
    """True when a button went down or up: what comes after it may mean something else then."""
    return isinstance(event, (events.MouseDown, events.MouseUp))
