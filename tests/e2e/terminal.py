"""A real terminal for the program to run in: a pseudo-terminal, its screen kept by pyte."""

from __future__ import annotations

import os
import re
import select
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyte
import pytest

fcntl = pytest.importorskip("fcntl", reason="no pseudo-terminals on this system")
pty = pytest.importorskip("pty", reason="no pseudo-terminals on this system")
termios = pytest.importorskip("termios", reason="no pseudo-terminals on this system")

_COLOURS = re.compile(rb"\x1b\[[0-9;]*m")
_UNFINISHED = re.compile(rb"\x1b(\[[0-9;]*)?\Z")
_BEGIN, _END = b"\x1b[?2026h", b"\x1b[?2026l"
"""What stands around a frame, for a terminal that says it knows synchronized output; one read is a part of a frame only."""
_IS_IT_KNOWN, _IT_IS = b"\x1b[?2026$p", b"\x1b[?2026;2$y"


class Terminal:
    """Runs a command on a pty of its own and keeps what its screen shows."""

    def __init__(
        self, *arguments: str, columns: int = 160, rows: int = 45, feed: bytes | None = None, program: str = "glossator.tui.cli.main",
        environment: dict[str, str] | None = None, command: list[str] | None = None, folder: Path | None = None,
        is_coloured: bool = False,
    ) -> None:  # fmt: skip
        self.raw = b""
        self._shown: tuple[int, str] = -1, ""
        self._is_coloured = is_coloured
        self._held = b""
        self.screen = pyte.Screen(columns, rows)
        self._stream = pyte.ByteStream(self.screen)
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", **(environment or {})}
        for name in ("COLUMNS", "LINES"):  # which would hold instead of the terminal's own size
            environment.pop(name, None)
        try:
            self.process, self.fd = pty.fork()
        except OSError:
            pytest.skip("no pseudo-terminal can be had here")
        if self.process == 0:
            if feed is not None:
                read, write = os.pipe()
                os.write(write, feed)
                os.close(write)
                os.dup2(read, 0)
            if folder is not None:
                os.chdir(folder)
            run = [program] if program.endswith(".py") else ["-m", program]
            run = command or [sys.executable, *run, *arguments]
            os.execvpe(run[0], run, environment)
        self.resize(columns, rows)

    def _take(self, data: bytes) -> None:
        """Show what was written; without colours, unless they were asked for: they are half of what pyte goes through."""
        asked = self.raw.count(_IS_IT_KNOWN)
        self.raw += data
        if self.raw.count(_IS_IT_KNOWN) > asked:
            os.write(self.fd, _IT_IS)
        if not self._is_coloured:
            data = self._held + data
            unfinished = _UNFINISHED.search(data)
            self._held = unfinished[0] if unfinished else b""
            data = _COLOURS.sub(b"", data[: len(data) - len(self._held)])
        self._stream.feed(data)

    def resize(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def pump(self, seconds: float = 0.05) -> None:
        """Take in what the program writes for some seconds."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            ready, _, _ = select.select([self.fd], [], [], left)
            if ready:
                try:
                    data = os.read(self.fd, 65536)
                except OSError:
                    return
                self._take(data)

    def wait(self, seen: Callable[[str], bool] | str, seconds: float = 15) -> str:
        """Wait until the screen shows something; the screen's text. Raises AssertionError when it never does."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            text = self.text
            is_whole = self.raw.rfind(_BEGIN) <= self.raw.rfind(_END)
            if is_whole and (seen in text if isinstance(seen, str) else seen(text)):
                return text
            self.pump()
        raise AssertionError(f"never seen: {seen}\n{self.text}")

    @property
    def text(self) -> str:
        if self._shown[0] != len(self.raw):  # pyte puts it together letter by letter
            self._shown = len(self.raw), "\n".join(self.screen.display)
        return self._shown[1]

    def send(self, keys: str) -> None:
        """Type keys, as fast as they come; the program keeps their order."""
        os.write(self.fd, keys.encode())

    def _drain(self) -> None:
        """Take in what the program wrote last, which may still wait in the terminal when it has ended."""
        while select.select([self.fd], [], [], 0)[0]:
            try:
                data = os.read(self.fd, 65536)
            except OSError:
                return
            if not data:
                return
            self._take(data)

    def end(self, seconds: float = 10) -> int:
        """Wait for the program to end; its exit status."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            done, status = os.waitpid(self.process, os.WNOHANG)
            if done:
                self._drain()
                os.close(self.fd)
                return os.waitstatus_to_exitcode(status)
            self.pump()
        raise AssertionError(f"did not end\n{self.text}")


def launched(document: Path, folder: Path, code: str) -> Terminal:
    """Start the reader on a document, with code that was run before: it changes the program, or what the program uses."""
    launcher = folder / "launcher.py"
    launcher.write_text(f"import sys\n{code}\nfrom glossator.tui.cli.main import main\nsys.exit(main())\n")
    return Terminal(str(document), program=str(launcher))


def executable(path: Path, script: str) -> Path:
    """Write a program for the shell."""
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return path


def gloss(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command that needs no terminal."""
    return subprocess.run(
        [sys.executable, "-m", "glossator.tui.cli.main", *arguments], capture_output=True, text=True, check=False, timeout=60
    )
