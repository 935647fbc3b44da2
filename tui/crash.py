"""Unforeseen errors: written to a log file, and reported in one line that names it."""

from __future__ import annotations

import sys
import traceback

from glossator.content.storage import new_log_path, open_log
from glossator.content.text.sanitize import clean_export, clean_line
from glossator.content.tracing import trace


def log_crash(error: BaseException) -> str:
    """Write what is known of an unforeseen error to a file in the state folder.

    Args:
        error: What was raised.

    Returns:
        One line for people that names the file.
    """
    error = getattr(error, "error", error)  # what a worker raised, not that it did
    trace("unforeseen: %r", error)
    what = clean_line(f"{type(error).__name__}: {error}")[:200]
    path = new_log_path("crash")
    lines = "".join(traceback.format_exception(error))
    try:
        with open_log(path) as file:
            file.write(clean_export(f"Python {sys.version}\n{lines}\n"))
    except OSError:
        return f"something unforeseen: {what}"
    return f"something unforeseen: {what}; details in {path}"
