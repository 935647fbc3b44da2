"""``gloss info`` and ``--encoding``: how a document was read, and in which encoding it is to be."""

import json
from pathlib import Path

import pytest

from glossator.content.sources.source import Wishes
from glossator.tui.app import GlossatorApp
from glossator.tui.cli.main import main
from tests.data.more_formats import MORE
from tests.tui.settled import settled

RUSSIAN = "# Река\n\nУтром никого не было, и река текла мимо мельницы, как всегда.\n\n" * 5


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.md"
    path.write_bytes(RUSSIAN.encode("koi8-r"))
    return path


def told(capsys: pytest.CaptureFixture[str], *line: str) -> dict[str, object]:
    assert main(["info", "--json", *line]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_it_tells_format_encoding_language_and_sizes(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    facts = told(capsys, str(letter))
    wanted = {"format": "markdown", "encoding": "koi8-r", "language": "russian", "title": "Река", "sections": 5, "words": 60, "left_out": []}
    assert {name: facts[name] for name in wanted} == wanted
    assert main(["info", str(letter)]) == 0
    assert "encoding  koi8-r" in capsys.readouterr().out


@pytest.mark.parametrize(("encoding", "name"), [("utf-8", "utf-8"), ("utf-16", "utf-16"), ("cp1252", "cp1252")])
def test_the_encoding_that_it_was_read_in(tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str, name: str) -> None:
    (tmp_path / "a.txt").write_bytes(("Une soirée très agréable près du château, à côté de la rivière. " * 5).encode(encoding))
    assert told(capsys, str(tmp_path / "a.txt"))["encoding"] == name


@pytest.mark.parametrize(("name", "encoding", "shown"), [("a.rst", "", "utf-8"), ("a.rst", "cp1252", "cp1252"), ("a.fb2", "cp1251", ""), ("a.srt", "", "utf-8")])
def test_an_encoding_is_told_of_texts_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, encoding: str, shown: str) -> None:
    (tmp_path / name).write_bytes(MORE[name])
    facts = told(capsys, str(tmp_path / name), *([f"--encoding={encoding}"] if encoding else []))
    assert facts["encoding"] == shown and facts["format"] == {"a.rst": "restructuredtext", "a.fb2": "fb2", "a.srt": "subtitles"}[name]


def test_it_tells_what_was_left_out_of_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    around = "<nav>" + "<a href='/x'>Another page</a> " * 20 + "</nav>"
    (tmp_path / "a.html").write_text(f"<html><body>{around}<article>" + "<p>A paragraph with words, and more of them.</p>" * 20 + "</article></body></html>")
    (line,) = told(capsys, str(tmp_path / "a.html"))["left_out"]  # type: ignore[misc]
    assert "40 words around the article" in line
    assert told(capsys, str(tmp_path / "a.html"), "--whole-page")["left_out"] == []


def test_an_encoding_can_be_said(letter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["text", "--encoding", "cp1251", str(letter)]) == 0
    assert "ТЕЛБ" in capsys.readouterr().out.upper()
    assert told(capsys, str(letter), "--encoding=KOI8-R")["encoding"] == "koi8-r"


@pytest.mark.parametrize("name", ["nope", "", "rot13", "hex"])
def test_an_unknown_encoding_is_refused(letter: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    assert main(["text", f"--encoding={name}", str(letter)]) == 2
    assert capsys.readouterr().err.startswith("gloss: --encoding: ")


async def test_the_reader_reads_in_it_as_well(letter: Path) -> None:
    app = GlossatorApp(str(letter), wishes=Wishes(encoding="cp1251"))
    async with app.run_test(size=(80, 24)) as pilot:
        assert "Река" not in (await settled(pilot)).reading.document.text
