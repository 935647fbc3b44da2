"""The reader's own programs, the dictionary and the voice: what they are given, and where their output goes."""

import stat
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot

from glossator.tui import clipboard, commands
from glossator.tui.app import GlossatorApp
from glossator.tui.screens.modals.footnote import Footnote
from glossator.tui.settings import load_settings
from tests.tui.settled import reader_screen, settled, until


def program(folder: Path, name: str, body: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text(f"#!/bin/sh\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def waiting(go_on: Path, then: str) -> str:
    """What a program does that waits for a file before it does something."""
    return f"until [ -e '{go_on}' ]; do sleep 0.01; done; {then}"


def reader_with(commands: str, article: Path, folders: Path) -> GlossatorApp:
    """The reader, with commands in its settings."""
    (folders / "config.toml").write_text(f"[commands]\n{commands}\n")
    return GlossatorApp(str(article), settings=load_settings())


def status(pilot: Pilot[None]) -> str:
    screen = reader_screen(pilot)
    assert screen
    return str(screen.query_one("#message").render())


async def test_a_command_gets_the_selection_and_shows_what_it_prints(folders: Path, article: Path, tmp_path: Path) -> None:
    told = tmp_path / "told"
    show = program(tmp_path / "bin", "show", f'cat > {told}; echo "$GLOSS_SENTENCE" >> {told}; echo "[b]$1[/b] $2"')
    app = reader_with(f'"g x" = "{show} {{text}} -x"\n"f5" = {{ run = "{tmp_path}/nowhere" }}', article, folders)
    assert app.settings.problems == []
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"goods trains", "enter", "V", "g", "x")
        await until(pilot, lambda: isinstance(app.screen, Footnote))
        shown = "\n".join(str(each.render()) for each in app.screen.query("Static"))
        assert "[b]" in shown and "goods trains" in shown and shown.rstrip().endswith("-x")
        assert told.read_text().count("goods trains") == 4  # the sentence has two: on standard input, and in the variable
        await pilot.press("escape", "f5")
        await until(pilot, lambda: "no such file" in status(pilot))


async def test_words_are_looked_up_and_read_aloud_with_what_is_installed(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    app = GlossatorApp(str(article))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("i", "K")
        await until(pilot, lambda: "no dictionary is installed" in status(pilot))
        await pilot.press("A")
        await until(pilot, lambda: "nothing to read aloud with" in status(pilot))
        program(tmp_path / "bin", "dict", 'echo "meaning of $2"')
        await pilot.press("K")
        await until(pilot, lambda: isinstance(app.screen, Footnote))
        assert "meaning of picture" in "\n".join(str(each.render()) for each in app.screen.query("Static"))
        await pilot.press("escape")
        spoken = tmp_path / "spoken"
        program(tmp_path / "bin", "espeak-ng", f'read -r line; echo "$line" >> {spoken}')
        await pilot.press("A")
        await until(pilot, lambda: spoken.exists() and len(spoken.read_text().splitlines()) > 3)
        await pilot.press("A")
        screen = reader_screen(pilot)
        assert screen
        await until(pilot, lambda: screen.body.marks.spoken is None)
        assert spoken.read_text().startswith("picture-0042.jpg")


def test_a_passage_is_never_an_option() -> None:
    assert commands.with_text(["wn", "{text}", "-over"], "--help\n x") == ["wn", "help x", "-over"]
    assert commands.with_text(["say", "{text}\0"], "a\x1b[31mb\0") == ["say", "ab\0"]


def test_the_clipboards_that_are_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("tmux", "wl-copy", "xclip"):
        program(tmp_path / "bin", name, "cat > /dev/null")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("TMUX", "WAYLAND_DISPLAY", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert clipboard.system_commands() == []
    monkeypatch.setenv("TMUX", "x")
    monkeypatch.setenv("DISPLAY", ":0")
    assert clipboard.system_commands() == [["tmux", "load-buffer", "-w", "-"], ["xclip", "-selection", "clipboard"]]
    monkeypatch.setenv("WAYLAND_DISPLAY", "w")
    assert clipboard.system_commands()[1] == ["wl-copy"]


async def test_a_key_behind_a_command_s_own_is_for_what_it_prints(folders: Path, article: Path, tmp_path: Path) -> None:
    go_on = tmp_path / "go on"
    show = program(tmp_path / "bin", "show", waiting(go_on, "echo printed"))
    app = reader_with(f'"ctrl+t" = "{show}"', article, folders)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("i")
        for key in ("ctrl+t", "q", "w"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        screen = reader_screen(pilot)
        assert screen
        await until(pilot, lambda: "show …" in status(pilot))
        caret = screen.body.caret_position
        go_on.touch()
        await until(pilot, lambda: not app.keys.is_delivering)
        assert app.is_running and app.screen is screen, "q closes what was printed"
        assert screen.body.caret_position > caret, "and the key after it moves the caret"


async def test_what_is_selected_is_read_aloud_and_no_more(article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    spoken = tmp_path / "spoken"
    program(tmp_path / "bin", "espeak-ng", f'read -r line; echo "$line" >> {spoken}; read -r line < /dev/zero')
    app = GlossatorApp(str(article))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"goods trains", "enter", "v", "e", "A")
        await until(pilot, spoken.exists)
        assert "reading aloud" in status(pilot)
        await until(pilot, lambda: spoken.read_text() == "goods\n")
        await pilot.press("A")
        await until(pilot, lambda: "reading aloud" not in status(pilot))
