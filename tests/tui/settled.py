"""Waiting until the reader shows everything it shows without being asked."""

from typing import Any

from glossator.tui.screens.reader import ReaderScreen
from textual.pilot import Pilot


async def settled(pilot: Pilot[Any]) -> None:
    """Until the document is there to its end, the panes beside it, and the screen drawn."""
    for _ in range(1000):
        screen = next((s for s in pilot.app.screen_stack if isinstance(s, ReaderScreen)), None)
        if screen and screen.reading.is_complete and screen.notes_pane:
            break
        await pilot.pause(0.01)
    await pilot.pause(0.15)  # the section tree follows once the text stands still
    await pilot.pause()


async def saved(pilot: Pilot[Any]) -> None:
    """Until every change to the notes is on disk, and the screen says so."""
    for _ in range(1000):
        screen = next((s for s in pilot.app.screen_stack if isinstance(s, ReaderScreen)), None)
        if screen and not screen.reading.notes.unsaved and not any(w.group == "storing" for w in screen.workers):
            break
        await pilot.pause(0.01)
    await pilot.pause()
