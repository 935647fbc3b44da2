"""Two readers, each from opening to leaving, with a picture of every screen that they stop at.

One lives in vim and reads a book of three megabytes; the other reads the line of keys and uses the mouse.
"""

import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_textual_snapshot import SVGImageExtension
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from glossator.tui.app import GlossatorApp
from glossator.tui.screens.modals.footnote import Footnote
from glossator.tui.screens.modals.note_editor import NoteArea, NoteEditor
from glossator.tui.screens.modals.prompt import Prompt
from glossator.tui.screens.modals.question import Question
from glossator.tui.screens.reader import ReaderScreen
from tests.bench.book import book
from tests.tui.settled import menu_is_open, reader_screen, saved, settled, until

SIZE = (120, 32)
pytestmark = pytest.mark.usefixtures("one_day")


def reader(pilot: Pilot[Any]) -> ReaderScreen:
    screen = reader_screen(pilot)
    assert screen
    return screen


def status(pilot: Pilot[Any]) -> str:
    return str(reader(pilot).query_one("#message").render())


def at(pilot: Pilot[Any], words: str, nth: int = 0) -> tuple[int, int]:
    """The cell of the text where some words stand, on the screen that is shown."""
    body = reader(pilot).body
    text, start = body.document.text, body.position
    position = text.index(words, start)
    for _ in range(nth):
        position = text.index(words, position + 1)
    region = body.line_region(position)
    return region.x, region.y


async def in_the_book(pilot: Pilot[Any]) -> AsyncIterator[str]:
    """What one who lives in vim does in a book; gives the name of every stop."""
    await settled(pilot)
    await pilot.press("3", "right_square_bracket", *"40%", "z", "t")
    await pilot.press("slash", *"thedouck", "space", *"braipgieckbun", "enter")
    await until(pilot, lambda: " of " in status(pilot) and "thedouck" in status(pilot))
    yield "found"
    await pilot.press("M", "a", "n", "right_curly_bracket", "apostrophe", "a")
    await pilot.press("w", "w", "asterisk")
    await until(pilot, lambda: reader(pilot).body.mode == "caret")
    await pilot.press("0", "v", "i", "s", "o", "3")
    await until(pilot, lambda: "blue" in status(pilot))
    yield "selected"
    await pilot.press("m")
    await until(pilot, lambda: isinstance(pilot.app.screen, NoteEditor))
    await pilot.press(*"compare", "space", *"with", "space", *"the", "space", *"first", "space", "number_sign", *"style")
    await until(pilot, lambda: pilot.app.screen.query_one(NoteArea).text.endswith("#style"))
    yield "noted"
    await pilot.press("escape")
    await saved(pilot)
    await until(pilot, lambda: "note saved" in status(pilot))
    assert [(item.note, item.tags, item.color) for item in reader(pilot).reading.notes.items] == [
        ("compare with the first", ("style",), "blue")
    ]
    await pilot.press("f", "s")
    yield "leaping"
    await pilot.press("escape", "K")
    await until(pilot, lambda: isinstance(pilot.app.screen, Footnote))
    yield "looked up"


@pytest.fixture
def dictionary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "bin" / "dict"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\nfor word; do :; done; echo "$word: a word that our own book alone has."\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")


async def test_one_who_lives_in_vim_reads_a_book(
    snapshot: SnapshotAssertion, tmp_path: Path, dictionary: None
) -> None:
    path = tmp_path / "book.md"
    path.write_text(book(3_200_000), "utf-8")
    pictures = snapshot.use_extension(SVGImageExtension)
    app = GlossatorApp(str(path))
    async with app.run_test(size=SIZE) as pilot:
        async for stop in in_the_book(pilot):
            await settled(pilot)
            if (pane := reader(pilot).sections_pane) and pane.cursor_line >= 0:
                pane.scroll_to(y=0, animate=False, immediate=True)  # how far it is turned hangs on the way it came
                pane.scroll_to_line(pane.cursor_line, animate=False)
                await settled(pilot)
            assert app.export_screenshot(simplify=True) == pictures(name=stop), stop


async def with_the_mouse(pilot: Pilot[Any], upto: str, folder: Path) -> None:
    """What one who never heard of vim does with an article, up to a stop."""
    app = pilot.app
    await settled(pilot)
    (x, y), (to_x, to_y) = at(pilot, "Operators buy"), at(pilot, "sleeping cars", 1)
    await pilot.mouse_down("#body", offset=(x, y))
    await pilot.hover("#body", offset=(to_x, to_y))
    await pilot.mouse_up("#body", offset=(to_x, to_y))
    await until(pilot, lambda: reader(pilot).body.selection)
    if upto == "dragged":
        return
    await pilot.press("enter")
    await saved(pilot)
    await pilot.click("#body", offset=(x + 2, y))
    await until(pilot, lambda: menu_is_open(pilot))
    if upto == "menu":
        return
    await pilot.click("#menu EntryList", offset=(3, 0))
    await until(pilot, lambda: isinstance(app.screen, NoteEditor))
    await pilot.press(*"ask", "space", *"about", "space", *"this", "escape")
    await until(pilot, lambda: "note saved" in status(pilot))
    for entry, done in (
        (1, lambda: isinstance(app.screen, Prompt)),
        (2, lambda: reader(pilot).reading.notes.items[0].color == "green"),
    ):
        await pilot.click("#body", offset=(x + 2, y))
        await until(pilot, lambda: menu_is_open(pilot))
        await pilot.click("#menu EntryList", offset=(3, entry))
        await until(pilot, done)
        if isinstance(app.screen, Prompt):
            await pilot.press(*"trains", "enter")
            await until(pilot, lambda: app.screen is app.reader)  # type: ignore[attr-defined]
    await saved(pilot)
    if upto == "coloured":
        await until(pilot, lambda: "green" in status(pilot))
        return
    await pilot.click("#body", offset=(x + 2, y))
    await until(pilot, lambda: menu_is_open(pilot))
    await pilot.press("x")
    await until(pilot, lambda: isinstance(app.screen, Question))
    if upto == "asked":
        return
    await pilot.press("y")
    await until(pilot, lambda: not reader(pilot).reading.notes.items)
    await saved(pilot)
    await pilot.press("u")
    await until(pilot, lambda: reader(pilot).reading.notes.items)
    await saved(pilot)
    await pilot.press("ctrl+e")
    await until(pilot, lambda: isinstance(app.screen, Prompt))
    await pilot.press("ctrl+u", *str(folder / "notes.json"), "enter")
    await until(pilot, lambda: "exported to" in status(pilot))
    (exported,) = json.loads((folder / "notes.json").read_text())["items"] if upto == "exported" else [None]
    if exported:
        assert {body["value"] for body in exported["body"]} == {"ask about this", "trains"}
    reader(pilot).show_status("")  # the name of the folder is another one each time


@pytest.mark.parametrize("stop", ["dragged", "menu", "coloured", "asked", "exported"])
def test_one_who_never_heard_of_vim_marks_an_article(
    snap_compare: Callable[..., bool], tmp_path: Path, article: Path, stop: str
) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await with_the_mouse(pilot, stop, tmp_path)
        await settled(pilot)

    assert snap_compare(GlossatorApp(str(article)), terminal_size=SIZE, run_before=before)
