"""``gloss tour``: learn the keys in three minutes."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile

from glossator.content.errors import GlossatorError
from glossator.tui.cli.reading import prepare_to_read

EXAMPLES = """
gloss tour
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments; it has none."""


def run(options: argparse.Namespace) -> int:
    """Read the bundled article step by step; its notes and places are thrown away in the end."""
    if sys.stdout is None or not sys.stdout.isatty():
        raise GlossatorError("the tour needs a terminal")
    prepare_to_read()
    from glossator.tui import starting
    from glossator.tui.reading.reading import bundled_article

    folder = tempfile.mkdtemp(prefix="glossator-tour-")
    os.environ |= {"GLOSS_NOTES_DIR": f"{folder}/notes", "GLOSS_STATE_DIR": f"{folder}/state"}
    status = starting.run(bundled_article(), tour=True)
    if status != 2:  # else it has the log of what went wrong
        shutil.rmtree(folder, ignore_errors=True)
    return status
