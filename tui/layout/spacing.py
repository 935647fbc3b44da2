"""Spacing: the cells left of a block, and the rows above it."""

from __future__ import annotations

from functools import lru_cache

from glossator.content.document import Block


@lru_cache(4096)
def _prefix_width(block: tuple[str, ...], width: int) -> int:
    return min(sum([len(marker) + 1 if marker else 2 for marker in block]), max(0, width - 8))


def indent(block: Block, width: int) -> int:
    """The cells left of a block's text: quote bars, list markers, the inset of code and verse.

    Args:
        block: What is set.
        width: Of the column, in cells.
    """
    inset = _prefix_width(tuple([c.marker for c in block.containers]), width) if block.containers else 0
    if block.kind == "code":
        inset += 2
    elif block.kind == "verse":
        inset += 4
    elif block.kind == "footnote":
        inset += len(block.info) + 3
    return min(inset, max(0, width - 4))


def gap(before: Block | None, block: Block, space: int = 1) -> int:
    """The blank rows above a block.

    Args:
        before: The block above; None for the first one.
        block: What is set.
        space: The blank rows between two paragraphs.
    """
    if before is None:
        return 0
    if block.kind == "heading":
        return 1 if before.kind == "heading" else 1 + space
    if (
        before.containers
        and block.containers
        and (len(block.containers) != len(before.containers) or block.opens or block.kind == "item")
        and block.containers[-1].marker
        and before.containers[-1].marker
    ):
        return 0
    if before.kind == block.kind == "figure" and before.start == before.end:
        return 0  # the caption of a picture
    is_title = before.info == "title" and before.kind == "paragraph"
    if is_title and before.containers == block.containers and not block.opens:
        return 0  # a callout's title
    if block.opens and block.containers[-1].marker == " " and len(block.containers) == len(before.containers) + 1:
        return 0  # what a term means
    if before.kind == block.kind == "meta":
        return 0
    if before.kind == block.kind == "footnote":
        return 0
    return space
