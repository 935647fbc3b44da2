"""Fragments: the place that an address names behind ``#``, and the address without it.

Sources: RFC 3986, 3.5; WHATWG URL. A path may have ``#`` in its name: then that is no fragment.
"""

from __future__ import annotations

import os
import re
from urllib.parse import unquote

from glossator.content.sources.urls import is_url
from glossator.content.text.sanitize import clean_line

_ROUTE = re.compile(r"[!/]")
"""What the fragment of a page begins with whose script reads it: a place for the script, and for nobody else."""


def split_fragment(source: str) -> tuple[str, str]:
    """Split an address into what is opened and the place in it.

    Args:
        source: A URL, a path, or ``-``.

    Returns:
        The source without the place; and the place, ``#`` and its name decoded, or empty.
    """
    if "#" not in source:
        return source, ""
    if is_url(source):
        whole, _, name = source.partition("#")
        return whole, "" if _ROUTE.match(name) else _named(name)
    at = len(source)
    while not os.path.lexists(os.path.expanduser(source[:at])):
        at = source.rfind("#", 0, at)
        if at <= 0:
            return source, ""
    return source[:at], _named(source[at + 1 :])


def _named(name: str) -> str:
    """A place's name; the text that a browser names is left as it is, for its signs mean something."""
    name = clean_line(name if ":~:" in name else unquote(name))
    return f"#{name}" if name else ""
