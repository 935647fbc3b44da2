"""Small letters: what stands high or low behind a text, written with Unicode's own letters where they are read well."""

from __future__ import annotations

from glossator.content.text.formulas import subscript, superscript

_MOST = 4
"""Letters that are written small; what is longer is easier to read as it is. Numbers may be of any length."""


_LONGEST = 24
"""Code points of what is put into brackets; what is longer is no exponent."""


def raised(text: str) -> str:
    """The same number of letters, written high, such as those of 10⁵ and 1ˢᵗ; empty where that does not read well."""
    return superscript(text) if _is_short(text) and not {*text} & {"*", "∗", "′"} else ""


def lowered(text: str) -> str:
    """The same number of letters, written low, such as that of H₂O; empty where that does not read well."""
    return subscript(text) if _is_short(text) else ""


def bracketed(text: str, *, is_high: bool) -> str:
    """A text that stands high or low and has signs in it, such as that of e^(-x/2); empty for any other.

    Args:
        text: What stands there.
        is_high: Whether it stands high.
    """
    if len(text) > _LONGEST or not any(sign in text.strip() for sign in "+-−/*=<>,"):
        return ""
    return f"{'^' if is_high else '_'}({text.strip()})"


def _is_short(text: str) -> bool:
    return bool(text) and (len(text) <= _MOST or not any(map(str.isalpha, text)))
