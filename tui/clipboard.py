"""Copying: by the terminal's escape sequence, which works over ssh, and by the system's clipboard where there is one.

OSC 52 (xterm's control sequences) is what the terminal may take; tmux takes it only through its own command; many
desktops have a program for theirs.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from typing import TYPE_CHECKING, Any

from glossator.content.text.sanitize import clean

if TYPE_CHECKING:
    from textual.app import App

_PATIENCE = 3.0
"""Seconds that a program may take to copy; some stay behind to serve the clipboard."""


def copy_text(app: App[Any], text: str) -> None:
    """Copy a text to every clipboard that is there.

    Args:
        app: The app, whose terminal is asked to take it.
        text: The text, which is cleaned.
    """
    text = clean(text)
    app.copy_to_clipboard(text)
    if not app.is_headless:
        for command in system_commands():
            threading.Thread(target=_run, args=(command, text), daemon=True).start()


def system_commands() -> list[list[str]]:
    """Give the programs that take a text for a clipboard on this machine."""
    found: list[list[str]] = []
    if os.environ.get("TMUX") and shutil.which("tmux"):
        found.append(["tmux", "load-buffer", "-w", "-"])
    if sys.platform == "darwin":
        found.append(["pbcopy"])
    elif os.environ.get("WAYLAND_DISPLAY") and shutil.which("wl-copy"):
        found.append(["wl-copy"])
    elif os.environ.get("DISPLAY") and shutil.which("xclip"):
        found.append(["xclip", "-selection", "clipboard"])
    elif os.environ.get("DISPLAY") and shutil.which("xsel"):
        found.append(["xsel", "--clipboard", "--input"])
    return found


def _run(command: list[str], text: str) -> None:
    try:
        subprocess.run(
            command, input=text.encode("utf-8", "replace"), timeout=_PATIENCE, check=False,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return  # the terminal was asked as well
