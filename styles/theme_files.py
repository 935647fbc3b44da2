"""Themes of the reader's own: a file each, with the colours that differ from one of ours, checked for contrast."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

from textual.theme import Theme

from glossator.content.text.sanitize import clean_line
from glossator.styles.themes import DARK, PALETTES, Palette

_COLOR = re.compile(r"#[0-9a-fA-F]{6}")
_LEAST = 4.5
"""The contrast of text that WCAG 2.2 asks for (AA)."""
_MOST, _LONGEST = 100, 20_000
"""Files that are looked at, and characters of each."""


class OwnThemes(NamedTuple):
    """What was read: the themes, and a line for each thing that is wrong with one."""

    themes: list[Theme]
    problems: list[str]


def read_themes(folder: Path) -> OwnThemes:
    """Read the themes of a folder.

    Args:
        folder: Its files ``NAME.toml`` are read; there need be none.

    Returns:
        The themes, those whose contrast is too low among them, which is told.
    """
    found = OwnThemes([], [])
    for path in _files(folder):
        try:
            data = tomllib.loads(path.read_text("utf-8-sig")[:_LONGEST])
        except (OSError, ValueError) as error:
            found.problems.append(f"themes/{clean_line(path.name)}: {clean_line(str(error))}")
            continue
        theme, wrong = _theme(clean_line(path.stem), data)
        found.themes.append(theme)
        found.problems.extend(f"themes/{clean_line(path.name)}: {each}" for each in wrong)
    return found


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".toml" and path.is_file())[:_MOST]
    except OSError:
        return []


def _theme(name: str, data: dict[str, Any]) -> tuple[Theme, list[str]]:
    """A theme, and what is wrong with it."""
    base = data.pop("base", "paper")
    wrong = [] if base in PALETTES else [f"base: must be one of {', '.join(PALETTES)}"]
    base = base if base in PALETTES else "paper"
    is_dark = data.pop("dark", base in DARK)
    chosen = {}
    for key, value in data.items():
        if key not in Palette._fields:
            wrong.append(f"{clean_line(key)}: no such colour; there are {', '.join(Palette._fields)}")
        elif not isinstance(value, str) or not _COLOR.fullmatch(value):
            wrong.append(f'{key}: must be a colour such as "#faf8f3"')
        else:
            chosen[key] = value
    palette = PALETTES[base]._replace(**chosen)
    return palette.theme(name, is_dark=is_dark is True), [*wrong, *_faint(palette)]


def _faint(palette: Palette) -> list[str]:
    """The pairs of colours whose contrast is too low."""
    pairs = [(ink, page) for ink in ("text", "accent", "second", "muted") for page in ("page", "side")]
    pairs += [("text", "panel"), ("muted", "panel")]
    pairs += [("mark_text", mark) for mark in ("yellow", "green", "blue", "pink", "purple")]
    pairs += [(kind, "page") for kind in ("note", "tip", "warning", "danger")]
    measured = [(ink, page, contrast(getattr(palette, ink), getattr(palette, page))) for ink, page in pairs]
    faint = [(ink, page, ratio) for ink, page, ratio in measured if ratio < _LEAST]
    return [f"{ink} on {page}: contrast {ratio:.1f}, and {_LEAST} is needed" for ink, page, ratio in faint]


def contrast(one: str, two: str) -> float:
    """The contrast of two colours such as ``#faf8f3``, from 1 to 21.

    Args:
        one: A colour.
        two: Another.

    Source:
        WCAG 2.2, "relative luminance" and "contrast ratio".
    """
    low, high = sorted((_luminance(one), _luminance(two)))
    return (high + 0.05) / (low + 0.05)


def _luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
