"""What the README says of keys, commands, settings, JSON and Python is so."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from glossator.content import Notebook, describe, open_document
from glossator.content.sources.source import Source
from glossator.tui.cli.commands import COMMANDS, NOTES
from glossator.tui.cli.main import main
from glossator.tui.keys import table
from glossator.tui.settings import load_settings

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")


def test_readme_holds_the_table_of_keys() -> None:
    assert table() in README


def test_its_python_runs(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(article.rename(article.with_name("article.md")).parent)
    code = README.partition("## From Python\n\n```python\n")[2].partition("```")[0]
    names: dict[str, Any] = {}
    exec(code, names)
    text = names["document"].text
    assert text[slice(*names["locate"](text, names["selectors"])[:2])] == text[120:180]
    best = names["SearchIndex"](names["document"]).search("Zanzbar turmol", limit=20)[0]
    assert text[best.start : best.end] == "Zanzibar’s turmoil"


CONSOLE = [line[2:] for block in re.findall(r"```console\n(.*?)```", README, re.S) for line in block.splitlines()]


@pytest.fixture
def desk(tmp_path: Path, article: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in which the README's examples can be typed, with what they name."""
    (tmp_path / "bin").mkdir()
    program = tmp_path / "bin" / "gloss"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m glossator.tui "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{program.parent}:{os.environ['PATH']}")
    text = "# Report\n\nAbout a strategic partnership of two railways.\n\n## More\n\nAnd more about it.\n"
    for name in ("report.md", "article.md"):
        (tmp_path / name).write_text(text)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_line_of_its_consoles_works(desk: Path) -> None:
    if not shutil.which("git"):
        pytest.skip("git is not installed")
    assert len(CONSOLE) > 15
    for line in CONSOLE:
        done = subprocess.run(["bash", "-c", f"set -o pipefail; {line}"], capture_output=True, text=True, check=False, timeout=60)
        assert (done.returncode, done.stderr) == (0, ""), line


def test_its_settings_are_right(folders: Path) -> None:
    (block,) = re.findall(r"```toml\n(.*?)```", README, re.S)
    (folders / "config.toml").write_text(block)
    settings = load_settings()
    assert settings.problems == [] and settings.width == 80
    assert settings.keys == {"section.next": "],f5", "quit": "q,ctrl+x", "pane.zen": ""}


def test_its_format_reads() -> None:
    (code,) = re.findall(r"```python\n(# content/formats/lyrics.py.*?)```", README, re.S)
    names: dict[str, Any] = {}
    exec(code, names)
    document = names["read"](Source("song.lrc", b"[00:01.00] The first line\n[00:05.00] The second\n"))
    assert (document.text, document.format) == ("The first line\nThe second", "lrc")


def test_it_names_every_command_variable_and_folder() -> None:
    for command in [*COMMANDS, *NOTES]:
        assert not command.help or f"`{command.name}" in README or f" {command.name} " in README or f" {command.name}`" in README, command.name
    for variable in ("GLOSS_NOTES_DIR", "GLOSS_STATE_DIR", "GLOSS_CACHE_DIR", "GLOSS_CONFIG"):
        assert variable in README


def test_the_shapes_of_json_are_as_it_says(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["toc", "report.md", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0] == {"level": 1, "title": "Report", "start": 0, "end": 77}
    assert main(["find", "railways", "report.md", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found.keys() >= {"query", "results"} and found["results"][0].keys() == {"source", "start", "end", "score", "text", "section"}
    assert main(["notes", "add", "report.md", "--quote", "railways"]) == 0
    key = capsys.readouterr().out.strip()
    assert main(["notes", "list", "--json"]) == 0
    (item,) = json.loads(capsys.readouterr().out)
    assert item["id"] == key and item["document"]["title"] == "Report" and item["type"] == "Annotation"
    assert main(["notes", "rm", key]) == 0 == main(["notes", "deleted", "--json"])
    assert json.loads(capsys.readouterr().out)[0].keys() >= {"id", "deleted", "document"}
    assert main(["notes", "check", "--json"]) == 0
    checked = json.loads(capsys.readouterr().out)
    assert checked.keys() == {"version", "notebooks"} and checked["notebooks"][0].keys() == {"file", "problems", "looked_at"}
    assert main(["config", "--json"]) == 0
    assert json.loads(capsys.readouterr().out).keys() == {"version", "file", "settings", "folders", "problems"}


def test_a_notebook_is_as_its_page_says(desk: Path) -> None:
    page = (Path(__file__).parents[2] / "content" / "notes" / "FORMAT.md").read_text("utf-8")
    described = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", page, re.S)]
    document = open_document("report.md")
    notebook = Notebook.open(document)
    made = notebook.add(describe(document.text, 10, 20), note="a note", tags=("t",))
    notebook.edit(made.id, note="another")
    stored = json.loads(notebook.path.read_text())
    assert stored.keys() == described[0].keys() and stored["glossator"].keys() <= described[0]["glossator"].keys()
    assert stored["glossator"]["document"].keys() <= described[0]["glossator"]["document"].keys()
    (item,) = stored["items"]
    assert item.keys() == described[1].keys() and item["target"].keys() == described[1]["target"].keys()
    assert [s.keys() for s in item["target"]["selector"]] == [s.keys() for s in described[1]["target"]["selector"]]
