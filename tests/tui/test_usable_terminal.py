"""Whether there is a terminal to draw on and keys come from one."""

from __future__ import annotations

import os
import sys
from types import SimpleNamespace

import pytest

from glossator.content.errors import GlossatorError
from glossator.tui.terminal import usable_terminal


def stream(is_terminal: bool) -> SimpleNamespace:
    return SimpleNamespace(isatty=lambda: is_terminal, fileno=lambda: 1)


@pytest.fixture
def moved(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, int]]:
    """Which descriptors were put where, without that being done."""
    made: list[tuple[int, int]] = []
    monkeypatch.setattr(os, "dup2", lambda source, target: made.append((source, target)))
    monkeypatch.setenv("TERM", "xterm")
    return made


def streams(monkeypatch: pytest.MonkeyPatch, given: bool, out: bool, error: bool) -> None:
    for name, is_terminal in (("stdin", given), ("stdout", out), ("stderr", error)):
        monkeypatch.setattr(sys, name, stream(is_terminal))


def test_a_terminal_is_taken_as_it_is(moved: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch) -> None:
    streams(monkeypatch, True, True, True)
    moved.clear()  # what pytest does with its own
    usable_terminal()
    assert moved == []


def test_errors_sent_elsewhere_come_back_to_the_terminal(moved: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch) -> None:
    streams(monkeypatch, True, True, False)
    moved.clear()  # what pytest does with its own
    usable_terminal()
    assert moved == [(1, 2)]


def test_one_that_cannot_draw_is_a_line(moved: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch) -> None:
    streams(monkeypatch, True, True, True)
    monkeypatch.setenv("TERM", "dumb")
    with pytest.raises(GlossatorError, match="cannot draw a screen"):
        usable_terminal()


def test_keys_come_from_the_controlling_terminal_or_not_at_all(moved: list[tuple[int, int]], monkeypatch: pytest.MonkeyPatch) -> None:
    streams(monkeypatch, False, True, True)

    def refuse(path: str, flags: int) -> int:
        raise OSError(6, "no such device")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(GlossatorError, match="no terminal to take keys from"):
        usable_terminal()
