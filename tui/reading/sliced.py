"""Sliced pictures: what draws a part of a row of one, for terminals that take pictures where the cursor is.

Sources: DEC's VT330/VT340 Programmer Reference Manual, volume 2, chapter 14 (Sixel); iTerm2's "Inline Images Protocol"
(https://iterm2.com/documentation-images.html), which WezTerm and others have as well.
"""

from __future__ import annotations

import base64
import re
from functools import cache, lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from PIL.Image import Image

Protocol = Literal["sixel", "iterm2"]
_COLORS = 255
"""Colours of a picture by Sixel: the registers that terminals have, but for one."""
_BAND = 6
"""Rows of pixels in a row of sixels."""
_EMPTY = 63
"""The sign of six pixels that are not drawn, which the signs of all others follow."""
_REPEATED = re.compile(rb"(.)\1{3,254}", re.S)
_WIDEST = 900
"""Pixels of a picture that is given at once: xterm takes none of more than a thousand."""
_MOST_PARTS = 256
"""Parts of rows that are kept, each of which something lies over."""


class SlicedPicture:
    """A picture that is drawn row by row of cells, each of them or a part of it by itself."""

    def __init__(self, picture: Image, cell: tuple[int, int], protocol: Protocol) -> None:
        """Make every row ready to be drawn; this takes a while.

        Args:
            picture: The picture, in RGB, of the size in pixels that it is shown in.
            cell: The pixels of a cell, across and down, of which the picture takes a whole number.
            protocol: How it is drawn.
        """
        self._cell = cell
        self._protocol = protocol
        self._picture = picture.quantize(_COLORS) if protocol == "sixel" else picture
        across, down = picture.width // cell[0], picture.height // cell[1]
        self._across = across
        self._rows = [self._made(row, 0, across) for row in range(down)]
        self._part = lru_cache(_MOST_PARTS)(self._made)

    def part(self, row: int, first: int, count: int) -> str:
        """Give what draws a part of a row where the cursor is; where the cursor is then depends on the terminal.

        Args:
            row: The row of cells, from 0 at the top.
            first: The first of its cells.
            count: How many cells.

        Returns:
            A control sequence; empty for what is not in the picture.
        """
        if not (0 <= row < len(self._rows) and 0 <= first < first + count <= self._across):
            return ""
        return self._rows[row] if count == self._across else self._part(row, first, count)

    def _made(self, row: int, first: int, count: int) -> str:
        """A part of a row, in pieces that every terminal takes; the cursor was saved where the first one stands."""
        most = max(1, _WIDEST // self._cell[0])
        pieces = [(at, min(most, first + count - at)) for at in range(first, first + count, most)]
        drawn = [self._piece(row, at, n) for at, n in pieces]
        return drawn[0] + "".join(
            [f"\x1b8\x1b[{at - first}C{piece}" for (at, _), piece in zip(pieces[1:], drawn[1:], strict=True)]
        )

    def _piece(self, row: int, first: int, count: int) -> str:
        width, height = self._cell
        part = self._picture.crop((first * width, row * height, (first + count) * width, (row + 1) * height))
        return sixels(part) if self._protocol == "sixel" else _inline(part, count)


def _inline(picture: Image, cells: int) -> str:
    """A picture one row high, as iTerm2 takes it."""
    out = BytesIO()
    picture.save(out, "PNG")
    data = base64.standard_b64encode(out.getvalue()).decode("ascii")
    size = f"size={out.tell()};width={cells};height=1;preserveAspectRatio=0"
    return f"\x1b]1337;File=inline=1;doNotMoveCursor=1;{size}:{data}\x07"


def sixels(picture: Image) -> str:
    """Write a picture as Sixel.

    Args:
        picture: A picture with a palette, at most 256 colours.

    Returns:
        The control sequence. Where the picture ends within a row of six pixels, the rest of them is not drawn.
    """
    width, height = picture.size
    pixels, palette = picture.tobytes(), picture.getpalette() or []
    colors = sorted(set(pixels))
    percents = [str(round(part / 2.55)) for part in palette]
    registers = [f"#{color};2;{';'.join(percents[3 * color : 3 * color + 3])}" for color in colors]
    bands = []
    for top in range(0, height, _BAND):
        rows = [pixels[y * width : (y + 1) * width] for y in range(top, min(height, top + _BAND))]
        bands.append(b"$".join([b"#%d%b" % (color, _band(rows, color)) for color in sorted(set(b"".join(rows)))]))
    head = f'\x1bP0;1;0q"1;1;{width};{height}{"".join(registers)}'
    return head + b"-".join(bands).decode("ascii") + "\x1b\\"


def _band(rows: list[bytes], color: int) -> bytes:
    """The signs of one colour in a row of sixels: a bit for each row of pixels, the lowest for the uppermost."""
    bits = 0
    for index, row in enumerate(rows):
        bits |= int.from_bytes(row.translate(_bit_table(color, index)))
    signs = bits.to_bytes(len(rows[0])).translate(_SIGNS).rstrip(bytes([_EMPTY]))
    return _REPEATED.sub(lambda match: b"!%d%b" % (len(match[0]), match[1]), signs)


@cache
def _bit_table(color: int, index: int) -> bytes:
    """What turns pixels into the bit of their row where they have a colour, and into nothing elsewhere."""
    table = bytearray(256)
    table[color] = 1 << index
    return bytes(table)


_SIGNS = bytes([(_EMPTY + value) & 255 for value in range(256)])
