"""What is written from right to left: where each letter stands, and that the caret and the mouse find it there."""

from __future__ import annotations

from pathlib import Path

import pytest
from bidi.algorithm import get_display
from hypothesis import example, given
from hypothesis import strategies as st

from glossator.tui.app import GlossatorApp
from glossator.tui.layout.bidi import levels_of, ordered
from glossator.tui.layout.line_table import LineTable
from glossator.tui.layout.measuring import widths
from glossator.tui.layout.options import Options
from glossator.tui.settings import Settings
from tests.reading import markdown
from tests.tui.drawn import drawn, painted, paragraph
from tests.tui.settled import settled, until

HEBREW = "הכל התחיל בשנת 1805, כאשר Anna Pavlovna אירחה מסיבה (soirée) בעיר."
WORDS = st.lists(
    st.sampled_from(["שלום", "עולם", "word", "two", "123", "(שלום)", "العربية", "a-b", "נ\u05b8ס", "(x)", "5%", "漢字", "“כן”", "."]),
    min_size=1, max_size=30,
).map(" ".join)  # fmt: skip


@pytest.mark.parametrize(
    "text", ["שלום", HEBREW, "An English line with שלום עולם in it.", "مدينة بغداد سنة 1001 (woodcutter)", "שלום [a (b) c] עולם"]
)
def test_a_line_stands_as_the_algorithm_has_it(text: str) -> None:
    (line,) = drawn(paragraph(text), 100)
    assert line.strip() == str(get_display(text)).strip()
    is_from_right = text[0] > "\u0590"
    assert line.startswith(" ") == is_from_right and (not is_from_right or len(line.rstrip()) == 100)


def test_each_line_of_a_paragraph_is_put_in_order_by_itself() -> None:
    shown = drawn(paragraph(HEBREW * 3), 30)
    assert len(shown) > 5 and all(len(line) <= 31 for line in shown)
    assert get_display("הכל התחיל") in shown[0]
    assert drawn(paragraph(HEBREW * 3), 30, Options(reorders=False))[0].startswith("הכל התחיל")  # the terminal does it


@given(WORDS, st.integers(20, 60))
def test_every_letter_is_in_one_cell_and_is_found_there(text: str, width: int) -> None:
    document = paragraph(text)
    table = LineTable(document, width)
    for y in range(table.height):
        row = table.row(y)
        (run,) = row.runs
        line = painted(document, table, y)
        order = table.cells.order(run.start, run.end)
        letters = [(letter.start, letter.shown) for letter in order.letters] if order else []
        assert not order or "".join(shown for _, shown in letters).strip() == line.strip()
        assert sum(widths(line.rstrip())) <= width
        for start, shown in letters:
            if shown.strip():
                assert table.position_at(y, table.x_of(start)) == start
        seen = sorted(at for letter in (order.letters if order else ()) for at in range(letter.start, letter.end))
        assert not order or seen == list(range(run.start, run.end))


def test_markers_stand_on_the_right_and_tables_and_code_as_ever() -> None:
    document = markdown("- פריט\n\n12. אחד\n\n> ציטוט\n\n| שם | ערך |\n|---|---|\n| אבג | 12 |\n\n```\nשם = 1\n```\n")
    shown = drawn(document, 40)
    assert shown[0].rstrip() == f"{get_display('פריט'):>38} •"
    assert any(line.rstrip().endswith(f"{get_display('אחד')} .12") for line in shown)
    assert any(line.rstrip().endswith(f"{get_display('ציטוט')} ▌") for line in shown)
    table = [line for line in shown if "│" in line or "┼" in line]
    assert len({line.index("│" if "│" in line else "┼") for line in table}) == 1
    assert any("שם = 1" in line for line in shown)


async def test_arrows_go_where_they_point(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"{HEBREW}\n\nEnglish.\n", "utf-8")
    app = GlossatorApp(str(path), settings=Settings(bidi="gloss"))
    async with app.run_test(size=(100, 24)) as pilot:
        screen = await settled(pilot)
        body = screen.body
        await pilot.press("i")
        assert body.caret_position == 0
        x = body.line_region(0).x
        await pilot.press("left", "left")
        assert body.caret_position == 2 and body.line_region(2).x == x - 2
        await pilot.press("right")
        assert body.caret_position == 1
        await pilot.press("l")  # in the order of the text, as ever
        assert body.caret_position == 2
        await pilot.press("shift+left", "shift+left")
        assert body.selection and body.selection.range == (2, 4)


async def test_caret_selection_and_mouse(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"{HEBREW}\n\n" * 3, "utf-8")
    app = GlossatorApp(str(path), settings=Settings(bidi="gloss"))
    async with app.run_test(size=(100, 24)) as pilot:
        screen = await settled(pilot)
        body = screen.body
        at = HEBREW.index("Anna")
        region = body.line_region(at)
        await pilot.click(body, offset=(region.x, region.y))
        assert body.caret_position == at
        strip = body.render_line(region.y)
        assert strip.crop(region.x, region.x + 1).text == "A"
        await pilot.press("v", "e", "e", "enter")  # to the end of the next words, of which one is read the other way
        await until(pilot, lambda: screen.reading.notes.items)
        assert screen.reading.notes.items[0].selectors.exact == "Anna Pavlovna"


@given(st.text("אבגab c12()[]{}.,", min_size=1, max_size=16).map(str.strip).filter(bool))
@example("זה פרוטוקול HTTP (Hypertext)")
@example("مثال: استخدم الدالة main(argv)")
@example("abc (אבג [x] דה) def")
def test_brackets_go_with_what_is_in_them(text: str) -> None:
    import bidi

    base, levels = levels_of(text)
    order = ordered(text, 0, len(text), levels, base, 1000)
    stands = "".join(text[letter.start : letter.end] for letter in order.letters)
    assert stands == bidi.get_display(text, base_dir="LR"[base])
