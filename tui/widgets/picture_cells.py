"""Pictures as cells: half blocks in two colours each, kitty's placeholders, or cells for the picture layer."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from itertools import groupby

from rich.color import Color
from rich.color_triplet import ColorTriplet
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

PLACEHOLDER = "\U0010eeee"
"""The character that kitty draws a picture over."""
_DIACRITICS = tuple(map(chr, (
    0x305, 0x30D, 0x30E, 0x310, 0x312, 0x33D, 0x33E, 0x33F, 0x346, 0x34A, 0x34B, 0x34C, 0x350, 0x351, 0x352, 0x357,
    0x35B, 0x363, 0x364, 0x365, 0x366, 0x367, 0x368, 0x369, 0x36A, 0x36B, 0x36C, 0x36D, 0x36E, 0x36F, 0x483, 0x484,
    0x485, 0x486, 0x487, 0x592, 0x593, 0x594, 0x595, 0x597, 0x598, 0x599, 0x59C, 0x59D, 0x59E, 0x59F, 0x5A0, 0x5A1,
    0x5A8, 0x5A9, 0x5AB, 0x5AC, 0x5AF, 0x5C4, 0x610, 0x611, 0x612, 0x613, 0x614, 0x615, 0x616, 0x617, 0x657, 0x658,
    0x659, 0x65A, 0x65B, 0x65D, 0x65E, 0x6D6, 0x6D7, 0x6D8, 0x6D9, 0x6DA, 0x6DB, 0x6DC, 0x6DF, 0x6E0, 0x6E1, 0x6E2,
    0x6E4, 0x6E7, 0x6E8, 0x6EB, 0x6EC, 0x730, 0x732, 0x733, 0x735, 0x736, 0x73A, 0x73D, 0x73F, 0x740, 0x741, 0x743,
)))  # fmt: skip
"""The signs that number rows: the first 112 of kitty's, its ``rowcolumn-diacritics.txt``."""
_VALUES = {char: value for value, char in enumerate(_DIACRITICS)}
MOST_ROWS = len(_DIACRITICS)
"""Rows of a picture that placeholders can number."""
SLICE_CELL = f"{PLACEHOLDER}[{''.join(_DIACRITICS)}]{{0,5}}"
"""An expression for a cell that the picture layer draws over: a placeholder with two signs that kitty does not use."""
SLICE_CELLS = f"(?:(?<=m)[{''.join(_DIACRITICS)}]{{1,5}})?(?:{SLICE_CELL})+"
"""Such cells beside one another; where a line was cut, the signs of one may be in both parts."""
MOST_SLICED = len(_DIACRITICS) ** 2
"""Numbers that such cells can have, and columns."""
_PIECE = 4096
"""Characters of a picture in one sequence (kitty's graphics protocol)."""


def halves(pixels: bytes, cells: int, rows: int) -> list[Strip]:
    """A picture in half blocks, each of which shows one pixel above another.

    Args:
        pixels: Three bytes a pixel, row by row, ``cells`` across and twice ``rows`` down.
        cells: How many cells it takes across.
        rows: How many rows.

    Returns:
        A strip for each row.
    """
    strips = []
    width = 3 * cells
    for row in range(rows):
        upper = pixels[2 * row * width : (2 * row + 1) * width]
        lower = pixels[(2 * row + 1) * width : (2 * row + 2) * width]
        pairs = [(upper[at : at + 3], lower[at : at + 3]) for at in range(0, width, 3)]
        runs = [(pair, len(list(alike))) for pair, alike in groupby(pairs)]
        strips.append(Strip([Segment("▀" * count, _colors(*pair)) for pair, count in runs], cells))
    return strips


def _colors(upper: bytes, lower: bytes) -> Style:
    colors = [Color.from_triplet(ColorTriplet(*each)) for each in (upper, lower)]
    return Style(color=colors[0], bgcolor=colors[1])


def placeholders(number: int, cells: int, rows: int) -> list[Strip]:
    """The cells that kitty draws a picture over: a sign for the row in the first, and its number as their colour.

    Args:
        number: The picture's number, below 2^24.
        cells: How many cells it takes across.
        rows: How many rows, no more than MOST_ROWS.

    Returns:
        A strip for each row. Each cell says its row; its column kitty counts, or reads where a strip begins later.

    Source:
        https://sw.kovidgoyal.net/kitty/graphics-protocol/#unicode-placeholders
    """
    style = Style(color=Color.from_rgb(number >> 16 & 255, number >> 8 & 255, number & 255))
    columns = [_DIACRITICS[at] if at < MOST_ROWS else "" for at in range(cells)]
    return [
        Strip([Segment("".join(PLACEHOLDER + _DIACRITICS[row] + column for column in columns), style)], cells)
        for row in range(rows)
    ]


def slice_cells(number: int, cells: int, rows: int, style: Style) -> list[Strip]:
    """The cells that the picture layer draws over.

    Args:
        number: The picture's number, below MOST_SLICED.
        cells: How many cells it takes across, no more than MOST_SLICED.
        rows: How many rows, no more than MOST_ROWS.
        style: What is seen where it is not drawn.

    Returns:
        A strip for each row. Every cell says the picture, the row and the column, so that a line may be cut anywhere.
    """
    end = _two_signs(number)
    columns = [_two_signs(column) + end for column in range(cells)]
    return [
        Strip([Segment("".join([PLACEHOLDER + _DIACRITICS[row] + column for column in columns]), style)], cells)
        for row in range(rows)
    ]


def _two_signs(value: int) -> str:
    return "".join([_DIACRITICS[digit] for digit in divmod(value, MOST_ROWS)])


def slice_place(cell: str) -> tuple[int, int, int] | None:
    """Read a cell of ``slice_cells``: the picture's number, the row and the column.

    Args:
        cell: Its six characters, or fewer where a line was cut there: then they say nothing.
    """
    if len(cell) < 6:
        return None
    row, *signs = [_VALUES[char] for char in cell[1:]]
    return signs[2] * MOST_ROWS + signs[3], row, signs[0] * MOST_ROWS + signs[1]


def transmission(number: int, png: bytes, cells: int, rows: int) -> str:
    """What gives kitty a picture to draw over placeholders; the terminal is to answer nothing.

    Args:
        number: The picture's number, below 2^24.
        png: The picture.
        cells: How many cells it takes across.
        rows: How many rows.
    """
    data = base64.standard_b64encode(png).decode("ascii")
    pieces = [data[at : at + _PIECE] for at in range(0, len(data), _PIECE)]
    out = []
    for index, piece in enumerate(pieces):
        head = f"a=T,U=1,f=100,q=2,i={number},c={cells},r={rows}," if index == 0 else ""
        out.append(f"\x1b_G{head}m={int(index + 1 < len(pieces))};{piece}\x1b\\")
    return "".join(out)


def removal(numbers: Iterable[int]) -> str:
    """What has kitty forget pictures."""
    return "".join([f"\x1b_Ga=d,d=I,q=2,i={number}\x1b\\" for number in numbers])


def waiting(words: str, cells: int, rows: int, style: Style) -> Sequence[Strip]:
    """What stands where a picture will be, or cannot be shown: a field with a few words in its middle.

    Args:
        words: The words.
        cells: Its width.
        rows: Its height.
        style: How it is drawn.
    """
    blank = Strip.blank(cells, style)
    strips = [blank] * rows
    words = words[:cells]
    strips[rows // 2] = Strip([Segment(words.center(cells), style)], cells)
    return strips
