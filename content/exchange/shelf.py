"""What an export is given: notebooks with their documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glossator.content.document import Document
    from glossator.content.notes.notebook import Notebook

Shelf = list[tuple["Notebook", "Document | None"]]
"""Notebooks, each with its document where it could be opened."""
