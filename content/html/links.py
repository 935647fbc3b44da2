"""Links: what the hrefs, ids and footnotes of a file mean in the document it becomes a part of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from glossator.content.text.sanitize import clean_line


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
