"""A real terminal is asked what it looks like once the page is there, and left as it was."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossator.styles.themes import THEMES
from tests.e2e.terminal import Terminal

ASK, LISTEN, LISTEN_NO_MORE = b"\x1b]11;?", b"\x1b[?2031h", b"\x1b[?2031l"
PAGES = {theme.name: (theme.background or "")[1:] for theme in THEMES}


def page(terminal: Terminal) -> str:
    """The colour of the page, as the terminal shows it."""
    return str(terminal.screen.buffer[10][terminal.screen.columns // 2].bg)


def test_it_is_dark_on_a_dark_terminal_and_turns_with_it(article: Path) -> None:
    terminal = Terminal(str(article), is_coloured=True)
    terminal.wait(lambda text: "night train" in text)
    terminal.wait(lambda _: ASK in terminal.raw)
    assert terminal.raw.index(ASK) > terminal.raw.index(b"night train")
    assert page(terminal) == PAGES["paper"]
    for piece in ("\x1b]11;rgb:10", "10/1010/10", "10\x1b", "\\"):  # cut anywhere, and no key
        terminal.send(piece)
    terminal.wait(lambda _: page(terminal) == PAGES["night"])
    terminal.send("\x1b[?997;2n")
    terminal.wait(lambda _: page(terminal) == PAGES["paper"])
    assert terminal.raw.index(LISTEN) > 0 and LISTEN_NO_MORE not in terminal.raw
    terminal.send("q")
    assert terminal.end() == 0
    assert terminal.raw.rindex(LISTEN_NO_MORE) > terminal.raw.rindex(LISTEN)


def test_a_theme_that_was_chosen_is_not_asked_about(article: Path) -> None:
    terminal = Terminal(str(article), "--theme", "sepia", is_coloured=True)
    terminal.wait(lambda _: page(terminal) == PAGES["sepia"])
    terminal.send("q")
    assert terminal.end() == 0 and ASK not in terminal.raw


@pytest.mark.parametrize("environment", [{"TERM": "xterm-16color"}, {"TERM": "screen"}, {"TERM": "linux"}, {"TERM": "vt100"}, {"NO_COLOR": "1"}], ids=lambda e: next(iter(e.values())))  # fmt: skip
def test_every_state_is_told_apart_with_few_colours_or_none(article: Path, environment: dict[str, str]) -> None:
    """A highlight, the hit that is current, the caret and plain text: by colour where there is any, and without it."""
    terminal = Terminal(str(article), columns=100, rows=40, environment={"COLORTERM": "", **environment}, is_coloured=True)
    terminal.wait(lambda text: "Night trains are coming" in text and "Sections" in text)
    terminal.send("V\r")
    terminal.wait(lambda text: "1 picture-0042.jpg" in text)
    terminal.send("/winter")
    terminal.wait(lambda text: "found" in text)
    terminal.send("\r")
    terminal.wait(lambda text: "for winter" in text)
    looks = [look(terminal, words) for words in ("winter", "picture-0042", "rediscover the comfort")]
    terminal.send("l")
    terminal.wait(lambda _: look(terminal, "winter sets") != looks[0])
    looks.append(look(terminal, "winter sets"))
    assert len({*looks}) == 4
    without_colour = {(bold, underlined, reverse) for _, _, bold, underlined, reverse in looks}
    assert "NO_COLOR" in environment or len(without_colour) == 4  # on a screen that shows none at all
    terminal.send("\x1bq")
    assert terminal.end() == 0


def look(terminal: Terminal, words: str) -> tuple[str, str, bool, bool, bool]:
    """How the first letter of some words is drawn: its colours, whether it is bold, underlined and reversed."""
    for y, line in enumerate(terminal.screen.display):
        if (x := line.find(words)) >= 0:
            char = terminal.screen.buffer[y][x]
            return char.fg, char.bg, char.bold, char.underscore, char.reverse
    raise AssertionError(f"{words} is not on the screen")
