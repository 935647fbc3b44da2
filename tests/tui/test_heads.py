"""A table's head stays at the top of the screen while the table scrolls by; nothing is ever hidden beneath it for good."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from glossator.content import open_document
from glossator.content.library.reading_places import Library
from glossator.tui.app import GlossatorApp
from glossator.tui.widgets.body import Body
from tests.tui.settled import reader_screen, settled, until

ROWS, LINES = 60, 25  # enough for three screens


@pytest.fixture
def path(tmp_path: Path) -> Path:
    table = ["| name | number |", "|---|---|", *(f"| row {number} | {number * 7} |" for number in range(1, ROWS + 1))]
    before, after = ("\n\n".join(f"{what} paragraph {number}." for number in range(1, LINES + 1)) for what in ("First", "Last"))
    path = tmp_path / "table.md"
    path.write_text("\n".join(["# Title", "", before, "", *table, "", after, ""]))
    return path


def body_of(pilot: Pilot[None]) -> Body:
    screen = reader_screen(pilot)
    assert screen
    return screen.body


def lines(body: Body) -> list[str]:
    return [body.render_line(y).text.strip() for y in range(body.size.height)]


def whole(body: Body) -> str:
    return "\n".join(lines(body))


async def test_the_head_stays_and_every_row_is_seen_page_by_page_both_ways(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        body = body_of(pilot)
        for key in ("space", "b"):
            seen: set[str] = set()
            tops: list[int] = []
            while body.scroll_offset.y not in tops:
                tops.append(body.scroll_offset.y)
                shown = lines(body)
                seen |= {*shown}
                if "row" in shown[4] and "name" not in whole(body):
                    raise AssertionError(whole(body))
                if "row" in shown[2]:
                    assert "name" in shown[0] and "┼" in shown[1]
                await pilot.press(key)
                await pilot.pause()
            for number in range(1, ROWS + 1):
                assert any(line.split("│")[0].strip() == f"row {number}" for line in seen), (key, number)
            assert {f"First paragraph {n}." for n in range(1, LINES + 1)} | {f"Last paragraph {n}." for n in range(1, LINES + 1)} <= seen


async def test_line_by_line_the_first_position_never_goes_back(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        body = body_of(pilot)
        places = []
        for _ in range(int(body.max_scroll_y)):
            places.append(body.position)
            first = body.row_at(0, body._head[1])
            assert body.lines.first_position(first) == body.position or body.lines.y_of(body.position) == first
            body.action_lines(1)  # as ``j`` does
        assert places == sorted(places) and body.scroll_offset.y == body.max_scroll_y


@pytest.mark.parametrize("size", [(160, 45), (100, 30), (70, 20), (40, 10)])
async def test_a_row_that_is_gone_to_stands_beneath_the_head(path: Path, size: tuple[int, int]) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        body, text = body_of(pilot), body_of(pilot).document.text
        for number in (1, 2, 30, 59, ROWS):
            at = text.index(f"row {number}\t")
            body.go(at)
            await pilot.pause()
            y = body.line_region(at).y
            assert lines(body)[y].startswith(f"row {number} ")
            assert y <= 2
            assert "name" in lines(body)[0]
            at = text.index("name")
            assert lines(body)[body.line_region(at).y].startswith("name")


async def test_the_caret_the_mouse_and_a_highlight_in_the_head_that_stays(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        body, text = body_of(pilot), body_of(pilot).document.text
        body.go(text.index("row 30\t"))
        await pilot.pause()
        assert body.position == text.index("row 30\t")
        await pilot.press("i", "k")  # above the first row there is the head: the page goes on behind it
        await until(pilot, lambda: body.caret_position == text.index("row 29\t"))
        assert lines(body)[body.line_region(body.caret_position).y].startswith("row 29 ")
        await pilot.press("escape")
        body.go(text.index("row 40\t"))
        await pilot.pause()
        head = body.line_region(text.index("number"))
        assert head.y == 0
        assert body.position_under(head.x, head.y) == text.index("number")
        await pilot.click(Body, offset=(head.x, head.y))
        await pilot.press("v", "e", "enter")
        await until(pilot, lambda: bool(reader_screen(pilot).reading.notes.items))  # type: ignore[union-attr]
        assert body.marks.touching(text.index("number"), text.index("number") + 1)


@pytest.mark.parametrize("is_again", [False, True])
async def test_the_place_is_found_again_beneath_the_head(path: Path, is_again: bool) -> None:
    at = open_document(path).text.index("row 33\t")
    if is_again:
        document = open_document(path)
        Library().remember(document, at, 0, len(document.text))
    app = GlossatorApp(str(path))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        body = body_of(pilot)
        if not is_again:
            body.go(at)
        await until(pilot, lambda: body.position == at)
        assert lines(body)[2].startswith("row 33 ")
        await pilot.resize_terminal(60, 20)
        await until(pilot, lambda: body.size.width < 61 and lines(body)[2].startswith("row 33 "))
