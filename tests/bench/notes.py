"""What notes cost: with 0, 500, 5,000 and 50,000 in one document, until they are shown and how long a highlight holds the screen.

``python -m tests.bench.notes [COUNT ...]``. The screen is held for as long as the loop that draws it does not turn;
that is measured by a task that asks for a turn every millisecond.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from glossator.content import open_document
from glossator.content.notes.annotation import Annotation
from glossator.content.notes.notebook import Notebook
from glossator.content.notes.page_text import page_text
from glossator.content.notes.selectors import describe
from glossator.tui.app import GlossatorApp
from glossator.tui.screens.reader import ReaderScreen
from glossator.tui.widgets.entries import EntryList
from tests.tui.settled import saved, settled, until

_PARAGRAPHS = 3_000
_TRIES = 5


def make(folder: Path, count: int) -> Path:
    """A document of 300 KB, and a notebook of some highlights in it."""
    path = folder / "long.md"
    words = "of the trains that run at night and what they carry from one end of the land to the other"
    path.write_text("# Trains\n\n" + "\n\n".join(f"Number {n} {words}." for n in range(_PARAGRAPHS)))
    if count:
        document = open_document(path)
        notebook = Notebook.open(document)
        notebook.add(describe(document.text, 10, 20))
        length = len(document.text) - 40
        items = []
        for n in range(count):
            start = 10 + n * length // count
            selectors = describe(document.text, start, start + 12) if count <= 500 else None
            if selectors is None:
                text = document.text
                base = describe("x" * 80, 30, 42)
                selectors = base._replace(
                    exact=text[start : start + 12], prefix=text[max(0, start - 32) : start],
                    suffix=text[start + 12 : start + 44], start=start, end=start + 12,
                )  # fmt: skip
            stamp = "2026-01-01T00:00:00Z"
            made = Annotation(f"urn:uuid:{n:08}", selectors, note=f"note {n}", tags=("t",), created=stamp, modified=stamp)
            items.append(made.to_json())
        notebook.path.write_text(page_text({**notebook.page, "items": items}))
    return path


class _Watcher:
    """Asks for a turn of the loop every millisecond, and keeps the longest it had to wait."""

    def __init__(self) -> None:
        self._longest = 0.0
        self._task = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        while True:
            before = time.perf_counter()
            await asyncio.sleep(0.001)
            self._longest = max(self._longest, time.perf_counter() - before - 0.001)

    def stop(self) -> float:
        self._task.cancel()
        return self._longest


def shown(screen: ReaderScreen, count: int) -> bool:
    """True once the notes pane lists that many."""
    pane = screen.notes_pane
    return pane is not None and len(pane.query_one(EntryList)._laid) > 0 and pane.query_one(EntryList).option_count >= count


async def measure(path: Path, count: int) -> dict[str, float]:
    """Seconds until the notes are shown once the text is, and the longest the screen is held by a highlight."""
    gc.disable()  # as the command line does; the reader turns it on again
    app = GlossatorApp(str(path))
    begin = time.perf_counter()
    out: dict[str, float] = {}
    async with app.run_test(size=(160, 45)) as pilot:
        first = time.perf_counter()
        screen = app.screen
        assert isinstance(screen, ReaderScreen)
        while len(screen.reading.notes.placed.placed) < count or not shown(screen, count):
            await asyncio.sleep(0.005)
        out["text"] = first - begin
        out["notes"] = time.perf_counter() - first
        await settled(pilot)
        await until(pilot, lambda: screen.reading.loaded.index)
        held, durable = [], []
        for _ in range(_TRIES):
            await pilot.press("j", "j", "v", "e")
            await pilot.pause()
            watcher = _Watcher()
            begin = time.perf_counter()
            screen.body.action_highlight()
            while len(screen.reading.notes.placed.placed) == count:
                await asyncio.sleep(0.001)
            count += 1
            while screen.reading.notes.unsaved:
                await asyncio.sleep(0.002)
            durable.append(time.perf_counter() - begin)
            await saved(pilot)
            held.append(watcher.stop())
        out["held"], out["durable"] = sorted(held)[_TRIES // 2], sorted(durable)[_TRIES // 2]
        out["held_worst"] = max(held)
    return out


def main() -> int:
    """Print a line for each count of notes."""
    print(f"{'notes':>7} {'text':>8} {'notes shown':>12} {'held':>8} {'worst':>8} {'durable':>8}   milliseconds")
    for count in [int(each) for each in sys.argv[1:]] or [0, 500, 5_000, 50_000]:
        with tempfile.TemporaryDirectory() as folder:
            for name in ("NOTES_DIR", "STATE_DIR", "CACHE_DIR", "CONFIG"):
                os.environ[f"GLOSS_{name}"] = str(Path(folder) / name.lower())
            path = make(Path(folder), count)
            found = asyncio.run(measure(path, count))
            cells = (found["text"], found["notes"], found["held"], found["held_worst"], found["durable"])
            print(f"{count:>7} " + " ".join(f"{1000 * cell:>{width}.0f}" for cell, width in zip(cells, (8, 12, 8, 8, 8), strict=True)))
            stored = json.loads(next((Path(folder) / "notes_dir").glob("*.json")).read_text())
            assert len(stored["items"]) == count + _TRIES
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
