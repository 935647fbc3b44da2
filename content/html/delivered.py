"""Delivered text: what a page brings along out of sight for its scripts to put in its place, put there without them."""

from __future__ import annotations

import re
from typing import Any

from lxml import etree

from glossator.content.html.elements import local

_STREAMED = re.compile(r"S:[0-9a-f]{1,6}")
"""The ids that React gives to parts of a page that it streams, as they come; ``B:n`` is where one belongs."""
_TEMPLATES = frozenset(("text/template", "text/x-template", "text/html"))
_LEAST, _MOST = 200, 2_000_000
"""Characters of a template that may hold an article."""


def put_in_place(page: Any) -> None:
    """Put text where it belongs that stands hidden in a page until a script moves it; nothing is run.

    Args:
        page: The root element, which is changed.
    """
    places = {e.get("id"): e for e in page.iter("template", "{*}template") if e.get("id")}
    for element in list(page.iter("div", "{*}div")):
        name = element.get("id") or ""
        if element.get("hidden") is not None and _STREAMED.fullmatch(name):
            del element.attrib["hidden"]
            place = places.get("B" + name[1:])
            if place is not None and place.getparent() is not None and element not in list(place.iterancestors()):
                place.addnext(element)
    for script in list(page.iter("script", "{*}script")):
        text = script.text or ""
        if (script.get("type") or "").lower() in _TEMPLATES and _LEAST < len(text) < _MOST and "<p" in text:
            _unpack(script, text)


def _unpack(script: Any, text: str) -> None:
    """Put what a template holds in its place."""
    parser = etree.HTMLParser(no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return
    body = next((e for e in root.iter() if local(e) == "body"), None) if root is not None else None
    parent = script.getparent()
    if body is None or parent is None:
        return
    body.tag = "div"
    body.tail = script.tail
    parent.replace(script, body)
