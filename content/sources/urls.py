"""URLs: what is one, and one without the name and password in it."""

from __future__ import annotations

import re
from urllib.parse import urlsplit, urlunsplit


def is_url(name: str) -> bool:
    """True for a name that is fetched, not opened."""
    return bool(re.match(r"https?://", name, re.I))


def without_credentials(url: str) -> str:
    """Give a URL without the name and password in it; anything else as it is."""
    if not url.lower().startswith(("http://", "https://")) or "@" not in url:
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return url.partition("://")[0] + "://" + url.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


_LONGEST_NAME = 2_000
_LONGEST_DATA = 1_500_000
"""Characters of a picture's name, and of one that is the picture itself (RFC 2397)."""


def picture_reference(name: str) -> str:
    """Give a picture's name as a figure keeps it: empty for one that is too long to be one."""
    longest = _LONGEST_DATA if name.startswith("data:") else _LONGEST_NAME
    return name if len(name) <= longest else ""
