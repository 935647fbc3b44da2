"""The command line as one tree of parsers; a command's own arguments are added by its file.

A command that is run has its file imported and no other's; for help, completions and the manual page the whole tree
is built.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any, NoReturn

from glossator.content.text.sanitize import clean_line, shown_name
from glossator.tui.cli.arguments import one_of
from glossator.tui.cli.command_line import FLAGS, VALUED, CommandLine, in_order
from glossator.tui.cli.commands import COMMANDS, Command
from glossator.tui.cli.mistyped import command_meant, notes_command_meant, option_meant
from glossator.tui.output import complain, show

SHARED = {"bash": "gloss.bash", "zsh": "_gloss", "fish": "gloss.fish", "man": "gloss.1"}
"""Files of ``tui/shell``, made by ``python -m tests.shell``."""
_LONGEST = 300
"""Characters of a message that are shown."""
_STATUS = "Exit status: 0 done, 1 nothing found, 2 bad usage or unreadable input (gloss review has its own)."


class Parser(argparse.ArgumentParser):
    """Argument errors in the program's own form: one line, exit status 2; options are spelt out."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter, **options)

    def error(self, message: str) -> NoReturn:
        """End with one line and exit status 2."""
        message = message.removeprefix("argument ")
        message = message.replace("the following arguments are required: ", "missing: ")
        message = message.replace("missing: SOURCE", "missing: SOURCE (- is standard input)")
        message = message.replace("expected one argument", "a value is missing")
        message = clean_line(message)
        message = message if len(message) <= _LONGEST else f"{message[: _LONGEST // 2]} … {message[-_LONGEST // 2 :]}"
        complain(f"{message} Try {self.prog} --help" if message.endswith("?") else f"{message}; try {self.prog} --help")
        raise SystemExit(2)

    def check_options(self, options: Sequence[str]) -> None:
        """End because of an option that does not exist; that comes before anything missing."""
        known = self._option_string_actions
        for option in options:
            name, equals, _ = option.partition("=")
            if name in known and (not equals or known[name].nargs != 0):
                continue
            if name in known:
                self.error(f"{name}: takes no value")
            close = option_meant(name, list(known))
            if not close and os.path.lexists(option):
                self.error(f"{option}: no such option; to read a file whose name begins with -, put -- before it")
            self.error(f"{name}: no such option{close or '; what begins with - stands behind --'}")

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
    typed = in_order(arguments, Parser(prog="gloss").error)
    leaf = _command_parser(typed.command, typed.verb) if typed.command else _reading_parser()
    is_group = leaf._subparsers is not None and bool(typed.command)
    if not typed.command or is_group:
        leaf.check_options([each for each in typed.options if each.partition("=")[0] not in (*VALUED, *FLAGS)])
    if not typed.command:
        _check_command(typed, leaf)
    if is_group and typed.rest:
        leaf.error(f"{shown_name(typed.rest[0])}: no such command{notes_command_meant(typed.rest[0])}")
    if not is_group:
        leaf.check_options(typed.options)
    options, extra = leaf.parse_known_args(typed.arguments)
    if extra:
        leaf.error(f"{shown_name(extra[0])}: unexpected argument")
    for action in leaf._actions:
        if getattr(options, action.dest, None) == "" and action.metavar in ("SOURCE", "PATH", "ID"):
            leaf.error(f"{action.metavar}: an empty name")
    for key, value in typed.anywhere.items():
        setattr(options, key, value)
    return options


def _check_command(typed: CommandLine, leaf: Parser) -> None:
    """End with an error if an unknown command was typed, or a command behind its argument."""
    words = typed.rest
    first = words[0] if words else ""
    names = [command.name for command in COMMANDS]
    if not first or (len(words) == 1 and "--help" not in typed.options):
        return
    if len(words) > 1 and words[1] in names and os.path.lexists(first):
        right = [*words[1:2], *(words[2:] if words[1] == "notes" else []), first]
        leaf.error(f"{shown_name(words[1])}: unexpected argument; did you mean gloss {' '.join(right)}?")
    if not os.path.lexists(first):
        close = command_meant(first) or f"; choose from {', '.join(names)}, or name one file"
        leaf.error(f"{shown_name(first)}: no such command{close}")


def full_parser() -> Parser:
    """Build the whole tree, every command's arguments in it: for completions and the manual page."""
    parser = _reading_parser(with_commands=False)
    _add_commands(parser, COMMANDS, None)
    return parser


def _common() -> Parser:
    """What every command has; the first three are taken out before, and stand here for the help."""
    parser = Parser(add_help=False)
    common = parser.add_argument_group("everywhere, before or after the command")
    common.add_argument("--notes-dir", metavar="DIR", help="where notebooks are kept (default: GLOSS_NOTES_DIR, "
                        "else the user's data folder; gloss config prints it)")  # fmt: skip
    common.add_argument("--config", metavar="FILE", help="the settings file (default: GLOSS_CONFIG, else config.toml "
                        "in the user's configuration folder)")  # fmt: skip
    common.add_argument("--debug", action="store_true", help="write a log file, and say where it is")
    common.add_argument("-V", "--version", action=_ShowVersion, nargs=0, help="show the version and exit")
    common.add_argument("-h", "--help", action="help", help="show this help and exit")
    return parser


class _PrintShared(argparse.Action):
    """Prints a file that is made from the parsers: a shell's completions, or the manual page."""

    def __call__(
        self, parser: argparse.ArgumentParser, options: object, value: Any, name: str | None = None
    ) -> NoReturn:
        from importlib.resources import files

        show((files("glossator.tui") / "shell" / SHARED[value or "man"]).read_text("utf-8").rstrip("\n"))
        raise SystemExit(0)


class _ShowVersion(argparse.Action):
    """Shows the version that is installed, looked up when it is asked for."""

    def __call__(self, parser: argparse.ArgumentParser, *rest: object) -> NoReturn:
        from importlib.metadata import version

        show(f"gloss {version('glossator')}")
        raise SystemExit(0)


def _reading_parser(*, with_commands: bool = True) -> Parser:
    width = max(len(command.name) for command in COMMANDS)
    listed = "\n".join(f"  {command.name:{width}}  {command.help}" for command in COMMANDS)
    parser = Parser(
        prog="gloss",
        usage="gloss [OPTIONS] [SOURCE]\n       gloss COMMAND [OPTIONS] ..." if with_commands else None,
        parents=[_common()],
        add_help=False,
        description="Read and annotate documents in the terminal."
        + (f"\n\ncommands (gloss COMMAND --help says more):\n{listed}" if with_commands else ""),
    )
    _attach(parser, "read")
    shells = parser.add_argument_group("for the shell")
    shells.add_argument(
        "--print-completion", metavar="SHELL", action=_PrintShared, type=one_of(("bash", "zsh", "fish"), "shell"),
        help="print the completions for bash, zsh or fish",
    )  # fmt: skip
    shells.add_argument("--print-man", action=_PrintShared, nargs=0, help="print the manual page")
    parser.epilog = f"{parser.epilog}\n\n{_STATUS}"
    return parser


def _command_parser(name: str, verb: str) -> Parser:
    """The parser of one command."""
    parser = Parser(prog="gloss", parents=[_common()], add_help=False)
    return _add_commands(parser, COMMANDS, (name, verb)) or parser


def _add_commands(parser: Parser, commands: Sequence[Command], path: tuple[str, ...] | None) -> Parser | None:
    """Add commands; those on the path with their arguments, all of them where there is none.

    Returns:
        The parser of the last command on the path.
    """
    added = parser.add_subparsers(
        required=path is not None, metavar="COMMAND", title="commands", parser_class=type(parser)
    )
    leaf: Parser | None = None
    for command in commands:
        if not command.help and path is None:
            continue
        shown: dict[str, Any] = {"help": command.help} if command.help else {}
        description = f"{command.help[:1].upper()}{command.help[1:]}."
        made: Parser = added.add_parser(
            command.name, parents=[_common()], add_help=False, description=description, **shown
        )
        if path is None or command.name == path[0]:
            leaf = made
            if command.commands:
                leaf = _add_commands(made, command.commands, path and path[1:]) or made
            else:
                _attach(made, command.module)
    return leaf


def _attach(parser: argparse.ArgumentParser, module: str) -> None:
    """Add the arguments of a command's file, its examples, and what runs it."""
    found = import_module(f"{__package__}.{module}")
    found.configure(parser)
    if examples := getattr(found, "EXAMPLES", ""):
        parser.epilog = "examples:\n" + "\n".join(f"  {line}" for line in examples.strip().splitlines())
    run: Callable[[argparse.Namespace], int] = found.run
    parser.set_defaults(run=run)
