"""Given: a file that may hold another program's highlights."""

from __future__ import annotations

import csv
import io
import sqlite3
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from glossator.content.errors import DocumentError, GlossatorError, reason
from glossator.content.notes.page_text import loads
from glossator.content.sources.decoding import decode
from glossator.content.sources.limits import MAX_BYTES
from glossator.content.text.sanitize import shown_name

DAMAGED = (
    ValueError, LookupError, TypeError, AttributeError, ArithmeticError, RuntimeError, SyntaxError, EOFError,
    csv.Error, sqlite3.Error, struct.error, zlib.error,
)  # fmt: skip
"""What readers of formats raise when a file is not as it should be."""
_LONGEST_CELL = 10_000_000


@dataclass(frozen=True, eq=False, repr=False)
class Given:
    """A file, read whole; ``path`` is where it lies."""

    path: Path
    data: bytes

    @classmethod
    def read(cls, path: Path) -> Given:
        """Read a file.

        Raises:
            GlossatorError: It cannot be read, is no regular file, or is too large.
        """
        shown = shown_name(str(path))
        try:
            if not path.is_file():
                why = "not a regular file" if path.exists() else "no such file or directory"
                raise GlossatorError(f"{shown}: {why}")
            if path.stat().st_size > MAX_BYTES:
                raise GlossatorError(f"{shown}: larger than {MAX_BYTES // 1_000_000} MB")
            return cls(path, path.read_bytes())
        except OSError as error:
            raise GlossatorError(f"{shown}: {reason(error, 'unreadable')}") from None

    @property
    def shown(self) -> str:
        """Its name for messages."""
        return shown_name(self.path.name)

    @cached_property
    def text(self) -> str:
        """Its text, with line ends as LF and without byte order marks; empty for what is none."""
        try:
            text = decode(self.data)
        except DocumentError:
            return ""
        return text.replace("\ufeff", "").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")

    @cached_property
    def json(self) -> Any:
        """What it holds as JSON.

        Raises:
            GlossatorError: It is none.
        """
        try:
            return loads(self.text)
        except (ValueError, RecursionError):
            raise GlossatorError(f"{self.shown}: damaged JSON") from None

    @property
    def rows(self) -> Iterator[dict[str, str]]:
        """The rows of a table with a head, each cell by the name of its column. Raises csv.Error."""
        csv.field_size_limit(_LONGEST_CELL)
        for row in csv.DictReader(io.StringIO(self.text)):
            yield {key: value for key, value in row.items() if isinstance(key, str) and isinstance(value, str)}
