"""``gloss notes pull``: what changed at a service since the last time, taken in."""

from __future__ import annotations

import argparse
from pathlib import Path

from glossator.content.errors import NotebookError
from glossator.content.exchange.books import KnownBooks
from glossator.content.exchange.importing import Result, write_import
from glossator.content.exchange.imports import read_import
from glossator.content.exchange.imports.given import Given
from glossator.content.exchange.sharing.pushing import note_fetched, under_own_ids
from glossator.content.folders import notes_folder
from glossator.content.formats import open_document
from glossator.content.storage import dump_json
from glossator.tui.cli.notes.import_ import import_book, show_results, sum_of
from glossator.tui.cli.notes.services import add_service, service_of
from glossator.tui.output import complain, show

EXAMPLES = """
gloss notes pull --with readwise
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    add_service(parser)


def run(options: argparse.Namespace) -> int:
    """Take in what changed there; what was sent from here keeps its id."""
    results: list[Result] = []
    failed = False
    with service_of(options) as (service, remembered):
        fetched, since = service.fetched(remembered.since)
        fetched = under_own_ids(fetched, remembered)
        given = Given(Path(f"{service.name}.json"), dump_json(fetched).encode())
        write = None if options.dry_run else write_import
        known = KnownBooks(notes_folder(), open_document)
        for book in [book.cleaned() for book in read_import(given, service.name)] if any(fetched.values()) else []:
            try:
                imported = import_book(service.name, book, None, known, write) if book.entries else []
            except NotebookError as error:
                complain(str(error))
                failed = True
                continue
            results += imported
            if any(result.result != "duplicate" for result in imported):
                show_results(book, imported)
        if not options.dry_run and not failed:
            note_fetched(fetched, remembered, since)
    show(sum_of(results, is_dry=options.dry_run))
    return 2 if failed else 0
