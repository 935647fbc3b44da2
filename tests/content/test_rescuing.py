"""A damaged notebook gives back all that is whole in it, whatever damaged it."""

import json
import math
from collections.abc import Callable
from pathlib import Path

import pytest

from glossator.content import open_document
from glossator.content.document import Document
from glossator.content.notes.notebook import Notebook
from glossator.content.notes.page_text import page_text, parse_page
from glossator.content.notes.rescuing import rescued_page
from glossator.content.notes.selectors import describe

QUOTES = ("Alpha", "beta", "gamma")


@pytest.fixture
def document(tmp_path: Path) -> Document:
    path = tmp_path / "one.md"
    path.write_text("# One\n\nAlpha beta gamma delta.\n")
    return open_document(path)


@pytest.fixture
def notebook(document: Document) -> Notebook:
    made = Notebook.open(document)
    for quote in QUOTES:
        at = document.text.index(quote)
        made.add(describe(document.text, at, at + len(quote)), note=f"note {quote}")
    gone = made.add(describe(document.text, 0, 3), note="deleted")
    made.remove(gone.id)
    return made


DAMAGE: dict[str, Callable[[bytes], bytes]] = {
    "a byte that is not UTF-8": lambda data: data.replace(b"note beta", b"note b\xe9ta"),
    "a key nested deeply": lambda data: data.replace(b'"value": "note beta"', b'"value": "note beta", "x": ' + b"[" * 150 + b"]" * 150),
    "a key nested beyond what can be parsed": lambda data: data.replace(b'"value": "note beta"', b'"value": "note beta", "x": ' + b"[" * 5000 + b"]" * 5000),
    "zeros behind it": lambda data: data + b"\0" * 512,
    "zeros before it": lambda data: b"\0" * 512 + data,
    "a letter behind it": lambda data: data + b"x",
    "two copies in a row": lambda data: data + data,
    "cut off behind the items": lambda data: data[: data.rindex(b"]")],
    "its head lost": lambda data: data[data.index(b'"items"') :],
    "written over by another program": lambda data: json.dumps(json.loads(data), indent=4).encode()[:-2],
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_every_whole_note_comes_out_of_a_damaged_notebook(document: Document, notebook: Notebook, damage: str) -> None:
    data = notebook.path.read_bytes()
    damaged = DAMAGE[damage](data)
    assert damaged != data
    notebook.path.write_bytes(damaged)
    opened = Notebook.open(document)
    has_lost_one = damage == "a key nested beyond what can be parsed"  # the line it stands in cannot be read at all
    quotes = [item.selectors.exact for item in opened.items]
    assert quotes == [quote for quote in QUOTES if quote != "beta" or not has_lost_one]
    assert "annotations saved from it" in opened.problem
    notes = [item.note[:6] for item in opened.items]
    assert notes == (["note A", "note g"] if has_lost_one else ["note A", "note b", "note g"])
    assert next(notebook.path.parent.glob("*.damaged-*")).read_bytes() == damaged
    assert len(Notebook.open(document).items) == len(quotes) and not Notebook.open(document).problem


def test_what_was_deleted_stays_so_where_the_rest_is_whole(document: Document, notebook: Notebook) -> None:
    notebook.path.write_bytes(notebook.path.read_bytes() + b"x")
    assert [item.note for _, item in Notebook.open(document).deleted()] == ["deleted"]


def test_a_page_of_another_programs_items_is_rescued_too() -> None:
    item = {"type": "Annotation", "id": "urn:x", "target": {"selector": {"type": "TextQuoteSelector", "exact": "Alpha"}}}
    data = b'{"items": [' + json.dumps(item).encode() + b", {"
    assert [each["id"] for each in rescued_page(data)["items"]] == ["urn:x"]


def test_rubbish_gives_nothing_and_takes_no_time() -> None:
    for data in (b"", b"\xff" * 9, b'{"id": ' * 50_000, b'{"@context": {' * 50_000, b"[" * 200_000):
        assert rescued_page(data)["items"] == []


def test_numbers_that_json_has_not_do_not_leave_again(notebook: Notebook) -> None:
    data = notebook.path.read_bytes().replace(b'"value": "note beta"', b'"value": "note beta", "x": [NaN, -Infinity, 1e400, 1.5]')
    page = parse_page(data)
    text = page_text(page)

    def refuse(name: str) -> float:
        raise AssertionError(name)

    read = json.loads(text, parse_constant=refuse)
    body = next(item for item in read["items"] if item["body"][0]["value"] == "note beta")["body"][0]
    assert body["x"] == [None, None, None, 1.5] and math.isfinite(body["x"][-1])
