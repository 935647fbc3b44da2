"""The names of keys as settings may have them, and which of them no terminal can send."""

from __future__ import annotations

import unicodedata

from textual.keys import KEY_NAME_REPLACEMENTS, Keys

_MODIFIERS = ("ctrl", "alt", "shift", "super", "hyper", "meta")
_SAME = {
    "return": "enter", "ctrl+i": "tab", "ctrl+m": "enter", "ctrl+left_square_bracket": "escape", "ctrl+[": "escape",
}  # fmt: skip
"""Keys that a terminal sends as others (ECMA-48: control characters)."""


def problem_of_key(name: str) -> str:
    """Say what is wrong with the name of a key, or of two that are typed one after the other.

    Args:
        name: One key, such as ``ctrl+e``, ``full_stop`` or ``é``, or two with a space between, such as ``g g``.

    Returns:
        Why a terminal can never send it, in a few words; empty when one can.
    """
    keys = name.split(" ") if len(name) > 1 else [name]
    if len(keys) > 2:
        return f"{name}: two keys in a row at the most"
    return next((why for key in keys if (why := _problem_of_one(key))), "")


def _problem_of_one(name: str) -> str:
    if not name:
        return "a key is missing between the commas"
    if len(name) == 1:
        return "" if name.isprintable() else "a control character is no key"
    if name in _SAME:
        return f"terminals send {name} as {_SAME[name]}; use that name"
    *modifiers, base = name.split("+")
    if unknown := [each for each in modifiers if each not in _MODIFIERS] or [""] * (not base):
        return f"{name}: no such key as {unknown[0] or '+; it is called plus'}"
    if len(set(modifiers)) < len(modifiers):
        return f"{name}: a modifier twice"
    if len(base) == 1 and modifiers == ["shift"]:
        return f"terminals send {name} as {base.upper()}; use that name"
    if len(base) == 1 and base.isalnum():
        return "" if base == base.lower() else f"{name}: use shift and the small letter"
    if base in _known() or (len(base) > 1 and _is_character(base)):
        return ""
    from glossator.content.text.suggestions import meant

    return f"{name}: no such key{meant(base, _known(), 0.75)}"


def _known() -> set[str]:
    """The names of keys that are no characters, and of characters with a short name."""
    return {key.value.split("+")[-1] for key in Keys if "<" not in key.value} | set(KEY_NAME_REPLACEMENTS.values())


def _is_character(name: str) -> bool:
    """True for the name that Textual gives a character that is no letter or digit: its name in Unicode."""
    return any(key_name(chr(code)) == name for code in range(0x20, 0x3000) if not chr(code).isalnum())


def key_name(name: str) -> str:
    """Give the name that Textual has for a key: a character that is no letter or digit goes by its Unicode name.

    Of two keys with a space between, each goes by its own.
    """
    if len(name) > 1 and " " in name:
        return " ".join(map(key_name, name.split(" ")))
    if len(name) != 1 or name.isalnum():
        return name
    long = unicodedata.name(name, "").lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(long, long) or name
