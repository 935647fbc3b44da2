"""A document edited since: highlights move with the text, reworded ones are marked, those gone are kept."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual.pilot import Pilot

from glossator.content import open_document
from glossator.content.notes.notebook import Notebook
from glossator.content.notes.passages import quote_range
from glossator.content.notes.selectors import describe
from glossator.tui.app import GlossatorApp
from glossator.tui.screens.modals.footnote import Footnote
from glossator.tui.screens.modals.note_editor import NoteEditor
from tests.tui.settled import saved, settled, until
from tests.tui.test_reader import reader

pytestmark = pytest.mark.usefixtures("one_day")


@pytest.fixture
def edited(article: Path) -> Path:
    """One word changed in the first highlight, the second's paragraph moved, the third's deleted."""
    document = open_document(article)
    notebook = Notebook.open(document)
    for quote in ("Operators buy new sleeping cars", "In 2019 the ministers agreed", "Zanzibar’s turmoil is likely"):
        start, end = quote_range(document, quote)
        notebook.add(describe(document.text, start, end))
    paragraphs = article.read_text("utf-8").replace("Operators buy", "Railways buy").split("\n\n")
    moved = next(p for p in paragraphs if p.startswith("In 2019"))
    kept = [p for p in paragraphs if not p.startswith(("In 2019", "Zanzibar"))]
    article.write_text("\n\n".join([*kept[:-3], moved, *kept[-3:]]), "utf-8")
    return article


def test_moved_marked_and_orphaned(snap_compare: Callable[..., bool], edited: Path) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await pilot.pause()

    assert snap_compare(GlossatorApp(str(edited)), terminal_size=(160, 30), run_before=before)


async def test_an_orphan_is_attached_by_hand(edited: Path) -> None:
    app = GlossatorApp(str(edited))
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        await pilot.pause()
        screen = reader(app)
        orphan = next(i for i in screen.reading.notes.items if i.id not in screen.reading.notes.anchors)
        screen.query_one("#notes").focus()
        await pilot.press(
            "end", "a", "right_square_bracket", "right_square_bracket", "right_curly_bracket", "V", "enter"
        )
        await saved(pilot)
        anchor = screen.reading.notes.anchors[orphan.id]
        assert len(screen.reading.notes.items) == 3
        attached = screen.reading.document.text[anchor.start : anchor.end]
    opened = Notebook.open(open_document(edited))
    assert opened.get(orphan.id).selectors.exact == attached


async def test_what_another_window_writes_is_seen(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        document = open_document(article)
        start, end = quote_range(document, "goods trains")
        Notebook.open(document).add(describe(document.text, start, end))
        await until(pilot, lambda: reader(app).reading.notes.items)
        assert [item.selectors.exact for item in reader(app).reading.notes.items] == ["goods trains"]


@pytest.mark.parametrize(("key", "left"), [("n", 0), ("y", 3)])
async def test_notes_on_quite_another_text_are_asked_about(edited: Path, key: str, left: int) -> None:
    edited.write_text("Something else altogether.\n\nA text about cats, who do not travel by rail at all.\n", "utf-8")
    app = GlossatorApp(str(edited))
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        await pilot.pause()
        await pilot.press(key)
        await pilot.pause()
        assert len(reader(app).reading.notes.items) == left


@pytest.mark.parametrize("has_other_window", [False, True], ids=["one-window", "two-windows"])
async def test_the_wording_replaced_just_now_is_an_earlier_one(article: Path, has_other_window: bool) -> None:
    document = open_document(article)
    book = Notebook.open(document)
    made = book.add(describe(document.text, *quote_range(document, "sleeping cars")), note="first")
    app = GlossatorApp(str(article))
    async with app.run_test(size=(160, 45)) as pilot:
        screen = await settled(pilot)
        await until(pilot, lambda: len(screen.reading.notes.items) == 1)
        for number in (1, 2):
            screen.query_one("#notes").focus()
            await pilot.press("e")
            await until(pilot, lambda: isinstance(app.screen, NoteEditor))
            if has_other_window:
                Notebook.open(document).edit(made.id, note=f"theirs {number}")
            await pilot.press("ctrl+end", *str(number), "escape")
            await saved(pilot)
            await pilot.press("h")
            await until(pilot, lambda: isinstance(app.screen, Footnote))
            shown = str(app.screen.query_one("#footnote Static").render())
            assert all(f"theirs {each}" in shown for each in range(1, number + 1)) if has_other_window else "first" in shown
            await pilot.press("escape")
