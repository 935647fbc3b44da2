"""``gloss notes list``: annotations in reading order."""

from __future__ import annotations

import argparse

from glossator.content.notes.collection import notebooks, short_ids
from glossator.content.notes.finding import doubt
from glossator.content.notes.notebook import Notebook
from glossator.content.notes.remembered import is_gone
from glossator.content.text.sanitize import clean_line
from glossator.tui.cli.arguments import add_json, add_source, open_with_progress
from glossator.tui.cli.notes.filters import add_filters, filter_of
from glossator.tui.cli.notes.shared import report_nothing_there, show_item, show_unread
from glossator.tui.output import complain, show, show_json

EXAMPLES = """
gloss notes list
gloss notes list report.pdf --json
gloss notes list --tag todo --since 2026-01-31
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.set_defaults(needs_notes=True)
    add_source(parser, optional=True)
    add_json(parser)
    add_filters(parser)


def run(options: argparse.Namespace) -> int:
    """Print the annotations; 1 when there are none."""
    is_wanted = filter_of(options)
    books = [Notebook.open(open_with_progress(options))] if options.source else list(notebooks(unread=show_unread))
    for book in books:
        if book.problem and not is_gone(book.path.parent):
            complain(book.problem)
        if book.is_guess:
            complain(f"{options.source}: {doubt(book)}")
    if options.json:
        found = [(book, item) for book in books for item in book.items if is_wanted(item)]
        show_json([{**item.to_json(), "document": book.document} for book, item in found])
    else:
        ids = short_ids(item.id for book in (notebooks() if options.source else books) for item in book.items)
        for book in books:
            wanted = [item for item in book.items if is_wanted(item)]
            if wanted and not options.source:
                show(clean_line(book.facts.title))
            for item in wanted:
                show_item(item, ids.get(item.id, clean_line(item.id)))
    if any(is_wanted(item) for book in books for item in book.items):
        return 0
    if not options.json:
        report_nothing_there(options.source, "no highlights or notes", is_filtered=any(book.items for book in books))
    return 1
