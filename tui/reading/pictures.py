"""Pictures, decoded: how large one is, and its pixels at the size it is shown in. Hostile ones are refused.

Pillow reads them; it is in the extra ``images``. One is decoded at a time, so that memory is bounded.
"""

from __future__ import annotations

import os
import threading
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING

from glossator.content.errors import DocumentError
from glossator.tui.reading.drawings import drawn, is_drawing, size_of_drawing
from glossator.tui.reading.sliced import Protocol, SlicedPicture

if TYPE_CHECKING:
    from PIL.Image import Image

_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
_MAX_PIXELS = 50_000_000
_MAX_SIDE = 20_000
_MAX_RATIO = 1_000
"""Pixels of a picture, of one of its sides, and how many times longer than the other that may be."""
_ONE_AT_A_TIME = threading.Lock()
"""Held while a picture is decoded."""
_ORIENTATION, _ON_ITS_SIDE = 0x0112, 5
"""The tag that says how a camera was held, and from which value on on its side (Exif 2.32, 4.6.4)."""
_SEEN, _TOO_NEAR = 128, 60
"""How opaque a pixel is that is seen, and how near to the page's the light of all of them may be, of 255."""
_DARK, _LIGHT = (32, 32, 32), (245, 245, 245)
"""What a picture that would vanish in the page is shown on."""


def are_shown() -> bool:
    """Tell whether pictures can be shown: whether the extra ``images`` is installed."""
    return find_spec("PIL") is not None


def why_not_shown() -> str:
    """Say why there are words where pictures could be."""
    if not are_shown():
        return "pip install 'glossator[images]' shows pictures"
    return "pictures are off: in the settings, or for the terminal has too few colours"


def way(chosen: str, color_system: str | None, *, has_colors: bool, has_sixel: bool = False) -> str:
    """Give how pictures are drawn: ``kitty``, ``sixel``, ``iterm2``, ``blocks``, or nothing where they are not.

    Args:
        chosen: The setting: one of these, ``auto``, or ``off``.
        color_system: What Rich's console calls the colours it has.
        has_colors: Whether colours are wanted.
        has_sixel: Whether the terminal says that it knows Sixel.
    """
    if chosen == "off" or not are_shown() or not has_colors:
        return ""
    if chosen != "auto":
        return chosen
    named = protocol(color_system)
    return "sixel" if named == "blocks" and has_sixel else named


def protocol(color_system: str | None) -> str:
    """Give what the terminal can draw pictures by, as far as its environment says.

    Args:
        color_system: What Rich's console calls the colours it has.

    Returns:
        ``kitty`` for its placeholders, ``iterm2``, ``blocks``, or nothing.
    """
    if color_system not in ("truecolor", "256"):
        return ""
    if any(os.environ.get(name) for name in ("TMUX", "STY")):  # which pass on none but, maybe, Sixel
        return "blocks"
    program = os.environ.get("TERM_PROGRAM")
    if os.environ.get("TERM") == "xterm-kitty" or program == "ghostty":
        return "kitty"
    is_iterm2 = program in ("iTerm.app", "WezTerm") or os.environ.get("LC_TERMINAL") == "iTerm2"
    return "iterm2" if is_iterm2 else "blocks"


def size_of(data: bytes) -> tuple[int, int]:
    """Give a picture's width and height in pixels, as its head says.

    Args:
        data: The picture's file.

    Raises:
        DocumentError: It is none that is known, damaged, or too large.
    """
    if is_drawing(data):
        return size_of_drawing(data)
    picture = _opened(data)
    width, height = picture.size
    return (height, width) if _is_on_its_side(picture) else (width, height)


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
    made: bytes = _scaled(data, size, background).tobytes()
    return made


def png_of(data: bytes, size: tuple[int, int], background: tuple[int, int, int]) -> bytes:
    """Give a picture as PNG. Arguments and errors are those of ``pixels_of``.

    Args:
        data: The picture's file.
        size: The width and height to scale it to, in pixels.
        background: The red, green and blue that its transparent parts let through.
    """
    out = BytesIO()
    _scaled(data, size, background).save(out, "PNG")
    return out.getvalue()


def sliced(
    data: bytes, cells: tuple[int, int], cell: tuple[int, int], background: tuple[int, int, int], protocol: Protocol
) -> SlicedPicture:
    """Give a picture as what draws any part of its rows. Errors are those of ``pixels_of``.

    Args:
        data: The picture's file.
        cells: How many cells it takes across, and how many rows.
        cell: The pixels of a cell, across and down.
        background: The red, green and blue that its transparent parts let through.
        protocol: How the terminal draws pictures.
    """
    size = cells[0] * cell[0], cells[1] * cell[1]
    return SlicedPicture(_scaled(data, size, background), cell, protocol)


def _upright(picture: Image, size: tuple[int, int]) -> Image:
    """A picture as it was taken, made smaller before anything takes four bytes for each of its pixels."""
    from PIL import ImageOps

    if picture.mode.startswith("I;16"):
        picture = picture.convert("I").point(lambda value: value / 256).convert("L")
    elif picture.mode not in ("RGB", "RGBA", "L"):
        picture = picture.convert("RGBA" if picture.has_transparency_data else "RGB")
    if picture.format == "JPEG":
        picture = ImageOps.exif_transpose(picture)
    most = 4 * max(size)
    if max(picture.size) > 2 * most:
        picture = picture.reduce(max(1, min(picture.size[0] // most, picture.size[1] // most)))
    return picture


def _is_on_its_side(picture: Image) -> bool:
    """Whether a photograph was taken with the camera on its side; only cameras' own format is asked."""
    try:
        orientation = picture.getexif().get(_ORIENTATION, 1) if picture.format == "JPEG" else 1
        return int(orientation) >= _ON_ITS_SIDE
    except Exception:  # a tag that is no number, or damaged
        return False


def _scaled(data: bytes, size: tuple[int, int], background: tuple[int, int, int]) -> Image:
    """A picture upright, in a size, on a background that it can be seen on."""
    from PIL import Image, ImageStat

    picture = _opened(drawn(data, size[0]) if is_drawing(data) else data)
    try:
        picture.draft("RGB", (max(size), max(size)))
        with _ONE_AT_A_TIME:
            scaled = _upright(picture, size).convert("RGBA").resize(size)
        mask = scaled.getchannel("A").point(lambda value: 255 if value >= _SEEN else 0)
        if len(mask.getcolors() or ()) == 2:  # some of it is seen, and some is not
            light = ImageStat.Stat(scaled.convert("L"), mask).mean[0]
            page = sum(background) / 3
            if abs(light - page) < _TOO_NEAR:
                background = _DARK if page > 127 else _LIGHT
        under = Image.new("RGBA", size, (*background, 255))
        return Image.alpha_composite(under, scaled).convert("RGB")
    except Exception:  # what damaged files raise: OSError, SyntaxError, ValueError, struct.error, MemoryError ...
        raise DocumentError("a damaged picture") from None


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
        raise DocumentError(f"a picture of {width} × {height} pixels, which is more than are shown")
    return picture
