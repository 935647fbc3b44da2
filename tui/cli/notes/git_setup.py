"""``gloss notes git-setup``: teach git to merge the notebooks in the notes folder."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from glossator.content.errors import GlossatorError, reason
from glossator.content.folders import notes_folder
from glossator.content.storage import write_durably
from glossator.content.text.sanitize import clean_line, shown_name
from glossator.tui.output import show

EXAMPLES = "gloss notes git-setup"


def configure(parser: argparse.ArgumentParser) -> None:
    """The command has no arguments."""


def run(options: argparse.Namespace) -> int:
    """Teach the repository that holds the notes folder to merge notebooks, in its own configuration."""
    folder = notes_folder()
    if not folder.is_dir():
        raise GlossatorError(f"{shown_name(str(folder))}: there is no notes folder yet")
    top = _git(folder, "rev-parse", "--show-toplevel")
    common = Path(_git(folder, "rev-parse", "--git-common-dir"))
    common = common if common.is_absolute() else folder / common
    program = shutil.which("gloss")
    command = f"'{program}'" if program else f"'{sys.executable}' -P -m glossator.tui.cli"
    _git(folder, "config", "merge.glossator.name", "Glossator notebooks, by annotation")
    _git(folder, "config", "merge.glossator.driver", f"{command} notes git-merge %O %A %B")
    inside = Path(os.path.realpath(folder)).relative_to(os.path.realpath(top)).as_posix()
    pattern = ("" if inside == "." else f"/{inside}") + "/*.json"
    line = f"{_quoted(pattern)} merge=glossator"
    _add_line(common / "info" / "attributes", line)
    _add_line(common / "info" / "exclude", ("" if inside == "." else f"/{_escaped(inside)}") + "/.*.lock")
    show(f"{clean_line(top)}: git now merges notebooks by annotation")
    return 0


def _add_line(path: Path, line: str) -> None:
    """Add a line to one of the repository's own files, unless it is there."""
    before = path.read_text("utf-8") if path.exists() else ""
    if line not in before.splitlines():
        write_durably(path, before + ("\n" if before and not before.endswith("\n") else "") + line + "\n", mode=0o644)


def _escaped(folder: str) -> str:
    """The name of a folder as git's patterns have it (gitignore(5))."""
    return re.sub(r"([\\*?\[!# ])", r"\\\1", folder)


def _quoted(pattern: str) -> str:
    """A pattern as git's attribute files have it: one with blanks or quotes stands in double quotes."""
    if not any(character in pattern for character in ' \t"\\'):
        return pattern
    escaped = pattern.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _git(folder: Path, *arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    except OSError as error:
        raise GlossatorError(f"git: {reason(error, 'cannot be run')}") from None
    if "not a git repository" in done.stderr:
        raise GlossatorError(f"{shown_name(str(folder))}: not in a git repository; git init makes it one")
    if done.returncode:
        raise GlossatorError(f"{shown_name(str(folder))}: {clean_line(done.stderr) or 'git failed'}")
    return done.stdout.strip()
