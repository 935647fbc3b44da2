"""Links: what the hrefs, ids and footnotes of a file mean in the document it becomes a part of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

from content.sanitize import clean_line


@dataclass
class Links:
    """What hrefs and ids of one file mean: ``resolve`` gives a span's target, ``anchor`` the name of a place.

    Footnote labels are kept here, for a note may stand in another file than what refers to it.
    """

    resolve: Callable[[str], str] = lambda href: href
    anchor: Callable[[str], str] = lambda name: f"#{name}"
    labels: dict[str, str] = field(default_factory=dict)

    def label(self, target: str, text: str) -> str:
        """The label of the footnote at a target, the same each time, no two footnotes' alike."""
        if target not in self.labels:
            wanted = clean_line(text).strip("[](){}^ ") or str(len(self.labels) + 1)
            taken, label, count = set(self.labels.values()), wanted, 1
            while label in taken:
                count += 1
                label = f"{wanted}·{count}"
            self.labels[target] = label
        return self.labels[target]


def without_credentials(url: str) -> str:
    """Give a URL without the name and password in it; anything else as it is."""
    if not url.lower().startswith(("http://", "https://")) or "@" not in url:
        return url
    try:
        parts = urlsplit(url)
    except ValueError:
        return url.partition("://")[0] + "://" + url.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))
