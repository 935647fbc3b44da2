"""The notes folder and the files in it: whole, left in conflict by git, damaged, or copies of one another.

Reading never changes a file. What is damaged is moved aside by ``rescue``, and what can be saved of it is given back.
"""

from __future__ import annotations

import os
import re
import stat
import time
import uuid
from pathlib import Path
from typing import Any

from glossator.content.document import Document
from glossator.content.errors import NotebookError, reason
from glossator.content.folders import notes_folder
from glossator.content.notes import git
from glossator.content.notes.annotation import CONTEXT
from glossator.content.notes.facts import Facts, facts_of
from glossator.content.notes.merging import merge
from glossator.content.notes.page_text import Damaged as Damaged
from glossator.content.notes.page_text import Foreign as Foreign
from glossator.content.notes.page_text import conflict_sides, has_conflict, is_as_saved, parse_page, revision_of
from glossator.content.notes.rescuing import rescued_page
from glossator.content.notes.unsaved import all_unsaved
from glossator.content.text.sanitize import clean_line

VERSION = 1
"""The version of the format that is written."""
_LARGEST = 1_000_000_000
"""Bytes of a notebook; a larger one is refused before it is read."""
_LARGE = 2_000_000
"""Bytes of a notebook that is shown before it is read to its end: some 3,000 annotations."""
_STEADY = 0.6
"""Seconds after which a file that looks damaged is looked at again: another program may be writing it."""
_PATIENCE = 5.0
"""Seconds to wait, all in all, for a program that is writing a file in its place."""
_OWN = re.compile(r".*-[0-9a-f]{8}", re.S)
_MARKED_COPY = re.compile(r"\.sync-conflict-|\([^()]*conflicted copy|_conflict-", re.I)
_OWN_BEGUN = re.compile(r"-[0-9a-f]{8}(?=[ ._(-])")

Stamp = tuple[int, int, int]


def stamp_of(path: Path) -> Stamp | None:
    """Give what tells one state of a file from another: inode, time of the last change, size; None for no file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_ino, status.st_mtime_ns, status.st_size


def read_bytes(path: Path) -> bytes | None:
    """Read a notebook's file.

    Returns:
        Its bytes; None when there is no file.

    Raises:
        NotebookError: It cannot be read, or is no regular file.
    """
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise NotebookError(f"{clean_line(path.name)}: not a regular file")
        if status.st_size > _LARGEST:
            raise NotebookError(f"{clean_line(path.name)}: larger than {_LARGEST // 1_000_000} MB")
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise NotebookError(f"{clean_line(str(path))}: {reason(error, 'unreadable')}") from None


def read_page(path: Path) -> dict[str, Any] | None:
    """Read the page in a file, settled (see ``glossator.content.notes.merging``).

    What git left in conflict, or put together by lines, is folded anew from the two sides that git has.

    Returns:
        The page; None when there is no file.

    Raises:
        Damaged: It holds no page.
        NotebookError: It cannot be read, or its two sides cannot be told apart.
    """
    data = read_bytes(path)
    if data is None:
        return None
    if has_conflict(data):
        text = data.decode("utf-8", "replace")
        versions = [side.decode("utf-8", "replace") for side in git.sides(path)]
        if not all(map(_is_page, versions)):  # behind a filter, git has them in another form
            versions = []
        if not versions:
            versions = [side for side in conflict_sides(text) if is_as_saved(side)]
            if len(versions) != 2:
                raise NotebookError(
                    f"{clean_line(path.name)}: git left a conflict in it, and the two sides cannot be told apart here; "
                    "take one side in git, then gloss notes merge the other"
                )
        return merge(*map(parse_page, versions))
    sides = _sides_of(path, data) if git.is_tracked(path) else [data]
    if len(sides) == 1:
        return parse_page(data)
    return merge(*(parse_page(side.decode("utf-8", "replace")) for side in sides))


def _is_page(text: str) -> bool:
    try:
        return bool(parse_page(text))
    except (Damaged, Foreign):
        return False


def _sides_of(path: Path, data: bytes) -> list[bytes]:
    """The versions that git put together to make a file in its working tree; the file alone if it did not.

    Raises:
        NotebookError: It joined them line by line, and they cannot be found.
    """
    if _is_saved_version(data):
        # Told to take one side of a conflict, git leaves that side and drops the other one's notes.
        if not git.was_moved(path):
            return [data]
        others = [*git.parents(path), *(git.joined(path, is_as_saved=True) or [])]
        return [data, *filter(_is_saved_version, others)]
    sides = git.parents(path)
    if len(sides) < 2 and (joined := git.joined(path)) is not None:
        sides = list(filter(_is_saved_version, joined))
        if len(sides) < 2 or not ids_in(parse_page(data)) <= ids_in(*map(parse_page, sides)):
            raise NotebookError(
                f"{clean_line(path.name)}: git joined versions of it line by line, and they cannot be found here; "
                "take one of them in git, then gloss notes merge the other"
            )
    if len(sides) < 2 and is_as_saved(data.decode("utf-8", "replace")) is False:
        sides = _mixed_of(data, [each for each in git.known(path) if _is_saved_version(each)])
    return sides if len(sides) > 1 else [data]


def _mixed_of(data: bytes, versions: list[bytes]) -> list[bytes]:
    """The versions that a file was put together of; none for one that somebody edited.

    What git joined has the revision of one version and lines of another; what a person wrote stands in none.
    """
    of_one = [version for version in versions if revision_of(version) == revision_of(data)]
    more = _item_lines(data).difference(*map(_item_lines, of_one)) if of_one else set()
    return versions if any(more & _item_lines(version) for version in versions) else []


def _item_lines(data: bytes) -> set[bytes]:
    return {line.strip(b" ,\r") for line in data.split(b"\n") if line.lstrip().startswith(b"{")}


def _is_saved_version(data: bytes) -> bool:
    """True for a file as the program once saved it, or from before there were revisions to tell by."""
    return is_as_saved(data.decode("utf-8", "replace")) is not False


def ids_in(*pages: dict[str, Any]) -> set[str]:
    """Give the ids of the annotations in pages, the deleted ones among them."""
    found: set[str] = set()
    for page in pages:
        found |= {item["id"] for item in page["items"] if isinstance(item, dict) and isinstance(item.get("id"), str)}
        found |= {*page["glossator"]["deleted"], *(page["glossator"].get("trash") or {})}
    return found


def read_steady(path: Path) -> dict[str, Any] | None:
    """Read a page as ``read_page`` does, but wait for a program that is in the middle of writing the file.

    A file counts as damaged only when it is the same twice, a moment apart.
    """
    end = time.monotonic() + _PATIENCE
    while True:
        before = stamp_of(path)
        try:
            return read_page(path)
        except Damaged:
            time.sleep(_STEADY)
            if stamp_of(path) == before or time.monotonic() > end:
                raise


def rescue(path: Path) -> tuple[dict[str, Any], Path]:
    """Move a damaged file aside.

    Returns:
        What can still be read in it, as a page: whole items, and the document's facts and the deletions;
        and the file's new name.

    Raises:
        NotebookError: It cannot be moved.
    """
    aside = path.with_name(f"{path.name}.damaged-{time.strftime('%Y%m%dT%H%M%SZ', time.gmtime())}")
    while aside.exists():
        aside = aside.with_name(aside.name + "x")
    try:
        data = path.read_bytes()
        os.replace(path, aside)
    except OSError:
        raise NotebookError(f"{clean_line(path.name)}: damaged, and cannot be moved aside") from None
    return rescued_page(data), aside


# -- copies


def original_of(path: Path) -> Path | None:
    """Give the notebook that a file is a copy of, by its name; None for a notebook of its own.

    Syncthing, Dropbox in any language, Nextcloud, ownCloud, iCloud (``x 2.json``), OneDrive (``x-HOSTNAME.json``)
    and people leave copies beside a notebook, whose name goes on behind that of the original.
    """
    stem = path.name.removesuffix(".json")
    if marked := _MARKED_COPY.search(stem):
        return path.with_name(f"{stem[: marked.start()].rstrip()}.json")
    if _OWN.fullmatch(stem):
        return None
    originals = [path.with_name(f"{stem[: found.end()]}.json") for found in _OWN_BEGUN.finditer(stem)]
    return next((original for original in originals if original.is_file()), originals[-1] if originals else None)


def is_copy(path: Path) -> bool:
    """True for the name of a copy whose original is there."""
    original = original_of(path)
    return original is not None and original.is_file()


def copies_of(path: Path) -> list[Path]:
    """Give the copies that file syncing left beside a notebook, the notebook itself there or not."""
    return sorted(p for p in _json_files(path.parent) if original_of(p) == path)


def siblings_of(path: Path) -> list[Path]:
    """Give the notebooks of the same identity under other names: another machine may know it by another title."""
    if not _OWN.fullmatch(path.stem):
        return []
    return sorted(p for p in _json_files(path.parent) if p != path and p.stem.endswith(path.stem[-9:]))


def is_same(page: dict[str, Any], other: dict[str, Any]) -> bool:
    """True for two pages of one document: of one text, or copies of one page where a text is not known.

    Args:
        page: One notebook's JSON.
        other: The other's.
    """
    mine, theirs = Facts.of(page), Facts.of(other)
    if mine.texts and theirs.texts:  # an id is anybody's to copy
        return bool(mine.texts & theirs.texts)
    return bool(page.get("id")) and page.get("id") == other.get("id")





def page_of(path: Path) -> dict[str, Any] | None:
    """Read the page in a file; None when there is none that can be read."""
    try:
        return read_page(path)
    except (Damaged, NotebookError):
        return None


def notebook_files(folder: Path | None = None) -> list[Path]:
    """Give the notebooks' files, in the order of their names.

    Copies left by file syncing are not among them, unless their original is gone.
    """
    return sorted(path for path in _json_files(folder or notes_folder()) if not is_copy(path))


def known_notebooks(folder: Path | None = None) -> dict[Path, list[Path]]:
    """Give the notebooks' files with those of what could not be saved in each yet; some have only the latter."""
    folder = folder or notes_folder()
    unsaved = all_unsaved(folder)
    found = {*notebook_files(folder), *(path for path in unsaved if not path.is_file())}
    return {path: unsaved.get(path, []) for path in sorted(found)}


def unsaved_page(files: list[Path]) -> dict[str, Any] | None:
    """Read what could not be saved in a notebook yet; None for nothing."""
    pages = [page for file in files if (page := page_of(file))]
    return merge(*pages) if pages else None


def large_notebook(text_sha256: str) -> Path | None:
    """Give the file whose name says that it is a text's notebook, if it is so large that reading it takes a while."""
    paths = (path for path in notebook_files() if path.stem.endswith(f"-{text_sha256[:8]}"))
    return next((path for path in paths if (stamp := stamp_of(path)) and stamp[2] > _LARGE), None)


def _json_files(folder: Path) -> list[Path]:
    try:
        return [p for p in folder.glob("*.json") if not p.name.startswith(".") and p.is_file()]
    except OSError:
        return []


def new_page(document: Document) -> dict[str, Any]:
    """Make the page of a notebook that has no annotations yet."""
    return {
        "@context": CONTEXT,
        "id": f"urn:uuid:{uuid.uuid4()}",
        "type": "AnnotationPage",
        "glossator": {"version": VERSION, "document": facts_of(document), "deleted": {}},
        "items": [],
    }
