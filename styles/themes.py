"""The themes: paper, sepia, night and high contrast; text and every highlight colour reach WCAG AA (4.5:1).

Any two highlight colours differ by 10 or more (CIEDE2000), for eyes that lack a kind of cone as well.
"""

from __future__ import annotations

from textual.theme import Theme


def _theme(
    name: str, dark: bool, *, text: str, page: str, side: str, panel: str, accent: str, second: str,
    muted: str, marks: tuple[str, str, str, str, str], mark_text: str, callouts: tuple[str, str, str, str],
) -> Theme:  # fmt: skip
    return Theme(
        name,
        primary=accent,
        secondary=second,
        accent=accent,
        foreground=text,
        background=page,
        surface=side,
        panel=panel,
        dark=dark,
        variables={
            "body-muted": muted,
            **dict(zip(("mark-yellow", "mark-green", "mark-blue", "mark-pink", "mark-purple"), marks, strict=True)),
            "mark-text": mark_text,
            **dict(zip(("callout-note", "callout-tip", "callout-warning", "callout-danger"), callouts, strict=True)),
            "footer-key-foreground": accent,
            "block-cursor-text-style": "none",
        },
    )


THEMES = (
    _theme(
        "paper", False, text="#2b2b2b", page="#faf8f3", side="#f1eee6", panel="#e6e1d5", accent="#8a3b12",
        second="#2f5d50", muted="#5f5a50", marks=("#f9e289", "#a7cc9c", "#d9efff", "#f6b7c8", "#c9bbea"),
        mark_text="#1c1c1c", callouts=("#2a5a8a", "#2f6b2f", "#855600", "#a3262a"),
    ),
    _theme(
        "sepia", False, text="#43351f", page="#f2e6cf", side="#e9dabd", panel="#dfcda8", accent="#7d3c0a",
        second="#4a5a1e", muted="#5e4d30", marks=("#f2d74f", "#a1d590", "#cad6de", "#dda7ac", "#beaed7"),
        mark_text="#2a2010", callouts=("#28506f", "#3c5c18", "#744d00", "#93261f"),
    ),
    _theme(
        "night", True, text="#c9c7c1", page="#16181d", side="#1c1f26", panel="#272b34", accent="#e0a368",
        second="#8fb8a8", muted="#9a9da6", marks=("#6b5b01", "#084d25", "#3b5f84", "#7e3050", "#442d77"),
        mark_text="#f5f3ee", callouts=("#8ab8e0", "#8fc48f", "#e0b45a", "#ec8a86"),
    ),
    _theme(
        "contrast", True, text="#ffffff", page="#000000", side="#000000", panel="#1c1c1c", accent="#ffd500",
        second="#5cf2ff", muted="#c8c8c8", marks=("#ffe70b", "#65ff9a", "#9ed5f7", "#fd95c4", "#c197fe"),
        mark_text="#000000", callouts=("#6cc8ff", "#5dff6b", "#ffe600", "#ff9b9b"),
    ),
)  # fmt: skip

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
