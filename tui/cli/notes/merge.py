"""``gloss notes merge``: fold another copy into the notes folder."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

from glossator.content.errors import GlossatorError, NotebookError
from glossator.content.folders import notes_folder
from glossator.content.notes.facts import Facts
from glossator.content.notes.files import VERSION, Damaged, is_same, notebook_files, read_page
from glossator.content.notes.notebook import Notebook
from glossator.content.text.sanitize import clean_line, shown_name
from glossator.tui.output import complain, show

EXAMPLES = """
gloss notes merge /media/usb/notes
gloss notes merge notes.from-laptop.json
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("path", metavar="PATH", help="a notebook, or a folder of them; it is not changed")


def run(options: argparse.Namespace) -> int:
    """Fold another copy, a file or a folder of notebooks, into the notes folder; it is left as it is."""
    given = Path(os.path.expanduser(options.path))
    if not given.exists():
        raise GlossatorError(f"{shown_name(options.path)}: no such file or directory")
    paths = sorted(p for p in given.glob("*.json") if p.is_file()) if given.is_dir() else [given]
    if given.is_dir() and not paths:
        complain(f"{shown_name(options.path)}: no notebooks in it")
        return 1
    done = failed = 0
    for path in paths:
        try:
            page = read_page(path)
        except (Damaged, NotebookError) as error:
            complain(f"{path.name}: {error}, left out" if isinstance(error, Damaged) else str(error))
            failed += 1
            continue
        if page is None or not isinstance(page.get("glossator"), dict) or not page["glossator"].get("document"):
            complain(f"{path.name}: not a Glossator notebook, skipped")
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
    if done:
        return 0
    return 2 if failed else 1


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
