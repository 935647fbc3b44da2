"""All notebooks of the notes folder, and the one that holds an annotation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from glossator.content.errors import NotebookError
from glossator.content.notes.files import Damaged, Foreign, known_notebooks, read_page, stamp_of, unsaved_page
from glossator.content.notes.merging import merge
from glossator.content.notes.notebook import Notebook
from glossator.content.text.sanitize import clean_line

_UUID = "urn:uuid:"
UNSAVED = "holds changes that could not be saved yet; they will be when its document is next opened"
"""The message about a notebook with changes that are kept elsewhere."""
_SHORTEST = 8
"""Characters of an id that are shown at the least."""


def notebooks(
    folder: Path | None = None, unread: Callable[[Path, str], None] = lambda path, why: None
) -> Iterator[Notebook]:
    """Give every notebook that can be read, in the order of their names, with what could not be saved in it yet.

    Args:
        folder: The notes folder, unless it is the usual one.
        unread: Called for each whose file cannot be read, with the reason; it is left where it is.

    Yields:
        The notebooks.
    """
    for path, files in known_notebooks(folder).items():
        stamp = stamp_of(path)
        try:
            page = read_page(path)
        except Foreign:
            continue
        except (Damaged, NotebookError) as error:
            unread(path, str(error).removeprefix(f"{clean_line(path.name)}: "))
            page = None  # what could not be saved in it is there all the same
        unsaved = unsaved_page(files)
        if page or unsaved:
            notebook = Notebook.of_page(path, merge(*filter(None, (page, unsaved))), stamp)
            if unsaved and not notebook.problem:
                notebook.problem = f"{clean_line(path.name)}: {UNSAVED}"
            yield notebook


def short_ids(ids: Iterable[str]) -> dict[str, str]:
    """Shorten ids for people to type.

    Args:
        ids: Ids of annotations, as stored.

    Returns:
        For each the shortest beginning that no other has, 8 characters at the least, without ``urn:uuid:``; the whole
        id where it is of another kind.
    """
    given = {key: clean_line(key) for key in ids}
    plain = sorted({shown.removeprefix(_UUID) for shown in given.values()})
    lengths: dict[str, int] = {}
    for before, this, after in zip(["", *plain], plain, [*plain[1:], ""], strict=False):
        same = max(_same_start(this, other) for other in (before, after))
        lengths[this] = max(_SHORTEST, same + 1)
    out = {}
    for key, shown in given.items():
        rest = shown.removeprefix(_UUID)
        out[key] = rest[: lengths[rest]] if shown != rest else shown
    return out


def _same_start(left: str, right: str) -> int:
    """How many characters two ids begin with in common."""
    pairs = enumerate(zip(left, right, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(left), len(right)))


def find_by_id(annotation_id: str, folder: Path | None = None, *, deleted: bool = False) -> tuple[Notebook, str]:
    """Find the notebook that holds an annotation.

    Args:
        annotation_id: Its id, the id as it is shown, or a beginning that no other has.
        folder: The notes folder, unless it is the usual one.
        deleted: Whether it is looked for among the deleted ones.

    Returns:
        The notebook, and the id as it is stored.

    Raises:
        NotebookError: There is none, or more than one.
    """
    typed = clean_line(annotation_id)
    short = typed.lower().removeprefix(_UUID)
    same: list[tuple[Notebook, str]] = []
    alike: list[tuple[Notebook, str]] = []
    begun: list[tuple[Notebook, str]] = []
    for notebook in notebooks(folder):
        for item in [item for _, item in notebook.deleted()] if deleted else notebook.items:
            shown = clean_line(item.id)
            if annotation_id == item.id:
                same.append((notebook, item.id))
            elif shown.lower().removeprefix(_UUID) == short:
                alike.append((notebook, item.id))
            elif short and shown.startswith(_UUID) and shown[len(_UUID) :].startswith(short):
                begun.append((notebook, item.id))
    matches = same or alike or begun
    if len(matches) == 1:
        return matches[0]
    why = "no such annotation; gloss notes list shows the ids"
    if deleted:
        why = "no such deleted annotation; gloss notes deleted shows the ids"
    if len(same) > 1:
        names = ", ".join(clean_line(notebook.path.name) for notebook, _ in same)
        why = f"is in more than one notebook: {names}"
    elif alike:
        why = "matches more than one annotation"
    elif begun:
        why = f"{len(begun)} annotations begin so; type more of it"
    elif not deleted and _is_deleted(short, folder):
        why = "was deleted; gloss notes restore brings it back"
    raise NotebookError(f"{typed or '(no id)'}: {why}")


def _is_deleted(short: str, folder: Path | None) -> bool:
    """True where a deleted annotation has an id that begins so."""
    ids = [clean_line(item.id).removeprefix(_UUID) for book in notebooks(folder) for _, item in book.deleted()]
    return bool(short) and any(each.startswith(short) for each in ids)
