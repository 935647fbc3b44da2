"""What a large notebook shows until it is read: nothing that is not in the text, and nothing that was deleted."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.content import open_document
from glossator.content.document import Document
from glossator.content.notes import files
from glossator.content.notes.notebook import Notebook
from glossator.content.notes.passages import anchors
from glossator.content.notes.preview import preview
from glossator.content.notes.selectors import describe

WORDS = "One of many lines that somebody reads at night. " * 3


@pytest.fixture
def document(tmp_path: Path) -> Document:
    path = tmp_path / "lines.md"
    path.write_text("# Lines\n\n" + "\n\n".join(f"{n}: {WORDS}" for n in range(40)))
    return open_document(path)


def filled(document: Document) -> Notebook:
    notebook = Notebook.open(document)
    for at in range(10, 90, 10):
        notebook.add(describe(document.text, at, at + 5), note=f"at {at}", tags=("t",), color="green")
    return notebook


def test_what_stands_where_it_stood_is_shown_as_the_notebook_has_it(document: Document) -> None:
    notebook = filled(document)
    shown = preview(document, notebook.path)
    assert shown and list(shown.placed) == notebook.items and shown.anchors == anchors(document, notebook.items)
    first = shown.placed[0]
    assert (first.note, first.tags, first.color) == ("at 10", ("t",), "green")


def test_what_is_deleted_or_stands_elsewhere_or_is_of_another_shape_comes_with_the_notebook(document: Document) -> None:
    notebook = filled(document)
    page = json.loads(notebook.path.read_text())
    kept = page["items"][4:]
    page["glossator"]["deleted"] = {page["items"][0]["id"]: "2026-01-01T00:00:00Z"}
    page["items"][1]["target"]["selector"][1].update(start=700, end=705)
    page["items"][2]["target"] = {"selector": {"type": "TextQuoteSelector", "exact": "One of"}}
    page["items"][3]["id"] = ["no", "id"]
    page["items"] += [None, 5, "x", [], {}]
    notebook.path.write_text(json.dumps(page))
    shown = preview(document, notebook.path)
    assert shown and [item.id for item in shown.placed] == [item["id"] for item in kept] and not shown.gone


def test_another_text_or_a_file_that_is_no_notebook_shows_nothing(document: Document, tmp_path: Path) -> None:
    path = filled(document).path
    (tmp_path / "other.md").write_text("Another text.")
    assert preview(open_document(tmp_path / "other.md"), path) is None
    for data in (b"", b"{", b"[]", b"\xff", b"[" * 100_000, b'{"items": 3}', b'{"glossator": {"document": {}}, "items": []}'):
        path.write_bytes(data)
        assert preview(document, path) is None
    path.unlink()
    assert preview(document, path) is None


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=9), lambda some: st.lists(some, max_size=3) | st.dictionaries(st.sampled_from(["exact", "prefix", "suffix", "start", "end", "type"]), some, max_size=4), max_leaves=9))
def test_selectors_of_any_shape_are_left_out(document_once: Document, page_once: dict[str, Any], strange: Any) -> None:
    page = json.loads(json.dumps(page_once))
    page["items"][0]["target"]["selector"] = [strange, page["items"][0]["target"]["selector"][1]]
    page["items"][1]["target"] = strange
    path = Path(document_once.source).with_suffix(".json")
    path.write_text(json.dumps(page))
    shown = preview(document_once, path)
    assert shown and len(shown.placed) == len(page["items"]) - 2


@pytest.fixture(scope="module")
def document_once(tmp_path_factory: pytest.TempPathFactory) -> Document:
    path = tmp_path_factory.mktemp("once") / "lines.md"
    path.write_text(WORDS)
    return open_document(path)


@pytest.fixture(scope="module")
def page_once(document_once: Document, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    notebook = Notebook.open(document_once, tmp_path_factory.mktemp("notes"))
    for at in range(10, 50, 10):
        notebook.add(describe(document_once.text, at, at + 5))
    return dict(notebook.page)


def test_only_a_large_notebook_is_shown_before_it_is_read(document: Document, monkeypatch: pytest.MonkeyPatch) -> None:
    notebook = filled(document)
    assert files.large_notebook(document.text_sha256) is None
    monkeypatch.setattr(files, "_LARGE", 100)
    assert files.large_notebook(document.text_sha256) == notebook.path
