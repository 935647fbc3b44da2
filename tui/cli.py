"""The command line: parse, then hand over. What a command needs is imported inside it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from content.errors import GlossatorError
from content.sanitize import clean, clean_line, escaped

if TYPE_CHECKING:
    from content.document import Document

VERSION = "0.1.0"
_COMMANDS = ("toc", "text", "find", "notes")


class _Parser(argparse.ArgumentParser):
    """Argument errors in the program's own form: one line, exit status 2."""

    def error(self, message: str) -> NoReturn:
        print(f"gloss: {clean_line(message)}: try gloss --help", file=sys.stderr)
        raise SystemExit(2)


def _common(*, reading: bool = False) -> _Parser:
    parser = _Parser(add_help=False)
    parser.add_argument("--notes-dir", metavar="DIR", help="where notebooks are kept (or GLOSS_NOTES_DIR)")
    parser.add_argument("--config", metavar="FILE", help="the settings file (or GLOSS_CONFIG)")
    parser.add_argument("--version", action="version", version=f"gloss {VERSION}")
    if reading:
        parser.add_argument("--section", metavar="TEXT", help="start at the section that matches")
        parser.add_argument("--width", type=int, metavar="N", help="columns of text")
        parser.add_argument("--theme", metavar="NAME", help="paper, sepia, night, contrast, or one of Textual's")
    return parser


def _opening() -> _Parser:
    parser = _Parser(add_help=False)
    parser.add_argument("--whole-page", action="store_true", help="of a web page all, not its article only")
    parser.add_argument("--refresh", action="store_true", help="fetch a URL anew, although it is kept")
    return parser


def _reader_parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="gloss",
        parents=[_common(reading=True), _opening()],
        description="Read and annotate documents in the terminal.",
        epilog="Commands: toc, text, find, notes (gloss COMMAND --help). A file named like a command: ./toc",
    )
    parser.add_argument("source", nargs="?", metavar="SOURCE", help="a path, a URL, or - for standard input")
    return parser


def _command_parser() -> argparse.ArgumentParser:
    common, opening = _common(), _opening()
    parser = _Parser(prog="gloss")
    commands = parser.add_subparsers(dest="command", required=True)

    toc = commands.add_parser("toc", parents=[common, opening], help="the section tree")
    toc.add_argument("source", metavar="SOURCE")
    toc.add_argument("--json", action="store_true")
    toc.set_defaults(run=_toc)

    text = commands.add_parser("text", parents=[common, opening], help="the canonical text")
    text.add_argument("source", metavar="SOURCE")
    text.set_defaults(run=_text)

    find = commands.add_parser("find", parents=[common, opening], help="fuzzy search")
    find.add_argument("query", metavar="QUERY")
    find.add_argument("sources", nargs="+", metavar="SOURCE")
    find.add_argument("--limit", type=_positive, default=20, metavar="N")
    find.add_argument("--json", action="store_true")
    find.set_defaults(run=_find)

    notes = commands.add_parser("notes", help="the highlights and notes")
    verbs = notes.add_subparsers(dest="verb", required=True)
    list_ = verbs.add_parser("list", parents=[common, opening], help="annotations in reading order")
    list_.add_argument("source", nargs="?", metavar="SOURCE")
    list_.add_argument("--json", action="store_true")
    list_.set_defaults(run=_notes_list)
    add = verbs.add_parser("add", parents=[common, opening], help="highlight a quote")
    add.add_argument("source", metavar="SOURCE")
    add.add_argument("--quote", required=True, metavar="TEXT")
    add.add_argument("--occurrence", type=_positive, default=1, metavar="N")
    add.add_argument("--note", default="", metavar="TEXT")
    add.add_argument("--tag", action="append", default=[], metavar="TAG")
    add.add_argument("--color", default="yellow", metavar="NAME")
    add.set_defaults(run=_notes_add)
    edit = verbs.add_parser("edit", parents=[common], help="change a note, its tags or colour")
    edit.add_argument("id", metavar="ID")
    edit.add_argument("--note", metavar="TEXT")
    edit.add_argument("--tag", action="append", metavar="TAG")
    edit.add_argument("--color", metavar="NAME")
    edit.set_defaults(run=_notes_edit)
    remove = verbs.add_parser("rm", parents=[common], help="delete an annotation")
    remove.add_argument("id", metavar="ID")
    remove.set_defaults(run=_notes_rm)
    merge = verbs.add_parser("merge", parents=[common], help="fold another copy into this notes folder")
    merge.add_argument("path", metavar="PATH", help="a notebook, or a folder of them")
    merge.set_defaults(run="merge")
    check = verbs.add_parser("check", parents=[common], help="every notebook: readable, valid, anchored")
    check.add_argument("--repair", action="store_true", help="write what was settled, move damaged files aside")
    check.set_defaults(run="check")
    export = verbs.add_parser("export", parents=[common], help="the annotations in another format")
    export.add_argument("source", nargs="?", metavar="SOURCE")
    export.add_argument("--to", required=True, metavar="FORMAT", help="markdown, json or csv")
    export.add_argument("-o", "--output", metavar="PATH", help="a file to write, instead of standard output")
    export.set_defaults(run="export")
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("must be 1 or more")
    return number


def main(argv: Sequence[str] | None = None) -> int:
    """The ``gloss`` command. Gives the exit status: 0 done, 1 nothing found, 2 bad usage or input."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    first = next((a for a in arguments if not a.startswith("-")), "")
    command = bool(arguments) and first in _COMMANDS and arguments[0] == first
    try:
        options = (_command_parser() if command else _reader_parser()).parse_args(arguments)
        if options.notes_dir:
            os.environ["GLOSS_NOTES_DIR"] = options.notes_dir
        if options.config:
            os.environ["GLOSS_CONFIG"] = options.config
        if not command:
            return _read(options)
        run = options.run
        if isinstance(run, str):
            from tui import upkeep

            run = getattr(upkeep, run)
        status: int = run(options)
        sys.stdout.flush()
        return status
    except GlossatorError as error:
        print(f"gloss: {clean_line(str(error))}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130


def _read(options: argparse.Namespace) -> int:
    from tui.terminal import usable_terminal

    source = options.source
    document = None
    if source == "-" and sys.stdin.isatty():
        raise GlossatorError("-: nothing is piped into standard input")
    if source is not None:
        from content.sources import check_source, is_url

        if source == "-" or is_url(source):
            document = _open(options)
        else:
            check_source(source)
    usable_terminal()
    import gc

    gc.disable()  # nothing made before the first page is garbage; the reader turns it on again
    from tui.app import run

    return run(
        source, document, section=options.section, width=options.width, theme=options.theme,
        whole_page=options.whole_page,
    )  # fmt: skip


def _open(options: argparse.Namespace, source: str | None = None) -> Document:
    """The document that is asked for; one that is fetched shows how far it has come, where somebody can see it."""
    from content.formats import is_url, open_document

    source = options.source if source is None else source
    if is_url(source) and sys.stderr.isatty():
        from tui.progress import fetch_shown

        fetch_shown(source, refresh=options.refresh)
        return open_document(source, whole_page=options.whole_page)
    return open_document(source, whole_page=options.whole_page, refresh=options.refresh)


def _print(text: str) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding))


def _print_json(data: Any) -> None:
    import json

    plain = not (sys.stdout.encoding or "").lower().startswith("utf")
    print(escaped(json.dumps(data, indent=2, ensure_ascii=plain)))


def _toc(options: argparse.Namespace) -> int:
    document = _open(options)
    if options.json:
        _print_json([{"level": s.level, "title": s.title, "start": s.start, "end": s.end} for s in document.sections])
    else:
        for section in document.sections:
            _print("  " * (section.level - 1) + section.title)
    return 0 if document.sections else 1


def _text(options: argparse.Namespace) -> int:
    _print(_open(options).text)
    return 0


def _find(options: argparse.Namespace) -> int:
    from content.search import SearchIndex

    results = []
    for source in options.sources:
        document = _open(options, source)
        for hit in SearchIndex(document).search(options.query, options.limit):
            results.append(
                {
                    "source": source,
                    "start": hit.start,
                    "end": hit.end,
                    "score": hit.score,
                    "text": document.text[hit.start : hit.end],
                    "section": document.section_titles(hit.start),
                }
            )
    results.sort(key=lambda result: -float(result["score"]))
    results = results[: options.limit]
    if options.json:
        _print_json({"query": options.query, "results": results})
    else:
        for result in results:
            where = " › ".join(result["section"])
            name = f"{clean_line(str(result['source']))}: " if len(options.sources) > 1 else ""
            _print(
                f"{result['score']:5.1f}  {name}{clean_line(str(result['text']))}" + (f"  ({where})" if where else "")
            )
    return 0 if results else 1


def _notes_list(options: argparse.Namespace) -> int:
    from content.notebook import Notebook, notebooks

    books = [Notebook.open(_open(options))] if options.source else list(notebooks())
    for book in books:
        if book.problem:
            print(f"gloss: {book.problem}", file=sys.stderr)
    if options.json:
        _print_json([{**item.to_json(), "document": book.document} for book in books for item in book.items])
    else:
        for book in books:
            if book.items and not options.source:
                _print(clean_line(str(book.document.get("title", ""))))
            for item in book.items:
                tags = "".join(f" #{tag}" for tag in item.tags)
                _print(f"{item.id}  {item.color:6}  {clean_line(item.selectors.exact)}{tags}")
                for line in clean(item.note).splitlines():
                    _print(f"    {line}")
    return 0 if any(book.items for book in books) else 1


def _notes_add(options: argparse.Namespace) -> int:
    from content.anchoring import describe
    from content.notebook import Notebook
    from content.passages import quote_range

    document = _open(options)
    start, end = quote_range(document, options.quote, options.occurrence)
    made = Notebook.open(document).add(
        describe(document.text, start, end),
        color=_color(options.color),
        note=clean(options.note),
        tags=tuple(clean_line(tag) for tag in options.tag),
    )
    print(made.id)
    return 0


def _notes_edit(options: argparse.Namespace) -> int:
    from content.notebook import find_annotation

    changes: dict[str, Any] = {}
    if options.note is not None:
        changes["note"] = clean(options.note)
    if options.tag is not None:
        changes["tags"] = tuple(clean_line(tag) for tag in options.tag if tag)
    if options.color is not None:
        changes["color"] = _color(options.color)
    if not changes:
        raise GlossatorError("notes edit: nothing to change, give --note, --tag or --color")
    find_annotation(options.id).edit(options.id, **changes)
    return 0


def _notes_rm(options: argparse.Namespace) -> int:
    from content.notebook import find_annotation

    find_annotation(options.id).remove(options.id)
    return 0


def _color(name: str) -> str:
    from content.colors import COLORS

    if name not in COLORS:
        raise GlossatorError(f"{clean_line(name)}: no such colour, there are {', '.join(COLORS)}")
    return name


if __name__ == "__main__":
    raise SystemExit(main())
