"""Front matter: the facts that stand before a text in Markdown, as lines of YAML.

Of YAML (1.2) what front matter is written in: plain and quoted scalars, and lists of them; anything nested is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress

from glossator.content.text.sanitize import clean_line

_FRONT = re.compile(r"\A---\n(.*?)\n---[ \t]*\n", re.S)
_FACT = re.compile(r"([\w-]+):[ \t]*+(.*)")
_ITEM = re.compile(r"[ \t]*-[ \t]++(.+)")
_IN_LIST = re.compile(r""""(?:[^"\\]|\\.)*"|'[^']*'|[^,]+""")


def front_matter_of(text: str) -> str:
    """Give the lines of a text's front matter; none where there is none."""
    match = _FRONT.match(text)
    return match[1] if match else ""


def facts_in(front_matter: str) -> dict[str, str]:
    """Give the facts of front matter, such as a title, by their names in small letters; of two of a name the first.

    Args:
        front_matter: Lines of YAML.

    Returns:
        The facts, cleaned. Of a list, ``[a, b]`` or one a line, all, with commas between, or semicolons where one has a
        comma.
    """
    facts: dict[str, str] = {}
    listed: dict[str, list[str]] = {}
    name = ""
    for line in front_matter.splitlines():
        if name and (item := _ITEM.fullmatch(line)):
            listed.setdefault(name, []).append(_scalar(item[1]))
            continue
        name = ""
        if not (fact := _FACT.fullmatch(line)) or fact[1].lower() in facts:
            continue
        key, value = fact[1].lower(), fact[2].strip()
        if value.startswith("[") and value.endswith("]"):
            value = joined_names([_scalar(each) for each in _IN_LIST.findall(value[1:-1])])
        facts[key] = clean_line(_scalar(value))
        name = "" if value else key
    return {**facts, **{key: clean_line(joined_names(texts)) for key, texts in listed.items()}}


def _scalar(value: str) -> str:
    """A scalar as it is meant: one in double quotes has JSON's escapes, one in single quotes doubles them."""
    value = value.strip()
    if value.startswith('"'):
        import json

        with suppress(ValueError):
            return str(json.loads(value))
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return value.strip("\"'")


def joined_names(texts: Iterable[str]) -> str:
    """Give names as one text, each once: with commas between, or semicolons where one has a comma.

    Args:
        texts: The names.
    """
    texts = list(dict.fromkeys(texts))
    return ("; " if any("," in text for text in texts) else ", ").join(filter(None, texts))
