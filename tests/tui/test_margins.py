"""What stands beside the text: the numbers of colours, marks beside the scroll bar, links for the terminal, page turns."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from glossator.tui.app import GlossatorApp
from glossator.tui.controllers.shown_hits import HitMarks, of_places
from glossator.tui.gate import TerminalGate
from glossator.tui.layout.line_table import LineTable
from glossator.tui.layout.page_starts import page_start
from glossator.tui.settings import Settings
from glossator.tui.terminal import terminal_knows_links
from glossator.tui.widgets.margins import Overview, marked
from glossator.tui.widgets.page_marks import PageMarks
from glossator.tui.widgets.paint import Mark
from glossator.tui.widgets.runs import link_style
from tests.reading import markdown
from tests.tui.settled import saved, settled, until

BOOK = "# Book\n\n" + "\n\n".join(
    f"## Part {n}\n\n" + "\n\n".join(f"Paragraph {n}.{i} " + "goes on with words " * (3 + (n * 7 + i * 5) % 20) for i in range(8)) for n in range(9)
)  # fmt: skip


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.md"
    path.write_text(BOOK.replace("Paragraph 6.3", "Zebras 6.3") + "\n\nSee [the page](https://example.org/a%20b?q=é;x).\n")
    return path


def rows(app: GlossatorApp) -> list[str]:
    body = app.screen.query_one("#body")
    strips = app.screen._compositor.render_strips()
    return [strip.crop(body.region.x, body.region.right).text for strip in strips[body.region.y : body.region.bottom]]


async def test_a_highlight_is_told_by_its_number_in_the_text_and_in_the_pane(book: Path) -> None:
    app = GlossatorApp(str(book))
    async with app.run_test(size=(140, 30)) as pilot:
        screen = await settled(pilot)
        await pilot.press("]", "]", "V")
        await until(pilot, lambda: sum(row[0] == "1" for row in rows(app)) == 1)
        await pilot.press("3", "enter")
        await saved(pilot)
        await until(pilot, lambda: any("3 Part 1" in row for row in rows(app)))
        await pilot.press("}", "V", "V", "4", "enter")  # a whole paragraph, of several lines
        await saved(pilot)
        await until(pilot, lambda: sum(row[0] == "4" for row in rows(app)) == 1)
        pane = "\n".join(strip.text for strip in screen._compositor.render_strips())
        assert "3 Part 1" in pane.replace("\u2502", "").split("Notes · 2")[1]


async def test_marks_beside_the_scroll_bar_show_what_is_where(book: Path) -> None:
    app = GlossatorApp(str(book))
    async with app.run_test(size=(140, 30)) as pilot:
        screen = await settled(pilot)
        await pilot.press("V", "enter")
        await saved(pilot)
        await until(pilot, lambda: rows(app)[0][-2] == "▐")
        assert [row[-2] for row in rows(app)[1:]].count("▐") == 0
        await pilot.press("slash", *"zebras")
        await until(pilot, lambda: screen.body.marks.matches)
        marked = [y for y, row in enumerate(rows(app)) if row[-2] in "▐▕"]
        share = screen.reading.document.text.index("Zebras") / len(screen.reading.document.text)
        assert marked[0] == 0 and len(marked) == 2 and abs(marked[1] / screen.body.size.height - share) < 0.06


async def test_two_highlights_that_begin_in_one_line_have_both_their_numbers(book: Path) -> None:
    app = GlossatorApp(str(book))
    async with app.run_test(size=(140, 30)) as pilot:
        await settled(pilot)
        await pilot.press("]", "]", "i", "j", "j", "v", "e", "2", "enter")
        await saved(pilot)
        await pilot.press("w", "w", "v", "e", "5", "enter")
        await saved(pilot)
        await until(pilot, lambda: any(row.lstrip().startswith("25") for row in rows(app)))


@given(st.floats(0, 0.999), st.booleans())
def test_a_mark_stands_in_its_share_of_a_long_text_wherever_it_is(share: float, is_hit: bool) -> None:
    document = markdown("\n\n".join(["word " * 300] * 60))
    start = int(share * len(document.text))
    marks, mark = PageMarks(), Mark(start, start + 4, "yellow")
    if is_hit:
        marks.matches = HitMarks(of_places([(mark.start, mark.end)]))
    else:
        marks.highlights = lambda low, high: [mark] if mark.start < high and low < mark.end else []
    overview, table = Overview(), LineTable(document, 60)
    marked_rows = [y for y in range(6) if overview.row(y, 6, table, marks)]
    assert marked_rows and abs(marked_rows[0] - 6 * share) <= 1.1 and len(marked_rows) <= 2


@given(st.lists(st.integers(1, 400), min_size=5, max_size=40), st.integers(20, 80), st.integers(5, 30))
def test_no_page_begins_with_a_blank_row_the_last_line_alone_or_behind_a_heading(lengths: list[int], width: int, height: int) -> None:
    parts = [f"## Head {n}" if n % 7 == 3 else "word " * length for n, length in enumerate(lengths)]
    document = markdown("\n\n".join(parts))
    table = LineTable(document, width)
    for y in range(1, table.height):
        start = page_start(table, y)
        row = table.row(start)
        assert row.runs and y - 6 <= start <= y + 1
        is_last_line = row.line > 0 and table.row(start + 1).line <= 0 and start + 1 < table.height
        assert not is_last_line
        if row.line == 0 and row.block:
            assert document.blocks[row.block - 1].kind != "heading"


async def test_pages_turned_and_turned_back_are_the_same_and_none_of_the_text_is_missed(book: Path) -> None:
    app = GlossatorApp(str(book))
    async with app.run_test(size=(70, 20)) as pilot:
        body = (await settled(pilot)).body
        tops = [body.scroll_offset.y]
        while body.end_position < body.document.sections[5].start:
            last = body.scroll_offset.y + body.size.height - 1
            await pilot.press("space")
            assert tops[-1] < body.scroll_offset.y <= last
            tops.append(body.scroll_offset.y)
        for top in reversed(tops[:-1]):
            await pilot.press("b")
            assert body.scroll_offset.y == top


@pytest.mark.parametrize(("text", "cell", "shown"), [("漢字 ab", 1, "漢字 ab"), ("漢字 ab", 4, "漢字▕ab"), ("ab 漢字", 2, "ab▕漢字"), ("ab  漢字", 3, "ab ▐漢字"), ("ab 漢字", 4, "ab 漢字"), ("ab", 1, "ab")])
def test_a_mark_takes_a_blank_cell_and_no_half_of_a_letter(text: str, cell: int, shown: str) -> None:
    line = Strip([Segment(text)])
    drawn = marked(line, cell, Segment("▐"))
    assert drawn.text == shown and drawn.cell_length == line.cell_length


# -- links for the terminal


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("https://example.org/a b?q=é;x", "https://example.org/a%20b?q=%C3%A9%3Bx"), ("mailto:a@example.org", "mailto:a@example.org"),
        ("https://example.org/\x1b\\\x07\u202e", "https://example.org/%1B%5C%07%E2%80%AE"), ("javascript:x", None), ("file:///etc/passwd", None),
        ("#part", None), ("https://" + "x" * 3000, None),
    ],
)  # fmt: skip
def test_a_link_as_the_terminal_is_told_of_it(target: str, expected: str | None) -> None:
    assert link_style(target).link == expected


@pytest.mark.parametrize("name", ["GNOME", "kitty", "xterm"])
async def test_the_terminal_is_told_of_links_where_it_knows_them(book: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    for variable in ("VTE_VERSION", "TERM", "TERM_PROGRAM", "WT_SESSION"):
        monkeypatch.delenv(variable, raising=False)
    if name == "GNOME":
        monkeypatch.setenv("VTE_VERSION", "6003")
    elif name == "kitty":
        monkeypatch.setenv("TERM", "xterm-kitty")
    assert terminal_knows_links() == (name != "xterm")
    app = GlossatorApp(str(book), settings=Settings(bidi="gloss"))
    async with app.run_test(size=(90, 20)) as pilot:
        await settled(pilot)
        await pilot.press("G")
        await until(pilot, lambda: "See the page" in "\n".join(rows(app)))
        links = [s.style.link for strip in app.screen._compositor.render_strips() for s in strip if s.style and s.style.link]
        assert links == (["https://example.org/a%20b?q=%C3%A9%3Bx"] if name != "xterm" else [])


def test_the_last_gate_takes_links_that_would_end_before_their_end() -> None:
    segments = [Segment("a", Style(link="https://example.org/\x1b]0;x\x07")), Segment("b", Style(link="https://example.org/"))]
    links = [segment.style.link for segment in TerminalGate().apply(segments, Color(0, 0, 0)) if segment.style]
    assert links == [None, "https://example.org/"]


# -- movement


async def test_nothing_moves_by_itself_where_that_is_turned_off(book: Path) -> None:
    app = GlossatorApp(str(book), settings=Settings(movement=False))
    async with app.run_test(size=(140, 30)) as pilot:
        screen = await settled(pilot)
        await pilot.press("slash")
        assert app.animation_level == "none"
        assert not any(field.cursor_blink for field in screen.query("Field"))  # type: ignore[attr-defined]
        await pilot.press("escape", "V", "m")
        await until(pilot, lambda: app.screen.query("TextArea"))
        assert not app.screen.query_one("TextArea").cursor_blink  # type: ignore[attr-defined]
        await pilot.press("escape", "ctrl+p")
        await until(pilot, lambda: app.screen.query("CommandInput"))
        assert not app.screen.query_one("CommandInput").cursor_blink  # type: ignore[attr-defined]


async def test_a_selection_on_a_highlight_of_its_colour_is_seen(book: Path) -> None:
    app = GlossatorApp(str(book))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await settled(pilot)
        await pilot.press("]", "]", "i", "j", "j", "V", "1", "enter")
        await saved(pilot)

        def looks() -> set[object]:
            strip = screen.body.render_line(screen.body.line_region(screen.body.caret_position).y)
            color = screen.body._style("yellow").bgcolor
            return {segment.style for segment in strip if segment.style and segment.style.bgcolor == color}

        await pilot.press("0", "l", "v", "e")
        await until(pilot, lambda: screen.body.selection is not None)
        assert {(style.bold, style.italic) for style in looks()} >= {(None, None), (True, True)}  # type: ignore[attr-defined]
