"""Settings that are honest: what is wrong is told with file and line, what is changed is shown, and everything follows."""

from __future__ import annotations

import itertools
import json
import re
import tomllib
from pathlib import Path

import pytest
from textual.command import CommandPalette

from glossator.styles.themes import theme_names
from glossator.tui.app import GlossatorApp
from glossator.tui.cli.main import main
from glossator.tui.key_names import problem_of_key
from glossator.tui.keys import KEYS, MODES, UNBOUND
from glossator.tui.screens.modals.footnote import Footnote
from glossator.tui.screens.modals.key_help import KeyHelp
from glossator.tui.settings import colliding_keys, load_settings
from glossator.tui.toml_lines import line_of, lines_of
from glossator.tui.tour import STEPS
from glossator.tui.widgets.entries import EntryList
from glossator.tui.widgets.footer import KeyLine
from tests.tui.settled import menu_is_open, settled, until

LETTERS = [letter for letter in map(chr, range(0x3B1, 0x590)) if letter.islower() and letter.isalnum()]
OTHER = {key.id: letter for key, letter in zip(KEYS, LETTERS, strict=False)}
"""Another key for every binding: a letter that none has."""


def write(folders: Path, text: str) -> None:
    (folders / "config.toml").write_text(text)


TYPED_INTO = ("editor", "prompt", "picker", "search", "library", "help")
OTHER |= {key.id: f"ctrl+{OTHER[key.id]}" for key in KEYS if key.where in TYPED_INTO}


def test_no_two_bindings_got_one_letter() -> None:
    assert len(set(OTHER.values())) == len(KEYS) and not any(problem_of_key(key) for key in OTHER.values())


async def test_everything_follows_the_keys_that_are_bound(folders: Path, article: Path) -> None:
    lines = "\n".join(f'"{name}" = "{key}"' for name, key in OTHER.items())
    write(folders, f'theme = "night"\nwidth = 60\nleft = false\nright = true\n[colors]\nyellow = "important"\n[keys]\n{lines}\n')
    settings = load_settings()
    assert settings.problems == [] and settings.keys == OTHER
    app = GlossatorApp(str(article), settings=settings)
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        body = app.screen.body  # type: ignore[attr-defined]
        assert (app.theme, body.column, app.screen.query_one("#left").display) == ("night", 60, False)
        footer = str(app.screen.query_one(KeyLine).render())
        for name in ("section.next", "select", "sections.pick", "search", "help", "quit", "palette"):
            assert f" {OTHER[name]} " in footer, name
        await pilot.press("j", "v", "slash", "question_mark")
        assert body.selection is None and body.scroll_offset.y == 0 and not isinstance(app.screen, KeyHelp)
        await pilot.press(OTHER["select"])
        await until(pilot, lambda: body.selection is not None)
        await until(pilot, lambda: f"{OTHER['highlight']} highlights" in str(app.screen.query_one("#message").render()))
        assert "important" in str(app.screen.query_one("#message").render())
        await pilot.press(OTHER["caret.word_end"], OTHER["highlight"])
        await until(pilot, lambda: len(app.screen.reading.notes.items) == 1)  # type: ignore[attr-defined]
        await pilot.press(OTHER["help"])
        await until(pilot, lambda: isinstance(app.screen, KeyHelp))
        entries = app.screen.query_one(EntryList)
        shown = "\n".join(str(entries._entry(index)) for index in range(entries.option_count))
        for key in KEYS:
            if key.where in ("reader", "app", "pager", "body") and not key.id.startswith("section."):
                assert f"{OTHER[key.id]} " in shown, key.id
        await pilot.press(OTHER["help.close"])
        await until(pilot, lambda: app.screen is app.reader)
        commands = {command.title: command.help for command in app.get_system_commands(app.screen)}
        mode = app.screen.body.mode  # type: ignore[attr-defined]
        for key in KEYS:
            if key.where == "reader" or mode in MODES.get(key.where, ()):
                assert OTHER[key.id] in commands[key.help].split(", ")
        await pilot.press(OTHER["palette"])
        await until(pilot, lambda: isinstance(app.screen, CommandPalette))
    app = GlossatorApp(str(article), settings=settings, tour=True)
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        for step in STEPS:
            shown = str(app.screen.query_one("#tour").render())
            for name in re.findall(r"{(.*?)}", step.how):
                assert OTHER[name] in shown, name
            await pilot.press(OTHER["tour.skip"])


async def test_an_empty_text_unbinds_and_a_shared_key_stays_with_the_other(folders: Path, article: Path) -> None:
    write(folders, '[keys]\nquit = ""\nhighlight = "f2"\n"page.back" = ""\n')
    app = GlossatorApp(str(article), settings=load_settings())
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        body = app.screen.body  # type: ignore[attr-defined]
        assert "Quit" not in str(app.screen.query_one(KeyLine).render())
        await pilot.press("q")
        await pilot.pause()
        assert not app._exit
        await pilot.press("v", "e", "f2")
        await until(pilot, lambda: len(app.screen.reading.notes.items) == 1)  # type: ignore[attr-defined]
        await pilot.press("v", "w", "w", "b")  # of the two that have b, one is left
        await until(pilot, lambda: body.selection is not None)
        await pilot.press("escape", "enter")
        await until(pilot, lambda: menu_is_open(pilot))
        assert UNBOUND not in str(app.screen)


def test_no_default_key_is_another_bindings_and_two_in_a_row_can_be_chosen(folders: Path) -> None:
    for one, other in itertools.combinations([key for key in KEYS if key.keys], 2):
        in_text = MODES.get(one.where, frozenset()) & MODES.get(other.where, frozenset())
        if in_text or one.where == other.where:
            keys = {*one.keys.split(",")}, {*other.keys.split(",")}
            starts = [{each.split(" ")[0] for each in both if " " in each} for both in keys]
            assert not keys[0] & keys[1] and not keys[0] & starts[1] and not keys[1] & starts[0], (one.id, other.id)
    assert list(colliding_keys({key.id: key.keys for key in KEYS})) == []
    write(folders, '[keys]\n"top" = "home,g t"\n"search" = "z"\n"theme" = "z t t"\n[commands]\n"g x" = "wc -w"\n"j" = "wc"\n"ctrl+t" = { run = "cat", output = "loud" }\n')
    settings = load_settings()
    assert settings.keys == {"top": "home,g t"} and settings.commands == {"g x": "wc -w", "ctrl+t.run": "cat"}
    assert [problem.split(":", 2)[1:] for problem in settings.problems] == [
        ["3", " search: z is the key of scroll.middle"],
        ["4", " theme: z t t: two keys in a row at the most"],
        ["7", " commands.j: j is the key of line.down"],
        ["8", " commands.ctrl+t.output: must be one of show, none, terminal"],
    ]


WRONG = """\
# a comment
theme = "nope"
widht = 80
width = 500
left = "yes"
right = true
colors = { yelow = "x", green = 5 }

[keys]
"section.nxt" = "n"
"section.next" = "j"
quit = "ctrl+i"
search = "shift+a"
help = "f99"
top = "hyperspace+a"
bottom = 7
"line.down" = [
  "a",
  "b",
]
zen.pane = "x"
"""
TOLD = [
    "! config.toml:2: theme: no theme named nope; there are " + ", ".join(theme_names()),
    "! config.toml:3: widht: no such setting; did you mean width?",
    "! config.toml:4: width: must be 20 to 200",
    "! config.toml:5: left: must be true or false",
    "! config.toml:7: colors.yelow: must be one of yellow, green, blue, pink, purple; did you mean yellow?",
    "! config.toml:7: colors.green: must be a string",
    "! config.toml:10: section.nxt: no such binding; did you mean section.next?",
    "! config.toml:11: section.next: j is the key of line.down",
    "! config.toml:12: quit: terminals send ctrl+i as tab; use that name",
    "! config.toml:13: search: terminals send shift+a as A; use that name",
    "! config.toml:14: help: f99: no such key; did you mean f9?",
    "! config.toml:15: top: hyperspace+a: no such key as hyperspace",
    "! config.toml:16: bottom: must be a string",
    "! config.toml:17: line.down: must be a string",
    "! config.toml:21: zen.pane: no such binding",
]


def test_each_wrong_value_is_told_with_its_line(folders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folders, WRONG)
    assert main(["config"]) == 2
    messages = [line for line in capsys.readouterr().out.splitlines() if line.startswith("!")]
    assert messages == TOLD


@pytest.mark.parametrize(("text", "message"), [
    ('[keys]\n"help.close" = "f8 b"', "2: help.close: f8 b: two keys in a row are no command in a dialog"),
    ('[keys]\n"section.next" = "5"', "2: section.next: 5: a digit is a count"), ('[keys]\n"top" = " "', "2: top: Space is the key of page.down"),
    ('[keys]\n"section.next" = "↓"', "2: section.next: ↓ is the key of line.down"), ('[keys]\n"note.tag" = ","', "2: note.tag: a key is missing between the commas; the comma"),
    ('[commands]\n"f7" = {}', "2: commands.f7: run is missing"), ('[commands]\n"f7" = { output = "show" }', "2: commands.f7: run is missing"),
    ('[commands]\n"f7" = { runn = "x" }', "2: commands.f7.runn: runn: no such field; did you mean run?"), ('theme = "nope"', "1: theme: no theme named nope; there are paper, sepia,"),
    ('theme = "night\nwidth = 3', "1: a closing quotation mark is missing; none of the file's settings hold"), ("width = " + "9" * 5000 + "\n\n", "1: a number of too many digits"),
    ("[commands]\n" + "\n".join(f'"zz{n}" = "x"' for n in range(3000)), ": after 100 problems the rest was not looked at"),
])  # fmt: skip
def test_what_is_wrong_is_told_in_words_that_help(folders: Path, text: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    write(folders, text)
    assert main(["config"]) == 2
    assert message in "\n".join(line for line in capsys.readouterr().out.splitlines() if line.startswith("!"))


def test_keys_may_be_written_as_they_stand_on_the_keyboard(folders: Path) -> None:
    write(folders, '[keys]\n"section.next" = "F6, Ctrl+X"\n"sections.pick" = "PgDn"\n"page.down" = "Space"\n[commands]\n"F9" = "wc"\n')
    settings = load_settings()
    assert settings.problems == []
    assert settings.keys == {"section.next": "f6,ctrl+x", "sections.pick": "pagedown", "page.down": "space"}
    assert settings.commands == {"f9": "wc"}


def test_commands_are_shown_as_a_file_has_them(folders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    chosen = {"g s": {"run": "x {text}", "output": "none"}, "f9": "wc -w", "f8": {"run": "y", "shell": True}}
    write(folders, '[commands]\n"g s" = { run = "x {text}", output = "none" }\nf9 = "wc -w"\nf8 = { run = "y", shell = true }\n')
    assert main(["config", "--json"]) == 0
    (shown,) = [each for each in json.loads(capsys.readouterr().out)["settings"] if each["name"] == "commands"]
    assert shown["value"] == chosen
    assert main(["config"]) == 0
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("commands = ")]
    assert tomllib.loads(line)["commands"] == chosen


async def test_what_is_wrong_can_be_read_again(folders: Path, article: Path) -> None:
    write(folders, WRONG)
    app = GlossatorApp(str(article), settings=load_settings())
    async with app.run_test(size=(160, 60)) as pilot:
        await settled(pilot)
        (command,) = [each for each in app.get_system_commands(app.screen) if each.title == "Settings"]
        command.callback()
        await until(pilot, lambda: isinstance(app.screen, Footnote))
        shown = app.screen._text  # type: ignore[attr-defined]
        assert all(line in shown for line in TOLD) and "notes folder: " in shown


@pytest.mark.parametrize(("text", "message"), [
    ('width = 80\nleft = tru\n', "config.toml:2: invalid value"), ('width = 80\n[keys\n', "config.toml:2: "),
    ('width = 80\nwidth = 90\n', "config.toml:2: this is set twice"), ("\x00", "config.toml:1: "),
    ('[keys]\n"quit" = "x"\n"quit" = "y"\n', "config.toml:3: this is set twice"),
])  # fmt: skip
def test_a_file_that_is_no_toml_is_told_with_its_line(folders: Path, text: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    write(folders, text)
    assert main(["config"]) == 2
    assert f"! {message}" in capsys.readouterr().out


def test_lines_of_toml() -> None:
    source = 'a = 1\n\n[b]\nc = """\nd = 3\n"""\ne.f = 2\n"g.h" = 4\n[b.i]\nj = [\n 1,\n]\n[[k]]\nl = 1\n'
    lines = lines_of(source)
    wanted = {("a",): 1, ("b",): 3, ("b", "c"): 4, ("b", "e", "f"): 7, ("b", "g.h"): 8, ("b", "i", "j"): 10}
    assert {names: lines.get(names) for names in wanted} == wanted
    assert ("b", "d") not in lines
    assert line_of(("b", "g", "h"), lines) == 8 and line_of(("b", "nothing"), lines) == 3 and line_of(("z",), lines) == 1


def test_what_was_changed_on_screen_is_shown_and_reset(folders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(folders, "width = 70\n")
    (folders / "state").mkdir(exist_ok=True)
    (folders / "state" / "screen.json").write_text(json.dumps({"width": 90, "theme": "night"}))
    assert main(["config"]) == 0
    out = capsys.readouterr().out
    assert "width = 90" in out and "From: changed on screen (gloss config --reset width forgets it)." in out
    assert main(["config", "--reset", "width"]) == 0
    out = capsys.readouterr().out
    assert "width = 70" in out and 'theme = "night"' in out
    assert main(["config", "--reset", "all", "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [each["value"] for each in data["settings"] if each["name"] == "theme"] == ["auto"]
    assert [each["name"] for each in data["folders"]] == ["notes", "state", "cache"] and data["version"] == 1


async def test_the_palette_lists_what_can_be_done_now_each_once_and_motions_last(folders: Path, article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)

        def titles() -> list[str]:
            return [command.title for command in app.get_system_commands(app.screen)]

        assert len(titles()) == len({*titles()}) and "Stop selecting" not in titles()
        assert titles().index("Search the text") < titles().index("A page down")
        shown = {command.title: command.help for command in app.get_system_commands(app.screen)}
        assert shown["A page up"] == "PgUp, b" and shown["Search the text"] == "/, ctrl+f"
        await pilot.press("v")
        await until(pilot, lambda: "Stop selecting" in titles())


async def test_the_screen_can_be_reset_from_the_palette(folders: Path, article: Path) -> None:
    write(folders, 'theme = "sepia"\nwidth = 70\n')
    app = GlossatorApp(str(article), settings=load_settings())
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        await pilot.press("T", "plus", "backslash")
        await until(pilot, lambda: not app.screen.query_one("#left").display)
        assert app.theme == "night"
        (command,) = [each for each in app.get_system_commands(app.screen) if each.title == "Reset the screen"]
        command.callback()
        await until(pilot, lambda: app.theme == "sepia")
        assert app.screen.body.column == 70 and app.screen.query_one("#left").display  # type: ignore[attr-defined]
        await pilot.pause()
        assert load_settings().origins.keys() == {"theme", "width"}
        assert "changed on screen" not in load_settings().origins.values()


@pytest.mark.parametrize(("name", "message"), [
    ("slash", ""), ("é", ""), ("ctrl+e", ""), ("alt+left", ""), ("no_break_space", ""), ("]", ""), ("f12", ""), ("ctrl+underscore", ""),
    ("left_pointing_double_angle_quotation_mark", ""), ("shift+tab", ""),
    ("solidus", "no such key"), ("esc", ""), ("latin_small_letter_a", "no such key"), ("digit_one", "no such key"),
    ("plus_sign", "no such key"), ("ctrl+A", ""), ("PgDn", ""), ("↓", ""), ("Ctrl+X", ""), ("alt+z", "Esc and then z"), ("alt+enter", "Esc and then"), ("alt+3", ""), ("alt+up", ""), ("ctrl+;", "called semicolon"), ("shift+1", "depends on the keyboard"), ("ctrl+ctrl+x", "a modifier twice"), ("return", "as enter"),
    ("\x1b", "control character"), ("++", "no such key"), ("a bb", "no such key"), ("a b c", "two keys in a row"), ("a b", ""), ("", "a key is missing"),
])  # fmt: skip
def test_keys_that_can_and_cannot_be_sent(name: str, message: str) -> None:
    problem = problem_of_key(name)
    assert message in problem if message else problem == ""


def test_something_always_quits_and_what_is_typed_stays_typed(folders: Path) -> None:
    write(folders, "[keys]\n" + "\n".join(f'"{key.id}" = ""' for key in KEYS) + "\n")
    settings = load_settings()
    assert len(settings.problems) == 1 and "quit.any: at least one key must quit; the default was kept" in settings.problems[0]
    assert "quit.any" not in settings.keys
    write(folders, '[keys]\n"editor.save" = "x"\n"highlight" = "q"\n"section.next" = "j"\n')
    settings = load_settings()
    assert settings.problems == [
        "config.toml:2: editor.save: x is typed there, and cannot be a command",
        "config.toml:3: highlight: q is the key of quit", "config.toml:4: section.next: j is the key of line.down",
    ]  # fmt: skip
    assert settings.keys == {}


@pytest.mark.parametrize("text", [
    ".".join(["a"] * 5000) + " = 1\n", "[keys]\n" + ".".join(["a"] * 3000) + ' = "x"\n', "[" + ".".join(["a"] * 3000) + "]\n",
    "a = " + "[" * 5000 + "]" * 5000 + "\n",
], ids=["dotted", "in a table", "table", "lists"])  # fmt: skip
def test_settings_nested_deep_are_told(folders: Path, text: str, capsys: pytest.CaptureFixture[str]) -> None:
    write(folders, text)
    assert main(["config"]) == 2
    assert "! config.toml" in capsys.readouterr().out


def test_lines_are_those_of_toml_and_a_byte_order_mark_is_none(folders: Path) -> None:
    (folders / "config.toml").write_bytes('\ufefftheme = "night" # \u2028 \u0085\r\n\r\n\r\nwidth = 900\r\n'.encode())
    settings = load_settings()
    assert settings.problems == ["config.toml:4: width: must be 20 to 200"] and settings.theme == "night"


def test_a_long_value_is_no_long_wait(folders: Path) -> None:
    write(folders, 'x = """\n' + "a = [1]\n" * 20_000 + '"""\nwidth = 900\n')
    assert load_settings().problems == ["config.toml:1: x: no such setting", "config.toml:20003: width: must be 20 to 200"]


def test_a_lock_that_is_held_is_one_line(folders: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    from filelock import FileLock

    (folders / "state").mkdir(exist_ok=True)
    (folders / "state" / "screen.json").write_text("{}")
    with FileLock(folders / "state" / ".screen.json.lock"):
        assert main(["config", "--reset", "theme"]) == 2
    assert capsys.readouterr().err == "gloss: screen.json: in use by another program\n"
