"""The names of keys as settings may have them, and which of them no terminal can send."""

from __future__ import annotations

import unicodedata

from textual.keys import KEY_NAME_REPLACEMENTS, Keys

_MODIFIERS = ("ctrl", "alt", "shift", "super", "hyper", "meta")
_SAME = {"ctrl+i": "tab", "ctrl+m": "enter", "ctrl+left_square_bracket": "escape", "ctrl+[": "escape"}
"""Keys that a terminal sends as others (ECMA-48: control characters)."""


def problem_of_key(name: str) -> str:
    """Say what is wrong with the name of a key.

    Args:
        name: One key, such as ``ctrl+e``, ``full_stop`` or ``é``.

    Returns:
        Why a terminal can never send it, in a few words; empty when one can.
    """
    if not name:
        return "a key is missing between the commas"
    *modifiers, base = name.split("+")
    if len(name) == 1:
        return ""
    if name in _SAME:
        return f"{name} cannot be told from {_SAME[name]}: name that"
    if unknown := [modifier for modifier in modifiers if modifier not in _MODIFIERS]:
        return f"{name}: no such key as {unknown[0]}"
    if modifiers == ["shift"] and len(base) == 1:
        return f"{name} cannot be told from {base.upper()}: name that"
    if len(base) == 1 or base in _known() or _is_character(base):
        return ""
    from glossator.content.text.suggestions import meant

    return f"{name}: no such key{meant(base, _known())}"


def _known() -> set[str]:
    """The names of keys that are no characters, and of characters with a short name."""
    return {key.value.split("+")[-1] for key in Keys if "<" not in key.value} | set(KEY_NAME_REPLACEMENTS.values())


def _is_character(name: str) -> bool:
    """True for the name of a character in Unicode, in the form that Textual gives it: ``full_stop``."""
    try:
        unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return False
    return name == name.lower()


def key_name(name: str) -> str:
    """Give the name that Textual has for a key: a character that is no letter or digit goes by its Unicode name."""
    if len(name) != 1 or name.isalnum():
        return name
    long = unicodedata.name(name, "").lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(long, long) or name
