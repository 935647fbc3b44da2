"""The names of keys as settings may have them, and which of them no terminal can send."""

from __future__ import annotations

import unicodedata
from functools import cache

from textual.keys import KEY_NAME_REPLACEMENTS, Keys

_MODIFIERS = ("ctrl", "alt", "shift", "super", "hyper", "meta")
_ON_KEYBOARD = {
    "esc": "escape", "pgdn": "pagedown", "pgup": "pageup", "pgdown": "pagedown", "del": "delete", "ins": "insert",
    "spacebar": "space", "⏎": "enter", "↵": "enter", "↑": "up", "↓": "down", "←": "left", "→": "right", " ": "space",
}  # fmt: skip
"""Keys as they stand in the table of keys, or on a keyboard."""
_SENT_AS_ONE = ("enter", "tab", "space", "backspace", "escape")
"""Keys that a terminal sends as one character, which alt puts an Esc before."""
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
    if name != tidy_key(name):
        return problem_of_key(tidy_key(name))
    keys = name.split(" ") if len(name) > 1 else [name]
    if len(keys) > 2:
        return f"{name}: two keys in a row at the most"
    return next((why for key in keys if (why := _problem_of_one(key))), "")


def _problem_of_one(name: str) -> str:
    if not name:
        return "a key is missing between the commas; the comma itself is called comma"
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
        if base.isalpha():
            return f"terminals send {name} as {base.upper()}; use that name"
        return f"{name}: which sign that gives depends on the keyboard; use the sign's name"
    if "alt" in modifiers and not base.isdigit() and (len(base) == 1 or base in _SENT_AS_ONE or _is_character(base)):
        return f"terminals send {name} as Esc and then {base}; of alt, digits, arrows and keys with a name are left"
    if len(base) == 1 and base.isalnum():
        return "" if base == base.lower() else f"{name}: use shift and the small letter"
    if base in _known() or (len(base) > 1 and _is_character(base)):
        return ""
    from glossator.content.text.suggestions import meant

    if len(base) == 1:
        return f"{name}: no such key; the sign is called {key_name(base)}"
    return f"{name}: no such key{meant(base, _known(), 0.75)}"


@cache
def _known() -> frozenset[str]:
    """The names of keys that are no characters, and of characters with a short name."""
    names = {key.value.split("+")[-1] for key in Keys if "<" not in key.value}
    return frozenset(names | {*KEY_NAME_REPLACEMENTS.values()})


def _is_character(name: str) -> bool:
    """True for the name that Textual gives a character that is no letter or digit: its name in Unicode."""
    return name in _characters()


@cache
def _characters() -> frozenset[str]:
    return frozenset(key_name(chr(code)) for code in range(0x20, 0x3000) if not chr(code).isalnum())


def tidy_key(name: str) -> str:
    """Give a key's name as Textual has it, for one as it stands in the table of keys or on the keyboard.

    Args:
        name: One key, or two with a space between, such as ``PgDn``, ``Ctrl+X`` or ``↓``.

    Returns:
        The name, such as ``pagedown``, ``ctrl+x`` or ``down``; a name that is not known is returned unchanged.
    """
    if len(name) > 1 and " " in name:
        return " ".join(map(tidy_key, name.split(" ")))
    *modifiers, base = name.split("+") if len(name) > 1 else [name]
    modifiers = [each.lower() if each.lower() in _MODIFIERS else each for each in modifiers]
    if len(base) > 1 or base in _ON_KEYBOARD:
        base = _ON_KEYBOARD.get(base.lower(), base.lower() if base.lower() in _known() else base)
    elif modifiers == ["ctrl"]:
        base = base.lower()
    return "+".join([*modifiers, base])


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
