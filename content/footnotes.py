"""Footnotes of several blocks: which of them begins a note, and bears its label."""

from __future__ import annotations

from collections.abc import Sequence

from glossator.content.document import Block

_WITHIN = frozenset({"code", "verse", "table", "figure"})
"""Blocks that stand within a note without being marked as its own."""
_MOST_WITHIN = 20
"""Such blocks that are looked past at the most."""


def continues_note(blocks: Sequence[Block], index: int) -> bool:
    """Tell whether a block goes on with the footnote of a block before it.

    Args:
        blocks: Those of the document.
        index: The block's index.

    Returns:
        True for every block of a footnote but its first.
    """
    block = blocks[index]
    if block.kind != "footnote":
        return False
    for before in reversed(blocks[max(0, index - _MOST_WITHIN) : index]):
        if before.kind not in _WITHIN:
            return before.kind == "footnote" and before.info == block.info
    return False


def stands_in_note(blocks: Sequence[Block], index: int) -> bool:
    """Tell whether a block stands within a footnote that began before it.

    Args:
        blocks: Those of the document.
        index: The block's index.

    Returns:
        True for what goes on with a footnote, and for code, pictures and the like between two parts of one.
    """
    if blocks[index].kind not in _WITHIN:
        return continues_note(blocks, index)
    for after in range(index + 1, min(len(blocks), index + _MOST_WITHIN)):
        if blocks[after].kind not in _WITHIN:
            return continues_note(blocks, after)
    return False
