"""A notebook is neither hidden by another file nor changed by a stranger's, and what is overwritten is told."""

import csv
import errno
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from glossator.content import storage
from glossator.content.document import Document
from glossator.content.errors import NotebookError
from glossator.content.formats import open_document, read_document
from glossator.content.library import reading_places
from glossator.content.notes import drafts, unsaved
from glossator.content.notes.annotation import history
from glossator.content.notes.collection import find_by_id, notebooks
from glossator.content.notes.drafts import drafts_of, keep_draft
from glossator.content.notes.merging import merge
from glossator.content.notes.notebook import Notebook
from glossator.content.notes.selectors import describe
from glossator.content.notes.unsaved import unsaved_of
from glossator.content.sources.source import Source
from glossator.content.storage import hold_lock
from glossator.tui.cli.main import main


@pytest.fixture
def notebook(document: Document) -> Notebook:
    book = Notebook.open(document)
    book.add(describe(document.text, 50, 60), note="mine")
    return book


def twin(notebook: Notebook, name: str) -> Path:
    """Another notebook of the same text, with a note of its own, as another machine would have made it."""
    page = json.loads(notebook.path.read_text())
    (item,) = page["items"]
    page |= {"id": "urn:uuid:other", "items": [{**item, "id": "urn:uuid:theirs", "body": [{**item["body"][0], "value": "theirs"}]}]}
    path = notebook.path.with_name(name)
    path.write_text(json.dumps(page))
    return path


def test_a_file_of_rubbish_under_the_same_digits_hides_nothing(notebook: Notebook, document: Document) -> None:
    rubbish = notebook.path.with_name("aaa" + notebook.path.name[-14:])
    rubbish.write_text("rubbish")
    opened = Notebook.open(document)
    opened.add(describe(document.text, 90, 100), note="more")
    assert opened.path == notebook.path and {item.note for item in opened.items} == {"mine", "more"}
    assert rubbish.read_text() == "rubbish"


def test_the_notebooks_two_machines_made_of_one_text_become_one(notebook: Notebook, document: Document) -> None:
    other = twin(notebook, "another-title" + notebook.path.name[-14:])
    assert {item.note for item in Notebook.open(document).items} == {"mine", "theirs"}
    assert len([*notebooks()]) == 1 and (other.exists() != notebook.path.exists())


def test_an_id_in_two_notebooks_is_ambiguous(notebook: Notebook, capsys: pytest.CaptureFixture[str]) -> None:
    page = json.loads(notebook.path.read_text())
    page["glossator"]["document"]["text_sha256"] = "0" * 64
    page["glossator"]["document"].pop("bytes_sha256", None)
    notebook.path.with_name("aaa-00000000.json").write_text(json.dumps(page))
    key = notebook.items[0].id
    with pytest.raises(NotebookError, match="more than one notebook"):
        find_by_id(key)
    assert main(["notes", "rm", key]) == 2 and "aaa-00000000.json" in capsys.readouterr().err
    assert json.loads(notebook.path.read_text())["items"]


def test_a_notebook_that_cannot_be_read_is_named_and_the_others_are_listed(
    notebook: Notebook, capsys: pytest.CaptureFixture[str]
) -> None:
    notebook.path.with_name("other-11111111.json").write_text('{"type": "AnnotationPage", "items": [')
    for command in (["list"], ["list", "--json"], ["export", "--to", "json"], ["deleted"]):
        main(["notes", *command])
        output = capsys.readouterr()
        assert "other-11111111.json: not JSON, left out" in output.err
        assert "mine" in output.out or command == ["deleted"]


def test_other_programs_files_in_the_folder_are_left_alone(notebook: Notebook, capsys: pytest.CaptureFixture[str]) -> None:
    texts = {"package.json": '{"name": "x"}', "list.json": "[1, 2]", "string.json": '"x"'}
    for name, text in texts.items():
        notebook.path.with_name(name).write_text(text)
    main(["notes", "check", "--repair"])
    assert "package.json: no notebook" in capsys.readouterr().out
    assert {name: notebook.path.with_name(name).read_text() for name in texts} == texts


def test_a_body_value_that_is_overwritten_stays_in_the_history(notebook: Notebook, document: Document) -> None:
    page = json.loads(notebook.path.read_text())
    del page["items"][0]["body"]
    page["items"][0]["bodyValue"] = "precious"
    notebook.path.write_text(json.dumps(page))
    opened = Notebook.open(document)
    assert opened.items[0].note == "precious"
    opened.edit(opened.items[0].id, note="new")
    assert [note for _, note in history(Notebook.open(document).items[0])] == ["precious"]
    item = {"id": "x", "modified": "2026-01-01T00:00:00Z", "bodyValue": "older"}
    merged = merge({"items": [item]}, {"items": [{**item, "modified": "2026-01-02T00:00:00Z", "bodyValue": "newer"}]})
    assert "older" in json.dumps(merged["items"][0]["glossator:history"])


def test_deleting_or_saving_over_what_was_not_seen_is_told(notebook: Notebook, document: Document) -> None:
    one, two = Notebook.open(document), Notebook.open(document)
    messages: list[str] = []
    one.overwrote = two.overwrote = messages.append
    key = one.items[0].id
    one.edit(key, note="reworded")
    two.remove(key)
    assert messages == [key]
    stale = notebook.items[0]
    one.edit(key, seen=stale, note="written while it was deleted")
    assert messages == [key, key] and Notebook.open(document).items[0].note == "written while it was deleted"


def test_tags_of_two_windows_are_both_kept(notebook: Notebook, document: Document) -> None:
    one, two = Notebook.open(document), Notebook.open(document)
    key = one.items[0].id
    one.edit(key, tags=("one",))
    two.edit(key, tags=("two",))
    assert Notebook.open(document).items[0].tags == ("one", "two")
    one.edit(key, tags=())
    assert Notebook.open(document).items[0].tags == ("two",)


def test_a_draft_of_another_window_is_its_own(notebook: Notebook, document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    item = notebook.items[0]
    keep_draft(document, item, "from here")
    monkeypatch.setattr("glossator.content.notes.drafts._WINDOW", "other000")
    drafts._held.clear()  # as when the first has ended
    keep_draft(document, item, "from there")
    assert {draft.text for draft in drafts_of(document)} == {"from here", "from there"}


def test_the_draft_of_a_window_that_was_killed_is_offered_at_once(article: Path, notebook: Notebook, document: Document) -> None:
    program = (
        "import sys, threading; from glossator.content.formats import open_document\n"
        "from glossator.content.notes.notebook import Notebook; from glossator.content.notes.drafts import keep_draft\n"
        "document = open_document(sys.argv[1]); keep_draft(document, Notebook.open(document).items[0], 'being written')\n"
        "print('kept', flush=True); threading.Event().wait()\n"
    )
    with subprocess.Popen([sys.executable, "-c", program, str(article)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stdout.readline() == b"kept\n"
        assert drafts_of(document) == []
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)  # it is not gone yet: its number is still taken
        assert [draft.text for draft in drafts_of(document)] == ["being written"]


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs symbolic links")
def test_a_notebook_that_leads_to_itself_loses_nothing(notebook: Notebook, document: Document) -> None:
    opened = Notebook.open(document)
    opened.queues_changes = True
    notebook.path.unlink()
    notebook.path.symlink_to(notebook.path)
    opened.add(describe(document.text, 90, 100), note="more")
    assert not opened.flush() and not opened.is_stored()
    assert {body["value"] for item in json.loads(opened.rescue_text())["items"] for body in item["body"]} == {"mine", "more"}


@pytest.mark.parametrize("how", ["gone", "folder gone", "a directory"])
def test_what_is_in_memory_does_not_end_with_the_program(notebook: Notebook, document: Document, how: str) -> None:
    opened = Notebook.open(document)
    opened.queues_changes = True
    notebook.path.unlink()
    if how == "folder gone":
        for each in notebook.path.parent.iterdir():
            each.unlink()
        notebook.path.parent.rmdir()
    elif how == "a directory":
        notebook.path.mkdir()
    if opened.is_stored():
        assert how == "gone" and "mine" in notebook.path.read_text()
        return
    kept = opened.write_rescue_file()
    assert "mine" in kept.read_text() and unsaved_of(notebook.path) == [kept]
    if how == "a directory":
        notebook.path.rmdir()
    notebook.path.parent.mkdir(exist_ok=True)
    assert [item.note for item in Notebook.open(document).items] == ["mine"] and not kept.exists()


@pytest.mark.parametrize("lasting", [True, False])
def test_what_was_kept_among_the_temporary_files_comes_back(
    notebook: Notebook, document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lasting: bool
) -> None:
    places = [tmp_path / "var tmp", tmp_path / "tmp"]
    for place in places:
        place.mkdir()
    monkeypatch.setattr(unsaved, "_LASTING", places[0])
    monkeypatch.setenv("TMPDIR", str(places[1]))
    opened = Notebook.open(document)
    opened.queues_changes = True
    notebook.path.unlink()
    full = [unsaved.state_folder(), *([] if lasting else [places[0]])]

    def write_durably(path: Path, text: str) -> None:
        if any(path.is_relative_to(folder) for folder in full):
            raise OSError(errno.ENOSPC, "No space left on device")
        storage.write_durably(path, text)

    monkeypatch.setattr(unsaved, "write_durably", write_durably)
    kept = opened.write_rescue_file()
    assert kept.is_relative_to(places[0 if lasting else 1]) and unsaved_of(notebook.path) == [kept]
    assert [item.note for item in Notebook.open(document).items] == ["mine"]
    assert [list(place.iterdir()) for place in places] == [[], []]


def test_what_another_user_laid_among_the_temporary_files_is_not_read(
    notebook: Notebook, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unsaved, "_LASTING", tmp_path)
    kept = unsaved._written_among_temporary(tmp_path, f"{notebook.path.stem}.12345678.json", "{}")
    assert unsaved_of(notebook.path) == [kept]
    os.chmod(kept.parent, 0o777)
    assert unsaved_of(notebook.path) == []
    os.chmod(kept.parent, 0o700)
    kept.parent.rename(tmp_path / "elsewhere")
    kept.parent.symlink_to(tmp_path / "elsewhere")
    assert unsaved_of(notebook.path) == []


def test_as_new_is_obeyed_for_an_edited_text(article: Path, notebook: Notebook, capsys: pytest.CaptureFixture[str]) -> None:
    article.write_text(article.read_text() + "\n\nA paragraph more.\n")
    assert main(["notes", "add", str(article), "--quote", "A paragraph more", "--as-new"]) == 0
    assert sorted(len(book.items) for book in notebooks()) == [1, 1]


def test_a_page_that_was_fetched_with_a_bad_base_opens() -> None:
    page = b'<base href="http://[bad"><h1>T</h1><p>Some words to read. <a href="x">l</a></p>'
    document = read_document(Source("http://example.org/x", page, url="http://example.org/x", media_type="text/html"))
    assert "Some words" in document.text


BLANKS = " " * 70


@pytest.mark.parametrize(
    ("cell", "harmless"),
    [(BLANKS + "=1+1", f"'{BLANKS}=1+1"), (f"x;{BLANKS}=1+1", f"x;'{BLANKS}=1+1"), ("x;\u2003=1+1", "x;'\u2003=1+1"), ("a\t\u3000@x", "a\t'\u3000@x")],
    ids=["spaces", "cell", "em space", "ideographic space"],
)  # fmt: skip
def test_blanks_before_a_formula_do_not_hide_it(notebook: Notebook, cell: str, harmless: str, capsys: pytest.CaptureFixture[str]) -> None:
    notebook.edit(notebook.items[0].id, note=cell)
    main(["notes", "export", "--to", "csv"])
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert row["note"] == harmless


def test_what_is_unsaved_comes_back_to_its_own_folder_alone(
    notebook: Notebook, document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Notebook.open(document)
    opened.queues_changes = True
    opened.add(describe(document.text, 90, 100), note="held")
    opened.write_rescue_file()
    own = os.environ["GLOSS_NOTES_DIR"]
    monkeypatch.setenv("GLOSS_NOTES_DIR", str(tmp_path / "another"))
    assert Notebook.open(document).items == []
    monkeypatch.setenv("GLOSS_NOTES_DIR", own)
    assert {item.note for item in Notebook.open(document).items} == {"mine", "held"}


def test_a_draft_is_offered_in_its_own_notes_folder_and_wherever_its_notes_are(
    article: Path, notebook: Notebook, document: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = notebook.items[0]
    keep_draft(document, item, "being written")
    article.write_text(article.read_text().replace("trains", "tramways"))
    moved = article.rename(tmp_path / "moved.txt")
    assert drafts_of(open_document(moved)) == []
    assert [draft.text for draft in drafts_of(open_document(moved), {item.id})] == ["being written"]
    monkeypatch.setenv("GLOSS_NOTES_DIR", str(tmp_path / "another"))
    assert drafts_of(document) == []


def test_an_item_is_a_line_so_that_git_cannot_mix_two(notebook: Notebook, document: Document) -> None:
    second = notebook.add(describe(document.text, 90, 100), note="second")
    third = notebook.add(describe(document.text, 110, 120), note="third")
    notebook.remove(third.id)
    lines = notebook.path.read_text().splitlines()
    for item in [*notebook.items, third]:
        (line,) = [line for line in lines if json.dumps(item.note) in line]
        assert item.id in line and item.selectors.exact in line
    assert second.id in notebook.path.read_text()


def test_a_place_is_kept_while_another_program_holds_the_library(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_places, "_PATIENCE", 0.05)
    library = reading_places.Library()
    library.remember(document, 5, 0, len(document.text))
    held = hold_lock(library.path)
    assert held is not None
    library.remember(document, 77, 0, len(document.text))
    assert [reading.position for reading in library.readings()] == [77]
    held.release()  # type: ignore[attr-defined]
    other = open_document(Path(__file__))
    library.remember(other, 3, 0, 10)
    assert {reading.position for reading in library.readings()} == {77, 3}
    assert not list(library.path.parent.glob("library-waiting-*"))


def test_that_the_drive_with_the_notes_is_gone_is_said(
    article: Path, notebook: Notebook, document: Document, capsys: pytest.CaptureFixture[str]
) -> None:
    Notebook.open(document)
    folder = notebook.path.parent
    folder.rename(folder.with_name("away"))
    assert "held notes, and is gone" in Notebook.open(document).problem
    for command in (["list"], ["list", str(article)], ["deleted"], ["export", "--to", "csv"]):
        assert main(["notes", *command]) == 1
        output = capsys.readouterr()
        assert output.out == "" and output.err.count("\n") == 1 and "held notes, and is gone" in output.err


def test_a_search_shows_no_password(article: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("glossator.tui.cli.find.open_with_progress", lambda options, source: open_document(article))
    for more in (["--json"], ["http://ann:s3cret@example.org/"]):
        assert main(["find", "train", "http://ann:s3cret@example.org/", *more]) == 0
        assert "s3cret" not in capsys.readouterr().out
