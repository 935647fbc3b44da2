"""Places in a patch: the file that a line of it is of, and its number there."""

from __future__ import annotations

import re
from typing import NamedTuple

from glossator.content.document import Document

_FROM = re.compile(r"Lines? (\d{1,9})")


class Lines(NamedTuple):
    """Lines of a file, from 1; ``path`` names it where it is not the one that is read, but one that this changes."""

    path: str
    line: int
    end_line: int


def patch_place(document: Document, start: int, end: int) -> Lines | None:
    """Give the lines that a passage of a patch stands for in the file as it is then; None where it is no line of one.

    Of lines that are taken out they are those where these would stand.

    Args:
        document: The patch.
        start: Where the passage begins, in code points.
        end: Where it ends.
    """
    index = document.block_at(start)
    code = document.blocks[index]
    heads = [block for block in document.blocks[:index] if block.kind == "heading"]
    hunk = heads[-1] if heads else None
    number = _FROM.match(document.text, hunk.start) if hunk else None
    if document.format != "patch" or code.info != "diff" or hunk is None or number is None:
        return None
    file = next((document.text[head.start : head.end] for head in reversed(heads) if head.level < hunk.level), "")
    first = int(number[1])

    def line_of(position: int) -> int:
        before = document.text[code.start : position].split("\n")[:-1]
        return first + sum(not line.startswith("-") for line in before)

    return Lines(file, line_of(start), line_of(min(max(start, end - 1), code.end)))


def is_taken_out(document: Document, position: int) -> bool:
    """Whether a position of a patch is in a line that it takes out.

    Args:
        document: The patch.
        position: A code point.
    """
    at = document.text.rfind("\n", 0, position) + 1
    return document.blocks[document.block_at(position)].info == "diff" and document.text.startswith("-", at)
