"""Where bytes come from, in the order they pass: files or fetching, unpacking, recognition, decoding.

In comes a name: a path, a URL or ``-``. Out goes a ``Source``, its bytes unpacked, within the limits.
"""

from typing import TYPE_CHECKING

from glossator.content.lazy import exporter

if TYPE_CHECKING:
    from glossator.content.sources.files import read_source as read_source
    from glossator.content.sources.source import Source as Source
    from glossator.content.sources.urls import is_url as is_url

_WHERE = {"Source": "source", "is_url": "urls", "read_source": "files"}
__all__ = sorted(_WHERE)
__getattr__ = exporter(__name__, _WHERE)
