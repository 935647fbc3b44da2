"""Drawings (SVG): drawn by resvg in a process of its own, within bounds of size, time and memory.

Nothing that a drawing names elsewhere is read.
"""

from __future__ import annotations

import re
import subprocess
import sys
from importlib.util import find_spec
from typing import Any

from glossator.content.errors import DocumentError
from glossator.content.html.xml import parse_xml

_HEAD = 64_000
"""Bytes that a drawing begins within."""
_MAX_BYTES, _MAX_ELEMENTS = 4_000_000, 50_000
_LARGEST = 2_000
"""Pixels of a drawing's longer side as it is drawn."""
_DEFAULT = 300.0, 150.0
"""The width and height of a drawing that says nothing of them (CSS 2.2, 10.3.2)."""
_MAX_RATIO = 50
_PATIENCE = 10
"""Seconds that drawing may take, and the processor's at the most."""
_MEMORY = 1_000_000_000
"""Bytes that the process may take."""
_DRAW = """import resource, sys
resource.setrlimit(resource.RLIMIT_CPU, ({seconds}, {seconds}))
resource.setrlimit(resource.RLIMIT_AS, ({memory}, {memory}))
import resvg_py
sys.stdout.buffer.write(bytes(resvg_py.svg_to_bytes(sys.stdin.buffer.read().decode(), width={width})))"""
_REFERENCES = ("href", "{http://www.w3.org/1999/xlink}href")
_INSIDE = ("#", "data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp")
"""What a drawing may refer to: places in it, and pictures in it that refer to nothing themselves."""
_LENGTH = re.compile(r"\s*+(\d+(?:\.\d+)?)(?:\s*+(px|pt|mm|cm|in|em))?\s*+")
_UNITS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, "em": 16.0}


def is_drawing(data: bytes) -> bool:
    """Tell whether a file is a drawing, by how it begins."""
    head = data[:_HEAD].removeprefix(b"\xef\xbb\xbf").lstrip()
    return head[:1] == b"<" and b"<svg" in head


def size_of_drawing(data: bytes) -> tuple[int, int]:
    """Give a drawing's width and height in pixels: its own, or those of what it shows. Nothing is drawn.

    Raises:
        DocumentError: It is damaged, or larger than can be drawn.
    """
    return _size(_root(data))


def drawn(data: bytes, width: int) -> bytes:
    """Draw a drawing.

    Args:
        data: The file.
        width: The pixels across that are wanted.

    Returns:
        A PNG, no larger than can be decoded.

    Raises:
        DocumentError: It cannot be drawn, or not within the bounds.
    """
    if find_spec("resvg_py") is None:
        raise DocumentError("a drawing; the extra images draws it")
    from lxml import etree

    root = _root(data)
    across, down = _size(root)
    for element in root.iter():
        for name in _REFERENCES:
            if not str(element.get(name) or "#").startswith(_INSIDE):
                del element.attrib[name]
    width = max(1, min(width, _LARGEST, _LARGEST * across // down))
    command = [sys.executable, "-I", "-c", _DRAW.format(seconds=_PATIENCE, memory=_MEMORY, width=width)]
    try:
        done = subprocess.run(command, input=etree.tostring(root), capture_output=True, timeout=_PATIENCE, check=False)
    except (OSError, subprocess.TimeoutExpired):
        raise DocumentError("a drawing that takes too long") from None
    if done.returncode or not done.stdout:
        raise DocumentError("a drawing that is damaged, or takes too much to draw")
    made: bytes = done.stdout
    return made


def _root(data: bytes) -> Any:
    if len(data) > _MAX_BYTES or data.count(b"<") > _MAX_ELEMENTS:
        raise DocumentError("a drawing that is too large")
    return parse_xml(data, strict=True)


def _size(root: Any) -> tuple[int, int]:
    width, height = _length(root.get("width")), _length(root.get("height"))
    box = [float(part) for part in re.findall(r"-?\d+(?:\.\d+)?", root.get("viewBox") or "")[:4]]
    shape = (box[2], box[3]) if len(box) == 4 and box[2] > 0 and box[3] > 0 else _DEFAULT
    if width and not height:
        height = width * shape[1] / shape[0]
    elif height and not width:
        width = height * shape[0] / shape[1]
    elif not width:
        width, height = shape
    longer, shorter = max(width, height), min(width, height)
    if not 0 < longer <= 100_000 or longer > _MAX_RATIO * shorter:
        raise DocumentError(f"a drawing of {width:.0f} × {height:.0f} pixels, which is more than are shown")
    return max(1, round(width)), max(1, round(height))


def _length(text: str | None) -> float:
    match = _LENGTH.fullmatch((text or "")[:40])
    return float(match[1]) * _UNITS[match[2] or ""] if match else 0.0
