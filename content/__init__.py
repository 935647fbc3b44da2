"""What is read, and what is written about it. Knows no screen.

The names below are what other programs may rely on; each is imported when it is first asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from glossator.content.document import Document as Document
    from glossator.content.errors import DocumentError as DocumentError
    from glossator.content.formats import open_document as open_document
    from glossator.content.notes.anchoring import Anchor as Anchor
    from glossator.content.notes.anchoring import Selectors as Selectors
    from glossator.content.notes.anchoring import describe as describe
    from glossator.content.notes.anchoring import locate as locate
    from glossator.content.notes.notebook import Notebook as Notebook
    from glossator.content.search.index import Hit as Hit
    from glossator.content.search.index import SearchIndex as SearchIndex

_WHERE = {
    "Anchor": "anchoring", "Selectors": "anchoring", "describe": "anchoring", "locate": "anchoring",
    "Document": "document", "DocumentError": "errors", "open_document": "formats", "Notebook": "notebook",
    "Hit": "search", "SearchIndex": "search",
}  # fmt: skip
__all__ = sorted(_WHERE)


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WHERE[name]}"), name)
