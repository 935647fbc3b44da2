"""AsciiDoc's lines: which of them begin an item of a list, are a title with a line beneath, or set off a block."""

from __future__ import annotations

import re
from collections.abc import Sequence

_UNDERLINES = "=-~^+"
"""What stands beneath a title of two lines, for each level."""
ATTRIBUTE = re.compile(r":(!?[\w-]+!?):(?:[ \t]+(.*))?")
"""The setting of an attribute: its name, with ``!`` where it is unset, and its value."""
DELIMITER = re.compile(r"-{4,}|={4,}|\.{4,}|\*{4,}|_{4,}|\+{4,}|/{4,}|--|```.*|[|!,:]={3,}")
ITEM = re.compile(r"[ \t]*(\*{1,5}|-|\.{1,5}|\d+\.|[A-Za-z]\.|<(?:\d+|\.)>)[ \t]+(\S.*)")
TERM = re.compile(r"[ \t]*(?!//)(\S.*?)(:{2,4}|;;)(?:[ \t]++(.*))?")
_INTRINSIC = ("asciidoctor", "backend", "backend-html5", "basebackend-html", "doctype", "doctype-article")
"""Attributes that are set where a page is made of a file."""
_CONDITION = re.compile(r"(ifdef|ifndef|ifeval|endif)::([^\[]*)\[(.*)\]")


def underlined(lines: Sequence[str], at: int) -> int | None:
    """The level of a title with a line beneath it, from 0; None for any other line.

    Args:
        lines: The lines.
        at: The title's.
    """
    title, below = (lines[i].rstrip() if i < len(lines) else "" for i in (at, at + 1))
    sign = below[:1]
    if not sign or sign not in _UNDERLINES or len(below) < 2 or below.strip(sign):
        return None
    is_text = title[:1].isalnum() or title[:1] in "{`*_\"'(&"
    is_text = is_text and not ITEM.fullmatch(title)
    return _UNDERLINES.index(sign) if is_text and abs(len(title) - len(below)) <= 2 else None


def mark_of(line: str) -> str:
    """The mark of a list that a line begins an item of; empty for any other line."""
    line = line.rstrip()
    if match := ITEM.fullmatch(line):
        mark = match[1]
        if mark[0] in "*-.":
            return mark
        return "<" if mark[0] == "<" else "1."
    match = TERM.fullmatch(line)
    return match[2] if match and not DELIMITER.fullmatch(line) else ""


def without_indent(lines: Sequence[str]) -> list[str]:
    """The first paragraph of some lines without its indent, and the rest as it is."""
    end = next((at for at, line in enumerate(lines) if at and not line.strip()), len(lines))
    return [*(line.lstrip() for line in lines[:end]), *lines[end:]]


def dedented(lines: Sequence[str]) -> list[str]:
    """Lines without the blanks that all of them begin with."""
    least = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
    return [line[least:] for line in lines]


def without_conditions(lines: Sequence[str]) -> list[str]:
    """Give the lines that are to be read: those whose conditions hold for the attributes that the file sets itself.

    Args:
        lines: All of a file.

    Source:
        https://docs.asciidoctor.org/asciidoc/latest/directives/ifdef-ifndef/
    """
    known = {*_INTRINSIC}
    holds: list[bool] = []
    out: list[str] = []
    for line in lines:
        condition = _CONDITION.fullmatch(line.rstrip())
        if condition is None:
            if all(holds):
                _set(known, line)
                out.append(line)
        elif condition[1] == "endif":
            del holds[-1:]
        elif condition[1] == "ifeval":
            holds.append(True)
        else:
            is_met = _is_met(condition, known)
            if not condition[3]:
                holds.append(is_met)
            elif is_met and all(holds):
                out.append(condition[3])
    return out


def _set(known: set[str], line: str) -> None:
    """Note an attribute that a line sets, or takes back."""
    if match := ATTRIBUTE.fullmatch(line.rstrip()):
        name = match[1].strip("!").lower()
        (known.discard if "!" in match[1] else known.add)(name)


def _is_met(condition: re.Match[str], known: set[str]) -> bool:
    """Whether a condition holds: of names with ``+`` between all are set, of those with commas one."""
    names = [name.strip().lower() in known for name in re.split("[,+]", condition[2])]
    is_set = all(names) if "+" in condition[2] else any(names)
    return is_set is (condition[1] == "ifdef")
