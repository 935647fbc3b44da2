"""What came late, or was meant for something that has changed since, changes nothing else."""

import json
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from glossator.content import open_document
from glossator.content.document import Document
from glossator.content.library.reading_places import Library
from glossator.content.notes import drafts
from glossator.content.notes.notebook import Notebook
from glossator.content.notes.selectors import Selectors, describe
from glossator.content.search import meaning
from glossator.content.search.index import SearchIndex
from glossator.tui import commands
from glossator.tui.app import GlossatorApp
from glossator.tui.reading.indexing import Activity
from glossator.tui.reading.note_taking import NoteTaking
from glossator.tui.screens.modals.note_editor import NoteEditor
from glossator.tui.screens.modals.question import Question
from glossator.tui.screens.reader import ReaderScreen
from glossator.tui.widgets.footer import KeyLine
from glossator.tui.widgets.messages import HitAccepted, SectionChosen, Target
from tests.tui.settled import menu_is_open, saved, settled, until
from tests.tui.test_state import LINES, Gate, gate, path, quotes, reader

__all__ = ["gate", "path"]
LARGE = "# Large\n\n" + "\n\n".join(LINES * 120)
ORPHAN = describe("Gone are these words for good, and nobody knows where they went.", 0, 30)


def on(document: Document, words: str) -> Selectors:
    at = document.text.index(words)
    return describe(document.text, at, at + len(words))


def status(app: GlossatorApp) -> str:
    return str(reader(app).query_one("#message", Static).render())


def texts_of_drafts(path: Path) -> list[str]:
    return [json.loads(each.read_text())["text"] for each in (path.parent / "state" / "drafts").glob("*.json")]


@pytest.fixture
def large(tmp_path: Path) -> Path:
    path = tmp_path / "large.md"
    path.write_text(LARGE)
    return path


@asynccontextmanager
async def being_read(large: Path, gate: Gate) -> AsyncIterator[tuple[GlossatorApp, Pilot[None], ReaderScreen]]:
    """The reader with the first page of a text of which the rest is held up."""
    gate.is_closed = True
    app = GlossatorApp(str(large))
    async with app.run_test(size=(120, 30)) as pilot:
        await until(pilot, gate.waiting.is_set)
        yield app, pilot, reader(app)


# -- notes


async def test_undo_typed_before_the_notes_are_there_waits_for_them(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    may_open, real = threading.Event(), Notebook.open

    def late(document: Document) -> Notebook:
        may_open.wait(30)
        return real(document)

    monkeypatch.setattr(Notebook, "open", late)
    app = GlossatorApp(str(path))
    async with app.run_test(size=(160, 40)) as pilot:
        await until(pilot, lambda: app.reader and app.reader.sections_pane)
        await pilot.press("u")
        await until(pilot, lambda: reader(app).is_awaiting_text)
        may_open.set()
        await settled(pilot)
        await until(pilot, lambda: status(app) == "nothing to undo")
        assert not list(app._notifications)


async def delete_the_last_listed(path: Path, *, lines: int) -> tuple[str, set[str]]:
    """Choose the last note of the list, have another window add one, and delete: what was chosen, and what is left."""
    document = open_document(path)
    app = GlossatorApp(str(path))
    async with app.run_test(size=(160, 40)) as pilot:
        screen = await settled(pilot)
        await screen.panes.focus("#notes")
        await pilot.press("G")
        assert screen.notes_pane
        pane, before = screen.notes_pane, len(screen.reading.notes.items)
        chosen = pane._shown[pane._list.highlighted or 0]
        Notebook.open(document).add(on(document, "number 1 tells"))
        screen.saving.check_notebook()
        await until(pilot, lambda: len(screen.reading.notes.items) == before + 1 and pane._list.option_count == lines)
        await pilot.press("x")
        await saved(pilot)
    assert not isinstance(chosen, str)
    return chosen.id, {item.id for item in Notebook.open(document).items}


async def test_the_note_chosen_in_the_list_stays_chosen_when_another_window_adds_one(path: Path) -> None:
    document = open_document(path)
    book = Notebook.open(document)
    book.add(on(document, "number 2 tells"))
    last = book.add(on(document, "number 4 tells"))
    chosen, left = await delete_the_last_listed(path, lines=3)
    assert chosen == last.id and len(left) == 2 and chosen not in left


async def test_the_orphan_chosen_in_the_list_stays_chosen_when_another_window_adds_a_note(path: Path) -> None:
    document = open_document(path)
    book = Notebook.open(document)
    book.add(on(document, "number 2 tells"))
    for words in ("Nobody knows where these went, long ago.", "Nor does anybody remember what those were."):
        book.add(describe(words, 0, len(words) - 1))
    chosen, left = await delete_the_last_listed(path, lines=5)  # with the line above the orphans
    assert len(left) == 3 and chosen not in left


async def test_the_menu_asks_before_it_deletes_a_note_that_came_while_it_was_open(path: Path) -> None:
    document = open_document(path)
    made = Notebook.open(document).add(on(document, "Paragraph number 0"))
    app = GlossatorApp(str(path))
    async with app.run_test(size=(160, 40)) as pilot:
        await settled(pilot)
        await pilot.press("full_stop", "enter")
        await until(pilot, lambda: menu_is_open(pilot))
        Notebook.open(document).edit(made.id, note="long and precious")
        reader(app).saving.check_notebook()
        await until(pilot, lambda: reader(app).reading.notes.items[0].note)
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, Question))
        assert reader(app).reading.notes.items


async def test_a_note_that_is_being_written_here_is_not_offered_as_unfinished(path: Path, gate: Gate) -> None:
    document = open_document(path)
    Notebook.open(document).add(on(document, "Paragraph number 0"))
    app = GlossatorApp(str(path))
    async with app.run_test(size=(160, 30)) as pilot:
        screen = await settled(pilot)
        await gate.reload(pilot)
        await screen.panes.focus("#notes")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, NoteEditor))
        await pilot.press(*"abc")
        await until(pilot, lambda: texts_of_drafts(path) == ["abc"])
        gate.open.set()
        await until(pilot, lambda: screen.reading.is_complete)
        assert not list(screen.reading.notes.drafts())
        await pilot.press(*"def", "ctrl+s")
        await until(pilot, lambda: screen.reading.notes.items[0].note == "abcdef")
        await saved(pilot)
        await until(pilot, lambda: not texts_of_drafts(path))
        assert app.screen is screen


async def test_an_unfinished_note_is_offered_once(path: Path) -> None:
    document = open_document(path)
    made = Notebook.open(document).add(on(document, "Paragraph number 0"))
    drafts.keep_draft(document, made, "half a note")
    (file,) = (path.parent / "state" / "drafts").glob("*.json")
    data = json.loads(file.read_text())
    file.with_name(f"{file.name[:-13]}deadbeef.json").write_text(json.dumps({**data, "window": "deadbeef"}))
    file.unlink()
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await pilot.press("R")
        await until(pilot, lambda: isinstance(app.screen, Question))
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, NoteEditor))
        await pilot.press("escape")
        await saved(pilot)
        await until(pilot, lambda: not any(worker.group == "unasked" for worker in reader(app).workers))
        assert app.screen is reader(app) and reader(app).reading.notes.items[0].note == "half a note"


async def test_the_draft_of_a_note_goes_though_another_one_is_begun_before(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = open_document(path)
    book = Notebook.open(document)
    book.add(on(document, "Paragraph number 0"))
    book.add(on(document, "Paragraph number 1 tells"))
    may_write, real = threading.Event(), NoteTaking.flush

    def flush(notes: NoteTaking) -> bool:
        may_write.wait(60)
        return real(notes)

    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("full_stop", "m")
        await until(pilot, lambda: isinstance(app.screen, NoteEditor))
        await pilot.press(*"abc")
        await until(pilot, lambda: texts_of_drafts(path) == ["abc"])
        monkeypatch.setattr(NoteTaking, "flush", flush)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: app.screen is reader(app))
        await pilot.press("full_stop", "m")
        await until(pilot, lambda: isinstance(app.screen, NoteEditor))
        await pilot.press(*"xyz")
        await until(pilot, lambda: "xyz" in texts_of_drafts(path))
        may_write.set()
        await until(pilot, lambda: texts_of_drafts(path) == ["xyz"])
        await pilot.press("ctrl+s")
        await saved(pilot)
        await until(pilot, lambda: not texts_of_drafts(path))


async def guessed(path: Path) -> None:
    """A notebook of which nobody can tell whether it is the document's."""
    document = open_document(path)
    book = Notebook.open(document)
    book.add(on(document, "Paragraph number 0"))
    for number in range(1, 12):
        book.add(on(document, f"number {number} tells"))
    path.write_text("# Animals\n\nParagraph number 0 is all that is left of it, and there is more of something else altogether here.\n")


@pytest.mark.parametrize("keys", [["R"], ["R", "R"]])
async def test_the_question_about_the_notes_is_asked_once_whatever_is_read_meanwhile(path: Path, gate: Gate, keys: list[str]) -> None:
    await guessed(path)
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        screen = reader(app)
        await until(pilot, lambda: screen.reading.loaded.is_complete)
        gate.is_closed = True
        for _ in keys:
            screen.action_reload()
        await until(pilot, gate.waiting.is_set)
        await until(pilot, lambda: isinstance(app.screen, Question))
        await pilot.press("n")
        await until(pilot, lambda: app.screen is screen)
        mine = screen.reading.notes.notebook
        gate.open.set()
        await until(pilot, lambda: screen.reading.is_complete)
        assert screen.reading.notes.notebook is mine and not screen.reading.notes.needs_answer
        await until(pilot, lambda: not any(worker.group == "unasked" for worker in screen.workers))
        assert app.screen is screen


async def test_a_passage_that_waits_is_no_orphans_new_one(path: Path, gate: Gate) -> None:
    Notebook.open(open_document(path)).add(ORPHAN)
    app = GlossatorApp(str(path))
    async with app.run_test(size=(160, 30)) as pilot:
        await settled(pilot)
        await gate.reload(pilot)
        await pilot.press("v", "e", "enter")
        await reader(app).panes.focus("#notes")
        await pilot.press("G", "a")
        gate.open.set()
        await settled(pilot)
        await saved(pilot)
        assert len(reader(app).reading.notes.items) == 2


async def test_an_orphan_gets_the_passage_that_waits_though_the_selection_was_left_since(path: Path, gate: Gate) -> None:
    Notebook.open(open_document(path)).add(ORPHAN)
    app = GlossatorApp(str(path))
    async with app.run_test(size=(160, 30)) as pilot:
        await settled(pilot)
        await gate.reload(pilot)
        await reader(app).panes.focus("#notes")
        await pilot.press("G", "a", "v", "e", "enter", "escape")
        gate.open.set()
        await settled(pilot)
        await saved(pilot)
        assert quotes(path) == ["Animals"]


async def test_each_highlight_that_waits_is_told_of_before_it_is_left_behind(path: Path, gate: Gate) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        for keys in (["v", "e", "enter"], ["j", "j", "v", "e", "e", "enter"]):
            await gate.reload(pilot)
            await pilot.press(*keys, "q")
            await until(pilot, lambda: "q again" in status(app))
            gate.open.set()
            await settled(pilot)
            await saved(pilot)
        assert len(quotes(path)) == 2


# -- the document


async def test_a_section_of_a_text_that_was_never_opened_leads_nowhere(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(140, 30)) as pilot:
        screen = await settled(pilot)
        never = screen.reading.generation_of(open_document(path))
        path.write_text("# Another\n\n" + "\n\n".join(LINES))
        await pilot.press("R")
        await until(pilot, lambda: screen.reading.document.title == "Another")
        assert screen.reading.generation != never
        at = screen.body.position
        screen.post_message(SectionChosen(40, never))
        await until(pilot, lambda: "choose again" in status(app))
        assert screen.body.position == at


async def test_settings_changed_on_screen_hold_in_the_next_document_and_a_reset_does_as_well(tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text("# One\n\n[two](two.md)\n")
    (tmp_path / "two.md").write_text("# Two\n\n[one](one.md)\n")
    app = GlossatorApp(str(tmp_path / "one.md"))
    async with app.run_test(size=(160, 30)) as pilot:
        await settled(pilot)
        await pilot.press("plus", "plus", "backslash", "o")
        await until(pilot, lambda: reader(app).reading.document.title == "Two")
        await settled(pilot)
        assert reader(app).body.column == 80 and not reader(app).query_one("#left").display
        app._reset_screen()
        await pilot.press("o")
        await until(pilot, lambda: reader(app).reading.document.title == "One")
        await settled(pilot)
        assert reader(app).body.column == 72 and reader(app).query_one("#left").display


async def test_the_library_keeps_the_count_of_notes_that_were_not_read_yet(large: Path, gate: Gate) -> None:
    document = open_document(large)
    Library().remember(document, 0, 3, len(document.text))
    gate.is_closed = True
    app = GlossatorApp(str(large))
    async with app.run_test(size=(120, 30)) as pilot:
        await until(pilot, gate.waiting.is_set)
        await pilot.press("q")
        await until(pilot, lambda: app._exit)
        gate.open.set()
    assert Library().readings()[0].highlights == 3


async def test_a_file_that_goes_again_is_told_of_again(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        screen, text = reader(app), path.read_text()
        for _ in range(2):
            path.unlink()
            screen.opening.watch_file()
            assert "the file is gone" in status(app)
            screen.show_status("")
            path.write_text(text)
            screen.opening.watch_file()
            await pilot.pause()
            if app.screen is not screen:
                await pilot.press("n")
                await until(pilot, lambda: app.screen is screen)


# -- searching, reading, the caret


async def test_a_word_searched_in_the_head_is_found_in_all_of_the_text(large: Path, gate: Gate) -> None:
    gate.is_closed = True
    app = GlossatorApp(str(large))
    async with app.run_test(size=(120, 30)) as pilot:
        await until(pilot, gate.waiting.is_set)
        await pilot.press("j", "j", "i", "w", "w", "w", "asterisk")
        await until(pilot, lambda: "for tells" in status(app))
        gate.open.set()
        await settled(pilot)
        count = reader(app).reading.document.text.count("tells")
        await until(pilot, lambda: len(reader(app).searching._hits or ()) == count)
        await pilot.press("n")
        await until(pilot, lambda: f"of {count:,} for tells" in status(app))


async def test_a_result_of_a_list_that_is_no_longer_shown_is_not_another_one(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(160, 30)) as pilot:
        screen = await settled(pilot)
        await pilot.press("slash", *"fox")
        await until(pilot, lambda: screen.searching._hits)
        before = screen.searching._hits
        assert before
        await pilot.press("backspace", "backspace", "backspace", *"gnu")
        await until(pilot, lambda: screen.searching._query == "gnu" and screen.searching._hits is not before)
        current = screen.searching._current
        screen.post_message(HitAccepted(3, before))
        await until(pilot, lambda: "for gnu" in status(app))
        assert screen.searching._current == current


async def test_what_is_described_is_found_once_it_can_be(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    searched: list[str] = []
    may_go_on, real, find = threading.Event(), SearchIndex.sort_places, SearchIndex.find
    waits = threading.Event()

    def sort_places(index: SearchIndex) -> None:
        waits.set()
        may_go_on.wait(60)
        real(index)

    monkeypatch.setattr(meaning, "is_installed", lambda: True)
    monkeypatch.setattr(SearchIndex, "add_meaning", lambda self: made.append("made") is None)
    monkeypatch.setattr(SearchIndex, "sort_places", sort_places)
    monkeypatch.setattr(SearchIndex, "find", lambda self, query: (searched.append(query), find(self, query))[1])
    app = GlossatorApp(str(path))
    async with app.run_test(size=(160, 30)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"who tells of the fox")
        await until(pilot, lambda: "who tells of the fox" in searched and waits.is_set())
        before = len(searched)
        may_go_on.set()
        await until(pilot, lambda: len(searched) > before and made)


async def test_what_is_described_is_not_prepared_in_a_text_that_was_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "one.md").write_text("# One\n\n[two](two.md)\n\n" + "\n\n".join(LINES))
    (tmp_path / "two.md").write_text("# Two\n\nText.\n")
    made: list[str] = []
    waited: list[Activity] = []
    was_left, rests = threading.Event(), Activity.wait_until_idle

    def wait_until_idle(activity: Activity) -> None:
        waited.append(activity)
        if waited.count(activity) == 2 and activity is waited[0]:  # what follows the index of the first document
            was_left.wait(60)
            waited.append(activity)
        else:
            rests(activity)

    monkeypatch.setattr(meaning, "is_installed", lambda: True)
    monkeypatch.setattr(SearchIndex, "add_meaning", lambda self: made.append(self.text[:3]) is None)
    monkeypatch.setattr(Activity, "wait_until_idle", wait_until_idle)
    app = GlossatorApp(str(tmp_path / "one.md"))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await until(pilot, lambda: len(waited) == 2)
        await pilot.press("o")
        await until(pilot, lambda: app.reader and app.reader.reading.document.title == "Two")
        was_left.set()
        await until(pilot, lambda: made and waited.count(waited[0]) == 3)
        assert made == ["Two"]


async def test_reading_aloud_goes_on_when_the_rest_of_the_text_arrives(
    large: Path, gate: Gate, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "voice", lambda: ["true"])
    gate.is_closed = True
    app = GlossatorApp(str(large))
    async with app.run_test(size=(120, 30)) as pilot:
        await until(pilot, gate.waiting.is_set)
        await pilot.press("A")
        await until(pilot, lambda: reader(app).body.marks.spoken)
        gate.open.set()
        await until(pilot, lambda: reader(app).reading.is_complete)
        spoken = reader(app).body.marks.spoken
        await until(pilot, lambda: reader(app).body.marks.spoken not in (None, spoken))
        await pilot.press("A")


async def test_a_motion_that_waited_goes_on_from_where_the_caret_is_then(large: Path, gate: Gate) -> None:
    gate.is_closed = True
    app = GlossatorApp(str(large))
    async with app.run_test(size=(120, 30)) as pilot:
        await until(pilot, gate.waiting.is_set)
        body = reader(app).body
        body.show_caret(body.document.blocks[-1].start)
        large.write_text("# Large\n\nA new opening, " + "of words and words, " * 60 + "\n\n" + LARGE.partition("\n\n")[2])
        body.action_lines(1)
        assert body.awaits_text
        mapped: list[int] = []
        catch_up = body.catch_up
        body.catch_up = lambda: (mapped.append(body.caret_position), catch_up())  # type: ignore[method-assign]
        gate.open.set()
        await until(pilot, lambda: reader(app).reading.is_complete)
        lines = body.lines
        assert lines.y_of(body.caret_position) - lines.y_of(mapped[0]) in (1, 2)


async def test_labels_stand_at_their_places_in_a_window_of_another_width(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        body = reader(app).body
        await pilot.press("f", "t")
        await until(pilot, lambda: body._labels)
        await pilot.resize_terminal(40, 30)
        await until(pilot, lambda: body.size.width <= 40)
        assert body._labels and all(body.lines.y_of(place) == row for row, places in body._labels.items() for place, _ in places)


async def test_a_document_that_is_left_while_it_is_read_is_just_left(large: Path, gate: Gate) -> None:
    (large.parent / "other.md").write_text("# Other\n\nWords.\n")
    async with being_read(large, gate) as (app, pilot, first):
        gate.is_closed = False
        app.documents.go_to(Target(str(large.parent / "other.md")))
        await until(pilot, lambda: app.reader is not first and not first.is_attached)
        gate.open.set()
        await settled(pilot)
        await until(pilot, lambda: not any(thread.name.endswith("(_run)") for thread in threading.enumerate()))
        assert app.crash is None and reader(app).reading.document.title == "Other"


async def test_a_file_that_changes_while_it_is_read_is_not_asked_about(large: Path, gate: Gate) -> None:
    async with being_read(large, gate) as (app, pilot, screen):
        large.write_text("# Large\n\nA new beginning.\n\n" + LARGE.partition("\n\n")[2])
        screen.opening.watch_file()
        gate.open.set()
        await until(pilot, lambda: screen.reading.is_complete)
        screen.opening.watch_file()
        await until(pilot, lambda: not screen.workers)
        assert app.screen is screen


async def test_the_menu_opens_where_the_words_are_by_then(large: Path, gate: Gate) -> None:
    async with being_read(large, gate) as (_, pilot, screen):
        await screen.panes._mounting.acquire()
        await pilot.press("j", "j", "v", "e")
        screen.body.action_menu()
        await until(pilot, lambda: screen.menu.is_waiting)
        large.write_text("# Large\n\nA new one entirely, of a few words more.\n\n" + LARGE.partition("\n\n")[2])
        gate.open.set()
        await until(pilot, lambda: screen.reading.is_complete)
        screen.panes._mounting.release()
        await until(pilot, lambda: menu_is_open(pilot))
        assert screen.body.selection and screen.menu_pane
        assert screen.menu_pane._at()[1] == screen.body.content_region.y + screen.body.line_region(screen.body.selection.head).y


@pytest.mark.parametrize("does", ["adds", "deletes", "changes"])
async def test_what_another_window_did_just_before_is_shown_with_what_is_done_here(path: Path, does: str) -> None:
    document = open_document(path)
    first = Notebook.open(document)
    there = first.add(on(document, document.text[:20]), note="there")
    app = GlossatorApp(str(path))
    async with app.run_test(size=(160, 40)) as pilot:
        screen = await settled(pilot)
        await until(pilot, lambda: len(screen.reading.notes.items) == 1)
        screen.saving._is_checking = True  # so that no look at the notebook comes between
        other = Notebook.open(document)
        if does == "adds":
            other.add(describe(document.text, 60, 70), note="new")
        elif does == "deletes":
            other.remove(there.id)
        else:
            other.edit(there.id, note="changed")
        await pilot.press("G", "V", "enter")
        await saved(pilot)
        wanted = {item.id: item.note for item in Notebook.open(document).items}
        await until(pilot, lambda: {item.id: item.note for item in screen.reading.notes.items} == wanted)
        assert len(wanted) == {"adds": 3, "deletes": 1, "changes": 2}[does]


async def test_a_file_written_while_the_program_starts_is_asked_about(path: Path) -> None:
    app = GlossatorApp(str(path))
    path.write_text("Other words altogether.\n\n" * 9)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        reader(app).opening.watch_file()
        await until(pilot, lambda: isinstance(app.screen, Question))


async def test_the_menu_stays_with_its_words_when_the_text_is_replaced(path: Path, gate: Gate) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await settled(pilot)
        await pilot.press("j", "j", "V", "colon")
        await until(pilot, lambda: menu_is_open(pilot))
        assert screen.body.selection
        words = screen.reading.document.text[screen.body.selection.start : screen.body.selection.end]
        path.write_text("A paragraph that is new.\n\n" + path.read_text())
        screen.opening.reload()
        await until(pilot, lambda: screen.reading.document.text.startswith("A paragraph that is new"))
        await until(pilot, lambda: screen.reading.is_complete)
        assert menu_is_open(pilot) and screen.body.selection
        assert screen.reading.document.text[screen.body.selection.start : screen.body.selection.end] == words
        await pilot.press("q")
        await until(pilot, lambda: not menu_is_open(pilot))
        assert app.is_running and app.screen is screen


async def test_a_dialog_that_opened_before_the_panes_covers_the_keys(large: Path, gate: Gate) -> None:
    async with being_read(large, gate) as (app, pilot, screen):
        await pilot.press("question_mark")
        await until(pilot, lambda: app.screen is not screen)
        gate.open.set()
        await until(pilot, lambda: screen.panes_mounted)
        assert not str(screen.query_one(KeyLine).render()).strip()
