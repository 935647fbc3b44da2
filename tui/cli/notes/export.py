"""``gloss notes export``: the annotations in another format."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from glossator.content.errors import GlossatorError
from glossator.content.exchange import EXPORTS, SUFFIXES
from glossator.content.exchange import export as exported
from glossator.content.exchange.shelf import Shelf
from glossator.content.exchange.writing import Exists, format_of, write_export
from glossator.content.notes.collection import notebooks
from glossator.content.notes.notebook import Notebook
from glossator.tui.cli.arguments import add_source, one_of, open_with_progress
from glossator.tui.cli.notes.shared import opened_here, report_nothing_there, show_unread
from glossator.tui.output import complain, show_exported

EXAMPLES = """
gloss notes export report.pdf --to markdown
gloss notes export --to csv -o notes.csv --force
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.set_defaults(needs_notes=True)
    add_source(parser, optional=True)
    parser.add_argument("--to", type=one_of(tuple(EXPORTS), "format"), metavar="FORMAT",
                        help=f"the format: {', '.join(EXPORTS)} (default: as the file's name ends)")  # fmt: skip
    parser.add_argument("-o", "--output", metavar="PATH", help="the file to write (default: -, standard output)")
    parser.add_argument("--force", action="store_true", help="replace the file if it is there")


def run(options: argparse.Namespace) -> int:
    """Write the annotations of one document, or of all, in another format."""
    shelf: Shelf
    if options.source:
        document = open_with_progress(options)
        shelf = [(Notebook.open(document), document)]
    else:
        shelf = [(notebook, opened_here(notebook)) for notebook in notebooks(unread=show_unread)]
    name = options.to or format_of(options.output or "")
    if not name:
        raise GlossatorError(f"missing: --to, or -o with a name that ends in {', '.join(SUFFIXES)}")
    if not any(notebook.items for notebook, _ in shelf):
        report_nothing_there(options.source, "no highlights or notes")
        return 1
    for notebook, _ in shelf:
        if notebook.problem and notebook.items:
            complain(notebook.problem)
    text = exported(shelf, name)
    if not options.output or options.output == "-":
        show_exported(text)
    else:
        try:
            write_export(Path(os.path.expanduser(options.output)), text, shelf, force=options.force)
        except Exists as error:
            raise GlossatorError(f"{error}; --force replaces it") from None
    return 0
