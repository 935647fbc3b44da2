"""``gloss notes export``: the annotations in another format."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from glossator.content.errors import GlossatorError
from glossator.content.exchange import EXPORTS, SUFFIXES, TEMPLATE
from glossator.content.exchange import export as exported
from glossator.content.exchange.shelf import Shelf
from glossator.content.exchange.writing import Exists, format_of, text_there, write_export
from glossator.content.notes.collection import notebooks
from glossator.content.notes.notebook import Notebook
from glossator.tui.cli.arguments import add_source, one_of, open_with_progress
from glossator.tui.cli.notes.filters import add_filters, filter_of
from glossator.tui.cli.notes.shared import opened_here, report_nothing_there, show_unread
from glossator.tui.output import complain, show_exported

EXAMPLES = """
gloss notes export report.pdf --to markdown
gloss notes export --to csv -o notes.csv --force
gloss notes export book.epub --to obsidian -o ~/vault/Book.md
gloss notes export --tag todo --to template:mine.jinja
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.set_defaults(needs_notes=True)
    add_source(parser, optional=True)
    parser.add_argument("--to", type=_format, metavar="FORMAT",
                        help=f"the format: {', '.join(EXPORTS)}, or template:FILE "
                        "(default: as the file's name ends)")  # fmt: skip
    parser.add_argument("-o", "--output", metavar="PATH", help="the file to write (default: -, standard output)")
    parser.add_argument("--force", action="store_true", help="overwrite an existing file")
    add_filters(parser)


_named = one_of(tuple(EXPORTS), "format")


def _format(text: str) -> str:
    return text if text.startswith(TEMPLATE) else _named(text)


_format.names = tuple(EXPORTS)  # type: ignore[attr-defined]  # for completions


def run(options: argparse.Namespace) -> int:
    """Write the annotations of one document, or of all, in another format."""
    is_wanted = filter_of(options)
    shelf: Shelf
    if options.source:
        document = open_with_progress(options)
        shelf = [(Notebook.open(document), document)]
    else:
        shelf = [(notebook, opened_here(notebook)) for notebook in notebooks(unread=show_unread)]
    name = options.to or format_of(options.output or "")
    if not name:
        raise GlossatorError(f"missing: --to, or -o with a name that ends in {', '.join(SUFFIXES)}")
    if not any(is_wanted(item) for notebook, _ in shelf for item in notebook.items):
        is_filtered = any(notebook.items for notebook, _ in shelf)
        report_nothing_there(options.source, "no highlights or notes", is_filtered=is_filtered)
        return 1
    for notebook, _ in shelf:
        if notebook.problem and notebook.items:
            complain(notebook.problem)
    path = Path(os.path.expanduser(options.output)) if options.output and options.output != "-" else None
    there = text_there(path, name, shelf) if path else ""
    written = exported(shelf, name, is_wanted=is_wanted, there=there)
    if path is None:
        _print(written, name)
        return 0
    try:
        write_export(path, written, shelf, force=options.force or bool(there))
    except Exists as error:
        raise GlossatorError(f"{error}; --force replaces it") from None
    return 0


def _print(written: str | bytes, name: str) -> None:
    """Print an export; bytes go to a file or a pipe, and never to a terminal."""
    if isinstance(written, str):
        show_exported(written)
        return
    if sys.stdout.isatty():
        raise GlossatorError(f"{name}: not for a terminal; -o names a file")
    sys.stdout.flush()
    sys.stdout.buffer.write(written)
