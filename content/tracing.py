"""Tracing: what is done goes to the log ``glossator`` when somebody listens; else nothing is imported for it."""

from __future__ import annotations

import sys


def trace(message: str, *values: object) -> None:
    """Tell what is done, for the log file of ``--debug``.

    Args:
        message: What is done, with a ``%s`` for each value. Names and passwords in URLs are not told.
        values: The values; they are formatted only when somebody listens.
    """
    if logging := sys.modules.get("logging"):
        logging.getLogger("glossator").debug(message, *values)
