"""Palette: Textual's command palette, which can be left as everything else can."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import BindingType
from textual.command import CommandPalette

from glossator.tui.keys import bindings


class Palette(CommandPalette):
    """Every command, by a few letters of its name."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("anywhere")
