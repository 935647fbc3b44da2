"""Exports: one file each, with one function and one registry line."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from glossator.content.errors import GlossatorError
from glossator.content.text.sanitize import clean_export, clean_line

if TYPE_CHECKING:
    from glossator.content.exchange.shelf import Shelf

EXPORTS = {
    "markdown": "glossator.content.exchange.markdown",
    "json": "glossator.content.exchange.jsonld",
    "csv": "glossator.content.exchange.csvtable",
}
SUFFIXES = {".md": "markdown", ".json": "json", ".csv": "csv"}
"""The format that a file's name asks for."""


def export(shelf: Shelf, name: str) -> str:
    """The notebooks' annotations in a format of EXPORTS. Raises GlossatorError for a format that is not there.

    Args:
        shelf: The notebooks, each with its document or None.
        name: A key of EXPORTS.

    Returns:
        What is to be written into a file, cleaned.
    """
    if name not in EXPORTS:
        raise GlossatorError(f"{clean_line(name)}: unknown format; choose from {', '.join(EXPORTS)}")
    write: Callable[[Shelf], str] = import_module(EXPORTS[name]).write
    return clean_export(write(shelf))  # the last gate, whatever a format let through
