"""What was acknowledged is there afterwards: killed at any moment, eight writers at once, a full disk."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

KILLS = int(os.environ.get("GLOSS_FAULT_KILLS", "160"))
ROOT = Path(__file__).parents[2]


def adding(article: Path, note: str) -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "glossator.tui.cli.main", "notes", "add", str(article), "--quote", "goods trains", "--note", note]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)


def stored(folders: Path) -> set[str]:
    """The ids on disk; the file must be whole whenever it is looked at."""
    found: set[str] = set()
    for path in (folders / "notes").glob("*.json"):
        found |= {item["id"] for item in json.loads(path.read_text("utf-8"))["items"]}
    return found


def test_killed_at_random_moments(article: Path, folders: Path) -> None:
    rng = random.Random(11)
    begin = time.monotonic()
    process = adding(article, "first")
    acknowledged = {process.communicate()[0].strip()}
    usual = time.monotonic() - begin
    kills = 0
    while kills < KILLS:
        running = [adding(article, f"note {kills + n}") for n in range(4)]
        for process in running:
            with suppress(subprocess.TimeoutExpired):  # it is killed at some moment, not waited for
                process.wait(rng.uniform(0, usual / 2))
            process.send_signal(signal.SIGKILL)
            kills += 1
        for process in running:
            line = process.communicate()[0].strip()
            acknowledged |= {line} if line else set()
        assert acknowledged <= stored(folders)


def test_eight_writers_and_a_damaged_file_in_between(article: Path, folders: Path) -> None:
    first = [adding(article, f"early {n}") for n in range(8)]
    early = {process.communicate()[0].strip() for process in first}
    assert len(early) == 8 and early == stored(folders)
    (path,) = (folders / "notes").glob("*.json")
    whole = path.read_text("utf-8")
    path.write_text(whole[: int(len(whole) * 0.6)], "utf-8")
    readable = {each for each in early if whole.index(each) < len(whole) * 0.5}
    second = [adding(article, f"late {n}") for n in range(8)]
    late = {process.communicate()[0].strip() for process in second}
    assert len(late) == 8 and late <= stored(folders)
    assert len(readable & stored(folders)) >= len(readable) - 1
    assert len(list((folders / "notes").glob("*.damaged-*"))) == 1


def test_a_full_disk_leaves_the_old_file_whole(article: Path, folders: Path, tmp_path: Path) -> None:
    disk = tmp_path / "notes"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True).returncode:
        pytest.importorskip("a_file_system_of_its_own", reason="mounting a small file system needs root")
    try:
        acknowledged = set()
        refused = ""
        for number in range(60):
            out, refused = adding(article, f"{number} " + "long " * 400).communicate()
            if out:
                acknowledged.add(out.strip())
            assert acknowledged <= stored(folders)
            if refused:
                break
        assert acknowledged and refused.startswith("gloss: ") and refused.count("\n") == 1
    finally:
        subprocess.run(["umount", disk], check=True)
