"""The terminal we were started on: whether it is usable, where keys come from, and what it does by itself."""

from __future__ import annotations

import os
import sys

from glossator.content.errors import GlossatorError


def has_terminal() -> bool:
    """Whether there is a terminal to draw on and to take keys from, wherever standard input and output lead."""
    if os.environ.get("TERM", "") == "dumb":
        return False
    try:
        os.close(os.open("/dev/tty", os.O_RDWR))
    except OSError:
        return False
    return True


def _draw_on_terminal() -> None:
    """Have standard error's file descriptor, on which Textual draws, lead to the terminal."""
    if sys.stdout is not None and sys.stdout.isatty():
        os.dup2(sys.stdout.fileno(), 2)
        return
    screen = os.open("/dev/tty", os.O_RDWR)
    os.dup2(screen, 2)
    os.close(screen)


def usable_terminal() -> None:
    """Make sure that the terminal on standard output can be drawn on, and that there is one to take keys from.

    With a document on a pipe, standard input is put back on the controlling terminal, where Textual's driver
    looks for keys. Raises GlossatorError when there is none.
    """
    if os.environ.get("TERM", "") == "dumb":
        raise GlossatorError("this terminal (TERM=dumb): cannot draw a screen; gloss text prints the document")
    if sys.stderr is None or not sys.stderr.isatty():
        _draw_on_terminal()
        if sys.stderr is None:
            sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)  # noqa: SIM115
            sys.__stderr__ = sys.stderr  # type: ignore[misc]
    if sys.stdin is None or not sys.stdin.isatty():
        try:
            keyboard = os.open("/dev/tty", os.O_RDWR)
        except OSError:
            raise GlossatorError("no terminal to take keys from; gloss text prints the document") from None
        os.dup2(keyboard, 0)
        os.close(keyboard)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.__stdin__ = sys.stdin  # type: ignore[misc]


def terminal_reorders() -> bool:
    """Whether the terminal puts letters into their order by itself, as those of VTE, Konsole, mlterm and Apple do."""
    if os.environ.get("TERM_PROGRAM") == "Apple_Terminal":
        return True
    return any(os.environ.get(name) for name in ("VTE_VERSION", "KONSOLE_VERSION", "MLTERM"))


def terminal_knows_links() -> bool:
    """Whether the terminal opens links by itself (OSC 8); others might show what they do not know."""
    programs = ("iTerm.app", "WezTerm", "ghostty", "vscode", "Hyper", "rio", "Tabby")
    if os.environ.get("TERM_PROGRAM") in programs or os.environ.get("TERM") in ("xterm-kitty", "foot", "alacritty"):
        return True
    version = os.environ.get("VTE_VERSION", "")
    return (version.isdecimal() and int(version[:9]) >= 5000) or bool(os.environ.get("WT_SESSION"))
