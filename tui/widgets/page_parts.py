"""The parts of a page: what each is drawn as."""

from __future__ import annotations

from rich.style import Style

from glossator.content.notes.colors import COLORS

PARTS = (
    "text", "heading-1", "heading-2", "code", "marker", "mark", "key", "callout-note", "callout-tip", "callout-warning",
    "callout-danger", "link", "hit", "word", "caret", "noted", "spoken", "keyword", "string", *COLORS,
)  # fmt: skip
"""What the style sheets say how to draw; Textual works each out before the first page."""
_BOLD, _ITALIC = Style(bold=True), Style(italic=True)
DERIVED = {
    "heading-3": ("", _BOLD), "strong": ("", _BOLD), "emphasis": ("", _ITALIC), "quote": ("", _ITALIC),
    "verse": ("", _ITALIC),
    "overlap": ("", _BOLD + _ITALIC), "strike": ("", Style(strike=True)), "underline": ("", Style(underline=True)),
    "small-caps": ("", Style()), "formula": ("", Style()), "meta": ("marker", Style()), "footnote": ("marker", Style()),
    "dimmed": ("marker", Style()), "figure": ("marker", _ITALIC), "comment": ("marker", _ITALIC),
    "number": ("string", Style()), "label": ("word", Style()),
}  # fmt: skip
"""What is drawn as another part, or the text around it, with something added."""
