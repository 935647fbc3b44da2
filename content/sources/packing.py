"""Packing: gzip, bzip2, xz, and a zip of one document, known by their first bytes; bombs are refused.

Also the way into every archive: a member is read only within the limits, and never to a path.
"""

from __future__ import annotations

import bz2
import lzma
import os
import zipfile
import zlib
from dataclasses import replace
from io import BytesIO
from typing import Any

from glossator.content.errors import DocumentError, LimitError
from glossator.content.sources.limits import (
    ELEMENTS_PER_BYTE,
    FREE_BYTES,
    FREE_ELEMENTS,
    MAX_BYTES,
    MAX_ELEMENTS,
    MAX_ENTRIES,
    MAX_MEMBER,
    MAX_NESTING,
    MAX_RATIO,
)
from glossator.content.sources.recognition import magic
from glossator.content.sources.source import Source

_CHUNK = 1 << 20
"""Bytes unpacked at a time."""
_FED = 1 << 14
"""Bytes a decompressor is given at a time: it copies what it leaves over, at the end of each member."""
_HEAD = 16
"""Bytes that tell another member of the same kind."""
_DAMAGE = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, OSError, ValueError, NotImplementedError, EOFError)
"""What ``zipfile`` raises for archives that are damaged, or packed in ways it does not know."""
_SUFFIXES = {"gzip": (".gz", ".gzip", ".z"), "bzip2": (".bz2",), "xz": (".xz", ".lzma"), "zip": (".zip",)}


def unpacked(source: Source) -> Source:
    """What is in something packed, however often up to MAX_NESTING; anything else as it is.

    Raises DocumentError for bombs, damage, and archives of more than one document.
    """
    shown = source.shown
    for _ in range(MAX_NESTING + 1):
        kind = magic(source.data)
        if kind == "zip":
            try:
                name, data = _only_member(source)
            except DocumentError as error:
                raise LimitError(f"{shown}: {error}") from None
        elif kind in ("gzip", "bzip2", "xz"):
            data = _inflated(source, kind)
            stem, suffix = os.path.splitext(source.name)
            name = stem if suffix.lower() in _SUFFIXES[kind] else source.name
        else:
            return source
        if not data.strip(b"\0 \t\r\n"):
            raise DocumentError(f"{shown}: nothing in it to read")
        source = replace(source, name=name if source.name != "-" else "-", data=data, media_type="", rest=0)
    raise LimitError(f"{shown}: packed more than {MAX_NESTING} times over")


def _inflated(source: Source, kind: str) -> bytes:
    out = bytearray()
    data = source.data
    most = min(MAX_BYTES, max(FREE_BYTES, MAX_RATIO * len(data)))
    at = 0
    try:
        while at < len(data):
            engine: Any = _engine(kind)
            piece = b""
            while not engine.eof:
                if not piece and (kind == "gzip" or engine.needs_input):
                    piece = data[at : at + _FED]
                    at += len(piece)
                    if not piece:
                        raise DocumentError(f"{source.shown}: cut short")
                out += engine.decompress(piece, _CHUNK)
                if len(out) > most:
                    raise LimitError(f"{source.shown}: unpacks to more than {most // 1_000_000} MB")
                piece = engine.unconsumed_tail if kind == "gzip" else b""
            at = _after_padding(data, at - len(engine.unused_data))
            if magic(data[at : at + _HEAD]) != kind:
                break  # what stands behind the end is not more of it
    except (OSError, EOFError, ValueError, zlib.error, lzma.LZMAError):
        raise DocumentError(f"{source.shown}: damaged") from None
    return bytes(out)


def _after_padding(data: bytes, at: int) -> int:
    """The first byte from a place on that is not zero."""
    while at < len(data) and not (piece := data[at : at + _FED]).strip(b"\0"):
        at += len(piece)
    piece = data[at : at + _FED]
    return at + len(piece) - len(piece.lstrip(b"\0"))


def _engine(kind: str) -> Any:
    if kind == "gzip":
        return zlib.decompressobj(31)
    return bz2.BZ2Decompressor() if kind == "bzip2" else lzma.LZMADecompressor(memlimit=200_000_000)


def _only_member(source: Source) -> tuple[str, bytes]:
    archive = Archive(source.data)
    names = [n for n in archive.names if not n.startswith("__MACOSX/") and not n.rpartition("/")[2].startswith(".")]
    if len(names) != 1:
        raise DocumentError(f"an archive of {len(names)} files, not of one document")
    return names[0], archive.read(names[0])


_LONGEST_NAME = 1_000
"""Characters of a member's name; no longer one is read, for each of its anchors would hold it."""


class Archive:
    """A zip archive in memory. ``names`` are its files'; nothing is ever written out.

    Raises DocumentError, here and in ``read``, for damage, bombs, and names that lead outside.
    """

    def __init__(self, data: bytes) -> None:
        self._packed = len(data)
        self._taken = self._elements = 0
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
            infos = self._zip.infolist()
        except _DAMAGE:
            raise DocumentError("a damaged archive") from None
        if len(infos) > MAX_ENTRIES:
            raise LimitError(f"an archive of more than {MAX_ENTRIES} files")
        self.names: list[str] = []
        for info in infos:
            name = info.filename
            if (
                not name
                or name.startswith(("/", "\\"))
                or ".." in name.replace("\\", "/").split("/")
                or name[1:2] == ":"
            ):
                raise DocumentError("an archive with a name that leads outside it")
            if (info.external_attr >> 16) & 0o170000 == 0o120000:
                raise DocumentError("an archive with a symbolic link")
            if not info.is_dir() and len(name) <= _LONGEST_NAME:
                self.names.append(name)

    def read_markup(self, name: str) -> bytes:
        """As ``read``, for a member that is XML; each element of one takes much more than its bytes.

        Raises:
            DocumentError: As ``read``; LimitError for more elements than such a file has.
        """
        data = self.read(name)
        self._elements += data.count(b"<") - data.count(b"</")
        most = min(MAX_ELEMENTS, max(FREE_ELEMENTS, ELEMENTS_PER_BYTE * self._packed))
        if self._elements > most:
            raise LimitError(f"more than {most} elements")
        return data

    def size(self, name: str) -> int:
        """A member's size as the archive says it, 0 for what is not there."""
        try:
            return self._zip.getinfo(name).file_size
        except KeyError:
            return 0

    def name_of(self, data: bytes) -> str:
        """The name of the member that has these bytes, empty for none."""
        check = zlib.crc32(data), len(data)
        infos = self._zip.infolist()
        return next((info.filename for info in infos if (info.CRC, info.file_size) == check), "")

    def read(self, name: str) -> bytes:
        """A member's bytes. Raises DocumentError for what is not there, damaged, encrypted or too large."""
        try:
            with self._zip.open(name) as file:
                data = file.read(MAX_MEMBER + 1)
        except KeyError:
            raise DocumentError("an archive that lacks one of its files") from None
        except RuntimeError:
            raise DocumentError("an encrypted archive") from None
        except _DAMAGE:
            raise DocumentError("a damaged archive") from None
        self._taken += len(data)
        if len(data) > MAX_MEMBER or self._taken > max(FREE_BYTES, min(MAX_BYTES, MAX_RATIO * self._packed)):
            raise LimitError("an archive that unpacks to too much")
        return data
