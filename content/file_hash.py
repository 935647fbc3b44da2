"""The hash of a file, by which it is known again; nobody waits for it before the first page."""

from __future__ import annotations


class FileHash:
    """The SHA-256 of some bytes, found out when it is first asked for; the bytes are kept until then."""

    def __init__(self, data: bytes) -> None:
        """Keep the bytes.

        Args:
            data: All of the file.
        """
        self._data: bytes | None = data
        self._digest = ""

    def hexdigest(self) -> str:
        """Give the hash, in hexadecimal; from any thread."""
        data = self._data
        if data is not None:
            import hashlib

            self._digest = hashlib.sha256(data).hexdigest()
            self._data = None
        return self._digest
