"""PageReader: what a page of annotations says of its document, and what was deleted from it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from glossator.content.notes.annotation import Annotation, readable
from glossator.content.notes.facts import Facts
from glossator.content.notes.page_text import page_text

Json = dict[str, Any]


class PageReader(ABC):
    """Reads a page; whoever has one gives it as ``page``."""

    @property
    @abstractmethod
    def page(self) -> Json:
        """The W3C AnnotationPage, settled."""

    @property
    def document(self) -> Json:
        """What the notebook says of its document, as stored."""
        facts = self.page["glossator"].get("document")
        return facts if isinstance(facts, dict) else {}

    @property
    def facts(self) -> Facts:
        """What the notebook says of its document, read."""
        return Facts.of(self.page)

    @property
    def text(self) -> str:
        """The page as the text of its file."""
        return page_text(self.page)

    @property
    def target(self) -> str:
        """The document's name in ``target.source``."""
        return self.facts.target

    def deleted(self) -> list[tuple[str, Annotation]]:
        """Give what was deleted in the last 90 days, with the time of its deletion, the latest first."""
        inner = self.page["glossator"]
        trash = inner.get("trash") or {}
        entries = [(inner["deleted"].get(key, ""), item) for key, raw in trash.items() if (item := readable(raw))]
        return sorted(entries, key=lambda entry: entry[0], reverse=True)
