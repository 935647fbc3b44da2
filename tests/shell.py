"""Completions and the manual page, made from the parsers: ``python -m tests.shell`` writes them into ``tui/shell``."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

import shtab

from glossator.styles.themes import THEMES
from glossator.tui.cli.commands import COMMANDS
from glossator.tui.cli.parser import Parser, full_parser

FOLDER = Path(__file__).parents[1] / "tui" / "shell"
_FILES = frozenset({"SOURCE", "PATH", "FILE"})
_ENVIRONMENT = (
    ("GLOSS_NOTES_DIR", "The notes folder; --notes-dir comes first."),
    ("GLOSS_CONFIG", "The settings file; --config comes first."),
    ("GLOSS_STATE_DIR", "The folder for reading places, drafts, what was changed on screen, and logs."),
    ("GLOSS_CACHE_DIR", "The folder for copies of fetched pages."),
    ("NO_COLOR", "If set and not empty, the reader uses no colours."),
)
_FILES_USED = (
    ("~/.local/share/glossator/notes", "One JSON file a document, a W3C Annotation page."),
    ("~/.config/glossator/config.toml", "The settings."),
    ("~/.local/state/glossator", "Reading places, the library, drafts, logs."),
    ("~/.cache/glossator", "Copies of fetched pages; it can be deleted at any time."),
)


def made() -> dict[str, str]:
    """Every file by its name."""
    parser = full_parser()
    # What stands first is a command or a SOURCE, which shtab cannot say: files are added to its commands below.
    parser._actions = [action for action in parser._actions if action.metavar != "SOURCE"]
    for each in _all(parser):
        for action in each._actions:
            if action.metavar in _FILES:
                action.complete = shtab.FILE  # type: ignore[attr-defined]
            elif action.dest == "theme":
                action.choices = [theme.name for theme in THEMES]
            elif names := getattr(action.type, "names", None):
                action.choices = list(names)
            elif action.metavar == "DIR":
                action.complete = shtab.DIRECTORY  # type: ignore[attr-defined]
    return {
        "gloss.bash": _with_files(
            shtab.complete(parser, "bash"), r"_shtab_gloss_pos_0_choices=", "_shtab_gloss_pos_0_COMPGEN=_shtab_compgen_files"
        ),
        "_gloss": _zsh(shtab.complete(parser, "zsh")),
        "gloss.fish": _fish(
            shtab.complete(parser, "fish"), "complete -c gloss -f",
            "complete -c gloss -n '_shtab_gloss_using; and test $_shtab_gloss_npos -eq 0'"
            " -F -d 'a file'",
        ),
        "gloss.1": manual(full_parser()),
    }  # fmt: skip


def _zsh(text: str) -> str:
    """Files beside the commands, any number of sources, and options behind a source."""
    text = _with_files(text, "  _describe 'gloss commands'", "  _files")
    text = text.replace('"(*):', '"*:')
    first = COMMANDS[0].name  # shtab puts it behind the others
    last = f"        {first}) _arguments -C -s $_shtab_gloss_{first}_options ;;\n"
    assert last in text, "shtab writes another completion for zsh than it did"
    return text.replace(last, last + "        *) _arguments -s ${_shtab_gloss_options:#(: :*|[*]:::*)} '*:a file:_files' ;;\n")


def _fish(text: str, line: str, files: str) -> str:
    """Files as fish itself completes them, which knows ``~``, variables and names that begin with a hyphen."""
    own = "(__fish_complete_path (commandline -ct))"
    return _with_files(text, line, files).replace(f'-xka "{own}"', "-rF").replace(f'-ka "{own}"', "-F")


def _with_files(text: str, line: str, files: str) -> str:
    """A script in which files are completed beside the commands: ``files`` stands below the line that has those."""
    match = re.search(f"^{line}.*\\n", text, re.M)
    assert match, line
    return text[: match.end()] + files + "\n" + text[match.end() :]


def _all(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for each in action.choices.values():
                yield from _all(each)


# -- the manual page (man-pages(7), groff_man(7))


def manual(parser: Parser) -> str:
    """The manual page."""
    lines = [
        f'.TH GLOSS 1 "" "Glossator {version("glossator")}"', ".nh", ".ad l",
        ".SH NAME", r"gloss \- read and annotate documents in the terminal",
        ".SH SYNOPSIS", ".B gloss", "[OPTIONS] [SOURCE]", ".br", ".B gloss", "COMMAND [OPTIONS] ...",
        ".SH DESCRIPTION",
        _text("Glossator reads plain text, Markdown, HTML, EPUB, PDF, DOCX, ODT, FB2, RTF, MOBI and AZW3, CBZ, PPTX, Jupyter "
              "notebooks, mail and MHTML, webarchive, feeds, reStructuredText, Org, AsciiDoc, LaTeX, manual pages, patches "
              "and subtitles, and a folder of texts, from a file, a URL or standard input. "
              "It shows the sections on the left, the text in the middle, and search and notes on the right. Every key is "
              "listed by ? in the reader. Where standard output is no terminal, the document's text is printed."),
        ".SH OPTIONS", *_options(parser),
        ".SH COMMANDS", *_commands(parser, "gloss"),
        ".SH EXAMPLES", *_examples(parser),
        ".SH EXIT STATUS", *_list([("0", "Done; of a review: approved."), ("1", "Nothing was found; of a review: changes wanted, or a comment."),
                                       ("2", "Bad usage or unreadable input."), ("3", "A review was left without a verdict.")]),
        ".SH ENVIRONMENT", *_list(_ENVIRONMENT),
        ".SH FILES", _text("On Linux; gloss config prints the folders of your system."), *_list(_FILES_USED),
        ".SH SEE ALSO", r"\fBless\fR(1), \fBpandoc\fR(1)",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def _commands(parser: argparse.ArgumentParser, name: str) -> Iterator[str]:
    for action in parser._actions:
        if not isinstance(action, argparse._SubParsersAction):
            continue
        for verb, each in action.choices.items():
            if any(isinstance(inner, argparse._SubParsersAction) for inner in each._actions):
                yield from _commands(each, f"{name} {verb}")
                continue
            given = " ".join(map(_usage, each._get_positional_actions()))
            given += "".join(f" {inner.option_strings[-1]} {inner.metavar}" for inner in each._actions if inner.required and inner.option_strings)
            yield f'.SS "{name} {verb} {given}"'
            yield _text(each.description or "")
            yield from _options(each, common=False)
            yield from _examples(each)


def _usage(action: argparse.Action) -> str:
    name = str(action.metavar)
    return {"?": f"[{name}]", "+": f"{name}..."}.get(str(action.nargs), name)


def _options(parser: argparse.ArgumentParser, *, common: bool = True) -> list[str]:
    shared = {"--notes-dir", "--config", "--debug", "--version", "--help"}
    rows = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction) or action.help == argparse.SUPPRESS:
            continue
        if not common and shared & set(action.option_strings):
            continue
        if common and not action.option_strings:
            continue
        names = ", ".join(action.option_strings) or _usage(action)
        takes = f" {action.metavar}" if action.option_strings and action.metavar else ""
        rows.append((names + takes, f"{str(action.help)[:1].upper()}{str(action.help)[1:]}."))
    return _list(rows)


def _examples(parser: argparse.ArgumentParser) -> list[str]:
    match = re.search(r"examples:\n((?:  .*\n?)+)", parser.epilog or "")
    if not match:
        return []
    return [*([".PP", "Examples:"] if parser.prog != "gloss" else []), ".PP", ".nf", *(_text(line.removeprefix("  ")) for line in match[1].splitlines()), ".fi"]


def _list(rows: object) -> list[str]:
    out = []
    for name, meaning in rows:  # type: ignore[attr-defined]
        out += [".TP", f".B {_text(name)}", _text(meaning)]
    return out


def _text(text: str) -> str:
    text = text.replace("\\", r"\e").replace("-", r"\-").replace("…", "...")
    return r"\&" + text if text.startswith((".", "'")) else text


def main() -> None:
    """Write the files."""
    FOLDER.mkdir(exist_ok=True)
    for name, text in made().items():
        (FOLDER / name).write_text(text, "utf-8")


if __name__ == "__main__":
    main()
