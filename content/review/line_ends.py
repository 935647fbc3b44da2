"""Line ends: where a comment may stand behind a line of a file, so that the file keeps its meaning."""

from __future__ import annotations

import io
import re
import tokenize
from itertools import accumulate
from pathlib import PurePath

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_MARKDOWN = frozenset({".md", ".markdown"})
_ELEMENTS = re.compile(r"<(/?)(pre|textarea|script|style)\b", re.I)
_ENVIRONMENTS = re.compile(r"\\(begin|end)\{(verbatim\*?|Verbatim|lstlisting|minted|alltt|comment|filecontents\*?)\}")
"""What text stands in as it is, in HTML and in LaTeX: a comment in it would be text."""
NO_COMMENTS = frozenset({".json", ".csv", ".tsv", ".ipynb", ".eml", ".srt", ".vtt"})
"""How the names of files end that have no comments."""


def comment_place(name: str, text: str, position: int) -> int:
    """Give where a comment on a position belongs: at the end of a line, before its line end.

    Args:
        name: The file's name.
        text: Its text.
        position: A code point of it.

    Returns:
        The end of the line; in Markdown and reStructuredText that of the paragraph or the code, in Python that of the
        whole statement, in HTML and LaTeX that of what keeps its text as it is.
    """
    suffix = PurePath(name).suffix.lower()
    lines = text.removesuffix("\n").split("\n")
    starts = accumulate((len(line) + 1 for line in lines), initial=0)
    ends = [start + len(line.removesuffix("\r")) for start, line in zip(starts, lines, strict=False)]
    at = next((number for number, end in enumerate(ends) if end >= position), len(ends) - 1)
    if suffix in _MARKDOWN:
        at = _block_end(lines, at)
    elif suffix == ".py":
        at = _statement_end(text, at)
    elif suffix == ".rst":
        at = _flush_end(lines, at)
    elif suffix in (".html", ".htm"):
        at = _verbatim_end(lines, at, _ELEMENTS, "/")
    elif suffix == ".tex":
        at = _verbatim_end(lines, at, _ENVIRONMENTS, "end")
    return ends[min(at, len(ends) - 1)]


def _block_end(lines: list[str], at: int) -> int:
    """The last line of the paragraph, the list or the code that a line is in, from 0."""
    fence = ""
    for number, line in enumerate(lines):
        match = _FENCE.match(line)
        if match and not fence:
            fence = match[1]
        elif match and fence and match[1].startswith(fence) and not line.strip(" \r\n`~"):
            fence = ""
            if number >= at:
                return number
        if number >= at and not fence and (number + 1 == len(lines) or not lines[number + 1].strip()):
            return number
    return len(lines) - 1


def _flush_end(lines: list[str], at: int) -> int:
    """The last line before one that begins anew at the left edge, behind a blank one: nothing goes on there."""
    last = at
    for number in range(at, len(lines)):
        is_anew = number > last + 1 and not lines[number][:1].isspace()
        if lines[number].strip():
            if is_anew:
                return last
            last = number
    return last


def _verbatim_end(lines: list[str], at: int, pattern: re.Pattern[str], closing: str) -> int:
    """The line in which what keeps its text as it is ends, where a line is within it; else the line itself."""
    inside = ""
    for number, line in enumerate(lines):
        for match in pattern.finditer(line):
            name = match[2].lower()
            if not inside and match[1] != closing:
                inside = name
            elif inside == name and match[1] == closing:
                inside = ""
        if number >= at and not inside:
            return number
    return at


def _statement_end(source: str, at: int) -> int:
    """The last line of the statement that a line is in, from 0; the line itself where that cannot be told."""
    try:
        for token in tokenize.generate_tokens(io.StringIO(source).readline):
            if token.type == tokenize.NEWLINE and token.end[0] - 1 >= at:
                return token.end[0] - 1
            if token.type == tokenize.NL and token.start[0] - 1 == at and not token.line.strip():
                return at
    except (tokenize.TokenError, SyntaxError, IndentationError):
        pass
    return at
