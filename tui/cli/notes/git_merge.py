"""``gloss notes git-merge``: what git calls to merge three versions of a notebook, see ``git_setup``."""

from __future__ import annotations

import argparse
from pathlib import Path

from glossator.content.errors import reason
from glossator.content.notes.files import VERSION
from glossator.content.notes.merging import merge as merged
from glossator.content.notes.page_text import page_text, parse_page
from glossator.content.text.sanitize import shown_name
from glossator.tui.output import complain


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("versions", nargs=3, metavar="FILE")


def run(options: argparse.Namespace) -> int:
    """Merge three versions of a notebook into the second, as git asks; 1 leaves a conflict to git."""
    base, ours, theirs = map(Path, options.versions)
    try:
        texts = [path.read_text("utf-8") for path in (base, ours, theirs)]
        pages = [parse_page(text) for text in texts if text.strip()]
        page = merged(*pages)
    except OSError as error:
        complain(f"{shown_name(str(error.filename))}: {reason(error, 'cannot be read')}")
        return 1
    except (ValueError, KeyError) as error:
        complain(f"{shown_name(ours.name)}: {error}")
        return 1
    if any(each["glossator"]["version"] > VERSION for each in pages):
        complain(f"{ours.name}: written by a newer Glossator")
        return 1
    ours.write_text(page_text(page), "utf-8")
    return 0
