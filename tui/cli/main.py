"""The command line: parse, then hand over. What a command needs is imported inside it."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import NoReturn

from glossator.content.errors import GlossatorError
from glossator.content.text.sanitize import clean_line
from glossator.tui.cli.opening import open_shown, positive
from glossator.tui.output import complain, show, show_json

VERSION = "0.1.0"
_COMMANDS = ("toc", "text", "find", "notes")


class _Parser(argparse.ArgumentParser):
    """Argument errors in the program's own form: one line, exit status 2."""

    def error(self, message: str) -> NoReturn:
        complain(f"{message}: try gloss --help")
        raise SystemExit(2)

    def _print_message(self, message: str, file: object = None) -> None:
        """Help and version, by the way that everything takes to standard output."""
        show(message.rstrip("\n"))


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
    parser.add_argument("--whole-page", action="store_true", help="the whole web page, not only the article in it")
    parser.add_argument("--refresh", action="store_true", help="fetch a URL again, although a copy is kept")
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


def _command_parser(command: str) -> argparse.ArgumentParser:
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
    find.add_argument("--limit", type=positive, default=20, metavar="N")
    find.add_argument("--json", action="store_true")
    find.set_defaults(run=_find)

    notes = commands.add_parser("notes", help="the highlights and notes")
    if command == "notes":
        from glossator.tui.cli.notes import configure

        configure(notes, common, opening)
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Run the ``gloss`` command.

    Args:
        argv: The arguments, unless they are the process's own.

    Returns:
        The exit status: 0 done, 1 nothing found, 2 bad usage or unreadable input. Whatever happens, what a person
        is told is one line.
    """
    status = _guarded(lambda: _run(list(sys.argv[1:] if argv is None else argv)))
    return _flushed(status)


def _run(arguments: list[str]) -> int:
    first = next((a for a in arguments if not a.startswith("-")), "")
    command = bool(arguments) and first in _COMMANDS and arguments[0] == first
    options = (_command_parser(first) if command else _reader_parser()).parse_args(arguments)
    if options.notes_dir:
        os.environ["GLOSS_NOTES_DIR"] = options.notes_dir
    if options.config:
        os.environ["GLOSS_CONFIG"] = options.config
    run: Callable[[argparse.Namespace], int] = options.run if command else _read
    return run(options)


def _guarded(run: Callable[[], int]) -> int:
    try:
        return run()
    except GlossatorError as error:
        complain(str(error))
    except SystemExit as asked:
        return asked.code if isinstance(asked.code, int) else 0
    except BrokenPipeError:
        _discard_output()
        return 0
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        if error.errno is None:
            raise
        where = "standard output" if error.filename is None else str(error.filename)
        complain(f"{where}: {(error.strerror or 'cannot be used').lower()}")
        _discard_output()
    except Exception as error:
        from glossator.tui.crash import log_crash

        complain(log_crash(error))
    return 2


def _flushed(status: int) -> int:
    """Write out what standard output still holds; a full disk is said in a line, a closed pipe is nobody's fault."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        _discard_output()
    except (OSError, ValueError) as error:
        complain(f"standard output: {str(getattr(error, 'strerror', None) or 'cannot be written').lower()}")
        _discard_output()
        return 2
    return status


def _discard_output() -> None:
    """Nothing more is written to standard output, not even when the interpreter ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    except OSError:
        return


def _read(options: argparse.Namespace) -> int:
    from glossator.tui.terminal import usable_terminal

    source = options.source
    document = None
    if source == "-" and (sys.stdin is None or sys.stdin.isatty()):
        raise GlossatorError("-: nothing is piped into standard input")
    if source is not None:
        from glossator.content.sources.files import check_source
        from glossator.content.sources.urls import is_url

        if source == "-" or is_url(source):
            document = open_shown(options)
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


def _toc(options: argparse.Namespace) -> int:
    document = open_shown(options)
    if options.json:
        show_json([{"level": s.level, "title": s.title, "start": s.start, "end": s.end} for s in document.sections])
    else:
        for section in document.sections:
            show("  " * (section.level - 1) + clean_line(section.title))
    return 0 if document.sections else 1


def _text(options: argparse.Namespace) -> int:
    show(open_shown(options).text)
    return 0


def _find(options: argparse.Namespace) -> int:
    from glossator.content.search.index import SearchIndex

    results = []
    for source in options.sources:
        document = open_shown(options, source)
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
        show_json({"query": options.query, "results": results})
    else:
        for result in results:
            where = " › ".join(map(clean_line, result["section"]))
            name = f"{clean_line(str(result['source']))}: " if len(options.sources) > 1 else ""
            show(f"{result['score']:5.1f}  {name}{clean_line(str(result['text']))}" + (f"  ({where})" if where else ""))
    return 0 if results else 1


if __name__ == "__main__":
    raise SystemExit(main())
