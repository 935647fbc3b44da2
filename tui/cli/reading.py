"""Reading on this terminal, once it is known what."""

from __future__ import annotations

import os
import sys

from glossator.tui.terminal import has_terminal, usable_terminal


def is_plainly_a_file(arguments: list[str]) -> bool:
    """Whether a command line is one file to read on this terminal and nothing else, so that no parser is needed.

    Most are; building the parser takes a tenth of the time to the first page.
    """
    name = arguments[0] if len(arguments) == 1 else "-"
    is_name = not name.startswith("-") and ("." in name or "/" in name)  # else it may be a command
    return is_name and os.path.isfile(name) and can_draw()


def can_draw() -> bool:
    """Whether standard output is a terminal that a screen can be drawn on."""
    return sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def can_ask() -> bool:
    """Whether somebody can read on a terminal, wherever standard output leads."""
    return can_draw() or has_terminal()


def prepare_to_read() -> None:
    """Do what must be done before the reader is imported. Raises GlossatorError where there is no terminal for it."""
    usable_terminal()
    import gc

    gc.disable()  # nothing made before the first page is garbage; the reader turns it on again
