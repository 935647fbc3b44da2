"""A terminal's side of Sixel, after DEC's manual: a control sequence, decoded to pixels."""

from __future__ import annotations

import re

Pixels = dict[tuple[int, int], tuple[int, int, int]]
_PART = re.compile(r'"(\d+);(\d+);(\d+);(\d+)|#(\d+);2;(\d+);(\d+);(\d+)|#(\d+)|!(\d+)([?-~])|([?-~])|(\$)|(-)')


def decoded(sequence: str) -> tuple[tuple[int, int], Pixels]:
    """The size that a sequence says, and the pixels that it draws, with percents of red, green and blue."""
    head = re.match(r"\x1bP[\d;]*q", sequence)
    assert head and sequence.endswith("\x1b\\")
    body = sequence[head.end() : -2]
    assert "".join(match[0] for match in _PART.finditer(body)) == body, "something that is no Sixel"
    size, colors, pixels = (0, 0), dict[int, tuple[int, int, int]](), Pixels()
    x = y = color = 0
    for match in _PART.finditer(body):
        if match[1]:
            size = int(match[3]), int(match[4])
        elif match[5]:
            colors[int(match[5])] = int(match[6]), int(match[7]), int(match[8])
        elif match[9]:
            color = int(match[9])
        elif match[13]:
            x = 0
        elif match[14]:
            x, y = 0, y + 6
        else:
            sign, count = ord(match[11] or match[12]) - 63, int(match[10] or 1)
            for _ in range(count):
                pixels |= {(x, y + bit): colors[color] for bit in range(6) if sign >> bit & 1}
                x += 1
    return size, pixels
