"""FileWatch: whether a document's file changed or vanished while it is open."""

from __future__ import annotations

import os
from pathlib import Path

from glossator.content.sources.urls import is_url

_MOST_COMPARED = 20_000_000
"""Bytes of a file whose content is compared with what was read; a larger one counts as another."""


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
        except (OSError, ValueError):  # a name that no file can have
            return None
        return stat.st_mtime_ns, stat.st_size

    def was_written(self) -> bool:
        """True once each time that the file was written."""
        stamp = self._stat()
        if stamp is None or stamp == self._stamp:
            return False
        self._stamp = stamp
        return True

    def differs(self, sha256: str) -> bool:
        """Tell whether the file has other bytes than those that were read; this may take a while.

        Args:
            sha256: The SHA-256 of these; empty where it is unknown.
        """
        import hashlib

        try:
            if not sha256 or os.path.getsize(self._source) > _MOST_COMPARED:
                return True
            return hashlib.sha256(Path(self._source).read_bytes()).hexdigest() != sha256
        except OSError:
            return True

    def vanished(self) -> bool:
        """True when the file is no longer there."""
        return bool(self._source) and not Path(self._source).exists()
