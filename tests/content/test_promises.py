"""Promises whose breach no other test would notice: found by taking out what keeps them."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest

from glossator.content.document import Document
from glossator.content.errors import NotebookError
from glossator.content.notes import remembered
from glossator.content.notes.drafts import draft_path, drafts_of, drop_draft, keep_draft
from glossator.content.notes.files import read_page
from glossator.content.notes.notebook import Notebook
from glossator.content.notes.selectors import describe
from glossator.content.sources.fetching import Body
from glossator.content.storage import hold_lock


@pytest.fixture
def notebook(document: Document) -> Notebook:
    book = Notebook.open(document)
    book.add(describe(document.text, 50, 60), note="mine")
    return book


def test_a_response_that_unpacks_to_far_too_much_is_refused() -> None:
    packed = gzip.compress(b"0" * 20_000_000)
    body = Body("gzip")
    with pytest.raises(Exception, match="unpacks to more than 10 MB"):
        body.add(packed)
    small = Body("gzip")
    small.add(gzip.compress(b"0" * 9_000_000))
    assert len(small.end()) == 9_000_000


def test_a_file_in_the_middle_of_a_write_is_not_called_damaged_at_first_sight(notebook: Notebook) -> None:
    whole = notebook.path.read_text()
    notebook.path.write_text(whole[: len(whole) // 2])
    assert not notebook.refresh() and not notebook.problem
    notebook.path.write_text(whole)
    notebook.refresh()
    assert not notebook.problem and not [*notebook.path.parent.glob("*.damaged-*")]
    notebook.path.write_text(whole[: len(whole) // 2])
    assert not notebook.refresh()
    notebook.refresh()
    assert "damaged, kept as" in notebook.problem and json.loads(notebook.path.read_text())["items"]


def test_the_draft_of_a_window_that_is_open_is_not_offered(notebook: Notebook, document: Document) -> None:
    item = notebook.items[0]
    keep_draft(document, item, "being written")
    assert [draft.text for draft in drafts_of(document)] == ["being written"]
    path = draft_path(document, item.id)
    data = json.loads(path.read_text())
    path.write_text(json.dumps({**data, "window": "other000"}))
    assert [draft.text for draft in drafts_of(document)] == ["being written"]  # it was killed
    lock = hold_lock(path.parent / "other000")
    assert lock and drafts_of(document) == []
    del lock
    assert [draft.text for draft in drafts_of(document)] == ["being written"]
    assert not [*path.parent.glob(".other000*")]  # what a killed window leaves is taken away
    drop_draft(document, item.id)
    assert not [*path.parent.iterdir()]


@pytest.mark.parametrize("window", ["../../notes", "", None, 7, "x" * 9])
def test_the_name_of_a_draft_s_window_leads_nowhere(notebook: Notebook, document: Document, window: object) -> None:
    keep_draft(document, notebook.items[0], "kept")
    path = draft_path(document, notebook.items[0].id)
    path.write_text(json.dumps({**json.loads(path.read_text()), "window": window}))
    assert [draft.text for draft in drafts_of(document)] == ["kept"]


def test_a_device_is_no_notebook(tmp_path: Path) -> None:
    (tmp_path / "a.json").symlink_to("/dev/null")
    with pytest.raises(NotebookError, match="not a regular file"):
        read_page(tmp_path / "a.json")


def test_another_program_s_selectors_stay_when_a_passage_is_attached_anew(notebook: Notebook, document: Document) -> None:
    data = json.loads(notebook.path.read_text())
    css = {"type": "CssSelector", "value": "p > b"}
    data["items"][0]["target"]["selector"].append(css)
    notebook.path.write_text(json.dumps(data))
    opened = Notebook.open(document)
    opened.edit(opened.items[0].id, selectors=describe(document.text, 90, 99))
    (item,) = json.loads(notebook.path.read_text())["items"]
    assert css in item["target"]["selector"]
    assert item["target"]["selector"][0]["exact"] == document.text[90:99]


def test_a_folder_on_another_drive_than_before_is_not_written_to(notebook: Notebook, document: Document) -> None:
    folder = notebook.path.parent
    remembered._devices[os.path.abspath(folder)] += 1
    try:
        with pytest.raises(NotebookError, match="is gone, and is not made anew"):
            notebook.add(describe(document.text, 70, 80))
    finally:
        remembered._devices[os.path.abspath(folder)] -= 1
    notebook.add(describe(document.text, 70, 80))
    assert len(json.loads(notebook.path.read_text())["items"]) == 2
