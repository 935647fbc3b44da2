"""The log file of ``--debug``: what was done and how long it took, one line a step."""

from __future__ import annotations

import logging
import os
import platform
import sys
import time
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from glossator.content.folders import cache_folder, notes_folder, state_folder
from glossator.content.sources.urls import without_credentials
from glossator.content.storage import make_folders
from glossator.content.text.sanitize import clean_line


class _OneLine(logging.Formatter):
    """A line for each step, clean, with the milliseconds since the start."""

    def format(self, record: logging.LogRecord) -> str:
        return clean_line(f"{record.relativeCreated:9.1f} ms  {super().format(record)}")


def log_to_file(arguments: Sequence[str]) -> Path:
    """Begin to log.

    Args:
        arguments: The arguments of the command line, which are logged without names and passwords.

    Returns:
        The log file, in the state folder, readable by its owner only.

    Raises:
        OSError: It cannot be written.
    """
    path = state_folder() / f"debug-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}-{os.getpid()}.log"
    make_folders(path.parent)
    stream = os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "a", encoding="utf-8",
                       errors="backslashreplace", buffering=1)  # fmt: skip
    handler = logging.StreamHandler(stream)
    handler.setFormatter(_OneLine())
    log = logging.getLogger("glossator")
    log.setLevel(logging.DEBUG)
    log.propagate = False
    log.addHandler(handler)
    log.debug("Glossator %s, Python %s, %s", version("glossator"), platform.python_version(), platform.platform())
    log.debug("arguments: %s", " ".join(map(without_credentials, arguments)))
    terminal = os.environ.get("TERM"), os.environ.get("COLORTERM")
    log.debug("TERM=%s, COLORTERM=%s, encoding %s", *terminal, sys.getfilesystemencoding())
    log.debug("notes: %s; state: %s; cache: %s", notes_folder(), state_folder(), cache_folder())
    return path
