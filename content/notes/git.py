"""What git holds of a notebook that it could not merge: the versions of both sides, whole.

Only plumbing commands are run, without hooks, pagers or a file system monitor, and never one a repository names.
"""

from __future__ import annotations

import os
import re
import subprocess
from functools import lru_cache
from pathlib import Path

_QUIET = (
    "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.pager=cat",
    "-c", "protocol.allow=never", "-c", "core.sshCommand=false", "-c", "log.showSignature=false",
    "--no-pager", "--no-replace-objects",
)  # fmt: skip
_CLOSED = {
    "GIT_ALLOW_PROTOCOL": "none", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0", "GIT_OPTIONAL_LOCKS": "0",
}  # fmt: skip
"""No missing object is fetched: a repository may say from where, and by what program."""
_SECONDS = 3
"""Seconds that git has to answer."""
_LATE = 60
"""Seconds that git may take from what it notes to the last file it writes."""
_MOST = 20
"""Commits looked at, of a kind."""
_LOG = 200_000
"""Bytes read of what git wrote down of its doings, from the end."""
_DOINGS = re.compile(r"(?:pull .*|rebase\b.*)\(start\)|cherry-pick|revert|am\b")
_MERGES = re.compile(r"(?:merge|pull|commit \(merge\)|commit \(amend\))\b")


def is_tracked(path: Path) -> bool:
    """True for a file that lies in a working tree of git, possibly through a link."""
    return git_folder(path) is not None


def git_folder(path: Path) -> Path | None:
    """Give git's own folder for the working tree that a file lies in: ``.git``, or what a file of that name leads to.

    A linked working tree and a submodule have such a file (gitrepository-layout(5)).
    """
    above = Path(os.path.realpath(path)).parents
    found = next((each / ".git" for each in above if (each / ".git").exists()), None)
    if found is not None and found.is_file():
        try:
            kind, _, led_to = found.read_text("utf-8", "surrogateescape").strip().partition(": ")
        except OSError:
            return None
        found = found.parent / led_to if kind == "gitdir" else None
    return found if found is not None and (found / "HEAD").is_file() else None


def was_moved(path: Path) -> bool:
    """Tell that git rebased, picked or merged commits when it last wrote a file, or later.

    What git noted of its doings tells it, without git; git itself where it notes nothing, and in a clone, which has
    no notes of what was merged elsewhere.
    """
    found = git_folder(path)
    try:
        log = found / "logs" / "HEAD" if found else None
        if found is None or log is None or not log.is_file():
            return found is not None and _is_merged(path, found)
        written = path.stat().st_mtime
        with log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - _LOG))
            lines = file.read().decode("utf-8", "replace").splitlines()
    except OSError:
        return False
    for head, _, message in (line.partition("\t") for line in lines[-10 * _MOST :]):
        when = next(iter(head.split(" ")[-2:-1]), "")
        if not (when.isdecimal() and int(when[:12]) >= written - _LATE):
            continue
        if _DOINGS.match(message) or _MERGES.match(message):
            return True
        if message.startswith("clone"):
            return _is_merged(path, found)
    return False


def _is_merged(path: Path, found: Path) -> bool:
    """True for a file that one of the last merge commits put together; git is asked once for all of a folder."""
    folder, name = os.path.split(os.path.realpath(path))
    try:
        return name in _names_of_merges(folder, (found / "index").stat().st_mtime_ns)
    except OSError:
        return False


@lru_cache(maxsize=4)
def _names_of_merges(folder: str, written: int) -> frozenset[str]:
    """The files in a folder that the last merge commits put together; ``written`` is when git last wrote its index."""
    listed = _run(
        Path(folder, "any"), "log", f"-{_MOST}", "--merges", "-m", "--name-only", "--relative", "-z", "--format=",
        "--no-ext-diff", "--no-textconv", "HEAD",
    )  # fmt: skip
    return frozenset(os.fsdecode(each.strip(b"\n")) for each in (listed or b"").split(b"\0"))


def sides(path: Path) -> list[bytes]:
    """Give the versions that git has of a file it left in conflict.

    Args:
        path: A file in the working tree of a repository.

    Returns:
        The stages of the index: the common ancestor if there is one, ours, theirs. Empty outside a repository, and
        where the file is not in conflict.
    """
    stages = [_blob(path, f":{stage}:{_name(path)}") for stage in (1, 2, 3)]
    if stages[1] is None or stages[2] is None:
        return []
    return [stage for stage in stages if stage is not None]


def parents(path: Path) -> list[bytes]:
    """Give the versions that a merge commit put together, if the file is as that commit left it; else nothing."""
    name = _name(path)
    current = _current(path)
    if current is None or _blob(path, f"HEAD:{name}") != current:
        return []
    commits = _parents_of(path, "HEAD", "--", name)
    if len(commits) < 2:
        commits = _parents_of(path, "HEAD")
    versions = [_blob(path, f"{commit}:{name}") for commit in commits]
    return [each for each in versions if each is not None] if len(commits) > 1 else []


def joined(path: Path, *, is_as_saved: bool = False) -> list[bytes] | None:
    """Give the versions that git may have joined line by line in other ways than by a merge commit.

    A rebase, a cherry-pick or a squash joins lines as a merge does, and leaves a history in which that cannot be seen;
    what git notes of its own doings tells it.

    Args:
        path: The file.
        is_as_saved: Whether it is as the program wrote it once, so that no branch but those put together is asked.

    Returns:
        The last versions of the file in its history, and those of the commits that were rebased, picked or squashed,
        those of every branch among them unless it is as it was saved;
        None when the file is not as git left it, or git did nothing of the kind.
    """
    name = _name(path)
    current = _current(path)
    if current is None or current not in (_blob(path, f":{name}"), _blob(path, f"HEAD:{name}")):
        return None
    others = [*_squashed(path), *_moved(path)]
    if not others:
        return None
    if not is_as_saved:
        refs = _run(path, "for-each-ref", "--format=%(objectname)") or b""
        others += refs.decode("ascii", "replace").split()[:_MOST]
    history = (_run(path, "rev-list", f"--max-count={_MOST}", "HEAD", "--", name) or b"").decode("ascii", "replace")
    versions = [_blob(path, f"{commit}:{name}") for commit in dict.fromkeys([*history.split(), *others])]
    return [each for each in dict.fromkeys(versions) if each is not None and each != current]


def known(path: Path) -> list[bytes]:
    """Give the versions of a file that git still has, if the file is as git left it; else nothing.

    Those of its history, of every branch, and of every commit that was ever checked out here.
    """
    name = _name(path)
    current = _current(path)
    if current is None or current not in (_blob(path, f":{name}"), _blob(path, f"HEAD:{name}")):
        return []
    listed = _run(path, "rev-list", f"--max-count={_MOST}", "--all", "HEAD", "--", name)
    history = (listed or b"").decode("ascii", "replace")
    seen = re.findall(r"^[0-9a-f]+ ([0-9a-f]{40,64}) ", _own_file(path, "logs/HEAD"), re.M)[-2 * _MOST :]
    versions = [_blob(path, f"{commit}:{name}") for commit in dict.fromkeys([*history.split(), *reversed(seen)])]
    return [each for each in dict.fromkeys(versions) if each is not None and each != current]


def _name(path: Path) -> str:
    """A file as git is asked for it, from its own folder."""
    return f"./{os.path.basename(os.path.realpath(path))}"


def _current(path: Path) -> bytes | None:
    """The file as git stores it: by ``core.autocrlf`` its lines end otherwise in the working tree."""
    try:
        return path.read_bytes().replace(b"\r\n", b"\n")
    except OSError:
        return None


def _squashed(path: Path) -> list[str]:
    """The commits of a squash that is not committed yet, the last first."""
    return re.findall(r"^commit ([0-9a-f]{7,64})$", _own_file(path, "SQUASH_MSG"), re.M)[:_MOST]


def _moved(path: Path) -> list[str]:
    """The commits that were rebased, or that HEAD was at when another was picked, the latest first."""
    lines = _own_file(path, "logs/HEAD").splitlines()[-10 * _MOST :]
    entries = [(head.split(" ")[0], message) for head, _, message in (line.partition("\t") for line in lines)]
    return [commit for commit, message in reversed(entries) if _DOINGS.match(message)][:_MOST]


def _own_file(path: Path, name: str) -> str:
    """The text of one of the repository's own files; empty when there is none."""
    found = (_run(path, "rev-parse", "--git-path", name) or b"").decode("utf-8", "surrogateescape").strip()
    try:
        file = Path(os.path.dirname(os.path.realpath(path)), found)
        return file.read_bytes()[-_LOG:].decode("utf-8", "replace") if found and file.is_file() else ""
    except OSError:
        return ""


def _parents_of(path: Path, *which: str) -> list[str]:
    """The parents of the last commit of some."""
    found = _run(path, "rev-list", "--parents", "-1", *which)
    return found.decode("ascii", "replace").split()[1:] if found else []


def _blob(path: Path, name: str) -> bytes | None:
    return _run(path, "cat-file", "blob", name)


def _run(path: Path, *arguments: str) -> bytes | None:
    """What a git command prints; None when it fails or there is no git."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | _CLOSED
    try:
        done = subprocess.run(
            ["git", *_QUIET, *arguments], cwd=os.path.dirname(os.path.realpath(path)), capture_output=True,
            timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL, env=environment,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None
