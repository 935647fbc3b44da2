"""Into: what another program's file holds on one document that is open, imported into its notebook."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from glossator.content.document import Document
from glossator.content.errors import GlossatorError
from glossator.content.exchange.books import KnownBooks, share_found
from glossator.content.exchange.finding_imports import found_in
from glossator.content.exchange.importing import RESULTS, Plan, Result, plan_import, summary
from glossator.content.exchange.imports import read_import
from glossator.content.exchange.imports.entry import ImportedBook
from glossator.content.exchange.undoing import ImportRecord, recorded
from glossator.content.folders import notes_folder
from glossator.content.formats import open_document
from glossator.content.library.reading_places import Library
from glossator.content.notes.notebook import Notebook
from glossator.content.text.sanitize import shown_name
from glossator.content.text.titles import plain_title, title_likeness

_SAME_TITLE = 85
_SHARE = 0.34
"""Share of the quotes that must be in a document for a book of another title to be it."""
_NEW = ("placed", "moved", "ambiguous", "orphaned")


def is_book(book: ImportedBook, document: Document) -> bool:
    """Whether a book of another program is a document, by its title or by its quotes.

    Args:
        book: The book.
        document: The document.
    """
    share = share_found(book, document)
    return title_likeness(book.title, document.title) >= _SAME_TITLE or (share is not None and share >= _SHARE)


def import_into(path: str, document: Document) -> tuple[list[Result], ImportRecord]:
    """Import what a file, a folder or a device holds on a document; durable when this returns.

    Args:
        path: Where; ``~`` is the home folder.
        document: The document, read to its end.

    Returns:
        What became of each entry, those of other books being skipped, and what takes it back.

    Raises:
        GlossatorError: There is nothing to import, or the notes cannot be saved.
    """
    notebook = Notebook.open(document)
    results: list[Result] = []
    with recorded() as record:
        for plan in _plans(Path(os.path.expanduser(path)), document, notebook):
            record.write(notebook, plan)
            results += plan.results
    return results, record


def import_into_library(path: str) -> tuple[list[Result], ImportRecord]:
    """Import what a file, a folder or a device holds on any document; durable when this returns.

    Args:
        path: Where; ``~`` is the home folder.

    Returns:
        What became of each entry, and what takes it back. Notes on a book that is not known here wait for it.

    Raises:
        GlossatorError: There is nothing to import, or notes cannot be saved.
    """
    known = KnownBooks(notes_folder(), open_document)
    results: list[Result] = []
    with recorded() as record:
        for name, book in _books(Path(os.path.expanduser(path))):
            document = known.document_of(book)
            notebook = Notebook.open(document) if document else known.waiting_notebook(book)
            if notebook.is_guess:
                why = "open its document first: whose notes these are is not sure"
                results += [Result(each.quote or each.note, "skipped", "", why) for each in book.entries]
                continue
            plan = plan_import(book, name, notebook, document)
            write_counted(notebook, plan, document, record.write)
            results += plan.results
    return results, record


def write_counted(
    notebook: Notebook, plan: Plan, document: Document | None, write: Callable[[Notebook, Plan], object]
) -> None:
    """Write what an import says, and have the library know how many highlights there are then. Raises NotebookError.

    Args:
        notebook: The one that the plan was made for.
        plan: What to write.
        document: The notebook's, where it is at hand.
        write: Writes it: ``write_import``, or what remembers it as well.
    """
    write(notebook, plan)
    if document is not None:
        with suppress(OSError):
            Library().count_highlights(document.source, len(notebook.items))


def told(results: list[Result]) -> str:
    """Say what became of the entries of an import, on one line."""
    parts = [f"{count} {name}" for name, count in summary(results).items() if count and name in RESULTS]
    return f"imported: {', '.join(parts)}"


def own_marks(document: Document, notebook: Notebook) -> int:
    """Count the highlights and notes that stand in a PDF itself and are not in its notebook.

    Args:
        document: The document; of one that is no PDF of this machine there are none.
        notebook: Its notebook.
    """
    if document.format != "pdf" or not os.path.isfile(document.source):
        return 0
    try:
        plans = _plans(Path(document.source), document, notebook)
    except GlossatorError:
        return 0
    return sum(result.result in _NEW for plan in plans for result in plan.results)


def _books(path: Path) -> list[tuple[str, ImportedBook]]:
    """The books in a file or a folder, each with the format it came in. Raises GlossatorError when there is none."""
    books: list[tuple[str, ImportedBook]] = []
    problem = GlossatorError(f"{shown_name(str(path))}: no highlights or notes in it")
    for given, name in found_in(path):
        try:
            books += [(name, book.cleaned()) for book in read_import(given, name) if book.entries]
        except GlossatorError as error:
            problem = error
    if not books:
        raise problem
    return books


def _plans(path: Path, document: Document, notebook: Notebook) -> list[Plan]:
    books = _books(path)
    meant = {plain_title(book.title) for _, book in books if is_book(book, document)}
    plans: list[Plan] = []
    for name, book in books:
        if len(books) == 1 or plain_title(book.title) in meant:
            plans.append(plan_import(book, name, notebook, document))
        else:
            plans.append(Plan([Result(e.quote or e.note, "skipped", "", "of another book") for e in book.entries], []))
    return plans
