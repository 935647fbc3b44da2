"""Writing an export where a person asked for it: nothing that is there is replaced unasked, and some things never."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path

from glossator.content.errors import GlossatorError, reason
from glossator.content.exchange import SUFFIXES, export
from glossator.content.exchange.shelf import Shelf
from glossator.content.folders import notes_folder, state_folder
from glossator.content.library.opened import was_opened_here
from glossator.content.sources.urls import is_url
from glossator.content.storage import write_durably
from glossator.content.text.sanitize import clean_line

_HEAD = 1000
"""Bytes of a file that tell whether it is a notebook."""
_NOTEBOOK = re.compile(r"-[0-9a-f]{8}\b")
_DESCRIPTOR = re.compile(r"/+(?:dev|proc/(?:self|thread-self))/+(?:(?P<name>stdout|stderr)|fd/+(?P<number>\d{1,9}))")
_STREAMS = {"stdout": 1, "stderr": 2}


class Exists(GlossatorError):
    """There is a file already, and replacing it was not allowed."""


def export_to(path: str, shelf: Shelf, *, force: bool = False) -> None:
    """Export to a file in the format that its name ends in.

    Args:
        path: The file; ``~`` is the home folder.
        shelf: What to export.
        force: Whether a file that is there may be replaced.

    Raises:
        Exists: There is a file, and no ``force``.
        GlossatorError: The name says no format, or the file cannot be written.
    """
    target = Path(os.path.expanduser(path))
    name = format_of(target.name)
    if not name and not (target.exists() and not target.is_file()):
        raise GlossatorError(f"{clean_line(path)}: the name must end in {', '.join(SUFFIXES)}")
    there = text_there(target, name, shelf)
    write_export(target, export(shelf, name or "markdown", there=there), shelf, force=force or bool(there))


def text_there(path: Path, name: str, shelf: Shelf) -> str:
    """Give what stands in a file that was written before and is kept up: a note for Obsidian of the same document.

    Args:
        path: The file; it need not be there.
        name: The format that is to be written.
        shelf: What is to be written.
    """
    if name != "obsidian":
        return ""
    from glossator.content.exchange.exported import gather
    from glossator.content.exchange.obsidian import is_ours

    try:
        text = path.read_bytes().decode("utf-8") if path.is_file() else ""
    except (OSError, ValueError):
        return ""
    return text if is_ours(text, gather(shelf)) else ""


def format_of(name: str) -> str:
    """Give the format that a file's name ends in, by the longest suffix that fits; empty for none."""
    suffixes = sorted(SUFFIXES, key=len, reverse=True)
    return next((SUFFIXES[each] for each in suffixes if name.lower().endswith(each)), "")


def is_stream(path: str) -> bool:
    """True for a pipe or a device, whose other end may take its time; False for what is no file or a regular one."""
    try:
        mode = os.stat(os.path.expanduser(path)).st_mode
    except (OSError, ValueError):
        return False
    return not stat.S_ISREG(mode) and not stat.S_ISDIR(mode)


def write_export(path: Path, text: str | bytes, shelf: Shelf, *, force: bool = False) -> None:
    """Write an export to a file, a device or a pipe.

    Args:
        path: Where to; a regular file is replaced whole and keeps its permissions, anything else is written to.
        text: The export.
        shelf: What it was made of: its documents and notebooks are never replaced.
        force: Whether a file that is there may be replaced.

    Raises:
        Exists: There is a file, and no ``force``.
        GlossatorError: It cannot be written, or would replace a document or a notebook.
    """
    shown = clean_line(str(path))
    if match := _DESCRIPTOR.fullmatch(str(path)):
        _write_stream(_STREAMS[match["name"]] if match["name"] else int(match["number"]), text, shown)
        return
    try:
        status = path.stat()
    except FileNotFoundError:
        status = None
    except (OSError, ValueError) as error:
        raise GlossatorError(f"{shown}: {reason(error, str(error))}") from None
    try:
        if status is not None and not stat.S_ISREG(status.st_mode):
            if stat.S_ISDIR(status.st_mode):
                raise GlossatorError(f"{shown}: is a directory")
            with path.open("wb") as file:
                file.write(_bytes(text))
            return
        _refuse_folders(Path(os.path.realpath(path)), shown)
        if status is not None:
            _refuse_own(path, shelf, shown)
            if not force:
                raise Exists(f"{shown}: already exists")
        if not path.parent.is_dir():
            raise GlossatorError(f"{clean_line(str(path.parent))}: no such directory")
        write_durably(path, text, mode=0o666 & ~_umask())
    except OSError as error:
        raise GlossatorError(f"{shown}: {reason(error)}") from None


def _bytes(text: str | bytes) -> bytes:
    return text.encode("utf-8") if isinstance(text, str) else text


def _write_stream(handle: int, text: str | bytes, shown: str) -> None:
    """Write where a standard stream leads, behind what is there; its name must not be opened anew."""
    try:
        with os.fdopen(os.dup(handle), "wb") as file:
            file.write(_bytes(text))
    except OSError as error:
        raise GlossatorError(f"{shown}: {reason(error)}") from None


def _refuse_own(path: Path, shelf: Shelf, shown: str) -> None:
    """Raise GlossatorError for a document or a notebook, by whatever name."""
    for notebook, document in shelf:
        sources = [*notebook.facts.sources, *([document.source] if document else [])]
        if any(not is_url(source) and source != "-" and _is_same_file(path, source) for source in sources):
            raise GlossatorError(f"{shown}: is the document itself")
        if _is_same_file(path, notebook.path):
            raise GlossatorError(f"{shown}: is a notebook")
    if was_opened_here(os.path.abspath(path)):
        raise GlossatorError(f"{shown}: is a document that was opened here")
    path = Path(os.path.realpath(path))  # what is behind a link is what would be replaced
    with path.open("rb") as file:
        begun = file.read(_HEAD)
    is_named_so = path.suffix == ".json" and _NOTEBOOK.search(path.name)
    if (is_named_so and b'"AnnotationPage"' in begun) or ".json.damaged-" in path.name:
        raise GlossatorError(f"{shown}: is a notebook")


def _refuse_folders(path: Path, shown: str) -> None:
    """Raise GlossatorError for what would be taken for a notebook or a file of Glossator's own."""
    folder = os.path.dirname(path)
    if folder == os.path.realpath(notes_folder()) and path.name.endswith((".json", ".lock")):
        raise GlossatorError(f"{shown}: is a notebook")
    if os.path.commonpath([folder, os.path.realpath(state_folder())]) == os.path.realpath(state_folder()):
        raise GlossatorError(f"{shown}: is a file of Glossator's own")


def _is_same_file(path: Path, other: str | Path) -> bool:
    try:
        return os.path.samefile(path, other)
    except (OSError, ValueError):
        return False


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
