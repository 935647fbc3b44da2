"""Annotations: how they are found again in a text, kept on disk, merged and mended.

In come passages and what is written on them; out go annotations and notebooks, durable before they are acknowledged.
"""

from typing import TYPE_CHECKING

from glossator.content.lazy import exporter

if TYPE_CHECKING:
    from glossator.content.notes.anchoring import Anchor as Anchor
    from glossator.content.notes.anchoring import locate as locate
    from glossator.content.notes.annotation import Annotation as Annotation
    from glossator.content.notes.notebook import Notebook as Notebook
    from glossator.content.notes.selectors import Selectors as Selectors
    from glossator.content.notes.selectors import describe as describe

_WHERE = {
    "Anchor": "anchoring", "Annotation": "annotation", "Notebook": "notebook", "Selectors": "selectors",
    "describe": "selectors", "locate": "anchoring",
}  # fmt: skip
__all__ = sorted(_WHERE)
__getattr__ = exporter(__name__, _WHERE)
