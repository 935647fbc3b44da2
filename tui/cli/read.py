"""``gloss SOURCE``: the reader."""

from __future__ import annotations

import argparse
import sys

from glossator.content.errors import GlossatorError
from glossator.tui.cli.arguments import add_opening, open_with_progress


def _width(text: str) -> int:
    width = int(text)
    if not 20 <= width <= 200:
        raise argparse.ArgumentTypeError("must be 20 to 200")
    return width


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments of reading."""
    parser.add_argument("source", nargs="?", metavar="SOURCE", help="a path, a URL, or - for standard input")
    parser.add_argument("--section", metavar="TEXT", help="start at the section that matches")
    parser.add_argument("--width", type=_width, metavar="N", help="columns of text, 20 to 200")
    parser.add_argument("--theme", metavar="NAME", help="paper, sepia, night, contrast, or one of Textual's")
    add_opening(parser)


def run(options: argparse.Namespace) -> int:
    """Read on this terminal, until the reader leaves."""
    from glossator.tui.terminal import usable_terminal

    source = options.source
    document = None
    if source == "-" and (sys.stdin is None or sys.stdin.isatty()):
        raise GlossatorError("-: nothing is piped into standard input")
    if source is not None:
        from glossator.content.sources.files import check_source
        from glossator.content.sources.urls import is_url

        if source == "-" or is_url(source):
            document = open_with_progress(options)
        else:
            check_source(source)
    usable_terminal()
    import gc

    gc.disable()  # nothing made before the first page is garbage; the reader turns it on again
    from glossator.tui.app import run

    return run(
        source, document, section=options.section, width=options.width, theme=options.theme,
        whole_page=options.whole_page,
    )  # fmt: skip
