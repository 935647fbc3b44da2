r"""Where equations beneath one another are aligned: at the first ``&`` of each, as TeX's ``aligned`` has it."""

from __future__ import annotations

from functools import lru_cache

from glossator.content.text.formulas import Grid, Node, Row, linear
from glossator.content.text.tex import parse


@lru_cache(64)
def alignment_of(tex: str) -> tuple[int, ...]:
    """Find where the lines of a formula's text are aligned.

    Args:
        tex: The formula's TeX.

    Returns:
        For each line, the code points before what stands at the same place in all; -1 for a line that is not aligned.
        Empty where no line is.
    """
    try:
        grid = _only_grid(parse(tex))
        rows = grid.rows if grid and not grid.left and not grid.right else ()
        points = tuple(_before(row) for row in rows if any(map(linear, row)))
    except (ValueError, RecursionError):
        return ()
    return points if any(point >= 0 for point in points) else ()


def _only_grid(node: Node) -> Grid | None:
    while isinstance(node, Row) and len(node.items) == 1:
        node = node.items[0]
    return node if isinstance(node, Grid) else None


def _before(row: tuple[Node, ...]) -> int:
    """What stands before the second cell of a row: the first, and the blank between them."""
    if len(row) < 2:
        return -1
    first = linear(row[0])
    return len(first) + 1 if first else 0
