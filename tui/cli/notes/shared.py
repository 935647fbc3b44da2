"""What the commands on notes share: which notebook, which colour, how an annotation is printed."""

from __future__ import annotations

import sys
from pathlib import Path

from glossator.content.document import Document
from glossator.content.errors import DocumentError, NotebookError
from glossator.content.exchange.waiting import place_waiting
from glossator.content.folders import notes_folder
from glossator.content.formats import open_document
from glossator.content.library.opened import was_opened_here
from glossator.content.notes.annotation import Annotation, format_tags
from glossator.content.notes.finding import doubt, find_notebook
from glossator.content.notes.notebook import Notebook
from glossator.content.notes.remembered import is_gone
from glossator.content.text.sanitize import clean, clean_line, shown_name
from glossator.tui.output import complain, show

ID = "the annotation's id, or the first letters of it, as gloss notes list shows them"


def show_item(item: Annotation, shown_id: str, *, before: str = "") -> None:
    """Print an annotation: its id as it is shown, what stands before its colour, colour, quote, tags, and its note.

    Args:
        item: The annotation.
        shown_id: As much of its id as tells it from the others.
        before: What to print before its colour.
    """
    tags = "".join(f" #{format_tags([tag])}" for tag in item.tags)
    tags += f"  p. {clean_line(item.page)}" if item.page else ""
    quote = clean_line(item.selectors.shown) or "(no passage)"
    show(f"{shown_id}  {before}{clean_line(item.color):6}  {quote}{tags}")
    for line in clean(item.note).splitlines():
        show(f"    {line}")


def show_unread(path: Path, why: str) -> None:
    """Say that a notebook is left out, and why.

    Args:
        path: The notebook's file.
        why: In a few words.
    """
    complain(f"{path.name}: {why}, left out")


def opened_here(notebook: Notebook) -> Document | None:
    """Open a notebook's document, if it is a regular file that this user opened here before; else None.

    Where another text has taken the place of one of its files, and has a notebook of its own, the others are looked at.
    """
    for source in notebook.facts.sources:
        if was_opened_here(source):
            try:
                document = open_document(source)
            except DocumentError:
                continue
            if document.text_sha256 in notebook.facts.texts:
                return document
            match = find_notebook(document, notebook.path.parent)
            if match is not None and match.path == notebook.path:
                return document
    return None


def owned(document: Document, *, same: bool, as_new: bool) -> Notebook:
    """Open the notebook to write into; where it is not sure that it is the document's, somebody must say so.

    Args:
        document: What the notes are about.
        same: The user says that a notebook found by its path is this document's.
        as_new: The user says that it is not.

    Raises:
        NotebookError: It is not certain, no flag says so, and there is nobody to ask.
    """
    book = Notebook.open(document)
    if as_new and book.match is not None and book.match.reason not in ("text", "bytes"):
        return Notebook.new(document)
    if same and book.match is None:
        complain(f"{document.source}: no earlier notes found; starting a new notebook")
    place_waiting(book, document)
    if not book.is_guess:
        return _with_older(book, document) if same and book.match is not None else book
    if not same and not as_new:
        if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
            raise NotebookError(f"{document.source}: {doubt(book)}: --same takes them, --as-new starts new ones")
        complain(f"{document.source}: {doubt(book)}")
        same = _answer("Do these notes belong to it?")
    if not same:
        return Notebook.new(document)
    book.accept(document)
    return book


def _with_older(book: Notebook, document: Document) -> Notebook:
    """A document's notebook; with the notes that were kept for an earlier text, where another notebook has those."""
    older = Notebook.open(document, but=book.path)
    if older.match is None:
        return book
    complain(f"{document.source}: {doubt(older)}: taken")
    older.accept(document)
    older.take_over(book)
    return older


def _answer(question: str) -> bool:
    """Ask until the answer is yes or no. Raises NotebookError at the end of input; nothing is written then."""
    while True:
        sys.stderr.write(f"{question} [y/n] ")
        sys.stderr.flush()
        line = sys.stdin.readline()
        if not line:
            raise NotebookError("no answer: nothing was changed; --same takes them, --as-new starts new ones")
        if (word := line.strip().lower()) in ("y", "yes", "n", "no"):
            return word[0] == "y"


def report_nothing_there(source: str, what: str, *, is_filtered: bool = False) -> None:
    """Print on standard error that there is nothing to show, and why.

    Args:
        source: What was asked about.
        what: What is missing, such as "no highlights or notes".
        is_filtered: Whether there are some, but not of the kind that was asked for.
    """
    if is_filtered:
        complain(f"{shown_name(source)}: {what} of that kind" if source else f"{what} of that kind")
        return
    if is_gone(notes_folder()):
        complain(f"{shown_name(str(notes_folder()))}: this notes folder held notes, and is gone")
    else:
        complain(f"{shown_name(source)}: {what}" if source else f"{what} yet")


def checked_tags(tags: list[str]) -> tuple[str, ...]:
    """Give tags cleaned, each once, without the sign that one may type before them."""
    return tuple(dict.fromkeys(cleaned for tag in tags if (cleaned := clean_line(tag).lstrip("#").strip())))
