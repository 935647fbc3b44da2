"""Suggestions for what was mistyped: a command by another name, a URL without its scheme, an option."""

from __future__ import annotations

import os
import re

from glossator.content.text.suggestions import meant
from glossator.tui.cli.commands import COMMANDS, NOTES

_COMMANDS = [command.name for command in COMMANDS]
_VERBS = [command.name for command in NOTES if command.help]
_NOTES_ALSO = {
    "remove": "rm", "delete": "rm", "del": "rm", "ls": "list", "show": "list", "import": "merge", "new": "add",
    "create": "add", "undelete": "restore", "undo": "restore", "change": "edit", "trash": "deleted", "verify": "check",
}  # fmt: skip
_ALSO = {
    "search": "find", "grep": "find", "rg": "find", "contents": "toc", "outline": "toc", "cat": "text",
    "settings": "config", "preferences": "config", "options": "config", "tutorial": "tour", "note": "notes",
    "highlights": "notes list", "annotations": "notes list", "version": "--version", "man": "--print-man",
    "manual": "--print-man", "usage": "--help", "completion": "--print-completion", "completions": "--print-completion",
    **{verb: f"notes {verb}" for verb in _VERBS}, **{also: f"notes {verb}" for also, verb in _NOTES_ALSO.items()},
}  # fmt: skip
"""Commands by the names that other programs give them, and the commands of ``notes`` without ``notes``."""
_ADDRESS = re.compile(
    r"www\.[\w-]+(\.[\w-]+)+(/.*)?|[\w-]+(\.[\w-]+)*\.(com|org|net|edu|gov|io|dev|info|eu|uk|de|fr|nl|ch|cn|jp|in)/.*"
)


def command_meant(typed: str, least: float = 0.6) -> str:
    """Suggest a command for a word; empty if none is close.

    Args:
        typed: A word that is no command.
        least: How alike they must be, from 0 to 1.
    """
    if typed.lower() in _ALSO:
        also = _ALSO[typed.lower()]
        return f"; did you mean {'gloss ' if also.startswith('-') else ''}{also}?"
    return meant(typed, _COMMANDS, least)


def notes_command_meant(typed: str) -> str:
    """Suggest a command of ``gloss notes`` for a word, or list them all."""
    if typed.lower() in _NOTES_ALSO:
        return f"; did you mean {_NOTES_ALSO[typed.lower()]}?"
    if os.path.lexists(typed):
        return f"; did you mean gloss notes list {typed}?"
    return meant(typed, _VERBS) or f"; choose from {', '.join(_VERBS)}"


def source_meant(typed: str) -> str:
    """Suggest a URL or a command for the name of a file that does not exist; empty if none is close."""
    if _ADDRESS.fullmatch(typed):
        return f"; did you mean https://{typed}?"
    if "." in typed or os.path.dirname(typed):
        return ""
    return command_meant(typed).replace("mean ", "mean the command ").replace("the command gloss", "gloss")


def option_meant(typed: str, known: list[str]) -> str:
    """Suggest an option for one that does not exist; empty if none is close.

    Args:
        typed: An option that is not known.
        known: Those that are.
    """
    if typed.swapcase() in known and len(typed) == 2:
        return f"; did you mean {typed.swapcase()}?"
    if f"-{typed}" in known:
        return f"; did you mean -{typed}?"
    return meant(typed, [each for each in known if each.startswith("--")], 0.7)
