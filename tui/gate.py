"""The last gate before the terminal: every line of every widget passes it, whatever was done before."""

from __future__ import annotations

from collections.abc import Iterable

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import DimFilter, LineFilter, dim_style

from glossator.content.text.sanitize import clean, is_clean
from glossator.tui.layout.measuring import bounded

_LEGIBLE = 0.8
"""How much of its contrast dim text keeps: Textual's half is less than the 4.5 to 1 of WCAG 2.2."""


class TerminalGate(LineFilter):
    """Takes out what a terminal would obey or nobody would see, and leaves dim text legible; a line keeps its width.

    It is one filter, and no two: every line on screen passes each of them with every frame.
    """

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """Clean a line.

        Args:
            segments: The line's segments; those with control codes are Textual's own and stay.
            background: The colour that dim text is blended with where it stands on no other.

        Returns:
            The same segments when there is nothing to change, else clean ones of the same cells.
        """
        styles = [segment.style for segment in segments if segment.style is not None]
        if any([style.dim for style in styles]):
            segments = [_dimmed(segment, background) for segment in segments]
        if any([style.link for style in styles]):
            segments = [_with_plain_link(segment) for segment in segments]
        text = "".join([segment.text for segment in segments])
        if is_clean(text) and bounded(text) == text:
            return segments
        return [segment if segment.control else _cleaned(segment) for segment in segments]


def _dimmed(segment: Segment, background: Color) -> Segment:
    style = segment.style
    if style is None or not style.dim or style.color is None or style.bgcolor is None:
        return segment
    if style.color.triplet is None or (style.bgcolor.triplet is None and not style.bgcolor.is_default):
        return segment  # colours of the terminal's own, which only it knows
    return Segment(segment.text, dim_style(style, background, _LEGIBLE), segment.control)


_GATE = TerminalGate()


def with_gate(filters: Iterable[LineFilter]) -> list[LineFilter]:
    """Give the filters that every line passes: the gate, before any that would dim text further, and the given ones.

    The given ones change colours alone. Textual's own dimming is left out, for the gate has done it.
    """
    return [_GATE, *(each for each in filters if not isinstance(each, DimFilter))]


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
