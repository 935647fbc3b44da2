"""Pictures, decoded: how large one is, and its pixels at the size it is shown in. Hostile ones are refused.

Pillow reads them, resvg the drawings; both are in the extra ``images``.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING

from glossator.content.errors import DocumentError
from glossator.content.html.xml import parse_xml

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
_MAX_PIXELS = 50_000_000
_MAX_SIDE = 20_000
_MAX_RATIO = 1_000
"""Pixels of a picture, of one of its sides, and how many times longer than the other that may be."""
_DRAWING = 1_600
"""Pixels across that a drawing is drawn in, which has no size of its own."""
_PATIENCE = 10
"""Seconds that drawing may take."""
_DRAW = """import sys, resvg_py
sys.stdout.buffer.write(bytes(resvg_py.svg_to_bytes(sys.stdin.buffer.read().decode(), width={width})))"""
_REFERENCES = ("href", "{http://www.w3.org/1999/xlink}href")


def are_shown() -> bool:
    """Tell whether pictures can be shown: whether the extra ``images`` is installed."""
    return find_spec("PIL") is not None


def why_not_shown() -> str:
    """Say why there are words where pictures could be."""
    return "pictures are turned off" if are_shown() else "pip install 'glossator[images]' shows pictures"


def protocol() -> str:
    """Give what the terminal can draw pictures by: ``kitty`` for its placeholders, else ``blocks``."""
    is_inside = any(os.environ.get(name) for name in ("TMUX", "STY"))  # which pass on no pictures
    is_kitty = os.environ.get("TERM") == "xterm-kitty" or os.environ.get("TERM_PROGRAM") == "ghostty"
    return "kitty" if is_kitty and not is_inside else "blocks"


def size_of(data: bytes) -> tuple[int, int]:
    """Give a picture's width and height in pixels, as its head says.

    Args:
        data: The picture's file.

    Raises:
        DocumentError: It is none that is known, damaged, or too large.
    """
    if _is_drawing(data):
        return _opened(_drawn(data, _DRAWING // 4)).size
    return _opened(data).size


def pixels_of(data: bytes, size: tuple[int, int], background: tuple[int, int, int]) -> bytes:
    """Decode a picture.

    Args:
        data: The picture's file.
        size: The width and height to scale it to, in pixels.
        background: The red, green and blue that its transparent parts let through.

    Returns:
        Three bytes a pixel, row by row from the top.

    Raises:
        DocumentError: As ``size_of``.
    """
    from PIL import Image

    picture = _opened(_drawn(data, size[0]) if _is_drawing(data) else data)
    try:
        picture.draft("RGB", size)
        scaled = picture.convert("RGBA").resize(size)
        under = Image.new("RGBA", size, (*background, 255))
        made: bytes = Image.alpha_composite(under, scaled).convert("RGB").tobytes()
        return made
    except Exception:  # what damaged files raise: OSError, SyntaxError, ValueError, struct.error, MemoryError ...
        raise DocumentError("a damaged picture") from None


def png_of(data: bytes, size: tuple[int, int]) -> bytes:
    """Give a picture as PNG, no larger than a size in pixels. Raises DocumentError as ``size_of`` does.

    Args:
        data: The picture's file.
        size: The most width and height.
    """
    out = BytesIO()
    picture = _opened(_drawn(data, size[0]) if _is_drawing(data) else data)
    try:
        picture.draft("RGB", size)
        scaled = picture.convert("RGBA")
        scaled.thumbnail(size)
        scaled.save(out, "PNG")
    except Exception:
        raise DocumentError("a damaged picture") from None
    return out.getvalue()


def _opened(data: bytes) -> Image:
    """A picture whose head was read, within the limits."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # bounded below, in words for people
    try:
        picture = Image.open(BytesIO(data), formats=_FORMATS)
        width, height = picture.size
    except Exception:
        raise DocumentError("a picture that is damaged, or of no kind that can be shown") from None
    longer, shorter = max(width, height), min(width, height)
    if width * height > _MAX_PIXELS or longer > _MAX_SIDE or longer > _MAX_RATIO * max(1, shorter):
        raise DocumentError(f"a picture of {width} × {height} pixels")
    return picture


def _is_drawing(data: bytes) -> bool:
    head = data[:1_000].lstrip()
    return head[:1] == b"<" and b"<svg" in head


def _drawn(data: bytes, width: int) -> bytes:
    """A drawing (SVG) as PNG, drawn in a process of its own; nothing it names elsewhere is read."""
    if find_spec("resvg_py") is None:
        raise DocumentError("a drawing; the extra images draws it")
    from lxml import etree

    root = parse_xml(data, strict=True)
    for element in list(root.iter()):
        for name in _REFERENCES:
            if not str(element.get(name) or "#").startswith(("#", "data:")):
                del element.attrib[name]
    command = [sys.executable, "-I", "-c", _DRAW.format(width=int(width))]
    try:
        done = subprocess.run(command, input=etree.tostring(root), capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        raise DocumentError("a drawing that takes too long") from None
    if done.returncode or not done.stdout:
        raise DocumentError("a damaged drawing")
    drawn: bytes = done.stdout
    return drawn
