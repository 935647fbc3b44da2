"""Settings from config.toml, each documented where it is defined; a wrong one is told and its default holds."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from glossator.content.folders import state_folder
from glossator.content.storage import dump_json, locked, make_folders, write_durably
from glossator.content.text.sanitize import clean_line
from glossator.tui.keys import KEYS


@dataclass
class Settings:
    """What config.toml may set, with the defaults."""

    theme: str = "paper"
    """A theme's name: paper, sepia, night, contrast, or one of Textual's own."""
    width: int = 72
    """The width of the text in columns, 20 to 200."""
    left: bool = True
    """Show the sections when there is room."""
    right: bool = True
    """Show search and notes when there is room."""
    colors: dict[str, str] = field(default_factory=dict)
    """What the five highlight colours mean: yellow = "important"."""
    keys: dict[str, str] = field(default_factory=dict)
    """The keymap: a binding's id to its keys, parted by commas."""

    problems: list[str] = field(default_factory=list)


def config_path() -> Path:
    """The settings file: GLOSS_CONFIG, else config.toml in the platform's config folder."""
    if chosen := os.environ.get("GLOSS_CONFIG"):
        return Path(os.path.expanduser(chosen))
    from platformdirs import user_config_path

    return user_config_path("glossator") / "config.toml"


def load_settings() -> Settings:
    """The settings, with what was last changed on screen; ``problems`` holds a line for each wrong one."""
    settings = Settings()
    for key, value in _remembered().items():
        if _reason(key, value) is None:
            setattr(settings, key, value)
    path = config_path()
    if path.exists() and not path.is_file():
        settings.problems.append(f"{clean_line(str(path))}: not a regular file")
        return settings
    try:
        source = path.read_text("utf-8")
    except FileNotFoundError:
        return settings
    except (OSError, UnicodeDecodeError) as error:
        settings.problems.append(f"{clean_line(str(path))}: {clean_line(str(error))}")
        return settings
    import tomllib

    try:
        data = tomllib.loads(source)
    except RecursionError:
        settings.problems.append(f"{clean_line(path.name)}: nested too deeply")
        return settings
    except ValueError as error:
        settings.problems.append(f"{clean_line(path.name)}: {clean_line(str(error))}")
        return settings
    for key, value in data.items():
        if key in ("keys", "colors") and isinstance(value, dict):
            for name, entry in value.items():
                reason = _entry_reason(key, name, entry)
                if reason:
                    settings.problems.append(_line(path, source, name, reason))
                else:
                    getattr(settings, key)[name] = entry
        elif reason := _reason(key, value):
            settings.problems.append(_line(path, source, key, reason))
        elif key not in _remembered():
            setattr(settings, key, value)
    return settings


def remember(**changes: Any) -> None:
    """Keep what was changed on screen. Raises OSError when it cannot be written."""
    path = state_folder() / "screen.json"
    make_folders(path.parent)
    with locked(path, patience=1.0):
        write_durably(path, dump_json({**_remembered(), **changes}))


def _remembered() -> dict[str, Any]:
    try:
        stored = (state_folder() / "screen.json").read_text("utf-8")
    except (OSError, ValueError):
        return {}
    import json

    try:
        data = json.loads(stored)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _line(path: Path, source: str, key: str, reason: str) -> str:
    found = re.search(rf"^\s*\"?{re.escape(key)}\"?\s*=|^\s*\[{re.escape(key)}\]", source, re.M)
    number = source.count("\n", 0, found.end()) + 1 if found else 1
    return f"{clean_line(path.name)}:{number}: {clean_line(key)}: {reason}"


def _reason(key: str, value: Any) -> str | None:
    """Why a setting cannot be taken, or None."""
    known = {f.name: type(getattr(Settings(), f.name)) for f in fields(Settings) if f.name != "problems"}
    if key not in known:
        return "no such setting"
    if type(value) is not known[key]:
        return f"must be {'true or false' if known[key] is bool else 'a ' + known[key].__name__}"
    if key == "width" and not 20 <= value <= 200:
        return "must be 20 to 200"
    return None


def _entry_reason(table: str, name: str, entry: Any) -> str | None:
    from glossator.content.notes.colors import COLORS

    if not isinstance(entry, str):
        return "must be a string"
    if table == "keys" and name not in {key.id for key in KEYS}:
        return "no such binding"
    if table == "colors" and name not in COLORS:
        return f"must be one of {', '.join(COLORS)}"
    return None
