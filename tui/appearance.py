"""Appearance: light or dark, as the terminal is; asked for after the first page, and again whenever it changes.

Sources: xterm's control sequences, "Operating System Commands" (OSC 11 asks for the background); Contour's "Dark and
light mode detection" (mode 2031, which kitty, Ghostty, foot and others have as well).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from textual.message import Message

from glossator.styles import FEW_COLORS
from glossator.styles.themes import PASTEL, SIXTEEN
from glossator.tui.remembered import remember, remembered

if TYPE_CHECKING:
    from textual.app import App

    from glossator.tui.settings import Settings

AUTOMATIC = "auto"
"""The theme that follows the terminal."""
LISTEN, LISTEN_NO_MORE = "\x1b[?2031h", "\x1b[?2031l"
"""Have the terminal say when it gets light or dark, and no more."""
_ASK = "\x1b]11;?\x1b\\"
# Text, that ``re`` compiles when the terminal answers, behind the first page.
_BACKGROUND = r"\x1b\]11;rgba?:([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})/([0-9a-fA-F]{1,4})"
_CHANGED = r"\x1b\[\?997;([12])n"


@dataclass
class BackgroundReported(Message):
    """The terminal reported its background, or that it has switched between light and dark.

    Attributes:
        is_dark: Whether it is a dark one.
    """

    is_dark: bool


def reported(sequence: str) -> BackgroundReported | None:
    """Read an answer of the terminal.

    Args:
        sequence: All of one control sequence.

    Returns:
        What it says; None for any that is of something else.
    """
    if match := re.match(_CHANGED, sequence):
        return BackgroundReported(match[1] == "1")
    if match := re.match(_BACKGROUND, sequence):
        red, green, blue = (int(part, 16) / (16 ** len(part) - 1) for part in match.groups())
        return BackgroundReported(0.2126 * red + 0.7152 * green + 0.0722 * blue < 0.5)
    return None


class Appearance:
    """Which theme holds."""

    def __init__(self, app: App[Any], settings: Callable[[], Settings]) -> None:
        """Begin with what the terminal was the last time.

        Args:
            app: The application.
            settings: Gives the settings as they are then.
        """
        self._app = app
        self._settings = settings
        self.is_dark = remembered().get("dark") is True
        self._is_limited = False

    @property
    def has_few_colors(self) -> bool:
        """Whether the terminal has sixteen colours or fewer, as Rich tells by its name."""
        return self._app.console.color_system in (None, "standard")

    def limit_colors(self) -> None:
        """Make do with sixteen colours, or none: before the app runs."""
        self._is_limited = True
        self._app.register_theme(SIXTEEN)
        self._app.set_reactive(type(self._app).theme, self.theme())
        self._app.stylesheet.set_variables(self._app.get_css_variables())
        self.tell_without_colors()

    def tell_without_colors(self) -> None:
        """Have every state told by more than its colour: before the app runs."""
        self._app.stylesheet.read(FEW_COLORS)
        self._app.add_class("-few-colors")

    def theme(self) -> str:
        """The theme that is to be shown: the one of the settings, or of the pair for light and dark terminals."""
        settings = self._settings()
        name = settings.theme
        if name == AUTOMATIC:
            name = settings.dark_theme if self.is_dark else settings.light_theme
        if self._is_limited and name in PASTEL:
            return SIXTEEN.name
        return name if name in self._app.available_themes else "paper"

    @property
    def follows(self) -> bool:
        """Whether the theme is the terminal's to decide."""
        return self._settings().theme == AUTOMATIC

    def ask(self) -> None:
        """Ask the terminal what its background is, once the page is there."""
        if self.follows and self._app._driver is not None and not self._app.is_headless:
            self._app._driver.write(_ASK)
            self._app._driver.flush()

    def chosen(self, name: str) -> None:
        """Keep a theme that was chosen on screen."""
        if name == self.theme():
            return  # as it is set: nothing was changed
        self._settings().theme = name
        try:
            remember(theme=name)
        except OSError:
            return

    def take(self, is_dark: bool) -> None:
        """Follow what the terminal reported, and remember it for the first page of the next start."""
        if is_dark == self.is_dark:
            return
        self.is_dark = is_dark
        if self.follows:
            self._app.theme = self.theme()
        try:
            remember(dark=is_dark)
        except OSError:
            return
