"""The log file of ``--debug``: what was done and how long it took, one line a step."""

from __future__ import annotations

import logging
import os
import platform
import re
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from glossator.content.folders import cache_folder, notes_folder, state_folder
from glossator.content.storage import new_log_path, open_log
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
    path = new_log_path("debug")
    handler = logging.StreamHandler(open_log(path))
    handler.setFormatter(_OneLine())
    log = logging.getLogger("glossator")
    log.setLevel(logging.DEBUG)
    log.propagate = False
    log.addHandler(handler)
    log.debug("Glossator %s, Python %s, %s", version("glossator"), platform.python_version(), platform.platform())
    log.debug("arguments: %s", " ".join(map(_masked, arguments)))
    terminal = os.environ.get("TERM"), os.environ.get("COLORTERM")
    log.debug("TERM=%s, COLORTERM=%s, encoding %s", *terminal, sys.getfilesystemencoding())
    folders = (notes_folder(), state_folder(), cache_folder())
    log.debug("notes: %s; state: %s; cache: %s", *map(_masked, map(str, folders)))
    return path


def _masked(text: str) -> str:
    """An argument without anything that may be a name and a password in it, or a secret in a query."""
    return re.sub(r"\S+", lambda word: _masked_word(word[0]), text)


def _masked_word(word: str) -> str:
    before, colon, behind = word.partition(":/")
    if not colon:
        return word
    rest = behind.lstrip("/")
    slashes = behind[: len(behind) - len(rest)]
    address, mark, _ = rest.rpartition("@")[2].partition("?")
    return f"{before}:/{slashes}{address}{'?…' if mark else ''}"
