"""A picture of our own for the gallery, and kitty's pictures put where its placeholders stand."""

from __future__ import annotations

import base64
import io
import math
import random
import re
from typing import Any

from PIL import Image, ImageDraw, ImageFilter
from textual.strip import Strip

_SENT = re.compile(r"\x1b_G(?P<keys>[^;\x1b]*);(?P<data>[^\x1b]*)\x1b\\")
_PLACEHOLDER = "\U0010eeee"
_SIGNS = re.compile("\U0010eeee[^<&]*")
_CELL = 12.2, 24.4
"""The width and height of a cell in Textual's SVG."""


def landscape(width: int = 960, height: int = 540) -> bytes:
    """A valley in the evening, as PNG: hills behind one another, a low sun, a river."""
    choose = random.Random(7)
    picture = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(picture)
    for y in range(height):
        share = y / height
        draw.line([(0, y), (width, y)], fill=(round(40 + 215 * share), round(60 + 110 * share), round(120 - 40 * share)))
    draw.ellipse((width * 0.62, height * 0.3, width * 0.72, height * 0.3 + width * 0.1), fill=(255, 236, 170))
    for layer in range(5):
        base, swing = height * (0.5 + 0.09 * layer), height * (0.13 - 0.015 * layer)
        phases = [choose.uniform(0, 6.3) for _ in range(3)]
        ridge = [
            (x, base - swing * sum(math.sin(x / width * (5 + 4 * n) + phase) / (n + 1) for n, phase in enumerate(phases)))
            for x in range(0, width + 8, 8)
        ]
        shade = 1 - layer / 5
        draw.polygon([*ridge, (width, height), (0, height)], fill=(round(30 + 90 * shade), round(40 + 60 * shade), round(60 + 50 * shade)))
    river = [(width * 0.45, height * 0.83), (width * 0.52, height * 0.83), (width * 0.75, height), (width * 0.3, height)]
    draw.polygon(river, fill=(235, 170, 120))
    out = io.BytesIO()
    picture.filter(ImageFilter.GaussianBlur(0.6)).save(out, "PNG")
    return out.getvalue()


def with_pictures(svg: str, strips: list[Strip], sent: str) -> str:
    """A screenshot with the pictures that a terminal was given, drawn where their placeholders stand, as kitty does.

    Args:
        svg: Textual's screenshot.
        strips: The lines of the screen.
        sent: What the terminal was sent (kitty's graphics protocol).
    """
    data: dict[int, str] = {}
    number = 0
    for match in _SENT.finditer(sent):
        keys: dict[str, Any] = dict(part.split("=") for part in match["keys"].split(","))
        number = int(keys.get("i", number))
        data[number] = data.get(number, "") + match["data"]
    drawn = []
    for number, encoded in data.items():
        cells = _cells(strips, number)
        if cells:
            (left, top), (right, bottom) = cells[0], cells[-1]
            x, y = left * _CELL[0] + 9, top * _CELL[1] + 41
            width, height = (right - left + 1) * _CELL[0], (bottom - top + 1) * _CELL[1]
            assert base64.b64decode(encoded)[:4] == b"\x89PNG"
            drawn.append(f'<image x="{x}" y="{y}" width="{width}" height="{height}" preserveAspectRatio="none" href="data:image/png;base64,{encoded}"/>')
    return _SIGNS.sub("", svg).replace("</svg>", "".join(drawn) + "</svg>")


def _cells(strips: list[Strip], number: int) -> list[tuple[int, int]]:
    """The cells of a picture's placeholders: columns and rows, from the top left."""
    color = number >> 16 & 255, number >> 8 & 255, number & 255
    found = []
    for y, strip in enumerate(strips):
        x = 0
        for segment in strip:
            style = segment.style
            is_ours = style and style.color and style.color.triplet and tuple(style.color.triplet) == color
            if is_ours and _PLACEHOLDER in segment.text:
                found += [(x + at, y) for at in range(segment.cell_length)]
            x += segment.cell_length
    return found
