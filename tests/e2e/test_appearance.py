"""A real terminal is asked what it looks like once the page is there, and left as it was."""

from __future__ import annotations

from pathlib import Path

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
