"""The program in a real terminal, from opening to coming back."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import termios
import threading
from pathlib import Path

import pytest

from glossator.content import open_document
from glossator.content.exchange.as_markdown import as_markdown
from tests.e2e.terminal import Terminal, executable, gloss, launched

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def at_root(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)


def quotes(folders: Path) -> list[str]:
    pages = [json.loads(p.read_text("utf-8")) for p in (folders / "notes").glob("*.json")]
    return [i["target"]["selector"][0]["exact"] for page in pages for i in page["items"]]


def test_jump_search_highlight_quit_and_come_back(article: Path, folders: Path) -> None:
    terminal = Terminal(str(article))
    terminal.wait("Night trains are coming back")
    terminal.send("s")
    terminal.send("track")
    terminal.send("\r")
    terminal.wait("Competition over track access may cause delays")
    terminal.send("/")
    terminal.send("Zanzbar turmol")
    terminal.wait("1 found")
    terminal.send("\r")
    for key in "veee":
        terminal.send(key)
    terminal.send("\r")
    terminal.wait("highlighted")
    assert quotes(folders) == ["Zanzibar’s turmoil is"]
    terminal.send("q")
    assert terminal.end() == 0
    terminal = Terminal(str(article), is_coloured=True)
    terminal.wait(lambda text: "1 Zanzibar’s turmoil is" in text and text.count("Zanzibar’s turmoil is") == 2)
    row = next(y for y, line in enumerate(terminal.screen.display) if "Zanzibar’s turmoil is likely" in line)
    column = terminal.screen.display[row].index("Zanzibar")
    marked = terminal.screen.buffer[row][column].bg
    assert marked != terminal.screen.buffer[row][column - 1].bg
    terminal.send("q")
    assert terminal.end() == 0


def test_whole_sequences_of_keys_in_one_write(article: Path, folders: Path) -> None:
    """What follows ``/`` is the query, what follows Enter acts on its result, what follows ``m`` is the note."""
    terminal = Terminal(str(article))
    terminal.wait("Night trains are coming back")
    terminal.send("/Zanzbar turmol\rveeem[n] quickly, x q u: / a note\x1b")
    terminal.wait("note saved")
    terminal.send("]]/goods trans\rVm#another c y q\x1b")
    terminal.wait("Notes · 2")
    terminal.send("zzq")
    assert terminal.end() == 0
    (page,) = [json.loads(path.read_text()) for path in (folders / "notes").glob("*.json")]
    notes = {item["target"]["selector"][0]["exact"][:20]: item["body"][0]["value"] for item in page["items"]}
    assert notes == {"Zanzibar’s turmoil i": "[n] quickly, x q u: / a note", "Whoever wants to let": "#another c y q"}


def test_clicks_keep_their_place_among_the_keys(article: Path, folders: Path) -> None:
    """A note typed before a click is on what was there before it; a key behind a right click chooses from its menu."""
    terminal = Terminal(str(article), columns=120, rows=30)
    terminal.wait("─Notes")
    row = next(n for n, line in enumerate(terminal.screen.display) if "Operators" in line)
    column = terminal.screen.display[row].index("Operators")

    def press(kind: str, x: int, button: int = 0) -> str:
        return f"\x1b[<{button};{x + 1};{row + 1}{kind}"

    click = press("M", column + 2) + press("m", column + 2)
    terminal.send(f"mhello\x1b{click}ve\r")
    terminal.wait("Notes · 2")
    menu = press("M", column + 12, 2) + press("m", column + 12, 2)
    terminal.send(f"\x1b{menu}mabc\x1b")
    terminal.wait("Notes · 3")
    terminal.send("q")
    assert terminal.end() == 0
    (page,) = [json.loads(path.read_text()) for path in (folders / "notes").glob("*.json")]
    notes = {item["target"]["selector"][0]["exact"]: [body["value"] for body in item.get("body", [])] for item in page["items"]}
    assert notes == {"picture-0042.jpg": ["hello"], "erators": [], "buy": ["abc"]}


def test_a_document_from_a_pipe_answers_keys(folders: Path) -> None:
    terminal = Terminal("-", feed=b"# A\n\ntext of it\n\n## Second\n\nmore")
    terminal.wait("text of it")
    terminal.send("T")
    terminal.wait("sepia")
    terminal.send("q")
    assert terminal.end() == 0


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_the_place_survives_a_signal(tmp_path: Path, folders: Path, number: int) -> None:
    path = tmp_path / "long.md"
    path.write_text("\n\n".join(f"## Part {n}\n\n" + f"Sentence number {n} runs on. " * 40 for n in range(20)))
    terminal = Terminal(str(path), columns=100, rows=30)
    terminal.wait("Sentence number 0")
    terminal.send("5]")
    terminal.wait("Sentence number 5")
    os.kill(terminal.process, number)
    terminal.end()
    terminal = Terminal(str(path), columns=100, rows=30)
    terminal.wait(lambda text: "Sentence number 5" in text and "Sentence number 0" not in text)
    terminal.send("q")
    terminal.end()


def test_no_byte_of_an_escape_sequence_reaches_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "evil\x1b]0;owned\x07.md"
    path.write_text(
        "# Head \x1b[31mred\n\nbody \x9b5m \x1b]52;c;QUJD\x07 \u202ereversed &#x1b;[6n [@click=app.quit]x[/]"
    )
    terminal = Terminal(str(path))
    terminal.wait("[@click=app.quit]x[/]")
    terminal.send("q")
    terminal.end()
    for payload in (b"\x1b[31m", b"]52;c;QUJD", b"]0;owned", b"\x1b[6n", "\u202e".encode()):
        assert payload not in terminal.raw


def test_without_a_terminal_the_text_is_printed(article: Path) -> None:
    assert gloss(str(article)).stdout == as_markdown(open_document(article))
    ended = gloss()
    assert ended.returncode == 2
    assert ended.stderr == "gloss: there is no terminal to draw on; gloss SOURCE prints a document's text\n"
    assert gloss("/none").returncode == 2


def test_what_is_piped_in_is_read(article: Path) -> None:
    with article.open("rb") as given:
        ended = subprocess.run(
            [sys.executable, "-m", "glossator.tui.cli.main"], stdin=given, capture_output=True, text=True, check=False, timeout=60
        )
    assert (ended.returncode, ended.stdout) == (0, as_markdown(open_document(article)))
    shell = f"{sys.executable} -m glossator.tui.cli.main toc <(cat '{article}') <&-"
    named = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False, timeout=60)
    assert (named.returncode, named.stdout) == (0, gloss("toc", str(article)).stdout)


def test_a_reader_of_the_output_that_has_enough_is_no_error(tmp_path: Path) -> None:
    book = tmp_path / "book.md"
    book.write_text("# Title\n\n" + "A line of a long book that goes on.\n\n" * 30_000)
    for command in ("text", "toc --json", "find line --limit 0", ""):
        shell = f"{sys.executable} -m glossator.tui.cli.main {command} '{book}' | head -c 20 > /dev/null; echo ${{PIPESTATUS[0]}}"
        ended = subprocess.run(["bash", "-c", shell], capture_output=True, text=True, check=False, timeout=60)
        assert (ended.stdout, ended.stderr) == ("0\n", "")


def test_on_a_terminal_that_cannot_draw_the_text_is_printed(article: Path) -> None:
    terminal = Terminal(str(article), environment={"TERM": "dumb"})
    assert terminal.end() == 0
    assert terminal.raw.decode().replace("\r\n", "\n") == as_markdown(open_document(article))
    library = Terminal(environment={"TERM": "dumb"})
    assert library.end() == 2
    assert b"no terminal to draw on" in library.raw and library.raw.count(b"\n") == 1


def test_suspended_and_brought_back(article: Path) -> None:
    terminal = Terminal(str(article))
    terminal.wait("Night trains are coming back")
    terminal.send("\x1a")
    for _ in range(100):
        pid, status = os.waitpid(terminal.process, os.WNOHANG | os.WUNTRACED)
        if pid and os.WIFSTOPPED(status):
            break
        terminal.pump()
    else:
        raise AssertionError("never stopped")
    os.kill(terminal.process, signal.SIGCONT)
    terminal.send("T")
    terminal.wait("sepia")
    terminal.send("q")
    assert terminal.end() == 0


def test_two_windows_on_one_document(article: Path, folders: Path) -> None:
    one, two = Terminal(str(article)), Terminal(str(article))
    for terminal in (one, two):
        terminal.wait("v selects, Enter highlights")
    one.send("V")
    one.send("\r")
    one.wait("Notes · 1")
    two.wait("Notes · 1")
    for terminal in (one, two):
        terminal.send("q")
        assert terminal.end() == 0


def test_the_tour_leaves_nothing_behind(folders: Path, tmp_path: Path) -> None:
    terminal = Terminal("tour", environment={"TMPDIR": str(tmp_path)})
    terminal.wait("1. Turn the page")
    terminal.send(" ")
    terminal.wait("2. Go by sections")
    terminal.send("]V\r")
    terminal.wait("Notes · 1")
    terminal.send("q")
    assert terminal.end() == 0
    assert not list(tmp_path.glob("glossator-tour*")) and not list((folders / "notes").glob("*"))
    done = gloss("tour")
    assert (done.returncode, done.stdout) == (2, "") and "the tour needs a terminal" in done.stderr


def test_the_terminal_s_cursor_stands_at_the_caret(article: Path) -> None:
    terminal = Terminal(str(article), columns=100, rows=30)
    terminal.wait("Sections")

    def words_at_cursor() -> str:
        cursor = terminal.screen.cursor
        return terminal.screen.display[cursor.y][cursor.x :].split("  ")[0]

    terminal.send("i/Zanzibar\r")
    terminal.wait(lambda text: words_at_cursor().startswith("Zanzibar"))
    terminal.send("w")
    terminal.wait(lambda text: words_at_cursor().startswith("turmoil"))
    terminal.send("ve")
    terminal.wait(lambda text: words_at_cursor()[:1] == "l")
    terminal.send("Q")
    assert terminal.end() == 0


def editing(article: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, script: str) -> Terminal:
    """Begin a note, and go on with it in an editor that is a script for the shell; ``$1`` is the file."""
    monkeypatch.setenv("VISUAL", str(executable(folder / "editor", script)))
    terminal = Terminal(str(article))
    terminal.wait("Search")
    terminal.send("Vmbegun here")
    terminal.wait("begun here")
    terminal.send("\x05")
    return terminal


def saved_and_left(terminal: Terminal) -> None:
    """Save the note that is being written, and quit."""
    terminal.send("\x1b")
    terminal.wait("note saved")
    terminal.send("q")
    assert terminal.end() == 0


def test_a_note_is_written_in_the_reader_s_own_editor(article: Path, folders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    editor = 'echo "editing $(stty -a | grep -c -- "-icanon")"\nread key\nprintf "%s, $key #todo" "$(cat "$1")" > "$1"'
    terminal = editing(article, tmp_path, monkeypatch, editor)
    terminal.wait("editing 0")  # the terminal is as a program expects it
    terminal.send("ended there\r")
    terminal.wait("begun here, ended there #todo")
    saved_and_left(terminal)
    (notes,) = (folders / "notes").glob("*.json")
    (item,) = json.loads(notes.read_text())["items"]
    assert [body["value"] for body in item["body"]] == ["begun here, ended there", "todo"]
    assert not list(tmp_path.glob("glossator-*"))


@pytest.mark.parametrize(
    ("script", "seen"),
    [
        ('printf "saved and failed" > "$1"; exit 3', "saved and failed"),
        ('printf "saved and killed" > "$1"; kept "saved and killed"; kill -9 $$', "saved and killed"),
        ('printf "caf\\351 saved" > "$1"', "café saved"),
        ('printf "saved, then gone" > "$1"; kept "saved, then gone"; rm "$1"', "saved, then gone"),
        ('printf "\\001\\002\\003\\004\\005\\006\\016\\017\\020\\021 saved" > "$1"', "saved"),
        (': > "$1"; exit 1', "begun here"),
    ],
    ids=["failed", "killed", "latin-1", "gone", "no-text", "emptied"],
)
def test_what_the_editor_saved_is_there_however_it_ended(
    article: Path, folders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, seen: str
) -> None:
    kept = f'kept() {{ until grep -qs "$1" "{folders}"/state/drafts/*.json; do sleep 0.02; done; }}'
    terminal = editing(article, tmp_path, monkeypatch, f"{kept}\n{script}")
    terminal.wait(lambda text: terminal.raw.count(b"\x1b[?1049h") == 2 and "Save and close" in text and seen in text)
    saved_and_left(terminal)
    assert seen in gloss("notes", "list", str(article), "--json").stdout


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGKILL"])
def test_what_the_editor_saved_is_offered_when_this_program_ended_first(
    article: Path, folders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    terminal = editing(article, tmp_path, monkeypatch, 'printf "saved in vain" > "$1"\nexec sleep 1000')

    def is_kept(_: str) -> bool:
        return any("saved in vain" in path.read_text() for path in (folders / "state" / "drafts").glob("*.json"))

    terminal.wait(is_kept)
    os.kill(terminal.process, getattr(signal, name))
    assert terminal.end() in (128 + getattr(signal, name), -getattr(signal, name))
    if name == "SIGTERM":
        assert terminal.raw.count(b"\x1b[?1049h") == terminal.raw.count(b"\x1b[?1049l")
    again = Terminal(str(article))
    again.wait("Continue writing?")
    again.wait("saved in vain")
    again.send("y")
    again.wait("Save and close")
    saved_and_left(again)


def test_what_was_just_changed_is_saved_while_another_program_has_the_terminal(
    article: Path, folders: Path, tmp_path: Path
) -> None:
    program = executable(tmp_path / "program", "echo ready\nexec sleep 1000")
    (folders / "config.toml").write_text(f'[commands]\nf5 = {{ run = "{program}", output = "terminal" }}\n')
    terminal = Terminal(str(article))
    terminal.wait("Search")
    terminal.send("V\r\x1b[15~")  # in one go: what is highlighted is not on disk yet when the program starts
    terminal.wait(lambda _: b"ready" in terminal.raw)
    terminal.wait(lambda _: any(len(json.loads(p.read_text())["items"]) == 1 for p in (folders / "notes").glob("*.json")))
    os.kill(terminal.process, signal.SIGKILL)
    terminal.end()


@pytest.mark.parametrize("key", ["\x03", "\x1c"], ids=["ctrl+c", "ctrl+backslash"])
def test_what_interrupts_another_program_leaves_this_one_running(
    article: Path, folders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, key: str
) -> None:
    program = executable(tmp_path / "program", "echo ready\nexec sleep 1000")
    monkeypatch.setenv("VISUAL", str(program))
    (folders / "config.toml").write_text(f'[commands]\nf5 = {{ run = "{program}", output = "terminal" }}\nf6 = {{ run = "{tmp_path}/nowhere", output = "terminal" }}\n')
    terminal = Terminal(str(article))
    terminal.wait("Search")
    terminal.send("\x1b[15~")
    terminal.wait(lambda _: terminal.raw.count(b"ready") == 1)
    terminal.send(key)
    terminal.wait(lambda _: terminal.raw.count(b"\x1b[?1049h") == 2)  # the alternate screen again
    terminal.send("\x1b[17~")
    terminal.wait("no such file or directory")
    terminal.send("Vma thought")
    terminal.wait("a thought")
    terminal.send("\x05")
    terminal.wait(lambda _: terminal.raw.count(b"ready") == 2)
    terminal.send(key)
    terminal.wait("ended with status")
    terminal.wait("a thought")
    terminal.send("\x1b")
    terminal.wait("note saved")
    terminal.send("q")
    assert terminal.end() == 0


def test_a_shell_that_is_killed_leaves_the_terminal_to_the_reader(article: Path, folders: Path, tmp_path: Path) -> None:
    killed = tmp_path / "killed"
    killed.write_text("#!/bin/sh\nstty -echo raw </dev/tty\nexec bash -ic 'kill -9 $$'\n")
    killed.chmod(0o755)
    (folders / "config.toml").write_text(f'[commands]\nf5 = {{ run = "{killed}", output = "terminal" }}\n')
    terminal = Terminal(str(article))
    terminal.wait("Search")
    before = termios.tcgetattr(terminal.fd)
    terminal.send("\x1b[15~")
    terminal.wait(lambda _: terminal.raw.count(b"\x1b[?1049h") == 2)
    terminal.send("V\r")
    terminal.wait(lambda _: len(list((folders / "notes").glob("*.json"))) == 1)
    assert termios.tcgetattr(terminal.fd)[:4] == before[:4]
    terminal.send("q")
    assert terminal.end() == 0


@pytest.mark.skipif(shutil.which("less") is None, reason="needs less")
def test_a_pager_is_given_the_passage_and_the_keys(article: Path, folders: Path) -> None:
    (folders / "config.toml").write_text('[commands]\nf5 = { run = "less", output = "terminal" }\n')
    terminal = Terminal(str(article))
    terminal.wait("Search")
    terminal.send("V\x1b[15~")
    terminal.wait(lambda _: b"(END)" in terminal.raw)
    paged = terminal.raw.split(b"\x1b[?1049l")[1]
    assert b"picture-0042.jpg" in paged and b"Sections" not in paged
    terminal.send("q")
    terminal.wait(lambda _: b"selecting in" in terminal.raw.rsplit(b"\x1b[?1049l", 1)[1])
    terminal.send("\x1bq")
    assert terminal.end() == 0


def ended(process: int, seconds: float = 20) -> bool:
    """True once a process has ended; it is killed when it has not in time."""
    waiting = threading.Thread(target=os.waitpid, args=(process, 0), daemon=True)
    waiting.start()
    waiting.join(seconds)
    if not waiting.is_alive():
        return True
    os.kill(process, signal.SIGKILL)
    waiting.join()
    return False


@pytest.mark.parametrize("is_choked", [False, True], ids=["at rest", "in the middle of drawing"])
def test_a_reader_whose_terminal_is_gone_ends_and_keeps_the_place(tmp_path: Path, folders: Path, is_choked: bool) -> None:
    book = tmp_path / "book.md"
    book.write_text("# Title\n\n" + "A line of a long book that goes on and on until it ends.\n\n" * 3_000)
    terminal = Terminal(str(book))
    terminal.wait("Title")
    terminal.wait("Search")
    terminal.send("5 ")
    terminal.wait(lambda text: re.search(r"\b[2-9]%", text) is not None)
    if is_choked:  # nobody reads what it draws, so that it waits for the terminal
        os.write(terminal.fd, b" " * 200)
    os.close(terminal.fd)
    assert ended(terminal.process)
    (place,) = json.loads((folders / "state" / "library.json").read_text())["documents"]
    assert place["position"] > 100


@pytest.mark.parametrize("method", ["write", "_run_input_thread"], ids=["who draws hangs", "who reads keys hangs"])
def test_what_hangs_with_the_terminal_does_not_outlive_it(article: Path, folders: Path, tmp_path: Path, method: str) -> None:
    hanging, hangs = tmp_path / "hanging", tmp_path / "hangs"
    terminal = launched(
        article, tmp_path,
        "import os, threading\nfrom textual.drivers.linux_driver import LinuxDriver\n"
        f"usual = LinuxDriver.{method}\n"
        "def hang(self, *given):\n"
        f"    if {method != 'write'} or os.path.exists({str(hanging)!r}):\n"
        f"        open({str(hangs)!r}, 'w').close()\n        threading.Event().wait()\n"
        "    return usual(self, *given)\n"
        f"LinuxDriver.{method} = hang",
    )  # fmt: skip
    terminal.wait("Search")
    hanging.touch()
    if method == "write":
        terminal.send("j")
    while not hangs.exists():
        terminal.pump()
    os.kill(terminal.process, signal.SIGHUP)
    assert ended(terminal.process)
    os.close(terminal.fd)
    assert (folders / "state" / "library.json").exists()
