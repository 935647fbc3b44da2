"""Reviews on a real terminal: three rounds on a plan and on a patch that change in between, their output in files."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from glossator.content import Notebook, open_document
from glossator.tui.cli.main import main
from tests.e2e.terminal import Terminal

PLAN = """# Plan

First the lamp is cleaned. Then the wick is cut to the breadth of a thumb. Nobody counts the oil.

## Night

The keeper sleeps at noon. The log is written in ink.
"""


def review(folder: Path, *arguments: str, feed: str = "") -> Terminal:
    before = "printf '%s' \"$FEED\" | " if feed else ""
    line = f"{before}{sys.executable} -m glossator.tui.cli.main review {' '.join(arguments)} > out 2> err; echo status $?"
    return Terminal(command=["sh", "-c", line], folder=folder, environment={"FEED": feed})


def remark(terminal: Terminal, words: str, text: str) -> None:
    """Select the sentence that holds some words, and write a remark on it."""
    terminal.send(f"/'{words}\r")
    terminal.wait("1 of 1")
    terminal.send("V")
    terminal.wait("selecting in")
    terminal.send("r" + text)
    terminal.wait(text.split("\n")[0][:20])
    terminal.send("\x1b")
    terminal.wait(lambda shown: "saved" in shown)


def leave(terminal: Terminal, verdict: str, status: int, comment: str = "") -> None:
    terminal.send("q")
    terminal.wait("Your verdict")
    terminal.send(verdict)
    if verdict != "x":
        terminal.wait("A word to go with it")
        terminal.send(f"{comment}\r")
    terminal.wait(f"status {status}")
    terminal.end()


def told(folder: Path) -> dict[str, tuple[str, int | None]]:
    data = json.loads((folder / "out").read_text("utf-8"))
    return {each["remark"]: (each["state"], each["line"]) for file in data["files"] for each in file["remarks"]}


def test_three_rounds(tmp_path, folders, capsys) -> None:
    plan = tmp_path / "plan.md"
    plan.write_text(PLAN, "utf-8")
    terminal = review(tmp_path, "plan.md")
    terminal.wait("First the lamp")
    remark(terminal, "wick", "How broad is that?\n\n```suggestion\nThen the wick is cut to 22 mm.\n```")
    remark(terminal, "sleeps", "Not at noon.")
    remark(terminal, "ink", "In pencil.")
    remark(terminal, "Nobody", "Count it.")
    leave(terminal, "c", 1, "nearly")
    text = (tmp_path / "out").read_text("utf-8")
    assert text.startswith("# Review: changes wanted\n\nRound 1, 4 remarks.\n\nnearly\n")
    assert "### plan.md:3\n\n> Then the wick is cut to the breadth of a thumb.\n\nHow broad is that?" in text
    assert "```suggestion\nThen the wick is cut to 22 mm.\n```" in text and "### plan.md:7 · Night" in text
    assert "\x1b" not in text and (tmp_path / "err").read_text() == ""

    assert main(["review-apply", str(plan)]) == 2 and "1 suggestion, and none is tagged #accepted" in capsys.readouterr().err
    assert plan.read_text("utf-8") == PLAN
    notebook = Notebook.open(open_document(plan))
    suggested = next(item for item in notebook.items if "suggestion" in item.note)
    notebook.edit(suggested.id, tags=("accepted",))
    assert main(["review-apply", str(plan)]) == 0 and "the wick is cut to 22 mm" in capsys.readouterr().out
    assert plan.read_text("utf-8") == PLAN.replace("to the breadth of a thumb", "to 22 mm")
    changed = plan.read_text("utf-8").replace("The keeper sleeps at noon.", "The keeper sleeps from noon to four.").replace(" The log is written in ink.", "")
    plan.write_text(changed, "utf-8")
    terminal = review(tmp_path, "plan.md", "--json")
    terminal.wait("First the lamp")
    remark(terminal, "First", "With what?")
    leave(terminal, "o", 1)
    assert told(tmp_path) == {
        "How broad is that?": ("answered", 3), "Not at noon.": ("reworded", 7), "In pencil.": ("gone", None), "Count it.": ("kept", 3),
        "With what?": ("new", 3),
    }  # fmt: skip

    plan.write_text(changed.replace(" Nobody counts the oil.", "").replace("\n## Night", "\n## Oil\n\nIn spring: Nobody counts the oil. Ever.\n\n## Night"), "utf-8")
    terminal = review(tmp_path, "--json", "plan.md")
    terminal.wait("In spring")
    leave(terminal, "a", 0, "good")
    assert told(tmp_path)["Count it."] == ("moved", 7) and told(tmp_path)["With what?"][0] == "kept"
    assert main(["review", "--rounds", str(plan), "--json"]) == 0
    rounds = json.loads(capsys.readouterr().out)
    assert [(each["round"], each["verdict"], len(each["remarks"])) for each in rounds] == [(1, "changes", 4), (2, "comment", 1), (3, "approved", 0)]
    assert main(["review-apply", str(plan)]) == 1 and "reads as suggested already" in capsys.readouterr().err


CODE = """def light(lamp):
    lamp.clean()
    return lamp


def dusk(keeper):
    keeper.rest(hours=8)


def count(oil):
    return len(oil)
"""


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
def test_three_rounds_on_a_git_diff(tmp_path, folders, capsys) -> None:
    def git(*arguments: str) -> str:
        command = ["git", "-c", "user.name=a", "-c", "user.email=a@b", *arguments]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout

    code = tmp_path / "lamp.py"
    code.write_text("", "utf-8")
    git("init", "-q")
    git("add", "lamp.py")
    git("commit", "-qm", "empty")

    code.write_text(CODE, "utf-8")
    terminal = review(tmp_path, "--json", "-", feed=git("diff"))
    terminal.wait("lamp.clean()")
    remark(terminal, "clean", "With what?")
    remark(terminal, "rest", "Not eight.")
    remark(terminal, "len", "In litres.")
    leave(terminal, "c", 1)
    assert told(tmp_path) == {"With what?": ("new", 2), "Not eight.": ("new", 7), "In litres.": ("new", 11)}
    assert {each["path"] for each in json.loads((tmp_path / "out").read_text("utf-8"))["files"][0]["remarks"]} == {"lamp.py"}

    answered = CODE.replace("keeper.rest(hours=8)", "keeper.rest(hours=7)").replace("\n\ndef count(oil):\n    return len(oil)\n", "")
    code.write_text("# The lamp and its keeper.\n\n" + answered, "utf-8")
    terminal = review(tmp_path, "--json", "-", feed=git("diff"))
    terminal.wait(lambda text: "lamp.clean()" in text and "Notes · 3" in text)
    leave(terminal, "o", 1)
    assert told(tmp_path)["With what?"] == ("kept", 4)
    states = {remark: state for remark, (state, _) in told(tmp_path).items()}
    assert states == {"With what?": "kept", "Not eight.": "reworded", "In litres.": "gone"}, states

    moved = answered.replace("    lamp.clean()\n", "").replace("(hours=7)\n", "(hours=7)\n    keeper.wake(at=15)\n    lamp.clean()\n    keeper.eat()\n")
    code.write_text("# The lamp and its keeper.\n\n" + moved, "utf-8")
    terminal = review(tmp_path, "--json", "-", feed=git("diff"))
    terminal.wait("lamp.clean()")
    leave(terminal, "a", 0)
    states = {remark: state for remark, (state, _) in told(tmp_path).items()}
    assert states == {"With what?": "moved", "Not eight.": "reworded", "In litres.": "gone"}, states


def test_a_patch_from_a_pipe_and_leaving_without_a_verdict(tmp_path, folders) -> None:
    patch = "diff --git a/a.py b/a.py\n--- a/a.py\n+++ b/a.py\n@@ -1,2 +1,2 @@\n one = 1\n-two = 3\n+two = 2\n"
    terminal = review(tmp_path, "-", feed=patch)
    terminal.wait("two = 2")
    terminal.send("q")
    terminal.wait("Your verdict")
    terminal.send("\x1b")
    terminal.wait(lambda shown: "Your verdict" not in shown)
    leave(terminal, "x", 3)
    assert (tmp_path / "out").read_text("utf-8").startswith("# Review: left without a verdict")


def test_remarks_are_written_into_the_file_as_an_editor_would(tmp_path, folders) -> None:
    path = tmp_path / "a.py"
    path.write_text("one = 1\ntwo = 3\n", "utf-8")
    terminal = review(tmp_path, "--write", "a.py")
    terminal.wait("two = 3")
    terminal.send("/'two\rVr")
    terminal.send("Is it?")
    terminal.wait("Is it?")
    terminal.send("\x1b")
    terminal.wait("saved")
    leave(terminal, "c", 1)
    assert path.read_text("utf-8").startswith("one = 1\ntwo = 3\n# REVIEW: “") and "Is it?" in path.read_text("utf-8")
    assert (tmp_path / "out").read_text() == ""


def test_without_a_terminal_there_is_one_line(tmp_path) -> None:
    (tmp_path / "a.md").write_text("x\n")
    done = subprocess.run([sys.executable, "-m", "glossator.tui.cli.main", "review", "a.md"], cwd=tmp_path, capture_output=True, text=True, start_new_session=True, timeout=60, check=False)
    assert done.returncode == 2 and done.stderr.count("\n") == 1 and "no terminal" in done.stderr
