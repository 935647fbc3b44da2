"""Code: in all the room there is, wrapped with a sign or scrolled sideways, its lines numbered; the text as it was."""

import os
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.pilot import Pilot

from glossator.content.document import Builder, Container, Document
from glossator.tui.app import GlossatorApp
from glossator.tui.layout.line_table import LineTable
from glossator.tui.layout.options import Options
from tests.tui.drawn import painted
from tests.tui.settled import reader_screen, settled, until

EXAMPLES = int(os.environ.get("GLOSS_EXAMPLES", "300"))
PIECES = ["x = 1", "    ", "\t", "漢字かな", "word ", "e\u0301", "👩‍👩‍👧", "0123456789" * 5, "\n", "\n\n", "# comment "]
CODE = st.lists(st.sampled_from(PIECES), min_size=1, max_size=25).map("".join).filter(str.strip)
OPTIONS = st.builds(Options, st.booleans(), st.booleans())


def of_code(code: str, depth: int = 0) -> Document:
    builder = Builder()
    builder.add("paragraph", "Before it.")
    builder.add("code", code, containers=tuple(Container("") for _ in range(depth)))
    builder.add("paragraph", "After it.")
    return builder.document(title="", format="text")


@settings(max_examples=EXAMPLES, deadline=None)
@given(CODE, st.integers(20, 70), st.integers(0, 40), OPTIONS, st.integers(0, 2))
def test_every_letter_of_code_is_reached_and_nothing_is_drawn_beyond_the_room(
    code: str, width: int, more: int, options: Options, depth: int
) -> None:
    document = of_code(code, depth)
    table = LineTable(document, width, width + more, options)
    rows = [y for y in range(table.height) if table.row(y).block == 1 and table.row(y).line >= 0]
    margin = (table.room - table.width) // 2
    for y in rows:
        left, line = table.row(y).left, painted(document, table, y)
        assert -margin <= left and left + cell_len(line) <= table.room - margin
    block, last = document.blocks[1], -1
    for position in range(block.start, block.end):
        table.reveal(position)
        y = table.y_of(position)
        assert y >= last
        last = y
        char = document.text[position]
        if char.isascii() and char.isalnum():
            x = table.x_of(position) - table.row(y).left
            assert painted(document, table, y)[letter_at(painted(document, table, y), x)] == char
            assert table.position_at(y, table.x_of(position)) == position


def letter_at(line: str, cells: int) -> int:
    """The code point of a line that a cell shows."""
    return next(at for at in range(len(line)) if cell_len(line[:at]) == cells and cell_len(line[: at + 1]) > cells)


@settings(max_examples=EXAMPLES, deadline=None)
@given(CODE, st.integers(20, 70))
def test_lines_are_numbered_as_they_are_in_the_file_and_a_line_that_goes_on_has_a_sign(code: str, width: int) -> None:
    document = of_code(code)
    table = LineTable(document, width, width, Options(numbers_code=True))
    lines = document.text[document.blocks[1].start : document.blocks[1].end].split("\n")
    numbers = []
    for y in range(table.height):
        row = table.row(y)
        if row.block == 1 and row.line >= 0:
            begins = row.runs[0].start == document.blocks[1].start or document.text[row.runs[0].start - 1] == "\n"
            line = painted(document, table, y)
            assert line.startswith("↪", row.runs[0].x - 2) is not begins
            if begins:
                numbers.append(int(line[: row.runs[0].x - 2]))
    assert numbers == [*range(1, len(lines) + 1)]


RFC = "\n".join(f"   {'The text of a line of it, which is seventy-two columns wide: ' * 2:.69}" for _ in range(40))


@pytest.mark.parametrize("size", [(160, 45), (100, 30), (78, 24)])
async def test_lines_of_seventy_two_columns_never_break(tmp_path: Path, size: tuple[int, int]) -> None:
    path = tmp_path / "rfc.md"
    path.write_text(f"# RFC\n\n```\n{RFC}\n```\n")
    app = GlossatorApp(str(path))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("Z")
        body = body_of(pilot)
        await until(pilot, lambda: body.size.width == size[0])
        shown = [body.render_line(y).text for y in range(body.size.height)]
        assert sum(RFC.split("\n")[0] in line for line in shown) > 10 and "↪" not in "".join(shown)


def body_of(pilot: Pilot[None]):  # type: ignore[no-untyped-def]
    screen = reader_screen(pilot)
    assert screen
    return screen.body


async def test_wide_code_scrolls_sideways_when_that_is_chosen_and_lines_are_numbered_live(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# A\n\nProse.\n\n```python\nshort = 1\n" + "value = " + " + ".join(f"n{n}" for n in range(100)) + "\n```\n\nAfter.\n")
    app = GlossatorApp(str(path))
    async with app.run_test(size=(90, 24)) as pilot:
        await settled(pilot)
        body, screen = body_of(pilot), reader_screen(pilot)
        assert screen

        def shown() -> str:
            return "\n".join(body.render_line(y).text for y in range(20))

        assert "↪" in shown() and "n99" in shown()
        await screen.run_action("turn('code_wrap')")
        await until(pilot, lambda: "↪" not in shown() and "▸" in shown())
        await pilot.press("9", "9", "greater_than_sign")
        await until(pilot, lambda: "n99" in shown() and "◂" in shown())
        await pilot.press("slash", *"n50", "enter")
        await until(pilot, lambda: re.search(r"\bn50\b", shown()) is not None)
        await screen.run_action("turn('code_numbers')")
        await until(pilot, lambda: "2 " in shown() and re.search(r"1\s+short|2\s+.*n50", shown()) is not None)
        body.leap_to(body.document.text.index("short"))
        await pilot.press("v", "dollar_sign", "y")
        await until(pilot, lambda: app.clipboard == "short = 1")
    again = GlossatorApp(str(path))
    async with again.run_test(size=(90, 24)) as pilot:
        await settled(pilot)
        assert again.settings.code_numbers and not again.settings.code_wrap
        assert re.search(r"^\s*1\s+short = 1", "\n".join(body_of(pilot).render_line(y).text for y in range(20)), re.M)
