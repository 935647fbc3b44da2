"""Undoing: the last import taken back in one step; what was changed since stays as it is."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple

from glossator.content.errors import GlossatorError, NotebookError, reason
from glossator.content.exchange.importing import Plan, write_import
from glossator.content.exchange.imports.entry import mapping, mappings, plain
from glossator.content.exchange.made import IMPORT, UNDONE
from glossator.content.folders import state_folder
from glossator.content.notes.files import page_of
from glossator.content.notes.merging import merge, modified_of
from glossator.content.notes.notebook import Notebook
from glossator.content.stamps import later_than, now
from glossator.content.storage import dump_json, make_folders, read_json, write_durably
from glossator.content.text.sanitize import shown_name

Json = dict[str, Any]
_FILE = "last-import.json"


class Undone(NamedTuple):
    """What undoing did: how many annotations were taken out, made what they were before, and left for being changed."""

    removed: int = 0
    restored: int = 0
    kept: int = 0


class ImportRecord:
    """What an import changes, so that it can be taken back; kept in the state folder until the next import."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._notebooks: list[Json] = []
        self.problem = ""
        """Why it cannot be undone; empty where it can."""

    def write(self, notebook: Notebook, plan: Plan) -> None:
        """Write what a plan says into its notebook, and remember it. Raises NotebookError.

        Args:
            notebook: The one that the plan was made for.
            plan: What to write.
        """
        if not plan.items:
            return
        if self.is_empty:
            with suppress(OSError):
                _path().unlink(missing_ok=True)  # what was imported before is not the last any more
        before: dict[str, Json] = {}
        write_import(notebook, plan, lambda page: before.update(_items(page)))
        after = _items(notebook.page)
        planned = {item["id"]: modified_of(item) for item in plan.items}
        modified = {
            key: stamp for key, stamp in planned.items()
            if key in after and modified_of(after[key]) == stamp and after[key] != before.get(key)
        }  # fmt: skip
        if modified:
            before = {key: raw for key, raw in before.items() if key in modified}
            path = str(notebook.path.absolute())
            self._notebooks.append({"path": path, "modified": modified, "before": before})

    @property
    def is_empty(self) -> bool:
        """True when nothing was written."""
        return not self._notebooks

    def keep(self) -> None:
        """Put it on disk, in the place of the one before, if anything was written; see ``problem`` for what fails."""
        if self.is_empty:
            return
        try:
            make_folders(_path().parent)
            write_durably(_path(), dump_json({"version": 1, "notebooks": self._notebooks}))
        except OSError as error:
            self.problem = f"this import cannot be undone: {reason(error)}"

    def undo(self) -> Undone:
        """Take back what was written. Raises NotebookError."""
        done = _undo_all(self._notebooks, is_dry=False)
        if mapping(read_json(_path())).get("notebooks") == self._notebooks:
            _forget()
        return done


@contextmanager
def recorded() -> Iterator[ImportRecord]:
    """Give a record to import by, which is kept at the end, whatever ended it."""
    record = ImportRecord()
    try:
        yield record
    finally:
        record.keep()


def undo_last_import(*, is_dry: bool = False) -> Undone:
    """Take the last import back.

    Args:
        is_dry: Whether it is only counted.

    Returns:
        What was done.

    Raises:
        GlossatorError: There is none that could be taken back, or a notebook cannot be saved.
    """
    record = mapping(read_json(_path()))
    notebooks = mappings(record.get("notebooks"))
    if not notebooks:
        raise GlossatorError("no import to undo")
    done = _undo_all(notebooks, is_dry=is_dry)
    if not is_dry:
        _forget()
    return done


def told(done: Undone) -> str:
    """Say what undoing did, on one line."""
    parts = [f"{done.removed} taken out"]
    if done.restored:
        parts.append(f"{done.restored} as before")
    if done.kept:
        parts.append(f"{done.kept} changed since, and kept")
    return f"import undone: {', '.join(parts)}"


def _undo_all(notebooks: Sequence[Mapping[str, Any]], *, is_dry: bool) -> Undone:
    opened = [_opened(each) for each in notebooks]  # all of them before anything is written
    sums = [_undo(notebook, each, is_dry=is_dry) for notebook, each in zip(opened, notebooks, strict=True)]
    return Undone(*map(sum, zip(*sums, strict=True)))


def _opened(record: Mapping[str, Any]) -> Notebook:
    """The notebook that an import changed. Raises NotebookError where it cannot be read or written."""
    path = Path(plain(record.get("path")))
    if not path.is_file():
        raise NotebookError(f"{shown_name(str(path))}: not there, nothing was undone")
    if page_of(path) is None:
        raise NotebookError(f"{shown_name(str(path))}: not a notebook that can be read, nothing was undone")
    notebook = Notebook(path)
    notebook.reload()
    if notebook.read_only:
        raise NotebookError(notebook.problem)
    return notebook


def _undo(notebook: Notebook, record: Mapping[str, Any], *, is_dry: bool) -> Undone:
    """Take back what an import changed in one notebook."""
    modified = mapping(record.get("modified"))
    before = {key: raw for key, raw in mapping(record.get("before")).items() if mapping(raw).get("id") == key}
    here = _items(notebook.page)
    same = {
        key: modified_of(here[key]) for key, stamp in modified.items()
        if key in here and _is_as_written(here[key], stamp)
    }  # fmt: skip
    restored = same.keys() & before.keys()
    if same and not is_dry:
        notebook.change_page(lambda page: _page_before(page, same, before))
    return Undone(len(same) - len(restored), len(restored), len(modified) - len(same))


def _page_before(page: Json, modified: Mapping[str, Any], before: Mapping[str, Any]) -> Json:
    """A page with annotations as they were before an import; those that it brought lie in the trash."""
    inner = copy.copy(page["glossator"])
    deleted, trash = dict(inner.get("deleted") or {}), dict(inner.get("trash") or {})
    items: list[Any] = []
    for raw in page["items"]:
        key = str(raw.get("id")) if isinstance(raw, dict) else ""
        if key not in modified or modified_of(raw) != modified[key]:
            items.append(raw)
            continue
        moment = later_than(now(), modified_of(raw))
        if was := mapping(before.get(key)):
            facts = {IMPORT: {**was[IMPORT], "written": moment, UNDONE: True}} if IMPORT in was else {}
            items.append({**was, **facts, "modified": moment})
        else:  # as late as its deletion: a copy from before that is merged in brings it back neither way
            deleted[key] = moment
            trash[key] = {**raw, "modified": moment, IMPORT: {**mapping(raw.get(IMPORT)), UNDONE: True}}
    return merge({**page, "glossator": {**inner, "deleted": deleted, "trash": trash}, "items": items})


def _is_as_written(raw: Json, stamp: Any) -> bool:
    """Whether nobody has changed an annotation since it was imported, or placed when its text was opened."""
    return modified_of(raw) in (stamp, mapping(raw.get(IMPORT)).get("written"))


def _forget() -> None:
    with suppress(OSError):
        _path().unlink(missing_ok=True)


def _items(page: Json) -> dict[str, Json]:
    return {raw["id"]: raw for raw in page["items"] if isinstance(raw, dict) and isinstance(raw.get("id"), str)}


def _path() -> Path:
    return state_folder() / _FILE
