"""``gloss notes edit``: change a note, its tags or its colour."""

from __future__ import annotations

import argparse
from typing import Any

from glossator.content.errors import GlossatorError
from glossator.content.notes.collection import find_by_id
from glossator.content.notes.colors import COLORS
from glossator.content.text.sanitize import clean
from glossator.tui.cli.arguments import one_of
from glossator.tui.cli.notes.shared import ID, checked_tags
from glossator.tui.output import complain

EXAMPLES = """
gloss notes edit 1b2c3d4e --note "Not so: see page 40."
gloss notes edit 1b2c3d4e --tag nato --tag rail --color green
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.set_defaults(needs_notes=True)
    parser.add_argument("id", metavar="ID", help=ID)
    parser.add_argument("--note", metavar="TEXT",
                        help="the new note; an empty one removes it")  # fmt: skip
    parser.add_argument("--tag", action="append", metavar="TAG",
                        help="a tag; may be given more than once; replaces all existing tags")  # fmt: skip
    parser.add_argument("--color", type=one_of(COLORS, "colour"), metavar="NAME", 
                        help=f"the colour: {', '.join(COLORS)}")  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Change what is given."""
    changes: dict[str, Any] = {}
    if options.note is not None:
        changes["note"] = clean(options.note)
    if options.tag is not None:
        changes["tags"] = checked_tags(options.tag)
    if options.color is not None:
        changes["color"] = options.color
    if not changes:
        raise GlossatorError("notes edit: nothing to change; give --note, --tag or --color")
    book, key = find_by_id(options.id)
    book.overwrote = lambda _: complain(
        f"{options.id}: another program had written something else meanwhile; it is kept in the history"
    )
    book.edit(key, **changes)
    return 0
