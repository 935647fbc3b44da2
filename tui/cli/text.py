"""``gloss text``: the canonical text of a document."""

from __future__ import annotations

import argparse

from glossator.tui.cli.arguments import add_source, open_with_progress
from glossator.tui.output import show

EXAMPLES = """
gloss text book.epub | wc -w
gloss text https://example.org/page > page.txt
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_source(parser)


def run(options: argparse.Namespace) -> int:
    """Print the text."""
    show(open_with_progress(options).text)
    return 0
