"""Justifying: the spaces of a line made wider, so that it ends at the right edge."""

from __future__ import annotations

from collections.abc import Sequence

_WIDEST = 3
"""Cells of a space at the most; a line that would need wider ones is left as it is."""


def stretched(line: str, sizes: Sequence[int], width: int, turn: int) -> list[int]:
    """Give the spaces of a line the cells that it is short of.

    Args:
        line: The line, with the spaces at its end.
        sizes: The cells of each of its code points.
        width: The cells it is to take.
        turn: Which line it is: where some spaces are wider than others, they change sides from line to line, so that
            the wide ones do not stand beneath one another.

    Returns:
        The cells of each code point.
    """
    out = list(sizes)
    text = line.rstrip(" ")
    gaps = [at for at, char in enumerate(text) if char == " "]
    short = width - sum(sizes[: len(text)])
    if not gaps or not 0 < short <= len(gaps) * (_WIDEST - 1):
        return out
    every, rest = divmod(short, len(gaps))
    wide = {(2 * count + 1) * len(gaps) // (2 * rest) for count in range(rest)}
    if turn % 2:
        wide = {len(gaps) - 1 - at for at in wide}
    for count, at in enumerate(gaps):
        out[at] += every + (count in wide)
    return out
