"""The colours of other programs, as the nearest of ours."""

from __future__ import annotations

import colorsys
import re

from glossator.content.notes.colors import COLORS

_NAMES = {
    "orange": "yellow", "gold": "yellow", "amber": "yellow", "brown": "yellow", "gray": "yellow", "grey": "yellow",
    "olive": "green", "lime": "green", "teal": "blue", "cyan": "blue", "cian": "blue", "aqua": "blue",
    "red": "pink", "rose": "pink", "magenta": "purple", "violet": "purple", "lavender": "purple", "indigo": "purple",
}  # fmt: skip
_HUES = ((20, "pink"), (75, "yellow"), (165, "green"), (255, "blue"), (300, "purple"), (361, "pink"))
"""Where each colour's hues end, in degrees."""


def nearest(color: str) -> str:
    """Give the colour of ours that is nearest to one of another program.

    Args:
        color: A name, ``#rrggbb``, ``rgb(…)`` or nothing.

    Returns:
        A name in COLORS.
    """
    name = color.strip().lower()
    if name in COLORS:
        return name
    if name in _NAMES:
        return _NAMES[name]
    if match := re.fullmatch(r"#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})(?:[0-9a-f]{2})?", name):
        return _by_hue(*(int(part, 16) / 255 for part in match.groups()))
    if match := re.match(r"rgba?\((\d{1,3})[, ]+(\d{1,3})[, ]+(\d{1,3})", name):
        return _by_hue(*(min(255, int(part)) / 255 for part in match.groups()))
    named = next((known for known in (*COLORS, *_NAMES) if known in name[:40]), COLORS[0])
    return _NAMES.get(named, named)


def _by_hue(red: float, green: float, blue: float) -> str:
    hue, saturation, _ = colorsys.rgb_to_hsv(red, green, blue)
    if saturation < 0.08:
        return COLORS[0]
    return next(name for end, name in _HUES if hue * 360 < end)
