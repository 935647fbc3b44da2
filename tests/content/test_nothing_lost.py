"""What was acknowledged is never taken away by another program, another window, another machine or another clock."""

import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from glossator.content import open_document
from glossator.content.document import Document
from glossator.content.errors import NotebookError
from glossator.content.library.reading_places import Library
from glossator.content.notes import collection, files, stored_page
from glossator.content.notes.anchoring import locate
from glossator.content.notes.annotation import Annotation, history
from glossator.content.notes.collection import find_by_id, notebooks
from glossator.content.notes.drafts import drafts_of, keep_draft
from glossator.content.notes.files import new_page, notebook_files, original_of
from glossator.content.notes.merging import merge
from glossator.content.notes.notebook import Notebook
from glossator.content.notes.page_text import page_text
from glossator.content.notes.remembered import require_folder
from glossator.content.notes.selectors import Selectors, describe
from glossator.content.stamps import instant, later_than, now
from glossator.content.storage import locked, write_durably
from glossator.tui.cli.main import main


@pytest.fixture
def notebook(document: Document) -> Notebook:
    """Three notes, on disk."""
    book = Notebook.open(document)
    for n in range(3):
        book.add(describe(document.text, 50 + 20 * n, 60 + 20 * n), note=f"note {n}")
    return book


def stored(path: Path) -> set[str]:
    return {body["value"] for item in json.loads(path.read_text())["items"] for body in item.get("body", [])}


def test_who_writes_right_behind_the_rescue_of_a_damaged_file_is_not_overwritten(
    notebook: Notebook, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = notebook.path
    path.write_text(path.read_text()[: path.stat().st_size // 2])
    real = stored_page.StoredPage._locked
    waiting = [lambda: Notebook.open(document).add(describe(document.text, 200, 210), note="late")]

    @contextmanager
    def locked_then_late(self: stored_page.StoredPage, patience: float | None = None) -> Iterator[None]:
        with real(self, patience):
            yield
        if waiting:
            waiting.pop()()

    monkeypatch.setattr(stored_page.StoredPage, "_locked", locked_then_late)
    opened = Notebook.open(document)
    assert not waiting and "late" in stored(path)
    opened.add(describe(document.text, 300, 310), note="mine")
    assert {"late", "mine"} <= stored(path)


def test_who_writes_while_all_notebooks_are_listed_is_not_overwritten(
    notebook: Notebook, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = collection.read_page

    def read_then_late(path: Path) -> dict[str, Any] | None:
        page = real(path)
        monkeypatch.setattr(collection, "read_page", real)
        Notebook.open(document).add(describe(document.text, 200, 210), note="late")
        return page

    monkeypatch.setattr(collection, "read_page", read_then_late)
    (listed,) = notebooks()
    listed.edit(listed.items[0].id, note="changed")
    assert {"late", "changed"} <= stored(notebook.path)


# -- other programs' writes


@pytest.mark.parametrize("how", ["cut", "empty", "removed", "no items", "replaced", "an older copy", "not JSON"])
def test_a_file_that_another_program_spoilt_is_not_the_new_truth(notebook: Notebook, how: str) -> None:
    path = notebook.path
    text = path.read_text()
    data = json.loads(text)
    spoilt = {
        "cut": text[: len(text) // 2], "empty": "", "no items": json.dumps({**data, "items": []}),
        "replaced": json.dumps({"items": []}), "an older copy": json.dumps({**data, "items": data["items"][:1]}),
        "not JSON": "hello",
    }  # fmt: skip
    if how == "removed":
        path.unlink()
    else:
        path.write_text(spoilt[how])
    notebook.refresh()
    notebook.refresh()  # what looks damaged is damaged once it is so twice
    assert {item.note for item in notebook.items} == {"note 0", "note 1", "note 2"} == stored(path)


def test_a_program_in_the_middle_of_writing_is_waited_for(notebook: Notebook, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = notebook.path.read_text()
    pieces = [whole[at : at + 200] for at in range(0, len(whole), 200)]
    with notebook.path.open("w") as file:

        def write_more(_seconds: float) -> None:
            """What the other program writes while this one waits, between two looks at the file."""
            if pieces:
                file.write(pieces.pop(0))
                file.flush()

        write_more(0)
        monkeypatch.setattr(files, "time", SimpleNamespace(monotonic=time.monotonic, sleep=write_more))
        opened = Notebook(notebook.path)
        opened.reload()
    assert pieces == []
    assert len(opened.items) == 3 and opened.problem == ""
    assert not list(notebook.path.parent.glob("*.damaged-*"))


def test_what_another_program_deleted_with_a_tombstone_is_deleted(notebook: Notebook, document: Document) -> None:
    other = Notebook.open(document)
    other.remove(other.items[0].id)
    assert notebook.refresh()
    assert len(notebook.items) == 2


# -- locks and held changes


def test_a_symlinked_notebook_has_the_lock_of_its_file(notebook: Notebook, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(notebook.path)
    with locked(link), pytest.raises(TimeoutError), locked(notebook.path, patience=0):
        pass


def test_eight_writers_two_of_them_through_a_symlink(notebook: Notebook, document: Document, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.symlink_to(notebook.path)
    made: list[str] = []

    def write(path: Path) -> None:
        book = Notebook(path)
        book.reload()
        for _ in range(5):
            made.append(book.add(describe(document.text, 100, 110)).id)

    writers = [threading.Thread(target=write, args=(link if n < 2 else notebook.path,)) for n in range(8)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert len(made) == 40 and set(made) <= {item["id"] for item in json.loads(notebook.path.read_text())["items"]}
    assert link.is_symlink()


def test_a_lock_held_elsewhere_holds_the_change_and_nobody_up(
    notebook: Notebook, document: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    waited: list[float] = []

    def waiting(path: Path, *, patience: float) -> AbstractContextManager[None]:
        waited.append(patience)
        return locked(path, patience=patience)

    monkeypatch.setattr(stored_page, "locked", waiting)
    notebook.queues_changes = True
    with locked(notebook.path):
        made = notebook.add(describe(document.text, 120, 130), note="held")
        assert not notebook.flush() and waited and sum(waited) < 1
        assert len(notebook.unsaved) == 1 and made in notebook.items and "in use by another program" in notebook.problem
    assert notebook.flush() and "held" in stored(notebook.path) and notebook.problem == ""


def test_held_changes_are_written_in_order_and_undone_from_the_queue(notebook: Notebook, document: Document) -> None:
    notebook.queues_changes = True
    made = notebook.add(describe(document.text, 120, 130))
    notebook.edit(made.id, note="one")
    notebook.edit(made.id, note="two")
    assert notebook.undo() and len(notebook.unsaved) == 2 and notebook.get(made.id).note == "one"
    notebook.edit(made.id, note="three")
    assert notebook.flush() and notebook.get(made.id).note == "three"
    (item,) = [i for i in json.loads(notebook.path.read_text())["items"] if i["id"] == made.id]
    assert "two" not in json.dumps(item)


def test_a_folder_whose_drive_is_gone_is_not_made_anew(notebook: Notebook, document: Document) -> None:
    notebook.queues_changes = True
    folder = notebook.path.parent
    away = folder.rename(folder.with_name("unplugged"))
    notebook.add(describe(document.text, 120, 130), note="held")
    assert not notebook.flush() and not folder.exists() and "is gone" in notebook.problem
    with pytest.raises(OSError, match="is gone"):
        require_folder(folder)
    away.rename(folder)
    assert notebook.flush() and "held" in stored(notebook.path)


def test_the_empty_place_where_a_drive_was_mounted_gets_no_notes(
    notebook: Notebook, document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from glossator.content.notes import remembered

    folder = notebook.path.parent
    with monkeypatch.context() as mounted:
        mounted.setattr("os.path.ismount", lambda path: Path(path) == folder)
        notebook.add(describe(document.text, 120, 130))
    pulled = folder.rename(tmp_path / "pulled")
    folder.mkdir()
    monkeypatch.setattr(remembered, "_devices", {})  # as in a new process
    with pytest.raises(OSError, match="is gone"):
        require_folder(folder)
    folder.rmdir()
    pulled.rename(folder)  # what was on the drive was put there
    require_folder(folder)


# -- wordings


def test_two_windows_edit_one_note_and_both_wordings_are_kept(notebook: Notebook, document: Document) -> None:
    one, two = Notebook.open(document), Notebook.open(document)
    messages: list[str] = []
    one.overwrote = two.overwrote = messages.append
    item = one.items[0]
    one.edit(item.id, note="from one")
    assert messages == []
    two.edit(item.id, note="from two")
    assert messages == [item.id]
    found = Notebook.open(document).get(item.id)
    assert found.note == "from two" and [note for _, note in history(found)] == ["note 0", "from one"]


def test_undoing_a_deletion_leaves_what_another_window_brought_back_and_changed(notebook: Notebook, document: Document) -> None:
    item = notebook.items[0]
    notebook.remove(item.id)
    other = Notebook.open(document)
    other.restore(item.id)
    other.edit(item.id, note="written after it came back")
    assert notebook.undo()
    assert Notebook.open(document).get(item.id).note == "written after it came back"


def test_a_change_of_colour_leaves_the_note_another_window_wrote(notebook: Notebook, document: Document) -> None:
    one, two = Notebook.open(document), Notebook.open(document)
    one.edit(one.items[0].id, note="from one")
    two.edit(two.items[0].id, color="green")
    found = Notebook.open(document).items[0]
    assert (found.note, found.color) == ("from one", "green")


def test_notes_edit_tells_of_what_it_replaced(notebook: Notebook, document: Document, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    key = notebook.items[0].id
    from glossator.tui.cli.notes import edit as notes_commands

    found = notes_commands.find_by_id

    def find_then_lose_the_race(*arguments: Any, **options: Any) -> Any:
        out = found(*arguments, **options)
        Notebook.open(document).edit(key, note="came between")
        return out

    monkeypatch.setattr(notes_commands, "find_by_id", find_then_lose_the_race)
    assert main(["notes", "edit", key, "--note", "mine"]) == 0
    assert "kept in the history" in capsys.readouterr().err
    assert "came between" in [note for _, note in history(Notebook.open(document).get(key))]


# -- deletions


def test_deleted_notes_come_back_after_quitting(notebook: Notebook, document: Document, article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = notebook.items[1].id
    assert main(["notes", "rm", key]) == 0
    assert main(["notes", "deleted", str(article)]) == 0
    shown = capsys.readouterr().out.split()[0]
    assert key.removeprefix("urn:uuid:").startswith(shown) and len(shown) == 8
    assert main(["notes", "restore", shown]) == 0
    assert Notebook.open(document).get(key).note == "note 1"
    assert main(["notes", "deleted"]) == 1
    assert main(["notes", "restore", key]) == 2


@pytest.mark.parametrize("stamp", ["2999-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.9999999999Z"])
def test_a_tombstone_from_the_future_can_be_restored_and_edited(notebook: Notebook, document: Document, stamp: str) -> None:
    data = json.loads(notebook.path.read_text())
    item = data["items"].pop(0)
    data["glossator"]["deleted"] = {item["id"]: stamp}
    data["glossator"]["trash"] = {item["id"]: item}
    data["items"][0]["modified"] = stamp
    notebook.path.write_text(json.dumps(data))
    opened = Notebook(notebook.path)
    opened.reload()
    opened.restore(item["id"])
    opened.edit(item["id"], note="restored and edited")
    opened.edit(data["items"][0]["id"], note="edited in the future")
    again = Notebook.open(document)
    assert {"restored and edited", "edited in the future"} <= {i.note for i in again.items}
    again.remove(item["id"])
    assert item["id"] not in {i.id for i in Notebook.open(document).items}


def test_the_trash_is_emptied_by_a_save_after_90_days_and_never_by_a_merge(notebook: Notebook, document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    key = notebook.items[0].id
    notebook.remove(key)
    copy = json.loads(notebook.path.read_text())
    monkeypatch.setattr("glossator.content.notes.notebook.now", lambda: "2031-01-01T00:00:00Z")
    notebook.add(describe(document.text, 120, 130))
    page = json.loads(notebook.path.read_text())
    assert "trash" not in page["glossator"] and key in page["glossator"]["deleted"]
    merged = merge(page, copy)
    assert key in merged["glossator"]["trash"] and key not in {i["id"] for i in merged["items"]}


@pytest.mark.parametrize("stamp", ["", "never", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "9999-12-31T23:59:59.9Z", "2026-01-01T00:00:00.999999Z", "2026-01-01", "2999-01-01T00:00:00." + "1" * 5000 + "Z"], ids=lambda s: s[:30])
def test_there_is_always_a_later_stamp(stamp: str) -> None:
    later = stamp
    for _ in range(40):
        before, later = later, later_than("2000-01-01T00:00:00Z", later)
        assert instant(later) > instant(before)


# -- which notebook is a document's


def test_an_older_copy_of_the_text_finds_its_own_notes(article: Path, tmp_path: Path) -> None:
    first = open_document(article)
    Notebook.open(first).add(describe(first.text, 50, 60), note="on the first version")
    copy = tmp_path / "copy.txt"
    copy.write_bytes(article.read_bytes())
    article.write_text(article.read_text() + "\n\nA new paragraph, at the end of it.\n")
    second = open_document(article)
    Notebook.open(second).add(describe(second.text, 70, 80), note="on the second")
    third = open_document(copy)
    Notebook.open(third).add(describe(third.text, 90, 99), note="on the copy")
    assert next(i.note for i in Notebook.open(open_document(copy)).items) == "on the first version"
    assert {i.note for i in Notebook.open(open_document(article)).items} >= {"on the first version", "on the second"}


def test_the_same_bytes_read_better_ask_nothing(document: Document, notebook: Notebook, article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    better = replace(document, text=document.text.upper(), source="/elsewhere.txt")
    found = Notebook.open(better)
    assert found.match and found.match.reason == "bytes" and not found.is_guess and len(found.items) == 3


def test_a_notebook_of_the_version_before_is_found_and_asks_nothing(document: Document, notebook: Notebook) -> None:
    data = json.loads(notebook.path.read_text())
    for key in ("bytes_sha256", "known_texts", "known_bytes"):
        data["glossator"]["document"].pop(key, None)
    del data["glossator"]["revision"]
    data["glossator"]["document"]["text_sha256"] = "0" * 64  # as another reading of the same file had it
    notebook.path.write_text(json.dumps(data, indent=2))
    found = Notebook.open(document)
    assert found.match and found.match.reason == "path" and not found.is_guess
    assert {i.note for i in found.items} == {"note 0", "note 1", "note 2"}
    found.edit(found.items[0].id, note="edited")
    assert Notebook.open(document).match.reason == "text"  # type: ignore[union-attr]


def test_another_text_at_a_known_path_is_asked_about(notebook: Notebook, article: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    article.write_text("Quite another text about cats, who sleep all day long and do not travel by rail.\n")
    before = notebook.path.read_bytes()
    monkeypatch.setattr("sys.stdin", None)
    assert main(["notes", "add", str(article), "--quote", "about cats"]) == 2
    assert "--same takes them, --as-new starts new ones" in capsys.readouterr().err
    assert main(["notes", "add", str(article), "--quote", "about cats", "--as-new"]) == 0
    assert notebook.path.read_bytes() == before
    assert len(notebook_files()) == 2
    assert len(Notebook.open(open_document(article)).items) == 1


def test_same_takes_the_notebook_and_keeps_its_identity(notebook: Notebook, article: Path, document: Document, capsys: pytest.CaptureFixture[str]) -> None:
    article.write_text("Quite another text about cats, who sleep all day long and do not travel by rail.\n")
    assert main(["notes", "add", str(article), "--quote", "about cats", "--same"]) == 0
    facts = json.loads(notebook.path.read_text())["glossator"]["document"]
    assert document.text_sha256 in facts["known_texts"] and len(notebook_files()) == 1


def test_a_text_that_moved_and_was_edited_is_offered_its_notebook(notebook: Notebook, document: Document, article: Path, tmp_path: Path) -> None:
    text = article.read_text().replace("Author(s)", "Somebody, and others")
    article.unlink()
    moved = tmp_path / "moved" / "renamed.txt"
    moved.parent.mkdir()
    moved.write_text(text)
    found = Notebook.open(open_document(moved))
    assert found.match and found.match.reason == "quotes" and found.is_guess and found.match.held == 3
    found.accept(open_document(moved))
    assert not Notebook.open(open_document(moved)).is_guess


def test_repair_keeps_what_a_damaged_notebook_says_of_its_document(notebook: Notebook, document: Document) -> None:
    text = notebook.path.read_text()
    notebook.path.write_text(text[: text.index('"note 1"')])
    main(["notes", "check", "--repair"])
    found = Notebook.open(document)
    assert found.match and found.match.reason == "text" and found.items[0].note == "note 0"


# -- copies


@pytest.mark.parametrize(
    "name",
    ["{} 2", "{}-LAPTOP-7", "{} (Konfliktkopie von Ann 2026-01-01)", "{} (copie en conflit de Ann)", "{} (1)", "{}.sync-conflict-20260101-120000-ABC", "{}_conflict-20260101-120000", "{} (Ann's conflicted copy 2026-01-01)"],
)  # fmt: skip
def test_copies_of_every_syncing_program_are_merged_in(notebook: Notebook, document: Document, name: str) -> None:
    copy = notebook.path.with_name(name.format(notebook.path.stem) + ".json")
    other = Notebook(copy, json.loads(notebook.path.read_text()))
    other.reload()
    other.add(describe(document.text, 150, 160), note="from the other machine")
    assert original_of(copy) == notebook.path
    assert "from the other machine" in {i.note for i in Notebook.open(document).items}
    assert not copy.exists() and "from the other machine" in stored(notebook.path)


def test_a_copy_without_its_original_is_shown(notebook: Notebook, document: Document) -> None:
    copy = notebook.path.rename(notebook.path.with_name(f"{notebook.path.stem} 2.json"))
    assert [book.path for book in notebooks()] == [copy]
    assert len(Notebook.open(document).items) == 3


def test_another_document_s_notebook_with_the_name_of_a_copy_stays(notebook: Notebook, document: Document) -> None:
    page = new_page(document)
    page["glossator"]["document"]["text_sha256"] = "f" * 64
    other = notebook.path.with_name(f"{notebook.path.stem} 2.json")
    other.write_text(page_text(page))
    Notebook.open(document)
    assert other.exists()


def test_merge_stores_a_file_of_any_name_where_the_reader_looks(notebook: Notebook, document: Document, tmp_path: Path) -> None:
    given = tmp_path / "x (conflicted copy).json"
    notebook.path.rename(given)
    assert main(["notes", "merge", str(given)]) == 0
    assert len(Notebook.open(document).items) == 3 and notebook.path.exists()


# -- hostile notebooks


HOSTILE: list[Any] = [
    {"glossator": {"document": {"url": ["x"], "sources": 5, "title": {"a": 1}, "text_sha256": 7, "identifiers": "x"}}},
    {"glossator": {"version": 10**9}}, {"glossator": {"version": "x", "deleted": [], "trash": 5}}, {"glossator": []},
    {"items": [{"id": "a", "target": "x"}, {"id": "a"}, {"id": "a", "body": 5, "glossator:history": 5}]}, {"id": 5},
    {"items": [{"id": "h", "glossator:history": [{"modified": 5, "body": 5}, 5], "target": {"selector": {"type": "TextQuoteSelector", "exact": "night"}}}]},
    {"items": [{"id": "s\ud83d", "body": {"type": "TextualBody", "value": "half \ud83d"}, "target": [{"source": "x"}, {"selector": [{"type": "TextQuoteSelector", "exact": "night \ud83d"}]}]}]},
    {"items": [{"id": "p", "target": {"selector": [{"type": "TextQuoteSelector", "exact": "x", "prefix": "y" * 1_000_000}]}}]},
    {"items": [{"id": "n", "body": [{"purpose": "commenting", "value": "z" * 1_000_000}], "target": {"selector": {"type": "TextQuoteSelector", "exact": "night"}}}]},
    {"items": [{"id": "a\u200b", "target": {"selector": {"type": "TextQuoteSelector", "exact": "night"}}}, {"id": "a", "target": {"selector": {"type": "TextQuoteSelector", "exact": "night"}}}]},
]  # fmt: skip


@pytest.mark.parametrize("page", HOSTILE, ids=range(len(HOSTILE)))
def test_a_hostile_notebook_affects_its_own_document_only(notebook: Notebook, document: Document, page: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (notebook.path.parent / "aa-hostile.json").write_text(json.dumps(page))
    for command in (["list"], ["list", "--json"], ["check"], ["deleted"], ["export", "--to", "csv"], ["export", "--to", "markdown"]):
        assert main(["notes", *command]) in (0, 1), command
    assert len(Notebook.open(document).items) == 3
    found = find_by_id(notebook.items[0].id)[0]
    found.edit(notebook.items[0].id, note="still edited")
    spread = json.loads(notebook.path.read_text())
    copy = tmp_path / "copy.json"
    hostile = {**spread, **page, "glossator": {**spread["glossator"], **(page.get("glossator") or {})} if isinstance(page.get("glossator"), dict) else spread["glossator"]}
    copy.write_text(json.dumps(hostile))
    main(["notes", "merge", str(copy)])
    capsys.readouterr()
    again = Notebook.open(document)
    assert "still edited" in {i.note for i in again.items} and not again.read_only
    again.add(describe(document.text, 150, 160), note="goes on")
    assert again.facts.title == document.title


def test_devices_and_fifos_among_the_notebooks_hold_nobody_up(notebook: Notebook, document: Document) -> None:
    os.mkfifo(notebook.path.parent / "fifo.json")
    (notebook.path.parent / "zero.json").symlink_to("/dev/zero")
    assert len(Notebook.open(document).items) == 3
    assert main(["notes", "list"]) == 0 and main(["notes", "check"]) == 1


def test_an_id_with_a_hidden_character_can_be_edited_and_deleted(notebook: Notebook, document: Document) -> None:
    data = json.loads(notebook.path.read_text())
    data["items"][0]["id"] = "urn:x\u200b1"
    notebook.path.write_text(json.dumps(data))
    assert main(["notes", "edit", "urn:x1", "--note", "edited by what is shown"]) == 0
    assert main(["notes", "rm", "urn:x\u200b1"]) == 0
    assert "urn:x\u200b1" in json.loads(notebook.path.read_text())["glossator"]["deleted"]


def test_a_foreign_annotation_keeps_everything_it_came_with(document: Document, notebook: Notebook) -> None:
    foreign = {
        "@context": "http://www.w3.org/ns/anno.jsonld", "id": "https://x.org/1", "type": "Annotation", "motivation": "commenting",
        "creator": {"name": "Ann"}, "modified": "2020-01-01T00:00:00Z",
        "body": [{"type": "TextualBody", "value": "a comment", "language": "en", "purpose": "commenting"}, {"id": "https://x.org/video", "type": "Video"}],
        "target": {"source": "https://x.org/page", "state": {"type": "TimeState"}, "selector": [{"type": "TextQuoteSelector", "exact": "goods trains", "x": 1}, {"type": "CssSelector", "value": "p"}]},
    }  # fmt: skip
    data = json.loads(notebook.path.read_text())
    data["items"].append(foreign)
    notebook.path.write_text(json.dumps(data))
    opened = Notebook.open(document)
    item = opened.get("https://x.org/1")
    anchor = locate(document.text, item.selectors)
    assert item.selectors.start is None and anchor and document.text[anchor.start : anchor.end] == "goods trains"
    opened.edit(item.id, note="edited", tags=("t",), color="green")
    (kept,) = [i for i in json.loads(notebook.path.read_text())["items"] if i["id"] == "https://x.org/1"]
    assert kept["creator"] == {"name": "Ann"} and kept["body"][0] == {**foreign["body"][0], "value": "edited"}  # type: ignore[index, dict-item]
    assert foreign["body"][1] in kept["body"] and kept["target"]["state"] == {"type": "TimeState"}  # type: ignore[index]
    assert kept["target"]["selector"] == foreign["target"]["selector"]  # type: ignore[index]


# -- text that UTF-8 cannot encode


def test_half_a_character_is_kept_as_it_is_and_shown_with_a_sign(document: Document, notebook: Notebook) -> None:
    data = json.loads(notebook.path.read_text())
    data["items"][0]["body"][0]["value"] = "half \ud83d of it"
    notebook.path.write_text(json.dumps(data))
    opened = Notebook.open(document)
    assert opened.items[0].note == "half \ufffd of it"
    opened.edit(opened.items[0].id, color="green")
    assert json.loads(notebook.path.read_text())["items"][0]["body"][0]["value"] == "half \ud83d of it"


def test_a_file_name_that_is_no_utf8_is_annotated_and_remembered(article: Path, tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/r\xe9sum\xe9.txt"
    os.rename(os.fsencode(article), name)
    path = os.fsdecode(name)
    assert main(["notes", "add", path, "--quote", "goods trains"]) == 0
    document = open_document(path)
    Library().remember(document, 7, 1, 100)
    assert Library().find(path).position == 7  # type: ignore[union-attr]
    assert document.source == path
    assert len(Notebook.open(document).items) == 1


# -- long passages


def test_a_whole_book_is_highlighted_by_its_ends(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("\n\n".join(f"Paragraph {n} says something that no other paragraph says, {n * 7919 % 1000}." for n in range(4000)))
    document = open_document(path)
    notebook = Notebook.open(document)
    made = notebook.add(describe(document.text, 10, len(document.text) - 10))
    (item,) = json.loads(notebook.path.read_text())["items"]
    kinds = [s["type"] for s in item["target"]["selector"]]
    assert kinds == ["RangeSelector", "TextPositionSelector"] and notebook.path.stat().st_size < 10_000
    assert Annotation.from_json(item).selectors == made.selectors
    changed = "A new beginning.\n" + document.text[:90_000] + document.text[120_000:]
    begin = time.process_time()
    anchor = locate(changed, made.selectors)
    assert time.process_time() - begin < 2
    assert anchor and changed[anchor.start : anchor.end] == changed[17 + 10 : len(changed) - 10]
    whole = Selectors(document.text[10:-10], document.text[:10], document.text[-10:], 10, len(document.text) - 10)
    anchor = locate(changed, whole)
    assert anchor and abs(anchor.start - 27) < 3 and abs(anchor.end - (len(changed) - 10)) < 3


# -- drafts, places, storage


def test_a_draft_is_offered_again_for_the_same_text_or_path(document: Document, notebook: Notebook, article: Path) -> None:
    keep_draft(document, notebook.items[0], "in the making \ud83d", made_for_it=True)
    (draft,) = drafts_of(document)
    assert draft.made_for_it and draft.text == "in the making \ufffd" and draft.item.id == notebook.items[0].id
    article.write_text(article.read_text() + "\n\nMore.\n")
    assert len(drafts_of(open_document(article))) == 1


def test_six_windows_closed_at_once_lose_no_place(tmp_path: Path) -> None:
    documents = []
    for n in range(30):
        path = tmp_path / f"{n}.txt"
        path.write_text(f"Text number {n}.")
        documents.append(open_document(path))
    threads = [threading.Thread(target=lambda part: [Library().remember(d, 1, 0, 9) for d in part], args=(documents[n::6],)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {r.source for r in Library().readings()} == {d.source for d in documents}


def test_a_damaged_library_is_kept_aside_and_entries_of_wrong_types_are_left_out(document: Document) -> None:
    library = Library()
    library.path.parent.mkdir(parents=True)
    library.path.write_text('{"documents": [{"title"')
    library.remember(document, 5, 0, 9)
    assert len(list(library.path.parent.glob("library.json.damaged-*"))) == 1 and library.find(document.source)
    library.path.write_text(json.dumps({"documents": [{"title": 5, "source": "x"}, {"title": "t", "source": "y", "position": "x"}, 7, {"title": "t", "source": "z", "extra": 1}]}))
    assert [r.source for r in library.readings()] == ["z"]


def test_new_folders_are_durable_up_to_the_first_that_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[str] = []
    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda fd: (synced.append(os.readlink(f"/proc/self/fd/{fd}")), fsync(fd))[1])
    write_durably(tmp_path / "a" / "b" / "c.json", "x")
    assert {str(tmp_path), str(tmp_path / "a"), str(tmp_path / "a" / "b")} <= set(synced)


def test_a_folder_that_cannot_be_synced_is_no_lost_note(notebook: Notebook, document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    fsync = os.fsync

    def refuse_folders(fd: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{fd}"):
            raise OSError(22, "Invalid argument")
        fsync(fd)

    monkeypatch.setattr(os, "fsync", refuse_folders)
    notebook.add(describe(document.text, 150, 160), note="saved all the same")
    assert "saved all the same" in stored(notebook.path)


def test_old_temporary_files_are_cleared_and_new_ones_left(notebook: Notebook, document: Document) -> None:
    old, new = (notebook.path.parent / f".{name}-x.tmp" for name in ("old", "new"))
    old.touch()
    new.touch()
    os.utime(old, (0, 0))
    Notebook.open(document)
    assert not old.exists() and new.exists()


def test_an_unreadable_folder_raises_one_line(document: Document, folders: Path) -> None:
    (folders / "notes").write_text("a file")
    with pytest.raises(NotebookError, match="not saved"):
        Notebook.open(document).add(describe(document.text, 1, 5))
    assert now() > "2020"


def test_a_file_that_was_mended_meanwhile_is_not_moved_aside(notebook: Notebook, document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    from glossator.content.notes.page_text import Damaged

    def too_late(path: Path) -> Any:
        raise Damaged("as it was a moment ago")

    monkeypatch.setattr("glossator.content.notes.stored_page.read_steady", too_late)
    opened = Notebook(notebook.path)
    opened.reload()
    assert len(opened.items) == 3 and not list(notebook.path.parent.glob("*.damaged-*"))


def test_a_page_with_the_id_of_mine_and_another_text_joins_nothing(notebook: Notebook, document: Document, tmp_path: Path) -> None:
    page = json.loads(notebook.path.read_text())
    page["glossator"]["document"] |= {"text_sha256": "e" * 64, "title": "Another"}
    page["items"] = [{**page["items"][0], "id": "strange"}]
    given = tmp_path / "strange.json"
    given.write_text(json.dumps(page))
    assert main(["notes", "merge", str(given)]) == 0
    assert "strange" not in {item.id for item in Notebook.open(document).items} and len(notebook_files()) == 2


def test_merge_goes_on_past_a_counterpart_that_is_read_only(notebook: Notebook, document: Document, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    text = notebook.path.read_text()
    (source / "a.json").write_text(text)
    other = new_page(document)
    other["glossator"]["document"] |= {"text_sha256": "d" * 64, "title": "Another"}
    (source / "b.json").write_text(page_text(other))
    notebook.path.write_text(text.replace('"version": 1', '"version": 2'))
    assert main(["notes", "merge", str(source)]) == 0
    assert len(notebook_files()) == 2


@pytest.mark.parametrize(("days", "is_kept"), [(1, True), (60, True), (89, True), (91, False), (400, False)])
def test_what_was_deleted_is_kept_for_ninety_days(notebook: Notebook, days: int, is_kept: bool) -> None:
    from datetime import UTC, datetime, timedelta

    from glossator.content.notes.merging import without_old_trash

    key = notebook.items[0].id
    notebook.remove(key)
    page = json.loads(notebook.path.read_text())
    moment = datetime.now(UTC)
    page["glossator"]["deleted"][key] = (moment - timedelta(days=days)).isoformat()
    kept = without_old_trash(page, moment.isoformat())["glossator"]
    assert (key in kept.get("trash", {})) is is_kept and key in kept["deleted"]


def test_a_file_is_on_the_disk_itself_before_it_takes_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    for name in ("fsync", "replace"):
        real = getattr(os, name)
        monkeypatch.setattr(os, name, lambda *a, real=real, name=name, **k: (calls.append(name), real(*a, **k))[1])
    write_durably(tmp_path / "a.json", "text")
    assert calls[:2] == ["fsync", "replace"] and calls.count("fsync") == 2
