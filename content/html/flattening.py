"""Flattening: markup whose elements stand so deep in one another that a parser would stop there, made shallower."""

from __future__ import annotations

import re

from glossator.content.html.elements import names

_DEEPEST = 100
"""Elements that may stand in one another; libxml2 stops at 256, tables, lists and paragraphs among them."""
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*+)\b[^<>]*+>")
_CONTAINERS = names(
    "div span section article main aside header footer nav center font blockquote ul ol dl b i em strong u s a small "
    "big sub sup details figure form fieldset ins del code q cite"
)


def flattened(text: str) -> str:
    """Take out the tags of containers that stand too deep; what is in them stays where it is.

    Args:
        text: HTML.

    Returns:
        The same text with fewer tags.
    """
    parts: list[str] = []
    open_: list[tuple[str, bool]] = []
    kept = at = 0
    for tag in _TAG.finditer(text):
        name = tag[2].lower()
        if name not in _CONTAINERS or tag[0].endswith("/>"):
            continue
        if tag[1]:
            if not open_ or open_[-1][0] != name:
                continue
            was_kept = open_.pop()[1]
            kept -= was_kept
        else:
            was_kept = kept < _DEEPEST
            open_.append((name, was_kept))
            kept += was_kept
        if not was_kept:
            parts.append(text[at : tag.start()])
            at = tag.end()
    return "".join([*parts, text[at:]])
