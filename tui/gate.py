"""The last gate before the terminal: every line of every widget passes it, whatever was done before."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter, dim_style

from glossator.content.text.sanitize import clean, is_clean
from glossator.tui.layout.measuring import bounded

_LEGIBLE = 0.8
"""How much of its contrast dim text keeps: Textual's half is less than the 4.5 to 1 of WCAG 2.2."""


class TerminalGate(LineFilter):
    """Takes out what a terminal would obey or nobody would see; a line keeps its width."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Clean a line.

        Args:
            segments: The line's segments; those with control codes are Textual's own and stay.
            background: Not looked at.

        Returns:
            The same segments when there is nothing to clean, else clean ones of the same cells.
        """
        if any(segment.style is not None and segment.style.link for segment in segments):
            segments = [_with_plain_link(segment) for segment in segments]
        text = "".join([segment.text for segment in segments])
        if is_clean(text) and bounded(text) == text:
            return segments
        return [segment if segment.control else _cleaned(segment) for segment in segments]


class _Dimming(LineFilter):
    """Has dim text keep more of its contrast than Textual's own filter leaves it, which finds nothing to do then."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        is_dim = [segment.style is not None and segment.style.dim for segment in segments]
        return [_dimmed(each, background) if dim else each for each, dim in zip(segments, is_dim, strict=True)]


def _dimmed(segment: Segment, background: Color) -> Segment:
    style = segment.style
    if style is None or style.color is None or style.bgcolor is None:
        return segment
    if style.color.triplet is None or (style.bgcolor.triplet is None and not style.bgcolor.is_default):
        return segment  # colours of the terminal's own, which only it knows
    return Segment(segment.text, dim_style(style, background, _LEGIBLE), segment.control)


_GATE, _DIMMING = TerminalGate(), _Dimming()


def with_gate(filters: Iterable[LineFilter]) -> list[LineFilter]:
    """Give the filters that every line passes: dimming that leaves text legible, the given ones, and the gate."""
    return [_DIMMING, *filters, _GATE]


def _with_plain_link(segment: Segment) -> Segment:
    """A segment whose link has nothing in it that would end it before its end, or any other control code."""
    link = segment.style.link if segment.style else None
    if not link or (link.isascii() and link.isprintable()):
        return segment
    return Segment(segment.text, segment.style.update_link(None) if segment.style else None, segment.control)


def _cleaned(segment: Segment) -> Segment:
    text = bounded(clean(segment.text)).replace("\n", " ").replace("\t", " ")
    missing = cell_len(segment.text) - cell_len(text)
    return segment if text == segment.text else Segment(text + " " * max(0, missing), segment.style)
