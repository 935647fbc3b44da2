"""Notebooks: on disk before they are acknowledged, and never lost."""

import json
import os
from pathlib import Path

import pytest

from content import open_document
from content.anchoring import describe, locate
from content.errors import NotebookError
from content.notebook import Notebook, find_annotation, quote_range


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
    assert notebook.redo() and notebook.redo() and notebook.items[0].note == "a note"
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
    assert page["x-page"] == 1 and page["items"][0]["x-item"] == 2 and page["items"][1] == {"id": "broken"}


def test_a_folder_that_cannot_be_written_is_one_line(article: Path, folders: Path) -> None:
    (folders / "notes").write_text("a file")
    document = open_document(article)
    with pytest.raises(NotebookError) as error:
        Notebook.open(document).add(describe(document.text, 50, 60))
    assert "not saved" in str(error.value) and "\n" not in str(error.value)


def test_found_by_id(article: Path) -> None:
    document = open_document(article)
    made = Notebook.open(document).add(describe(document.text, 50, 60))
    assert find_annotation(made.id).items[0].id == made.id
    with pytest.raises(NotebookError):
        find_annotation("urn:uuid:none")


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
