"""Pictures in the text: how many cells one takes above the words of its figure."""

from __future__ import annotations

from collections.abc import Mapping

Sizes = Mapping[int, tuple[int, int]]
"""The width and the height of pictures, in pixels, by the index of the block that each stands above."""
_CELL = 8
"""Pixels of a picture that a cell stands for, where there is room; a cell is twice as high as it is wide."""


def cells_of(size: tuple[int, int], width: int, rows: int) -> tuple[int, int]:
    """Give the cells and rows that a picture takes, in its proportions.

    Args:
        size: Its width and height in pixels.
        width: The cells there are.
        rows: The most rows it may take; none for no pictures.
    """
    if rows <= 0:
        return 0, 0
    across, down = max(1, size[0]), max(1, size[1])
    cells = max(1, min(width, round(across / _CELL), round(2 * rows * across / down)))
    return cells, max(1, min(rows, round(cells * down / across / 2)))
