"""``gloss page``: the document as one self-contained page, with highlights and notes."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from glossator.content.errors import GlossatorError
from glossator.content.exchange.exported import gather
from glossator.content.exchange.page import write_page
from glossator.content.exchange.shelf import Shelf
from glossator.content.exchange.writing import Exists, write_export
from glossator.content.notes.notebook import Notebook
from glossator.content.text.sanitize import clean_export
from glossator.tui.cli.arguments import add_source, open_with_progress
from glossator.tui.output import complain, show_exported

EXAMPLES = """
gloss page report.md -o report.html
gloss page book.epub -o - | less
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_source(parser)
    parser.add_argument("-o", "--output", required=True, metavar="FILE.html",
                        help="the file to write, or - for standard output")  # fmt: skip
    parser.add_argument("--force", action="store_true", help="overwrite an existing file")


def run(options: argparse.Namespace) -> int:
    """Write the page."""
    document = open_with_progress(options)
    notebook = Notebook.open(document)
    if notebook.problem and notebook.items:
        complain(notebook.problem)
    shelf: Shelf = [(notebook, document)]
    exported = next(iter(gather([] if notebook.is_guess else shelf)), None)
    text = clean_export(write_page(document, exported))
    if options.output == "-":
        show_exported(text)
        return 0
    try:
        write_export(Path(os.path.expanduser(options.output)), text, shelf, force=options.force)
    except Exists as error:
        raise GlossatorError(f"{error}; --force replaces it") from None
    return 0
