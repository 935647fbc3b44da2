"""Lines of prose: chosen for the whole paragraph, hyphenated, justified; and every letter keeps its place."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.content import open_document
from glossator.tui.app import GlossatorApp
from glossator.tui.layout.line_table import LineTable
from glossator.tui.layout.measuring import widths
from glossator.tui.layout.options import Options
from glossator.tui.layout.total_fit import Break, fit
from tests.tui.drawn import drawn, paragraph
from tests.tui.settled import settled

WORDS = st.lists(st.text("abcdefgh", min_size=1, max_size=11), min_size=1, max_size=90)
ENGLISH = (
    "The characteristics of the representation that we have in mind are those of the considerable improvement which "
    "the understanding of typographical composition has undergone, notwithstanding the incomprehensible and "
    "unsystematic disagreements of the practitioners, who are in the habit of underestimating its fundamentals. "
)
SENTENCES = ("Dr. Strangelove is at https://example.com/incomprehensible/representation and has `unsystematically()` "
             "what is of the greatest consideration to the understanding of it. ")  # fmt: skip


def ragged(words: list[str], starts: list[int], width: int) -> float:
    """The squared blank shares of all lines but the last, and what a very short last one costs."""
    lines = [" ".join(words[a:b]) for a, b in itertools.pairwise([*starts, len(words)])]
    if any(len(line) > width for line in lines):
        return float("inf")
    short = 0.15**2 if 1 - len(lines[-1]) / width > 1 - 0.15 else 0.0
    return sum((1 - len(line) / width) ** 2 for line in lines[:-1]) + short


@given(st.lists(st.text("ab", min_size=1, max_size=7), min_size=2, max_size=11), st.integers(7, 16))
def test_no_other_lines_are_less_ragged(words: list[str], width: int) -> None:
    begins = list(itertools.accumulate((len(word) + 1 for word in words), initial=0))
    breaks = [Break(max(0, at - 1), at, at) for at in begins]
    count, x = 1, -1
    for word in words:
        if x + 1 + len(word) > width:
            count, x = count + 1, -1
        x += 1 + len(word)
    chosen = fit(breaks, width, count, is_last=True)
    assert chosen is not None and len(chosen) == count
    ours = ragged(words, [begins.index(at) for at in chosen], width)
    ways = itertools.combinations(range(1, len(words)), count - 1)
    assert ours == pytest.approx(min(ragged(words, [0, *way], width) for way in ways))


@given(WORDS, st.integers(20, 80), st.booleans())
def test_there_are_as_many_lines_as_one_by_one_and_every_letter_is_on_one(
    words: list[str], width: int, justifies: bool
) -> None:
    document = paragraph(" ".join(words))
    table = LineTable(document, width, options=Options(justifies=justifies))
    again = LineTable(document, width, options=Options(justifies=justifies))
    rows = [table.row(y) for y in range(table.height)]
    assert [again.row(y) for y in reversed(range(again.height))][::-1] == rows  # in whatever order they are asked for
    assert [run.start for row in rows for run in row.runs] == sorted(run.start for row in rows for run in row.runs)
    assert rows[0].runs[0].start == 0 and rows[-1].runs[-1].end == len(document.text)
    for y, row in enumerate(rows):
        for at in range(*(run := row.runs[0])[1:]):
            assert table.y_of(at) == y
            shown = document.text[at] != " " or at < run.end - 1
            assert not shown or table.position_at(y, table.x_of(at)) == at
        assert sum(widths(document.text[run.start : run.end].rstrip())) <= width


def test_words_are_hyphenated_where_a_line_would_be_short_and_the_text_has_no_hyphen() -> None:
    document = paragraph(ENGLISH * 4)
    shown = drawn(document, 34)
    hyphenated = [line for line in shown if line.endswith("-")]
    assert hyphenated
    assert "-" not in document.text
    assert not any(line.endswith("-") for line in drawn(document, 34, options=Options(hyphenates=False)))
    whole = "".join(line[:-1] if line.endswith("-") else line + " " for line in shown)
    assert whole.split() == document.text.split()


def test_addresses_and_code_are_never_parted(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(SENTENCES * 6, "utf-8")
    document = open_document(path)
    for width in range(40, 70):
        for line in drawn(document, width):
            if line.endswith("-"):
                word = line.split()[-1][:-1]
                assert "/" not in word and "unsys" not in word and "()" not in word


def test_german_is_hyphenated_as_german(tmp_path: Path) -> None:
    text = (
        "Die Donaudampfschifffahrtsgesellschaft und das Rechtsschutzversicherungswesen sind für die Beschreibung von "
        "Zusammensetzungen unverzichtbar, weil ihre Silbentrennung von den Gewohnheiten des Englischen abweicht. "
    )
    lines = drawn(paragraph(text * 3), 30)
    hyphenated = {line.split()[-1] for line in lines if line.endswith("-")}
    assert any(part.startswith(("Donaudampf", "Rechtsschutz", "Zusammen", "Silben")) for part in hyphenated), lines


@pytest.mark.parametrize("width", [40, 60, 72])
def test_justified_lines_end_at_one_edge(width: int) -> None:
    lines = drawn(paragraph(ENGLISH * 4), width, options=Options(justifies=True))
    full = [line for line in lines[:-1] if len(line.rstrip()) == width]
    assert len(full) >= len(lines) - 2
    assert " ".join("".join(line[:-1] if line.endswith("-") else line + " " for line in lines).split()).startswith(
        "The characteristics of the representation"
    )


async def test_it_is_turned_on_and_off_while_reading_and_the_place_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("\n\n".join(f"Part {n}. " + ENGLISH * 3 for n in range(30)), "utf-8")
    app = GlossatorApp(str(path))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await settled(pilot)
        screen.body.go(screen.body.document.text.index("Part 20."))
        before = screen.body.position
        await screen.run_action("turn('justify')")
        await settled(pilot)
        assert screen.body.lines.options.justifies and screen.body.position == before
        await screen.run_action("turn('justify')")
        await screen.run_action("turn('hyphenate')")
        await settled(pilot)
        assert screen.body.lines.options == Options(hyphenates=False) and screen.body.position == before
