"""``gloss notes add``: highlight a quote."""

from __future__ import annotations

import argparse

from glossator.content.errors import GlossatorError, NotebookError
from glossator.content.notes.colors import COLORS
from glossator.content.notes.passages import quote_range
from glossator.content.notes.selectors import describe
from glossator.content.text.sanitize import clean
from glossator.tui.cli.arguments import add_source, number, one_of, open_with_progress
from glossator.tui.cli.notes.shared import checked_tags, owned
from glossator.tui.output import show

EXAMPLES = """
gloss notes add report.pdf --quote "the second finding" --note "Compare with chapter 3."
gloss notes add book.epub --quote whale --occurrence 7 --tag sea --tag "white whale" --color blue
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_source(parser)
    parser.add_argument("--quote", required=True, metavar="TEXT",
                        help="the words to highlight; white space need not be the same")  # fmt: skip
    parser.add_argument("--occurrence", type=number(1), default=1, metavar="N",
                        help="which occurrence of the quote, 1 or more (default: 1)")  # fmt: skip
    parser.add_argument("--note", default="", metavar="TEXT",
                        help="what to write beside them, as Markdown (default: nothing)")  # fmt: skip
    parser.add_argument("--tag", action="append", default=[], metavar="TAG",
                        help="a tag; may be given more than once (default: none)")  # fmt: skip
    parser.add_argument("--color", type=one_of(COLORS, "colour"), default=COLORS[0], metavar="NAME",
                        help=f"the colour: {', '.join(COLORS)} (default: {COLORS[0]})")  # fmt: skip
    whose = parser.add_mutually_exclusive_group()
    whose.add_argument("--same", action="store_true", help="use the notes kept for an earlier text of this document")
    whose.add_argument("--as-new", action="store_true", help="start a new notebook")


def run(options: argparse.Namespace) -> int:
    """Add a highlight and print its id, once it is durable on disk."""
    document = open_with_progress(options)
    try:
        start, end = quote_range(document, options.quote, options.occurrence)
    except NotebookError as error:
        raise GlossatorError(f"--quote: {error}") from None
    book = owned(document, same=options.same, as_new=options.as_new)
    made = book.add(
        describe(document.text, start, end),
        color=options.color,
        note=clean(options.note),
        tags=checked_tags(options.tag),
    )
    show(made.id)
    return 0
