"""The end that comes whatever hangs, and leaves the terminal as it was."""

import os
import pty
import subprocess
import sys
import termios
import threading
import tty
from pathlib import Path

import pytest

from glossator.tui import ending

HANGS = """
import signal, sys, tty
from glossator.tui import ending
modes = ending.terminal_modes()
tty.setraw(0)
ending._PATIENCE = 0.05
ending.end_surely(3, lambda: 1 / 0, modes)
sys.stdout.write("hanging")
sys.stdout.flush()
signal.pause()
"""


def test_a_program_that_hangs_ends_and_gives_the_terminal_back() -> None:
    leader, follower = pty.openpty()
    before = termios.tcgetattr(follower)
    program = subprocess.Popen([sys.executable, "-c", HANGS], stdin=follower, stdout=follower, stderr=follower)
    assert program.wait(timeout=30) == 3
    assert termios.tcgetattr(follower) == before
    written = os.read(leader, 10_000)
    os.close(follower)
    os.close(leader)
    assert b"hanging" in written and b"\x1b[?1049l" in written and b"\x1b[?25h" in written


def test_what_must_be_kept_is_kept_before(monkeypatch: pytest.MonkeyPatch) -> None:
    done, statuses = threading.Event(), []
    leader, follower = pty.openpty()
    kept: list[str] = []

    def leave(status: int) -> None:
        statuses.append((status, list(kept)))
        done.set()

    monkeypatch.setattr(ending, "_PATIENCE", 0)
    monkeypatch.setattr(os, "_exit", leave)
    modes = termios.tcgetattr(follower)
    tty.setraw(follower)
    saved, shown = os.dup(0), os.dup(1)
    os.dup2(follower, 0)
    os.dup2(follower, 1)
    try:
        ending.end_surely(2, lambda: kept.append("notes"), modes)
        assert done.wait(30)
        assert ending.terminal_modes() == modes
    finally:
        os.dup2(saved, 0)
        os.dup2(shown, 1)
        for each in (saved, shown, leader, follower):
            os.close(each)
    assert statuses == [(2, ["notes"])]


def test_a_terminal_that_is_gone_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    gone = threading.Event()
    looks = iter([True, True, False])

    def attributes(_descriptor: int) -> list[object]:
        if next(looks):
            return []
        raise termios.error

    monkeypatch.setattr(ending, "_LOOK_EVERY", 0)
    monkeypatch.setattr(termios, "tcgetattr", attributes)
    ending.watch_terminal(gone.set)
    assert gone.wait(30)


def test_without_a_terminal_there_is_nothing_to_set_again(tmp_path: Path) -> None:
    saved = os.dup(0)
    with (tmp_path / "file").open("w+") as file:
        os.dup2(file.fileno(), 0)
        try:
            assert ending.terminal_modes() is None
        finally:
            os.dup2(saved, 0)
            os.close(saved)
