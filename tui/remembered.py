"""What was changed on screen, and holds the next time: one small file in the state folder."""

from __future__ import annotations

from typing import Any

from glossator.content.folders import state_folder
from glossator.content.storage import dump_json, locked, make_folders, read_json, write_durably

REMEMBERED = (
    "theme", "width", "left", "right", "left_width", "right_width", "pages", "justify", "hyphenate",
    "focus", "typewriter", "code_wrap", "code_numbers",
)  # fmt: skip
"""The settings that are kept when they are changed on screen."""


def remember(**changes: Any) -> None:
    """Keep what was changed on screen. Raises OSError when it cannot be written."""
    path = state_folder() / "screen.json"
    make_folders(path.parent)
    with locked(path, patience=1.0):
        write_durably(path, dump_json({**remembered(), **changes}))


def reset_remembered(*names: str) -> None:
    """Forget what was changed on screen: these settings, or all. Raises OSError when it cannot be written."""
    path = state_folder() / "screen.json"
    if not path.exists():
        return
    with locked(path, patience=1.0):
        kept = {name: value for name, value in remembered().items() if names and name not in names}
        write_durably(path, dump_json(kept))


def remembered() -> dict[str, Any]:
    """Give what was changed, by setting. Raises nothing: what cannot be read counts as nothing."""
    data = read_json(state_folder() / "screen.json")
    return data if isinstance(data, dict) else {}
