"""The themes: paper, sepia, night and high contrast; text and every highlight colour reach WCAG AA (4.5:1).

Any two highlight colours differ by 10 or more (CIEDE2000), for eyes that lack a kind of cone as well.
"""

from __future__ import annotations

from typing import NamedTuple

from textual.theme import Theme


class Palette(NamedTuple):
    """The colours of a theme.

    Attributes:
        text: Of the text.
        page: Behind it.
        side: Behind the panes.
        panel: Behind what is chosen, and behind fields.
        accent: Of first headings, keys and links.
        second: Of second headings.
        muted: Of what is said beside the text.
        yellow: Of a highlight; the four that follow as well.
        mark_text: Of text that is highlighted.
        note: Of a callout; the three that follow as well.
    """

    text: str
    page: str
    side: str
    panel: str
    accent: str
    second: str
    muted: str
    yellow: str
    green: str
    blue: str
    pink: str
    purple: str
    mark_text: str
    note: str
    tip: str
    warning: str
    danger: str

    def theme(self, name: str, *, is_dark: bool) -> Theme:
        """Make a theme of them.

        Args:
            name: What it is called.
            is_dark: Whether the page is dark.
        """
        return Theme(
            name, primary=self.accent, secondary=self.second, accent=self.accent, foreground=self.text,
            background=self.page, surface=self.side, panel=self.panel, dark=is_dark,
            variables={
                "body-muted": self.muted,
                **{f"mark-{color}": getattr(self, color) for color in ("yellow", "green", "blue", "pink", "purple")},
                "mark-text": self.mark_text,
                **{f"callout-{kind}": getattr(self, kind) for kind in ("note", "tip", "warning", "danger")},
                "footer-key-foreground": self.accent,
                "block-cursor-text-style": "none",
            },
        )  # fmt: skip


PALETTES = {
    "paper": Palette(
        text="#2b2b2b", page="#faf8f3", side="#f1eee6", panel="#e6e1d5", accent="#8a3b12", second="#2f5d50",
        muted="#5f5a50", yellow="#f9e289", green="#a7cc9c", blue="#d9efff", pink="#f6b7c8", purple="#c9bbea",
        mark_text="#1c1c1c", note="#2a5a8a", tip="#2f6b2f", warning="#855600", danger="#a3262a",
    ),
    "sepia": Palette(
        text="#43351f", page="#f2e6cf", side="#e9dabd", panel="#dfcda8", accent="#7d3c0a", second="#4a5a1e",
        muted="#5e4d30", yellow="#f2d74f", green="#a1d590", blue="#cad6de", pink="#dda7ac", purple="#beaed7",
        mark_text="#2a2010", note="#28506f", tip="#3c5c18", warning="#744d00", danger="#93261f",
    ),
    "night": Palette(
        text="#c9c7c1", page="#16181d", side="#1c1f26", panel="#272b34", accent="#e0a368", second="#8fb8a8",
        muted="#9a9da6", yellow="#6b5b01", green="#084d25", blue="#3b5f84", pink="#7e3050", purple="#442d77",
        mark_text="#f5f3ee", note="#8ab8e0", tip="#8fc48f", warning="#e0b45a", danger="#ec8a86",
    ),
    "contrast": Palette(
        text="#ffffff", page="#000000", side="#000000", panel="#1c1c1c", accent="#ffd500", second="#5cf2ff",
        muted="#c8c8c8", yellow="#ffe70b", green="#65ff9a", blue="#9ed5f7", pink="#fd95c4", purple="#c197fe",
        mark_text="#000000", note="#6cc8ff", tip="#5dff6b", warning="#ffe600", danger="#ff9b9b",
    ),
}  # fmt: skip
DARK = frozenset(("night", "contrast"))
"""Those with a dark page."""
PASTEL = frozenset(("paper", "sepia", "night"))
"""Those whose colours sixteen are too few for."""
THEMES = tuple(palette.theme(name, is_dark=name in DARK) for name, palette in PALETTES.items())

SIXTEEN = Palette(
    text="#ffffff", page="#000000", side="#000000", panel="#0000aa", accent="#55ff55", second="#55ffff",
    muted="#aaaaaa", yellow="#ffff55", green="#00aa00", blue="#55ffff", pink="#ff55ff", purple="#aaaaaa",
    mark_text="#000000", note="#55ffff", tip="#55ff55", warning="#ffff55", danger="#ff5555",
).theme("sixteen", is_dark=True)  # fmt: skip
"""For terminals of sixteen colours, in just these: the others would have highlights vanish in the page."""

# For Textual's own themes, which know nothing of highlights.
DEFAULTS = {
    "body-muted": "#9a9da6",
    "mark-yellow": "#f4d94c",
    "mark-green": "#9dcd86",
    "mark-blue": "#9ed9ff",
    "mark-pink": "#f1a0bb",
    "mark-purple": "#b398da",
    "mark-text": "#101010",
    "callout-note": "#5a9bd8",
    "callout-tip": "#5fa860",
    "callout-warning": "#c08a20",
    "callout-danger": "#d9605c",
}


def theme_names() -> list[str]:
    """Give the names of all themes: our own, then Textual's."""
    from textual.theme import BUILTIN_THEMES

    return [*(theme.name for theme in THEMES), *BUILTIN_THEMES]
