"""The line table: every code point in one place, for any text and width."""

import itertools
import os
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual.color import Color

from glossator.content.errors import DocumentError
from glossator.content.text.lines import may_end
from glossator.content.text.segments import letter_start
from glossator.tui.gate import TerminalGate
from glossator.tui.layout.breaking import wrap
from glossator.tui.layout.line_table import LineTable
from glossator.tui.layout.measuring import bounded, widths
from glossator.tui.widgets.entries import _wrapped
from glossator.tui.widgets.paint import paint_row
from tests.reading import markdown as read_markdown
from tests.reading import plain as read_plain
from tests.tui.drawn import drawn

EXAMPLES = int(os.environ.get("GLOSS_EXAMPLES", "300"))
PIECES = st.sampled_from(
    ["word", "a", "longer-word", "漢字かな", "e\u0301", "👩‍👩‍👧", "\u200b", "- item", "> quote", "# head", "| a | b |\n|---|---|\n| c | 漢 |",
     "```\n\tcode = 1\n```", "*it*", "\n\n", "\n", "x" * 90, "1. one", "\u00ad", "---", "[l](u)"]
)  # fmt: skip
TEXTS = st.lists(PIECES, min_size=1, max_size=40).map(" ".join) | st.lists(PIECES, min_size=1, max_size=40).map(
    "\n\n".join
)


@pytest.mark.parametrize("letter", ["か\u3099", "👨\u200d👩\u200d👧", "🇩🇪", "漢\ufe00"])
def test_no_line_ends_inside_a_letter_of_a_script_without_spaces(letter: str) -> None:
    text = f"あ{letter}く"
    assert [at for at in range(1, len(text)) if may_end(text, at)] == [1, len(text) - 1]


@settings(max_examples=EXAMPLES, deadline=None)
@given(TEXTS, st.integers(10, 200), st.booleans())
@example("word word ```\n\tcode = 1\n``` ```\n\tcode = 1\n```", 10, True)  # a tab that begins a line anew
@example("word \u200b ```\n\tcode = 1\n``` ```\n\tcode = 1\n```", 10, True)  # and where a line may end inside words
def test_every_code_point_lies_in_exactly_one_cell_range(text: str, width: int, markdown: bool) -> None:
    try:
        document = (read_markdown if markdown else read_plain)(text)
    except DocumentError:
        return
    table = LineTable(document, width)
    seen = [0] * len(document.text)
    for y in range(table.height):
        for run in table.row(y).runs:
            piece = document.text[run.start : run.end]
            for offset in range(len(piece)):
                seen[run.start + offset] += 1
            # Blanks may hang over the edge, and what takes no cell with them.
            drawn = piece.rstrip(" \n\t\u200b\u00ad")
            block = document.blocks[table.row(y).block]
            assert block.kind == "table" or run.x + sum(widths(drawn)) <= max(width, run.x + 2)
    assert seen == [1] * len(document.text)
    for position in range(0, len(document.text), 7):
        y = table.y_of(position)
        assert any(run.start <= position < run.end for run in table.row(y).runs)


@pytest.mark.parametrize(("unit", "breaks"), [("😀", {}), ("👩\u200d", {4: True}), ("🇩🇪", {}), ("क\u094d", {4: True}), ("\u0301", {})])
def test_a_long_row_of_one_letter_is_laid_out(unit: str, breaks: dict[int, bool]) -> None:
    """No bound of its own: where each line looks through all before it, this ends in hours."""
    text = unit * 100_000
    starts = wrap(text, 60, breaks=breaks)
    for start, end in itertools.pairwise([*starts, len(text)]):
        assert letter_start(text, start) == start or start in breaks
        assert cell_len(text[start:end]) <= 60 or letter_start(text, end - 1) <= start


@given(st.text(alphabet="a漢é\u0301\u0327क\u094d👩\u200d💻ᅡ \n", max_size=200), st.integers(0, 99))
def test_a_cell_gets_no_more_marks_than_it_can_show(text: str, marks: int) -> None:
    text = "a" + "\u0301" * marks + text
    shown = bounded(text)
    assert sum(widths(shown)) == sum(widths(text))
    assert bounded(shown) == shown
    assert not re.search("[\u0300-\u036f\u094d\u200d]{31}", shown)
    assert marks > 30 or len(shown) == len(text) or re.search("[\u0300-\u036f\u094d\u200d👩💻ᅡ]{30}", text)


def test_letters_stay_separate_when_a_pile_of_marks_is_dropped() -> None:
    text = "a" + "\u0301" * 28 + "\u200d\u0301\u0301क"
    assert sum(widths(bounded(text))) == sum(widths(text)) == 2


def test_a_pile_of_marks_does_not_reach_the_terminal() -> None:
    line = [Segment("x "), Segment("a" + "\u0301" * 100_000), Segment(" end")]
    shown = TerminalGate().apply(line, Color(0, 0, 0))
    assert len("".join(segment.text for segment in shown)) < 50
    assert sum(segment.cell_length for segment in shown) == 7


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["C", "Mn", "Me"]), max_size=40))
def test_widths_add_up_to_the_cells_of_the_text(text: str) -> None:
    assert len(widths(text)) == len(text)
    assert sum(widths(text)) >= cell_len(text)


def test_words_are_not_broken_when_they_fit() -> None:
    document = read_plain("alpha beta gamma delta epsilon zeta")
    table = LineTable(document, 12)
    lines = [document.text[r.start : r.end] for y in range(table.height) for r in table.row(y).runs]
    assert lines == ["alpha beta ", "gamma delta ", "epsilon zeta"]


def test_tabs_in_code_are_drawn_where_positions_say() -> None:
    document = read_markdown("```\na\tb\n```")
    table = LineTable(document, 40)
    painted, _ = paint_row(document, table, table.row(0), [], lambda name: Style(), [])
    assert "".join(segment.text for segment in painted)[table.x_of(document.text.index("b"))] == "b"


def test_a_line_ends_inside_a_word_where_the_text_says_so() -> None:
    document = read_markdown("a hyphen\u00adation zero\u200bwidth")
    table = LineTable(document, 9)
    shown = []
    for y in range(table.height):
        painted, cells = paint_row(document, table, table.row(y), [], lambda name: Style(), [])
        shown.append("".join(segment.text for segment in painted))
        assert cells == cell_len(shown[-1])
    assert shown == ["a hyphen-", "ation ", "zerowidth"]
    assert [document.text[r.start : r.end] for y in range(2) for r in table.row(y).runs] == ["a hyphen", "ation "]


@pytest.mark.parametrize(
    ("text", "width", "starts"),
    [
        ("aaaa   bb", 4, [0, 7]), ("aaa bb", 4, [0, 4]), ("aaaaaa", 4, [0, 4]), ("中文字漢", 4, [0, 2]), ("ab中文中文", 5, [0, 3, 5]),
        ("ab cd", 3, [0, 3]), ("a\tb", 8, [0]), ("é" * 5 + " x", 5, [0, 6]),
    ],
)  # fmt: skip
def test_where_lines_begin(text: str, width: int, starts: list[int]) -> None:
    assert wrap(text, width) == starts


def test_a_tab_reaches_to_the_next_stop() -> None:
    assert widths("\ta\tbc\t") == [4, 1, 3, 1, 1, 2]


EAST = "他说：“今天天氣很好，我們一起去公園散步。”公園裡有很多花！你喜歡哪一種？（這是一個例子）。「こんにちは」と言った。ッと小さい。"


@pytest.mark.parametrize("width", range(10, 40))
def test_no_line_begins_or_ends_with_a_sign_that_must_not(width: int) -> None:
    text = EAST * 3
    starts = wrap(text, width)
    lines = [text[start:end] for start, end in itertools.pairwise([*starts, len(text)])]
    assert not [line for line in lines if line[0] in "，。！？）」”ッ、：" or line[-1] in "（「“"]
    assert "".join(lines) == text and all(sum(widths(line)) <= width for line in lines)


@pytest.mark.parametrize("width", [2, 3, 7, 20, 58])
@pytest.mark.parametrize("letter", ["👩🏽\u200d❤️\u200d💋\u200d👨🏼", "🇩🇪", "e\u0301", "❤️", "नि", "가"])
def test_a_line_ends_between_letters(letter: str, width: int) -> None:
    text = letter * 40
    assert all(start % len(letter) == 0 for start in wrap(text, width))
    listed = _wrapped(Text(text), width)
    assert "".join(line.plain for line in listed) == text and all(len(line.plain) % len(letter) == 0 for line in listed)


def test_the_cells_of_a_table_stand_as_its_marks_say() -> None:
    document = read_markdown("| left side | in the middle | at the right |\n|:--|:-:|--:|\n| a | b | c |\n")
    table = LineTable(document, 60)
    head, body = (next(row.runs for y in range(table.height) if (row := table.row(y)).runs and document.text[row.runs[0].start] == first) for first in "la")
    shifts = [cell.x - above.x for cell, above in zip(body, head, strict=True)]
    assert shifts == [0, len("in the middle") // 2, len("at the right") - 1]


def test_a_footnote_of_several_parts_bears_its_label_once() -> None:
    document = read_markdown("A[^1].\n\n[^1]: One.\n\n    ```\n    code\n    ```\n\n    Two.\n\n    - list\n\n[^2]: Other.\n")
    assert [line.rstrip() for line in drawn(document, 40) if line] == ["A[1].", "[1] One.", "  code", "    Two.", "    • list", "[2] Other."]
