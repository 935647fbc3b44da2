"""Every command ends in one line and its documented exit status, whatever its surroundings are."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.bench.bounds import measure
from tests.data.heavy import HANGS

COMMANDS = [
    ["text", "{file}"], ["toc", "{file}"], ["toc", "--json", "{file}"], ["info", "{file}"], ["info", "--json", "{file}"], ["find", "trains", "{file}"], ["notes", "list"],
    ["notes", "list", "--json"], ["notes", "export", "--to", "json"], ["notes", "check"], ["--version"], ["--help"], ["notes", "--help"], ["tour", "--help"],
]  # fmt: skip


def gloss(*arguments: str, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "glossator.tui.cli.main", *arguments], stderr=subprocess.PIPE, timeout=60, check=False, **options  # type: ignore[call-overload, no-any-return]
    )  # fmt: skip


@pytest.fixture
def noted(article: Path) -> Path:
    assert gloss("notes", "add", str(article), "--quote", "goods trains", "--note", "é", stdout=subprocess.DEVNULL).returncode == 0
    return article


def ended_well(done: subprocess.CompletedProcess[bytes], *statuses: int) -> None:
    errors = done.stderr.decode()
    assert done.returncode in statuses, (done.returncode, errors)
    assert errors.count("\n") <= 1 and "Traceback" not in errors and "Exception ignored" not in errors, errors
    assert not errors or errors.startswith("gloss: "), errors


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs /dev/full")
@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_full_standard_output_is_one_line(noted: Path, command: list[str]) -> None:
    with open("/dev/full", "wb") as full:
        done = gloss(*(part.format(file=noted) for part in command), stdout=full)
    ended_well(done, 2)
    assert b"standard output: no space left on device" in done.stderr


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_a_closed_standard_output_or_input_or_one_of_ascii(noted: Path, command: list[str]) -> None:
    line = " ".join(f"'{part.format(file=noted)}'" for part in command)
    for around in (">&-", "<&-", "2>&-", ">&- 2>&- <&-", "| true"):
        done = subprocess.run(["sh", "-c", f"'{sys.executable}' -m glossator.tui.cli {line} {around}"], capture_output=True, timeout=60, check=False)
        ended_well(done, 0, 1, 2)
    done = gloss(*(part.format(file=noted) for part in command), stdout=subprocess.PIPE, env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    ended_well(done, 0)
    done.stdout.decode("ascii")


def test_no_standard_input_to_read_from() -> None:
    done = subprocess.run(["sh", "-c", f"'{sys.executable}' -m glossator.tui.cli text - <&-"], capture_output=True, timeout=60, check=False)
    ended_well(done, 2)


@pytest.mark.parametrize("command", [["notes", "list"], ["notes", "check"], ["notes", "add", "{file}", "--quote", "goods trains"]], ids=lambda c: c[1])
def test_a_notes_folder_that_is_too_long_missing_or_a_file(article: Path, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "file").write_text("x")
    for folder in ("x" * 5000, "/".join(["y" * 200] * 30), str(tmp_path / "file"), "/proc/none", "a\nb"):
        done = gloss(*(part.format(file=article) for part in command), "--notes-dir", str(tmp_path / folder), stdout=subprocess.PIPE)
        ended_well(done, 0, 1, 2)
    assert gloss("notes", "check", "--notes-dir", str(tmp_path / "none"), stdout=subprocess.PIPE).returncode == 2


@pytest.mark.parametrize("text", ["x = " + "[" * 2000 + "]" * 2000, "[" * 2000, "\x00", "a = 1\na = 2", "width = " + "9" * 5000], ids=range(5))
def test_settings_that_cannot_be_read_are_told_and_do_not_end_it(article: Path, folders: Path, text: str) -> None:
    from glossator.tui.settings import load_settings

    (folders / "config.toml").write_text(text)
    (folders / "state").mkdir(exist_ok=True)
    (folders / "state" / "screen.json").write_text('{"theme": ' + "[" * 2000 + "]" * 2000 + "}")
    assert load_settings().problems


@pytest.mark.parametrize(
    "html",
    ['<base href="http://[bad"><p>Some words to read.</p><a href="x">l</a>', "<p>Some words.</p>" + "<body>" * 300, "<html>" * 500 + "words", "<p>words" + "<frameset>" * 50],
    ids=["base", "bodies", "htmls", "framesets"],
)  # fmt: skip
def test_pages_that_upset_a_parser(tmp_path: Path, html: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(html)
    for extra in ([], ["--whole-page"]):
        ended_well(gloss("text", str(path), *extra, stdout=subprocess.DEVNULL), 0, 2)


def test_a_home_of_nobody_and_settings_that_are_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from glossator.tui.settings import load_settings

    for command in (["text", "~nosuch/x"], ["notes", "list", "--notes-dir", "~nosuch/x"], ["notes", "merge", "~nosuch/x"]):
        done = gloss(*command, stdout=subprocess.PIPE)
        ended_well(done, 1, 2)
        assert b"unforeseen" not in done.stderr
    os.mkfifo(tmp_path / "fifo")
    for path in (str(tmp_path / "fifo"), "/dev/zero"):
        monkeypatch.setenv("GLOSS_CONFIG", path)
        assert load_settings().problems


@pytest.mark.parametrize("url", ["http://a\udcff.org/x", "http://xn--a.org/", "http://..a/", f"http://{'a' * 300}.org/"])
def test_a_name_that_no_server_can_have_is_said_in_plain_words(url: str) -> None:
    done = gloss("text", url, stdout=subprocess.DEVNULL)
    ended_well(done, 2)
    assert b"not a URL that can be fetched" in done.stderr


# -- bounds


@pytest.mark.parametrize("name", HANGS)
def test_up_to_a_megabyte_opens_or_is_refused_in_bounds(tmp_path: Path, name: str) -> None:
    """What it may take of memory, and one line; how long each takes is measured by ``tests.bench.bounds``."""
    status, errors, _, peak = measure(tmp_path, *HANGS[name]())
    assert status in (0, 2) and len(errors) <= 1, errors
    assert peak < 300, peak


_INTERRUPTED = """
import os, signal, sys
class Finder:
    def find_spec(self, name, *rest):
        if name == sys.argv[1]:
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Finder())
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a shell's job in the background ignores
from glossator.tui.cli.main import main
raise SystemExit(main(["--version"]))
"""


@pytest.mark.parametrize("name", ["glossator.tui.cli.dispatch", "glossator.content.errors", "glossator.tui.output", "glossator.tui.cli.parser", "argparse"])
def test_ctrl_c_ends_a_start_in_silence(name: str) -> None:
    done = subprocess.run([sys.executable, "-c", _INTERRUPTED, name], capture_output=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (130, b"", b"")
