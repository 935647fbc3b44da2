"""Text from right to left beside the page: each letter where it is read, in its own style, nothing lost."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.text import Text
from textual.app import App

from glossator.tui.app import GlossatorApp
from glossator.tui.settings import Settings
from glossator.tui.visual_order import in_visual_order
from tests.tui.settled import settled, until

SHALOM, OLAM = "שלום", "עולם"
APP: App[None] = App()


def test_a_line_from_the_right_is_set_at_the_right_and_signs_keep_their_style() -> None:
    line = Text.assemble(("שלום", "bold"), " (abc 12) ", "עולם")
    drawn = in_visual_order(APP, line, 24)
    assert drawn.plain == " " * 6 + OLAM[::-1] + " (abc 12) " + SHALOM[::-1]
    assert [drawn.plain[span.start : span.end] for span in drawn.spans if span.style == "bold"] == list(SHALOM[::-1])
    assert in_visual_order(APP, Text("abc שלום עולם."), 40).plain == "abc " + OLAM[::-1] + " " + SHALOM[::-1] + "."


def test_what_is_too_long_loses_its_end() -> None:
    drawn = in_visual_order(APP, Text(" ".join([SHALOM, OLAM] * 9)), 12)
    assert drawn.cell_len == 12 and drawn.plain.endswith(SHALOM[::-1]) and "…" in drawn.plain


@given(st.text("abשל (1)…é\u0301漢ـ", max_size=30), st.integers(40, 80))
def test_no_letter_is_lost(text: str, width: int) -> None:
    drawn = in_visual_order(APP, Text(text), width)
    assert sorted("".join(drawn.plain.replace("(", ")").split())) == sorted("".join(text.replace("(", ")").split()))


@pytest.mark.parametrize("bidi", ["gloss", "terminal"])
async def test_titles_sections_and_notes(tmp_path: Path, bidi: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"# {SHALOM} {OLAM}\n\nכל אדם נולד.\n", "utf-8")
    app = GlossatorApp(str(path), settings=Settings(bidi=bidi))
    async with app.run_test(size=(130, 30)) as pilot:
        await settled(pilot)
        await pilot.press("V", "enter")
        await until(pilot, lambda: "1" in str(app.screen.query_one("#notes-pane").border_title))
        lines = ["".join(segment.text for segment in strip) for strip in app.screen._compositor.render_strips()]
    wanted = f"{SHALOM} {OLAM}" if bidi == "terminal" else f"{SHALOM} {OLAM}"[::-1]
    assert "\n".join(lines).count(wanted) == 5  # the title and the section above, the tree, the text, the note
