"""Unforeseen errors: written to a log file, and reported in one line that names it."""

from __future__ import annotations

import sys
import time
import traceback

from glossator.content.folders import state_folder
from glossator.content.storage import make_folders
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
    path = state_folder() / f"crash-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}.log"
    lines = "".join(traceback.format_exception(error))
    try:
        make_folders(path.parent)
        with path.open("a", encoding="utf-8", errors="backslashreplace") as file:
            file.write(clean_export(f"Python {sys.version}\n{lines}\n"))
    except OSError:
        return f"something unforeseen: {what}"
    return f"something unforeseen: {what}; details in {path}"
