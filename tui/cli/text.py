"""``gloss text``: the canonical text of a document, or its text as Markdown."""

from __future__ import annotations

import argparse

from glossator.tui.cli.arguments import add_source, open_with_progress
from glossator.tui.output import show, show_exported

EXAMPLES = """
gloss text book.epub | wc -w
gloss text https://example.org/page > page.txt
gloss text report.docx --markdown > report.md
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_source(parser)
    parser.add_argument("--markdown", action="store_true", help="with its structure: headings, lists, tables, links")


def run(options: argparse.Namespace) -> int:
    """Print the text."""
    document = open_with_progress(options)
    if options.markdown:
        from glossator.content.exchange.as_markdown import as_markdown

        show_exported(as_markdown(document))
    else:
        show(document.text)
    return 0
