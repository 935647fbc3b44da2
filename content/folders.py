"""Folders: where notes, reading places and what was fetched are kept on this system."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple


def notes_folder() -> Path:
    """Give the notes folder: GLOSS_NOTES_DIR, else the platform's user data folder."""
    if chosen := os.environ.get("GLOSS_NOTES_DIR"):
        return Path(os.path.expanduser(chosen))
    from platformdirs import user_data_path

    return user_data_path("glossator") / "notes"


def state_folder() -> Path:
    """Give the folder where reading places live: GLOSS_STATE_DIR, else the platform's state folder."""
    if chosen := os.environ.get("GLOSS_STATE_DIR"):
        return Path(os.path.expanduser(chosen))
    from platformdirs import user_state_path

    return user_state_path("glossator")


def cache_folder() -> Path:
    """Where fetched documents are kept: GLOSS_CACHE_DIR, else the platform's cache folder."""
    if chosen := os.environ.get("GLOSS_CACHE_DIR"):
        return Path(os.path.expanduser(chosen))
    from platformdirs import user_cache_path

    return user_cache_path("glossator")


class Folder(NamedTuple):
    """A folder as people are told of it: what it is for, and where its place comes from."""

    name: str
    path: Path
    meaning: str
    origin: str


def folders() -> list[Folder]:
    """Give the folders that are written to."""
    rows = (
        ("notes", notes_folder(), "The notes: one JSON file a document.", "GLOSS_NOTES_DIR"),
        ("state", state_folder(), "Reading places, drafts, what was changed on screen, logs.", "GLOSS_STATE_DIR"),
        ("cache", cache_folder(), "Copies of fetched pages; it may be deleted at any time.", "GLOSS_CACHE_DIR"),
    )
    return [
        Folder(name, path, meaning, variable if os.environ.get(variable) else f"the default; {variable} moves it")
        for name, path, meaning, variable in rows
    ]
