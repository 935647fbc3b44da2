"""Palette: Textual's command palette, which can be left as everything else can, and reads no markup out of names."""

from __future__ import annotations

from typing import ClassVar, cast

from textual import events
from textual.binding import BindingType
from textual.command import CommandPalette, DiscoveryHit, Hit, Hits
from textual.system_commands import SystemCommandsProvider
from textual.widgets import Input

from glossator.tui.keys import bindings
from glossator.tui.plain import plain_content


class PlainCommands(SystemCommandsProvider):
    """The app's commands, whose names and helps are shown as they are: some are from the settings."""

    async def discover(self) -> Hits:
        """Give all of them, in their order."""
        for name, help_text, callback, is_shown in self.app.get_system_commands(self.screen):
            if is_shown:
                yield DiscoveryHit(plain_content(name), callback, text=name, help=_help(help_text))

    async def search(self, query: str) -> Hits:
        """Give those that have the letters of a query, in its order."""
        matcher = self.matcher(query)
        for name, help_text, callback, _ in self.app.get_system_commands(self.screen):
            shown = plain_content(name)
            score, offsets = matcher.fuzzy_search.match(query, shown.plain)
            if score > 0:
                for at in offsets:
                    shown = shown.stylize(matcher.match_style, at, at + 1)
                yield Hit(score, shown, callback, text=name, help=_help(help_text))


def _help(text: str) -> str:
    """A help text as Textual takes it: it reads markup out of what is a string, and out of nothing else."""
    return cast("str", plain_content(text))


class Palette(CommandPalette):
    """Every command, by a few letters of its name."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("anywhere")

    def __init__(self) -> None:
        """Have the app's commands shown as they are."""
        super().__init__(providers=[PlainCommands], id="--command-palette")

    def is_awaited(self, event: events.Event) -> bool:
        """Whether a key must wait for the commands that have what was typed: it would be meant for one of those.

        More of the query, and closing the palette, mean the same whatever there is.
        """
        if isinstance(event, events.Paste):
            return False
        if isinstance(event, events.Key) and (event.is_printable or event.key == "escape"):
            return False
        return any(worker.group == self._GATHER_COMMANDS_GROUP and not worker.is_finished for worker in self.workers)

    def on_mount(self) -> None:
        """Let the cursor blink only where things may move."""
        self.query_one(Input).cursor_blink = self.app.animation_level != "none"
