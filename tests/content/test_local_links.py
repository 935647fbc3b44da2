"""Links to other documents of one's own, marks, and passages with their source."""

import os
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from glossator.content.exchange.citation import cite
from glossator.content.folders import state_folder
from glossator.content.library.local_links import local_target
from glossator.content.library.marks import Mark, Marks
from glossator.content.library.reading_places import Library
from glossator.content.library.searches import Searches
from glossator.content.search.places import word_places
from glossator.tui.remembered import remembered
from tests.reading import markdown


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    (folder / "deep").mkdir(parents=True)
    for name in ("index.md", "other note.md", "deep/Far.md", "plain"):
        (folder / name).write_text("# Title\n")
    (tmp_path / "outside.md").write_text("# Outside\n")
    (folder / "way-out.md").symlink_to(tmp_path / "outside.md")
    return folder


@pytest.mark.parametrize(
    ("target", "found", "anchor"),
    [
        ("other%20note.md#the-end", "other note.md", "#the-end"), ("other note", "other note.md", ""), ("far", "deep/Far.md", ""),
        ("deep/Far.md?x=1", "deep/Far.md", ""), ("./plain", "plain", ""), ("deep/../index.md", "index.md", ""),
    ],
)  # fmt: skip
def test_a_link_leads_to_a_file_of_the_folder(vault: Path, target: str, found: str, anchor: str) -> None:
    link = local_target(str(vault / "index.md"), target)
    assert link and (Path(link.path), link.anchor, link.is_near) == (vault / found, anchor, True)


@pytest.mark.parametrize("target", ["../outside.md", "way-out.md", "/etc/passwd"])
def test_what_lies_outside_is_not_opened_unasked(vault: Path, target: str) -> None:
    link = local_target(str(vault / "index.md"), target)
    assert link and not link.is_near


@pytest.mark.parametrize("target", ["", "#here", "nowhere.md", "javascript:x", "file:///etc/passwd", "//host/share", "deep", "a\x1b[31m", "/dev/null", "C:\\x", "a" * 5000, "a/" * 5000, "\ud800"])
def test_what_is_no_file_leads_nowhere(vault: Path, target: str) -> None:
    assert local_target(str(vault / "index.md"), target) is None
    assert local_target("https://example.org/a", "b.md") is None and local_target("-", "b.md") is None


def test_marks_are_kept_by_document_and_capitals_for_all(folders: Path) -> None:
    marks = Marks()
    marks.set("a", Mark("/x.md", 5, "five"))
    marks.set("a", Mark("/y.md", 7, "seven"))
    marks.set("B", Mark("https://user:secret@example.org/z", 9, "nine"))
    again = Marks()
    assert again.find("/x.md", "a") == Mark("/x.md", 5, "five")
    assert again.find("/y.md", "B") == Mark("https://example.org/z", 9, "nine")
    assert again.find("/x.md", "b") is None
    assert "secret" not in (state_folder() / "marks.json").read_text()


@pytest.mark.parametrize("damage", ["{", "[]", '{"documents": {"/x.md": {"a": {"source": 5}}}}', '{"documents": {"/x.md": 5}}'])
def test_a_damaged_file_of_marks_is_no_mark_and_is_written_anew(folders: Path, damage: str) -> None:
    marks = Marks()
    state_folder().mkdir(parents=True)
    (state_folder() / "marks.json").write_text(damage)
    assert marks.find("/x.md", "a") is None
    marks.set("a", Mark("/x.md", 1, "one"))
    assert Marks().find("/x.md", "a") == Mark("/x.md", 1, "one")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_in_the_place_of_what_is_remembered_is_not_waited_for(folders: Path) -> None:
    state_folder().mkdir(parents=True)
    for name in ("marks.json", "searches.json", "library.json", "screen.json"):
        os.mkfifo(state_folder() / name)
    looked: list[object] = []

    def look() -> None:
        looked.append((Marks().find("/x.md", "a"), Searches().of("/x.md"), Library().readings(), remembered()))
        Marks().set("a", Mark("/x.md", 1, "one"))
        looked.append(Marks().find("/x.md", "a"))

    thread = threading.Thread(target=look, daemon=True)
    thread.start()
    thread.join(30)
    assert looked == [(None, [], [], {}), Mark("/x.md", 1, "one")]


def test_a_passage_with_its_source() -> None:
    document = replace(markdown("# Title\n\n## Part\n\nSome words here.\n"), source="a.md")
    start = document.text.index("words")
    assert cite(document, start, start + 5) == "“words”\n— Title, Part (a.md)"


def test_every_place_of_a_word_and_no_part_of_another() -> None:
    text = "The cat. A category, CAT; concat cat's, which is a word of its own (UAX #29)"
    assert [text[start:end] for start, end in word_places(text, "cat")] == ["cat", "CAT"]
    assert word_places("大學，北京大學。大學生", "大學")
