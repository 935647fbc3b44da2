"""A program on a pseudo-terminal of 160x45, timed by what it writes."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from pathlib import Path

_QUIET = 0.04
# As installed: modules keep their bytecode, for every program alike.
_ENVIRONMENT = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
_ENVIRONMENT.update(TERM="xterm-256color", COLORTERM="truecolor")
_IDLE_TURN, _IDLE_TURNS = 0.1, 5
"""Seconds of a look at what the program does, and how many of them in a row must find it idle."""
_ASKED = b"\x1b[?2026$p"
_END = b"\x1b[?2026l"


class Timed:
    """Runs a command; every time is in seconds of a monotonic clock."""

    def __init__(self, command: list[str], environment: dict[str, str], columns: int = 160, rows: int = 45) -> None:
        self.data = b""
        self.start = time.perf_counter()
        self.pid, self.fd = pty.fork()
        if self.pid == 0:
            os.execvpe(command[0], command, {**_ENVIRONMENT, **environment})
        self.resize(columns, rows)

    def resize(self, columns: int, rows: int) -> None:
        fcntl.ioctl(self.fd, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def read(self, seconds: float) -> bytes:
        """One chunk of what it writes, empty when nothing came in time."""
        ready, _, _ = select.select([self.fd], [], [], max(0.0, seconds))
        if not ready:
            return b""
        try:
            data = os.read(self.fd, 1 << 20)
        except OSError:
            return b""
        self.data += data
        if _ASKED in data:  # a terminal that takes whole frames, so that each one's end can be seen
            os.write(self.fd, b"\x1b[?2026;2$y")
        return data

    def until(self, marker: bytes, seconds: float = 120.0) -> float:
        """Seconds from the start until it has written ``marker``. Raises TimeoutError."""
        end = time.perf_counter() + seconds
        since = 0
        while (now := time.perf_counter()) < end:
            if marker in self.data[since:]:
                return now - self.start
            since = max(0, len(self.data) - len(marker))
            self.read(end - now)
        raise TimeoutError(f"{marker!r} never came: {self.data[-300:]!r}")

    def settle(self, quiet: float = _QUIET, most: float = 30.0) -> None:
        """Until nothing was written for ``quiet`` seconds."""
        end = time.perf_counter() + most
        while time.perf_counter() < end and self.read(quiet):
            pass

    def until_idle(self, most: float = 60.0) -> None:
        """Until the program has done what it does by itself: it writes nothing and takes no time of the processor."""
        end, before, turns = time.perf_counter() + most, -1, 0
        while turns < _IDLE_TURNS and time.perf_counter() < end:
            came = self.read(_IDLE_TURN)
            ticks = self._ticks
            turns = turns + 1 if ticks == before and not came else 0
            before = ticks

    @property
    def _ticks(self) -> int:
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    def write(self, keys: bytes) -> None:
        os.write(self.fd, keys)

    def key(self, keys: bytes, most: float = 10.0) -> float:
        """Seconds from a key to the end of the first frame it brings."""
        self.settle()
        begin = time.perf_counter()
        os.write(self.fd, keys)
        return self.frame(begin, most)

    def frame(self, begin: float, most: float = 10.0) -> float:
        """Seconds from ``begin`` to the end of the next frame. Raises TimeoutError."""
        since = len(self.data)
        while time.perf_counter() - begin < most:
            self.read(most)
            if _END in self.data[since:]:
                return time.perf_counter() - begin
        raise TimeoutError("no frame came")

    @property
    def memory(self) -> float:
        """The resident set in MB."""
        status = Path(f"/proc/{self.pid}/status").read_text()
        return int(status.split("VmRSS:")[1].split()[0]) / 1024

    def close(self, keys: bytes = b"q") -> None:
        try:
            os.write(self.fd, keys)
            end = time.monotonic() + 1.5
            while time.monotonic() < end:
                self.read(0.02)
                if os.waitpid(self.pid, os.WNOHANG)[0]:
                    os.close(self.fd)
                    return
        except OSError:
            pass
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)
        os.close(self.fd)
