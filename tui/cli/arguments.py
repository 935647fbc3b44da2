"""Arguments that several commands have, and how a source is opened for them."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from glossator.tui.output import complain

if TYPE_CHECKING:
    from glossator.content.document import Document


def positive(text: str) -> int:
    """Read a number from 1 up."""
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def add_opening(parser: argparse.ArgumentParser) -> None:
    """Add the options that go with every source."""
    parser.add_argument("--whole-page", action="store_true", help="read the whole web page, not just the article")
    parser.add_argument("--refresh", action="store_true", help="fetch the URL again even if a copy is stored")


def add_source(parser: argparse.ArgumentParser, *, optional: bool = False) -> None:
    """Add a source with its options."""
    help_ = "a path, a URL, or - for standard input"
    if optional:
        parser.add_argument("source", nargs="?", metavar="SOURCE", help=f"{help_}; default: all documents")
    else:
        parser.add_argument("source", metavar="SOURCE", help=help_)
    add_opening(parser)


def open_with_progress(options: argparse.Namespace, source: str | None = None) -> Document:
    """Open the document that is asked for; one that is fetched shows its progress where somebody can see it."""
    from glossator.content.formats import open_document, open_fetched
    from glossator.content.sources.urls import is_url

    source = options.source if source is None else source
    if is_url(source) and sys.stderr is not None and sys.stderr.isatty():
        from glossator.tui.cli.progress import fetch_shown

        document = open_fetched(fetch_shown(source, refresh=options.refresh), whole_page=options.whole_page)
    else:
        document = open_document(source, whole_page=options.whole_page, refresh=options.refresh)
    if document.warning:
        complain(document.warning)
    return document
