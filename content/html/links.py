"""Links: what the hrefs, ids and footnotes of a file mean in the document it becomes a part of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from glossator.content.sources.urls import picture_reference
from glossator.content.text.sanitize import clean_line

_XLINK = "{http://www.w3.org/1999/xlink}href"


class Labels:
    """The labels of footnotes, by what their references lead to; no two footnotes' are alike."""

    def __init__(self) -> None:
        self._labels: dict[str, str] = {}
        self._taken: set[str] = set()
        self._counts: dict[str, int] = {}

    def of(self, target: str, text: str) -> str:
        """The label of the footnote at a target, the same each time; ``text`` is what the reference says.

        Args:
            target: The id the reference leads to.
            text: What the reference says, such as ``[3]``.
        """
        if target not in self._labels:
            wanted = clean_line(text).strip("[](){}^ ") or str(len(self._labels) + 1)
            label, count = wanted, self._counts.get(wanted, 1)
            while label in self._taken:
                count += 1
                label = f"{wanted}·{count}"
            self._counts[wanted] = count
            self._taken.add(label)
            self._labels[target] = label
        return self._labels[target]


@dataclass
class Links:
    """What hrefs and ids of one file mean: ``resolve`` gives a span's target, ``anchor`` the name of a place.

    Footnote labels are kept here, for a note may stand in another file than what refers to it.
    """

    resolve: Callable[[str], str] = lambda href: href
    anchor: Callable[[str], str] = lambda name: f"#{name}"
    labels: Labels = field(default_factory=Labels)
    picture: Callable[[str], str] | None = None
    """What the source of a picture means where the document holds it; there one without words is shown as well."""

    def picture_of(self, element: Any) -> str:
        """Give what an image shows as a figure keeps it: a name, or the picture itself; empty for none.

        Args:
            element: An ``img``, or the ``image`` of an SVG.
        """
        source = element.get("src") or ""
        if not source or (source.startswith("data:") and element.get("data-src")):
            source = element.get("data-src") or element.get("href") or element.get(_XLINK) or ""
        source = clean_line(source)
        if source.startswith("data:"):
            return picture_reference(source)
        return clean_line(picture_reference((self.picture or self.resolve)(source))) if source else ""
