"""The parser of the command line; a command's own arguments are added by its file, which is imported for it alone."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NamedTuple, NoReturn

from glossator.tui.output import complain, show


class Command(NamedTuple):
    """A command: its name, its line of help (empty for internal commands), and the module that runs it."""

    name: str
    help: str
    module: str


COMMANDS = (
    Command("toc", "the section tree", "toc"),
    Command("text", "the canonical text", "text"),
    Command("find", "fuzzy search", "find"),
    Command("notes", "the highlights and notes", ""),
    Command("config", "every setting: value, default, meaning, where it was set", "config"),
)
NOTES = (
    Command("list", "annotations in reading order", "list"),
    Command("add", "highlight a quote", "add"),
    Command("edit", "change a note, its tags or its colour", "edit"),
    Command("rm", "delete an annotation; it can be restored for 90 days", "rm"),
    Command("deleted", "what was deleted in the last 90 days", "deleted"),
    Command("restore", "bring a deleted annotation back", "restore"),
    Command("merge", "fold another copy into this notes folder", "merge"),
    Command("check", "every notebook: readable, valid, anchored", "check"),
    Command("export", "the annotations in another format", "export"),
    Command("git-setup", "teach git to merge the notebooks in the notes folder", "git_setup"),
    Command("git-merge", "", "git_merge"),
)
_GLOBALS = {"--notes-dir": "notes_dir", "--config": "config"}


class Parser(argparse.ArgumentParser):
    """Argument errors in the program's own form: one line, exit status 2; options are spelt out."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, **options)

    def error(self, message: str) -> NoReturn:
        """End with one line and exit status 2."""
        complain(f"{message}: try {self.prog} --help")
        raise SystemExit(2)

    def _print_message(self, message: str, file: object = None) -> None:
        """Print help and version through ``show``, as all output is."""
        show(message.rstrip("\n"))


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Parse the command line.

    Args:
        arguments: The arguments, without the program's name.

    Returns:
        The options; ``run`` is the function to call with them.

    Raises:
        SystemExit: They are wrong, or ask for help or the version; that was printed.
    """
    chosen, rest = _split(arguments)
    name = rest[0] if rest else ""
    if name in {command.name for command in COMMANDS}:
        options = _command_parser(name, rest[1] if len(rest) > 1 else "").parse_args(rest)
    else:
        options = _reading_parser().parse_args(rest)
    for key, value in chosen.items():
        setattr(options, key, value)
    return options


def _split(arguments: Sequence[str]) -> tuple[dict[str, str], list[str]]:
    """Take out the options that may stand anywhere, before or after the command."""
    chosen: dict[str, str] = dict.fromkeys(_GLOBALS.values(), "")
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        name, equals, value = argument.partition("=")
        if argument == "--":
            return chosen, [*rest, argument, *waiting]
        if name not in _GLOBALS:
            rest.append(argument)
            continue
        chosen[_GLOBALS[name]] = value if equals else next(waiting, "")
        if not chosen[_GLOBALS[name]]:
            Parser(prog="gloss").error(f"argument {name}: expected one argument")
    return chosen, rest


def _common() -> Parser:
    """What every command has; the two values are taken out before, and stand here for the help."""
    parser = Parser(add_help=False)
    parser.add_argument("--notes-dir", metavar="DIR", help="where notebooks are kept (or GLOSS_NOTES_DIR)")
    parser.add_argument("--config", metavar="FILE", help="the settings file (or GLOSS_CONFIG)")
    parser.add_argument("--version", action=_ShowVersion, nargs=0, help="show the version and exit")
    return parser


class _ShowVersion(argparse.Action):
    """Shows the version that is installed, looked up when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *rest: object) -> NoReturn:
        from importlib.metadata import version

        show(f"gloss {version('glossator')}")
        raise SystemExit(0)


def _reading_parser() -> Parser:
    parser = Parser(
        prog="gloss",
        parents=[_common()],
        description="Read and annotate documents in the terminal.",
        epilog=f"Commands: {', '.join(command.name for command in COMMANDS)} (gloss COMMAND --help). "
        "A file named like a command: ./toc",
    )
    _attach(parser, "read")
    return parser


def _command_parser(name: str, verb: str) -> Parser:
    parser = Parser(prog="gloss", parents=[_common()])
    _add_commands(parser, COMMANDS, name, verb)
    return parser


def _add_commands(parser: argparse.ArgumentParser, commands: Sequence[Command], name: str, verb: str = "") -> None:
    added = parser.add_subparsers(required=True, metavar="COMMAND")
    for command in commands:
        made = (
            added.add_parser(command.name, parents=[_common()], help=command.help)
            if command.help
            else added.add_parser(command.name, parents=[_common()])
        )
        if command.name == name == "notes":
            _add_commands(made, NOTES, verb)
        elif command.name == name:
            _attach(made, command.module if commands is COMMANDS else f"notes.{command.module}")


def _attach(parser: argparse.ArgumentParser, module: str) -> None:
    """Add the arguments of a command's file, and what runs it."""
    found = import_module(f"{__package__}.{module}")
    found.configure(parser)
    run: Callable[[argparse.Namespace], int] = found.run
    parser.set_defaults(run=run)
