"""Where the values of a TOML file stand: tomllib does not tell, so each statement is parsed by itself."""

from __future__ import annotations

import tomllib
from typing import Any

_MOST_TRIED = 50
"""Places at which a value of several lines may end that are tried."""
_MOST_LOOKED_AT = 100_000
"""Lines looked at, all in all, for where values of several lines end."""
_OPENING, _CLOSING = ("[", "{", '"""', "'''"), ("]", "}", '"""', "'''")

Names = tuple[str, ...]


def lines_of(source: str) -> dict[Names, int]:
    """Find where values stand.

    Args:
        source: The text of a TOML file that can be parsed.

    Returns:
        For the names that lead to each value or table the number of its line, from 1.
    """
    lines = source.split("\n")
    found: dict[Names, int] = {}
    table: Names = ()
    at = 0
    left = [_MOST_LOOKED_AT]
    while at < len(lines):
        data, length = _statement(lines, at, left)
        leaf = _paths(data)
        if lines[at].lstrip().startswith("["):
            table = leaf[0] if leaf else ()
            table = table[:-1] if table[-1:] == ("",) else table
            found.setdefault(table, at + 1)
        else:
            for names in leaf:
                found.setdefault((*table, *(name for name in names if name)), at + 1)
        at += length
    return found


def line_of(names: Names, lines: dict[Names, int]) -> int:
    """Give the line of what some names lead to, or of the nearest table around it; 1 when nothing is known.

    Args:
        names: The keys that lead to a value, outermost first.
        lines: The line of each, from 1.
    """
    while names and names not in lines:
        dotted = (*names[:1], ".".join(names[1:]))
        if dotted in lines:
            return lines[dotted]
        names = names[:-1]
    return lines.get(names, 1)


def _statement(lines: list[str], at: int, left: list[int]) -> tuple[dict[str, Any], int]:
    """The data of the statement that begins on a line, and how many lines it takes."""
    tried = 0
    for end in range(at, min(len(lines), at + 1 + max(0, left[0]))):
        left[0] -= end > at
        if end > at and not any(closing in lines[end] for closing in _CLOSING):
            continue  # no value of several lines ends here
        try:
            return tomllib.loads("\n".join(lines[at : end + 1])), end + 1 - at
        except (ValueError, RecursionError):
            tried += 1
        if tried > _MOST_TRIED or (end == at and not any(opening in lines[at] for opening in _OPENING)):
            break
    return {}, 1


def _paths(data: dict[str, Any], before: Names = ()) -> list[Names]:
    """The names that lead to each value; those of an empty table end in an empty one."""
    if not data and before:
        return [(*before, "")]
    out: list[Names] = []
    for name, value in data.items():
        if isinstance(value, list) and value and all(isinstance(each, dict) for each in value):
            value = value[0]
        out += _paths(value, (*before, name)) if isinstance(value, dict) else [(*before, name)]
    return out
