"""``gloss notes rm``: delete an annotation."""

from __future__ import annotations

import argparse

from glossator.content.notes.collection import find_by_id
from glossator.tui.cli.notes.shared import ID

EXAMPLES = "gloss notes rm 1b2c3d4e"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.set_defaults(needs_notes=True)
    parser.add_argument("id", metavar="ID", help=ID)


def run(options: argparse.Namespace) -> int:
    """Delete it; it can be restored for 90 days."""
    book, key = find_by_id(options.id)
    book.remove(key)
    return 0
