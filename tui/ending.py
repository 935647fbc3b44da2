"""The end that comes whatever hangs: a terminal that is gone leaves threads of Textual's waiting for it for ever."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress

_LOOK_EVERY = 2.0
"""Seconds between two looks at whether the terminal is still there."""
_PATIENCE = 4.0
"""Seconds in which a program ends in the usual way, if nothing hangs."""


def end_surely(status: int, keep: Callable[[], object] = lambda: None) -> None:
    """End the process in a few seconds, unless it has ended by then.

    Args:
        status: The exit status.
        keep: Called before, to keep what must not be lost; what fails in it is passed over.
    """

    def end() -> None:
        time.sleep(_PATIENCE)
        with suppress(Exception):
            keep()
        os._exit(status)

    threading.Thread(target=end, daemon=True, name="end-surely").start()


def watch_terminal(gone: Callable[[], object]) -> None:
    """Notice that the terminal on standard input is gone, also where no signal says so: it may be ignored or lost.

    Args:
        gone: Is called then, once, from a thread of its own; the program's main thread may be waiting for the terminal.
    """
    try:
        import termios
    except ImportError:  # Windows
        return

    def watch() -> None:
        while True:
            time.sleep(_LOOK_EVERY)
            try:
                termios.tcgetattr(0)
            except termios.error:
                gone()
                return

    threading.Thread(target=watch, daemon=True, name="watch-terminal").start()
