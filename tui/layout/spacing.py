"""Spacing: the cells left of a block, and the rows above it."""

from __future__ import annotations

from functools import lru_cache

from glossator.content.document import Block, Document
from glossator.tui.layout.options import Options


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


def first_indent(document: Document, index: int, options: Options) -> int:
    """The cells that a block's first line is indented, where that is how paragraphs are told from one another.

    Args:
        document: The document.
        index: Of the block.
        options: How the reader wants it set.
    """
    if not options.first_indent or not index:
        return 0
    blocks = document.blocks
    return options.first_indent if _follows(blocks[index - 1], blocks[index]) else 0


def _follows(before: Block, block: Block) -> bool:
    """Whether a block is a paragraph behind another one of the same text."""
    if not block.kind == before.kind == "paragraph" or "title" in (block.info, before.info):
        return False
    return not block.opens and block.containers == before.containers


def gap(before: Block | None, block: Block, space: int = 1, between: int | None = None) -> int:
    """The blank rows above a block.

    Args:
        before: The block above; None for the first one.
        block: What is set.
        space: The blank rows between two blocks.
        between: Those between two paragraphs, where they are others.
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
    if between is not None and between != space and _follows(before, block):
        return between
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
