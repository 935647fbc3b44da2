"""``gloss config``: every setting, with its value, its default, what it means and where it was set."""

from __future__ import annotations

import argparse

from glossator.content.folders import folders
from glossator.tui.cli.arguments import add_json, one_of
from glossator.tui.output import show, show_json
from glossator.tui.remembered import REMEMBERED, reset_remembered
from glossator.tui.settings import config_path, load_settings
from glossator.tui.shown_settings import setting_json, settings_lines, shown_settings

ALL = "all"
EXAMPLES = """
gloss config
gloss config --reset theme
gloss config --json
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument(
        "--reset", type=one_of((ALL, *REMEMBERED), "setting"), metavar="NAME",
        help=f"discard changes made in the reader: {', '.join(REMEMBERED)} or all (default: nothing)",
    )  # fmt: skip
    add_json(parser)


def run(options: argparse.Namespace) -> int:
    """Print the settings; 2 when one of them is wrong."""
    if options.reset:
        reset_remembered(*([] if options.reset == ALL else [options.reset]))
    settings = load_settings()
    if options.json:
        show_json({
            "version": 1, "file": str(config_path()),
            "settings": [setting_json(settings, setting) for setting in shown_settings(settings)],
            "folders": [{**folder._asdict(), "path": str(folder.path)} for folder in folders()],
            "problems": settings.problems,
        })  # fmt: skip
    else:
        for line in settings_lines(settings):
            show(line)
    return 2 if settings.problems else 0
