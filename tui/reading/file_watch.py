"""FileWatch: whether a document's file changed or vanished while it is open."""

from __future__ import annotations

import os
from pathlib import Path

from glossator.content.sources.urls import is_url

_MOST_COMPARED = 20_000_000
"""Bytes of a file whose content is looked at: for longer than a key may wait with one that is larger."""


class FileWatch:
    """Watches one file; a URL and standard input never change."""

    def __init__(self, source: str) -> None:
        """Take the file's state as it is now.

        Args:
            source: A path, a URL or ``-``.
        """
        self._source = "" if source in ("", "-") or is_url(source) else source
        self._stamp = self._stat()

    def _stat(self) -> tuple[int, int] | None:
        if not self._source:
            return None
        try:
            stat = os.stat(self._source)
        except OSError:
            return None
        return stat.st_mtime_ns, stat.st_size

    def changed(self, sha256: str = "") -> bool:
        """True once for each change of the file.

        Args:
            sha256: The SHA-256 of the bytes that were read last; a file that has these again has not changed.
        """
        stamp = self._stat()
        if stamp is None or stamp == self._stamp:
            return False
        self._stamp = stamp
        return not sha256 or stamp[1] > _MOST_COMPARED or self._sha256() != sha256

    def _sha256(self) -> str:
        from hashlib import sha256

        try:
            return sha256(Path(self._source).read_bytes()).hexdigest()
        except OSError:
            return ""

    def vanished(self) -> bool:
        """True when the file is no longer there."""
        return bool(self._source) and not Path(self._source).exists()
