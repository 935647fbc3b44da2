"""Notebooks in a git repository: whatever two branches did, no note ever stands under another's quote."""

import json
import os
import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from glossator.content import open_document
from glossator.content.document import Document
from glossator.content.errors import NotebookError
from glossator.content.notes.files import read_page
from glossator.content.notes.notebook import Notebook
from glossator.content.notes.page_text import is_as_saved
from glossator.content.notes.selectors import describe
from glossator.tui.cli.main import main

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
HISTORIES = int(os.environ.get("GLOSS_GIT_HISTORIES", "12"))


class Repository:
    """A notes folder under git, with one document."""

    def __init__(self, folder: Path, document: Document) -> None:
        self.folder = folder
        self.document = document
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "one")
        self.git("config", "user.name", "Ann")
        self.git("config", "user.email", "ann@example.org")

    def git(self, *arguments: str) -> int:
        environment = {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_SYSTEM": "/dev/null"}
        return subprocess.run(
            ["git", *arguments], cwd=self.folder, env=environment, capture_output=True, check=False
        ).returncode

    def commit(self) -> None:
        self.git("add", "--", "*.json")
        self.git("commit", "-q", "-m", "notes")

    def add(self, word: int, note: str) -> str:
        start = self.document.text.index(f"word{word:03}")
        made = Notebook.open(self.document, self.folder).add(
            describe(self.document.text, start, start + 7), note=note, tags=("t",)
        )
        return made.id

    def part(self, *, are_apart: bool) -> int:
        """Add notes on a branch ``two`` and on this one, next to each other or also far apart; how many are here then."""
        for word in (10, *range(50, 110, 10)) if are_apart else (10,):
            self.add(word, f"word{word:03} before")
        self.commit()
        self.git("checkout", "-q", "-b", "two")
        self.add(20, "word020 on two")
        self.commit()
        self.git("checkout", "-q", "one")
        self.add(21, "word021 on one")
        if are_apart:
            self.add(150, "word150 on one")
        self.commit()
        return len(self.items())

    def items(self) -> dict[str, dict[str, Any]]:
        return {item.id: item.to_json() for item in Notebook.open(self.document, self.folder).items}


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    path = tmp_path / "words.txt"
    path.write_text("A text of many words.\n\n" + " ".join(f"word{n:03} and" for n in range(200)) + ".\n")
    return Repository(tmp_path / "notes", open_document(path))


def belongs(item: dict[str, Any]) -> bool:
    """Every note names the word it was written on."""
    quote = item["target"]["selector"][0]["exact"]
    return all(quote in body["value"] for body in item.get("body", []) if body["purpose"] == "commenting")


def change_at_random(repository: Repository, rng: random.Random, words: list[int]) -> None:
    notebook = Notebook.open(repository.document, repository.folder)
    for _ in range(rng.randint(1, 3)):
        what = rng.choice(["add", "edit", "remove", "color"])
        items = notebook.items
        if what == "add" or not items:
            word = words.pop()
            start = repository.document.text.index(f"word{word:03}")
            notebook.add(describe(repository.document.text, start, start + 7), note=f"on word{word:03}" * rng.randint(0, 1))
        elif what == "edit":
            item = rng.choice(items)
            notebook.edit(item.id, note=f"edited {rng.randint(0, 99)} on {item.selectors.exact}")
        elif what == "color":
            notebook.edit(rng.choice(items).id, color=rng.choice(["green", "pink"]))
        else:
            notebook.remove(rng.choice(items).id)
    repository.commit()


def test_git_setup_reaches_a_folder_with_a_blank_in_its_name(repository: Repository) -> None:
    folder = repository.folder / "my notes"
    folder.mkdir()
    assert main(["notes", "git-setup", "--notes-dir", str(folder)]) == 0
    done = subprocess.run(["git", "check-attr", "merge", "x.json"], cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout == "x.json: merge: glossator\n" and done.stderr == ""


@pytest.mark.parametrize("setup", [False, True], ids=["plain", "with-driver"])
def test_random_histories_never_mix_notes(repository: Repository, setup: bool, capsys: pytest.CaptureFixture[str]) -> None:
    if setup:
        assert main(["notes", "git-setup", "--notes-dir", str(repository.folder)]) == 0
    for seed in range(HISTORIES):
        rng = random.Random(seed)
        for path in repository.folder.glob("*.json"):
            path.unlink()
        words = rng.sample(range(200), 60)
        repository.git("checkout", "-q", "--orphan", f"base{seed}")
        for _ in range(3):
            word = words.pop()
            repository.add(word, f"on word{word:03}")
        repository.commit()
        repository.git("branch", f"left{seed}")
        repository.git("branch", f"right{seed}")
        repository.git("checkout", "-q", f"left{seed}")
        change_at_random(repository, rng, words)
        left = repository.items()
        repository.git("checkout", "-q", f"right{seed}")
        change_at_random(repository, rng, words)
        right = repository.items()
        merged = repository.git("merge", "-q", "-m", "merge", f"left{seed}")
        if setup:
            assert merged == 0, "the driver merges"
        found = repository.items()
        notebook = Notebook.open(repository.document, repository.folder)
        assert all(belongs(item) for item in found.values()), seed
        deleted = set(notebook.page["glossator"]["deleted"])
        assert set(left) | set(right) <= set(found) | deleted, seed
        notebook.add(describe(repository.document.text, 0, 6))
        text = notebook.path.read_text()
        assert "<<<<<<<" not in text and is_as_saved(text) and json.loads(text)
        repository.commit()


def test_what_git_put_together_by_lines_is_folded_anew_from_both_parents(repository: Repository) -> None:
    first, second, third = (repository.add(n, f"on word{n:03}") for n in (10, 20, 30))
    repository.commit()
    repository.git("branch", "two")
    notebook = Notebook.open(repository.document, repository.folder)
    notebook.remove(second)
    repository.add(25, "on word025")
    repository.commit()
    repository.git("checkout", "-q", "two")
    Notebook.open(repository.document, repository.folder).edit(third, note="edited on word030")
    repository.commit()
    assert repository.git("merge", "-q", "-X", "ours", "-m", "by lines", "one") == 0  # git is told not to ask
    found = repository.items()
    assert all(belongs(item) for item in found.values())
    assert first in found and second not in found
    assert "edited on word030" in json.dumps(found[third])


WAYS = [("rebase", "-q", "-X", "theirs"), ("rebase", "-q", "-X", "ours"), ("merge", "-q", "--squash", "-X", "ours"), ("cherry-pick", "-X", "theirs")]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way[0] + way[-1])
def test_lines_that_git_joined_without_a_merge_are_folded_anew(repository: Repository, way: tuple[str, ...]) -> None:
    ids = {word: repository.add(word, f"on word{word:03}") for word in (10, 20, 30, 40)}
    repository.commit()
    repository.git("checkout", "-q", "-b", "two")
    notebook = Notebook.open(repository.document, repository.folder)
    notebook.edit(ids[20], note="edited on word020")
    notebook.remove(ids[30])
    repository.add(35, "on word035")
    repository.commit()
    repository.git("checkout", "-q", "one")
    notebook = Notebook.open(repository.document, repository.folder)
    notebook.edit(ids[40], note="edited on word040")
    notebook.edit(ids[30], note="edited on word030")
    repository.add(36, "on word036")
    repository.commit()
    assert repository.git(*way, "two") == 0
    items = repository.items().values()
    assert all(map(belongs, items))
    notes = {body["value"] for item in items for body in item.get("body", []) if body["purpose"] == "commenting"}
    assert notes == {"on word010", "edited on word020", "edited on word030", "on word035", "on word036", "edited on word040"}


MIXED: dict[str, list[tuple[str, ...]]] = {
    "merged": [("merge", "-q", "-X", "theirs", "two", "-m", "merged")],
    "merged, with another message": [("merge", "-q", "-X", "theirs", "two", "-m", "m"), ("commit", "-q", "--amend", "-m", "merged")],
    "squashed, the branch gone": [("merge", "-q", "--squash", "-X", "theirs", "two"), ("commit", "-q", "-m", "squashed"), ("branch", "-q", "-D", "two")],
    "merged, and made flat": [("merge", "-q", "-X", "theirs", "two", "-m", "m"), ("reset", "-q", "--soft", "HEAD~1"), ("commit", "-q", "-m", "flat")],
}


# Where the file is the other side's to the letter without a merge, nothing tells it from a deliberate choice of that.
@pytest.mark.parametrize(("way", "are_apart"), [*((way, True) for way in MIXED), *((way, False) for way in list(MIXED)[:2])])
def test_notes_of_the_side_that_git_did_not_take_come_back(repository: Repository, way: str, are_apart: bool) -> None:
    before = repository.part(are_apart=are_apart)
    for command in MIXED[way]:
        assert repository.git(*command) == 0
    items = repository.items()
    assert len(items) == before + 1 and all(map(belongs, items.values()))
    repository.commit()
    assert repository.items() == items


@pytest.mark.parametrize("kept", ["linked working tree", "submodule", "lines of Windows", "behind a link", "without a log", "cloned", "cloned again"])
def test_they_come_back_however_the_repository_is_kept(repository: Repository, tmp_path: Path, kept: str) -> None:
    if kept == "behind a link":
        (tmp_path / "linked").mkdir()
        folder, repository.folder = repository.folder, tmp_path / "linked"
        repository.add(10, "word010 before")
        (notebook,) = repository.folder.glob("*.json")
        notebook.rename(folder / notebook.name)
        notebook.symlink_to(folder / notebook.name)
        repository.folder = folder
    elif kept == "lines of Windows":
        repository.git("config", "core.autocrlf", "true")
    elif kept == "without a log":
        repository.git("config", "core.logAllRefUpdates", "false")
    repository.part(are_apart=False)
    expected = {"word010 before", "word020 on two", "word021 on one"}
    merge = ("merge", "-q", "-X", "theirs", "-m", "merged")
    first, elsewhere = str(repository.folder), tmp_path / "elsewhere"
    if kept == "linked working tree":
        repository.git("worktree", "add", "-q", "--detach", str(elsewhere), "one")
        repository.folder = elsewhere
    elif kept == "submodule":
        elsewhere.mkdir()
        repository.folder = elsewhere
        assert repository.git("init", "-q") == 0
        assert repository.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", first, "notes") == 0
        repository.folder = elsewhere / "notes"
        merge = ("-c", "user.name=a", "-c", "user.email=b@c", *merge)
        repository.git("branch", "two", "origin/two")
    assert repository.git(*merge, "two") == 0
    for number in range({"cloned": 1, "cloned again": 2}.get(kept, 0)):
        assert repository.git("clone", "-q", f"file://{repository.folder}", str(tmp_path / f"clone{number}")) == 0
        repository.folder = tmp_path / f"clone{number}"
    if kept == "behind a link":
        repository.folder = tmp_path / "linked"
    values = {body["value"] for item in repository.items().values() for body in item["body"] if body["purpose"] == "commenting"}
    assert values == expected


@pytest.mark.parametrize("are_apart", [True, False])
def test_a_conflict_behind_a_filter_is_folded_or_refused_and_nothing_is_moved(repository: Repository, are_apart: bool) -> None:
    """Encrypted in the repository: git's stages are no notebooks, and what it joined is none either."""
    (repository.folder / ".gitattributes").write_text("*.json filter=rot\n")
    for way in ("clean", "smudge"):
        repository.git("config", f"filter.rot.{way}", "tr a-zA-Z n-za-mN-ZA-M")
    repository.git("add", ".gitattributes")
    repository.part(are_apart=are_apart)
    assert repository.git("merge", "-q", "two") != 0
    (notebook,) = repository.folder.glob("*.json")
    before = notebook.read_bytes()
    if are_apart:  # lines of both were joined between the marks
        with pytest.raises(NotebookError, match="git left a conflict"):
            repository.add(30, "word030 after")
        assert notebook.read_bytes() == before
    else:
        repository.add(30, "word030 after")
        assert len(repository.items()) == 4 and all(map(belongs, repository.items().values()))
    assert not list(repository.folder.glob("*.damaged-*"))


def test_what_a_person_took_out_of_a_notebook_by_hand_stays_out(repository: Repository) -> None:
    for word in (10, 20, 30):
        repository.add(word, f"word{word:03}")
    repository.commit()
    repository.add(40, "word040")
    repository.commit()
    path = next(repository.folder.glob("*.json"))
    lines = [line for line in path.read_text().splitlines(keepends=True) if '"word020"' not in line]
    path.write_text("".join(lines).replace('"value": "word030"', '"value": "word030 by hand"'))
    repository.commit()
    assert [item["target"]["selector"][0]["exact"] for item in repository.items().values()] == ["word010", "word030", "word040"]


def test_no_program_that_a_repository_names_is_run(repository: Repository, tmp_path: Path) -> None:
    repository.add(10, "on word010")
    repository.commit()
    ran = tmp_path / "ran"
    program = tmp_path / "program.sh"
    program.write_text(f"#!/bin/sh\ntouch '{ran}'\n")
    program.chmod(0o755)
    signed = subprocess.run(["git", "cat-file", "commit", "HEAD"], cwd=repository.folder, capture_output=True, check=True).stdout
    head, _, message = signed.partition(b"\n\n")
    signature = b"\ngpgsig -----BEGIN PGP SIGNATURE-----\n \n x\n -----END PGP SIGNATURE-----"
    made = subprocess.run(["git", "hash-object", "-t", "commit", "-w", "--stdin"], cwd=repository.folder, input=head + signature + b"\n\n" + message, capture_output=True, check=True).stdout
    repository.git("reset", "-q", "--soft", made.decode().strip())
    (notebook,) = repository.folder.glob("*.json")
    text = notebook.read_text()
    notebook.write_text(text.replace("on word010", "elsewhere"))
    repository.git("add", notebook.name)
    for key, value in (("log.showSignature", "true"), ("gpg.program", str(program)), ("core.sshCommand", str(program)),
                       ("core.fsmonitor", str(program)), ("remote.x.url", "ssh://x/y"), ("remote.x.promisor", "true"),
                       ("extensions.partialClone", "x"), ("core.repositoryFormatVersion", "1")):  # fmt: skip
        repository.git("config", key, value)
    Notebook.open(repository.document, repository.folder)
    text = text.replace("on word010", "elsewhere")
    assert not ran.exists()
    notebook.write_text(f"<<<<<<< a\n{text}=======\n{text}>>>>>>> b\n")
    subprocess.run(["git", "-c", "core.fsmonitor=false", "update-index", "--index-info"], cwd=repository.folder, check=True,
                   input="".join(f"100644 {'12345678' * 5} {stage}\t{notebook.name}\n" for stage in (1, 2, 3)).encode())  # fmt: skip
    with pytest.raises(NotebookError, match="git left a conflict"):
        read_page(notebook)
    assert not ran.exists()
