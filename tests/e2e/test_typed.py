"""Keys typed in one go do what they do one by one: the same place, selection, notes and screen, on a real terminal."""

import json
import os
import random
import re
import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.bench.book import book
from tests.e2e.terminal import Terminal

SEQUENCES = int(os.environ.get("GLOSS_SEQUENCES", "3"))
"""Random sequences in the suite; more by the variable, by hand."""
ESC, ENTER = "\x1b", "\r"
PIECES = [
    "j", "5j", "k", " ", "b", "gg", "G", "3G", "40%", "}", "{", ")", "(", "]", "[", "zt", "zz", "g2", "\x1b2", "''", "Ma", "'a",
    "i", "w", "3w", "e", "h", "l", "0", "$", ESC, ESC, "fth", "fs", "v", "V", "ve", "vee" + ENTER, "V" + ENTER, "vip", "vas", "viw" + ENTER,
    "vwwo", "vt.", "c", "2" + ENTER, "m", "mnote" + ESC, "a note, x u" + ESC, "#tag" + ENTER, "x", "u", "\x12", ",", ".", "y", "Y",
    "/trains" + ENTER, "/tr", "/zanzbar turmol" + ENTER, "n", "N", "*", ENTER, ":", "sgoods" + ENTER, "s", "\t", "\x1b[Z", "\x1b[A", "\x1b[B",
    "\x1b[C", "\x1b[1;2C", "\x1b[1;2B", "+", "-", "Z", "?", "?next", "o", "go", "\x0f", "\x7f", "\x1b[200~q\x1b[A x\x1b[201~", "7",
]  # fmt: skip

EDITED = ("\x12", "\x7f", "\x0f")
"""What the terminal itself takes for editing its line, as long as no program has taken it over (termios' ICANON)."""


def stored(folder: Path) -> list[Any]:
    """What every highlight is of, with colour, note and tags."""
    found = []
    for path in sorted(folder.glob("*.json")):
        for item in json.loads(path.read_text())["items"]:
            target = item["target"]
            found.append((json.dumps(target["selector"], sort_keys=True), target["styleClass"], [b["value"] for b in item.get("body", [])]))
    return sorted(found)


def still(terminal: Terminal, folder: Path) -> str:
    """The screen once it stays as it is and the reader waits, without the day; a reader that got no turn does not wait."""
    before, same = "", 0
    while same < 12:
        terminal.pump()
        same = same + 1 if terminal.text == before and not is_running(folder) else 0
        before = terminal.text
    return re.sub(r"\d{4}-\d\d-\d\d", "", before)


def is_running(folder: Path) -> bool:
    """True while a thread of a process that keeps its files in a folder is running or would run (proc(5): state R or D)."""
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if str(folder).encode() in (process / "environ").read_bytes():
                states = [(thread / "stat").read_text().rpartition(")")[2].split()[0] for thread in (process / "task").iterdir()]
                if {"R", "D"} & set(states):
                    return True
    return False


def is_of_one_sequence(following: list[str]) -> bool:
    """True for what makes one key of an Esc before it in the same read: alt and a digit, an arrow, another Esc."""
    return bool(following) and following[0][0] in "[O0123456789\x1b"


def in_tmux(folder: Path) -> list[str]:
    """A command that runs the reader in a tmux of its own, which shows nothing besides."""
    settings = folder / "tmux.conf"
    settings.write_text("set -g status off\nset -sg escape-time 20\nset -g default-terminal screen-256color\n")
    program = f"{sys.executable} -m glossator.tui.cli.main article.txt"
    return ["tmux", "-S", str(folder / "socket"), "-f", str(settings), "new-session", program]


def typed(
    article: Path, folder: Path, reads: list[str], *, pauses: bool = False, ahead: bool = False, tmux: bool = False
) -> tuple[str, list[Any]]:
    """What the screen shows in the end, and what is stored.

    Args:
        article: The document, which is copied.
        folder: Where everything is kept; made.
        reads: What is sent, each in one write.
        pauses: Whether what one does is waited for before the next is sent.
        ahead: Whether they are sent before the first page is there.
        tmux: Whether tmux stands between the terminal and the reader.
    """
    folder.mkdir()
    names = {"GLOSS_STATE_DIR": "state", "GLOSS_NOTES_DIR": "notes", "GLOSS_CACHE_DIR": "cache", "GLOSS_CONFIG": "none.toml"}
    source = folder / "article.txt"
    shutil.copy(article, source)
    environment = {name: str(folder / value) for name, value in names.items()}
    command = in_tmux(folder) if tmux else None
    terminal = Terminal("article.txt", folder=folder, environment=environment, columns=120, rows=30, command=command)
    if not ahead:
        terminal.wait("─Notes")
        still(terminal, folder)
    for read in reads:
        terminal.send(read)
        if pauses:
            still(terminal, folder)
    if ahead:
        terminal.wait(_is_there)
    screen = still(terminal, folder)
    for _ in range(4):
        terminal.send(ESC)
    terminal.send("\x11")
    terminal.end()
    return screen, stored(folder / "notes")


def _is_there(text: str) -> bool:
    """Whether all is mounted: the line of keys, which comes last; it is empty under a dialog, which comes later still."""
    return bool(text.splitlines()[-1].strip()) or "╰─" in text or "Search for commands" in text


@pytest.mark.parametrize("way", ["there", "ahead", "tmux"])
@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_typed_at_once_is_typed_slowly(article: Path, seed: int, way: str) -> None:
    if way == "tmux" and not shutil.which("tmux"):
        pytest.skip("tmux is not installed")
    choose = random.Random(f"{seed} {way}")
    known = [piece for piece in PIECES if way != "ahead" or piece not in EDITED]
    pieces = [choose.choice(known) for _ in range(choose.randint(3, 7))]
    pieces = [piece for n, piece in enumerate(pieces) if not (piece.endswith(ESC) and is_of_one_sequence(pieces[n + 1 : n + 2]))]
    with tempfile.TemporaryDirectory(prefix="g") as name:  # short, for the name of tmux's socket
        folder, tmux = Path(name), way == "tmux"
        fast = typed(article, folder / "fast", ["".join(pieces)], ahead=way == "ahead", tmux=tmux)
        slow = typed(article, folder / "slow", pieces, pauses=True, tmux=tmux)
    assert fast[1] == slow[1], (pieces, fast[1], slow[1])
    assert fast[0] == slow[0], (pieces, f"\n{fast[0]}\n\n{slow[0]}")


def test_a_note_typed_ahead_of_a_large_book_keeps_every_letter(tmp_path: Path) -> None:
    source = tmp_path / "book.md"
    source.write_text(book(3_200_000), "utf-8")
    terminal = Terminal("book.md", folder=tmp_path)
    terminal.send("5]ivipmtyped ahead of the first page\x1b")
    terminal.wait("note saved", 60)
    terminal.send("q")
    assert terminal.end() == 0
    ((_, _, bodies),) = stored(tmp_path / "notes")
    assert bodies == ["typed ahead of the first page"]
