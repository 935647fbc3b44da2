"""``gloss config``: every setting, with its value, its default, what it means and where it was set."""

from __future__ import annotations

import argparse

from glossator.content.text.sanitize import clean_line
from glossator.tui.output import show
from glossator.tui.settings import config_path, load_settings, shown_settings


def configure(parser: argparse.ArgumentParser) -> None:
    """The command has no arguments."""


def run(options: argparse.Namespace) -> int:
    """Print the settings; 2 when one of them is wrong."""
    from textual.theme import BUILTIN_THEMES

    from glossator.styles.themes import THEMES

    settings = load_settings()
    if settings.theme not in {*BUILTIN_THEMES, *(theme.name for theme in THEMES)}:
        settings.problems.append(f"theme: no theme named {clean_line(settings.theme)}")
    show(f"# {clean_line(str(config_path()))}")
    for setting in shown_settings(settings):
        show(f"{setting.name} = {setting.value}")
        show(f"    {setting.meaning} Default: {setting.default}. From: {setting.origin}.")
    for problem in settings.problems:
        show(f"! {problem}")
    return 2 if settings.problems else 0
