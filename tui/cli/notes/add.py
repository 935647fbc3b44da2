"""``gloss notes add``: highlight a quote."""

from __future__ import annotations

import argparse

from glossator.content.notes.passages import quote_range
from glossator.content.notes.selectors import describe
from glossator.content.text.sanitize import clean
from glossator.tui.cli.arguments import add_source, open_with_progress, positive
from glossator.tui.cli.notes.shared import checked_color, checked_tags, owned
from glossator.tui.output import show


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_source(parser)
    parser.add_argument("--quote", required=True, metavar="TEXT", help="the words to highlight")
    parser.add_argument("--occurrence", type=positive, default=1, metavar="N", help="which occurrence (default: 1)")
    parser.add_argument("--note", default="", metavar="TEXT", help="what to write beside them")
    parser.add_argument("--tag", action="append", default=[], metavar="TAG", help="a tag (repeatable)")
    parser.add_argument("--color", default="yellow", metavar="NAME", help="the highlight's colour (default: yellow)")
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--same", action="store_true", help="use the notes kept for an earlier text of this document")
    whose.add_argument("--as-new", action="store_true", help="start a new notebook")


def run(options: argparse.Namespace) -> int:
    """Add a highlight and print its id, once it is durable on disk."""
    document = open_with_progress(options)
    color = checked_color(options.color)
    start, end = quote_range(document, options.quote, options.occurrence)
    book = owned(document, same=options.same, as_new=options.as_new)
    made = book.add(
        describe(document.text, start, end),
        color=color,
        note=clean(options.note),
        tags=checked_tags(options.tag),
    )
    show(made.id)
    return 0
