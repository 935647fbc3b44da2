"""Settings: one typed model that validates itself; each setting is documented where it stands.

They come from config.toml; what was changed on screen is kept in the state folder and holds instead. A wrong one is
reported, and its default is used.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from glossator.content.sources.limits import PATIENCE
from glossator.content.text.sanitize import clean_line
from glossator.content.text.shortening import shortened
from glossator.content.text.suggestions import meant
from glossator.tui import setting_checks as checks
from glossator.tui.keys import KEYS, MODES, keys_of
from glossator.tui.layout.column import NARROWEST, WIDEST
from glossator.tui.layout.options import Options
from glossator.tui.remembered import remembered
from glossator.tui.settings_file import read_file
from glossator.tui.shown_keys import shown_keys
from glossator.tui.terminal import terminal_knows_links, terminal_reorders

if TYPE_CHECKING:
    from textual.theme import Theme

_THEMES = frozenset(("theme", "light_theme", "dark_theme"))
Check = Callable[[Any], str]
"""Says what is wrong with a value, in a few words; an empty text for nothing."""
EntryCheck = Callable[[str, str], str]
"""Says what is wrong with a name and its value in a table."""
Names = tuple[str, ...]
"""The names that lead to a value in a TOML file."""
_MOST_PROBLEMS = 100
"""Problems that are told of one file."""
_EVERYWHERE = {"reader", "app", "anywhere"}
"""Places whose keys hold beside those of any pane."""
_NAMES = {bool: "true or false", int: "a whole number", str: "a string", dict: "a table"}


def _setting(default: Any, meaning: str, check: Check = lambda value: "", entry: EntryCheck | None = None) -> Any:
    """A setting: its default, one sentence that says what it means, and what is checked of it and of its entries."""
    metadata = {"meaning": meaning, "check": check, "entry": entry}
    if isinstance(default, dict):
        return field(default_factory=lambda: dict(default), metadata=metadata)
    return field(default=default, metadata=metadata)


@dataclass(eq=False, repr=False)
class Settings:
    """What config.toml may set.

    Attributes:
        own_themes: The themes that the reader made, see ``theme_files``.
        problems: A line for each setting that could not be taken.
        origins: Where each setting that is no default came from.
    """

    theme: str = _setting(
        "auto", "The theme: paper, sepia, night, contrast, one of Textual's own, or auto: follow the terminal.",
        checks.theme,
    )  # fmt: skip
    light_theme: str = _setting("paper", "The theme on a light terminal.", checks.plain_theme)
    dark_theme: str = _setting("night", "The theme on a dark terminal.", checks.plain_theme)
    width: int = _setting(72, f"The width of the text in columns, {NARROWEST} to {WIDEST}.", checks.width)
    left: bool = _setting(True, "Whether the sections are shown when there is room.")
    right: bool = _setting(True, "Whether search and notes are shown when there is room.")
    left_width: int = _setting(30, "The width of the section tree in columns, 16 to 100.", checks.side)
    right_width: int = _setting(38, "The width of search and notes in columns, 16 to 100.", checks.side)
    pages: int = _setting(0, "Pages side by side, 1 to 3; 0 for as many as fit.", checks.pages)
    justify: bool = _setting(False, "Whether the lines of a paragraph end at one edge.")
    hyphenate: bool = _setting(True, "Whether words are hyphenated, in justified text and below 60 columns.")
    focus: bool = _setting(False, "Whether everything but the current paragraph is dimmed.")
    movement: bool = _setting(True, "Whether there is animation, such as a blinking cursor or smooth scrolling.")
    typewriter: bool = _setting(False, "Whether the line with the caret stays in the middle of the screen.")
    bidi: str = _setting(
        "auto", "Who reorders right-to-left text: gloss, terminal, or auto for the terminal where it can.", checks.bidi
    )
    line_spacing: int = _setting(1, "The rows from one line of prose to the next, 1 to 3.", checks.rows)
    paragraph_space: int = _setting(
        1, "The blank rows between two paragraphs, 0 to 3; with 0 first lines are indented.", checks.space
    )
    heading_style: str = _setting("plain", "Headings: plain, rule for a line beneath, or capitals.", checks.headings)
    pictures: str = _setting(
        "auto", "How pictures are drawn: kitty, sixel, iterm2, blocks, off, or auto: the best there is.",
        checks.pictures,
    )
    picture_rows: int = _setting(20, "The rows that a picture may take, 2 to 100.", checks.picture_rows)
    code_wrap: bool = _setting(True, "Whether code wider than the page is wrapped; else it scrolls sideways.")
    code_numbers: bool = _setting(False, "Whether the lines of code are numbered.")
    patience: int = _setting(
        int(PATIENCE), "The seconds to wait for a silent server, 1 to 300.", checks.patience
    )
    citation: str = _setting(
        "plain", "How a passage is copied with its source: plain, markdown, latex, apa, mla or chicago.",
        checks.citation,
    )  # fmt: skip
    colors: dict[str, str] = _setting(
        {}, 'What the highlight colours mean: yellow = "important".', entry=checks.chosen_color
    )
    keys: dict[str, str] = _setting(
        {}, 'Other keys: a binding\'s id, and its keys separated by commas; "" takes them away.', entry=checks.binding
    )

    commands: dict[str, str] = _setting(
        {}, 'Programs by key that get the selection: "ctrl+t" = "trans -b", or a table of run, name, output, shell.',
        entry=checks.command,
    )  # fmt: skip

    own_themes: list[Theme] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    origins: dict[str, str] = field(default_factory=dict)

    def take(self, name: str, value: Any, origin: str, where: Callable[[Names], str]) -> None:
        """Take one setting, or note what is wrong with it.

        Args:
            name: The setting's name.
            value: Its value, of any type.
            origin: Where it comes from.
            where: Gives the place in the file of what some names lead to, for a problem's line.
        """
        known = {each.name: each for each in fields(self) if "meaning" in each.metadata}
        if name not in known:
            close = meant(name, known) if len(self.problems) < _MOST_PROBLEMS else ""
            self._refuse(where((name,)), name, f"no such setting{close}")
            return
        expected = type(getattr(Settings(), name))
        if type(value) is not expected:
            self._refuse(where((name,)), name, f"must be {_NAMES[expected]}")
            return
        if expected is dict:
            self._take_entries(name, value, known[name].metadata["entry"], origin, where)
        elif name in _THEMES and any(theme.name == value for theme in self.own_themes):
            setattr(self, name, value)
            self.origins[name] = origin
        elif why := known[name].metadata["check"](value):
            self._refuse(where((name,)), name, why)
        else:
            setattr(self, name, value)
            self.origins[name] = origin

    def _take_entries(
        self, name: str, table: dict[str, Any], check: EntryCheck, origin: str, where: Callable[[Names], str]
    ) -> None:
        for path, value in _flat(table):
            if len(self.problems) >= _MOST_PROBLEMS:
                return
            key = ".".join(path)
            if name == "commands":
                key = checks.command_name(key)
            if name == "commands" and isinstance(value, bool):
                value = str(value).lower()
            why = "must be a string" if not isinstance(value, str) else check(key, value)
            if why:
                shown = key if name == "keys" else f"{name}.{key}"
                self._refuse(where((name, *path)), shown, why)
            else:
                tidy = ",".join(checks.keys_in(value)) if name == "keys" else value
                getattr(self, name)[key] = tidy
                self.origins[name] = origin

    @property
    def layout(self) -> Options:
        """What of them says how the text is set."""
        reorders = self.bidi == "gloss" or (self.bidi == "auto" and not terminal_reorders())
        return Options(
            self.code_wrap, self.code_numbers, self.justify, self.hyphenate, self.pages, self.focus, self.typewriter,
            self.line_spacing, self.paragraph_space, self.heading_style, self.picture_rows, terminal_knows_links(),
            reorders,
        )  # fmt: skip

    def _refuse(self, where: str, name: str, why: str) -> None:
        self.problems.append(f"{where}: {shortened(clean_line(name), 60)}: {why}")


def _flat(table: dict[str, Any], path: Names = ()) -> Iterator[tuple[Names, Any]]:
    """The entries of a table; ``section.next`` may be written without quotes, which makes tables in it."""
    for key, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, (*path, key))
        else:
            yield (*path, *key.split(".")) if not path else (*path, key), value


def config_path() -> Path:
    """Give the settings file: GLOSS_CONFIG, else config.toml in the platform's config folder."""
    if chosen := os.environ.get("GLOSS_CONFIG"):
        return Path(os.path.expanduser(chosen))
    from platformdirs import user_config_path

    return user_config_path("glossator") / "config.toml"


def load_settings() -> Settings:
    """Give the settings: what was last changed on screen, else what the file says, else the defaults."""
    settings = Settings()
    path = config_path()
    if (themes := path.parent / "themes").is_dir():
        from glossator.styles.theme_files import read_themes

        settings.own_themes, settings.problems = read_themes(themes)
    data, source = read_file(path, settings.problems)
    lines: dict[Names, int] = {}

    def where(names: Names) -> str:
        from glossator.tui.toml_lines import line_of, lines_of

        if not lines:  # not before something is wrong
            lines.update(lines_of(source) or {(): 1})
        return f"{clean_line(path.name)}:{line_of(names, lines)}"

    for name, value in data.items():
        settings.take(name, value, clean_line(str(path)), where)
    _check_complete(data.get("commands"), settings, where)
    for binding, key, other in list(colliding_keys(settings.keys)) if settings.keys else ():
        place = where(("keys", *binding.split(".")))
        settings.problems.append(f"{place}: {clean_line(binding)}: {shown_keys(key)} is the key of {other}")
        settings.keys.pop(binding, None)
    for key, other in list(taken_commands(settings)) if settings.commands else ():
        place = where(("commands", key))
        settings.problems.append(f"{place}: commands.{clean_line(key)}: {shown_keys(key)} is the key of {other}")
        for name in [each for each in settings.commands if each == key or each.startswith(f"{key}.")]:
            settings.commands.pop(name)
    settings.problems.sort(key=lambda problem: int(match[1]) if (match := re.match(r"[^:]*:(\d+):", problem)) else 0)
    if len(settings.problems) >= _MOST_PROBLEMS:
        settings.problems.append(f"{clean_line(path.name)}: after {_MOST_PROBLEMS} problems the rest was not looked at")
    if settings.keys and not any(keys_of(name, settings.keys) for name in ("quit", "quit.any")):
        place = where(("keys", "quit", "any"))
        settings.problems.append(f"{place}: quit.any: at least one key must quit; the default was kept")
        settings.keys.pop("quit.any", None)
    for name, value in remembered().items():
        before = len(settings.problems)
        settings.take(name, value, "changed on screen", lambda names: "screen.json")
        del settings.problems[before:]  # what a screen kept wrongly is not the reader's to mend
    return settings


def _check_complete(commands: Any, settings: Settings, where: Callable[[Names], str]) -> None:
    """Report each command without a program to run."""
    tables = commands.items() if isinstance(commands, dict) else ()
    for key, value in tables:
        if isinstance(value, dict) and not any(name == "run" or isinstance(each, dict) for name, each in value.items()):
            place = where(("commands", key, next(iter(value), "")))
            settings.problems.append(f"{place}: commands.{clean_line(key)}: run is missing, the program to be run")


def colliding_keys(chosen: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    """Give the chosen bindings whose key another binding has, too: the binding, the key, and the other binding."""
    places = {key.id: key.where for key in KEYS}
    own = {key.id: _names(key.keys) for key in KEYS}
    keys = {key.id: _names(chosen.get(key.id, key.keys)) for key in KEYS}
    for binding in chosen:
        for key in sorted(keys[binding]):
            for other, taken in keys.items():
                is_shared = key in own[binding] and key in own[other]  # in other modes, as the defaults have it
                if other == binding or is_shared or not _hold_together(places[binding], places[other]):
                    continue
                if _is_taken(key, taken):
                    yield binding, clean_line(key), other
                    break


def taken_commands(settings: Settings) -> Iterator[tuple[str, str]]:
    """Give the keys of the reader's own commands that a binding has already: the key, and the binding."""
    from glossator.tui.commands import chosen_commands
    from glossator.tui.key_names import key_name

    for command in chosen_commands(settings.commands):
        name = key_name(command.key)
        for key in KEYS:
            if _hold_together("body", key.where) and _is_taken(name, _names(settings.keys.get(key.id, key.keys))):
                yield command.key, key.id
                break


@lru_cache(maxsize=2000)
def _names(keys: str) -> frozenset[str]:
    """The names of some keys separated by commas."""
    from glossator.tui.key_names import key_name

    return frozenset({key_name(each.strip()) for each in keys.split(",")} - {""})


def _is_taken(key: str, taken: frozenset[str]) -> bool:
    """True for a key that is among some, or begins one of two keys, or begins with one that stands alone."""
    return any(key == other or other.startswith(f"{key} ") or key.startswith(f"{other} ") for other in taken)


def _hold_together(one: str, other: str) -> bool:
    """True for places whose keys hold at once; a pane's own come before the reader's, which is no collision."""
    modes = [MODES.get(place) for place in (one, other)]
    if modes[0] and modes[1]:
        return bool(modes[0] & modes[1])
    if {one, other} & _EVERYWHERE and any(modes):
        return True
    return one == other or {one, other} <= _EVERYWHERE or {one, other} == {"list", "notes"}
