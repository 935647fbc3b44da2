"""LoadedDocument: the one state of what is open; it is never changed, only replaced as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glossator.content.document import Document
    from glossator.content.search.index import SearchIndex


@dataclass(frozen=True, eq=False)
class LoadedDocument:
    """A document as it is open now.

    Attributes:
        document: The document, or the head of it.
        generation: Counts the documents shown so far; every position belongs to one generation.
        index: The search index of this very document, once it is built.
        is_complete: True when the document was read to its end and its notebook with it.
        is_truncated: True when it could not be read to its end.
    """

    document: Document
    generation: int = 0
    index: SearchIndex | None = None
    is_complete: bool = False
    is_truncated: bool = False

    @property
    def length(self) -> int:
        """The length of the whole text in code points, as far as it is known."""
        return len(self.document.text) + self.document.rest
