"""Completions in real shells, and the manual page as ``man`` shows it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.e2e.terminal import Terminal
from tests.shell import FOLDER, made

CASES = [
    ("gloss ", {"toc", "text", "find", "notes", "config", "report.pdf"}), ("gloss rep", {"report.pdf"}),
    ("gloss toc rep", {"report.pdf"}), ("gloss notes ex", {"export"}), ("gloss notes export --to ", {"markdown", "json", "csv"}),
    ("gloss notes add --color b", {"blue"}), ("gloss --wid", {"--width"}), ("gloss --notes-dir ", {"folder"}),
]  # fmt: skip
_BASH = """
source "$1"; cd "$2"
read -ra COMP_WORDS <<< "$3"; [[ "$3" == *" " ]] && COMP_WORDS+=("")
COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE="$3"; COMP_POINT=${#3}
_shtab_gloss gloss "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD-1]}"
printf '%s\\n' "${COMPREPLY[@]}"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "report.pdf").touch()
    (tmp_path / "folder").mkdir()
    return tmp_path


def needs(program: str) -> None:
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed")


@pytest.mark.parametrize("name", list(made()))
def test_the_files_are_as_the_parsers_make_them(name: str) -> None:
    assert (FOLDER / name).read_text("utf-8") == made()[name], "python -m tests.shell makes them anew"


@pytest.mark.parametrize(("typed", "wanted"), CASES)
def test_bash(folder: Path, typed: str, wanted: set[str]) -> None:
    needs("bash")
    done = subprocess.run(
        ["bash", "-c", _BASH, "bash", str(FOLDER / "gloss.bash"), str(folder), typed], capture_output=True, text=True, check=False
    )
    assert done.stderr == "" and wanted <= set(done.stdout.split())


@pytest.mark.parametrize(("typed", "wanted"), CASES)
def test_fish(folder: Path, typed: str, wanted: set[str]) -> None:
    needs("fish")
    program = f"source '{FOLDER / 'gloss.fish'}'; cd '{folder}'; complete -C '{typed}'"
    home = {**os.environ, "HOME": str(folder / "home"), "XDG_CONFIG_HOME": str(folder / "home")}
    done = subprocess.run(["fish", "--no-config", "-c", program], capture_output=True, text=True, check=False, env=home)
    assert done.stderr == "" and wanted <= {line.split("\t")[0].rstrip("/") for line in done.stdout.splitlines()}


@pytest.mark.parametrize(("typed", "wanted"), CASES)
def test_zsh(folder: Path, typed: str, wanted: set[str]) -> None:
    needs("zsh")
    (folder / ".zshrc").write_text(f"fpath=({FOLDER} $fpath)\nautoload -Uz compinit; compinit -u -D\nPS1='ready> '\n")
    shell = Terminal(command=["zsh", "-i"], environment={"ZDOTDIR": str(folder), "PS1": "ready> "}, folder=folder)
    shell.wait("ready> ")
    shell.send(typed + "\t\t")
    shell.wait(lambda text: all(each in text.replace("\n", "") for each in wanted))
    shell.send("\x15exit\r")
    shell.end()


def test_the_manual_page_has_no_warnings() -> None:
    needs("man")
    done = subprocess.run(
        ["man", "--warnings", "-E", "UTF-8", "-l", str(FOLDER / "gloss.1")], capture_output=True, text=True, check=False,
        env={**os.environ, "MANWIDTH": "80", "MANPAGER": "cat"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "gloss notes export" in done.stdout and "GLOSS_NOTES_DIR" in done.stdout
