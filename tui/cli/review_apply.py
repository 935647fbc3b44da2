"""``gloss review-apply``: accepted suggestions taken into a text or Markdown file."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from glossator.content.errors import GlossatorError, reason
from glossator.content.notes.notebook import Notebook
from glossator.content.review.applying import apply_suggestions
from glossator.content.review.raw_places import RawText
from glossator.content.review.remarks import Remark, remarks_of
from glossator.content.storage import write_durably
from glossator.content.text.sanitize import clean, clean_line, shown_name
from glossator.tui.cli.arguments import add_opening, open_with_progress
from glossator.tui.output import complain, show

EXAMPLES = """
gloss review-apply plan.md
"""
_ACCEPTED = "accepted"
_FORMATS = ("markdown", "text")


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("file", metavar="FILE", help="a text or Markdown file that was reviewed")
    add_opening(parser)


def run(options: argparse.Namespace) -> int:
    """Take the suggestions in: those tagged #accepted, else those that a person accepts now, and no other."""
    document = open_with_progress(options, options.file)
    path = Path(document.source)
    if document.format not in _FORMATS or not path.is_file():
        raise GlossatorError(f"{shown_name(options.file)}: not a text or Markdown file")
    remarks = [each for each in remarks_of(document, Notebook.open(document)) if each.suggestion is not None]
    if not remarks:
        complain(f"{shown_name(options.file)}: no suggestions")
        return 1
    raw = RawText.read(path)
    applied = apply_suggestions(raw, document, _accepted(remarks))
    for remark, why in applied.refused:
        complain(f"{shown_name(options.file)}: “{clean_line(remark.quote)[:60]}”: {why}, left as it is")
    if applied.done:
        if path.read_bytes() != raw.text.encode():
            raise GlossatorError(f"{shown_name(options.file)}: changed meanwhile, left as it is")
        try:
            write_durably(path, applied.text)
        except OSError as error:
            raise GlossatorError(f"{shown_name(str(path))}: {reason(error)}") from None
    for remark in applied.done:
        show(f"“{clean_line(remark.quote)[:60]}” -> “{clean_line(remark.suggestion or '')[:60]}”")
    return 0 if applied.done else 1


def _accepted(remarks: list[Remark]) -> list[Remark]:
    tagged = [each for each in remarks if _ACCEPTED in each.tags]
    if tagged:
        return tagged
    remaining = [each for each in remarks if each.state != "answered"]
    if not remaining:
        return remarks
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        count = f"{len(remaining)} suggestion{'s' * (len(remaining) > 1)}"
        raise GlossatorError(f"{count}, and none is tagged #{_ACCEPTED}; on a terminal each is asked about")
    chosen = []
    for remark in remaining:
        sys.stderr.write(f"- {clean(remark.quote)}\n+ {clean(remark.suggestion or '')}\n{clean_line(remark.text)}\n")
        sys.stderr.write("Take it? [y/n] ")
        sys.stderr.flush()
        if sys.stdin.readline().strip().lower().startswith("y"):
            chosen.append(remark)
    return chosen
