"""``gloss toc``: the section tree of a document."""

from __future__ import annotations

import argparse

from glossator.content.document import Document, Section
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
    """Print the sections, each with its page, or the pages; 1 when there are none."""
    document = open_with_progress(options)
    sections = document.sections or _pages(document)
    if options.json:
        show_json([_entry(document, section) for section in sections])
    else:
        for section in sections:
            page = document.page_label(section.start) if document.sections else ""
            show("  " * (section.level - 1) + clean_line(section.title) + (f"  p. {clean_line(page)}" if page else ""))
    return 0 if sections else 1


def _entry(document: Document, section: Section) -> dict[str, object]:
    """A section as JSON, with its page where there are any."""
    page = {"page": document.page_label(section.start)} if document.pages else {}
    return {"level": section.level, "title": section.title, "start": section.start, "end": section.end, **page}


def _pages(document: Document) -> list[Section]:
    """The pages of a document that has no sections, as such."""
    ends = [*(start for _, start in document.pages[1:]), len(document.text)]
    starts = zip(document.pages, ends, strict=True) if document.pages else ()
    return [Section(f"Page {label}", 1, start, end, start) for (label, start), end in starts]
