"""Space between lines and paragraphs, and how headings are set: no position is lost, whatever is chosen."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.tui.app import GlossatorApp
from glossator.tui.layout.line_table import LineTable
from glossator.tui.layout.options import Options
from tests.reading import markdown
from tests.tui.drawn import drawn
from tests.tui.settled import settled, until

PARTS = ["## A heading that is long enough for two lines of it", "word " * 30, "> quoted " * 9, "- one item " * 8, "```\ncode\nmore\n```", "| a | b |\n|---|---|\n| c | d |", "---", "short", "日本語の文章です。" * 9, "שלום עולם " * 9]


@given(st.lists(st.sampled_from(PARTS), min_size=1, max_size=9), st.integers(16, 70), st.integers(1, 3), st.integers(1, 3), st.sampled_from(["plain", "rule", "capitals"]))
def test_every_position_has_its_row_and_every_row_its_place(parts: list[str], width: int, lines: int, space: int, headings: str) -> None:
    document = markdown("\n\n".join([*parts, "the end"]))
    table = LineTable(document, width, options=Options(line_spacing=lines, paragraph_space=space, heading_style=headings))
    plain = LineTable(document, width)
    assert table.height >= plain.height
    at = -1
    for y in range(table.height):
        if table.row(y).runs and document.blocks[table.row(y).block].kind != "table":
            start, end = table.range_of(y) or (0, 0)
            assert at <= start <= end
            at = start
            assert table.y_of(start) == y
    for position in range(0, len(document.text), 3):
        assert plain.row(plain.y_of(position)).runs == table.row(table.y_of(position)).runs


@given(st.lists(st.sampled_from([*PARTS, "another word " * 12, "漢字の段落 " * 12, "un\u00adbe\u00adliev\u00adable " * 9]), min_size=1, max_size=12), st.integers(16, 70), st.booleans())
def test_first_lines_are_indented_where_no_blank_row_separates_paragraphs(parts: list[str], width: int, justifies: bool) -> None:
    document = markdown("\n\n".join([*parts, "the end"]))
    table = LineTable(document, width, options=Options(paragraph_space=0, justifies=justifies))
    at = -1
    for y in range(table.height):
        row = table.row(y)
        if not row.runs or document.blocks[row.block].kind == "table":
            continue
        run, block = row.runs[0], document.blocks[row.block]
        assert at <= run.start and table.y_of(run.start) == y
        at = run.start
        before = document.blocks[row.block - 1] if row.block else None
        follows = before is not None and before.kind == block.kind == "paragraph" and not block.containers and not before.containers
        if block.kind == "paragraph" and not block.containers and not table.cells.is_from_right(row.block):
            assert run.x == (2 if follows and row.line == 0 else 0)
            end = run.start + len(document.text[run.start : run.end].rstrip())
            assert end - run.start <= 1 or run.x + table.cells.before(run.start, end)[-1] <= width
        if follows and row.line == 0:
            assert table.row(y - 1).runs  # no blank row between them


def test_lines_paragraphs_and_headings() -> None:
    document = markdown("# Straße und ßuche\n\none two three four five six\n\n> seven eight nine ten\n")
    lines = [line.rstrip() for line in drawn(document, 15, Options(line_spacing=2, paragraph_space=2))]
    assert lines == [
        "Straße und", "ßuche", "", "", "", "one two three", "", "four five six", "", "", "", "▌ seven eight", "▌", "▌ nine ten",
    ]  # fmt: skip
    prose = markdown("one two three four\n\nfive six seven eight nine\n\n> ten\n")
    assert [line.rstrip() for line in drawn(prose, 15, Options(paragraph_space=0))] == [
        "one two three", "four", "  five six", "seven eight", "nine", "", "▌ ten",
    ]  # fmt: skip
    assert drawn(document, 15, Options(heading_style="rule"))[:3] == ["Straße und ", "ßuche", "─" * 15]
    assert drawn(document, 15, Options(heading_style="capitals"))[:2] == ["STRAßE UND ", "ßUCHE"]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    path = tmp_path / "book.md"
    path.write_text("\n\n".join(f"## Part {n}\n\n" + "word " * 90 for n in range(20)))
    return path


@pytest.mark.parametrize(("name", "value"), [("line_spacing", 2), ("paragraph_space", 2), ("heading_style", "rule")])
async def test_they_are_changed_on_screen_the_place_stays_and_they_are_remembered(book: Path, name: str, value: object) -> None:
    app = GlossatorApp(str(book))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await settled(pilot)
        screen.body.go(screen.reading.document.sections[9].start)
        place, height = screen.body.position, screen.body.lines.height
        await screen.run_action(f"change('{name}')")
        await until(pilot, lambda: screen.body.lines.height > height)
        assert screen.body.position == place
        for _ in range(6):  # the caret goes on by lines, whatever stands between them
            before = screen.body.caret_position
            await pilot.press("i" if screen.body.mode == "pager" else "j")
        assert screen.body.caret_position > before
    again = GlossatorApp(str(book))
    async with again.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert getattr(again.settings, name) == value
