"""Themes: WCAG 2.2 AA contrast for text and for every highlight colour."""

from pathlib import Path

import pytest
from textual.color import Color
from textual.theme import Theme

from glossator.content.notes.annotation import COLORS
from glossator.styles.themes import THEMES
from glossator.tui.app import GlossatorApp


def contrast(one: str, two: str) -> float:
    def luminance(text: str) -> float:
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in Color.parse(text).normalized]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_contrast(theme: Theme) -> None:
    page, side = theme.background or "", theme.surface or ""
    for ink in (theme.foreground, theme.primary, theme.secondary, theme.variables["body-muted"]):
        assert contrast(ink or "", page) >= 4.5
        assert contrast(ink or "", side) >= 4.5
    for color in COLORS:
        assert contrast(theme.variables[f"mark-{color}"], theme.variables["mark-text"]) >= 4.5


@pytest.mark.parametrize(("value", "is_colorless"), [(None, False), ("", False), ("1", True)])
def test_no_color_counts_when_it_is_not_empty(
    value: str | None, is_colorless: bool, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if value is not None:
        monkeypatch.setenv("NO_COLOR", value)
    assert GlossatorApp(str(article)).no_color is is_colorless
