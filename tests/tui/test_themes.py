"""Themes: WCAG 2.2 AA contrast for all text on screen, and highlight colours that every eye tells apart."""

import itertools
from functools import cache
from pathlib import Path

import pytest
from rich._palettes import STANDARD_PALETTE
from rich.color import Color as ConsoleColor
from rich.color import ColorSystem
from textual.color import Color
from textual.theme import Theme

from glossator.content.notes.annotation import COLORS
from glossator.styles.themes import DEFAULTS, SIXTEEN, THEMES
from glossator.tui.app import GlossatorApp
from tests.tui import vision
from tests.tui.settled import saved, settled


@cache
def contrast(one: str, two: str) -> float:
    def luminance(text: str) -> float:
        parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in Color.parse(text).normalized]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    high, low = sorted((luminance(one), luminance(two)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [*THEMES, SIXTEEN], ids=lambda theme: theme.name)
def test_contrast(theme: Theme) -> None:
    callouts = [ink for name, ink in theme.variables.items() if name.startswith("callout-")]
    assert len(callouts) == 4
    for ink in (theme.foreground, theme.primary, theme.secondary, theme.variables["body-muted"], *callouts):
        assert contrast(ink or "", theme.background or "") >= 4.5
        assert contrast(ink or "", theme.surface or "") >= 4.5
    assert contrast(theme.variables["body-muted"], theme.panel or "") >= 4.5
    for color in COLORS:
        assert contrast(theme.variables[f"mark-{color}"], theme.variables["mark-text"]) >= 4.5


@pytest.mark.parametrize(("value", "is_colorless"), [(None, False), ("", False), ("1", True)])
def test_no_color_counts_when_it_is_not_empty(
    value: str | None, is_colorless: bool, article: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if value is not None:
        monkeypatch.setenv("NO_COLOR", value)
    assert GlossatorApp(str(article)).no_color is is_colorless


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425), ((50.0, 2.5, 0.0), (58.0, 24.0, 15.0), 19.4535),
        ((22.7233, 20.0904, -46.694), (23.0331, 14.973, -42.5619), 2.0373), ((2.0776, 0.0795, -1.135), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)  # fmt: skip
def test_the_measure_of_differences_gives_the_published_values(one: vision.Triple, two: vision.Triple, apart: float) -> None:
    assert vision.ciede2000(one, two) == pytest.approx(apart, abs=1e-4)


@pytest.mark.parametrize("eye", vision.EYES)
@pytest.mark.parametrize("variables", [*(theme.variables for theme in [*THEMES, SIXTEEN]), DEFAULTS])
def test_any_two_highlight_colours_are_told_apart_by_every_eye(variables: dict[str, str], eye: str) -> None:
    marks = [variables[f"mark-{color}"] for color in COLORS]
    assert min(vision.difference(one, two, eye) for one, two in itertools.combinations(marks, 2)) >= 10


def faint(app: GlossatorApp) -> list[tuple[str, float]]:
    """The words on screen whose contrast is less than 4.5, of the dialog alone where there is one."""
    dialogs = list(app.screen.query(".dialog"))
    region = dialogs[0].region if dialogs else app.screen.region
    found = []
    for strip in app.screen._compositor.render_strips()[region.y : region.bottom]:
        for segment in strip.crop(region.x, region.right):
            style = segment.style
            if not style or not style.color or not style.bgcolor or not any(map(str.isalnum, segment.text)):
                continue
            assert not style.dim and style.color.triplet and style.bgcolor.triplet
            ratio = contrast(style.color.triplet.hex, style.bgcolor.triplet.hex)
            if ratio < 4.5:
                found.append((segment.text, ratio))
    return found


_STATES = {
    "reading": [], "searching": ["slash"], "found": [*"partnershp", "enter"], "leaping": ["f"], "selecting": ["escape", "v", "e"],
    "help": ["escape", "question_mark"], "editor": ["escape", "m"], "filter": ["escape", "N", "slash"], "library": ["escape", "escape", "L"],
}  # fmt: skip


async def test_all_text_on_every_screen_has_contrast_in_every_theme(article: Path) -> None:
    app = GlossatorApp(str(article))
    app.register_theme(SIXTEEN)
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        await pilot.press("V", "enter", "right_square_bracket", "V", "m", *"a note", "escape")
        await saved(pilot)
        for name, keys in _STATES.items():
            await pilot.press(*keys)
            for theme in (*THEMES, SIXTEEN):
                app.theme = theme.name
                await settled(pilot)
                assert (name, theme.name, faint(app)) == (name, theme.name, [])


def test_the_theme_of_few_colours_has_just_those_that_sixteen_are() -> None:
    colors = [SIXTEEN.foreground, SIXTEEN.background, SIXTEEN.surface, SIXTEEN.panel, SIXTEEN.accent, SIXTEEN.secondary]
    colors += [value for value in SIXTEEN.variables.values() if value.startswith("#")]
    numbers = {color: ConsoleColor.parse(color or "").downgrade(ColorSystem.STANDARD).number or 0 for color in colors}
    assert all(STANDARD_PALETTE[number].hex == color for color, number in numbers.items())
    assert len({SIXTEEN.variables[f"mark-{color}"] for color in COLORS} | {SIXTEEN.background}) == 6
