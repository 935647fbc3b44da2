"""A remark is one of this round, and no other note: what the author is told is what was meant for this text."""

from pathlib import Path

from textual.pilot import Pilot

from glossator.content import Notebook, open_document
from glossator.content.notes.annotation import Annotation
from glossator.content.stamps import now
from glossator.tui.app import GlossatorApp
from glossator.tui.screens.modals.note_editor import NoteEditor
from tests.tui.settled import settled, until


async def write(pilot: Pilot[None], *keys: str, text: str) -> None:
    await pilot.press(*keys)
    await until(pilot, lambda: isinstance(pilot.app.screen, NoteEditor))
    await pilot.press(*text, "ctrl+s")
    await until(pilot, lambda: not isinstance(pilot.app.screen, NoteEditor))


def stored(path: Path) -> list[Annotation]:
    return Notebook.open(open_document(path)).items


async def test_a_remark_on_a_highlight_of_ones_own_is_a_remark_on_the_same_words(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("V", "enter")
        await until(pilot, lambda: len(stored(article)) == 1)
        await write(pilot, "l", "r", text="why")
        await until(pilot, lambda: len(stored(article)) == 2)
        own, remark = sorted(stored(article), key=lambda item: item.created)
        assert (own.motivation, own.note) == ("highlighting", "") and (remark.motivation, remark.note) == ("editing", "why")
        assert remark.selectors == own.selectors
        await write(pilot, "r", text=" so")
        await until(pilot, lambda: any(item.note for item in stored(article) if "so" in item.note))
        assert len(stored(article)) == 2, "the second remark of a round on the same words is the first one"


async def test_a_remark_of_an_earlier_round_stays_as_it_was(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await write(pilot, "V", "r", text="first")
        await until(pilot, lambda: [item.note for item in stored(article)] == ["first"])
        await pilot.press("q")
    notebook = Notebook.open(open_document(article))
    notebook.add_round({"at": now(), "verdict": "changes"})
    app = GlossatorApp(str(article))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await write(pilot, "V", "r", text="second")
        await until(pilot, lambda: len(stored(article)) == 2)
        assert sorted(item.note for item in stored(article)) == ["first", "second"]
