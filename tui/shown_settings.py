"""Shown settings: every setting with its value, default, meaning and origin, as ``gloss config`` prints them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any, NamedTuple

from glossator.content.folders import folders
from glossator.content.text.sanitize import clean_line
from glossator.tui.commands import PARTS, chosen_commands
from glossator.tui.settings import Settings, config_path


class ShownSetting(NamedTuple):
    """A setting as ``gloss config`` prints it."""

    name: str
    value: str
    default: str
    meaning: str
    origin: str


def shown_settings(settings: Settings) -> Iterator[ShownSetting]:
    """Give every setting with its value, default, meaning and origin."""
    for each in fields(Settings):
        if "meaning" in each.metadata:
            value, default = _plain(settings, each.name), getattr(Settings(), each.name)
            origin = settings.origins.get(each.name, "the default")
            yield ShownSetting(each.name, _toml(value), _toml(default), each.metadata["meaning"], origin)


def setting_json(settings: Settings, shown: ShownSetting) -> dict[str, Any]:
    """Give a setting as ``gloss config --json`` has it, its values as they are and not as TOML writes them.

    Args:
        settings: Those that hold.
        shown: The one to give.
    """
    plain = {"value": _plain(settings, shown.name), "default": getattr(Settings(), shown.name)}
    return {**shown._asdict(), **plain}


def _plain(settings: Settings, name: str) -> Any:
    """The value of a setting as a file would have it: commands with their fields as tables."""
    if name != "commands":
        return getattr(settings, name)
    def fields_of(key: str) -> dict[str, Any]:
        given = {part: settings.commands.get(f"{key}.{part}") for part in PARTS}
        return {part: value == "true" if part == "shell" else value for part, value in given.items() if value}

    keys = [command.key for command in chosen_commands(settings.commands)]
    return {key: settings.commands[key] if key in settings.commands else fields_of(key) for key in keys}


def settings_lines(settings: Settings, *, problems_first: bool = False) -> list[str]:
    """List every setting, the folders and the problems, a line each, as ``gloss config`` prints them.

    Args:
        settings: The settings.
        problems_first: Whether the problems come first rather than last.
    """
    is_there = config_path().exists()
    lines = [f"# {clean_line(str(config_path()))}{'' if is_there else ' (not found; using defaults)'}"]
    for setting in shown_settings(settings):
        lines.append(f"{setting.name} = {setting.value}")
        reset = f" (gloss config --reset {setting.name} forgets it)" if setting.origin == "changed on screen" else ""
        lines.append(f"    {setting.meaning} Default: {setting.default}. From: {setting.origin}{reset}.")
    for folder in folders():
        lines.append(f"{folder.name} folder: {clean_line(str(folder.path))}")
        lines.append(f"    {folder.meaning} From: {folder.origin}.")
    problems = [f"! {problem}" for problem in settings.problems]
    return [*problems, *lines] if problems_first else [*lines, *problems]


def _toml(value: Any) -> str:
    """A value as TOML has it."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{ " + ", ".join(f'"{clean_line(k)}" = {_toml(v)}' for k, v in value.items()) + " }" if value else "{}"
    return f'"{clean_line(value)}"' if isinstance(value, str) else str(value)
