"""Notes within a file of Markdown: whatever one holds, it changes nothing behind it."""

from __future__ import annotations

import re

_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})(.*)$")
_HEADING = re.compile(r"^( {0,3})(#{1,6})(?=\s|$)")
_UNDERLINE = re.compile(r"^( {0,3})([=-])(?=[=-]*\s*$)")
_DEFINITION = re.compile(r"^( {0,3})(\[)(?=[^\]]+\]:)")
_OPENING = re.compile(r"<(?=[!/?a-zA-Z])|%(?=%)|\$(?=\$)")
"""What begins HTML, a comment or a formula, which might end nowhere."""
_OPENED = re.compile(r"\\(?=<[!/?a-zA-Z]|%\\?%|\$\\?\$)")
_GUARDED = re.compile(r"^( {0,3})\\(?=[#=\-\[])", re.M)


def contained(note: str) -> list[str]:
    """Give the lines of a note so that it ends where it ends: fences are closed, headings and definitions are text.

    Args:
        note: Markdown.

    Returns:
        Its lines; whoever writes them puts the same sign before each, so that they are one container.
    """
    lines: list[str] = []
    fence = ""
    for line in note.splitlines():
        match = _FENCE.match(line)
        if fence:
            if match and match[1].startswith(fence) and not match[2].strip():
                fence = ""
        elif match and not (match[1][0] == "`" and "`" in match[2]):
            fence = match[1]
        else:
            line = _HEADING.sub(r"\1\\\2", line)
            line = _UNDERLINE.sub(r"\1\\\2", line)
            line = _DEFINITION.sub(r"\1\\\2", line)
            line = _OPENING.sub(r"\\\g<0>", line)
        lines.append(line)
    if fence:
        lines.append(fence)
    return lines


def uncontained(lines: str) -> str:
    """Give a note as it was before ``contained``, but for a fence that was closed."""
    return _OPENED.sub("", _GUARDED.sub(r"\1", lines))


def prefixed(lines: list[str], first: str, rest: str) -> list[str]:
    """Put a container's signs before lines.

    Args:
        lines: What stands in the container.
        first: Before the first line.
        rest: Before the others; an empty line has it without the blanks at its end.
    """
    return [((first if number == 0 else rest) + line).rstrip() for number, line in enumerate(lines)]
