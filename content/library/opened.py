"""Files that this user opened here: the only ones of those a notebook names that are ever looked at unasked."""

from __future__ import annotations

import os

from glossator.content.library.reading_places import Library
from glossator.content.notes.remembered import was_annotated


def was_opened_here(source: str) -> bool:
    """Tell whether a source may be opened because a notebook names it.

    Args:
        source: What a notebook says of its document: a path, a URL, anything.

    Returns:
        True for a regular file that this user opened here before, in the reader or to annotate it.
    """
    if not os.path.isabs(source) or not os.path.isfile(source):
        return False
    return was_annotated(source) or Library().find(source) is not None
