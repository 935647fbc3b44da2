"""``gloss notes import``: highlights and notes of other programs, each placed in the text at hand."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from glossator.content.collecting import nothing_collected
from glossator.content.document import Document
from glossator.content.errors import DocumentError, GlossatorError, NotebookError
from glossator.content.exchange.books import KnownBooks
from glossator.content.exchange.finding_imports import found_in
from glossator.content.exchange.importing import RESULTS, Plan, Result, plan_import, summary
from glossator.content.exchange.imports import IMPORTS, read_import
from glossator.content.exchange.imports.entry import ImportedBook
from glossator.content.exchange.into import is_book, write_counted
from glossator.content.exchange.undoing import recorded, told, undo_last_import
from glossator.content.folders import notes_folder
from glossator.content.formats import open_document
from glossator.content.notes.notebook import Notebook
from glossator.content.text.sanitize import clean_line, shown_name
from glossator.content.text.shortening import shortened
from glossator.content.text.titles import plain_title
from glossator.tui.cli.arguments import add_json, add_opening, one_of, open_with_progress
from glossator.tui.cli.notes.shared import owned
from glossator.tui.output import complain, show

EXAMPLES = """
gloss notes import "My Clippings.txt"
gloss notes import /media/KOBOeReader --dry-run
gloss notes import notebook.html --into book.epub
"""
_LONG = 1_000
"""Entries from which on a bar is shown."""
_QUOTED = 60


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("path", metavar="PATH", nargs="?",
                        help="a file of another program's highlights, a folder, or a device")  # fmt: skip
    parser.add_argument("--from", dest="format", type=one_of(tuple(IMPORTS), "format"), metavar="FORMAT",
                        help=f"the format: {', '.join(IMPORTS)} (default: what is in the file)")  # fmt: skip
    parser.add_argument("--into", metavar="SOURCE",
                        help="the document that they belong to (default: found by identifiers and title)")  # fmt: skip
    parser.add_argument("--dry-run", action="store_true", help="report what would happen to each, and write nothing")
    parser.add_argument("--undo", action="store_true", help="undo the last import; later changes are kept")
    add_json(parser)
    add_opening(parser)


@nothing_collected()
def run(options: argparse.Namespace) -> int:
    """Import, and print what became of each entry."""
    if options.undo:
        return _undo(options)
    if not options.path:
        raise GlossatorError("which file? gloss notes import PATH")
    books = list(_books(Path(os.path.expanduser(options.path)), options.format))
    if not any(book.entries for _, book in books):
        complain(f"{shown_name(options.path)}: no highlights or notes in it")
        return 1
    into = open_with_progress(options, options.into) if options.into else None
    asked = books if into and len(books) > 1 else []
    titles = {plain_title(book.title) for _, book in asked if into and book.entries and is_book(book, into)}
    known = KnownBooks(notes_folder(), open_document)
    results: list[Result] = []
    failed = False
    with recorded() as record:
        write = None if options.dry_run else record.write
        for name, book in books:
            if not book.entries:
                continue
            is_meant = len(books) == 1 or plain_title(book.title) in titles
            try:
                imported = import_book(name, book, into, known, write, is_meant=is_meant)
            except NotebookError as error:
                complain(str(error))
                failed = True
                continue
            results += imported
            if not options.json:
                show_results(book, imported)
    if record.problem:
        complain(record.problem)
    if options.json:
        entries = [{**each._asdict(), "id": each.id or None, "why": each.why or None} for each in results]
        show(json.dumps({"entries": entries, "summary": summary(results)}, ensure_ascii=False, indent=2))
    elif results or not failed:
        show(sum_of(results, is_dry=options.dry_run))
    return 2 if failed else 0


def _undo(options: argparse.Namespace) -> int:
    """Take the last import back, and say what that did."""
    if options.path or options.into or options.format:
        raise GlossatorError("--undo takes back the last import, whatever it was of: it goes with no path")
    done = undo_last_import(is_dry=options.dry_run)
    if options.json:
        show(json.dumps(done._asdict()))
        return 0
    show(f"{told(done)}{'; nothing was written' if options.dry_run else ''}")
    return 0


def _books(path: Path, name: str | None) -> Iterator[tuple[str, ImportedBook]]:
    """The books in a file or a folder, each with the format it came in."""
    for given, found in found_in(path, name or ""):
        try:
            yield from ((found, book.cleaned()) for book in read_import(given, found))
        except GlossatorError as error:
            if path.is_file():
                raise
            complain(str(error))


def import_book(
    name: str, book: ImportedBook, into: Document | None, known: KnownBooks,
    write: Callable[[Notebook, Plan], object] | None,
    *, is_meant: bool = True,
) -> list[Result]:  # fmt: skip
    """Import one book; nothing is written where it is a dry run, or belongs to another document than the one named.

    Args:
        name: The format it came in.
        book: The book, cleaned.
        into: The document that was named; None for none.
        known: What is known on this machine.
        write: Writes what is planned; None for a dry run.
        is_meant: Whether the book belongs to ``into``.

    Raises:
        NotebookError: Its notes cannot be saved.
    """
    document = into
    if into is not None and not is_meant:
        return [Result(e.quote or e.note, "skipped", "", f"of another book, {book.title}") for e in book.entries]
    if document is None:
        document = known.document_of(book) or _asked(book)
    if document is None:
        notebook = known.waiting_notebook(book)
    elif write is None:
        notebook = Notebook.open(document)
    else:
        notebook = owned(document, same=False, as_new=False)
    with _bar(len(book.entries), book.title) as progress:
        plan = plan_import(book, name, notebook, document, progress)
    if write is not None:
        write_counted(notebook, plan, document, write)
    return plan.results


def _asked(book: ImportedBook) -> Document | None:
    """The document that a person names for a book, where there is one to ask; None for none."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        return None
    by = f" by {clean_line(book.author)}" if book.author else ""
    while True:
        question = "which document is it? A path, or Enter to keep its notes until then: "
        sys.stderr.write(f"{shown_name(book.title)}{by}: {question}")
        sys.stderr.flush()
        answer = sys.stdin.readline().strip()
        if not answer:
            return None
        try:
            return open_document(answer)
        except DocumentError as error:
            complain(str(error))


@contextmanager
def _bar(count: int, title: str) -> Iterator[Callable[[int], None]]:
    """A progress bar on standard error, for a long import in a terminal."""
    if count < _LONG or sys.stderr is None or not sys.stderr.isatty():
        yield lambda done: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(shortened(clean_line(title), 40), total=count)
        yield lambda done: bar.update(task, completed=done)


def show_results(book: ImportedBook, results: list[Result]) -> None:
    """Print what became of the entries of a book.

    Args:
        book: The book.
        results: What became of them.
    """
    by = f", {book.author}" if book.author else ""
    show(f"{shown_name(book.title)}{clean_line(by)}")
    for result in results:
        why = f" ({clean_line(result.why)})" if result.why else ""
        show(f"  {result.result:9}  {shortened(clean_line(result.quote), _QUOTED)}{why}".rstrip())


def sum_of(results: list[Result], *, is_dry: bool) -> str:
    """Give the sum in one line.

    Args:
        results: What became of the entries.
        is_dry: Whether nothing was written.
    """
    counts = Counter(result.result for result in results)
    parts = [f"{counts[name]} {name}" for name in RESULTS if counts[name]]
    entries = "1 entry" if len(results) == 1 else f"{len(results)} entries"
    return f"{entries}: {', '.join(parts)}{'; nothing was written' if is_dry else ''}"
