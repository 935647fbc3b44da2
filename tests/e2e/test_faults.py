"""Every call of a save to the operating system fails in every way, or is the last one: nothing acknowledged is lost.

A bounded part runs in the suite; GLOSS_FAULT_RUNS=1000 (or more) runs as many.
"""

import errno
import importlib.util
import json
import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from glossator.content import open_document
from glossator.content.document import Document
from glossator.content.errors import NotebookError
from glossator.content.folders import state_folder
from glossator.content.notes.drafts import drafts_of
from glossator.content.notes.notebook import Notebook
from glossator.content.notes.selectors import describe
from tests.e2e.terminal import Terminal, launched
from tests.tui.settled import wait_for

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")
RUNS = int(os.environ.get("GLOSS_FAULT_RUNS", "150"))
ERRORS = (errno.EIO, errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EROFS, errno.EINTR)
CALLS = ("open", "write", "fsync", "replace", "chmod", "mkdir", "unlink", "stat", "close")


class Faults:
    """Counts the calls of a save, and lets one of them, or all from one on, fail or be the last."""

    def __init__(self, at: int, fault: str, error: int = 0) -> None:
        self.count = 0
        self._at, self._fault, self._error = at, fault, error

    def install(self) -> None:
        import fcntl

        for name in CALLS:
            setattr(os, name, self._wrapped(getattr(os, name)))
        fcntl.flock = self._wrapped(fcntl.flock)  # type: ignore[assignment]

    def _wrapped(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def faulty(*arguments: Any, **options: Any) -> Any:
            self.count += 1
            mine = self.count == self._at or (self._fault == "for ever" and self.count > self._at)
            if mine and self._fault == "killed before":
                os._exit(9)
            if mine and self._fault in ("once", "for ever") and call.__name__ != "close":
                raise OSError(self._error, os.strerror(self._error))
            out = call(*arguments, **options)
            if mine and self._fault == "killed after":
                os._exit(9)
            return out

        faulty.__name__ = call.__name__
        return faulty


def save_in_a_child(document: Document, faults: Faults, holding: bool) -> tuple[bytes, int]:
    """Add a note, in another process; what it acknowledged, and its exit status."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read)
        real_write = os.write
        try:
            notebook = Notebook.open(document)
            notebook.queues_changes = holding
            faults.install()
            made = notebook.add(describe(document.text, 100, 110), note="new")
            if not holding or notebook.flush():
                real_write(write, b"saved " + made.id.encode())
            else:
                real_write(write, b"held " + str(len(notebook.unsaved)).encode())
        except NotebookError as error:
            real_write(write, b"refused " + str(error).encode())
        except BaseException as error:
            real_write(write, b"BROKEN " + repr(error).encode())
        os._exit(faults.count if faults._at == 0 else 0)
    os.close(write)
    output = b""
    while piece := os.read(read, 65536):
        output += piece
    os.close(read)
    return output, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def test_every_call_of_a_save_fails_in_every_way(article: Path, folders: Path) -> None:
    document = open_document(article)
    first = Notebook.open(document)
    kept = {first.add(describe(document.text, 50 + 9 * n, 58 + 9 * n), note=f"kept {n}").id for n in range(3)}
    _, calls = save_in_a_child(document, Faults(0, ""), False)
    assert 10 < calls < 200
    cases = [(at, fault, error) for at in range(1, calls + 1) for fault in ("once", "for ever") for error in ERRORS]
    cases += [(at, fault, 0) for at in range(1, calls + 1) for fault in ("killed before", "killed after")]
    random.Random(5).shuffle(cases)
    acknowledged = set(kept)
    seen = {"saved": 0, "refused": 0, "held": 0, "": 0}
    for number, (at, fault, error) in enumerate(cases[:RUNS]):
        output, _ = save_in_a_child(document, Faults(at, fault, error), holding=number % 2 == 1)
        word, _, rest = output.decode().partition(" ")
        assert word in seen, (at, fault, error, output)
        seen[word] += 1
        if word == "saved":
            acknowledged.add(rest)
        elif word == "held":
            assert rest == "1"
        (path,) = [p for p in (folders / "notes").glob("*.json")]
        stored = {item["id"] for item in json.loads(path.read_text())["items"]}
        assert acknowledged <= stored, (at, fault, error, word)
    assert seen["refused"] and seen["held"] and seen["saved"] and seen[""]


SPOIL = ("cut", "replaced", "removed", "rewritten slowly", "renamed over")


def spoil(path: Path, how: str, rng: random.Random) -> None:
    """What other programs do to a notebook."""
    try:
        text = path.read_text()
    except OSError:
        return
    if how == "cut":
        path.write_text(text[: rng.randrange(len(text) + 1)])
    elif how == "replaced":
        path.write_text("{}")
    elif how == "removed":
        path.unlink(missing_ok=True)
    elif how == "renamed over":
        other = path.with_name("other.tmp")
        other.write_text(text[: len(text) // 3])
        os.replace(other, path)
    else:
        with path.open("w") as file:
            for at in range(0, len(text), max(1, len(text) // 5)):
                file.write(text[at : at + max(1, len(text) // 5)])
                file.flush()
                os.fsync(file.fileno())


def test_a_notebook_spoilt_while_two_are_open_loses_nothing(article: Path, folders: Path) -> None:
    document = open_document(article)
    rng = random.Random(9)
    one, two = Notebook.open(document), Notebook.open(document)
    acknowledged: set[str] = set()
    for book in (one, two):
        book.queues_changes = True
    for number in range(RUNS):
        book = rng.choice((one, two))
        made = book.add(describe(document.text, 50 + number % 400, 60 + number % 400), note=f"note {number}")
        if number % 3 == 0:
            thread = threading.Thread(target=spoil, args=(one.path, rng.choice(SPOIL), random.Random(number)))
            thread.start()
            book.flush()
            thread.join()
        for _ in range(4):  # as the reader does each second
            for each in (one, two):
                each.flush()
                each.refresh()
        assert not one.unsaved and not two.unsaved
        acknowledged.add(made.id)
        for each in (one, two):
            assert acknowledged <= {item.id for item in each.items}, number
        assert acknowledged <= {item["id"] for item in json.loads(one.path.read_text())["items"]}, number
    assert len(acknowledged) == RUNS


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGKILL], ids=lambda n: n.name)
def test_what_was_typed_a_second_ago_survives_the_end(article: Path, number: signal.Signals) -> None:
    terminal = Terminal(str(article))
    terminal.wait("Sections")
    terminal.wait("Notes")
    terminal.send("Vm")
    terminal.wait("Save and close")
    terminal.send("a note in the making")
    terminal.wait("a note in the making")
    wait_for(lambda: number != signal.SIGKILL or any(state_folder().glob("drafts/*.json")))
    if number == signal.SIGKILL:
        wait_for(lambda: "in the making" in next(state_folder().glob("drafts/*.json")).read_text())
    os.kill(terminal.process, number)
    status = terminal.end()
    assert number == signal.SIGKILL or status == 128 + number
    document = open_document(article)
    (draft,) = drafts_of(document)
    assert draft.text == "a note in the making"
    again = Terminal(str(article))
    again.wait("Unfinished note")
    again.send("y")
    again.wait("a note in the making")
    again.send("!")
    again.send("\x1b")
    again.wait("note saved")
    again.send("q")
    assert again.end() == 0
    assert [item.note for item in Notebook.open(document).items] == ["a note in the making!"]
    assert drafts_of(document) == []


def test_ctrl_q_asks_before_it_throws_away_and_takes_the_highlight_with_it(article: Path) -> None:
    terminal = Terminal(str(article))
    terminal.wait("Sections")
    terminal.wait("Notes")
    terminal.send("Vm")
    terminal.wait("Save and close")
    terminal.send("not wanted")
    terminal.send("\x11")
    terminal.wait("Discard what you wrote?")
    terminal.send("n")
    terminal.wait("not wanted")
    terminal.send("\x11")
    terminal.wait("Discard what you wrote?")
    terminal.send("y")
    terminal.wait("restores the highlight")
    terminal.send("q")
    assert terminal.end() == 0
    assert Notebook.open(open_document(article)).items == []
    assert drafts_of(open_document(article)) == []


def test_when_nothing_can_be_written_the_notes_are_printed(article: Path, folders: Path, tmp_path: Path) -> None:
    (folders / "notes").write_text("a file, no folder")
    terminal = launched(
        article, tmp_path,
        "import tempfile\ndef refuse(*a, **k): raise OSError(28, 'No space left on device')\n"
        "tempfile.mkdtemp = refuse\n"
        "import glossator.content.notes.unsaved as unsaved\nunsaved.write_durably = refuse",
    )  # fmt: skip
    terminal.wait("Sections")
    terminal.send("v")
    terminal.send("E")
    terminal.send("\r")
    terminal.wait("not saved yet")
    terminal.send("q")
    terminal.end()
    printed = terminal.raw.decode("utf-8", "replace")
    start = printed.index('{\r\n  "@context"')
    page = json.loads(printed[start : printed.rindex("}") + 1])
    assert page["items"][0]["target"]["selector"][0]["exact"] == "picture-0042.jpg"


def has_loaded(process: int, library: str) -> bool:
    """True once a process has a library in its memory: how far it is, before it writes anything."""
    try:
        return library in Path(f"/proc/{process}/maps").read_text()
    except OSError:
        return False


@pytest.mark.parametrize("moment", ["python", "_json", "_asyncio", "\x1b[?1049h", "\x1b[?25l", "train", "Sections"])
def test_sigterm_at_the_start_leaves_the_terminal_as_it_was(article: Path, moment: str) -> None:
    terminal = Terminal(str(article))
    if moment in ("python", "_json", "_asyncio"):
        spec = importlib.util.find_spec(moment) if moment.startswith("_") else None
        if not Path("/proc/self/maps").exists() or (spec and spec.origin == "built-in"):
            pytest.skip("this system does not tell how far a process has come")
        wait_for(lambda: has_loaded(terminal.process, moment), 30)
    else:
        terminal.wait(lambda text: moment in text or moment.encode() in terminal.raw)
    os.kill(terminal.process, signal.SIGTERM)
    terminal.end()
    raw = terminal.raw
    assert raw.count(b"\x1b[?1049h") == raw.count(b"\x1b[?1049l")
    assert raw.count(b"\x1b[?25l") <= raw.count(b"\x1b[?25h")


def test_a_terminal_that_goes_away_without_a_signal_ends_the_program(article: Path, folders: Path, tmp_path: Path) -> None:
    terminal = launched(
        article, tmp_path,
        "import signal\nreal = signal.signal\n"
        "signal.signal = lambda number, handler: real(number, signal.SIG_IGN if number == signal.SIGHUP else handler)\n"
        "real(signal.SIGHUP, signal.SIG_IGN)",
    )  # fmt: skip
    terminal.wait("Sections")
    terminal.send("/words")  # a field whose cursor blinks: there is always something to draw
    terminal.wait("words")
    os.close(terminal.fd)
    ended: list[int] = []

    def has_ended() -> bool:
        process, status = os.waitpid(terminal.process, os.WNOHANG)
        ended.append(status)
        return process != 0

    wait_for(has_ended, 30)
    assert os.waitstatus_to_exitcode(ended[-1]) == 129
    assert (folders / "state" / "library.json").exists()


def test_what_nobody_foresaw_is_one_line_and_a_log(article: Path, folders: Path, tmp_path: Path) -> None:
    terminal = launched(
        article, tmp_path,
        "from glossator.tui.screens.reader import ReaderScreen\n"
        "def boom(self): raise RuntimeError('boom \\x1b[31m')\nReaderScreen.action_theme = boom",
    )  # fmt: skip
    terminal.wait("Sections")
    terminal.send("T")
    assert terminal.end() == 2
    last = terminal.raw.rpartition(b"\x1b[?1049l")[2]
    assert b"gloss: something unforeseen: RuntimeError: boom" in last and b"Traceback" not in last
    (log,) = (folders / "state").glob("crash-*.log")
    assert "in boom" in log.read_text()
    assert (folders / "state" / "library.json").exists()


def test_what_was_typed_just_now_outlives_what_nobody_foresaw(article: Path, folders: Path, tmp_path: Path) -> None:
    terminal = launched(
        article, tmp_path,
        "from glossator.tui.screens.modals.note_editor import NoteEditor\n"
        "def boom(self): raise RuntimeError('boom')\nNoteEditor._keep_draft = boom",
    )  # fmt: skip
    terminal.wait("Sections")
    terminal.send("vem")
    terminal.wait("Save and close")
    terminal.send("typed just now")
    assert terminal.end() == 2
    (draft,) = (folders / "state" / "drafts").glob("*.json")
    kept = json.loads(draft.read_text())["text"]  # as much as had come when it ended
    assert kept and "typed just now".startswith(kept)


def test_endless_interruption_is_given_up(article: Path) -> None:
    program = (
        "import os, sys, glossator.content.storage as storage\n"
        "storage._ENDLESS = 0.5\n"
        "import select\n"
        "def write(handle, data):\n"
        "    while True: select.select([], [], [], 0.05)\n"  # as a call that is interrupted for ever
        "storage.os.write = write\n"
        "from glossator.tui.cli.main import main\n"
        "sys.exit(main(sys.argv[1:]))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "notes", "add", str(article), "--quote", "goods trains"],
        capture_output=True, text=True, timeout=30, check=False,
    )  # fmt: skip
    assert done.returncode == 2 and "interrupted again and again" in done.stderr and done.stderr.count("\n") == 1


def test_a_program_that_hangs_when_it_is_ended_leaves_the_terminal_as_it_was(article: Path, tmp_path: Path) -> None:
    hangs = tmp_path / "hangs"
    terminal = launched(
        article, tmp_path,
        "import threading\nfrom pathlib import Path\nfrom glossator.tui import ending\n"
        "from glossator.tui.screens.reader import ReaderScreen\nending._PATIENCE = 0.5\n"
        f"def hang(self): Path({str(hangs)!r}).touch(), threading.Event().wait()\nReaderScreen.action_theme = hang",
    )  # fmt: skip
    terminal.wait("Sections")
    terminal.send("T")
    terminal.wait(lambda _: hangs.exists())
    os.kill(terminal.process, signal.SIGTERM)
    assert terminal.end() == 128 + signal.SIGTERM
    last = terminal.raw[-200:]
    assert b"\x1b[?1049l" in last and b"\x1b[?25h" in last and b"\x1b[?1003l" in last
