"""Hostile text in every field, on a real terminal and on standard output: none of it arrives, and no action runs."""

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from glossator.content.exchange import BINARY, EXPORTS
from tests.data.markup import ACTION, SEEN_NEVER, hostile_epub, hostile_notebook, hostile_state
from tests.e2e.terminal import Terminal

PROGRAMS = pytest.mark.parametrize(
    "program", ["glossator.tui.cli.main", "tests.data.without_first_gate"], ids=["as-it-is", "without-the-first-gate"]
)


@pytest.fixture
def book(tmp_path: Path, folders: Path) -> Path:
    path = tmp_path / "a [b]book[x] \x1b[31m\u202e.epub"
    path.write_bytes(hostile_epub())
    hostile_notebook(path, folders / "notes")
    (folders / "config.toml").write_text('theme = "[@click=app.quit]x"\n[colors]\nyellow = "[/red]\\u001b[31m"\n"[b]" = "x"\n')
    return path


def check(raw: bytes) -> None:
    """Nothing of what is hostile is among the bytes; the sequences that the program draws with are no part of it."""
    raw = re.sub(rb"\x1b\]22;\w+\x07", b"", raw)  # the shape of the pointer
    raw = raw.replace(b"\x1b]11;?\x1b\\", b"", 1)  # asks for the background, once
    assert b"\x1b]" not in raw and b"\x07" not in raw
    assert not {c for c in raw.decode("utf-8", "replace") if c in SEEN_NEVER - {"\x1b", "\x08", "\x7f"}}


@PROGRAMS
def test_every_screen_of_the_reader(book: Path, program: str) -> None:
    terminal = Terminal(str(book), program=program)
    terminal.wait("Sections")
    terminal.wait("Notes ·")
    for keys, seen in [
        ("s", "Go to section"), ("Head", "Heading"), ("\x1b", "Notes"), ("/", "search"), ("words", "found"), ("\r", "1 of"), ("go", "Notes"), ("o", "Footnote"),
        ("\x1b", "Notes"), (".", "Note"), ("#", "Tags"), ("\x1b", "Notes"), ("\r", "Copy with source"), ("\x1b", "Notes"), ("m", "Save and close"), ("\x1b", "Notes"), ("\x05", "Export"),
        ("\x1b", "Notes"), ("\t", "Notes"), ("\t", "Notes"), ("\t", "Notes"), ("\t", "Notes"), ("h", "Earlier wordings"), ("\x1b", "Notes"), ("d", "Deleted"), ("d", "Notes"),
        ("\x1b", "Notes"), ("?", "A line down"), ("\x1b", "Notes"), ("v:", "Highlight"), ("\x1b\x1b", "Notes"), ("\x1b", "Notes"), ("fs", "Notes"), ("\x1b", "Notes"), ("v", "selecting in"), ("\x1b", "Notes"), ("\x10", "Search for commands"), ("\x1b", "Notes"),
    ]:  # fmt: skip
        terminal.send(keys)
        terminal.wait(seen)
    terminal.send("q")
    assert terminal.end() == 0
    check(terminal.raw)


@PROGRAMS
def test_the_library_and_a_draft(book: Path, folders: Path, program: str) -> None:
    hostile_state(folders / "state", book)
    terminal = Terminal(program=program)
    terminal.wait("Library")
    terminal.wait("Other")
    terminal.send("Title")
    terminal.send("\r")
    terminal.wait("Notes ·")
    terminal.send("q")
    terminal.wait("Library")
    terminal.send("\x11")
    assert terminal.end() == 0
    check(terminal.raw)


def test_a_label_that_is_an_action_is_shown_and_runs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "label.html"
    path.write_text(
        f'<html><body><h1>T</h1><p>Some text here <a role="doc-noteref" href="#n1">1 {ACTION}</a> and more text to read.'
        '</p><aside id="n1" role="doc-footnote"><p>The note.</p></aside></body></html>'
    )
    terminal = Terminal(str(path), "--whole-page")
    terminal.wait("Some text")
    terminal.send("o")
    terminal.wait("Footnote 1")
    assert "[@click=app.quit]Q" in terminal.text
    row = next(n for n, line in enumerate(terminal.screen.display) if "Footnote" in line)
    column = terminal.screen.display[row].index("Q")
    for kind in "Mm":
        terminal.send(f"\x1b[<0;{column + 1};{row + 1}{kind}")
    terminal.wait("The note.")
    terminal.send("\x1b")
    terminal.send("q")
    assert terminal.end() == 0


@PROGRAMS
@pytest.mark.parametrize("name", ["w3c-epub", "epub"])
def test_what_is_packed(book: Path, program: str, name: str) -> None:
    done = subprocess.run([sys.executable, "-m", program, "notes", "export", "--to", name, str(book)], capture_output=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(io.BytesIO(done.stdout)) as archive:
        inside = archive.read(next(each for each in archive.namelist() if each.endswith("annotations.json"))).decode()
    assert not {c for c in inside if c in SEEN_NEVER}


@PROGRAMS
@pytest.mark.parametrize(
    "command",
    [
        ["toc"], ["toc", "--json"], ["text"], ["find", "words"], ["find", "--json", "words"], ["notes", "list"],
        ["notes", "list", "--json"], ["notes", "deleted"], ["notes", "deleted", "--json"], ["notes", "check"],
        *(["notes", "export", "--to", name] for name in EXPORTS if name not in BINARY),
    ],
    ids=" ".join,
)  # fmt: skip
def test_standard_output(book: Path, program: str, command: list[str]) -> None:
    at = [command[0], *command[1:], str(book)] if command[0] != "find" else [*command, str(book)]
    done = subprocess.run([sys.executable, "-m", program, *at], capture_output=True, timeout=60, check=False)
    out = (done.stdout + done.stderr).decode()
    assert done.returncode in (0, 1) and (done.stdout or done.stderr), out
    assert not {c for c in out if c in SEEN_NEVER}, command
    everything = subprocess.run([sys.executable, "-m", program, *command, *(["x"] if command[0] in ("toc", "text") else [])], capture_output=True, timeout=60, check=False)
    assert not {c for c in (everything.stdout + everything.stderr).decode() if c in SEEN_NEVER}
