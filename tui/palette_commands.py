"""The commands of the palette: every key's action, and the programs that the settings bind to a key."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

from textual.app import App, SystemCommand

from glossator.tui.commands import chosen_commands
from glossator.tui.keys import KEYS, MODES, Key, keys_of
from glossator.tui.screens.reader import ReaderScreen
from glossator.tui.settings import Settings
from glossator.tui.shown_keys import shown_keys

_MOTIONS = frozenset({
    "lines", "pages", "page_back", "top", "bottom", "percent", "move", "section", "top_section", "scroll_here",
    "sideways", "show_caret", "leave_caret", "select_to", "await_character", "take", "swap_ends", "focus_pane",
})  # fmt: skip
"""Actions of the keys that move about or select."""
_TEXTUALS = ("Theme", "Screenshot")
"""Textual's commands; its help for a widget and its list of keys are not as good as ours."""


def reader_commands(
    reader: ReaderScreen, settings: Settings, textuals: Iterable[SystemCommand]
) -> Iterator[SystemCommand]:
    """Give the palette's commands for the document that is open.

    Args:
        reader: Its screen, which they run on.
        settings: The keys and programs as the reader chose them.
        textuals: What Textual itself offers.

    Yields:
        The programs first, then what keys do that act on something, then those that move about in the text; each
        of them once, and none that does not hold now; last those of Textual's that we have nothing of our own for.
    """
    for command in chosen_commands(settings.commands):
        run = partial(reader.app.call_later, reader.action_run_command, command.key)
        yield SystemCommand(command.name, f"{shown_keys(command.key)}  (your command)", run)
    mode = reader.body.mode
    usable = [key for key in KEYS if key.where == "reader" or mode in MODES.get(key.where, ())]
    merged: dict[str, list[Key]] = {}
    for key in sorted(usable, key=_moves):
        merged.setdefault(key.help, []).append(key)
    for title, keys in merged.items():
        target = reader if keys[0].where == "reader" else reader.body
        shown = ", ".join(filter(None, (shown_keys(keys_of(key.id, settings.keys)) for key in keys)))
        yield SystemCommand(title, shown, partial(reader.app.call_later, target.run_action, keys[0].action))
    yield from (command for command in textuals if command.title in _TEXTUALS)


def settings_command(app: App[Any], settings: Callable[[], Settings]) -> SystemCommand:
    """Give the command that shows what ``gloss config`` prints.

    Args:
        app: The application.
        settings: Gives the settings as they are then.
    """

    def show() -> None:
        from glossator.tui.screens.modals.footnote import Footnote
        from glossator.tui.shown_settings import settings_lines

        app.push_screen(Footnote("Settings", "\n".join(settings_lines(settings(), problems_first=True))))

    return SystemCommand("Settings", "every setting, where it comes from, and what is wrong", show)


def _moves(key: Key) -> bool:
    """Whether a key only moves about, which nobody looks for in a list."""
    return key.action.partition("(")[0] in _MOTIONS
