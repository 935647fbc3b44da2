"""The filters of the commands that list and export annotations."""

from __future__ import annotations

import argparse

from glossator.content.errors import GlossatorError
from glossator.content.notes.colors import COLORS
from glossator.content.notes.filtering import Filter, since_day
from glossator.content.text.sanitize import clean_line
from glossator.tui.cli.arguments import one_of


def add_filters(parser: argparse.ArgumentParser) -> None:
    """Add the options."""
    parser.add_argument("--tag", action="append", default=[], metavar="TAG",
                        help="only those with this tag; may be given more than once (default: any)")  # fmt: skip
    parser.add_argument("--color", type=one_of(COLORS, "colour"), metavar="NAME",
                        help=f"only those of this colour: {', '.join(COLORS)} (default: any)")  # fmt: skip
    parser.add_argument("--since", metavar="DATE",
                        help="only those made or changed since a day: 2026-01-31 (default: any time)")  # fmt: skip
    parser.add_argument("--text", metavar="QUERY",
                        help="only those with these words in quote, note or tags (default: any)")  # fmt: skip


def filter_of(options: argparse.Namespace) -> Filter:
    """Give the filter that the options ask for. Raises GlossatorError for one that is empty, or a day that is none."""
    if "" in (*options.tag, options.since, options.text):
        raise GlossatorError("a filter is empty; leave it out for all")
    tags = tuple(clean_line(tag).lstrip("#") for tag in options.tag)
    since = since_day(options.since) if options.since is not None else None
    return Filter(tags, options.color or "", since, options.text or "")
