"""``gloss notes rm``: delete an annotation."""

from __future__ import annotations

import argparse

from glossator.content.notes.collection import find_by_id


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("id", metavar="ID", help="the annotation's id")


def run(options: argparse.Namespace) -> int:
    """Delete it; it can be restored for 90 days."""
    book, key = find_by_id(options.id)
    book.remove(key)
    return 0
