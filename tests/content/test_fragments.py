"""Addresses with a place in them: what is opened, where, and that the document is one whatever the place."""

from pathlib import Path

import pytest

from glossator.content import open_document
from glossator.content.library.inside_links import inside_target
from glossator.content.library.reading_places import Library
from glossator.content.sources.fragments import split_fragment
from glossator.tui.app import GlossatorApp
from glossator.tui.cli.main import main
from tests.data.servers import PARTS, serving
from tests.e2e.terminal import Terminal
from tests.tui.settled import settled, until


@pytest.mark.parametrize(("source", "expected"), [
    ("https://a.example/b?c#d%20e", ("https://a.example/b?c", "#d e")), ("https://a.example/#/route", ("https://a.example/", "")),
    ("https://a.example/#!x", ("https://a.example/", "")), ("https://a.example/b#", ("https://a.example/b", "")), ("-", ("-", "")),
    ("https://a.example/b#c\x1b[31m", ("https://a.example/b", "#c")), ("/nowhere#x", ("/nowhere#x", "")), ("#x", ("#x", "")), ("", ("", "")),
])  # fmt: skip
def test_what_is_opened_and_the_place_in_it(source: str, expected: tuple[str, str]) -> None:
    assert split_fragment(source) == expected


def test_a_file_may_have_the_sign_in_its_name(tmp_path: Path) -> None:
    for name in ("a#b.md", "a"):
        (tmp_path / name).write_text("# T\n\n## Two\n\nText.\n")
    base = str(tmp_path)
    assert split_fragment(f"{base}/a#b.md") == (f"{base}/a#b.md", "")
    assert split_fragment(f"{base}/a#b.md#two") == (f"{base}/a#b.md", "#two")
    assert split_fragment(f"{base}/a#two") == (f"{base}/a", "#two")
    assert open_document(f"{base}/a#b.md#two").source == f"{base}/a#b.md"


def test_commands_take_an_address_with_a_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.md").write_text("# T\n\n## Two\n\nText.\n")
    assert main(["toc", f"{tmp_path}/a.md#two"]) == 0 and "Two" in capsys.readouterr().out
    assert main(["toc", f"{tmp_path}/b.md#two"]) == 2 and "no such file" in capsys.readouterr().err


def test_a_page_opens_at_the_part_and_is_one_row_of_the_library(tmp_path: Path) -> None:
    with serving() as (address, _):
        for name, words in (("p5", "Part 5"), ("p2", "Part 2")):
            terminal = Terminal(f"{address}/parts#{name}", columns=100, rows=14)
            terminal.wait(lambda text, words=words: words in text.split("\n")[1] and words in text.split("\n")[0])  # type: ignore[misc]
            terminal.send("q")
            assert terminal.end() == 0
    (row,) = Library().readings()
    assert row.source == f"{address}/parts"


async def test_a_part_is_opened_from_the_library_screen_and_by_the_prompt(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(PARTS)
    app = GlossatorApp(f"{path}#p3")
    async with app.run_test(size=(100, 14)) as pilot:
        screen = await settled(pilot)
        await until(pilot, lambda: screen.reading.document.text[screen.body.place :].startswith("Part 3"))
        assert screen.reading.document.source == str(path)


@pytest.mark.parametrize(("target", "words"), [
    ("#:~:text=Words%20of%20part%204", "Words of part 4"), ("#p2:~:text=words%20of%20part%206,on", "Words of part 6"),
    ("#:~:text=part%203-,that%20go", "that go"), ("#p2:~:text=nowhere%20at%20all", "Part 2"),
])  # fmt: skip
def test_a_link_that_quotes_leads_to_the_words(tmp_path: Path, target: str, words: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(PARTS)
    document = open_document(path)
    position = inside_target(document, target)
    assert position is not None and document.text[position:].startswith(words)
    assert inside_target(document, "#:~:text=") is None and inside_target(document, "#:~:text=%,-") is None


def test_rows_that_were_kept_with_their_places_become_one(tmp_path: Path) -> None:
    row = '{{"title": "T", "source": "https://a.example/b{}", "opened": "2026-01-0{}T00:00:00Z"}}'
    rows = ", ".join(row.format(part, day) for part, day in (("#x", 1), ("", 3), ("#y", 2)))
    (tmp_path / "library.json").write_text(f'{{"version": 1, "documents": [{rows}]}}')
    (reading,) = Library(tmp_path).readings()
    assert reading.source == "https://a.example/b" and reading.opened.startswith("2026-01-03")
