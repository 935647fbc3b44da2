"""``gloss notes push``: what is new or changed here, sent to a service."""

from __future__ import annotations

import argparse
from collections import Counter

from glossator.content.errors import GlossatorError
from glossator.content.exchange.exported import gather
from glossator.content.exchange.sharing.pushing import PUSHED, Pushed, push
from glossator.content.notes.collection import notebooks
from glossator.content.text.sanitize import clean_line
from glossator.content.text.shortening import shortened
from glossator.tui.cli.notes.services import add_service, service_of
from glossator.tui.cli.notes.shared import opened_here, show_unread
from glossator.tui.output import complain, show

EXAMPLES = """
gloss notes push --with hypothesis --dry-run
"""
_QUOTED = 60


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_service(parser)


def run(options: argparse.Namespace) -> int:
    """Send the annotations of all documents; those that were sent and did not change since are left alone."""
    results: list[Pushed] = []
    failed = False
    with service_of(options) as (service, remembered):
        documents = gather([(notebook, opened_here(notebook)) for notebook in notebooks(unread=show_unread)])
        try:
            for result in push(service, remembered, documents, is_dry=options.dry_run):
                results.append(result)
                _show(result)
        except (GlossatorError, OSError) as error:
            complain(clean_line(str(error)))
            failed = True
    counts = Counter(result.result for result in results)
    parts = ", ".join(f"{counts[name]} {name}" for name in PUSHED if counts[name])
    show(f"{options.service}: {parts or 'nothing to send'}{'; nothing was sent' if options.dry_run else ''}")
    return 2 if failed else 0


def _show(result: Pushed) -> None:
    if result.result != "unchanged":
        why = f" ({clean_line(result.why)})" if result.why else ""
        show(f"  {result.result:9}  {shortened(clean_line(result.quote), _QUOTED)}{why}")
