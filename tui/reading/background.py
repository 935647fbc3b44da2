"""Background tasks: threads that nobody waits for. Quitting leaves them behind; what they find too late is dropped."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    from textual.app import App

Result = TypeVar("Result")


def report(app: App[Any], receive: Callable[[Any], object], value: object) -> None:
    """Hand something to the UI thread from a background task; nothing once the app has ended.

    Args:
        app: The app.
        receive: Called there.
        value: What it is called with.
    """
    with contextlib.suppress(RuntimeError):
        app.call_later(receive, value)


class BackgroundTask(Generic[Result]):
    """Runs a function in a thread of its own and hands its result to the UI thread, unless it was cancelled."""

    def __init__(
        self, app: App[Any], work: Callable[[], Result], done: Callable[[Result], object],
        is_wanted: Callable[[], bool] = lambda: True,
    ) -> None:  # fmt: skip
        """Start at once.

        Args:
            app: The app whose thread ``done`` is called in.
            work: What to do; it must write no file, for it may be cut off at any moment.
            done: Called with the result.
            is_wanted: Asked in the app's thread whether there is still anybody to take the result, or an error.
        """
        self._app = app
        self._work = work
        self._done = done
        self._is_wanted = is_wanted
        self.is_cancelled = False
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def cancel(self) -> None:
        """Drop the result when it comes."""
        self.is_cancelled = True

    def _run(self) -> None:
        try:
            result = self._work()
        except Exception as error:
            self._hand_over(self._app._handle_exception, error)
            return
        self._hand_over(self._done, result)

    def _hand_over(self, receive: Callable[[Any], object], value: object) -> None:
        def received(value: object) -> None:
            if not self.is_cancelled and self._is_wanted():
                receive(value)

        if not self.is_cancelled:
            report(self._app, received, value)
