"""``gloss notes``: its commands, and those on single annotations."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from glossator.content.document import Document
from glossator.content.errors import GlossatorError, NotebookError
from glossator.content.notes.annotation import Annotation, format_tags
from glossator.content.notes.collection import find_annotation, find_by_id, notebooks
from glossator.content.notes.finding import doubt
from glossator.content.notes.notebook import Notebook
from glossator.content.stamps import instant
from glossator.content.text.sanitize import clean, clean_line
from glossator.tui.cli import upkeep
from glossator.tui.cli.opening import open_shown, positive
from glossator.tui.output import complain, show, show_json


def configure(
    parser: argparse.ArgumentParser, common: argparse.ArgumentParser, opening: argparse.ArgumentParser
) -> None:
    """Add the commands to the parser of ``gloss notes``."""
    verbs = parser.add_subparsers(dest="verb", required=True)

    def command(name: str, run: Any, help: str, *, opens: bool = False) -> argparse.ArgumentParser:
        made: argparse.ArgumentParser = verbs.add_parser(
            name, parents=[common, opening] if opens else [common], help=help
        )
        made.set_defaults(run=run)
        return made

    list_ = command("list", _list, "annotations in reading order", opens=True)
    list_.add_argument("source", nargs="?", metavar="SOURCE")
    list_.add_argument("--json", action="store_true")
    add = command("add", _add, "highlight a quote", opens=True)
    add.add_argument("source", metavar="SOURCE")
    add.add_argument("--quote", required=True, metavar="TEXT")
    add.add_argument("--occurrence", type=positive, default=1, metavar="N")
    add.add_argument("--note", default="", metavar="TEXT")
    add.add_argument("--tag", action="append", default=[], metavar="TAG")
    add.add_argument("--color", default="yellow", metavar="NAME")
    whose = add.add_mutually_exclusive_group()
    whose.add_argument("--same", action="store_true", help="the notes kept for another text are this document's")
    whose.add_argument("--as-new", action="store_true", help="they are not: start new ones")
    edit = command("edit", _edit, "change a note, its tags or colour")
    edit.add_argument("id", metavar="ID")
    edit.add_argument("--note", metavar="TEXT")
    edit.add_argument("--tag", action="append", metavar="TAG")
    edit.add_argument("--color", metavar="NAME")
    command("rm", _rm, "delete an annotation; it can be restored for 90 days").add_argument("id", metavar="ID")
    deleted = command("deleted", _deleted, "what was deleted in the last 90 days", opens=True)
    deleted.add_argument("source", nargs="?", metavar="SOURCE")
    deleted.add_argument("--json", action="store_true")
    command("restore", _restore, "bring a deleted annotation back").add_argument("id", metavar="ID")
    merge = command("merge", upkeep.merge, "fold another copy into this notes folder")
    merge.add_argument("path", metavar="PATH", help="a notebook, or a folder of them")
    check = command("check", upkeep.check, "every notebook: readable, valid, anchored", opens=True)
    check.add_argument("source", nargs="?", metavar="SOURCE")
    check.add_argument("--repair", action="store_true", help="write what was settled, move damaged files aside")
    export = command("export", upkeep.export, "the annotations in another format", opens=True)
    export.add_argument("source", nargs="?", metavar="SOURCE")
    export.add_argument("--to", required=True, metavar="FORMAT", help="markdown, json or csv")
    export.add_argument("-o", "--output", metavar="PATH", help="a file to write, instead of standard output")
    export.add_argument("--force", action="store_true", help="replace the file if it is there")
    command("git-setup", upkeep.git_setup, "teach git to merge the notebooks in the notes folder")
    driver = verbs.add_parser("git-merge", parents=[common])  # what git calls, see git-setup
    driver.add_argument("versions", nargs=3, metavar="FILE")
    driver.set_defaults(run=upkeep.git_merge)


def _list(options: argparse.Namespace) -> int:
    books = [opened(open_shown(options))] if options.source else list(notebooks(unread=upkeep.tell_unread))
    for book in books:
        if book.problem:
            complain(book.problem)
        if book.is_guess:
            complain(f"{options.source}: {doubt(book)}")
    if options.json:
        show_json([{**item.to_json(), "document": book.document} for book in books for item in book.items])
    else:
        for book in books:
            if book.items and not options.source:
                show(clean_line(book.facts.title))
            for item in book.items:
                _show_item(item)
    return 0 if any(book.items for book in books) else 1


def _show_item(item: Annotation, *, before: str = "") -> None:
    tags = "".join(f" #{format_tags([tag])}" for tag in item.tags)
    show(f"{clean_line(item.id)}  {before}{clean_line(item.color):6}  {clean_line(item.selectors.shown)}{tags}")
    for line in clean(item.note).splitlines():
        show(f"    {line}")


def _add(options: argparse.Namespace) -> int:
    from glossator.content.notes.passages import quote_range
    from glossator.content.notes.selectors import describe

    document = open_shown(options)
    color = checked_color(options.color)
    start, end = quote_range(document, options.quote, options.occurrence)
    book = owned(document, same=options.same, as_new=options.as_new)
    made = book.add(
        describe(document.text, start, end),
        color=color,
        note=clean(options.note),
        tags=_tags(options.tag),
    )
    show(made.id)
    return 0


def opened(document: Document) -> Notebook:
    """Open a document's notebook, and say what came up."""
    return Notebook.open(document)


def owned(document: Document, *, same: bool, as_new: bool) -> Notebook:
    """Open the notebook to write into; where it is not sure that it is the document's, somebody must say so.

    Raises:
        NotebookError: It is not sure, nobody said it, and there is nobody to ask.
    """
    book = opened(document)
    if as_new and book.match is not None and book.match.reason not in ("text", "bytes"):
        return Notebook.new(document)
    if not book.is_guess:
        return book
    if not same and not as_new:
        if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
            raise NotebookError(f"{document.source}: {doubt(book)}: --same takes them, --as-new starts new ones")
        complain(f"{document.source}: {doubt(book)}")
        sys.stderr.write("Are they its notes? [y/n] ")
        sys.stderr.flush()
        same = sys.stdin.readline().strip().lower() in ("y", "yes")
    if not same:
        return Notebook.new(document)
    book.accept(document)
    return book


def _edit(options: argparse.Namespace) -> int:
    changes: dict[str, Any] = {}
    if options.note is not None:
        changes["note"] = clean(options.note)
    if options.tag is not None:
        changes["tags"] = _tags(options.tag)
    if options.color is not None:
        changes["color"] = checked_color(options.color)
    if not changes:
        raise GlossatorError("notes edit: nothing to change, give --note, --tag or --color")
    book, key = find_by_id(options.id)
    book.overwrote = lambda _: complain(
        f"{options.id}: another program had written something else meanwhile; it is kept in the history"
    )
    book.edit(key, **changes)
    return 0


def _tags(tags: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cleaned for tag in tags if (cleaned := clean_line(tag))))


def _rm(options: argparse.Namespace) -> int:
    book, key = find_by_id(options.id)
    book.remove(key)
    return 0


def _deleted(options: argparse.Namespace) -> int:
    books = [opened(open_shown(options))] if options.source else list(notebooks(unread=upkeep.tell_unread))
    found = [(book, when, item) for book in books for when, item in book.deleted()]
    found.sort(key=lambda entry: instant(entry[1]), reverse=True)
    if options.json:
        show_json([{**item.to_json(), "deleted": when, "document": book.document} for book, when, item in found])
    else:
        for _, when, item in found:
            _show_item(item, before=f"{clean_line(when)[:16]}  ")
    return 0 if found else 1


def _restore(options: argparse.Namespace) -> int:
    book, key = find_by_id(options.id, deleted=True)
    book.restore(key)
    return 0


def checked_color(name: str) -> str:
    """Give the name of a colour back. Raises GlossatorError for one that is none."""
    from glossator.content.notes.colors import COLORS

    if name not in COLORS:
        raise GlossatorError(f"{clean_line(name)}: no such colour, there are {', '.join(COLORS)}")
    return name


__all__ = ["checked_color", "configure", "doubt", "find_annotation", "opened", "owned"]
