"""The end that comes whatever hangs: a terminal that is gone leaves threads of Textual's waiting for it for ever."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress

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
