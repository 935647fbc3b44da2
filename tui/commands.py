"""Commands: the reader's own programs, by key: what runs, what it is given, and where its output goes."""

from __future__ import annotations

import shlex
import shutil
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from glossator.content.errors import GlossatorError
from glossator.content.text.sanitize import clean, clean_line
from glossator.content.text.suggestions import meant

Output = Literal["show", "none", "terminal"]

OUTPUTS: tuple[Output, ...] = ("show", "none", "terminal")
_LONGEST_NAME = 40
"""Characters of a command's name in the palette."""
_LONGEST_ENTRY = 10_000
"""Characters of an entry of the settings."""
_LONGEST = 100_000
"""Bytes of an argument or of a variable; Linux takes 128 KiB of each (execve(2), MAX_ARG_STRLEN)."""
_DICTIONARIES = (["dict", "--", "{text}"], ["sdcv", "-n", "--", "{text}"], ["wn", "{text}", "-over"])
_VOICES = (["spd-say", "--wait", "--", "{text}"], ["espeak-ng", "--stdin"], ["say", "-f", "-"])


class Command(NamedTuple):
    """A program for a passage.

    Attributes:
        key: The key that runs it, as Textual names it.
        name: What it is called.
        run: The program with its arguments; ``{text}`` in one of them stands for the passage.
        output: Whether its output is shown, dropped, or the program has the terminal.
        shell: Whether the line is one for the shell, which then also reads ``$GLOSS_TEXT``.
    """

    key: str
    name: str
    run: str
    output: Output = "show"
    shell: bool = False


class Passage(NamedTuple):
    """What a command is given: the words chosen, their sentence, and where they stand."""

    text: str
    sentence: str
    title: str
    section: str
    source: str

    @property
    def variables(self) -> dict[str, str]:
        """The environment variables that say so, each cut where it is too long for one."""
        facts = self._asdict()
        return {f"GLOSS_{name.upper()}": _cut(clean(value).replace("\0", "")) for name, value in facts.items()}


def _cut(value: str) -> str:
    """A value no longer than an argument or a variable may be, between letters of UTF-8."""
    encoded = value.encode("utf-8", "replace")
    return value if len(encoded) <= _LONGEST else encoded[:_LONGEST].decode("utf-8", "ignore")


def chosen_commands(entries: Mapping[str, str]) -> Iterator[Command]:
    """Read the commands of the settings.

    Args:
        entries: By key the program, or by ``key.run``, ``key.name``, ``key.output``, ``key.shell`` the rest.
    """
    parts: dict[str, dict[str, str]] = {}
    for name, value in entries.items():
        key, _, part = name.rpartition(".") if name.rpartition(".")[2] in PARTS else (name, "", "run")
        parts.setdefault(key, {})[part] = value
    for key, values in parts.items():
        if run := values.get("run"):
            name = values.get("name") or clean_line(run)[:_LONGEST_NAME]
            output: Output = next((each for each in OUTPUTS if each == values.get("output")), OUTPUTS[0])
            yield Command(key, name, run, output, values.get("shell") == "true")


_COUNTS = frozenset("0123456789")
PARTS = ("run", "name", "output", "shell")
"""What a table of the settings can hold for a command."""


def problem_of_command(name: str, value: str) -> str:
    """Say what is wrong with one entry of the commands, in a few words; nothing for a good one.

    Args:
        name: The keys of the entry, as the settings have them.
        value: The program, or another field.
    """
    from glossator.tui.key_names import problem_of_key

    key, dot, part = name.rpartition(".") if name.rpartition(".")[2] in PARTS else (name, "", "run")
    before, other, field = name.rpartition(".")
    if not dot and other and not problem_of_key(before):
        return f"{clean_line(field)}: no such field{meant(field, PARTS) or '; there are ' + ', '.join(PARTS)}"
    if why := problem_of_key(key):
        return why
    if any(each in _COUNTS for each in key.split(" ")):
        return f"{key}: a digit is a count, and begins no command"
    if clean(value) != value:
        return "holds control characters"
    if len(value) > _LONGEST_ENTRY:
        return f"is longer than {_LONGEST_ENTRY:,} characters"
    if part == "output" and value not in OUTPUTS:
        return f"must be one of {', '.join(OUTPUTS)}"
    if part == "shell" and value not in ("true", "false"):
        return "must be true or false"
    if part == "run":
        try:
            return "" if shlex.split(value) else "a program is missing"
        except ValueError as error:
            return f"cannot be read as a command line: {str(error).lower()}"
    return ""


def dictionary() -> list[str] | None:
    """Give the program that looks words up, of those that are installed."""
    return next((run for run in _DICTIONARIES if shutil.which(run[0])), None)


def voice() -> list[str] | None:
    """Give the program that reads aloud, of those that are installed."""
    return next((run for run in _VOICES if shutil.which(run[0])), None)


def argument_list(command: Command, text: str) -> list[str]:
    """Give the program and its arguments, the passage put in; no shell reads them unless the command asks for one.

    Args:
        command: From the settings.
        text: The passage.

    Raises:
        GlossatorError: The passage is too long for an argument.
    """
    if command.shell:
        return ["/bin/sh", "-c", command.run]
    return with_text(shlex.split(command.run), text)


def with_text(run: list[str], text: str) -> list[str]:
    """Put a passage into the arguments of a program; it is never taken for an option.

    Args:
        run: The program and its arguments; ``{text}`` in them is replaced.
        text: The passage.

    Raises:
        GlossatorError: It is too long for an argument.
    """
    text = " ".join(clean(text).replace("\0", "").split())
    if any("{text}" in each for each in run) and _cut(text) != text:
        raise GlossatorError(f"{clean_line(run[0])}: what is selected is too long for an argument")
    return [each.replace("{text}", text.lstrip("-") if each == "{text}" else text) for each in run]

