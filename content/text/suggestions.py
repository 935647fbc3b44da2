"""Suggestions: what was probably meant by a name that does not exist."""

from __future__ import annotations

from collections.abc import Iterable


def meant(name: str, known: Iterable[str], least: float = 0.6) -> str:
    """Say which of the known names was probably meant.

    Args:
        name: What was typed.
        known: The names there are.
        least: How alike two names must be, from 0 to 1 (difflib's ratio).

    Returns:
        ``; did you mean X?``, or nothing where none is close.
    """
    import difflib

    close = difflib.get_close_matches(name.lower(), list(known), 1, least)
    return f"; did you mean {close[0]}?" if close else ""
