"""Two pages side by side, the paragraph that is read, and the line that stays in the middle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from glossator.tui.app import GlossatorApp
from glossator.tui.layout.spread import spread
from glossator.tui.screens.reader import ReaderScreen
from tests.tui.settled import reader_screen, settled, until

WIDE = (180, 30)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A text of numbered paragraphs, of which no two lines are alike."""
    path = tmp_path / "book.txt"
    words = [f"w{n}a w{n}b w{n}c w{n}d w{n}e w{n}f w{n}g w{n}h w{n}i w{n}j w{n}k w{n}l w{n}m w{n}n w{n}o" for n in range(200)]
    path.write_text("\n\n".join(words), "utf-8")
    return path


async def spread_out(pilot: Pilot[Any]) -> ReaderScreen:
    """The reader with two pages."""
    screen = await settled(pilot)
    await pilot.press("Z", "equals_sign")
    if screen.body.spread.pages == 1:
        await pilot.press("equals_sign")
    await settled(pilot)
    assert screen.body.spread.pages == 2
    return screen


def shown(screen: ReaderScreen) -> list[list[str]]:
    """The lines of each page as they are drawn."""
    body = screen.body
    lines = [body.render_line(y).text for y in range(body.size.height)]
    lefts = [body.spread.left(page) for page in range(body.spread.pages)]
    return [[line[left : left + body.spread.width].rstrip() for line in lines] for left in lefts]


@given(st.integers(1, 400), st.integers(1, 100), st.integers(20, 200), st.integers(0, 3))
def test_pages_stand_on_the_screen_and_beside_one_another(width: int, height: int, column: int, wanted: int) -> None:
    made = spread((width, height), column, wanted)
    assert 1 <= made.pages <= (wanted or 3) and made.width <= column
    if made.pages > 1:
        assert made.left(made.pages - 1) + made.width <= width
        assert all(made.left(page) + made.width < made.left(page + 1) for page in range(made.pages - 1))
    for page in range(made.pages):
        assert made.pages == 1 or made.page_at(made.left(page)) == made.page_at(made.left(page) + made.width - 1) == page
        assert made.place(page * height) == (made.left(page), 0)


@pytest.mark.parametrize(("width", "pages"), [(149, 1), (150, 2), (225, 2), (226, 3)])
def test_a_wide_screen_has_more_pages_by_itself(width: int, pages: int) -> None:
    assert spread((width, 40), 72, 0).pages == pages


async def test_the_text_runs_through_both_and_every_letter_is_where_it_is_said_to_be(book: Path) -> None:
    app = GlossatorApp(str(book))
    async with app.run_test(size=WIDE) as pilot:
        body = (await spread_out(pilot)).body
        left, right = shown(reader_screen(pilot))  # type: ignore[arg-type]
        rows = [body.lines.row(y) for y in range(2 * body.size.height)]
        texts = [body.document.text[row.runs[0].start : row.runs[0].end].strip() if row.runs else "" for row in rows]
        assert left + right == texts
        for position in range(body.position, body.end_position, 7):
            region = body.line_region(position)
            assert body.position_under(region.x, region.y) == position or body.document.text[position] in " \n"


async def test_space_turns_both_and_the_line_read_last_stays(book: Path) -> None:
    app = GlossatorApp(str(book))
    async with app.run_test(size=WIDE) as pilot:
        screen = await spread_out(pilot)
        before = shown(screen)
        await pilot.press("space")
        after = shown(screen)
        assert after[0][0] == [line for line in before[1] if line][-1]
        await pilot.press("b")
        assert shown(screen) == before
        await pilot.press("G")
        last = [line for line in shown(screen)[1] if line]
        assert last and last[-1].endswith("w199o") and shown(screen)[1][-1]


async def test_caret_selection_highlight_and_leap_on_the_second_page(book: Path) -> None:
    app = GlossatorApp(str(book))
    async with app.run_test(size=WIDE) as pilot:
        screen = await spread_out(pilot)
        body = screen.body
        target = body.lines.first_position(body.size.height + 3)
        region = body.line_region(target)
        assert region.x >= body.spread.left(1)
        await pilot.click(body, offset=(region.x, region.y))
        assert body.caret_position == target
        await pilot.press("k", "k", "k", "k")  # up from the top of the second page is the foot of the first
        assert body.line_region(body.caret_position).x < body.spread.left(1)
        await pilot.press("v", "j", "j", "j", "j", "e", "enter")
        await until(pilot, lambda: screen.reading.notes.items)
        drawn = [{segment.style.bgcolor for segment in body.render_line(y) if segment.style} for y in range(body.size.height)]
        assert len(drawn[-1]) > 1 and len(drawn[0]) > 1  # marked at the foot of one page and at the head of the other
        await pilot.press("f", *"w")
        assert any("w" not in line for line in shown(screen)[1])
        await pilot.press("escape")


async def test_search_goes_to_either_page_and_the_place_stays_when_the_screen_gets_narrow(book: Path) -> None:
    app = GlossatorApp(str(book))
    async with app.run_test(size=WIDE) as pilot:
        screen = await spread_out(pilot)
        await pilot.press("slash", *"w150c", "enter")
        await until(pilot, lambda: screen.body.position <= screen.body.document.text.index("w150c") <= screen.body.end_position)
        place = screen.body.position
        await pilot.resize_terminal(80, 30)
        await until(pilot, lambda: screen.body.size.width <= 80)
        assert screen.body.spread.pages == 1
        assert screen.body.position <= place <= screen.body.end_position


async def test_there_is_not_always_room(book: Path) -> None:
    app = GlossatorApp(str(book))
    async with app.run_test(size=(60, 20)) as pilot:
        screen = await settled(pilot)
        before = app.settings.pages
        await pilot.press("equals_sign")
        assert screen.body.spread.pages == 1 and "no room" in str(screen.query_one("#message").render())
        assert app.settings.pages == before  # nothing was asked for that a wider window would bring


async def test_all_but_the_paragraph_that_is_read_is_dimmed(book: Path) -> None:
    app = GlossatorApp(str(book))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await settled(pilot)
        await screen.run_action("turn('focus')")
        body = screen.body
        bright, dim = body._style("text").color, body._style("dimmed").color

        def colors(position: int) -> set[Any]:
            strip = body.render_line(body.line_region(position).y)
            return {segment.style.color for segment in strip if segment.style and segment.text.strip()}

        text = body.document.text
        assert colors(0) == {bright} and colors(text.index("w3a")) == {dim}
        await pilot.press("i", "j", "j", "j", "j", "j", "j")
        block = body.document.blocks[body.document.block_at(body.caret_position)]
        assert block.start > 0 and bright in colors(block.start) and colors(0) == {dim}


async def test_the_line_with_the_caret_stays_in_the_middle(book: Path) -> None:
    app = GlossatorApp(str(book))
    async with app.run_test(size=(100, 31)) as pilot:
        screen = await settled(pilot)
        await screen.run_action("turn('typewriter')")
        await pilot.press("5", "0", "percent_sign", "i")
        for key in ("j", "k", "j", "w", "b", "j"):
            await pilot.press(key)
            assert screen.body.line_region(screen.body.caret_position).y == screen.body.size.height // 2
