"""The last gate before the terminal: every line of every widget passes it, whatever was done before."""

from __future__ import annotations

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from glossator.content.text.sanitize import clean, is_clean
from glossator.tui.layout.measuring import bounded


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
        text = "".join([segment.text for segment in segments])
        if is_clean(text) and bounded(text) == text:
            return segments
        return [segment if segment.control else _cleaned(segment) for segment in segments]


def _cleaned(segment: Segment) -> Segment:
    text = bounded(clean(segment.text)).replace("\n", " ").replace("\t", " ")
    missing = cell_len(segment.text) - cell_len(text)
    return segment if text == segment.text else Segment(text + " " * max(0, missing), segment.style)
