"""``gloss toc``: the section tree of a document."""

from __future__ import annotations

import argparse

from glossator.content.text.sanitize import clean_line
from glossator.tui.cli.arguments import add_json, add_source, open_with_progress
from glossator.tui.output import show, show_json

EXAMPLES = """
gloss toc report.pdf
gloss toc --json https://example.org/page | jq -r '.[].title'
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_source(parser)
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Print the sections; 1 when there are none."""
    document = open_with_progress(options)
    if options.json:
        show_json([{"level": s.level, "title": s.title, "start": s.start, "end": s.end} for s in document.sections])
    else:
        for section in document.sections:
            show("  " * (section.level - 1) + clean_line(section.title))
    return 0 if document.sections else 1
