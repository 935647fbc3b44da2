"""Filtering: which annotations are meant, by tags, colour, time and words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from glossator.content.errors import GlossatorError
from glossator.content.notes.annotation import Annotation
from glossator.content.stamps import NEVER, instant
from glossator.content.text.folding import fold
from glossator.content.text.sanitize import shown_name


@dataclass(frozen=True)
class Filter:
    """What is wanted of annotations; what is empty asks for nothing.

    Attributes:
        tags: Tags that one must have, all of them, in any case.
        color: Its colour.
        since: When it must have been made or changed at the earliest, in UTC; None for any time.
        text: Words that must stand in its quote, its note or its tags, in any order, case and accent.
    """

    tags: tuple[str, ...] = ()
    color: str = ""
    since: datetime | None = None
    text: str = ""

    def __call__(self, item: Annotation) -> bool:
        """Whether an annotation is meant."""
        if self.color and item.color != self.color:
            return False
        if self.tags and not {fold(tag) for tag in self.tags} <= {fold(tag) for tag in item.tags}:
            return False
        if self.since is not None and instant(item.modified or item.created).seconds < self.since:
            return False
        if self.text:
            words = fold(" ".join((item.selectors.shown, item.note, *item.tags)))
            return all(word in words for word in fold(self.text).split())
        return True


def since_day(text: str) -> datetime:
    """Read the day or the moment that annotations are wanted from.

    Args:
        text: ISO 8601: a day, which begins at midnight here, or a moment.

    Returns:
        It in UTC.

    Raises:
        GlossatorError: It is neither.
    """
    try:
        day = date.fromisoformat(text)
        return datetime(day.year, day.month, day.day).astimezone(UTC)
    except (ValueError, OverflowError):
        found = instant(text).seconds
    if found == NEVER.seconds:
        raise GlossatorError(f"--since: {shown_name(text)}: not a day such as 2026-01-31")
    return found
