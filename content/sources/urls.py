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
