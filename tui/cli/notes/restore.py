"""``gloss notes restore``: bring a deleted annotation back."""

from __future__ import annotations

import argparse

from glossator.content.notes.collection import find_by_id
from glossator.tui.cli.notes.shared import ID

EXAMPLES = "gloss notes restore 1b2c3d4e"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.set_defaults(needs_notes=True)
    parser.add_argument("id", metavar="ID", help=ID)


def run(options: argparse.Namespace) -> int:
    """Bring it back."""
    book, key = find_by_id(options.id, deleted=True)
    book.restore(key)
    return 0
