"""Imports: the highlights of other programs, one file a format, one registry line.

In come bytes; out go books with their entries, in the words of the program that wrote them. Nothing in a file is run,
and nothing that it names is opened.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING

from glossator.content.errors import GlossatorError
from glossator.content.text.sanitize import clean_line

if TYPE_CHECKING:
    from glossator.content.exchange.imports.entry import ImportedBook
    from glossator.content.exchange.imports.given import Given

IMPORTS = {
    "kindle": "kindle_clippings",
    "kindle-html": "kindle_html",
    "koreader": "koreader",
    "koreader-json": "koreader_json",
    "readwise": "readwise",
    "readwise-csv": "readwise",
    "kobo": "kobo",
    "kobo-annot": "kobo_annot",
    "apple-books": "apple_books",
    "hypothesis": "hypothesis",
    "calibre": "calibre",
    "zotero": "zotero",
    "w3c": "web_annotations",
    "w3c-epub": "web_annotations",
    "foliate": "foliate",
    "readest": "foliate",
    "readest-markdown": "readest_markdown",
    "moon-reader": "moon_reader",
    "pocketbook": "pocketbook",
    "google-play": "google_play",
    "omnivore": "omnivore",
    "wallabag": "wallabag",
    "raindrop": "read_later_csv",
    "instapaper": "read_later_csv",
    "csv": "own_csv",
    "html": "own_html",
    "pdf": "pdf_annotations",
    "epub": "epub_annotations",
    "logseq": "logseq",
    "org": "org_notes",
    "obsidian": "vault_notes",
    "markdown": "marked_text",
}
"""Formats, and the modules that read them."""


def read_import(given: Given, name: str) -> list[ImportedBook]:
    """Read a file of another program's highlights.

    Args:
        given: The file.
        name: A key of IMPORTS.

    Returns:
        The books in it, each with its entries in the order of the file.

    Raises:
        GlossatorError: It is no such file, or is damaged.
    """
    if name not in IMPORTS:
        raise GlossatorError(f"{clean_line(name)}: unknown format; choose from {', '.join(IMPORTS)}")
    from glossator.content.exchange.imports.given import DAMAGED

    module = import_module(f"{__name__}.{IMPORTS[name]}")
    read: Callable[[Given], list[ImportedBook]] = module.read
    try:
        return read(given)
    except GlossatorError:
        raise
    except DAMAGED:
        raise GlossatorError(f"{given.shown}: damaged, or not what {clean_line(name)} writes") from None
