"""The end that comes whatever hangs: a terminal that is gone leaves threads of Textual's waiting for it for ever."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

_LOOK_EVERY = 2.0
"""Seconds between two looks at whether the terminal is still there."""
_PATIENCE = 4.0
"""Seconds in which a program ends in the usual way, if nothing hangs."""
_AS_BEFORE = (
    b"\x1b[?2031l\x1b[?2026l\x1b[?1000l\x1b[?1003l\x1b[?1015l\x1b[?1006l\x1b[?1004l\x1b[?2004l\x1b[<u\x1b[?1049l"
    b"\x1b[?25h\x1b[0m"
)
"""What takes back what was asked of the terminal.

That is news of light and dark, synchronized output, the mouse, the focus, pasting, keys, the other screen, the cursor.
"""


def terminal_modes() -> list[Any] | None:
    """Give the modes of the terminal on standard input, to be set again at the end; None where it has none."""
    try:
        import termios

        return termios.tcgetattr(0)
    except (ImportError, OSError, termios.error):
        return None


def _restore_terminal(modes: list[Any]) -> None:
    """Leave the terminal as it was, if it still takes anything."""
    import select
    import termios

    with suppress(OSError, ValueError, termios.error):
        termios.tcsetattr(0, termios.TCSANOW, modes)
        if select.select([], [2], [], 0)[1]:
            os.write(2, _AS_BEFORE)  # where Textual draws; standard output may lead elsewhere


def end_surely(status: int, keep: Callable[[], object] = lambda: None, modes: list[Any] | None = None) -> None:
    """End the process in a few seconds, unless it has ended by then.

    Args:
        status: The exit status.
        keep: Called before, to keep what must not be lost; what fails in it is passed over.
        modes: The modes that the terminal is given back, along with its screen; None leaves it alone.
    """

    def end() -> None:
        time.sleep(_PATIENCE)
        with suppress(Exception):
            keep()
        if modes is not None:
            _restore_terminal(modes)
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
