"""Themes of the reader's own, as files beside the settings."""

from __future__ import annotations

from pathlib import Path

import pytest

from glossator.styles.theme_files import contrast, read_themes
from glossator.styles.themes import PALETTES
from glossator.tui.app import GlossatorApp
from glossator.tui.settings import config_path, load_settings
from tests.tui.settled import settled

SOLAR = 'base = "paper"\npage = "#fdf6e3"\nside = "#f5eed9"\n'


@pytest.fixture
def themes(folders: Path) -> Path:
    """The folder of themes, with one in it."""
    folder = config_path().parent / "themes"
    folder.mkdir(parents=True)
    (folder / "solar.toml").write_text(SOLAR)
    return folder


async def test_a_theme_is_taken_from_its_file_and_comes_with_its_key(themes: Path, article: Path) -> None:
    config_path().write_text('theme = "solar"\n')
    app = GlossatorApp(str(article))
    async with app.run_test() as pilot:
        await settled(pilot)
        assert app.theme == "solar" and app.current_theme.background == "#fdf6e3" and not app.settings.problems
        assert app.current_theme.foreground == PALETTES["paper"].text  # what is not said is that of the base
        seen = []
        for _ in range(5):
            await pilot.press("T")
            seen.append(app.theme)
        assert seen == [*PALETTES, "solar"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('text = "#999999"', "text on page: contrast 2.7, and 4.5 is needed"),
        ('yellow = "#333333"', "mark_text on yellow: contrast 1.3, and 4.5 is needed"),
        ('text = "red"', 'text: must be a colour such as "#faf8f3"'), ("text = 7", 'text: must be a colour such as "#faf8f3"'),
        ('paper = "#ffffff"', "paper: no such colour; there are text, page, side"), ('base = "x"', "base: must be one of paper, sepia, night, contrast"),
        ("text = ", "Invalid value"), ('"a\\u001b[31m" = "x"', "a: no such colour"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_one_is_told_by_its_name(themes: Path, text: str, problem: str) -> None:
    (themes / "mine.toml").write_text(text)
    problems = load_settings().problems
    assert any(line.startswith(f"themes/mine.toml: {problem}") for line in problems), problems
    assert not any("\x1b" in line for line in problems)


def test_what_is_no_theme_is_passed_over(themes: Path) -> None:
    (themes / "note.txt").write_text("x")
    (themes / "folder.toml").mkdir()
    (themes / "bad.toml").write_bytes(b"\xff\xfe")
    found = read_themes(themes)
    assert [theme.name for theme in found.themes] == ["solar"] and len(found.problems) == 1
    assert read_themes(themes / "none") == ([], [])
    assert contrast("#ffffff", "#000000") == pytest.approx(21)


def test_an_unknown_theme_is_still_told(themes: Path) -> None:
    config_path().write_text('theme = "lunar"\ndark_theme = "solar"\n')
    settings = load_settings()
    assert settings.dark_theme == "solar" and "no theme named lunar" in settings.problems[0]
