"""Waiting for what a test needs, never for a time."""

import asyncio
import os
import threading
import time
from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot

from glossator.tui.screens.modals.note_editor import NoteEditor
from glossator.tui.screens.reader import ReaderScreen

_TURN = 0.01
_TURNS = int(os.environ.get("GLOSS_TEST_TURNS", "3000"))
"""Turns of the loop after which a condition counts as never met: half a minute, for a machine with much else to do."""


async def until(pilot: Pilot[Any], condition: Callable[[], object]) -> None:
    """Until a condition holds, and the screen was drawn with it."""
    for _ in range(_TURNS):
        if condition():
            await pilot.pause()
            return
        await pilot.pause(_TURN)
    raise AssertionError("it never came to that")


async def turned(times: int) -> None:
    """Until the loop has turned so many times."""
    for _ in range(times):
        has_turned = asyncio.Event()
        asyncio.get_running_loop().call_soon(has_turned.set)
        await has_turned.wait()


def wait_for(condition: Callable[[], object], seconds: float = 10) -> None:
    """Until a condition holds that nothing in this thread brings about."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it never came to that"
        threading.Event().wait(0.02)


def screen_text(pilot: Pilot[Any]) -> str:
    """All that is on screen, a line a row."""
    return "\n".join(strip.text for strip in pilot.app.screen._compositor.render_strips())


def reader_screen(pilot: Pilot[Any]) -> ReaderScreen | None:
    """The reader, whatever stands over it."""
    return next((screen for screen in pilot.app.screen_stack if isinstance(screen, ReaderScreen)), None)


async def begin_note(pilot: Pilot[Any], *typed: str) -> None:
    """Open the editor for a note on the first sentence on screen, and type."""
    await pilot.press("V", "m")
    await until(pilot, lambda: isinstance(pilot.app.screen, NoteEditor))
    await pilot.press(*typed)


def menu_is_open(pilot: Pilot[Any]) -> bool:
    """True while the menu of a highlight or a selection is on the screen and has the keys."""
    screen = reader_screen(pilot)
    return bool(screen and screen.is_active and screen.menu_pane and screen.menu_pane.has_focus_within)


async def settled(pilot: Pilot[Any]) -> ReaderScreen:
    """Until the document is there to its end, the panes beside it, and the section tree where the text is; the reader."""

    def condition() -> bool:
        screen = reader_screen(pilot)
        return bool(screen and screen.reading.is_complete and screen.notes_pane and screen.navigation.is_still)

    await until(pilot, condition)
    await pilot.pause()
    screen = reader_screen(pilot)
    assert screen
    return screen


async def saved(pilot: Pilot[Any]) -> None:
    """Until every change to the notes is on disk, and the screen says so."""

    def condition() -> bool:
        screen = reader_screen(pilot)
        if screen is None or screen.reading.notes.unsaved:
            return False
        return not any(worker.group in ("storing", "pending") for worker in screen.workers)

    await until(pilot, condition)
