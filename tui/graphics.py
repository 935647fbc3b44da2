"""Graphics: whether the terminal draws pictures by Sixel, and how large its cells are; asked for when there are any.

Sources: DEC's VT340 Text Programming Manual (primary device attributes: 4 stands for Sixel graphics); xterm's control
sequences, "Window manipulation" (16 t asks for the size of a cell in pixels).
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass

from textual.message import Message

ASK = "\x1b[16t\x1b[c"
"""The size of a cell, and what the terminal can do; the latter every terminal answers."""
USUAL_CELL = (10, 20)
"""Pixels of a cell, across and down, where the terminal does not say: those of the VT340."""
_LARGEST = 200
_ATTRIBUTES = re.compile(r"\x1b\[\?([\d;]{1,80})c")
_CELL = re.compile(r"\x1b\[6;(\d{1,4});(\d{1,4})t")


@dataclass
class GraphicsReported(Message):
    """The terminal reported what it can draw.

    Attributes:
        has_sixel: Whether it knows Sixel; None where it says nothing of that.
        cell: The pixels of a cell, across and down; None where it says nothing of that.
    """

    has_sixel: bool | None = None
    cell: tuple[int, int] | None = None


def reported(sequence: str) -> GraphicsReported | None:
    """Read an answer of the terminal.

    Args:
        sequence: All of one control sequence.

    Returns:
        What it says; None for any that is of something else, or says what cannot be.
    """
    if match := _ATTRIBUTES.match(sequence):
        return GraphicsReported(has_sixel="4" in match[1].split(";")[1:])
    if match := _CELL.match(sequence):
        down, across = int(match[1]), int(match[2])
        return GraphicsReported(cell=(across, down)) if 0 < min(across, down) <= max(across, down) <= _LARGEST else None
    return None


@dataclass
class Graphics:
    """What is known of the terminal.

    Attributes:
        is_asked: Whether it was asked.
        has_sixel: Whether it knows Sixel.
        reported_cell: The pixels of a cell, across and down, as it answered; None where it did not.
    """

    is_asked: bool = False
    has_sixel: bool = False
    reported_cell: tuple[int, int] | None = None

    @property
    def cell(self) -> tuple[int, int]:
        """The pixels of a cell, across and down, as well as they are known now."""
        return _cell_of_terminal() or self.reported_cell or USUAL_CELL

    def take(self, message: GraphicsReported) -> None:
        """Take what was reported.

        Args:
            message: An answer.
        """
        if message.has_sixel is not None:
            self.has_sixel = message.has_sixel
        self.reported_cell = message.cell or self.reported_cell


def _cell_of_terminal() -> tuple[int, int] | None:
    """The pixels of a cell as the terminal's driver has them; None where it has none."""
    try:
        import fcntl
        import termios

        rows, columns, width, height = struct.unpack("HHHH", fcntl.ioctl(2, termios.TIOCGWINSZ, bytes(8)))
    except (ImportError, OSError):
        return None
    cell = (width // columns, height // rows) if rows and columns else (0, 0)
    return cell if 0 < min(cell) <= max(cell) <= _LARGEST else None
