"""Writing in the reader's own editor, which takes the terminal until it ends."""

from __future__ import annotations

import os
import shlex
import tempfile
from pathlib import Path
from typing import Any

from textual.app import App

from glossator.content.errors import GlossatorError
from glossator.content.text.sanitize import clean, clean_line
from glossator.tui.programs import give_terminal


def edit(app: App[Any], text: str) -> str:
    """Let the reader go on writing in ``$VISUAL``, else in ``$EDITOR``. No shell is involved.

    Args:
        app: The app, which is suspended meanwhile.
        text: What is written so far.

    Returns:
        The text as it was saved there.

    Raises:
        GlossatorError: There is no editor, it cannot be run, it failed, or it left no text that can be read.
    """
    command = _command()
    with tempfile.TemporaryDirectory(prefix="glossator-") as folder:
        path = Path(folder) / "note.md"
        try:
            path.write_text(text + "\n" if text else "", encoding="utf-8")
            status = give_terminal(app, [*command, str(path)], {})
            written = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            raise GlossatorError(f"{_name(command)}: what it saved is not UTF-8; the note is as it was") from None
        except OSError as error:
            raise GlossatorError(f"{_name(command)}: {(error.strerror or 'cannot be run').lower()}") from None
    if status:
        raise GlossatorError(f"{_name(command)} ended with status {status}; the note is as it was")
    return clean(written).strip("\n")


def _command() -> list[str]:
    for variable in ("VISUAL", "EDITOR"):
        try:
            command = shlex.split(os.environ.get(variable, ""))
        except ValueError:
            raise GlossatorError(f"{variable}: a quotation mark is not closed") from None
        if command:
            return command
    raise GlossatorError("no editor: set VISUAL or EDITOR, such as EDITOR=vim")


def _name(command: list[str]) -> str:
    return clean_line(Path(command[0]).name)
