"""Formulas: one that stands by itself, set in two dimensions from the line that it is in the text."""

from __future__ import annotations

import re
from typing import NamedTuple

from glossator.content.document import Block
from glossator.tui.layout.bidi import Letter, Order
from glossator.tui.layout.formula_boxes import Box, PlacedLetter, Sign, beside, cells, composed, flat
from glossator.tui.layout.formula_reader import FormulaReader
from glossator.tui.layout.tables import Run

_LONGEST = 1_000
"""Code points of a formula that is set so."""
_HAS_ROWS = re.compile(r"\\\\|\\cr(?![a-z])")
"""What parts the rows of a matrix in TeX."""


class FormulaLayout(NamedTuple):
    """A formula set in lines.

    Attributes:
        lines: The runs of each line, from left to right; one without runs has signs only.
        orders: What is drawn for each run, by its first code point and the one after its last.
        signs: What is drawn besides, for each line.
        width: The cells of the widest line.
    """

    lines: list[tuple[Run, ...]]
    orders: dict[tuple[int, int], Order]
    signs: list[tuple[Sign, ...]]
    width: int


def lay_formula(text: str, block: Block, last: int, inset: int, width: int) -> FormulaLayout | None:
    """Set a formula in two dimensions.

    Args:
        text: The document's text.
        block: The formula's block.
        last: Where the next block begins.
        inset: The cells left of it.
        width: The cells that there are, those included.

    Returns:
        The layout; None for a formula that one line says as well, and for one that there is no room for.
    """
    start, end = block.start, block.end
    if not 0 < end - start <= _LONGEST:
        return None
    tex = next((span.target for span in block.spans if span.kind == "formula"), "")
    has_grids = not tex or _HAS_ROWS.search(tex) is not None
    boxes: list[Box] = []
    at = start
    for line in text[start:end].split("\n"):
        boxes.append(FormulaReader(text, at, at + len(line), has_grids=has_grids).read())
        at += len(line) + 1
    boxes, is_moved = _aligned(boxes, tex, start, text[start:end])
    is_flat = all(box.height == 1 for box in boxes) and not is_moved
    if is_flat or inset + max(box.width for box in boxes) > width:
        return None
    ends = [match.start() for match in re.compile("\n").finditer(text, start, end)]
    boxes = [_ended(box, at, at + 1) for box, at in zip(boxes, ends, strict=False)] + [_ended(boxes[-1], end, last)]
    parts, y = [], 0
    for number, box in enumerate(boxes):
        is_apart = number > 0 and max(box.height, boxes[number - 1].height) > 1
        y += is_apart
        parts.append((box, y, inset))
        y += box.height
    return _in_lines(composed(inset + max(box.width for box in boxes), y, 0, parts))


def _aligned(boxes: list[Box], tex: str, start: int, text: str) -> tuple[list[Box], bool]:
    """Lines moved to the right until they stand as their TeX aligns them, and whether any was moved."""
    from glossator.content.text.tex_alignment import alignment_of

    points = alignment_of(tex) if len(boxes) > 1 else ()
    if len(points) != len(boxes):
        return boxes, False
    columns: list[int] = []
    for box, point, line in zip(boxes, points, text.split("\n"), strict=True):
        behind = [letter.x for letter in flat(box).letters if letter.start >= start + point]
        columns.append(min(behind, default=0) if point >= 0 else -1)
        start += len(line) + 1
    furthest = max(columns)
    gaps = [furthest - column if column >= 0 else 0 for column in columns]
    return [beside([Box(gap, 1, 0), box]) for gap, box in zip(gaps, boxes, strict=True)], any(gaps)


def _ended(box: Box, start: int, end: int) -> Box:
    """A box with the line end behind it in its last letter's line."""
    box = flat(box)
    row = max(box.letters, key=lambda letter: letter.end).row if box.letters else 0
    letters = tuple(PlacedLetter(row, box.width, at, at + 1, "") for at in range(start, end))
    return box._replace(letters=box.letters + letters)


def _in_lines(box: Box) -> FormulaLayout:
    box = flat(box)
    by_row: dict[int, list[PlacedLetter]] = {}
    before: PlacedLetter | None = None
    for letter in sorted(box.letters, key=lambda letter: letter.start):
        if before and not letter.shown:  # of which nothing is drawn: behind the letter before
            letter = letter._replace(row=before.row, x=before.x + cells(before.shown))
        by_row.setdefault(letter.row, []).append(letter)
        before = letter
    lines: list[tuple[Run, ...]] = []
    orders: dict[tuple[int, int], Order] = {}
    for row in range(box.height):
        runs: list[Run] = []
        for pieces in _pieces(by_row.get(row, [])):
            start, end = pieces[0].start, pieces[-1].end
            x = next((letter.x for letter in pieces if letter.shown), pieces[0].x)
            runs.append(Run(x, start, end))
            orders[start, end] = _order(pieces, x)
        lines.append(tuple(sorted(runs, key=lambda run: (run.x, run.start))))
    signs = [tuple(sorted((s for s in box.signs if s.row == row), key=lambda s: s.x)) for row in range(box.height)]
    return FormulaLayout(lines, orders, signs, box.width)


def _pieces(letters: list[PlacedLetter]) -> list[list[PlacedLetter]]:
    """The letters of a row in runs: those that follow one another in the text and in the row."""
    out: list[list[PlacedLetter]] = []
    x = 0
    for letter in letters:
        if out and out[-1][-1].end == letter.start and (letter.x == x or not letter.shown):
            out[-1].append(letter)
        else:
            out.append([letter])
            x = letter.x
        x += cells(letter.shown)
    return out


def _order(letters: list[PlacedLetter], x: int) -> Order:
    places: list[int] = []
    cell = 0
    for letter in letters:
        cell = max(cell, letter.x - x) if letter.shown else cell
        places += [cell] * (letter.end - letter.start)
        cell += cells(letter.shown)
    return Order(tuple(Letter(each.start, each.end, each.shown) for each in letters), (*places, cell))
