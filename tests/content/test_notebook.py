"""Notebooks: on disk before they are acknowledged, and never lost."""

import json
import os
from pathlib import Path

import pytest

from glossator.content import open_document
from glossator.content.errors import NotebookError
from glossator.content.notes.anchoring import locate
from glossator.content.notes.collection import find_by_id
from glossator.content.notes.notebook import Notebook
from glossator.content.notes.passages import anchors, quote_range
from glossator.content.notes.selectors import describe


def test_a_highlight_is_on_disk_when_add_returns(article: Path, folders: Path) -> None:
    document = open_document(article)
    start, end = quote_range(document, "goods  trains")
    made = Notebook.open(document).add(describe(document.text, start, end), note="why?", tags=("rail",))
    (path,) = (folders / "notes").glob("*.json")
    page = json.loads(path.read_text())
    assert page["type"] == "AnnotationPage"
    (item,) = page["items"]
    assert item["id"] == made.id
    assert item["target"]["selector"][0]["exact"] == "goods trains"
    assert [b["value"] for b in item["body"]] == ["why?", "rail"]
    assert oct(path.stat().st_mode & 0o777) == "0o600"


def test_undo_and_redo(article: Path) -> None:
    document = open_document(article)
    notebook = Notebook.open(document)
    made = notebook.add(describe(document.text, 50, 60))
    notebook.edit(made.id, note="a note")
    notebook.remove(made.id)
    assert notebook.undo() and notebook.items[0].note == "a note"
    assert notebook.undo() and notebook.items[0].note == ""
    assert notebook.undo() and notebook.items == []
    assert not notebook.undo()
    assert notebook.undo(redo=True) and notebook.undo(redo=True) and notebook.items[0].note == "a note"
    assert Notebook.open(document).items[0].note == "a note"


def test_two_windows_keep_both_changes(article: Path) -> None:
    document = open_document(article)
    one, two = Notebook.open(document), Notebook.open(document)
    one.add(describe(document.text, 50, 60))
    two.add(describe(document.text, 70, 80))
    assert len(Notebook.open(document).items) == 2


def test_a_damaged_notebook_is_kept_aside(article: Path, folders: Path) -> None:
    document = open_document(article)
    notebook = Notebook.open(document)
    notebook.add(describe(document.text, 50, 60))
    notebook.path.write_text('{"items": [')
    opened = Notebook.open(document)
    assert "damaged, kept as" in opened.problem
    assert list((folders / "notes").glob("*.damaged-*"))
    opened.add(describe(document.text, 50, 60))
    assert len(Notebook.open(document).items) == 1


def test_a_newer_version_is_read_only(article: Path) -> None:
    document = open_document(article)
    notebook = Notebook.open(document)
    made = notebook.add(describe(document.text, 50, 60))
    page = json.loads(notebook.path.read_text())
    page["glossator"]["version"] = 99
    notebook.path.write_text(json.dumps(page))
    with pytest.raises(NotebookError):
        Notebook.open(document).remove(made.id)
    assert json.loads(notebook.path.read_text())["items"]


def test_unknown_keys_survive(article: Path) -> None:
    document = open_document(article)
    notebook = Notebook.open(document)
    made = notebook.add(describe(document.text, 50, 60))
    page = json.loads(notebook.path.read_text())
    page["x-page"], page["items"][0]["x-item"] = 1, 2
    page["items"].append({"id": "broken"})
    notebook.path.write_text(json.dumps(page))
    Notebook.open(document).edit(made.id, note="n")
    page = json.loads(notebook.path.read_text())
    by_id = {item["id"]: item for item in page["items"]}
    assert page["x-page"] == 1 and by_id[made.id]["x-item"] == 2 and by_id["broken"] == {"id": "broken"}


def test_a_folder_that_cannot_be_written_is_one_line(article: Path, folders: Path) -> None:
    (folders / "notes").write_text("a file")
    document = open_document(article)
    with pytest.raises(NotebookError) as error:
        Notebook.open(document).add(describe(document.text, 50, 60))
    assert "not saved" in str(error.value) and "\n" not in str(error.value)


def test_found_by_id(article: Path) -> None:
    document = open_document(article)
    made = Notebook.open(document).add(describe(document.text, 50, 60))
    assert find_by_id(made.id)[0].items[0].id == made.id
    with pytest.raises(NotebookError):
        find_by_id("urn:uuid:none")


def test_anchoring_prefers_the_context() -> None:
    text = "one cat sat. " * 3 + "a grey cat sat there."
    selectors = describe(text, text.index("grey cat") + 5, text.index("grey cat") + 8)
    moved = "New first words. " + text
    anchor = locate(moved, selectors)
    assert anchor and moved[anchor.start - 5 : anchor.end] == "grey cat"
    assert locate("nothing of the kind stands here at all", describe(text, 0, 30)) is None


def test_nothing_temporary_stays(article: Path, folders: Path) -> None:
    document = open_document(article)
    Notebook.open(document).add(describe(document.text, 50, 60))
    assert not [name for name in os.listdir(folders / "notes") if name.endswith(".tmp")]


def test_what_another_window_wrote_is_in_the_history(article: Path) -> None:
    document = open_document(article)
    one = Notebook.open(document)
    made = one.add(describe(document.text, 50, 60), note="first")
    two = Notebook.open(document)
    two.edit(made.id, note="from the other window")
    one.edit(made.id, note="from this window")
    (item,) = json.loads(one.path.read_text())["items"]
    assert item["body"][0]["value"] == "from this window"
    assert [e["body"][0]["value"] for e in item["glossator:history"]] == ["first", "from the other window"]


@pytest.mark.parametrize(
    "name", ["{}.sync-conflict-20260101-120000-ABCDEFG.json", "{} (conflicted copy 2026-01-01).json",
             "{} (Ann's conflicted copy 2026-01-01).json", "{}_conflict-20260101-120000.json"],
)  # fmt: skip
def test_copies_left_by_syncing_are_merged_in(article: Path, name: str) -> None:
    document = open_document(article)
    notebook = Notebook.open(document)
    notebook.add(describe(document.text, 50, 60), note="here")
    copy = notebook.path.with_name(name.format(notebook.path.stem))
    copy.write_bytes(notebook.path.read_bytes())
    other = Notebook(copy)
    other.reload()
    other.add(describe(document.text, 70, 80), note="there")
    opened = Notebook.open(document)
    assert [item.note for item in opened.items] == ["here", "there"]
    assert not copy.exists()
    assert [item.note for item in Notebook.open(document).items] == ["here", "there"]


def conflicted(ours: str, theirs: str) -> str:
    """Two versions, line by line, as git marks what differs."""
    lines = zip(ours.splitlines(), theirs.splitlines(), strict=True)
    return "".join(a + "\n" if a == b else f"<<<<<<< HEAD\n{a}\n=======\n{b}\n>>>>>>> other\n" for a, b in lines)


def test_conflict_markers_of_git_are_understood(article: Path) -> None:
    document = open_document(article)
    notebook = Notebook.open(document)
    made = notebook.add(describe(document.text, 50, 60), note="base")
    notebook.edit(made.id, note="ours")
    ours = notebook.path.read_text()
    notebook.edit(made.id, note="theirs")
    theirs = notebook.path.read_text()
    notebook.path.write_text(f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> other\n")
    opened = Notebook.open(document)
    assert opened.problem == "" and opened.items[0].note == "theirs"
    assert {entry["body"][0]["value"] for entry in opened.items[0].history} == {"base", "ours"}


def test_sides_of_a_conflict_that_are_not_as_they_were_saved_are_refused_aloud(article: Path) -> None:
    document = open_document(article)
    notebook = Notebook.open(document)
    notebook.add(describe(document.text, 50, 60), note="base")
    before = notebook.path.read_text()
    notebook.path.write_text(conflicted(before.replace("base", "ours"), before.replace("base", "theirs")))
    text = notebook.path.read_text()
    with pytest.raises(NotebookError, match="git left a conflict in it"):
        Notebook.open(document)
    assert notebook.path.read_text() == text


def test_what_can_be_read_of_a_damaged_notebook_is_saved(article: Path, folders: Path) -> None:
    document = open_document(article)
    notebook = Notebook.open(document)
    notebook.add(describe(document.text, 50, 60), note="whole")
    notebook.add(describe(document.text, 70, 80), note="cut in half")
    text = notebook.path.read_text()
    notebook.path.write_text(text[: text.index("cut in half")])
    opened = Notebook.open(document)
    assert [item.note for item in opened.items] == ["whole"] and "1 annotations saved" in opened.problem
    assert len(list((folders / "notes").glob("*.damaged-*"))) == 1


def test_a_clock_that_went_backwards_loses_no_change(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    document = open_document(article)
    notebook = Notebook.open(document)
    made = notebook.add(describe(document.text, 50, 60), note="before")
    monkeypatch.setattr("glossator.content.notes.notebook.now", lambda: "2001-01-01T00:00:00Z")
    notebook.edit(made.id, note="after")
    assert Notebook.open(document).items[0].note == "after"
    notebook.remove(made.id)
    assert Notebook.open(document).items == []
    notebook.undo()
    assert Notebook.open(document).items[0].note == "after"


@pytest.mark.parametrize(
    "items",
    [
        [{"id": 5}, "text", None, [], {"id": "a", "target": 3}],
        [{"id": "a", "target": {"selector": [{"type": "TextQuoteSelector", "exact": 7}]}}],
        [{"id": "a", "modified": 9, "target": {"selector": {"type": "TextQuoteSelector", "exact": "x\u202ey"}}}] * 2,
        [{"id": "a", "modified": "9999-12-31T23:59:59.999999Z",
          "target": {"selector": [{"type": "TextQuoteSelector", "exact": "zz"}, {"type": "TextPositionSelector", "start": 10**9, "end": -4}]}}],
    ],
)  # fmt: skip
def test_a_notebook_of_wrong_types_is_opened_and_kept(article: Path, items: list[object]) -> None:
    document = open_document(article)
    notebook = Notebook.open(document)
    notebook.add(describe(document.text, 50, 60), note="mine")
    page = json.loads(notebook.path.read_text())
    page["items"] += items
    page["glossator"]["deleted"] = {"x": 5, "y": "never"}
    notebook.path.write_text(json.dumps(page))
    opened = Notebook.open(document)
    anchors(document, opened.items)
    assert "mine" in [item.note for item in opened.items]
    opened.add(describe(document.text, 90, 99), note="more")
    assert {"mine", "more"} <= {item.note for item in Notebook.open(document).items}


def test_a_notes_folder_that_is_a_file_is_one_line(article: Path, folders: Path) -> None:
    (folders / "notes").write_text("not a folder")
    document = open_document(article)
    notebook = Notebook.open(document)
    with pytest.raises(NotebookError, match="not saved"):
        notebook.add(describe(document.text, 50, 60))


def test_a_lock_left_by_a_dead_process_holds_nobody_up(article: Path) -> None:
    document = open_document(article)
    notebook = Notebook.open(document)
    notebook.path.parent.mkdir(parents=True)
    (notebook.path.parent / f".{notebook.path.name}.lock").touch()
    notebook.add(describe(document.text, 50, 60))
    assert len(Notebook.open(document).items) == 1


def test_the_same_content_gives_the_same_bytes(article: Path) -> None:
    document = open_document(article)
    notebook = Notebook.open(document)
    made = notebook.add(describe(document.text, 50, 60), note="a")
    before = notebook.path.read_text().splitlines()
    notebook.edit(made.id, color="green")
    after = notebook.path.read_text().splitlines()
    assert len(before) == len(after)
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 2  # the item, and the revision


def test_an_edited_and_then_renamed_file_finds_its_notebook(article: Path) -> None:
    document = open_document(article)
    Notebook.open(document).add(describe(document.text, 50, 60), note="first")
    article.write_text(article.read_text() + "\n\nA new paragraph at the end.\n")
    document = open_document(article)
    Notebook.open(document).add(describe(document.text, 70, 80), note="second")
    renamed = article.rename(article.with_name("renamed.txt"))
    assert [item.note for item in Notebook.open(open_document(renamed)).items] == ["first", "second"]


def test_two_documents_never_share_a_notebook(article: Path, tmp_path: Path) -> None:
    document = open_document(article)
    Notebook.open(document).add(describe(document.text, 50, 60))
    other = tmp_path / "other" / article.name
    other.parent.mkdir()
    other.write_text("The slow return of the night train\n\nAnother text under the same title and name.")
    assert Notebook.open(open_document(other)).items == []


def test_fifty_thousand_annotations_and_a_symlinked_folder(article: Path, folders: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere"
    real.mkdir()
    (folders / "notes").symlink_to(real)
    document = open_document(article)
    notebook = Notebook.open(document)
    notebook.add(describe(document.text, 50, 60))
    page = json.loads(notebook.path.read_text())
    (item,) = page["items"]
    page["items"] = [{**item, "id": f"urn:uuid:{number}"} for number in range(50_000)]
    notebook.path.write_text(json.dumps(page))
    opened = Notebook.open(document)
    opened.add(describe(document.text, 70, 80))
    assert len(Notebook.open(document).items) == 50_001
    assert (folders / "notes").is_symlink() and len(list(real.glob("*.json"))) == 1
