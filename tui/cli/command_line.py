"""The command line put in order: the command, its options with their values, and its arguments."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, NoReturn

from glossator.tui.cli.commands import COMMANDS

ANYWHERE = {"--notes-dir": "notes_dir", "--config": "config"}
"""Options that may stand anywhere, and what they are stored as."""
VALUED = frozenset({
    "--section", "--width", "--theme", "--print-completion", "--limit", "--quote", "--occurrence", "--note", "--tag",
    "--color", "--to", "--encoding", "--password", "-o", "--output", "--reset", "--from", "--into", "--since", "--port",
    "--with", "--text", *ANYWHERE,
})  # fmt: skip
"""Options that take a value, of whatever command."""
FLAGS = frozenset({
    "--whole-page", "--refresh", "--print-man", "--json", "--exact", "--regex", "--same", "--as-new", "--repair",
    "--markdown", "--force", "--dry-run", "--undo", "--rounds", "--write", "--debug", "--help", "-h", "--version", "-V",
})  # fmt: skip
"""Options that take none."""
_SAME = {"-o": "--output"}
_GROUPS = {command.name: {each.name for each in command.commands} for command in COMMANDS if command.commands}
_NAMES = {command.name for command in COMMANDS}


class CommandLine(NamedTuple):
    """A command line in order: ``options`` have their values behind an equals sign, ``rest`` are the arguments."""

    command: str
    verb: str
    options: list[str]
    rest: list[str]
    anywhere: dict[str, Any]

    @property
    def arguments(self) -> list[str]:
        """The arguments for the parser of the command."""
        is_like_an_option = any(each.startswith("-") and each != "-" for each in self.rest)
        return [*self.options, *(["--"] if is_like_an_option else []), *self.rest]


def in_order(arguments: Sequence[str], refuse: Callable[[str], NoReturn]) -> CommandLine:
    """Put a command line in order. The value of an option is the next word, even if it begins with a hyphen.

    Args:
        arguments: The arguments, without the program's name.
        refuse: Ends with a message.

    Returns:
        The command line; its command is empty when a document is to be read.
    """
    anywhere: dict[str, Any] = {**dict.fromkeys(ANYWHERE.values(), ""), "debug": False}
    options: list[str] = []
    rest: list[str] = []
    behind: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        name, equals, value = argument.partition("=")
        if argument[:2] in _SAME and len(argument) > 2:  # a short option with its value
            name, equals, value = argument[:2], "=", argument[2:]
        if argument == "--":
            behind = list(waiting)
        elif not is_option(argument):
            rest.append(argument)
        elif name not in VALUED:
            options.append(argument)
        else:
            value = value if equals else next(waiting, "--")
            if not equals and (value in FLAGS or value.partition("=")[0] in VALUED or value == "--"):
                refuse(f"{name}: a value is missing (one that is an option's name is written {name}=VALUE)")
            if value == "--":  # argparse would drop it
                refuse(f"{name}: a value is missing")
            if name in ANYWHERE:
                anywhere[ANYWHERE[name]] = value or refuse(f"{name}: a value is missing")
            else:
                options.append(f"{_SAME.get(name, name)}={value}")
    if "--debug" in options:
        anywhere["debug"] = True
        options = [each for each in options if each != "--debug"]
    return _with_command(options, rest, behind, anywhere)


def is_option(argument: str) -> bool:
    """True for an option, known or not; false for a single hyphen and for a negative number."""
    return len(argument) > 1 and argument[0] == "-" and not argument[1].isdigit()


def _with_command(options: list[str], rest: list[str], behind: list[str], anywhere: dict[str, Any]) -> CommandLine:
    if rest[:1] == ["help"] and not os.path.lexists("help"):
        options, rest = [*options, "--help"], rest[1:]
    if not rest or rest[0] not in _NAMES:
        return CommandLine("", "", options, [*rest, *behind], anywhere)
    command, *rest = rest
    verb = ""
    if command in _GROUPS and rest[:1] == ["help"]:
        options, rest = [*options, "--help"], rest[1:]
    if command in _GROUPS and rest and rest[0] in _GROUPS[command]:
        verb, *rest = rest
    return CommandLine(command, verb, options, [*rest, *behind], anywhere)
