"""``notes merge``, ``check`` and ``export``: what is done with whole notebooks."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from content.document import Document
from content.errors import DocumentError, GlossatorError, NotebookError
from content.exchange import Shelf
from content.exchange import export as exported
from content.formats import open_document
from content.notebook import Notebook, notebooks
from content.notefile import Damaged, is_copy, notebook_files, notes_folder, read_page
from content.passages import anchors
from content.sanitize import clean_line
from content.storage import write_durably


def merge(options: argparse.Namespace) -> int:
    """Fold another copy, a file or a folder of notebooks, into the notes folder; it is left as it is."""
    given = Path(options.path).expanduser()
    if not given.exists():
        raise GlossatorError(f"{clean_line(options.path)}: no such file or directory")
    paths = sorted(given.glob("*.json")) if given.is_dir() else [given]
    done = 0
    for path in paths:
        try:
            page = read_page(path)
        except Damaged as error:
            print(f"gloss: {clean_line(path.name)}: {error}, left out", file=sys.stderr)
            continue
        if page is None or not isinstance(page.get("glossator"), dict):
            continue
        own = _counterpart(path, page)
        if own.resolve() == path.resolve():
            continue
        notebook = Notebook(own, page)
        notebook.reload()
        notebook.absorb(path)
        print(f"{clean_line(own.name)}: {len(notebook.items)} annotations")
        done += 1
    return 0 if done else 1


def _counterpart(path: Path, page: dict[str, object]) -> Path:
    """The notebook of the same document in the notes folder, else one of the same name."""
    for own in notebook_files():
        try:
            other = read_page(own) or {}
        except (Damaged, NotebookError):
            continue
        mine, theirs = (_identity(each) for each in (page, other))
        if page.get("id") == other.get("id") or (mine and mine == theirs):
            return own
    return notes_folder() / path.name


def _identity(page: dict[str, object]) -> str:
    glossator = page.get("glossator")
    facts = glossator.get("document") if isinstance(glossator, dict) else None
    return str(facts.get("text_sha256") or "") if isinstance(facts, dict) else ""


def check(options: argparse.Namespace) -> int:
    """Say of every notebook what is not right with it; with ``--repair`` mend what can be mended."""
    wrong = 0
    folder = notes_folder()
    for path in sorted(folder.glob("*.json")) if folder.is_dir() else ():
        for problem in _problems(path, repair=options.repair):
            print(f"{clean_line(path.name)}: {problem}")
            wrong += 1
    if not wrong:
        print("every notebook is as it should be")
    return 1 if wrong else 0


def _problems(path: Path, *, repair: bool) -> list[str]:
    if is_copy(path):
        return ["a copy left by file syncing; it is merged when its document is opened"]
    try:
        page = read_page(path)
    except Damaged as error:
        if repair:
            notebook = Notebook(path)
            notebook.reload()
            return [notebook.problem]
        return [f"damaged: {error}"]
    except NotebookError as error:
        return [str(error)]
    notebook = Notebook(path, page or {})
    notebook.reload()
    problems = [notebook.problem] if notebook.problem else []
    unread = len((page or {}).get("items", [])) - len(notebook.items)
    if unread:
        problems.append(f"{unread} items that are no annotations; they are kept")
    if repair and not notebook.read_only:
        notebook.absorb(path)
    document = _document_of(notebook)
    if document is None:
        problems.append("its document cannot be opened, so its passages were not looked for")
    else:
        gone = len(notebook.items) - len(anchors(document, notebook.items))
        if gone:
            problems.append(f"{gone} passages are no longer in the text")
    return problems


def export(options: argparse.Namespace) -> int:
    """Write the annotations of one document, or of all, in another format."""
    shelf: Shelf
    if options.source:
        document = open_document(options.source)
        shelf = [(Notebook.open(document), document)]
    else:
        shelf = [(notebook, _document_of(notebook)) for notebook in notebooks()]
    if not any(notebook.items for notebook, _ in shelf):
        return 1
    text = exported(shelf, options.to)
    if options.output:
        try:
            write_durably(Path(options.output).expanduser(), text)
        except OSError as error:
            raise GlossatorError(
                f"{clean_line(options.output)}: {(error.strerror or 'cannot be written').lower()}"
            ) from None
    else:
        sys.stdout.write(text)
    return 0


def _document_of(notebook: Notebook) -> Document | None:
    for source in notebook.document.get("sources") or ():
        try:
            return open_document(str(source))
        except DocumentError:
            continue
    return None
