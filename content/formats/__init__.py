"""One file a format, one function ``read(source) -> Document``, one registry line.

In comes a name, or a ``Source``; out goes a ``Document``, or a DocumentError with one line.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from glossator.content.lazy import exporter

if TYPE_CHECKING:
    from glossator.content.formats.opening import key_of as key_of
    from glossator.content.formats.opening import open_document as open_document
    from glossator.content.formats.opening import open_fetched as open_fetched
    from glossator.content.formats.opening import read_document as read_document
    from glossator.content.formats.registry import FORMATS as FORMATS
    from glossator.content.formats.registry import Format as Format

_WHERE = {
    **dict.fromkeys(["key_of", "open_document", "open_fetched", "read_document"], "opening"),
    **dict.fromkeys(["FORMATS", "Format"], "registry"),
}
__all__ = sorted(_WHERE)
__getattr__ = exporter(__name__, _WHERE)
