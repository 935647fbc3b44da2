"""Databases of other programs: copied into memory, read, and never written to or waited for."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from shutil import copyfile

from glossator.content.errors import GlossatorError
from glossator.content.text.sanitize import shown_name

_STEP, _MOST_STEPS = 10_000, 3_000
"""Instructions of the database engine between two looks at how many there were, and how many looks there are."""
_WITH_IT = ("", "-wal")
"""The file itself, and what was written last and not put into it yet."""


@contextmanager
def database(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a copy of a database with what belongs to it.

    Args:
        path: The file; whoever holds it open is not disturbed.

    Yields:
        A connection, whose rows are read by name.

    Raises:
        GlossatorError: It is damaged, or of another kind than was asked for.
    """
    with tempfile.TemporaryDirectory(prefix="gloss-") as folder:
        copy = Path(folder, "copy.sqlite")
        try:
            for suffix in _WITH_IT:
                beside = path.with_name(path.name + suffix)
                if beside.is_file():
                    copyfile(beside, copy.with_name(copy.name + suffix))
            connection = sqlite3.connect(copy)
        except (OSError, sqlite3.Error):
            raise GlossatorError(f"{shown_name(path.name)}: cannot be read") from None
        connection.row_factory = sqlite3.Row
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        steps = count(1)
        connection.set_progress_handler(lambda: next(steps) > _MOST_STEPS, _STEP)
        try:
            _drop_views(connection)
            yield connection
        except (sqlite3.Error, UnicodeError, MemoryError):
            raise GlossatorError(f"{shown_name(path.name)}: a damaged database, or one of another form") from None
        finally:
            connection.close()


def _drop_views(connection: sqlite3.Connection) -> None:
    """Leave tables alone in a copy: a view runs what its file says, which may have no end."""
    for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'view'").fetchall():
        connection.execute('DROP VIEW "{}"'.format(str(row["name"]).replace('"', '""')))


def tables(path: Path) -> set[str]:
    """Give the names of the tables in a database. Raises GlossatorError."""
    with database(path) as connection:
        return {row["name"] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}


def columns(connection: sqlite3.Connection, table: str) -> set[str]:
    """Give the names of a table's columns.

    Args:
        connection: The database.
        table: A name that the program knows, never one of the file's.
    """
    return {row["name"] for row in connection.execute(f"PRAGMA table_info({table})")}
