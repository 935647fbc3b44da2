"""One state that cannot be stale: positions, selections, hits and notes stay with their words when the document changes."""

import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from glossator.content import open_document
from glossator.content.library.marks import Mark, Marks
from glossator.content.notes import files
from glossator.content.notes.notebook import Notebook
from glossator.content.notes.selectors import describe
from glossator.content.search.index import SearchIndex
from glossator.content.storage import locked
from glossator.tui.app import GlossatorApp
from glossator.tui.reading import loader
from glossator.tui.reading.position_map import PositionMap
from glossator.tui.screens.reader import ReaderScreen
from tests.tui.settled import saved, settled, until

LINES = [f"Paragraph number {n} tells of the {word} and of what it carries." for n, word in enumerate(["ant", "bee", "cat", "dog", "eel", "fox", "gnu", "hen"] * 6)]


_KEYS = {"\r": ("enter", "\r"), " ": ("space", " ")}


class Gate:
    """Holds up every reading of a whole document until it is opened."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.open = threading.Event()
        self.waiting = threading.Event()
        self.readings = 0
        real = loader.open_document

        def open_document(source: Any, *, head: bool = False, **options: Any) -> Any:
            if not head and self.is_closed:
                self.readings += 1
                self.waiting.set()
                self.open.wait(60)
            return real(source, head=head, **options)

        self.is_closed = False
        monkeypatch.setattr(loader, "open_document", open_document)

    async def reload(self, pilot: Pilot[None]) -> None:
        """Have the document read again, and held up."""
        self.is_closed = True
        self.open.clear()
        self.waiting.clear()
        await pilot.press("R")
        await until(pilot, self.waiting.is_set)


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    made = Gate(monkeypatch)
    yield made
    made.open.set()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "animals.md"
    made.write_text("# Animals\n\n" + "\n\n".join(LINES))
    return made


def reader(app: GlossatorApp) -> ReaderScreen:
    return next(screen for screen in app.screen_stack if isinstance(screen, ReaderScreen))


def write_new_version(path: Path) -> None:
    path.write_text(path.read_text().replace("# Animals\n\n", "# Animals\n\nA new opening stands here, of many more words than there were.\n\n"))


def quotes(path: Path) -> list[str]:
    notes = path.parent / "notes"
    return [item["target"]["selector"][0]["exact"] for page in notes.glob("*.json") for item in json.loads(page.read_text())["items"]]


def selected(screen: ReaderScreen) -> str:
    assert screen.body.selection
    return screen.reading.document.text[slice(*screen.body.selection.range)]


async def test_a_highlight_made_while_reading_again_is_of_the_words_selected(path: Path, gate: Gate) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        write_new_version(path)
        await gate.reload(pilot)
        await pilot.press("j", "j", "v", "e", "e")
        words = selected(reader(app))
        await pilot.press("enter")
        assert reader(app).annotating.pending == 1
        gate.open.set()
        await settled(pilot)
        await saved(pilot)
        assert quotes(path) == [words] and words.startswith("Paragraph")
        anchor = next(iter(reader(app).reading.notes.anchors.values()))
        assert reader(app).reading.document.text[anchor.start : anchor.end] == words


async def test_a_selection_stays_when_the_rest_of_a_large_document_arrives(tmp_path: Path, gate: Gate) -> None:
    path = tmp_path / "large.md"
    path.write_text("# Large\n\n" + "\n\n".join(LINES * 120))
    gate.is_closed = True
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await until(pilot, gate.waiting.is_set)
        assert reader(app).reading.document.rest
        await pilot.press("j", "j", "v", "e", "e", "e")
        words = selected(reader(app))
        gate.open.set()
        await settled(pilot)
        assert not reader(app).reading.document.rest and selected(reader(app)) == words
        await pilot.press("enter")
        await saved(pilot)
        assert quotes(path) == [words]


FAR = ["G", "40%", "300G", "g4", "]" * 30 + "k", " " * 40, "9000j", "wG", "vG", "v900w", "'a", ".", "sSection 12\r", "/ant\r", "G'a"]


@pytest.mark.parametrize("keys", FAR)
async def test_keys_mean_the_same_before_the_rest_of_a_large_document_is_there(tmp_path: Path, gate: Gate, keys: str) -> None:
    path = tmp_path / "large.md"
    parts = ["# Large", *(f"## Section {n}\n\n" + "\n\n".join(LINES * 6) for n in range(20))]
    path.write_text("\n\n".join(parts))
    document = open_document(path)
    at = document.sections[12].start + 200
    Notebook.open(document).add(describe(document.text, at, at + 30))
    Marks().set("a", Mark(str(path), at, document.text[at : at + 40]))
    ends = []
    for is_early in (False, True):
        app = GlossatorApp(str(path))
        async with app.run_test(size=(100, 30)) as pilot:
            if is_early:
                await until(pilot, gate.waiting.is_set)
                for key in keys:
                    app.post_message(events.Key(*_KEYS.get(key, (_character_to_key(key), key))))
                await until(pilot, lambda: app.keys.typed >= len(keys))  # noqa: B023
                gate.open.set()
            await settled(pilot)
            if not is_early:
                await pilot.press(*[_KEYS.get(key, (_character_to_key(key), key))[0] for key in keys])
            await until(pilot, lambda: not app.keys.is_delivering)  # noqa: B023
            await settled(pilot)
            body = reader(app).body
            ends.append((body.caret_position, body.place, body.selection and body.selection.range))
            (tmp_path / "state" / "library.json").unlink(missing_ok=True)
        (tmp_path / "state" / "library.json").unlink(missing_ok=True)
        gate.is_closed = True
    assert ends[0] == ends[1] and (ends[0][0] > 0 or ends[0][2])


async def test_a_selection_moves_with_its_words_or_ends(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("j", "j", "v", "e", "e", "e")
        words = selected(reader(app))
        write_new_version(path)
        reader(app).action_reload()
        await until(pilot, lambda: reader(app).reading.generation == 1)
        assert selected(reader(app)) == words
        path.write_text("# Animals\n\nNothing of it is left.")
        reader(app).action_reload()
        await until(pilot, lambda: reader(app).reading.generation == 2)
        assert reader(app).body.selection is None


async def test_an_index_of_the_document_before_is_dropped(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    release, building = threading.Event(), threading.Event()
    real = SearchIndex.__init__

    def slow(self: SearchIndex, document: Any) -> None:
        if not release.is_set():
            building.set()
            release.wait(60)
        real(self, document)

    monkeypatch.setattr(SearchIndex, "__init__", slow)
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("slash", "f", "o", "x")
        await until(pilot, building.is_set)
        write_new_version(path)
        reader(app).action_reload()
        await until(pilot, lambda: reader(app).reading.generation == 1)
        release.set()
        await until(pilot, lambda: reader(app).body.marks.hits)
        text = reader(app).reading.document.text
        assert {text[mark.start : mark.end] for mark in reader(app).body.marks.hits} == {"fox"}
        index = reader(app).reading.loaded.index
        assert index is not None and index.search("opening stands", 1)


async def test_hits_marks_and_the_way_back_stay_with_their_words(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("4", "j", "M", "a")
        marked = reader(app).body.position
        await pilot.press("slash", "g", "n", "u")
        await until(pilot, lambda: reader(app).body.marks.hits)
        await pilot.press("enter")
        before = reader(app).reading.document.text
        write_new_version(path)
        await pilot.press("R")
        await until(pilot, lambda: reader(app).reading.generation == 1)
        text = reader(app).reading.document.text
        assert {text[mark.start : mark.end] for mark in reader(app).body.marks.hits} == {"gnu"}
        await pilot.press("ctrl+o")
        assert text[reader(app).body.position :][:60] == before[marked:][:60]
        await pilot.press("G", "apostrophe", "a")
        assert text[reader(app).body.position :][:60] == before[marked:][:60]


async def test_the_text_and_the_hit_stay_where_they_are_when_it_is_read_again(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 20)) as pilot:
        await settled(pilot)
        await pilot.press("slash", "f", "o", "x")
        await until(pilot, lambda: reader(app).body.marks.hits)
        await pilot.press("enter", "n", "n", "G")
        before = reader(app).reading.document.text[reader(app).body.position :][:60]
        write_new_version(path)
        await pilot.press("R")
        await until(pilot, lambda: reader(app).reading.loaded.index and reader(app).reading.generation == 1)
        screen = await settled(pilot)
        assert screen.reading.document.text[screen.body.position :][:60] == before
        assert str(screen.query_one("#message").render()) == "reloaded"
        text, top = screen.reading.document.text, screen.body.position
        number = sum(1 for match in re.finditer("fox", text) if match.start() < top) + 1
        await pilot.press("n")
        assert str(screen.query_one("#message").render()).startswith(f"{number} of 6"), "not the next one from here"


async def test_what_is_unsaved_is_shown_after_reading_again(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("j", "j", "v", "e", "enter")
        await saved(pilot)
        notebook = reader(app).reading.notes.notebook
        assert notebook
        with locked(notebook.path):
            await pilot.press("j", "v", "e", "e", "enter")
            await until(pilot, lambda: reader(app).reading.notes.unsaved == 1)
            write_new_version(path)
            reader(app).action_reload()
            await until(pilot, lambda: reader(app).reading.generation == 1)
            screen = reader(app)
            text = screen.reading.document.text
            shown = {text[mark.start : mark.end] for mark in screen.body.marks.highlights(0, len(text))}
            assert len(screen.reading.notes.items) == 2
            assert shown == {item.selectors.exact for item in screen.reading.notes.items}
        await saved(pilot)
        assert len(quotes(path)) == 2


async def test_only_the_latest_of_two_readings_counts(path: Path, gate: Gate) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        gate.is_closed = True
        reader(app).action_reload()
        await until(pilot, lambda: gate.readings == 1)
        first = reader(app).reading.loader._latest
        write_new_version(path)
        reader(app).action_reload()
        await until(pilot, lambda: gate.readings == 2)
        assert first is not None and first.watch.stop.is_set()
        gate.open.set()
        await settled(pilot)
        assert reader(app).reading.generation == 1
        assert "A new opening" in reader(app).reading.document.text


async def test_leaving_does_not_wait_for_a_reading(path: Path, gate: Gate) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await gate.reload(pilot)
        await pilot.press("q")
        await until(pilot, lambda: app._exit)
    assert not gate.open.is_set()


async def test_leaving_says_that_a_highlight_waits(path: Path, gate: Gate) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await gate.reload(pilot)
        await pilot.press("v", "e", "enter", "q")
        await until(pilot, lambda: "q again" in str(reader(app).query_one("#message").render()))
        assert not app._exit
        gate.open.set()
        await saved(pilot)
        assert len(quotes(path)) == 1
        await pilot.press("q")


TEXT = st.text("ab \n", max_size=60)


@given(TEXT, TEXT, TEXT, TEXT, st.data())
def test_a_position_map_keeps_words_and_order(start: str, old: str, new: str, end: str, data: st.DataObject) -> None:
    before, after = start + old + end, start + new + end
    mapping = PositionMap(before, after)
    low = data.draw(st.integers(0, len(before)))
    high = data.draw(st.integers(low, len(before)))
    assert 0 <= mapping.position(low) <= len(after)
    moved = mapping.range(low, high)
    if moved is not None:
        assert after[slice(*moved)] == before[low:high]
    if before == after:
        assert moved == (low, high) and mapping.position(low) == low


async def test_a_large_notebook_is_shown_while_it_is_being_read_and_changed_only_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "large.md"
    path.write_text("# Large\n\n" + "\n\n".join(LINES * 120))
    document = open_document(path)
    notebook = Notebook.open(document)
    made = [notebook.add(describe(document.text, at, at + 9), note="why") for at in range(20, 4_000, 40)]
    monkeypatch.setattr(files, "_LARGE", 1_000)
    reading, real = threading.Event(), Notebook.open
    monkeypatch.setattr(Notebook, "open", lambda document: reading.wait(60) and real(document))
    app = GlossatorApp(str(path))
    try:
        async with app.run_test(size=(160, 40)) as pilot:
            screen = reader(app)
            await until(pilot, lambda: screen.notes_pane and len(screen.notes_pane._items) == len(made))
            assert not screen.reading.is_complete and screen.reading.notes.notebook is None
            await pilot.press(".", "x", "y")
            assert any("still being read" in str(each.message) for each in app._notifications)
            assert len(screen.reading.notes.placed.placed) == len(made)
            reading.set()
            await settled(pilot)
            await pilot.press("x", "y")
            await until(pilot, lambda: len(screen.reading.notes.placed.placed) == len(made) - 1)
            await saved(pilot)
            assert len(quotes(path)) == len(made) - 1
    finally:
        reading.set()
