"""AsciiDoc's lines: which of them begin an item of a list, are a title with a line beneath, or set off a block."""

from __future__ import annotations

import re
from collections.abc import Sequence

_UNDERLINES = "=-~^+"
"""What stands beneath a title of two lines, for each level."""
DELIMITER = re.compile(r"-{4,}|={4,}|\.{4,}|\*{4,}|_{4,}|\+{4,}|/{4,}|--|```.*|[|!,:]={3,}")
ITEM = re.compile(r"[ \t]*(\*{1,5}|-|\.{1,5}|\d+\.|[A-Za-z]\.|<(?:\d+|\.)>)[ \t]+(\S.*)")
TERM = re.compile(r"[ \t]*(?!//)(\S.*?)(:{2,4}|;;)(?:[ \t]++(.*))?")
_INTRINSIC = ("asciidoctor", "backend", "backend-html5", "basebackend-html", "doctype", "doctype-article")
"""Attributes that are set where a page is made of a file."""
_CONDITION = re.compile(r"(ifdef|ifndef|ifeval|endif)::([^\[]*)\[(.*)\]")
_ATTRIBUTE = re.compile(r":(!?)([\w-]+)!?:(?:\s|$)")


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


def chosen(lines: Sequence[str]) -> list[str]:
    """Give the lines that are to be read: of conditions, those that hold for the attributes that the file sets itself.

    Args:
        lines: All of a file.

    Source:
        https://docs.asciidoctor.org/asciidoc/latest/directives/ifdef-ifndef/
    """
    known = {*_INTRINSIC}
    holds: list[bool] = []
    out: list[str] = []
    for line in lines:
        if attribute := _ATTRIBUTE.match(line):
            (known.discard if attribute[1] else known.add)(attribute[2].lower())
        match = _CONDITION.fullmatch(line.rstrip())
        if match is None:
            out += [line] * all(holds)
        elif match[1] == "endif":
            del holds[-1:]
        elif match[1] == "ifeval":
            holds.append(True)
        else:
            names = [name.strip().lower() for name in re.split("[,+]", match[2])]
            is_set = all(name in known for name in names) if "+" in match[2] else any(name in known for name in names)
            is_met = is_set is (match[1] == "ifdef")
            if match[3]:
                out += [match[3]] * (is_met and all(holds))
            else:
                holds.append(is_met)
    return out
