"""What classes say: callouts of manuals, wikis and blogs, their titles, and small capitals."""

from __future__ import annotations

import re
from typing import Any

from glossator.content.html.elements import names
from glossator.content.text.callouts import Callout, callout_of, is_callout

CALLOUTS = names("div aside section details blockquote table")
"""The elements that may be callouts."""
_CALLOUT = re.compile(
    r"(?:^|\s)(?:admonition|callout|markdown-alert|alert|theme-admonition|hint|custom-block)(?=[\s-]|$)", re.I
)
_WORD = re.compile(r"[A-Za-z]+")
_TITLES = re.compile(r"(?:^|\s)(?:admonition|markdown-alert|callout|custom-block)-(?:title|heading)(?=\s|$)")
_SMALL_CAPS = re.compile(r"(?:^|[\s_-])(?:small-?caps?|smcap|sc)(?=\s|$)", re.I)
_VARIANT = re.compile(r"font-variant(?:-caps)?\s*:\s*(?:all-)?small-caps", re.I)


def callout_in(element: Any) -> Callout | None:
    """What a block is a callout of; None for any other block."""
    classes = element.get("class") or ""
    if not classes or not _CALLOUT.search(classes):
        return None
    kinds = [word for word in _WORD.findall(classes) if is_callout(word)]
    return callout_of(kinds[-1]) if kinds else "note"


def is_callout_title(element: Any) -> bool:
    """Whether an element is the title of a callout."""
    return bool(_TITLES.search(element.get("class") or ""))


def is_small_caps(element: Any) -> bool:
    """Whether an element's text is set in small capitals."""
    classes, style = element.get("class"), element.get("style")
    return bool((classes and _SMALL_CAPS.search(classes)) or (style and _VARIANT.search(style)))
