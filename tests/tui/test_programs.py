"""Programs of the reader's own that misbehave: they flood, hang, fork, fail, or are still running when one leaves."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from textual.pilot import Pilot

from glossator.content.errors import GlossatorError
from glossator.tui import programs
from glossator.tui.app import GlossatorApp
from glossator.tui.commands import Passage, with_text
from glossator.tui.programs import Program
from glossator.tui.screens.modals.footnote import Footnote
from glossator.tui.settings import load_settings
from tests.tui.settled import reader_screen, settled, until, wait_for
from tests.tui.test_commands import program, reader_with, status, waiting

Made = Callable[[str], list[str]]


@pytest.fixture
def shell(tmp_path: Path) -> Iterator[Made]:
    """Makes a program of shell commands; what it left in the background is ended after the test."""
    pids = tmp_path / "pids"

    def make(body: str) -> list[str]:
        return [str(program(tmp_path / "bin", "program", f"pids={pids}\n{body}"))]

    yield make
    for pid in pids.read_text().split() if pids.exists() else ():
        if is_alive(int(pid)):
            os.kill(int(pid), signal.SIGKILL)


def is_alive(pid: int) -> bool:
    """True for a process that runs; one that has ended and was not waited for does not."""
    try:
        os.kill(pid, 0)
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def run(command: list[str], text: str = "", seconds: float | None = None) -> tuple[int, str]:
    return Program(command, text, {}, seconds).output()


def test_endless_output_is_cut_and_its_program_ended(shell: Made) -> None:
    ended, text = run(shell("while :; do echo yes; done"))
    assert ended == -signal.SIGKILL and len(text) == 100_000


def test_what_a_program_leaves_in_the_background_is_not_waited_for_nor_ended(shell: Made, tmp_path: Path) -> None:
    assert run(shell("sleep 1000 & echo $! > $pids; echo done")) == (0, "done\n")
    assert is_alive(int((tmp_path / "pids").read_text()))


def when_read(monkeypatch: pytest.MonkeyPatch, wanted: bytes, then: Callable[[], None]) -> None:
    """Have something done once this much of a program's output, or its end, was read."""
    read = os.read

    def noticed(handle: int, most: int) -> bytes:
        piece = read(handle, most)
        if piece == wanted:
            then()
        return piece

    monkeypatch.setattr(programs, "os", SimpleNamespace(**{**vars(os), "read": noticed}))


def test_a_program_that_takes_too_long_is_ended_with_all_it_started(
    shell: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hours = [0]
    when_read(monkeypatch, b"so far\n", lambda: hours.append(1))
    clock = SimpleNamespace(**{**vars(time), "monotonic": lambda: 3600.0 * hours[-1]})
    monkeypatch.setattr(programs, "time", clock)
    assert run(shell("sleep 1000 & echo $! > $pids; echo so far; wait"), seconds=60) == (-signal.SIGKILL, "so far\n")
    started = int((tmp_path / "pids").read_text())
    wait_for(lambda: not is_alive(started))


def test_a_program_that_closes_its_output_is_still_waited_for(
    shell: Made, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    when_read(monkeypatch, b"", (tmp_path / "go on").touch)
    assert run(shell("exec >&- 2>&-; " + waiting(tmp_path / "go on", "exit 3"))) == (3, "")


def test_a_program_that_reads_nothing_of_a_long_passage_is_no_problem(shell: Made) -> None:
    assert run(shell("echo deaf"), "word " * 200_000) == (0, "deaf\n")


def test_a_program_ended_before_it_began_never_begins(shell: Made, tmp_path: Path) -> None:
    late = Program(shell("echo $$ > $pids"), "", {}, None)
    late.end()
    assert late.output()[0] < 0 and not (tmp_path / "pids").exists()


@pytest.mark.parametrize("name", ["nowhere/at all", "a\0b", "x" * 300, "/", "a\x1b[31mb"])
def test_what_cannot_be_run_is_one_clean_line(name: str) -> None:
    with pytest.raises(GlossatorError) as caught:
        run([name])
    assert "\x1b" not in str(caught.value) and "\0" not in str(caught.value) and str(caught.value)


def spoken_in(pilot: Pilot[None]) -> object:
    screen = reader_screen(pilot)
    assert screen
    return screen.body.marks.spoken


async def test_a_voice_that_fails_stops_and_says_so(article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "bin", "espeak-ng", f'read -r line; echo "$line" >> {tmp_path}/spoken; echo "no sound card" >&2; exit 3')
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    app = GlossatorApp(str(article))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("A")
        await until(pilot, lambda: "espeak-ng ended with status 3: no sound card" in status(pilot))
        assert spoken_in(pilot) is None
        assert len((tmp_path / "spoken").read_text().splitlines()) == 1


@pytest.mark.parametrize("key", ["A", "K", "f5"])
async def test_leaving_ends_what_is_still_running(
    article: Path, folders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shell: Made, key: str
) -> None:
    pids = tmp_path / "pids"
    for name in ("espeak-ng", "dict"):
        program(tmp_path / "bin", name, f"echo $$ > {pids}.new; /bin/mv {pids}.new {pids}; exec /bin/sleep 1000")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    app = reader_with('f5 = "dict x"', article, folders)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("i", key)
        await until(pilot, pids.exists)
        await pilot.press("escape", "q")
        await until(pilot, lambda: not app.is_running)
    assert not is_alive(int(pids.read_text()))


async def test_a_silent_command_goes_on_alone_and_says_only_that_it_failed(article: Path, folders: Path, tmp_path: Path, shell: Made) -> None:
    goes_on = program(tmp_path / "bin", "goes-on", f"echo $$ >> {tmp_path}/pids; exec sleep 1000")
    fails = program(tmp_path / "bin", "fails", "echo never seen; exit 4")
    silent = f'f5 = {{ run = "{goes_on}", output = "none" }}\nf6 = {{ run = "{fails}", output = "none", name = "my way" }}'
    app = reader_with(silent, article, folders)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("i", "f5", "f5", "f6")
        await until(pilot, lambda: status(pilot) == "my way ended with status 4")
        await until(pilot, lambda: (tmp_path / "pids").exists() and len((tmp_path / "pids").read_text().split()) == 2)
        await pilot.press("escape", "q")
        await until(pilot, lambda: not app.is_running)
    assert all(is_alive(int(pid)) for pid in (tmp_path / "pids").read_text().split())


def test_a_passage_too_long_for_a_variable_is_cut_there_and_whole_on_standard_input(shell: Made) -> None:
    text = "naïve " * 50_000
    passage = Passage(text, text, "title", "section", "source")
    assert all(len(value.encode()) <= 100_000 for value in passage.variables.values())
    assert passage.variables["GLOSS_TEXT"].startswith("naïve naïve")
    done = Program(shell('wc -m; printf %s "$GLOSS_TEXT" | wc -c'), text, {**passage.variables, "LC_ALL": "C.UTF-8"}, None).output()
    assert done.status == 0 and [int(each) for each in done.text.split()] == [300_000, len(passage.variables["GLOSS_TEXT"].encode())]
    with pytest.raises(GlossatorError, match="too long for an argument"):
        with_text(["dict", "--", "{text}"], text)
    assert with_text(["wc", "-w"], text) == ["wc", "-w"]


async def test_what_is_too_long_to_look_up_is_told(article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(tmp_path / "bin", "dict", "echo found")
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    article.write_text("A very long word. " * 10_000)
    async with GlossatorApp(str(article)).run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("v", "G", "K")
        await until(pilot, lambda: status(pilot) == "dict: what is selected is too long for an argument")


@pytest.mark.parametrize("key", ["5", "g 5", "0"])
def test_a_count_is_no_key_of_a_command(folders: Path, key: str) -> None:
    (folders / "config.toml").write_text(f'[commands]\n"{key}" = "echo"\n" " = "echo"\n')
    settings = load_settings()
    assert any("a digit is a count" in problem for problem in settings.problems)
    assert any("the key of page.down" in problem for problem in settings.problems) and not settings.commands


def test_an_endless_command_is_refused_at_once(folders: Path) -> None:
    (folders / "config.toml").write_text(f'[commands]\nf5 = "echo {"a " * 50_000}"\n')
    settings = load_settings()
    assert not settings.commands and "is longer than 10,000 characters" in settings.problems[0]


async def test_of_a_very_long_output_the_beginning_is_shown(article: Path, folders: Path, shell: Made) -> None:
    app = reader_with(f'f5 = "{shell("seq 15000")[0]}"', article, folders)
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("i", "f5")
        await until(pilot, lambda: isinstance(app.screen, Footnote))
        lines = str(app.screen.query_one("#footnote Static").render()).split("\n")
        assert lines[0] == "1" and lines[-2:] == ["1000", "… 14,000 lines more"]


def test_commands_with_control_characters_are_refused(folders: Path) -> None:
    (folders / "config.toml").write_text('[commands]\nf5 = "echo \\u0000"\nf6 = {run = "echo", name = "a\\u001bb"}\nf7 = "echo ok"\n')
    settings = load_settings()
    assert len(settings.problems) == 2 and all("control characters" in str(each) for each in settings.problems)
    assert {name.partition(".")[0] for name in settings.commands} == {"f6", "f7"}
