"""What is read, and what is written about it. Knows no screen.

The names below are what other programs may rely on; each is imported when it is first asked for.
"""

from typing import TYPE_CHECKING

from glossator.content.lazy import exporter

if TYPE_CHECKING:
    from glossator.content.document import Document as Document
    from glossator.content.errors import DocumentError as DocumentError
    from glossator.content.formats import open_document as open_document
    from glossator.content.notes.anchoring import Anchor as Anchor
    from glossator.content.notes.anchoring import locate as locate
    from glossator.content.notes.notebook import Notebook as Notebook
    from glossator.content.notes.selectors import Selectors as Selectors
    from glossator.content.notes.selectors import describe as describe
    from glossator.content.search.index import Hit as Hit
    from glossator.content.search.index import SearchIndex as SearchIndex

_WHERE = {
    "Anchor": "notes.anchoring", "Selectors": "notes.selectors", "describe": "notes.selectors",
    "locate": "notes.anchoring", "Document": "document", "DocumentError": "errors", "open_document": "formats",
    "Notebook": "notes.notebook", "Hit": "search.index", "SearchIndex": "search.index",
}  # fmt: skip
__all__ = sorted(_WHERE)
__getattr__ = exporter(__name__, _WHERE)
