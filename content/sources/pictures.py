"""Pictures: the bytes of one that a document names, from inside the document or from beneath its folder.

Nothing is fetched unless that is asked for, and no name leads out of the document's own folder.
"""

from __future__ import annotations

import base64
import binascii
import os
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from glossator.content.document import Document
from glossator.content.errors import DocumentError
from glossator.content.sources.files import read_source
from glossator.content.sources.packing import Archive
from glossator.content.sources.urls import is_url

MAX_PICTURE = 20_000_000
"""Bytes of a picture."""
_IN_ARCHIVES = frozenset({"epub", "docx", "odt", "pptx", "cbz"})


class PictureFiles:
    """The pictures of one document. It holds the document's archive, where it is one, once a picture was read.

    Attributes:
        document: The document.
    """

    def __init__(self, document: Document, *, fetches: bool = False) -> None:
        """Take a document.

        Args:
            document: Its ``source`` and ``format`` say where its pictures are.
            fetches: Whether those in the network are fetched, through the limits of a page.
        """
        self.document = document
        self._fetches = fetches
        self._archive: Archive | None = None

    def read(self, reference: str) -> bytes:
        """Give the bytes of a picture, by what its figure says, see ``Block.info``.

        Raises:
            DocumentError: There is none, it is too large, or it may not be read; one line says why.
        """
        try:
            data = self._bytes(reference)
        except ValueError:  # what is no usable path, or no URL
            raise DocumentError("a picture with an unusable name") from None
        if len(data) > MAX_PICTURE:
            raise DocumentError(f"a picture of more than {MAX_PICTURE // 1_000_000} MB")
        return data

    def _bytes(self, reference: str) -> bytes:
        if reference.startswith("data:"):
            return _embedded(reference)
        if is_url(reference):
            return self._fetched(reference)
        return self._member(reference) if self.document.format in _IN_ARCHIVES else self._file(reference)

    def _fetched(self, reference: str) -> bytes:
        if not self._fetches:
            raise DocumentError("a picture in the network")
        from glossator.content.sources.fetching import fetch_part

        return fetch_part(self.document.source, reference).data

    def _member(self, reference: str) -> bytes:
        if self.document.source == "-":
            raise DocumentError("a picture of a document from standard input, which is read once")
        if self._archive is None:
            self._archive = Archive(read_source(self.document.source).data)
        if self._archive.size(reference) > MAX_PICTURE:
            raise DocumentError(f"a picture of more than {MAX_PICTURE // 1_000_000} MB")
        return self._archive.read(reference)

    def _file(self, reference: str) -> bytes:
        source = self.document.source
        if source in ("", "-") or is_url(source) or "\0" in unquote(reference):
            raise DocumentError("a picture that is not at hand")
        opened = Path(os.path.realpath(source))
        folder = opened if opened.is_dir() else opened.parent
        name = reference.removeprefix("file://").partition("#")[0].partition("?")[0]
        for each in (unquote(name), name):
            path = os.path.realpath(folder / each)
            if os.path.isfile(path) and Path(path).is_relative_to(folder):
                return _bytes_of(path)
            if os.path.lexists(folder / each):
                raise DocumentError("a picture that is not a file beneath the document's folder")
        raise DocumentError("a picture that is not there")


def _bytes_of(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read(MAX_PICTURE + 1)
    except OSError as error:
        raise DocumentError(f"a picture that cannot be read: {error.strerror}") from None


def _embedded(reference: str) -> bytes:
    """The bytes of a data URL (RFC 2397)."""
    head, _, body = reference.partition(",")
    if not head.endswith(";base64"):
        return unquote_to_bytes(body)
    try:
        return base64.b64decode(unquote(body), validate=False)
    except (binascii.Error, ValueError):
        raise DocumentError("a picture whose data is damaged") from None
