"""What every command does with its arguments: open a source, read a number."""

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


def open_shown(options: argparse.Namespace, source: str | None = None) -> Document:
    """Open the document that is asked for; one that is fetched shows its progress where somebody can see it."""
    from glossator.content.formats import open_document
    from glossator.content.sources.urls import is_url

    source = options.source if source is None else source
    refresh = options.refresh
    if is_url(source) and sys.stderr is not None and sys.stderr.isatty():
        from glossator.tui.cli.progress import fetch_shown

        fetch_shown(source, refresh=refresh)
        document = open_document(source, whole_page=options.whole_page)
    else:
        document = open_document(source, whole_page=options.whole_page, refresh=refresh)
    if document.warning:
        complain(document.warning)
    return document
