"""Every hostile file ends within five seconds and 500 MB: refused in one line, or opened with nothing of it left."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.data.hostile import HARMFUL, make

_SECONDS = 5.0
_MEGABYTES = 500


@pytest.fixture(scope="session")
def battery(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return make(tmp_path_factory.mktemp("hostile"))


def run(*arguments: str) -> tuple[int, str, str]:
    """A command's status, output and errors."""
    done = subprocess.run([sys.executable, "-m", "glossator.tui.cli.main", *arguments], capture_output=True, timeout=60, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def run_measured(path: Path) -> tuple[int, str, str, float, int]:
    """``gloss text``: status, output, errors, processor seconds, and the most memory it held, in MB."""
    program = (
        "import resource, subprocess, sys\n"
        "done = subprocess.run([sys.executable, '-m', 'glossator.tui.cli.main', 'text', sys.argv[1]])\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "print(used.ru_utime + used.ru_stime, file=sys.stderr)\n"
        "print(used.ru_maxrss // 1024, file=sys.stderr)\n"
        "sys.exit(done.returncode)"
    )
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, timeout=60, check=False)
    *errors, seconds, peak = done.stderr.decode().splitlines()
    return done.returncode, done.stdout.decode(), "\n".join(errors), float(seconds), int(peak)


def test_each_ends_in_a_line_or_opens_clean(battery: list[Path]) -> None:
    opened = []
    for path in battery:
        status, out, errors, seconds, megabytes = run_measured(path)
        assert seconds < _SECONDS, f"{path.name} took {seconds:.1f} s"
        assert megabytes < _MEGABYTES, f"{path.name} took {megabytes} MB"
        assert status in (0, 2), f"{path.name}: {status} {errors}"
        assert not HARMFUL & {*out, *errors} - {"\n"}, path.name
        assert "root:" not in out, path.name
        if status == 2:
            assert re.fullmatch(r"gloss: .+", errors), f"{path.name}: {errors!r}"
        else:
            assert re.fullmatch(r"(?:gloss: (?:a chapter|\d+ chapters) could not be read: .+)?", errors), f"{path.name}: {errors!r}"
            opened.append(path.name)
    assert {"fields.txt", "fields.md", "fields.html", "fields.epub", "fields.docx", "fields.odt", "fields.pdf"} <= {
        *opened
    }
    assert {"remote.html", "href.epub", "laughs.epub"} <= {*opened}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("bomb.txt.gz", "unpacks to more than"), ("bomb.zip", "unpacks to too much"), ("bomb.epub", "unpacks to too much"),
        ("nested.zip", "packed more than 3 times over"), ("link.zip", "symbolic link"),
        ("outside.zip", "a name that leads outside"), ("several.zip", "an archive of 2 files"),
        ("drm.epub", "encrypted book"), ("cut.epub", "damaged archive"), ("laughs.docx", "document type"),
    ],
)  # fmt: skip
def test_a_refusal_says_why(battery: list[Path], name: str, why: str) -> None:
    path = next(p for p in battery if p.name == name)
    status, _, errors = run("text", str(path))
    assert status == 2
    assert why in errors
    assert path.name in errors


def test_what_stands_in_every_field_is_clean_everywhere(battery: list[Path]) -> None:
    for path in battery:
        if path.name.startswith("fields"):
            for command in (["toc", str(path)], ["toc", "--json", str(path)], ["find", "text", str(path)]):
                _, out, errors = run(*command)
                assert not HARMFUL & {*out, *errors} - {"\n"}, (path.name, command)


def test_a_hostile_name_is_shown_clean(tmp_path: Path) -> None:
    path = tmp_path / "\x1b[31mRED\u202e.epub"
    path.write_bytes(b"PK\x03\x04 not one")
    _, _, errors = run("text", str(path))
    assert errors.count("\n") == 1
    assert not HARMFUL & {*errors} - {"\n"}


def test_json_says_a_hostile_name_in_escapes(tmp_path: Path) -> None:
    path = tmp_path / "\x1b[31mRED\u202e\u200b\U000e0041.md"
    path.write_text("# One\n\nThe text of it.\n")
    _, out, _ = run("find", "text", str(path), "--json")
    assert not HARMFUL & {*out} - {"\n"}
    assert json.loads(out)["results"][0]["source"] == str(path)
