"""Inside links: where a document's link to a place of its own leads."""

from __future__ import annotations

import re
from bisect import bisect_left
from urllib.parse import unquote

from glossator.content.document import Document

_DIRECTIVE = ":~:"
"""What a link's quotation follows, as browsers copy it (Scroll to Text Fragment, WICG)."""
_MOST_WORDS = 40
_NO_SLUG = re.compile(r"[^\w\- ]")


def inside_target(document: Document, target: str) -> int | None:
    """Find the place that a link leads to; see ``InsideTargets.place``.

    Args:
        document: The document.
        target: The link's target.
    """
    name, mark, directive = target.partition(_DIRECTIVE)
    if mark and (position := _quoted(document.text, directive)) is not None:
        return position
    target = name if mark else target
    return document.anchors[target] if target in document.anchors else InsideTargets(document).place(target)


def _quoted(text: str, directive: str) -> int | None:
    """Where the words stand that a link quotes: ``text=[before-,]first words[,last words][,-after]``."""
    parts = directive.partition("&")[0].removeprefix("text=").split(",")
    before = _words(parts.pop(0)) if len(parts) > 1 and parts[0].endswith("-") else ""
    first = _words(parts[0])
    if not first:
        return None
    match = re.search(f"{before}\\W+({first})" if before else f"({first})", text, re.I)
    return match.start(1) if match else None


def _words(quoted: str) -> str:
    """An expression for some words, whatever stands between them."""
    return r"\W+".join(map(re.escape, re.findall(r"\w+", unquote(quoted))[:_MOST_WORDS]))


class InsideTargets:
    """The places that links within a document lead to, where there are many of them.

    Args:
        document: The document.
    """

    def __init__(self, document: Document) -> None:
        self._anchors = document.anchors
        self._starts: dict[str, list[int]] = {}
        for section in document.sections:
            self._starts.setdefault(_slug(section.title), []).append(section.start)

    def place(self, target: str) -> int | None:
        """Find the place that a link leads to: an anchor, or the heading that a target such as ``#the-end`` names.

        Args:
            target: The link's target.

        Returns:
            A code point; None when there is neither.
        """
        if target in self._anchors:
            return self._anchors[target]
        part, _, heading = target[1:].rpartition("#")  # in a folder, the heading of one of its files
        begin = self._anchors.get(f"#{part}", 0) if part else 0
        starts = self._starts.get(_slug(heading), [])
        at = bisect_left(starts, begin)
        return starts[at] if at < len(starts) else None


def _slug(title: str) -> str:
    """A title as Markdown renderers name its heading; also as a wikilink has it."""
    return _NO_SLUG.sub("", title.casefold()).strip().replace(" ", "-")
