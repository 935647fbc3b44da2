"""What was read here and how far, kept in the platform's state folder.

In come documents and positions; out go reading places, newest first.
"""

from typing import TYPE_CHECKING

from glossator.content.lazy import exporter

if TYPE_CHECKING:
    from glossator.content.library.reading_places import Library as Library
    from glossator.content.library.reading_places import Reading as Reading

_WHERE = {"Library": "reading_places", "Reading": "reading_places"}
__all__ = sorted(_WHERE)
__getattr__ = exporter(__name__, _WHERE)
