"""What stands where in a text, and which passage answers a query best.

In comes a document; out goes an index, and for a query the hits, best first, with positions in code points.
"""

from typing import TYPE_CHECKING

from glossator.content.lazy import exporter

if TYPE_CHECKING:
    from glossator.content.search.index import Hit as Hit
    from glossator.content.search.index import SearchIndex as SearchIndex

_WHERE = {"Hit": "index", "SearchIndex": "index"}
__all__ = sorted(_WHERE)
__getattr__ = exporter(__name__, _WHERE)
