"""The order of a folder's files: of a book or site by what lists its chapters, else by their names.

Sources: https://rust-lang.github.io/mdBook/format/summary.html, https://www.mkdocs.org/user-guide/configuration/#nav
and https://quarto.org/docs/books/book-structure.html.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from glossator.content.formats.registry import FORMATS
from glossator.content.text.sanitize import clean_line

READ = frozenset(suffix for format_ in FORMATS if format_.is_page for suffix in format_.suffixes) - {".asc"}
"""The endings of files that are read as parts of a folder; signatures end in ``.asc`` as well."""
_LEFT_OUT = frozenset({"node_modules", "__pycache__", "venv", "target", "_build", "site", "book"})
_MOST = 2_000
_DEEPEST = 12
"""Files of a folder, and folders within one another."""
_MOST_BYTES = 50_000_000
"""Bytes of all files together."""
_MOST_LOOKED_AT = 20_000
"""Bytes of a page that are looked at for what templates have."""
_LONGEST, _LONGEST_LINE = 1_000_000, 2_000
"""Characters of a file that says the order, and of a line in it."""
_NUMBER = re.compile(r"(\d{1,9})")
_SUMMARY = re.compile(r"( *)(?:[-*+] +)?\[([^\[\]]*)\]\(<?([^()<>]*)>?\)")
_NAV = re.compile(r"( *)- +(\S.*?) *")
_QUOTED = re.compile(r"'((?:[^']|'')*)'|\"((?:[^\"\\]|\\.)*)\"")
_TEMPLATE = re.compile(rb"\{%-? *\w|\{\{-? *\w[^{}\n]{0,200}\}\}")
"""What a page is made with, and none is itself (Jinja, Liquid, Go's templates)."""
_TRANSLATED = re.compile(r"(.+)\.[a-z]{2}(?:[-_][A-Za-z]{2,4})?(\.\w+)")
"""A page's name with the language that it was translated into."""
_CHAPTER = re.compile(r"( *)- +(?:(?:part|text|file): *)?(\S.*?) *")
_NAME = re.compile(r"^(?:site_name: {0,9}|title {0,9}= {0,9})(['\"]?)(\S.{0,300}?)\1[ \t\r]{0,99}$", re.M)
_BOOK_TITLE = re.compile(r"^ {0,20}title: {1,9}(['\"]?)(\S.{0,300}?)\1[ \t\r]{0,99}$", re.M)


class Entry(NamedTuple):
    """A part of the document: its title where one is given, its level from 1, its file; without one a heading alone."""

    title: str
    level: int
    path: Path | None


def plan_of(root: Path) -> tuple[str, list[Entry]]:
    """The title of a folder, and what is read of it, in order.

    Args:
        root: The folder.
    """
    for summary in (root / "src/SUMMARY.md", root / "SUMMARY.md"):
        if text := _text(summary):
            entries = _bounded(_listed(text, summary.parent, root, _SUMMARY))
            if entries:
                return _title(_text(root / "book.toml"), root), entries
    for name in ("mkdocs.yml", "mkdocs.yaml"):
        if text := _text(root / name):
            entries = _bounded(_listed(_nav(text), root / "docs", root, _NAV))
            return _title(text, root), entries or _bounded(_walked(root / "docs", root))
    for name in ("_quarto.yml", "_quarto.yaml"):
        if text := _text(root / name):
            entries = _bounded(_listed(_chapters(text), root, root, _CHAPTER))
            return _title(text, root, _BOOK_TITLE), entries or _bounded(_walked(root, root))
    return clean_line(root.name), _bounded(_walked(root, root))


def _text(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_LONGEST).decode("utf-8", "replace")
    except (OSError, ValueError):
        return ""


def _title(text: str, root: Path, pattern: re.Pattern[str] = _NAME) -> str:
    match = pattern.search(text)
    return clean_line(match[2]) if match else clean_line(root.name)


def _nav(text: str) -> str:
    """The lines of a site's navigation."""
    _, _, behind = f"\n{text}".partition("\nnav:")
    lines = behind.split("\n")[1:]
    end = next((at for at, line in enumerate(lines) if line.strip() and line[0] not in " -#"), len(lines))
    return "\n".join(lines[:end])


def _chapters(text: str) -> str:
    """The lines of a Quarto book's chapters, and of its appendices behind them."""
    lines: list[str] = []
    indent = -1
    for line in text.split("\n"):
        bare = line.lstrip(" ")
        depth = len(line) - len(bare)
        if bare.rstrip() in ("chapters:", "appendices:") and (indent < 0 or depth <= indent):
            indent = depth
        elif indent >= 0 and bare.startswith("- ") and depth >= indent:
            lines.append(line)
        elif bare and not bare.startswith("#") and depth <= indent:
            indent = -1
    return "\n".join(lines)


def _listed(text: str, folder: Path, root: Path, pattern: re.Pattern[str]) -> Iterator[Entry]:
    """The files that a list names, those that are there and beneath the root."""
    indents: list[int] = []
    for line in text.split("\n"):
        if len(line) > _LONGEST_LINE:
            continue
        match = pattern.fullmatch(line.rstrip().expandtabs(4)) or pattern.match(line.expandtabs(4))
        if not match:
            continue
        indent = len(match[1])
        while indents and indents[-1] >= indent:
            indents.pop()
        indents.append(indent)
        title, name = _title_and_name(match)
        path = _inside(folder / unquote(name.partition("#")[0]), root) if name else None
        if path is not None or (title and not name and "://" not in line):
            yield Entry(clean_line(title), len(indents), path)


def _title_and_name(match: re.Match[str]) -> tuple[str, str]:
    """A title, and the name of a file."""
    if match.re is _SUMMARY:
        return match[2], match[3].strip()
    rest = match[2]
    if match.re is _CHAPTER:
        rest = rest.strip("'\"")
        return ("", rest) if os.path.splitext(rest)[1].lower() in READ else (rest, "")
    quoted = _QUOTED.match(rest)
    if quoted:
        title, rest = quoted[1] or quoted[2] or "", rest[quoted.end() :].strip()
        if not rest.startswith(":"):
            return "", title
        name = rest[1:].strip(" '\"")
    elif rest.endswith(":"):
        title, name = rest[:-1], ""
    else:
        title, _, name = rest.rpartition(": ")
    name = name.strip(" '\"")
    return title.strip(), "" if "://" in name else name


def _inside(path: Path, root: Path) -> Path | None:
    """A regular file beneath a folder, wherever its name may lead; None for any other."""
    try:
        real = Path(os.path.realpath(path))
        is_inside = real.is_file() and real.is_relative_to(os.path.realpath(root))
    except (OSError, ValueError):
        return None
    return path if is_inside and path.suffix.lower() in READ else None


def _walked(folder: Path, root: Path, level: int = 1) -> Iterator[Entry]:
    """The files of a folder by their names, an index first; each folder in it is a part with a heading."""
    try:
        with os.scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: _in_order(entry.name))
    except OSError:
        return
    names = {entry.name for entry in found}
    for entry in found:
        if entry.name.startswith(".") or _is_translation(entry.name, names):
            continue
        if (path := _inside(Path(entry.path), root)) is not None and not _is_template(path):
            yield Entry("", level, path)
    for entry in found:
        is_left_out = entry.name.startswith(".") or entry.name in _LEFT_OUT
        if level < _DEEPEST and not is_left_out and entry.is_dir(follow_symlinks=False):
            within = list(_walked(Path(entry.path), root, level + 1))
            if within:
                yield Entry(clean_line(entry.name), level, None)
                yield from within


def _is_translation(name: str, names: set[str]) -> bool:
    """Whether a file is another one of its folder in another language."""
    match = _TRANSLATED.fullmatch(name)
    return match is not None and match[1] + match[2] in names


def _is_template(path: Path) -> bool:
    """Whether pages are made with a file: none that somebody reads."""
    if path.suffix.lower() not in (".html", ".htm", ".xhtml"):
        return False
    try:
        with path.open("rb") as file:
            head = file.read(_MOST_LOOKED_AT).partition(b"</head")[0]
        return _TEMPLATE.search(head) is not None
    except OSError:
        return False


def _in_order(name: str) -> tuple[bool, list[tuple[int, str]]]:
    stem = name.casefold().partition(".")[0]
    pieces = _NUMBER.split(name.casefold())
    is_first = stem in ("readme", "index", "_index")
    return not is_first, [(int(piece), "") if at % 2 else (0, piece) for at, piece in enumerate(pieces)]


def _bounded(entries: Iterator[Entry]) -> list[Entry]:
    """As many of the entries as are read, each file once."""
    out: list[Entry] = []
    seen: set[Path] = set()
    size = 0
    for entry in entries:
        if entry.path is not None:
            if entry.path in seen:
                continue
            seen.add(entry.path)
            size += entry.path.stat().st_size
        if len(out) >= _MOST or size > _MOST_BYTES:
            break
        out.append(entry)
    while out and out[-1].path is None:
        out.pop()
    return out
