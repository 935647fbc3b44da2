"""All notebooks of the notes folder, and the one that holds an annotation."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from glossator.content.errors import NotebookError
from glossator.content.notes.files import Damaged, Foreign, notebook_files, read_page
from glossator.content.notes.notebook import Notebook
from glossator.content.text.sanitize import clean_line


def notebooks(
    folder: Path | None = None, unread: Callable[[Path, str], None] = lambda path, why: None
) -> Iterator[Notebook]:
    """Give every notebook that can be read, in the order of their names.

    Args:
        folder: The notes folder, unless it is the usual one.
        unread: Called for each that cannot be read, with the reason; it is left where it is.

    Yields:
        The notebooks.
    """
    for path in notebook_files(folder):
        try:
            page = read_page(path)
        except Foreign:
            continue
        except (Damaged, NotebookError) as error:
            unread(path, str(error).removeprefix(f"{clean_line(path.name)}: "))
            continue
        if page:
            yield Notebook.of_page(path, page)


def find_by_id(annotation_id: str, folder: Path | None = None, *, deleted: bool = False) -> tuple[Notebook, str]:
    """Find the notebook that holds an annotation.

    Args:
        annotation_id: Its id, or the id as it is shown.
        folder: The notes folder, unless it is the usual one.
        deleted: Whether it is looked for among the deleted ones.

    Returns:
        The notebook, and the id as it is stored.

    Raises:
        NotebookError: There is none, or more than one.
    """
    same: list[tuple[Notebook, str]] = []
    alike: list[tuple[Notebook, str]] = []
    for notebook in notebooks(folder):
        for item in [item for _, item in notebook.deleted()] if deleted else notebook.items:
            if item.id == annotation_id:
                same.append((notebook, item.id))
            elif clean_line(item.id) == clean_line(annotation_id):
                alike.append((notebook, item.id))
    matches = same or alike
    if len(matches) == 1:
        return matches[0]
    why = "no such annotation"
    if len(same) > 1:
        names = ", ".join(clean_line(notebook.path.name) for notebook, _ in same)
        why = f"is in more than one notebook: {names}"
    elif alike:
        why = "more than one annotation is shown so"
    raise NotebookError(f"{clean_line(annotation_id)}: {why}")
