"""Formula boxes: what a formula is set from, each part a box with a line that it stands on.

Every letter of the formula's text lies in one box, the signs that are drawn in another way among them: the slash of a
fraction is its line, and brackets that only keep together what now stands together take no cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from glossator.content.text.segments import letter_end
from glossator.tui.layout.measuring import widths

_TALL = {
    "(": "⎛⎜⎝", ")": "⎞⎟⎠", "[": "⎡⎢⎣", "]": "⎤⎥⎦", "{": "⎧⎪⎩", "}": "⎫⎪⎭", "⌈": "⎡⎢⎢", "⌉": "⎤⎥⎥", "⌊": "⎢⎢⎣",
    "⌋": "⎥⎥⎦", "⟨": "⎛⎜⎝", "⟩": "⎞⎟⎠", "|": "│││", "‖": "║║║",
}  # fmt: skip
"""The top, the side and the foot of a bracket that is taller than a line."""
_MIDDLES = {"{": "⎨", "}": "⎬"}
_OF_TWO = {"{": "⎰⎱", "}": "⎱⎰"}


class PlacedLetter(NamedTuple):
    """A letter of the text in a box: its row and cell there, its code points, and what is drawn for it."""

    row: int
    x: int
    start: int
    end: int
    shown: str


class Sign(NamedTuple):
    """What is drawn besides the letters of the text."""

    row: int
    x: int
    text: str


class Box(NamedTuple):
    """A part of a formula.

    Attributes:
        width: Its cells.
        height: Its rows.
        base: The row that stands on the line of what is beside it.
        letters: Those of the text that are in none of its parts.
        signs: What is drawn besides.
        parts: The boxes in it, each with the row and the cell it begins at.
    """

    width: int
    height: int
    base: int
    letters: tuple[PlacedLetter, ...] = ()
    signs: tuple[Sign, ...] = ()
    parts: tuple[tuple[Box, int, int], ...] = ()

    @property
    def is_empty(self) -> bool:
        """True where nothing is in it, not even room."""
        return not (self.letters or self.parts or self.width)


EMPTY = Box(0, 1, 0)


def leaf(text: str, start: int, end: int) -> Box:
    """Letters as they are, side by side.

    Args:
        text: The text.
        start: First code point.
        end: Code point after the last.
    """
    if (piece := text[start:end]).isascii():
        letters = [PlacedLetter(0, n, start + n, start + n + 1, char) for n, char in enumerate(piece)]
        return Box(len(piece), 1, 0, tuple(letters))
    letters = []
    x, at = 0, start
    while at < end:
        after = min(letter_end(text, at), end)
        letters.append(PlacedLetter(0, x, at, after, text[at:after]))
        x, at = x + cells(text[at:after]), after
    return Box(x, 1, 0, tuple(letters))


def cells(shown: str) -> int:
    """Give the cells that a letter, or what is drawn for it, takes."""
    return len(shown) if shown.isascii() else sum(widths(shown))


def drawn(start: int, end: int, shown: str) -> Box:
    """Letters of which something else is drawn, or nothing.

    Args:
        start: First code point.
        end: Code point after the last.
        shown: What is drawn.
    """
    letters = tuple(PlacedLetter(0, 0, at, at + 1, shown if at == start else "") for at in range(start, end))
    return Box(cells(shown), 1, 0, letters)


def composed(
    width: int, height: int, base: int, parts: Sequence[tuple[Box, int, int]], signs: Sequence[Sign] = ()
) -> Box:
    """A box of boxes.

    Args:
        width: Its cells.
        height: Its rows.
        base: The row it stands on.
        parts: Each box with the row and the cell it begins at.
        signs: What is drawn besides.
    """
    return Box(width, height, base, (), tuple(signs), tuple(parts))


def flat(box: Box) -> Box:
    """A box without boxes in it: each letter and sign where it stands in the whole.

    Args:
        box: The box.
    """
    letters: list[PlacedLetter] = []
    signs: list[Sign] = []
    waiting = [(box, 0, 0)]
    while waiting:
        part, y, x = waiting.pop()
        if y or x:
            letters += [PlacedLetter(row + y, cell + x, a, b, shown) for row, cell, a, b, shown in part.letters]
            signs += [Sign(row + y, cell + x, text) for row, cell, text in part.signs]
        else:
            letters += part.letters
            signs += part.signs
        waiting += [(inner, y + row, x + cell) for inner, row, cell in part.parts]
    return Box(box.width, box.height, box.base, tuple(letters), tuple(signs))


def beside(boxes: Sequence[Box]) -> Box:
    """Boxes side by side on one line."""
    if len(boxes) == 1:
        return boxes[0]
    base = max((box.base for box in boxes), default=0)
    below = max((box.height - box.base for box in boxes), default=1)
    parts, x = [], 0
    for box in boxes:
        parts.append((box, base - box.base, x))
        x += box.width
    return composed(x, base + below, base, parts)


def fraction(above: Box, below: Box, start: int, end: int) -> Box:
    """One over the other, with the slash between as a line.

    Args:
        above: The numerator.
        below: The denominator.
        start: Where what parts them in the text begins.
        end: Where it ends.
    """
    width = max(above.width, below.width) + 2
    line = drawn(start, end, "─" * width)
    parts = [
        (above, 0, (width - above.width) // 2), (line, above.height, 0),
        (below, above.height + 1, (width - below.width) // 2),
    ]  # fmt: skip
    return composed(width, above.height + 1 + below.height, above.height, parts)


def root(sign: Box, inside: Box) -> Box:
    """A root over a box: a line above it, and its sign beside it, which is as tall as the box.

    Args:
        sign: The sign, or what stands for it in the text.
        inside: What it is the root of.
    """
    side = int(inside.height > 1)
    width = sign.width + side + inside.width
    signs = [Sign(0, sign.width, "▁" * (width - sign.width))]
    signs += [Sign(1 + row, sign.width, "│") for row in range(inside.height if side else 0)]
    parts = [(sign, inside.height, 0), (inside, 1, sign.width + side)]
    return composed(width, inside.height + 1, inside.base + 1, parts, signs)


def scripts(before: Box, below: Box | None, above: Box | None) -> Box:
    """What stands low and high behind a box.

    Args:
        before: The box.
        below: What stands low.
        above: What stands high.
    """
    raised = above.height if above else 0
    lowered = below.height if below else 0
    if before.height > 1:  # beside its first and last rows
        raised, lowered = max(0, raised - 1), max(0, lowered - 1)
    width = max(below.width if below else 0, above.width if above else 0)
    height = raised + before.height + lowered
    parts = [(above, 0, 0)] if above else []
    if below:
        parts.append((below, height - below.height, 0))
    return composed(width, height, raised + before.base, parts)


def stacked(middle: Box, below: Box | None, above: Box | None) -> Box:
    """What stands beneath and above a box.

    Args:
        middle: The box.
        below: What stands beneath.
        above: What stands above.
    """
    width = max(box.width for box in (middle, below, above) if box)
    parts, y = [], 0
    base = middle.base + (above.height if above else 0)
    for box in (above, middle, below):
        if box:
            parts.append((box, y, (width - box.width) // 2))
            y += box.height
    return composed(width, y, base, parts)


def bracket(start: int, char: str, like: Box) -> Box:
    """A bracket as tall as a box.

    Args:
        start: Its code point in the text; below 0 for one that the text has not.
        char: The bracket.
        like: The box.
    """
    pieces = [_piece(char, row, like.height) for row in range(like.height)]
    signs = tuple(Sign(row, 0, piece) for row, piece in enumerate(pieces) if row != like.base or start < 0)
    letters = () if start < 0 else (PlacedLetter(like.base, 0, start, start + 1, pieces[like.base]),)
    return Box(1, like.height, like.base, letters, signs)


def _piece(char: str, row: int, height: int) -> str:
    """What a row of a tall bracket is drawn as."""
    if height == 1 or char not in _TALL:
        return char
    if height == 2 and char in _OF_TWO:
        return _OF_TWO[char][row]
    pieces = _TALL[char]
    if row == 0:
        return pieces[0]
    if row == height - 1:
        return pieces[2]
    return _MIDDLES.get(char, pieces[1]) if row == height // 2 else pieces[1]


def grid(cells: Sequence[Sequence[Box]], hidden: Sequence[Box]) -> Box:
    """Boxes in rows and columns.

    Args:
        cells: The rows; each may have fewer cells than the longest.
        hidden: What stands between them in the text, and takes no cells.
    """
    count = max(map(len, cells))
    columns = [max((row[at].width for row in cells if at < len(row)), default=0) for at in range(count)]
    parts = [(box, 0, 0) for box in hidden]
    y = 0
    for row in cells:
        line = beside(row)
        x = 0
        for at, box in enumerate(row):
            parts.append((box, y + line.base - box.base, x + (columns[at] - box.width) // 2 if count > 1 else x))
            x += columns[at] + 2
        y += line.height
    return composed(sum(columns) + 2 * (count - 1), y, (y - 1) // 2, parts)
