"""Light or dark, as the terminal is."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from glossator.tui.app import GlossatorApp
from glossator.tui.appearance import BackgroundReported, reported
from glossator.tui.remembered import remember
from glossator.tui.settings import Settings, load_settings
from tests.tui.settled import saved, settled


@pytest.mark.parametrize(
    ("answer", "is_dark"),
    [
        ("\x1b]11;rgb:0000/0000/0000\x07", True), ("\x1b]11;rgb:ffff/ffff/ffff\x1b\\", False), ("\x1b]11;rgb:fa/f8/f3\x07", False),
        ("\x1b]11;rgba:1e1e/1e1e/1e1e/ffff\x1b\\", True), ("\x1b[?997;1n", True), ("\x1b[?997;2n", False),
    ],
)  # fmt: skip
def test_what_the_terminal_says_of_its_background(answer: str, is_dark: bool) -> None:
    assert reported(answer) == BackgroundReported(is_dark)


@pytest.mark.parametrize("answer", ["\x1b]10;rgb:0/0/0\x07", "\x1b]11;red\x07", "\x1b]11;rgb:0/0\x07", "\x1b[?998;1n", "\x1b[?997;3n"])
def test_anything_else_says_nothing_of_it(answer: str) -> None:
    assert reported(answer) is None


async def told(pilot: Pilot[None], *, is_dark: bool) -> None:
    """The terminal says what its background is."""
    pilot.app.post_message(BackgroundReported(is_dark))
    await settled(pilot)


async def test_the_theme_goes_with_the_terminal_and_the_next_time_begins_so(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test() as pilot:
        await settled(pilot)
        assert app.theme == "paper"
        await told(pilot, is_dark=True)
        assert app.theme == "night"
    again = GlossatorApp(str(article))
    assert again.theme == "night"
    async with again.run_test() as pilot:
        await settled(pilot)
        await told(pilot, is_dark=False)
        assert again.theme == "paper"
    assert load_settings().theme == "auto"  # nothing was chosen


async def test_the_pair_is_the_readers_and_a_theme_that_was_chosen_stays(article: Path) -> None:
    app = GlossatorApp(str(article), settings=Settings(light_theme="sepia", dark_theme="contrast"))
    async with app.run_test() as pilot:
        await settled(pilot)
        assert app.theme == "sepia"
        await told(pilot, is_dark=True)
        assert app.theme == "contrast"
        await pilot.press("T")
        assert app.theme == "paper"
        await told(pilot, is_dark=False)
        await told(pilot, is_dark=True)
        assert app.theme == "paper"
    remember(theme="night")
    chosen = GlossatorApp(str(article))
    async with chosen.run_test() as pilot:
        await settled(pilot)
        await told(pilot, is_dark=False)
        assert chosen.theme == "night"


async def test_a_terminal_without_colours_shows_a_highlight_by_a_line(article: Path) -> None:
    app = GlossatorApp(str(article))
    app.appearance.limit_colors()
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await settled(pilot)
        await pilot.press("V", "enter")
        await saved(pilot)
        await pilot.press("escape")
        await pilot.pause()
        segments = [segment for strip in app.screen._compositor.render_strips() for segment in strip]
        quote = screen.reading.notes.items[0].selectors.exact
        underlined = "".join(segment.text for segment in segments if segment.style and segment.style.underline)
        assert quote[:20] in underlined
