"""Books, pages and hostile files in a real terminal."""

from pathlib import Path

import pytest

from tests.content.test_books import BOOK, lines
from tests.data.hostile import HARMFUL, epub, make, pdf
from tests.data.servers import serving
from tests.e2e.terminal import Terminal

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def at_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def test_no_byte_of_a_payload_in_any_field_reaches_the_terminal(tmp_path: Path) -> None:
    """What we write holds escape sequences of our own: none of these, and no hidden or turning character."""
    sequences = [b"\x1b[31m", b"\x1b]0;pwned", b"\x1bP0;1|", b"\xc2\x9b", b"\x9b2J", b"\x08", b"\x7f"]
    hidden = [c.encode() for c in HARMFUL if c > "\x9f"]
    for path in make(tmp_path):
        if path.name.startswith("fields"):
            terminal = Terminal(str(path))
            terminal.wait("ext")
            terminal.send("/")
            terminal.send("RED")
            terminal.wait(lambda text: "found" in text)
            terminal.send("\x1b")
            terminal.send("Vyq")
            terminal.end()
            for payload in (*sequences, *hidden):
                assert payload not in terminal.raw, (path.name, payload)


def test_a_book_from_section_to_footnote_and_back(tmp_path: Path) -> None:
    (tmp_path / "a.epub").write_bytes(epub(BOOK))
    terminal = Terminal(str(tmp_path / "a.epub"))
    terminal.wait("Sections · 4")
    terminal.wait("Second half")
    text = terminal.wait("See two.")
    assert "Second half" in text and "Later" in text
    terminal.send("go")
    terminal.send("o")
    terminal.wait("Footnote 1")
    terminal.send("\x1b")
    terminal.send("q")
    assert terminal.end() == 0


def test_the_pages_of_a_paper_without_sections_are_listed(tmp_path: Path) -> None:
    pages = [
        lines(700, [f"The {word} page says something of its own.", "And a second line of it."])
        for word in ("first", "second")
    ]
    (tmp_path / "a.pdf").write_bytes(pdf(pages))
    terminal = Terminal(str(tmp_path / "a.pdf"))
    text = terminal.wait("Page 2")
    assert "no sections" in text
    terminal.send("\x1b[Z\x1b[Z\x1b[Z")
    terminal.send("q")
    terminal.end()


def test_a_page_is_fetched_with_a_bar_and_read_again_offline() -> None:
    with serving() as (address, asked):
        terminal = Terminal(f"{address}/page")
        terminal.wait("The trains, the bridges")
        assert asked == ["/page"]
        terminal.send("V\r")
        terminal.wait("Notes · 1")
        terminal.send("R")
        terminal.wait("reloaded")
        terminal.send("q")
        assert terminal.end() == 0
        assert asked == ["/page", "/page"]
    terminal = Terminal(f"{address}/page")
    terminal.wait("Notes · 1")
    terminal.send("q")
    assert terminal.end() == 0
    terminal = Terminal()  # the library
    terminal.wait("Köln by night")
    terminal.send("\r")
    terminal.wait("The trains, the bridges")
    terminal.send("q")
    terminal.wait("Library")
    terminal.send("\x11")
    assert terminal.end() == 0
