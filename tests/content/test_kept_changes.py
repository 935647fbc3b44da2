"""What cannot be written yet is on disk all the same, is shown wherever the document is opened, and is folded in later."""

import json
import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from glossator.content.document import Document
from glossator.content.notes import kept_changes
from glossator.content.notes.notebook import Notebook
from glossator.content.notes.selectors import describe
from glossator.content.notes.unsaved import unsaved_of
from glossator.content.storage import locked
from glossator.tui.reading.note_taking import NoteTaking


@pytest.fixture
def notebook(document: Document) -> Notebook:
    Notebook.open(document).add(describe(document.text, 50, 60), note="mine")
    book = Notebook.open(document)
    book.hold(0.01)
    return book


def notes_of(document: Document) -> list[str]:
    return sorted(item.note for item in Notebook.open(document).items)


def test_a_change_that_is_held_outlives_the_program(notebook: Notebook, document: Document) -> None:
    with locked(notebook.path):
        made = notebook.add(describe(document.text, 80, 90), note="held")
        notebook.edit(notebook.items[0].id, note="mine, reworded")
        assert not notebook.flush(0.01) and notebook.unsaved and notebook.is_kept
    # the window is killed here
    assert notes_of(document) == ["held", "mine, reworded"] and not unsaved_of(notebook.path)
    assert notebook.flush(0.01)  # or it lived on
    assert notes_of(document) == ["held", "mine, reworded"] and notebook.get(made.id).note == "held"


def test_a_deletion_that_is_held_is_kept_as_well(notebook: Notebook, document: Document) -> None:
    with locked(notebook.path):
        notebook.remove(notebook.items[0].id)
        assert not notebook.flush(0.01)
    assert notes_of(document) == [] and [item.note for _, item in Notebook.open(document).deleted()] == ["mine"]


def test_nothing_is_left_of_what_was_written_or_undone(notebook: Notebook, document: Document) -> None:
    with locked(notebook.path):
        notebook.add(describe(document.text, 80, 90), note="held")
        assert not notebook.flush(0.01) and len(unsaved_of(notebook.path)) == 1
        notebook.edit(notebook.items[1].id, note="held, reworded")
        assert not notebook.flush(0.01) and len(unsaved_of(notebook.path)) == 1
        assert notebook.undo() and notebook.undo() and not notebook.unsaved
        assert [item.note for item in notebook.items] == ["mine"]
    assert notebook.flush(0.01) and not unsaved_of(notebook.path)
    assert notes_of(document) == ["mine"]


def test_undoing_what_was_not_written_shows_what_another_window_wrote(notebook: Notebook, document: Document) -> None:
    key = notebook.items[0].id
    with locked(notebook.path):
        notebook.edit(key, note="once")
        notebook.edit(key, note="twice")
        assert notebook.undo() == key and notebook.get(key).note == "once"
        assert notebook.undo() == key and notebook.get(key).note == "mine"
        assert not notebook.undo() and notebook.undo(redo=True) == key and notebook.get(key).note == "once"
    assert notebook.flush(0.01) and notes_of(document) == ["once"]


@pytest.mark.parametrize("was_there", [True, False], ids=["with-notes-on-it", "never-read"])
def test_what_is_kept_is_shown_while_the_drive_is_gone_and_folded_in_when_it_is_back(
    notebook: Notebook, document: Document, was_there: bool
) -> None:
    folder = notebook.path.parent
    away = folder.with_name("away")
    os.rename(folder, away)
    notebook.add(describe(document.text, 80, 90), note="held")
    assert not notebook.flush(0.01)
    later = Notebook.open(document)
    later.hold(0.01)
    assert [item.note for item in later.items] == ["held"] and "is gone" in later.problem
    later.add(describe(document.text, 100, 110), note="later")
    assert not later.flush(0.01) and unsaved_of(notebook.path)
    os.rename(away, folder)
    if was_there:
        assert later.flush(0.01)
    else:
        assert later.refresh() and later.flush(0.01)
    assert sorted(item.note for item in later.items) == ["held", "later", "mine"]
    assert notes_of(document) == ["held", "later", "mine"] and not unsaved_of(notebook.path)


def test_undo_places_the_one_annotation_that_it_changes(notebook: Notebook, document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    from glossator.content.notes import passages

    notes = NoteTaking(document)
    notes.replace_state(document, notebook, notes.placed)
    notes.place_new()
    assert [item.note for item in notes.items] == ["mine"]
    asked: list[int] = []
    real = passages.anchors
    monkeypatch.setattr(passages, "anchors", lambda document, items: asked.append(len(items)) or real(document, items))
    made = notes.highlight(80, 90, "green")
    assert notes.undo() and notes.placed.get(made.id) is None and notes.placed.edition == notebook.edition
    assert notes.undo(redo=True) and notes.anchors[made.id][:2] == (80, 90)
    notes.remove(made.id)
    assert notes.undo() and notes.anchors[made.id][:2] == (80, 90) and sum(asked) <= 3
    assert [item.id for item in notes.items] == [item.id for item in notebook.items]


def test_the_file_of_kept_changes_holds_no_others(notebook: Notebook, document: Document) -> None:
    for at in range(200, 260, 10):
        notebook.add(describe(document.text, at, at + 5), note=f"at {at}")
    assert notebook.flush(0.01)
    with locked(notebook.path):
        notebook.edit(notebook.items[0].id, note="reworded")
        notebook.flush(0.01)
        (kept,) = unsaved_of(notebook.path)
        assert "reworded" in kept.read_text() and "at 200" not in kept.read_text()


def test_kept_changes_come_back_to_their_own_notes_folder_alone(notebook: Notebook, document: Document, tmp_path: Path) -> None:
    with locked(notebook.path):
        notebook.add(describe(document.text, 80, 90), note="held")
        notebook.flush(0.01)
        assert Notebook.open(document, tmp_path / "elsewhere").items == []
        assert unsaved_of(notebook.path)


def test_what_was_brought_back_stays_so_against_a_tombstone_from_the_future(notebook: Notebook, document: Document) -> None:
    key = notebook.items[0].id
    notebook.remove(key)
    assert notebook.flush(0.01)
    page = json.loads(notebook.path.read_text())
    page["glossator"]["deleted"][key] = "2999-01-01T00:00:00Z"
    notebook.path.write_text(json.dumps(page))
    notebook.refresh()
    with locked(notebook.path):
        notebook.restore(key)
        assert not notebook.flush(0.01)
    assert notes_of(document) == ["mine"]


@pytest.mark.parametrize("spoil", [lambda text: text[:-9], lambda text: text.replace('"version": 1', '"version": 99')], ids=["damaged", "of a newer version"])
def test_a_kept_file_that_cannot_be_read_is_not_thrown_away(notebook: Notebook, document: Document, spoil: Callable[[str], str]) -> None:
    with locked(notebook.path):
        notebook.add(describe(document.text, 80, 90), note="held")
        notebook.flush(0.01)
    (kept,) = unsaved_of(notebook.path)
    kept.write_text(spoiled := spoil(kept.read_text()))
    assert notes_of(document) == ["mine"] and kept.read_text() == spoiled
    book = Notebook.open(document)
    book.hold(0.01)
    book.add(describe(document.text, 100, 110), note="later")
    assert book.flush(0.01) and not book.refresh() and kept.read_text() == spoiled


def test_the_screen_does_not_wait_for_what_is_kept(notebook: Notebook, document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    writing, go_on = threading.Event(), threading.Event()

    def slowly(*arguments: object, **options: object) -> Path:
        writing.set()
        assert go_on.wait(30)
        return notebook.path.with_name("kept")

    monkeypatch.setattr(kept_changes, "keep_unsaved", slowly)
    with locked(notebook.path):
        notebook.add(describe(document.text, 80, 90), note="held")
        thread = threading.Thread(target=notebook.flush, args=(0.01,))
        thread.start()
        assert writing.wait(30)
        notebook.add(describe(document.text, 100, 110), note="at once")
        assert [item.note for item in notebook.items] == ["mine", "held", "at once"] and thread.is_alive()
        go_on.set()
        thread.join(30)
