"""Writing in the reader's own editor, which takes the terminal until it ends."""

from __future__ import annotations

import os
import shlex
import shutil
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from textual.app import App

from glossator.content.errors import GlossatorError, reason
from glossator.content.sources.decoding import decode
from glossator.content.text.sanitize import clean, clean_line
from glossator.tui.programs import give_terminal

_PREFIX = "glossator-note-"
_STALE = 7 * 86_400
"""Seconds after which a file that no editor has saved is left over from a program that was killed."""


class Edited(NamedTuple):
    """The text as it was last saved, unchanged if it never was, and what went wrong; empty if nothing did."""

    text: str
    problem: str


def edit(app: App[Any], text: str, keep: Callable[[str], object], go_on: Callable[[], bool]) -> Edited:
    """Let the reader go on writing in ``$VISUAL``, else in ``$EDITOR``. No shell is involved.

    What is saved there is never lost: not when the editor fails, and not when this program ends first.

    Args:
        app: The app, which is suspended meanwhile.
        text: What is written so far.
        keep: Keeps a draft; called with each text that is saved there.
        go_on: Called some times a second; the editor is asked to end once it gives False.

    Returns:
        The text, and what went wrong.

    Raises:
        GlossatorError: There is no editor, or it cannot be run.
    """
    command = _command()
    name = clean_line(Path(command[0]).name)
    _clear_left_over()
    try:
        with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as folder:
            file = _File(Path(folder) / "note.md", text, keep)

            def look() -> bool:
                file.look()
                return go_on()

            status = give_terminal(app, [*command, str(file.path)], {}, meanwhile=look)
            file.look(is_last=True)
    except OSError as error:
        raise GlossatorError(f"{name}: {reason(error, 'cannot be run')}") from None
    if not status and not file.problem:
        return Edited(file.text, "")
    problem = f"{name} ended with status {status}" if status else f"{name}: {file.problem}"
    if not file.text:  # more likely a sign of what went wrong than what was wanted
        return Edited(text, f"{problem}; the note is as it was")
    as_it_was = "the note is as it was" if file.text == text else "what it saved is here, undo takes it back"
    return Edited(file.text, f"{problem}; {as_it_was}")


class _File:
    """The file that the editor writes: each text saved there is kept as a draft."""

    def __init__(self, path: Path, text: str, keep: Callable[[str], object]) -> None:
        self.path = path
        self.text = text
        self.problem = ""
        self._keep = keep
        self._read = (text + "\n" if text else "").encode("utf-8", "replace")
        path.write_bytes(self._read)
        self._stamp = self._taken = self._stamp_now()

    def look(self, *, is_last: bool = False) -> None:
        """Take what was saved, once two looks have found the file the same; never raises."""
        try:
            before, self._stamp = self._stamp, self._stamp_now()
            if not is_last and (self._stamp != before or self._stamp == self._taken):
                return
            data = self.path.read_bytes()
        except OSError as error:
            self.problem = f"what it saved cannot be read ({reason(error, 'no such file')})"
            return
        self.problem = ""
        self._taken = self._stamp
        if data != self._read:
            self._read = data
            self.text = clean(_decoded(data)).strip("\n")
            self._keep(self.text)

    def _stamp_now(self) -> tuple[int, int]:
        status = self.path.stat()
        return status.st_mtime_ns, status.st_size


def _clear_left_over() -> None:
    """Take away what programs that were killed have left; what was written there is in a draft."""
    with suppress(OSError):
        for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
            with suppress(OSError):
                stamps = [each.lstat() for each in (folder, *folder.iterdir())]
                is_own = all(status.st_uid == os.getuid() for status in stamps)
                if is_own and time.time() - max(status.st_mtime for status in stamps) > _STALE:
                    shutil.rmtree(folder)


def _decoded(data: bytes) -> str:
    try:
        return decode(data)
    except GlossatorError:  # it looks like no text; but somebody wrote it
        return data.decode("utf-8", "replace")


def _command() -> list[str]:
    for variable in ("VISUAL", "EDITOR"):
        try:
            command = shlex.split(os.environ.get(variable, ""))
        except ValueError:
            raise GlossatorError(f"{variable}: a quotation mark is not closed") from None
        if command:
            return command
    raise GlossatorError("no editor: set VISUAL or EDITOR, such as EDITOR=vim")
