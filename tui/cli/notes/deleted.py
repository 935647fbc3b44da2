"""``gloss notes deleted``: what was deleted in the last 90 days."""

from __future__ import annotations

import argparse

from glossator.content.notes.collection import notebooks, short_ids
from glossator.content.notes.notebook import Notebook
from glossator.content.stamps import instant
from glossator.content.text.sanitize import clean_line
from glossator.tui.cli.arguments import add_json, add_source, open_with_progress
from glossator.tui.cli.notes.shared import report_nothing_there, show_item, show_unread
from glossator.tui.output import show_json

EXAMPLES = """
gloss notes deleted
gloss notes deleted report.pdf --json
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.set_defaults(needs_notes=True)
    add_source(parser, optional=True)
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Print what was deleted, the latest first; 1 when nothing was."""
    books = [Notebook.open(open_with_progress(options))] if options.source else list(notebooks(unread=show_unread))
    found = [(book, when, item) for book in books for when, item in book.deleted()]
    found.sort(key=lambda entry: instant(entry[1]), reverse=True)
    if options.json:
        show_json([{**item.to_json(), "deleted": when, "document": book.document} for book, when, item in found])
    else:
        ids = short_ids(item.id for book in (notebooks() if options.source else books) for _, item in book.deleted())
        for _, when, item in found:
            show_item(item, ids.get(item.id, clean_line(item.id)), before=f"{clean_line(when)[:16]}  ")
    if not found and not options.json:
        report_nothing_there(options.source, "nothing was deleted")
    return 0 if found else 1
