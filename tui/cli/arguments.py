"""Arguments that several commands have, and how a source is opened for them."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from glossator.content.sources.limits import PATIENCE
from glossator.content.text.sanitize import clean_line, shown_name
from glossator.content.text.suggestions import meant
from glossator.tui.cli.mistyped import source_meant
from glossator.tui.output import complain

if TYPE_CHECKING:
    from glossator.content.document import Document

_MOST_NAMES = 2000
"""Names in a folder that are compared with one that is not there."""
_MOST_DIGITS = 18
SOURCE = "a path, a URL, or - for standard input"


def number(least: int, most: int | None = None) -> Callable[[str], int]:
    """Make a reader of whole numbers.

    Args:
        least: The smallest that is allowed.
        most: The largest, if there is one.

    Returns:
        What reads an argument, and refuses any other in plain words.
    """
    allowed = f"{least} to {most}" if most is not None else f"{least} or more"

    def read(text: str) -> int:
        digits = text.removeprefix("-")
        if not (digits.isascii() and digits.isdigit()):
            raise argparse.ArgumentTypeError(f"{shown_name(text)[:40]}: must be a whole number, {allowed}")
        size = int(digits.lstrip("0")[:_MOST_DIGITS] or "0")
        value = size if digits == text else -size
        if value < least or (most is not None and value > most):
            raise argparse.ArgumentTypeError(f"{shown_name(text)[:40]}: must be {allowed}")
        return value

    return read


def one_of(names: Sequence[str], what: str) -> Callable[[str], str]:
    """Make a reader of names, which says what was probably meant by any other.

    Args:
        names: Those allowed.
        what: What such a name is called in a message, such as "theme".

    Returns:
        A ``type`` for argparse.
    """

    def read(text: str) -> str:
        if text in names:
            return text
        begun = [name for name in names if text and name[0] == text[0] and set(text) <= set(name)]
        begun_so = f"; did you mean {begun[0]}?" if len(begun) == 1 else ""
        close = meant(text, names) or begun_so or f"; choose from {', '.join(names)}"
        raise argparse.ArgumentTypeError(f"{shown_name(text)[:40]}: no such {what}{close}")

    read.names = names  # type: ignore[attr-defined]  # for completions
    return read


def add_json(parser: argparse.ArgumentParser) -> None:
    """Add the option that prints JSON."""
    parser.add_argument("--json", action="store_true", help="print JSON; the README describes its shape")


def add_opening(parser: argparse.ArgumentParser) -> None:
    """Add the options that go with every source."""
    parser.add_argument("--whole-page", action="store_true", help="read the whole web page, not just the article")
    parser.add_argument("--refresh", action="store_true", help="fetch the URL again even if a copy is stored")
    parser.add_argument("--encoding", type=_encoding, metavar="NAME",
                        help="the encoding of a text, such as cp1252 (default: detected)")  # fmt: skip
    parser.add_argument("--password", metavar="TEXT",
                        help="the password of an encrypted PDF (default: ask when it is needed)")  # fmt: skip


def _encoding(name: str) -> str:
    """The name of an encoding of texts, as Python calls it."""
    import codecs

    try:
        found = codecs.lookup(name.strip()).name
        "".encode(found)
    except (LookupError, ValueError, TypeError):
        raise argparse.ArgumentTypeError(f"no encoding called {shown_name(name)}") from None
    return found


def add_source(parser: argparse.ArgumentParser, *, optional: bool = False) -> None:
    """Add a source with its options.

    Args:
        parser: The command's.
        optional: It may be left out.
    """
    if optional:
        parser.add_argument("source", nargs="?", metavar="SOURCE", help=f"{SOURCE} (default: all documents)")
    else:
        parser.add_argument("source", metavar="SOURCE", help=SOURCE)
    add_opening(parser)


def check_named(source: str, *, is_alone: bool = False) -> None:
    """Say at once, before a screen is up, that a source cannot be read.

    Args:
        source: What was named.
        is_alone: Whether nothing else was typed, so that a command may have been meant.

    Raises:
        DocumentError: It cannot; where there is no such file, what was probably meant is in the message.
    """
    from glossator.content.errors import DocumentError
    from glossator.content.sources.files import check_source

    try:
        check_source(source)
    except DocumentError as error:
        raise DocumentError(f"{error}{_probably(source, is_alone=is_alone)}") from None


def _probably(source: str, *, is_alone: bool) -> str:
    """Say, of a file that is not there, which one was probably meant, or which command."""
    path = os.path.expanduser(source)
    folder = os.path.dirname(path)
    if os.path.lexists(path):
        return ""
    if folder and not os.path.isdir(folder):
        return clean_line(source_meant(source))
    try:
        names = os.listdir(folder or ".")
    except OSError:
        return ""
    close = meant(os.path.basename(path), [name for name in names[:_MOST_NAMES] if not name.startswith(".")], 0.7)
    if not close and is_alone:
        close = source_meant(source)
    return clean_line(close)


def open_with_progress(options: argparse.Namespace, source: str | None = None) -> Document:
    """Open the document that is asked for; one that is encrypted has its password asked for on a terminal.

    Args:
        options: As the parser gave them, with those of ``add_source``.
        source: A path or URL, instead of ``options.source``.
    """
    from glossator.content.errors import PasswordError

    try:
        return _open(options, source, options.password or "")
    except PasswordError as error:
        if options.password or not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
            raise
        from getpass import getpass

        return _open(options, source, getpass(f"{error}\nPassword: ", sys.stderr))


def _open(options: argparse.Namespace, source: str | None, password: str) -> Document:
    """Open a document; one that is fetched shows its progress where somebody can see it."""
    from glossator.content.formats import open_document, open_fetched
    from glossator.content.sources.urls import is_url

    source = options.source if source is None else source
    patience = _patience() if is_url(source) else PATIENCE
    if is_url(source) and sys.stderr is not None and sys.stderr.isatty():
        from glossator.tui.cli.progress import fetch_shown

        document = open_fetched(
            fetch_shown(source, refresh=options.refresh, patience=patience), whole_page=options.whole_page,
            encoding=options.encoding or "", password=password,
        )  # fmt: skip
    else:
        if source != "-" and not is_url(source) and not os.path.exists(os.path.expanduser(source)):
            check_named(source)
        document = open_document(
            source, whole_page=options.whole_page, refresh=options.refresh, encoding=options.encoding or "",
            password=password, patience=patience,
        )  # fmt: skip
    if document.warning:
        complain(document.warning)
    return document


def _patience() -> int:
    """The seconds that a server may be silent, as they are set."""
    from glossator.tui.settings import load_settings

    return load_settings().patience
