"""The commands of the palette: every key's action, and the programs that the settings bind to a key."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.app import SystemCommand

from glossator.tui.commands import chosen_commands
from glossator.tui.keys import KEYS, MODES, keys_of, shown_keys
from glossator.tui.screens.reader import ReaderScreen
from glossator.tui.settings import Settings


def reader_commands(reader: ReaderScreen, settings: Settings) -> Iterator[SystemCommand]:
    """Give the palette's commands for the document that is open.

    Args:
        reader: Its screen, which they run on.
        settings: The keys and programs as the reader chose them.

    Yields:
        The programs first, then what the keys do, in the order of their table.
    """
    for command in chosen_commands(settings.commands):
        run = partial(reader.app.call_later, reader.action_run_command, command.key)
        yield SystemCommand(command.name, f"{shown_keys(command.key)}  (your command)", run)
    for key in KEYS:
        if key.where == "reader" or key.where in MODES:
            target = reader if key.where == "reader" else reader.body
            shown = f"{shown_keys(keys_of(key.id, settings.keys))}  ({key.id})"
            yield SystemCommand(key.help, shown, partial(reader.app.call_later, target.run_action, key.action))
