"""Keys typed in one go do what they do one by one: the same place, selection, notes and screen, on a real terminal."""

import json
import os
import random
import re
import shutil
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


def stored(folder: Path) -> list[Any]:
    """What every highlight is of, with colour, note and tags."""
    found = []
    for path in sorted(folder.glob("*.json")):
        for item in json.loads(path.read_text())["items"]:
            target = item["target"]
            found.append((json.dumps(target["selector"], sort_keys=True), target["styleClass"], [b["value"] for b in item.get("body", [])]))
    return sorted(found)


def still(terminal: Terminal) -> str:
    """The screen once it stays as it is, without the day."""
    before, same = "", 0
    while same < 6:
        terminal.pump(0.1)
        same = same + 1 if terminal.text == before else 0
        before = terminal.text
    return re.sub(r"\d{4}-\d\d-\d\d", "", before)


def typed(article: Path, folder: Path, reads: list[str], *, pauses: bool = False, ahead: bool = False) -> tuple[str, list[Any]]:
    """What the screen shows in the end, and what is stored.

    Args:
        article: The document, which is copied.
        folder: Where everything is kept; made.
        reads: What is sent, each in one write.
        pauses: Whether what one does is waited for before the next is sent.
        ahead: Whether they are sent before the first page is there.
    """
    folder.mkdir()
    names = {"GLOSS_STATE_DIR": "state", "GLOSS_NOTES_DIR": "notes", "GLOSS_CACHE_DIR": "cache", "GLOSS_CONFIG": "none.toml"}
    source = folder / "article.txt"
    shutil.copy(article, source)
    environment = {name: str(folder / value) for name, value in names.items()}
    terminal = Terminal("article.txt", folder=folder, environment=environment, columns=120, rows=30)
    if not ahead:
        terminal.wait("─Notes")
        still(terminal)
    for read in reads:
        terminal.send(read)
        if pauses:
            still(terminal)
    if ahead:
        terminal.wait("─")
    screen = still(terminal)
    for _ in range(4):
        terminal.send(ESC)
    terminal.send("\x11")
    terminal.end()
    return screen, stored(folder / "notes")


@pytest.mark.parametrize("ahead", [False, True], ids=["there", "ahead"])
@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_typed_at_once_is_typed_slowly(article: Path, tmp_path: Path, seed: int, ahead: bool) -> None:
    choose = random.Random(seed)
    pieces = [choose.choice(PIECES) for _ in range(choose.randint(3, 7))]
    pieces = [piece for n, piece in enumerate(pieces) if not (piece == ESC and pieces[n + 1 : n + 2] and pieces[n + 1][0] in "[O0123456789\x1b")]
    fast = typed(article, tmp_path / "fast", ["".join(pieces)], ahead=ahead)
    slow = typed(article, tmp_path / "slow", pieces, pauses=True)
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
