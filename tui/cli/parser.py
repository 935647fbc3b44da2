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
from glossator.content.text.suggestions import meant
from glossator.tui.cli.arguments import one_of
from glossator.tui.cli.commands import COMMANDS, Command
from glossator.tui.output import complain, show

_VALUES = {"--notes-dir": "notes_dir", "--config": "config"}
_ALSO = {
    "search": "find", "grep": "find", "rg": "find", "contents": "toc", "outline": "toc", "cat": "text",
    "settings": "config",
}  # fmt: skip
"""What other programs call a command."""
SHARED = {"bash": "gloss.bash", "zsh": "_gloss", "fish": "gloss.fish", "man": "gloss.1"}
"""Files of ``tui/shell``, made by ``python -m tests.shell``."""
_LONGEST = 300
"""Characters of a message that are shown."""
_STATUS = "Exit status: 0 done, 1 nothing found, 2 bad usage or unreadable input."


class Parser(argparse.ArgumentParser):
    """Argument errors in the program's own form: one line, exit status 2; options are spelt out."""

    def __init__(self, **options: Any) -> None:
        super().__init__(allow_abbrev=False, formatter_class=argparse.RawDescriptionHelpFormatter, **options)

    def error(self, message: str) -> NoReturn:
        """End with one line and exit status 2."""
        message = message.removeprefix("argument ")
        message = message.replace("the following arguments are required: ", "missing: ")
        message = message.replace("missing: SOURCE", "missing: SOURCE (- is standard input)")
        message = message.replace(
            "expected one argument", "a value is missing (one that begins with - is written --OPTION=VALUE)"
        )
        message = clean_line(message)
        message = message if len(message) <= _LONGEST else f"{message[: _LONGEST // 2]} … {message[-_LONGEST // 2 :]}"
        complain(f"{message} Try {self.prog} --help" if message.endswith("?") else f"{message}; try {self.prog} --help")
        raise SystemExit(2)

    def check_option(self, argument: str) -> None:
        """End because of an option that does not exist; that comes before anything missing."""
        known = self._option_string_actions
        if self._subparsers is not None:
            return  # of which command it is an option is not known
        if len(argument) < 2 or argument[0] != "-" or argument[1].isdigit() or argument.partition("=")[0] in known:
            return
        if argument[:2] in known and argument[1] != "-":
            return  # a short option with its value
        if os.path.lexists(argument):
            self.error(f"{argument}: no such option; to read a file whose name begins with -, put -- before it")
        if argument[1] != "-":
            self.error(f"{argument}: no such option; what begins with - stands behind --")
        self.refuse([argument])

    def refuse(self, extra: Sequence[str]) -> NoReturn:
        """End because of arguments that are left over: options that do not exist, or one SOURCE too many."""
        options = [argument for argument in extra if argument.startswith("-") and argument != "-"]
        if not options:
            self.error(f"{shown_name(extra[0])}: unexpected argument")
        name = options[0].partition("=")[0]
        self.error(f"{name}: no such option{meant(name, self._option_string_actions, 0.7)}")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            what = "command" if isinstance(action, argparse._SubParsersAction) else (action.metavar or "value")
            names = [name for name in action.choices if name != "git-merge"]
            close = meant(str(value), names) or f"; choose from {', '.join(map(str, names))}"
            name = "" if what == "command" else f"{'/'.join(action.option_strings)}: "
            raise argparse.ArgumentError(None, f"{name}{value}: no such {str(what).lower()}{close}")

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
    rest = _command_first(rest)
    parser = _reading_parser()
    leaf = parser
    if rest and rest[0] in {command.name for command in COMMANDS}:
        parser, leaf = _command_parser(rest[0], rest[1] if len(rest) > 1 else "")
    for argument in rest[: rest.index("--")] if "--" in rest else rest:
        leaf.check_option(argument)
    options, extra = parser.parse_known_args(rest)
    if extra:
        typed = getattr(options, "source", "") or ""
        if leaf is parser and typed and not all(each.startswith("-") for each in extra) and not os.path.lexists(typed):
            names = [command.name for command in COMMANDS]
            close = meant(_ALSO.get(typed, typed), names) or f"; choose from {', '.join(names)}, or name one file"
            leaf.error(f"{typed}: no such command{close}")
        leaf.refuse(extra)
    for key, value in chosen.items():
        setattr(options, key, value)
    return options


def _command_first(rest: list[str]) -> list[str]:
    """Put a command before the options that were typed before it, and ``help`` behind what it is asked about."""
    names = {command.name for command in COMMANDS}
    if rest[:1] == ["help"] and not os.path.lexists("help"):
        return [*rest[1:], "--help"]
    at = 0
    while at < len(rest) and rest[at].startswith("-") and rest[at] not in ("-", "--"):
        at += 2 if rest[at] in ("--section", "--width", "--theme") else 1
    if at and at < len(rest) and rest[at] not in names and at + 1 < len(rest) and rest[at + 1] in names:
        at += 1  # the value of an option that only a command has
    if at == 0 or at >= len(rest) or rest[at] not in names:
        return rest
    has_verb = any(command.name == rest[at] and command.commands for command in COMMANDS)
    end = at + 2 if has_verb and rest[at + 1 : at + 2] and not rest[at + 1].startswith("-") else at + 1
    return [*rest[at:end], *rest[:at], *rest[end:]]


def full_parser() -> Parser:
    """Build the whole tree, every command's arguments in it: for completions and the manual page."""
    parser = _reading_parser(with_commands=False)
    _add_commands(parser, COMMANDS, None)
    return parser


def _split(arguments: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """Take out the options that may stand anywhere, before or after the command."""
    chosen: dict[str, Any] = {**dict.fromkeys(_VALUES.values(), ""), "debug": False}
    rest: list[str] = []
    waiting = iter(arguments)
    for argument in waiting:
        name, equals, value = argument.partition("=")
        if argument == "--":
            return chosen, [*rest, argument, *waiting]
        if argument == "--debug":
            chosen["debug"] = True
        elif name not in _VALUES:
            rest.append(argument)
        else:
            value = value if equals else next(waiting, "")
            chosen[_VALUES[name]] = value if equals or not value.startswith("-") else ""
            if not chosen[_VALUES[name]]:
                Parser(prog="gloss").error(f"{name}: a value is missing")
    return chosen, rest


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


def _command_parser(name: str, verb: str) -> tuple[Parser, Parser]:
    """The parser that has the arguments of one command only, and that command's own."""
    parser = Parser(prog="gloss", parents=[_common()], add_help=False)
    return parser, _add_commands(parser, COMMANDS, (name, verb)) or parser


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
