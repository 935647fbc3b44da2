"""Files: from a path, standard input or a URL to a Source, unpacked."""

from __future__ import annotations

import os
import re
import stat
import sys
from dataclasses import replace
from pathlib import Path

from glossator.content.errors import DocumentError, reason
from glossator.content.file_hash import FileHash
from glossator.content.sources.fragments import split_fragment
from glossator.content.sources.limits import HEAD_BYTES, MAX_BYTES, PATIENCE
from glossator.content.sources.recognition import PACKED, magic
from glossator.content.sources.source import Source
from glossator.content.sources.urls import is_url
from glossator.content.text.sanitize import shown_name

_COMPOUND = b"\xd0\xcf\x11\xe0"
"""What files of Office 97 begin with, and encrypted ones of any later one."""
_PIPE = re.compile(r"/dev/fd/\d+|/proc/(self|\d+)/fd/\d+|/dev/stdin")


def read_source(
    name: str | os.PathLike[str], *, head: bool = False, refresh: bool = False, patience: float = PATIENCE
) -> Source:
    """Read a path, a URL, or standard input for ``-``, and unpack it; ``head``: no more than a first page needs.

    Raises DocumentError for what is missing, unreadable, endless or too large.

    Args:
        name: A path, a URL, or ``-``.
        head: Read no more than a first page needs.
        refresh: Ask the server of a URL again.
        patience: Seconds that it may be silent.
    """
    name = split_fragment(os.fspath(name))[0]
    if not name:
        raise DocumentError("SOURCE: an empty name")
    if name == "-":
        if sys.stdin is None:
            raise DocumentError("-: there is no standard input")
        try:
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        except (OSError, ValueError):
            raise DocumentError("-: standard input cannot be read") from None
        source = Source("-", _bounded("standard input", data))
    elif is_url(name):
        from glossator.content.sources.fetching import fetch

        source = fetch(name, refresh=refresh, patience=patience)
    else:
        source = _read_path(name, head)
    return unpacked_source(source, head=head)


def unpacked_source(source: Source, *, head: bool = False) -> Source:
    """Unpack what was read, and keep the hash and the size that it had. Raises DocumentError.

    Args:
        source: As it was read.
        head: It is the beginning only.
    """
    _bounded(source.shown, source.data)
    file_hash = None if source.rest else FileHash(source.data)
    size = len(source.data)
    kind = magic(source.data)
    if kind or source.data.startswith(_COMPOUND):
        from glossator.content.sources.unreadable import why_unreadable

        if why := why_unreadable(source.data):
            raise DocumentError(f"{source.shown}: {why}")
    if kind in PACKED:
        from glossator.content.sources.packing import unpacked

        source = unpacked(source)
    return replace(source, head=head, file_hash=file_hash, packed=size)


def _read_path(name: str, head: bool) -> Source:
    path = Path(os.path.expanduser(name))
    shown = shown_name(name)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            return Source(name, _listing(path), path, media_type="inode/directory")
        if is_pipe(name):
            with path.open("rb") as file:
                return Source("-", _bounded(shown, file.read(MAX_BYTES + 1)))
        if not stat.S_ISREG(status.st_mode):
            raise DocumentError(f"{shown}: not a regular file")
        with path.open("rb") as file:
            data = file.read(HEAD_BYTES if head else MAX_BYTES + 1)
            if head and not _is_text(data):  # packed and paged formats have no head
                data += file.read(MAX_BYTES + 1 - len(data))
    except (OSError, ValueError) as error:
        raise DocumentError(f"{shown}: {reason(error, 'not a usable path')}") from None
    return Source(name, _bounded(shown, data), path, max(0, status.st_size - len(data)) if head else 0)


def _listing(folder: Path) -> bytes:
    """What stands for a folder's bytes: its name, and when something in it was last added or taken away."""
    return f"{folder}\n{folder.stat().st_mtime_ns}".encode("utf-8", "surrogateescape")


def _is_text(data: bytes) -> bool:
    return not magic(data)


def _bounded(shown: str, data: bytes) -> bytes:
    if len(data) > MAX_BYTES:
        raise DocumentError(f"{shown}: larger than {MAX_BYTES // 1_000_000} MB")
    if not data.strip(b"\0 \t\r\n"):
        raise DocumentError(f"{shown}: nothing in it to read")
    return data


def is_pipe(name: str) -> bool:
    """True for a pipe that a shell made for this program, as for ``<(command)``: it can be read once."""
    if not _PIPE.fullmatch(name):
        return False
    try:
        return not stat.S_ISREG(os.stat(name).st_mode) and not stat.S_ISDIR(os.stat(name).st_mode)
    except OSError:
        return False


def check_source(name: str) -> None:
    """Say at once, before a screen is up, that a path cannot be read. Raises DocumentError."""
    if not name:
        raise DocumentError("SOURCE: an empty name")
    if re.match(r"[a-z][a-z0-9+.-]*://", name, re.I) and not os.path.lexists(name):
        raise DocumentError(f"{shown_name(name)}: only http and https are fetched")
    _read_path(split_fragment(name)[0], True)
