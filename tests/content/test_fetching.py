"""URLs, from a server on loopback: what they are is found, they open again offline, and no server is waited for."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from glossator.content import DocumentError, open_document
from glossator.content.folders import cache_folder
from glossator.content.sources import limits
from glossator.tui.app import GlossatorApp
from glossator.tui.cli.main import main
from tests.data.servers import serving
from tests.tui.settled import screen_text, settled, until


@pytest.fixture
def server() -> Iterator[tuple[str, list[str]]]:
    with serving() as found:
        yield found


@pytest.mark.parametrize(
    ("path", "kind", "title", "words"),
    [
        ("page", "html", "Köln by night", "The trains, the bridges"),
        ("latin", "html", "Köln by night", "the cathedral"),
        ("greek", "html", "Αθήνα by night", "the cathedral"),
        ("packed", "html", "Köln by night", "the cathedral"),
        ("moved", "html", "Köln by night", "the cathedral"),
        ("markdown", "markdown", "One", "The text of it."),
        ("text", "text", "text", "One line of text"),
        ("book", "epub", "A book", "The text of the book."),
        ("paper", "pdf", "", "The text of the paper"),
    ],
)
def test_what_is_fetched_is_what_its_server_and_its_bytes_say(
    server: tuple[str, list[str]], path: str, kind: str, title: str, words: str
) -> None:
    document = open_document(f"{server[0]}/{path}")
    assert document.format == kind
    assert document.title == title or not title
    assert words in document.text
    assert document.source == f"{server[0]}/{path}"


def test_links_lead_where_the_page_was_in_the_end(server: tuple[str, list[str]]) -> None:
    document = open_document(f"{server[0]}/moved")
    links = [span.target for block in document.blocks for span in block.spans if span.kind == "link"]
    assert links == [f"{server[0]}/two"]
    assert document.url == f"{server[0]}/page"


def test_a_page_opens_again_offline_and_is_fetched_anew_on_request(server: tuple[str, list[str]]) -> None:
    address, asked = server
    open_document(f"{address}/page")
    open_document(f"{address}/page")
    assert asked == ["/page"]
    open_document(f"{address}/page", refresh=True)
    assert asked == ["/page", "/page"]


def test_what_is_kept_serves_when_the_server_is_gone() -> None:
    with serving() as (address, _):
        before = open_document(f"{address}/page")
    assert open_document(f"{address}/page").text == before.text
    assert open_document(f"{address}/page", refresh=True).text == before.text
    with pytest.raises(DocumentError, match="never-seen"):
        open_document(f"{address}/never-seen")


def test_a_damaged_entry_is_fetched_again(server: tuple[str, list[str]]) -> None:
    open_document(f"{server[0]}/page")
    (entry,) = cache_folder().iterdir()
    entry.write_bytes(entry.read_bytes()[:-10])
    assert "the cathedral" in open_document(f"{server[0]}/page").text
    assert server[1] == ["/page", "/page"]


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("silent", "no answer for 4 seconds"), ("slow", "too slow"), ("slow-head", "no answer"),
        ("endless", "larger than 50 MB"), ("bomb", "unpacks to more than"), ("to-file", "leads to file:"),
        ("to-ftp", "leads to ftp:"), ("circle", "redirected in circles"), ("missing", "404"),
    ],
)  # fmt: skip
def test_a_server_that_will_not_do_is_given_up(
    server: tuple[str, list[str]], path: str, why: str
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "glossator.tui.cli.main", "text", f"{server[0]}/{path}"], capture_output=True, timeout=30, check=False
    )
    assert done.returncode == 2 and limits.PATIENCE <= 4
    errors = done.stderr.decode()
    assert errors.startswith("gloss: http://") and errors.count("\n") == 1 and "\x1b" not in errors
    assert why in errors
    assert not cache_folder().exists()


def test_a_picture_is_no_document(server: tuple[str, list[str]]) -> None:
    with pytest.raises(DocumentError, match="unsupported file type"):
        open_document(f"{server[0]}/picture")


def test_nothing_a_page_names_is_loaded_by_opening_it(server: tuple[str, list[str]], tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text(
        f"<html><head><link rel=stylesheet href='{server[0]}/style'><script src='{server[0]}/script'></script></head>"
        f"<body><img src='{server[0]}/dot' width=1><iframe src='{server[0]}/frame'></iframe><p>The text.</p>"
        f"<object data='{server[0]}/object'></object></body></html>"
    )
    assert open_document(path).text.strip() == "The text."
    assert server[1] == []


def test_a_slow_server_gets_the_patience_that_is_set(server: tuple[str, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(DocumentError, match="no answer for 1 seconds"):
        open_document(f"{server[0]}/silent", patience=1)
    (tmp_path / "config.toml").write_text("patience = 2\n")
    monkeypatch.setenv("GLOSS_CONFIG", str(tmp_path / "config.toml"))
    assert main(["text", f"{server[0]}/silent"]) == 2
    assert "no answer for 2 seconds" in capsys.readouterr().err


# -- little of a page

_MENU = "".join(f"<li><a href='/{n}'>An entry of the menu, number {n}</a></li>" for n in range(40))
_NEWS = "There are a few words of news here, and no more than that."


def _news(tmp_path: Path, words: int = 1) -> Path:
    path = tmp_path / "news.html"
    path.write_text(f"<html><head><title>Short</title></head><body><nav><ul>{_MENU}</ul></nav><main><article><h1>Short</h1><p>{_NEWS * words}</p></article></main></body></html>")
    return path


def test_a_page_that_yields_little_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["text", str(_news(tmp_path))]) == 0
    out, err = capsys.readouterr()
    assert "menu" not in out and err.count("\n") == 1 and "words look like an article" in err and "--whole-page" in err
    assert main(["text", "--whole-page", str(_news(tmp_path))]) == 0
    out, err = capsys.readouterr()
    assert "menu, number 39" in out and not err
    assert not open_document(_news(tmp_path, 10)).warning


async def test_the_reader_shows_the_whole_page_and_the_article_again(tmp_path: Path) -> None:
    app = GlossatorApp(str(_news(tmp_path)))
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await settled(pilot)
        await until(pilot, lambda: any("look like an article" in each.message for each in app._notifications))
        for _ in range(2):
            await screen.run_action("whole_page")
            await until(pilot, lambda: "menu, number 39" in screen.reading.document.text)
            await screen.run_action("whole_page")
            await until(pilot, lambda: "menu, number 39" not in screen.reading.document.text)
            assert "reload failed" not in screen_text(pilot)
