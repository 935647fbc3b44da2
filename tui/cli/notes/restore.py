"""``gloss notes restore``: bring a deleted annotation back."""

from __future__ import annotations

import argparse

from glossator.content.notes.collection import find_by_id


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("id", metavar="ID", help="the annotation's id")


def run(options: argparse.Namespace) -> int:
    """Bring it back."""
    book, key = find_by_id(options.id, deleted=True)
    book.restore(key)
    return 0
