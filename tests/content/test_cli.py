"""The command line: output, exit status, errors of one line."""

import json
from pathlib import Path

import pytest

from glossator.tui.cli.main import main


def test_toc(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["toc", str(article)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3 and lines[1].startswith("  A policy")
    assert main(["toc", "--json", str(article)]) == 0
    assert set(json.loads(capsys.readouterr().out)[0]) == {"level", "title", "start", "end"}


def test_find(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["find", "Zanzbar turmol", str(article), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["query"] == "Zanzbar turmol"
    assert set(found["results"][0]) == {"source", "start", "end", "score", "text", "section"}
    assert main(["find", "qqqq", str(article)]) == 1


def test_notes_life(article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["notes", "list"]) == 1
    assert main(["notes", "add", str(article), "--quote", "goods trains", "--note", "n", "--tag", "t"]) == 0
    made = capsys.readouterr().out.strip()
    assert main(["notes", "edit", made, "--color", "blue", "--note", "more"]) == 0
    assert main(["notes", "list", str(article), "--json"]) == 0
    (item,) = json.loads(capsys.readouterr().out)
    assert (item["id"], item["target"]["styleClass"], item["body"][0]["value"]) == (made, "blue", "more")
    assert item["document"]["title"].startswith("The slow return")
    assert main(["notes", "rm", made]) == 0
    assert main(["notes", "list"]) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["toc", "/none"], ["text", "/dev/null"], ["notes", "rm", "x"], ["notes", "add", "{article}", "--quote", "nowhere"],
        ["find", "a"], ["--nonsense"], ["toc", "a\x1b[2J"],
    ],
)  # fmt: skip
def test_errors_are_one_line(arguments: list[str], article: Path, capsys: pytest.CaptureFixture[str]) -> None:
    try:
        status = main([a.format(article=article) if "{" in a else a for a in arguments])
    except SystemExit as exit_:
        status = int(exit_.code or 0)
    assert status == 2
    error = capsys.readouterr().err
    assert error.startswith("gloss: ") and error.count("\n") == 1 and "\x1b" not in error
