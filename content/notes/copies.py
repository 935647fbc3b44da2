"""Copies of a notebook, left by file syncing, by another machine or by a reader that could not save: folded in."""

from __future__ import annotations

from pathlib import Path
from typing import Any, NamedTuple

from glossator.content.notes.files import VERSION, Damaged, copies_of, is_same, page_of, read_page, siblings_of
from glossator.content.notes.merging import merge
from glossator.content.notes.stored_page import version_of
from glossator.content.text.sanitize import clean_line

Json = dict[str, Any]


class Copies(NamedTuple):
    """What can be folded into a notebook.

    Attributes:
        pages: The pages.
        read: Their files.
        synced: The files among them that file syncing left, to be removed once the merged file is durable.
        own: The page in the notebook's own file, None without one.
        problem: What could not be read, on one line; empty for nothing.
    """

    pages: list[Json]
    read: list[Path]
    synced: list[Path]
    own: Json | None
    problem: str

    def merged_into(self, page: Json, page_id: str, *, is_blank: bool) -> Json:
        """Merge the copies into a page.

        Args:
            page: The notebook's page.
            page_id: Its id, used where no copy has one.
            is_blank: Whether the page was never written: it takes the copies' id for its own then.

        Returns:
            The merged page, settled.
        """
        if is_blank:
            page = {key: value for key, value in page.items() if key != "id"}
        merged = merge(page, *self.pages)
        merged["id"] = merged["id"] or page_id
        return merged


def readable_copies(path: Path, given: tuple[Path, ...]) -> Copies:
    """Read the copies of a notebook.

    Args:
        path: The notebook's file.
        given: Copies that somebody named; they are taken as they are, and never removed.

    Returns:
        Those that can be read, are the document's, and are of no newer version.

    Raises:
        NotebookError: One cannot be read.
    """
    synced = [*copies_of(path), *siblings_of(path)]
    own = page_of(path)
    pages: list[Json] = []
    read: list[Path] = []
    problem = ""
    for copy in (*synced, *given):
        try:
            page = read_page(copy)
        except Damaged:
            problem = f"{clean_line(copy.name)}: a copy that is damaged, left as it is"
            continue
        is_another = copy in synced and own is not None and page is not None and not is_same(own, page)
        if page is None or version_of(page) > VERSION or is_another:
            continue
        pages.append(page)
        read.append(copy)
    return Copies(pages, read, [copy for copy in synced if copy in read], own, problem)
