"""``notes merge``, ``check``, ``export`` and git: what is done with whole notebooks."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from glossator.content.document import Document
from glossator.content.errors import DocumentError, GlossatorError, NotebookError
from glossator.content.exchange import Shelf
from glossator.content.exchange import export as exported
from glossator.content.exchange.writing import write_export
from glossator.content.folders import notes_folder
from glossator.content.formats import open_document
from glossator.content.library.opened import was_opened_here
from glossator.content.notes.collection import notebooks
from glossator.content.notes.facts import Facts
from glossator.content.notes.files import VERSION, Damaged, Foreign, is_copy, is_same, notebook_files, read_page
from glossator.content.notes.merging import merge as merged
from glossator.content.notes.notebook import Notebook
from glossator.content.notes.page_text import has_conflict, is_as_saved, page_text, parse_page
from glossator.content.notes.passages import anchors
from glossator.content.storage import write_durably
from glossator.content.text.sanitize import clean_line
from glossator.tui.cli.opening import open_shown
from glossator.tui.output import complain, show, show_exported


def merge(options: argparse.Namespace) -> int:
    """Fold another copy, a file or a folder of notebooks, into the notes folder; it is left as it is."""
    given = Path(os.path.expanduser(options.path))
    if not given.exists():
        raise GlossatorError(f"{clean_line(options.path)}: no such file or directory")
    paths = sorted(p for p in given.glob("*.json") if p.is_file()) if given.is_dir() else [given]
    done = 0
    for path in paths:
        try:
            page = read_page(path)
        except (Damaged, NotebookError) as error:
            complain(f"{path.name}: {error}, left out" if isinstance(error, Damaged) else str(error))
            continue
        if page is None or not isinstance(page.get("glossator"), dict) or not page["glossator"].get("document"):
            complain(f"{path.name}: no notebook of ours, left out")
            continue
        if page["glossator"]["version"] > VERSION:
            complain(f"{path.name}: written by a newer Glossator, left out")
            continue
        own = _counterpart(page)
        if os.path.realpath(own) == os.path.realpath(path):
            complain(f"{path.name}: is the notebook itself")
            continue
        notebook = Notebook(own, page)
        try:
            notebook.reload()
            notebook.absorb(path)
        except NotebookError as error:
            complain(str(error))
            continue
        show(f"{clean_line(own.name)}: {len(notebook.items)} annotations")
        done += 1
    return 0 if done else 1


def _counterpart(page: dict[str, Any]) -> Path:
    """The notebook of the same document in the notes folder, else the name the reader will look for."""
    for own in notebook_files():
        try:
            other = read_page(own)
        except (Damaged, NotebookError):
            continue
        if other and is_same(page, other):
            return own
    return notes_folder() / Facts.of(page).file_name


# -- check


def check(options: argparse.Namespace) -> int:
    """Say of every notebook what is not right with it; with ``--repair`` mend what can be mended.

    Passages are looked for in the SOURCE that is given, and in files that were opened here before; nothing else
    that a notebook names is looked at.
    """
    folder = notes_folder()
    if not folder.is_dir():
        raise GlossatorError(f"{clean_line(str(folder))}: there is no notes folder")
    given = open_shown(options) if options.source else None
    own = Notebook.open(given).path if given else None
    if own is not None and not own.exists():
        show(f"{clean_line(options.source)}: no notes are kept for it")
        return 1
    wrong = unseen = 0
    for path in sorted(folder.glob("*.json")):
        if own is not None and path != own:
            continue
        problems, was_seen = _problems(path, given, repair=options.repair)
        for problem in problems:
            show(f"{clean_line(path.name)}: {problem}")
        wrong += len(problems)
        if not was_seen:
            unseen += 1
            show(f"{clean_line(path.name)}: its document was not opened here, so its passages were not looked for")
    if not wrong:
        show("every notebook is as it should be" + (f", {unseen} not looked at in their documents" if unseen else ""))
    return 1 if wrong else 0


def _problems(path: Path, given: Document | None, *, repair: bool) -> tuple[list[str], bool]:
    """What is wrong with a notebook, and whether its document could be looked at."""
    if not path.is_file():
        return ["not a regular file"], True
    if is_copy(path):
        return ["a copy left by file syncing; it is merged when its document is opened"], True
    try:
        text = path.read_text("utf-8", "replace")
        page = read_page(path)
    except Foreign:
        return ["no notebook; left as it is"], True
    except Damaged as error:
        return [_repaired(path) if repair else f"damaged: {error}"], True
    except (NotebookError, OSError) as error:
        return [str(error).removeprefix(f"{clean_line(path.name)}: ")], True
    notebook = Notebook(path, page or {})
    notebook.reload()
    problems = [notebook.problem.removeprefix(f"{clean_line(path.name)}: ")] if notebook.problem else []
    if has_conflict(text.encode()):
        problems.append("git left a conflict in it; it was folded from the two sides that git has")
    elif is_as_saved(text) is False:
        problems.append("changed by another program since it was last saved")
    unread = len((page or {}).get("items", [])) - len(notebook.items)
    if unread:
        problems.append(f"{unread} items that are no annotations; they are kept")
    if repair and not notebook.read_only:
        notebook.absorb(path)
    document = given or opened_here(notebook)
    if document is None:
        return problems, not notebook.items
    gone = len(notebook.items) - len(anchors(document, notebook.items))
    if gone:
        problems.append(f"{gone} passages are no longer in the text")
    return problems, True


def _repaired(path: Path) -> str:
    notebook = Notebook(path)
    notebook.reload()
    return notebook.problem


def tell_unread(path: Path, why: str) -> None:
    """Say that a notebook is left out, and why."""
    complain(f"{path.name}: {why}, left out")


def opened_here(notebook: Notebook) -> Document | None:
    """Open a notebook's document, if it is a regular file that this user opened here before; else None."""
    for source in notebook.facts.sources:
        if was_opened_here(source):
            try:
                return open_document(source)
            except DocumentError:
                continue
    return None


# -- export


def export(options: argparse.Namespace) -> int:
    """Write the annotations of one document, or of all, in another format."""
    shelf: Shelf
    if options.source:
        document = open_shown(options)
        shelf = [(Notebook.open(document), document)]
    else:
        shelf = [(notebook, opened_here(notebook)) for notebook in notebooks(unread=tell_unread)]
    if not any(notebook.items for notebook, _ in shelf):
        return 1
    text = exported(shelf, options.to)
    if not options.output or options.output == "-":
        show_exported(text)
    else:
        write_export(Path(os.path.expanduser(options.output)), text, shelf, force=options.force)
    return 0


# -- git


def git_setup(options: argparse.Namespace) -> int:
    """Teach the repository that holds the notes folder to merge notebooks, in its own configuration."""
    folder = notes_folder()
    top = _git(folder, "rev-parse", "--show-toplevel")
    common = Path(_git(folder, "rev-parse", "--git-common-dir"))
    common = common if common.is_absolute() else folder / common
    program = shutil.which("gloss")
    command = f"'{program}'" if program else f"'{sys.executable}' -m glossator.tui.cli"
    _git(folder, "config", "merge.glossator.name", "Glossator notebooks, by annotation")
    _git(folder, "config", "merge.glossator.driver", f"{command} notes git-merge %O %A %B")
    inside = Path(os.path.realpath(folder)).relative_to(os.path.realpath(top)).as_posix()
    pattern = ("" if inside == "." else f"/{inside}") + "/*.json"
    line = f"{_quoted(pattern)} merge=glossator"
    attributes = common / "info" / "attributes"
    before = attributes.read_text("utf-8") if attributes.exists() else ""
    if line not in before.splitlines():
        write_durably(
            attributes, before + ("\n" if before and not before.endswith("\n") else "") + line + "\n", mode=0o644
        )
    show(f"{clean_line(top)}: git merges notebooks by annotation now")
    return 0


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
        raise GlossatorError(f"git: {(error.strerror or 'cannot be run').lower()}") from None
    if done.returncode:
        raise GlossatorError(f"{clean_line(str(folder))}: {clean_line(done.stderr) or 'git failed'}")
    return done.stdout.strip()


def git_merge(options: argparse.Namespace) -> int:
    """Merge three versions of a notebook into the second, as git asks; 1 leaves a conflict to git."""
    base, ours, theirs = map(Path, options.versions)
    try:
        texts = [path.read_text("utf-8") for path in (base, ours, theirs)]
        pages = [parse_page(text) for text in texts if text.strip()]
        page = merged(*pages)
    except (OSError, ValueError, KeyError) as error:
        complain(f"{ours.name}: {error}")
        return 1
    if any(each["glossator"]["version"] > VERSION for each in pages):
        complain(f"{ours.name}: written by a newer Glossator")
        return 1
    ours.write_text(page_text(page), "utf-8")
    return 0


__all__ = ["check", "export", "git_merge", "git_setup", "merge", "opened_here"]
