"""What git holds of a notebook that it could not merge: the versions of both sides, whole.

Only plumbing commands are run, without hooks, pagers or a file system monitor, and never one a repository names.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_QUIET = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "core.pager=cat", "--no-pager")
_SECONDS = 10


def is_tracked_folder(folder: Path) -> bool:
    """True for a folder that lies in a working tree of git."""
    folder = folder.resolve()
    return any((each / ".git").exists() for each in (folder, *folder.parents))


def sides(path: Path) -> list[bytes]:
    """Give the versions that git has of a file it left in conflict.

    Args:
        path: A file in the working tree of a repository.

    Returns:
        The stages of the index: the common ancestor if there is one, ours, theirs. Empty outside a repository, and
        where the file is not in conflict.
    """
    stages = [_blob(path, f":{stage}:./{path.name}") for stage in (1, 2, 3)]
    if stages[1] is None or stages[2] is None:
        return []
    return [stage for stage in stages if stage is not None]


def parents(path: Path) -> list[bytes]:
    """Give the versions that a merge commit put together, if the file is as that commit left it; else nothing."""
    name = f"./{path.name}"
    try:
        current = path.read_bytes()
    except OSError:
        return []
    if _blob(path, f"HEAD:{name}") != current:
        return []
    found = _run(path, "log", "-1", "--format=%P", "--", name)
    commits = found.decode("ascii", "replace").split() if found else []
    if len(commits) < 2:
        found = _run(path, "rev-list", "--parents", "-1", "HEAD")
        commits = found.decode("ascii", "replace").split()[1:] if found else []
    versions = [_blob(path, f"{commit}:{name}") for commit in commits]
    return [each for each in versions if each is not None] if len(commits) > 1 else []


def _blob(path: Path, name: str) -> bytes | None:
    return _run(path, "cat-file", "blob", name)


def _run(path: Path, *arguments: str) -> bytes | None:
    """What a git command prints; None when it fails or there is no git."""
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    try:
        done = subprocess.run(
            ["git", *_QUIET, *arguments], cwd=path.resolve().parent, capture_output=True, timeout=_SECONDS, check=False,
            stdin=subprocess.DEVNULL, env=environment,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout if done.returncode == 0 else None
