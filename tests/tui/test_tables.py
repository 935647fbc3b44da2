"""Tables: rules that stand in one column from head to foot, and cells of which each can be reached."""

import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.pilot import Pilot

from glossator.content.document import Builder, Document
from glossator.content.text.segments import letter_start
from glossator.tui.app import GlossatorApp
from glossator.tui.layout.line_table import LineTable
from glossator.tui.layout.measuring import widths
from glossator.tui.widgets.paint import Mark, paint_row
from tests.reading import markdown as read_markdown
from tests.tui.drawn import painted
from tests.tui.settled import reader_screen, settled, until

EXAMPLES = int(os.environ.get("GLOSS_EXAMPLES", "300"))
WORDS = ["a", "word", "longer words", "漢字かな交じり", "👩‍👩‍👧 family", "e\u0301te\u0301", "x" * 70, "1,234.5", "नमस्ते", "مرحبا", "❤️", "one two three four five six"]
CELLS = st.just("") | st.lists(st.sampled_from(WORDS), min_size=1, max_size=5).map(" ".join)


@st.composite
def tables(draw: st.DrawFn) -> Document:
    """Any number of rows and columns; some rows are short, as where an HTML table leaves cells out."""
    columns = draw(st.integers(1, 9))
    rows = draw(st.lists(st.lists(CELLS, min_size=1, max_size=columns), min_size=1, max_size=7))
    rows[0] += ["head"] * max(1, columns - len(rows[0]))
    alignment = "".join(draw(st.lists(st.sampled_from("lcr"), min_size=columns, max_size=columns)))
    builder = Builder()
    if draw(st.booleans()):
        builder.add("paragraph", "Before it.")
    builder.add("table", "\n".join("\t".join(row) for row in rows), info=alignment)
    if draw(st.booleans()):
        builder.add("paragraph", "After it.")
    return builder.document(title="", format="text")


@settings(max_examples=EXAMPLES, deadline=None)
@given(tables(), st.integers(20, 90), st.integers(0, 60))
def test_every_rule_stands_in_one_column_and_every_cell_can_be_reached(document: Document, width: int, more: int) -> None:
    table = LineTable(document, width, width + more)
    index = next(number for number, block in enumerate(document.blocks) if block.kind == "table")
    lines = [y for y in range(table.height) if table.row(y).block == index and table.row(y).line >= 0]
    sideways = table.sideways(index)
    seen: set[int] = set()
    while True:
        shown = [painted(document, table, y) for y in lines]
        assert len({cell_len(line) for line in shown}) == 1
        assert cell_len(shown[0]) <= table.room
        signs = [_signs(line) for line in shown]
        ruled = [{at for at, sign in each.items() if sign in ("│", "┼")} for each in signs]
        arrows = {at for each in signs for at, sign in each.items() if sign in ("◂", "▸")}
        assert all(each - arrows == ruled[0] - arrows for each in ruled)
        for y, line in zip(lines, signs, strict=True):
            for run in table.row(y).runs:
                seen |= {at for at in range(run.start, run.end) if at not in seen and _is_shown(document, table, y, at, line)}
        if not sideways or not sideways.step(1):
            break
    block = document.blocks[index]
    assert {at for at in range(block.start, block.end) if not document.text[at].isspace()} <= seen


def _signs(line: str) -> dict[int, str]:
    """What stands in each cell of a line; the second cell of a wide sign is not there."""
    found, at = {}, 0
    for char, size in zip(line, widths(line), strict=True):
        if size:
            found[at] = char
        at += size
    return found


def _is_shown(document: Document, table: LineTable, y: int, position: int, signs: dict[int, str] | None = None) -> bool:
    """Whether the letter at a position is drawn where the table says it is."""
    position, row = letter_start(document.text, position), table.row(y)
    x = table.x_of(position) - row.left
    sideways = table.sideways(row.block)
    if sideways and x >= sideways.room:
        return False
    signs = _signs(painted(document, table, y)) if signs is None else signs
    return signs.get(x) == document.text[position]


@settings(max_examples=EXAMPLES, deadline=None)
@given(tables(), st.integers(20, 90), st.integers(0, 60))
def test_a_place_of_a_table_is_where_it_is_drawn_after_it_was_brought_on_screen(document: Document, width: int, more: int) -> None:
    table = LineTable(document, width, width + more)
    for position in range(0, len(document.text), 5):
        table.reveal(position)
        y = table.y_of(position)
        assert any(run.start <= position < run.end for run in table.row(y).runs)
        if document.text[position].isalnum() and document.text[position].isascii():
            assert _is_shown(document, table, y, position)
            assert table.position_at(y, table.x_of(position)) == position


WIDE = "# Wide\n\n" + "\n".join(
    "|" + "|".join(each.format(n) for n in range(30)) + "|" for each in ("head {}", "---", "cell {} of it", "another {} here")
) + "\n\nAfter it.\n"  # fmt: skip


@pytest.fixture
def wide(tmp_path: Path) -> Path:
    path = tmp_path / "wide.md"
    path.write_text(WIDE)
    return path


def lines_of(pilot: Pilot[None]) -> list[str]:
    screen = reader_screen(pilot)
    assert screen
    return [screen.body.render_line(y).text for y in range(12)]


async def test_a_table_wider_than_the_page_is_scrolled_by_column_and_its_first_one_stands_still(wide: Path) -> None:
    app = GlossatorApp(str(wide))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "head 29" not in "".join(lines_of(pilot)) and "▸" in "".join(lines_of(pilot))
        await pilot.press("2", "greater_than_sign")
        await until(pilot, lambda: "head 1 " not in "".join(lines_of(pilot)))
        heads = next(line for line in lines_of(pilot) if "head 0" in line)
        assert heads.split("│")[1].strip() == "head 3" and "◂" in "".join(lines_of(pilot))
        await pilot.press("9", "9", "greater_than_sign")
        await until(pilot, lambda: "another 29 here" in "".join(lines_of(pilot)))
        assert "another 0 here" in "".join(lines_of(pilot)) and "▸" not in "".join(lines_of(pilot))
        await pilot.press("9", "9", "less_than_sign")
        await until(pilot, lambda: "head 1 " in "".join(lines_of(pilot)))


async def test_the_wheel_scrolls_a_wide_table_sideways_and_nothing_else(wide: Path) -> None:
    app = GlossatorApp(str(wide))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await settled(pilot)
        body, text = screen.body, screen.body.document.text

        def turned(kind: type[events.MouseEvent], words: str, *, shift: bool = False) -> None:
            at = body.line_region(text.index(words))
            x, y = at.x + body.region.x, at.y + body.region.y
            body.post_message(kind(body, at.x, at.y, 0, 0, 0, shift, False, False, x, y))

        turned(events.MouseScrollRight, "cell 0 of it")
        await until(pilot, lambda: "head 1 " not in "".join(lines_of(pilot)))
        turned(events.MouseScrollLeft, "cell 0 of it")
        await until(pilot, lambda: "head 1 " in "".join(lines_of(pilot)))
        turned(events.MouseScrollDown, "cell 0 of it", shift=True)
        await until(pilot, lambda: "head 1 " not in "".join(lines_of(pilot)))
        turned(events.MouseScrollUp, "cell 0 of it", shift=True)
        await until(pilot, lambda: "head 1 " in "".join(lines_of(pilot)))
        turned(events.MouseScrollRight, "After it")
        await pilot.pause()
        assert "head 1 " in "".join(lines_of(pilot)) and body.scroll_offset.y == 0
        await pilot.press("less_than_sign")
        await until(pilot, lambda: "nothing more on the left" in str(screen.query_one("#message").render()))


async def test_where_nothing_is_wide_that_is_said(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# One\n\nWords.\n")
    app = GlossatorApp(str(path))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("greater_than_sign")
        await until(pilot, lambda: "nothing here is wider" in str(pilot.app.screen.query_one("#message").render()))


async def test_a_search_brings_the_cell_on_screen(wide: Path) -> None:
    app = GlossatorApp(str(wide))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *'"another 21"', "enter")
        await until(pilot, lambda: "another 21 here" in "".join(lines_of(pilot)))


async def test_where_nothing_is_wide_the_key_says_so(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await settled(pilot)
        await pilot.press("greater_than_sign")
        await until(pilot, lambda: "nothing here is wider" in str(screen.query_one("#message").render()))


def test_what_is_marked_across_cells_is_marked_between_them() -> None:
    document = read_markdown("| one | two | three |\n|---|---|---|\n| a | b | c |\n")
    table = LineTable(document, 40)
    start, end = document.text.index("a\t"), document.text.index("c") + 1
    marks = [Mark(start, end, "yellow")]
    y = table.y_of(start)
    segments, _ = paint_row(document, table, table.row(y), marks, lambda name: Style(bold=name == "yellow"), [])
    text = "".join(segment.text for segment in segments if segment.style and segment.style.bold)
    assert text.split("│") == ["a   ", " b   ", " c"]


@pytest.mark.parametrize("columns", [60, 400])
def test_only_what_is_on_screen_of_a_wide_table_is_drawn(columns: int) -> None:
    head, rule, row = (("|" + each) * columns + "|" for each in ("head", "-", "cell"))
    document = read_markdown("\n".join([head, rule, row, row]))
    table = LineTable(document, 60)
    segments, cells = paint_row(document, table, table.row(0), [], lambda name: Style(), [])
    assert cells == 60 and len(segments) < 60
