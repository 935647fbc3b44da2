"""Exports: one file each, with one function and one registry line; and imports, in a room of their own.

In come notebooks with their documents, or files of other programs; out go files for other programs, cleaned, or
annotations of ours with what became of each.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from glossator.content.errors import GlossatorError
from glossator.content.text.sanitize import clean_export, clean_line

if TYPE_CHECKING:
    from glossator.content.exchange.shelf import Shelf
    from glossator.content.notes.annotation import Annotation

_HERE = "glossator.content.exchange"
EXPORTS = {
    "markdown": "markdown:write",
    "obsidian": "obsidian:write",
    "logseq": "logseq:write",
    "org": "org:write",
    "html": "html_page:write",
    "csv": "csvtable:write",
    "json": "jsonld:write",
    "jsonl": "jsonl:write",
    "readwise": "readwise_csv:write",
    "anki": "anki:write",
    "bibtex": "bibtex:write",
    "csl-json": "csl_json:write",
    "kindle": "kindle:write",
    "koreader": "koreader:write",
    "thorium": "epub_annotations:write_thorium",
    "w3c-epub": "epub_annotations:write",
    "epub": "epub_annotations:write_into_epub",
    "pdf": "pdf_copy:write",
    "hypothesis": "hypothesis_export:write",
}
"""Formats, with the module and the function that write them."""
BINARY = frozenset({"w3c-epub", "epub", "pdf"})
"""Those that are no text."""
SUFFIXES = {
    ".md": "markdown", ".json": "json", ".csv": "csv", ".jsonl": "jsonl", ".org": "org", ".html": "html",
    ".bib": "bibtex", ".csl.json": "csl-json", ".annotation": "thorium", ".annotations": "w3c-epub",
    ".epub": "epub", ".pdf": "pdf",
}  # fmt: skip
"""The format that a file's name asks for."""
TEMPLATE = "template:"
"""What stands before the path of a template."""


def export(
    shelf: Shelf, name: str, *, is_wanted: Callable[[Annotation], bool] = lambda item: True, there: str = ""
) -> str | bytes:
    """The notebooks' annotations in a format of EXPORTS. Raises GlossatorError for a format that is not there.

    Args:
        shelf: The notebooks, each with its document or None.
        name: A key of EXPORTS, or ``template:`` and a path.
        is_wanted: Which annotations are exported.
        there: What stands in the file that is written, where it is one that was written before and is kept up.

    Returns:
        What is to be written into a file: text is cleaned, and bytes are those of an archive or a PDF.
    """
    from glossator.content.exchange.exported import gather

    documents = gather(shelf, is_wanted)
    if name.startswith(TEMPLATE):
        from glossator.content.exchange.template import write as write_template

        return clean_export(write_template(documents, name.removeprefix(TEMPLATE)))
    if name not in EXPORTS:
        raise GlossatorError(f"{clean_line(name)}: unknown format; choose from {', '.join(EXPORTS)}")
    if there:
        from glossator.content.exchange.obsidian import rewritten

        return clean_export(rewritten(there, documents))
    module, _, function = EXPORTS[name].partition(":")
    write = getattr(import_module(f"{_HERE}.{module}"), function)
    written: str | bytes = write(documents)
    if isinstance(written, bytes):
        return written
    return clean_export(written)  # the last gate, whatever a format let through
