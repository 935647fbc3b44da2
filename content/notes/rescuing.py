"""What can still be read in a damaged notebook: its whole annotations, the document's facts and the deletions."""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Iterator
from typing import Any

from glossator.content.notes.annotation import Annotation
from glossator.content.notes.page_text import is_nested_too_deeply

Json = dict[str, Any]

_ITEM = re.compile(r'\{\s*"(?:@context|id|type)"')
_GLOSSATOR = re.compile(r'"glossator"\s*:\s*(?=\{)')
_MOST_TRIED = 10_000
"""Beginnings of annotations that are tried in a file whose lines are none: each may cost a look at all the rest."""
_DECODER = json.JSONDecoder()


def rescued_page(data: bytes) -> Json:
    """Read what is whole in a damaged file.

    Args:
        data: The file's bytes.

    Returns:
        A page of the items that are whole, each once, and of what stands beside them, where that is whole. Letters
        that are not UTF-8 are replaced; what is nested too deeply in an item is left out, its own fields stay.
    """
    text = data.decode("utf-8", "replace")
    page = _whole_page(text)
    items = page["items"] if page else [*_in_lines(text)] or [*_anywhere(text)]
    found = {item["id"]: item for item in map(_settled, items) if item is not None}
    inner = page.get("glossator") if page else _value_behind(text, _GLOSSATOR)
    rescued: Json = {"items": [*found.values()]}
    if isinstance(inner, dict):
        rescued["glossator"] = {key: value for key, value in inner.items() if not is_nested_too_deeply(value)}
    return rescued


def _whole_page(text: str) -> Json | None:
    """The page, if all of it is there, with something else behind it at the most."""
    with contextlib.suppress(ValueError, RecursionError):
        page, _ = _DECODER.raw_decode(text.lstrip("\ufeff\0 \t\r\n"))
        if isinstance(page, dict) and isinstance(page.get("items"), list):
            return page
    return None


def _in_lines(text: str) -> Iterator[Any]:
    """The items that are a line each, as this program writes them."""
    for line in text.split("\n"):
        line = line.strip(" \t\r\0,")
        if line.startswith("{") and line.endswith("}"):
            with contextlib.suppress(ValueError, RecursionError):
                yield json.loads(line)


def _anywhere(text: str) -> Iterator[Any]:
    """The items wherever they begin."""
    at = tried = 0
    while tried < _MOST_TRIED and (match := _ITEM.search(text, at)):
        at = match.end()
        with contextlib.suppress(ValueError, RecursionError):
            value, end = _DECODER.raw_decode(text, match.start())
            if _settled(value) is not None:
                at = end
                yield value
                continue
        tried += 1


def _settled(item: Any) -> Json | None:
    """An item that can be stored; None for anything else."""
    try:
        read = Annotation.from_json(item)
    except ValueError:
        return None
    if not is_nested_too_deeply(item):
        return dict(item)
    fields = (read.id, read.selectors, read.color, read.note, read.tags, read.created, read.modified, read.source)
    return Annotation(*fields).to_json()


def _value_behind(text: str, pattern: re.Pattern[str]) -> Any:
    match = pattern.search(text)
    with contextlib.suppress(ValueError, RecursionError):
        return _DECODER.raw_decode(text, match.end())[0] if match else None
    return None
