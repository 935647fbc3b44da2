"""Context: the letters beside a passage, and how far those beside two passages are the same."""

from __future__ import annotations

from typing import NamedTuple

from rapidfuzz.distance import Prefix

from glossator.content.text.bare_text import bare
from glossator.content.text.words import Words


class Context(NamedTuple):
    """Letters and digits, folded, from the passage outwards: those before it from right to left, those after it."""

    before: str
    after: str

    @classmethod
    def between(cls, before: str, after: str) -> Context:
        """Make the context of a passage that stands between two texts.

        Args:
            before: The text that ends where the passage begins.
            after: The text that begins where the passage ends.
        """
        return cls(bare(Words(before))[::-1], bare(Words(after)))

    @classmethod
    def of(cls, text: str, passage: tuple[int, int], width: int) -> Context:
        """Make the context of a passage of a text.

        Args:
            text: The text.
            passage: Its range, in code points.
            width: How many code points of the text on either side are looked at.
        """
        start, end = passage
        return cls.between(text[max(0, start - width) : start], text[end : end + width])

    def nearest(self, count: int) -> Context:
        """Give its letters nearest to the passage.

        Args:
            count: How many at most, on either side.
        """
        return Context(self.before[:count], self.after[:count])

    def likeness(self, other: Context) -> int:
        """Count the letters that both have, on either side as far as they are the same.

        Args:
            other: The context of another passage.
        """
        return Prefix.similarity(self.before, other.before) + Prefix.similarity(self.after, other.after)

    @property
    def size(self) -> int:
        """The number of its letters."""
        return len(self.before) + len(self.after)
