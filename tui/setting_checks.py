"""What can be wrong with a setting: a few words each, or nothing."""

from __future__ import annotations

from glossator.content.notes.colors import COLORS
from glossator.content.text.sanitize import shown_name
from glossator.content.text.suggestions import meant
from glossator.tui.keys import KEYS
from glossator.tui.layout.column import NARROWEST, WIDEST
from glossator.tui.layout.spread import MOST_PAGES
from glossator.tui.shown_keys import shown_keys

_TYPED_INTO = ("editor", "prompt", "picker", "search", "library", "help")
"""Places with a field: a letter that is bound there could not be typed any more."""


_DIALOGS = (*_TYPED_INTO, "question", "footnote", "opening", "menu", "anywhere")
"""Places that do not wait for a second key."""
_TYPED = ("space", "full_stop", "comma", "slash", "minus", "colon", "question_mark", "asterisk")


def keys_in(value: str) -> list[str]:
    """Give the keys that a setting has, as Textual names them; none where it takes them away."""
    from glossator.tui.key_names import tidy_key

    if value and not value.strip(" "):
        return ["space"]
    return [tidy_key(each.strip()) for each in value.split(",")] if value.strip() else []


def width(value: int) -> str:
    """Say what is wrong with the width of the text."""
    return "" if NARROWEST <= value <= WIDEST else f"must be {NARROWEST} to {WIDEST}"


def pages(value: int) -> str:
    """Say what is wrong with the number of pages side by side."""
    return "" if 0 <= value <= MOST_PAGES else f"must be 0 to {MOST_PAGES}"


def bidi(value: str) -> str:
    """Say what is wrong with who orders what is written from right to left."""
    return "" if value in ("auto", "gloss", "terminal") else "must be auto, gloss or terminal"


def pictures(value: str) -> str:
    """Say what is wrong with how pictures are drawn."""
    known = ("auto", "kitty", "sixel", "iterm2", "blocks", "off")
    return "" if value in known else "must be auto, kitty, sixel, iterm2, blocks or off"


def patience(value: int) -> str:
    """Say what is wrong with how long a server may be silent."""
    return "" if 1 <= value <= 300 else "must be 1 to 300"


def rows(value: int) -> str:
    """Say what is wrong with the space between lines."""
    return "" if 1 <= value <= 3 else "must be 1 to 3"


def space(value: int) -> str:
    """Say what is wrong with the space between paragraphs."""
    return "" if 0 <= value <= 3 else "must be 0 to 3"


def headings(value: str) -> str:
    """Say what is wrong with how headings are set."""
    return "" if value in ("plain", "rule", "capitals") else "must be plain, rule or capitals"


def citation(value: str) -> str:
    """Say what is wrong with a style of citation."""
    from glossator.content.exchange.citation import STYLES

    return "" if value in STYLES else f"must be one of {', '.join(STYLES)}"


def picture_rows(value: int) -> str:
    """Say what is wrong with the rows of a picture."""
    return "" if 2 <= value <= 100 else "must be 2 to 100"


def side(value: int) -> str:
    """Say what is wrong with the width of a side."""
    return "" if 16 <= value <= 100 else "must be 16 to 100"


def theme(name: str) -> str:
    """Say what is wrong with what is to be the theme."""
    return "" if name == "auto" else plain_theme(name)


def plain_theme(name: str) -> str:
    """Say what is wrong with a theme's name."""
    from glossator.styles.themes import theme_names

    names = theme_names()
    if name in names:
        return ""
    return f"no theme named {shown_name(name)}{meant(name, names) or '; there are ' + ', '.join(names)}"


def color(name: str) -> str:
    """Say what is wrong with a highlight colour's name."""
    return "" if name in COLORS else f"must be one of {', '.join(COLORS)}"


def chosen_color(name: str, _value: str) -> str:
    """Say what is wrong with a colour that is given a meaning."""
    return color(name) + ("" if name in COLORS else meant(name, COLORS))


def binding(name: str, value: str) -> str:
    """Say what is wrong with a binding's id, or with the keys chosen for it; no keys at all take the binding's away.

    Args:
        name: A key id.
        value: Textual's names of keys, with commas between.
    """
    ids = [key.id for key in KEYS]
    if name not in ids:
        return "no such binding" + meant(name, ids)
    from glossator.tui.key_names import problem_of_key

    where = next(key.where for key in KEYS if key.id == name)
    for key in keys_in(value):
        if why := problem_of_key(key):
            return why
        if where in _TYPED_INTO and (len(key) == 1 or key in _TYPED):
            return f"{shown_keys(key)} is typed there, and cannot be a command"
        if where in _DIALOGS and " " in key:
            return f"{shown_keys(key)}: two keys in a row are no command in a dialog or a field"
        if key[0].isdigit():
            return f"{key[0]}: a digit is a count, and begins no command"
    return ""


def command_name(name: str) -> str:
    """Give the name of an entry of the commands with its key as Textual names it."""
    from glossator.tui.commands import PARTS
    from glossator.tui.key_names import tidy_key

    key, dot, part = name.rpartition(".")
    return f"{tidy_key(key)}.{part}" if dot and part in PARTS else tidy_key(name)


def command(name: str, value: str) -> str:
    """Say what is wrong with one entry of the reader's own commands.

    Args:
        name: The keys of the entry.
        value: The program, or another field.
    """
    from glossator.tui.commands import problem_of_command

    return problem_of_command(name, value)
