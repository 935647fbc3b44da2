"""Keys as they stand on the keyboard."""

from __future__ import annotations

_NAMES = {
    "left_curly_bracket": "{", "right_curly_bracket": "}", "left_square_bracket": "[", "apostrophe": "'",
    "right_square_bracket": "]", "left_parenthesis": "(", "right_parenthesis": ")", "percent_sign": "%",
    "slash": "/", "backslash": "\\", "vertical_line": "|", "dollar_sign": "$", "comma": ",", "full_stop": ".",
    "number_sign": "#", "plus": "+", "minus": "-", "question_mark": "?", "enter": "Enter", "escape": "Esc",
    "colon": ":", "tilde": "~", "underscore": "_", "at": "@", "ampersand": "&", "exclamation_mark": "!",
    "equals_sign": "=", "semicolon": ";",
    "asterisk": "*", "quotation_mark": '"', "circumflex_accent": "^", "grave_accent": "`", "less_than_sign": "<",
    "greater_than_sign": ">", "space": "Space", "tab": "Tab", "backspace": "Backspace", "pagedown": "PgDn",
    "pageup": "PgUp", "up": "↑", "down": "↓", "left": "←", "right": "→", "home": "Home", "end": "End",
}  # fmt: skip


def shown_keys(keys: str) -> str:
    """Key names as they stand on the keyboard; those of a sequence with spaces, alternatives with commas."""
    return ", ".join(" ".join(map(_shown, each.split(" "))) for each in keys.split(","))


def _shown(key: str) -> str:
    modifiers, plus, name = key.rpartition("+")
    if name in _NAMES or len(name) < 2:
        return modifiers + plus + _NAMES.get(name, name)
    from textual.keys import key_to_character

    character = key_to_character(name) or ""
    return modifiers + plus + (character if character.isprintable() and character else name)
