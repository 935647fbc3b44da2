"""``gloss notes check``: every notebook readable, valid and anchored; what is not, and why."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NamedTuple

from glossator.content.document import Document
from glossator.content.errors import GlossatorError, NotebookError
from glossator.content.folders import notes_folder
from glossator.content.notes.collection import UNSAVED
from glossator.content.notes.files import Damaged, Foreign, is_copy, read_page
from glossator.content.notes.notebook import Notebook
from glossator.content.notes.page_text import has_conflict, is_as_saved
from glossator.content.notes.passages import anchors
from glossator.content.notes.unsaved import all_unsaved
from glossator.content.text.sanitize import clean_line, shown_name
from glossator.tui.cli.arguments import add_json, add_source, open_with_progress
from glossator.tui.cli.notes.shared import opened_here
from glossator.tui.output import show, show_json


class Checked(NamedTuple):
    """What was found of one notebook; ``looked_at`` is True when its passages were looked for in its document."""

    file: str
    problems: list[str]
    looked_at: bool


EXAMPLES = """
gloss notes check
gloss notes check report.pdf
gloss notes check --repair
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.set_defaults(needs_notes=True)
    add_source(parser, optional=True)
    parser.add_argument("--repair", action="store_true", help="save the repairs and move damaged files aside")
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Say of every notebook what is not right with it; with ``--repair`` mend what can be mended.

    Passages are looked for in the SOURCE that is given, and in files that were opened here before; nothing else
    that a notebook names is looked at.
    """
    folder = notes_folder()
    if not folder.is_dir():
        raise GlossatorError(f"{shown_name(str(folder))}: there is no notes folder")
    given = open_with_progress(options) if options.source else None
    own = Notebook.open(given).path if given else None
    unsaved = all_unsaved(folder)
    if own is not None and not own.exists() and own not in unsaved:
        if options.json:
            show_json({"version": 1, "notebooks": []})
        else:
            show(f"{shown_name(options.source)}: no notes are kept for it")
        return 1
    checked: list[Checked] = []
    for path in sorted({*folder.glob("*.json"), *unsaved}):
        if own is not None and path != own:
            continue
        problems, looked_at = _problems(path, given, repair=options.repair) if path.exists() else ([], True)
        checked.append(Checked(clean_line(path.name), problems + [UNSAVED] * (path in unsaved), looked_at))
    wrong = any(each.problems for each in checked)
    if options.json:
        show_json({"version": 1, "notebooks": [each._asdict() for each in checked]})
    else:
        _show(checked, wrong=wrong)
        for left in sorted(folder.glob("*.json.damaged-*")):
            show(f"{clean_line(left.name)}: a damaged notebook as it was; delete it if nothing is missing")
    return 1 if wrong else 0


def _show(checked: list[Checked], *, wrong: bool) -> None:
    for each in checked:
        for problem in each.problems:
            show(f"{each.file}: {problem}")
        if not each.looked_at:
            show(f"{each.file}: passages not checked: its document was never opened here")
    unseen = sum(not each.looked_at for each in checked)
    if not wrong:
        show("all notebooks are fine" + (f", {unseen} not looked at in their documents" if unseen else ""))


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
        problems.append("git left a conflict in it; both sides are read, and the next change writes them as one")
    elif is_as_saved(text) is False:
        problems.append("changed by another program since it was last saved")
    unread = len((page or {}).get("items", [])) - len(notebook.items)
    if unread:
        problems.append(f"{unread} entries that are not annotations (kept)")
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
    return notebook.problem.removeprefix(f"{clean_line(path.name)}: ")
