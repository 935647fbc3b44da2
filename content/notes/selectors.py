"""Selectors: a passage described so that it can be found again (W3C Web Annotation Data Model, section 4.2)."""

from __future__ import annotations

from typing import NamedTuple

_CONTEXT = 32
"""Code points kept on each side of a quote that is unique with them."""
_LONG = 120
"""Code points of a quote that is surely unique with so many on each side."""
LONGEST_CONTEXT = 512
"""Code points kept on each side of a quote, and at each end of a passage that is not quoted whole."""
LONGEST_QUOTE = 2000
"""Code points up to which a passage is quoted whole."""


class Selectors(NamedTuple):
    """A quote, the text before and after it, and where it stood, in code points, if that is known.

    Of a passage longer than LONGEST_QUOTE ``exact`` is the beginning only and ``end_exact`` the end.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    end_exact: str = ""

    @property
    def shown(self) -> str:
        """The quote as a person reads it."""
        return f"{self.exact} … {self.end_exact}" if self.end_exact else self.exact


def with_context(text: str, start: int, end: int) -> Selectors:
    """Selectors for a range as ``describe`` makes them, but with context that is surely long enough; for many of them.

    Args:
        text: The document's text.
        start: First code point.
        end: Code point after the last.
    """
    if end - start > LONGEST_QUOTE:
        return describe(text, start, end)
    reach = _CONTEXT if end - start > _LONG else 4 * _CONTEXT
    return Selectors(text[start:end], text[max(0, start - reach) : start], text[end : end + reach], start, end)


def describe(text: str, start: int, end: int) -> Selectors:
    """Selectors for a range, with context long enough to be unique in the text (up to 512 characters a side).

    Raises ValueError when the range is empty or outside the text.

    Args:
        text: The document's text.
        start: First code point.
        end: Code point after the last.
    """
    if not 0 <= start < end <= len(text):
        raise ValueError("a range outside the text")
    if end - start > LONGEST_QUOTE:
        return Selectors(
            text[start : start + LONGEST_CONTEXT], text[max(0, start - LONGEST_CONTEXT) : start],
            text[end : end + LONGEST_CONTEXT], start, end, text[end - LONGEST_CONTEXT : end],
        )  # fmt: skip
    reach = _CONTEXT
    while reach < LONGEST_CONTEXT:
        around = text[max(0, start - reach) : end + reach]
        if text.find(around, text.find(around) + 1) < 0:
            break
        reach *= 2
    return Selectors(text[start:end], text[max(0, start - reach) : start], text[end : end + reach], start, end)
