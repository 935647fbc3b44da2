"""``gloss SOURCE``: the reader."""

from __future__ import annotations

import argparse
import os
import stat
import sys
from typing import TYPE_CHECKING

from glossator.content.errors import GlossatorError
from glossator.content.sources.source import Wishes
from glossator.content.text.sanitize import shown_name
from glossator.content.text.suggestions import meant
from glossator.tui.cli.arguments import SOURCE, add_opening, check_named, number, open_with_progress
from glossator.tui.cli.reading import can_draw, prepare_to_read
from glossator.tui.layout.column import NARROWEST, WIDEST
from glossator.tui.output import show_exported

if TYPE_CHECKING:
    from glossator.content.document import Document

EXAMPLES = """
gloss                             the library, or the bundled article if you have read nothing yet
gloss report.pdf                  read a file
gloss https://example.org/page    read the article on a page; a copy is kept for reading offline
gloss report.pdf#page=3           start at a page, a heading, or a part of a web page
curl -s URL | gloss               read standard input
gloss report.pdf | less           print the text when output is redirected
gloss ./toc                       a file named like a command; gloss -- -x.md one that begins with -
gloss notes list                  every highlight and note
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of reading."""
    parser.add_argument("source", nargs="?", metavar="SOURCE", help=f"{SOURCE} (default: the library)")
    parser.add_argument("--section", metavar="TEXT",
                        help="start at the section whose title matches best (default: where you left off)")  # fmt: skip
    parser.add_argument("--width", type=number(NARROWEST, WIDEST), metavar="N",
                        help=f"columns of text, {NARROWEST} to {WIDEST} (default: as in the settings)")  # fmt: skip
    parser.add_argument("--theme", metavar="NAME", help="the theme: paper, sepia, night, contrast, or one of Textual's "
                        "(default: as in the settings)")  # fmt: skip
    add_opening(parser)


def run(options: argparse.Namespace) -> int:
    """Read on this terminal, until the reader leaves; where it cannot be drawn on, print the text as Markdown."""
    from glossator.content.sources.files import is_pipe
    from glossator.content.sources.urls import is_url

    source = options.source = _source(options.source)
    if options.theme is not None:
        _check_theme(options.theme)
    is_stream = source is not None and (source == "-" or is_url(source) or is_pipe(source))
    if source is not None and not is_stream:
        check_named(source, is_alone=True)
    if not can_draw():
        if source is None:
            raise GlossatorError("there is no terminal to draw on; gloss SOURCE prints a document's text")
        return _print(options)
    document = open_with_progress(options) if is_stream else None
    prepare_to_read()
    from glossator.tui import starting

    return starting.run(
        source, document, section=options.section, width=options.width, theme=options.theme,
        wishes=Wishes(options.whole_page, options.encoding or "", options.password or ""),
    )  # fmt: skip


def _print(options: argparse.Namespace) -> int:
    """Print the document with its structure, where there is no screen to show it on."""
    from glossator.content.exchange.as_markdown import as_markdown

    document = open_with_progress(options)
    show_exported(as_markdown(document, _start(document, options.section)))
    return 0


def _start(document: Document, section: str | None) -> int:
    """Where the text begins that is printed: at the section that was asked for, else at the top."""
    if not section:
        return 0
    from glossator.content.search.sections import SectionIndex

    match = SectionIndex(document).match(section)
    if not match:
        raise GlossatorError(f"--section: no section like {shown_name(section)}")
    return document.sections[match[0]].start


def _check_theme(name: str) -> None:
    from glossator.styles.themes import theme_names

    if name not in theme_names():
        close = meant(name, theme_names()) or "; choose from paper, sepia, night, contrast"
        raise GlossatorError(f"--theme: {shown_name(name)}: no such theme{close}")


def _source(given: str | None) -> str | None:
    """What is to be read: what was named, else what is piped into standard input, else None."""
    is_terminal = sys.stdin is None or sys.stdin.isatty()
    if given == "-" and is_terminal:
        raise GlossatorError("-: nothing is piped into standard input")
    if given is not None or is_terminal:
        return given
    try:
        kind = os.fstat(sys.stdin.fileno()).st_mode
    except (OSError, ValueError):
        return None
    return "-" if stat.S_ISFIFO(kind) or stat.S_ISREG(kind) or stat.S_ISSOCK(kind) else None
