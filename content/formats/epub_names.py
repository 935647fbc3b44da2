"""The names of a book's files: which one an href means, however it and the archive write their letters."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote


class Names:
    """The files of an archive, by their names.

    Attributes:
        root: The folder that the book is in, where it is packed with one around it; else empty.
    """

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names of an archive's files."""
        self._names = list(names)
        self._exact = set(self._names)
        self._written: dict[str, str] = {}
        self._folded: dict[str, str] = {}
        for name in self._names:
            self._written.setdefault(_form(name), name)
            self._folded.setdefault(_form(name).casefold(), name)
        containers = [name for name in self._names if f"/{name}".endswith("/META-INF/container.xml")]
        self.root = min(containers, key=len).removesuffix("META-INF/container.xml") if containers else ""

    def __contains__(self, name: str) -> bool:
        """Whether there is a file of this very name."""
        return name in self._exact

    @property
    def package(self) -> str:
        """The only package document, of a book without a container that names one; empty for none, or several."""
        found = [name for name in self._names if name.lower().endswith(".opf")]
        return found[0] if len(found) == 1 else ""

    def find(self, name: str) -> str:
        """Give the file that is meant by a name: in other Unicode forms, percent-encoded, at last in other cases."""
        if name in self._exact:
            return name
        form = _form(name)
        return self._written.get(form) or self._folded.get(form.casefold(), "")

    def inside(self, folder: str, href: str | None) -> str:
        """Give the file that an href means, without its fragment; never one outside the archive.

        Args:
            folder: What the href goes out from.
            href: The href; None for that folder itself.

        Returns:
            The name of the file; where there is none, what it would be called.
        """
        raw = (href or "").partition("#")[0]
        paths = [posixpath.normpath(posixpath.join("/", folder, each)).lstrip("/") for each in (unquote(raw), raw)]
        return next((found for path in paths if (found := self.find(path))), paths[0])


def _form(name: str) -> str:
    return unicodedata.normalize("NFC", unquote(name))
