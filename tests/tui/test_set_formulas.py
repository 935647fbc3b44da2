"""Formulas that stand by themselves are set in two dimensions: what is drawn, and that every letter has its place."""

from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.style import Style

from glossator.content.text.tex import formula_of
from glossator.tui.app import GlossatorApp
from glossator.tui.layout.bidi import Order
from glossator.tui.layout.line_table import LineTable
from glossator.tui.widgets.paint import paint_row
from tests.reading import markdown
from tests.tui.settled import settled, until


def drawn(tex: str, width: int = 70) -> list[str]:
    table = LineTable(markdown(f"$$\n{tex}\n$$\n"), width)
    rows = [paint_row(table.document, table, table.row(y), [], lambda _: Style(), []) for y in range(table.height)]
    return ["".join(segment.text for segment in segments).removeprefix("    ").rstrip() for segments, _ in rows]


@pytest.mark.parametrize(
    ("tex", "rows"),
    [
        (r"x = \frac{-b \pm \sqrt{b^2-4ac}}{2a}", ["           ▁▁▁▁▁▁▁▁", "     −b ± √b² − 4ac", "x = ────────────────", "           2a"]),
        (r"\frac{a}{b} - \frac{c+d}{e}", [" a     c + d", "─── − ───────", " b       e"]),
        (r"\sqrt{\frac{a+b}{c}}", [" ▁▁▁▁▁▁▁▁", " │ a + b", " │───────", "√│   c"]),
        (r"\sum_{n=1}^\infty \frac{1}{n^2}", [" ∞   1", " ∑  ────", "n=1  n²"]),
        (r"\lim_{x\to 0} \frac{\sin x}{x}", ["       sin x", " lim  ───────", "x → 0    x"]),
        (r"A\begin{pmatrix} a & b \\ c & d \end{pmatrix}\begin{pmatrix} x \\ y \end{pmatrix}", ["A⎛a  b⎞⎛x⎞", " ⎝c  d⎠⎝y⎠"]),
        (r"\begin{bmatrix} a+1 & b \\ c & d \\ e & f \end{bmatrix}", ["⎡a + 1  b⎤", "⎢  c    d⎥", "⎣  e    f⎦"]),
        (r"f(x) = \begin{cases} x & x > 0 \\ -x & \text{otherwise} \end{cases}", ["f(x) = ⎰x x > 0", "       ⎱−x otherwise"]),
        (r"\begin{vmatrix} a & b \\ c & d \end{vmatrix} = ad-bc", ["│a  b│ = ad − bc", "│c  d│"]),
        (r"\left(\frac{a}{b}\right)^n", ["⎛ a ⎞n", "⎜───⎟", "⎝ b ⎠"]),
        (r"e^{-\frac{x^2}{2}}", ["    x²", " − ────", "    2", "e"]),
        (r"\binom{n}{k} = \frac{n!}{k!}", ["       n!", "⎛n⎞ = ────", "⎝k⎠    k!"]),
        (r"\begin{aligned} a &= \frac{b}{c} \\ d &= e \end{aligned}", ["     b", "a = ───", "     c", "", "d = e"]),
        (r"\begin{aligned} a &= b + c \\ &= d \\ long &= x \\ \text{so it is} \end{aligned}", ["   a = b + c", "     = d", "long = x", "so it is"]),
        (r"f(x) &= 1 \\ y &= \frac{1}{x}", ["f(x) = 1", "", "        1", "   y = ───", "        x"]),
        (r"\frac{1}{1 + \frac{1}{x}}", ["    1", "─────────", "      1", " 1 + ───", "      x"]),
        (r"\frac{(x, y)}{2}", [" (x, y)", "────────", "   2"]),
    ],
)  # fmt: skip
def test_a_formula_is_drawn_as_it_is_written_by_hand(tex: str, rows: list[str]) -> None:
    assert dedent("\n".join(drawn(tex))) == dedent("\n".join(rows))


@pytest.mark.parametrize("tex", [r"a^2 + b^2 = c^2", r"p(x; \theta) = 0.5", r"v = 3 \text{ km/h}", r"x \in [0; 1]", r"\{a; b\}"])
def test_what_one_line_says_as_well_stays_on_one_line(tex: str) -> None:
    assert drawn(tex) == [formula_of(tex)]


def test_where_there_is_no_room_the_line_is_wrapped() -> None:
    tex = r"\frac{" + " + ".join("abcdefghij") + "}{2} = 0"
    assert len(drawn(tex)) == 3 and all(len(row) <= 30 for row in drawn(tex, 30)) and "/ 2 = 0" in " ".join(drawn(tex, 30))


PLAIN = Order((), ())
ATOMS = st.sampled_from(["a", "b", "x^2", "n_i", r"\pi", "12", r"\sin x", "-y", r"\text{if }", "f(x)", "e^{Q+r}", "(a, b)", "é", "漢"])


def _larger(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    two = st.tuples(inner, inner)
    return st.one_of(
        two.map(lambda ab: rf"\frac{{{ab[0]}}}{{{ab[1]}}}"), two.map(lambda ab: f"{ab[0]} + {ab[1]}"),
        inner.map(lambda a: rf"\sqrt{{{a}}}"), inner.map(lambda a: rf"\left({a}\right)"), two.map(lambda ab: rf"{{{ab[0]}}}^{{{ab[1]}}}"),
        two.map(lambda ab: rf"\begin{{bmatrix}} {ab[0]} & {ab[1]} \\ {ab[1]} & {ab[0]} \end{{bmatrix}}"),
        two.map(lambda ab: rf"\sum_{{{ab[0]}}}^{{{ab[1]}}} {ab[0]}"), two.map(lambda ab: rf"\begin{{cases}} {ab[0]} \\ {ab[1]} \end{{cases}}"),
    )  # fmt: skip


@given(st.recursive(ATOMS, _larger, max_leaves=12))
def test_every_letter_has_one_place_and_none_stands_on_another(tex: str) -> None:
    document = markdown(f"Before.\n\n$$\n{tex}\n$$\n\nAfter.\n")
    table = LineTable(document, 200)
    runs = [(run, y) for y in range(table.height) for run in table.row(y).runs]
    places = sorted((run.start, run.end) for run, _ in runs)
    assert [start for start, _ in places] == [0, *(end for _, end in places[:-1])] and places[-1][1] == len(document.text)
    for y in range(table.height):
        cell = 0
        for run in table.row(y).runs:
            assert run.x >= cell or not table.cells.before(run.start, run.end)[-1]
            cell = max(cell, run.x + table.cells.before(run.start, run.end)[-1])
    for position in range(document.blocks[1].start, document.blocks[1].end):
        y, x = table.y_of(position), table.x_of(position)
        assert y < table.height and x >= 0
        there = table.position_at(y, x)
        assert table.y_of(there) == y
        shown = [letter for run in table.row(y).runs for letter in (table.cells.order(run.start, run.end) or PLAIN).letters if letter.shown]
        if any(letter.start == position for letter in shown):
            assert there == position
    painted = [paint_row(document, table, table.row(y), [], lambda _: Style(), []) for y in range(table.height)]
    assert all("".join(s.text for s in segments).strip() or not table.row(y).runs for y, (segments, _) in enumerate(painted))
    assert all(sum(s.cell_length for s in segments) == cells for segments, cells in painted)


async def test_a_formula_is_walked_found_selected_and_copied(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# One\n\nBefore it.\n\n$$x = \\frac{alpha + beta}{gamma}$$\n\nAfter it.\n")
    app = GlossatorApp(str(path))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await settled(pilot)
        body = screen.body
        text = body.document.text
        start = text.index("x = ")
        await pilot.press("slash", *"gamma", "enter")
        await until(pilot, lambda: body.marks.hits)
        rows = [strip.text for strip in app.screen._compositor.render_strips()]
        assert any("──────" in row for row in rows)
        await pilot.press("escape", "g", "g", "i")
        seen = []
        for _ in range(40):
            seen.append(body.caret_position)
            await pilot.press("w")
        assert seen == sorted(seen) and {start, text.index("alpha"), text.index("gamma"), text.index("After")} <= set(seen)
        await pilot.press("g", "g", "slash", *"gamma", "enter", "escape", "i")
        await pilot.press("b", "b", "v", "i", "p", "enter")
        await until(pilot, lambda: screen.reading.notes.items)
        assert screen.reading.notes.items[0].selectors.exact == "x = (alpha + beta) / gamma"


def test_a_side_that_nothing_closes_is_no_part_of_what_stands_above_a_line() -> None:
    rows = [row.strip() for row in drawn(r"\left\{ \frac{a+b}{2} \right. + 1") if row.strip()]
    assert not rows[0].startswith("{") and any("{" in row for row in rows)
