"""``gloss text``: the canonical text of a document."""

from __future__ import annotations

import argparse

from glossator.tui.cli.arguments import add_source, open_shown
from glossator.tui.output import show


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_source(parser)


def run(options: argparse.Namespace) -> int:
    """Print the text."""
    show(open_shown(options).text)
    return 0
