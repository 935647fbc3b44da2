"""Web archives of Safari: a property list that holds the page and what belongs to it."""

from __future__ import annotations

import plistlib
from dataclasses import replace

from glossator.content.document import Document, DocumentError
from glossator.content.sources.source import Source


def read(source: Source) -> Document:
    """The page in a web archive. Raises DocumentError."""
    from glossator.content.formats import html

    try:
        main = plistlib.loads(source.data)["WebMainResource"]
        data, address = main["WebResourceData"], str(main.get("WebResourceURL", ""))
        charset = str(main.get("WebResourceTextEncodingName", ""))
    except Exception:  # what damaged property lists raise: InvalidFileException, KeyError, ExpatError ...
        raise DocumentError("a damaged web archive") from None
    if not isinstance(data, bytes):
        raise DocumentError("a web archive without a page")
    url = address if address.startswith(("http://", "https://")) else source.url
    return replace(html.read(replace(source, data=data, charset=charset, url=url)), format="webarchive")
