"""``gloss info``: how a document was read, and what was left out of it."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from glossator.content.text.sanitize import clean_line
from glossator.tui.cli.arguments import add_json, add_source, open_with_progress
from glossator.tui.output import show, show_json

if TYPE_CHECKING:
    from glossator.content.document import Document

EXAMPLES = """
gloss info report.pdf
gloss info --json page.html | jq .left_out
gloss info --encoding koi8-r letter.txt
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_source(parser)
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Print what is known of a document, a line each."""
    document = open_with_progress(options)
    facts = _facts(document, options)
    if options.json:
        show_json(facts)
        return 0
    width = max(map(len, facts))
    for name, value in facts.items():
        text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
        if text:
            show(f"{name.replace('_', ' '):<{width}}  {clean_line(text)}")
    return 0


def _facts(document: Document, options: argparse.Namespace) -> dict[str, Any]:
    from glossator.content.formats.info import encoding_read, left_out
    from glossator.content.text.languages import language_of

    return {
        "source": document.source, "format": document.format,
        "encoding": encoding_read(document, options.encoding), "language": language_of(document.text),
        "title": document.title, "author": document.author, "date": document.date,
        "words": len(document.text.split()), "sections": len(document.sections), "parts": len(document.parts),
        "left_out": left_out(document, is_whole=options.whole_page),
    }  # fmt: skip
