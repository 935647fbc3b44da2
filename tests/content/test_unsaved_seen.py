"""What is not saved yet is seen wherever notes are: after the document was edited, in lists, in exports, in checks."""

from pathlib import Path

import pytest

from glossator.content import open_document
from glossator.content.document import Document
from glossator.content.notes.notebook import Notebook
from glossator.content.notes.selectors import describe
from glossator.content.notes.unsaved import all_unsaved, unsaved_of
from glossator.content.storage import locked
from glossator.tui.cli.main import main


def hold(document: Document, note: str, at: int = 80) -> Notebook:
    """Make a note that cannot be saved, in a window that is then gone."""
    book = Notebook.open(document)
    book.hold(0.01)
    with locked(book.path):
        book.add(describe(document.text, at, at + 20), note=note)
        assert not book.flush(0.01) and unsaved_of(book.path)
    return book


def test_a_note_without_a_notebook_is_found_when_its_document_was_edited(document: Document, article: Path) -> None:
    (Path(document.source).parent / "notes").mkdir()
    path = hold(document, "held").path
    assert not path.exists()
    article.write_text(article.read_text() + "\nOne more line, written since.\n")
    book = Notebook.open(open_document(article))
    assert [item.note for item in book.items] == ["held"] and not book.is_guess and not all_unsaved(path.parent)
    assert Notebook.open(open_document(article)).path == path and path.exists()


def test_a_held_note_of_its_own_notebook_is_not_offered_another_documents(document: Document, article: Path, folders: Path) -> None:
    """The document resembles one that has notes; the question was answered no, and nothing could be saved."""
    Notebook.open(document).add(describe(document.text, 80, 120), note="the other's")
    twin = folders / "twin.txt"
    twin.write_text(article.read_text() + "\nAnother ending.\n")
    looked = open_document(twin)
    assert Notebook.open(looked).is_guess
    own = Notebook.new(looked)
    own.hold(0.01)
    with locked(own.path):
        own.add(describe(looked.text, 200, 220), note="held")
        assert not own.flush(0.01)
    book = Notebook.open(open_document(twin))
    assert not book.is_guess and [item.note for item in book.items] == ["held"]


@pytest.mark.parametrize("was_there", [True, False], ids=["with-a-notebook", "without-one"])
def test_lists_exports_and_checks_have_what_is_held_and_say_so(
    document: Document, folders: Path, was_there: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    (folders / "notes").mkdir(exist_ok=True)
    if was_there:
        Notebook.open(document).add(describe(document.text, 200, 220), note="saved")
    book = hold(document, "held")
    with locked(book.path):
        for arguments, status in ((["list"], 0), (["export", "--to", "csv"], 0), (["check"], 1)):
            assert main(["notes", *arguments]) == status
            out, err = capsys.readouterr()
            if arguments != ["check"]:
                assert "held" in out and ("saved" in out) == was_there
            assert "holds changes that could not be saved yet" in (err if arguments != ["check"] else out)
    assert main(["notes", "list", document.source]) == 0 and "held" in capsys.readouterr().out
    assert main(["notes", "check"]) == 0 and capsys.readouterr().out == "all notebooks are fine\n"


def test_a_held_note_can_be_edited_by_its_id(document: Document, capsys: pytest.CaptureFixture[str]) -> None:
    book = hold(document, "held")
    (item,) = book.items
    assert main(["notes", "edit", item.id, "--note", "reworded"]) == 0
    assert [each.note for each in Notebook.open(document).items] == ["reworded"] and not unsaved_of(book.path)


def test_notes_are_shown_at_once_while_another_program_holds_their_lock(document: Document) -> None:
    Notebook.open(document).add(describe(document.text, 200, 220), note="saved")
    book = hold(document, "held")
    asked: list[float | None] = []
    with locked(book.path), pytest.MonkeyPatch.context() as patch:
        from glossator.content.notes import stored_page

        held = stored_page.locked
        patch.setattr(stored_page, "locked", lambda path, patience: asked.append(patience) or held(path, patience=patience))
        shown = Notebook.open(document)
        assert sorted(item.note for item in shown.items) == ["held", "saved"]
        assert "in use by another program" in shown.problem and max(each or 0 for each in asked) < 1
    shown.hold(0.01)
    shown.refresh()
    assert not unsaved_of(book.path) and not shown.problem


def test_same_takes_the_notes_that_were_declined_before(
    document: Document, article: Path, folders: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    old = Notebook.open(document)
    old.add(describe(document.text, 80, 120), note="old")
    moved = folders / "moved.txt"
    moved.write_text(article.read_text() + "\nAnother ending.\n")
    article.unlink()
    looked = open_document(moved)
    own = Notebook.new(looked)  # answered no
    own.add(describe(looked.text, 200, 220), note="new")
    assert main(["notes", "add", str(moved), "--quote", "waking up somewhere else", "--same"]) == 0
    assert "taken" in capsys.readouterr().err
    assert sorted(item.note for item in Notebook.open(looked).items) == ["", "new", "old"]
    assert not own.path.exists() and len(list((folders / "notes").glob("*.json"))) == 1


def test_same_with_nothing_to_take_adds_to_the_notebook(document: Document, capsys: pytest.CaptureFixture[str]) -> None:
    Notebook.open(document).add(describe(document.text, 80, 120), note="mine")
    assert main(["notes", "add", document.source, "--quote", "sleeping cars", "--same"]) == 0
    assert len(Notebook.open(document).items) == 2 and capsys.readouterr().err == ""


def test_passages_are_looked_for_in_the_file_that_is_still_the_notebooks(
    document: Document, article: Path, folders: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two files had one text; the first was moved and edited, and another text came to the other's path."""
    copy = folders / "copy.txt"
    copy.write_text(article.read_text())
    for path in (article, copy):
        assert main(["notes", "add", str(path), "--quote", "let sleeping passengers glide through", "--note", path.name]) == 0
    moved = article.rename(folders / "moved.txt")
    moved.write_text(moved.read_text() + "\nMore of it.\n")
    assert main(["notes", "add", str(moved), "--quote", "sleeping cars", "--same"]) == 0
    copy.write_text("Something else stands here now.\n\nIt has nothing to do with trains.\n")
    assert main(["notes", "add", str(copy), "--quote", "something else", "--as-new"]) == 0
    capsys.readouterr()
    assert main(["notes", "check"]) == 0 and capsys.readouterr().out == "all notebooks are fine\n"
    assert main(["notes", "export", "--to", "markdown"]) == 0
    assert "no longer" not in capsys.readouterr().out.lower()


def test_a_held_note_is_listed_where_its_notebooks_name_belongs_to_something_else(
    document: Document, article: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = Notebook.open(document)
    book.add(describe(document.text, 80, 100), note="saved")
    path = hold(document, "held", 120).path
    path.unlink()
    path.mkdir()
    assert main(["notes", "list"]) == 0
    assert "held" in capsys.readouterr().out
    assert main(["notes", "export", "--to", "csv"]) == 0
    assert "held" in capsys.readouterr().out
