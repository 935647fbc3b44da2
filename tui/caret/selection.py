"""Selection: what is selected, from the letter where it began to the letter that the caret is on."""

from __future__ import annotations

from typing import Literal, NamedTuple

from glossator.content.text import segments

Unit = Literal["letter", "word", "sentence", "paragraph"]


class Selection(NamedTuple):
    """Both ends and all between them, as in vim's visual mode.

    Attributes:
        anchor: Where it began: the start of a letter.
        head: Where the caret is: the start of a letter.
        unit: What it always holds whole at both ends.
        start: Where the selected range begins.
        end: Where it ends; code points, half-open.
    """

    anchor: int
    head: int
    unit: Unit
    start: int
    end: int

    @property
    def range(self) -> tuple[int, int]:
        """The half-open range."""
        return self.start, self.end

    @property
    def is_forward(self) -> bool:
        """True when the caret stands at the end, and not at the beginning."""
        return self.head >= self.anchor


def select(text: str, anchor: int, head: int, unit: Unit = "letter") -> Selection:
    """Make the selection between two places.

    Args:
        text: The canonical text; not empty.
        anchor: Where it begins; a place inside a letter counts as the letter's start.
        head: Where the caret is, likewise.
        unit: What is selected whole at both ends.
    """
    anchor, head = (segments.letter_start(text, min(max(0, each), len(text) - 1)) for each in (anchor, head))
    low, high = min(anchor, head), max(anchor, head)
    return Selection(anchor, head, unit, unit_at(text, low, unit)[0], unit_at(text, high, unit)[1])


def select_range(text: str, start: int, end: int, unit: Unit = "letter", *, is_forward: bool = True) -> Selection:
    """Make the selection of a range, the caret at its end, or at its beginning.

    Args:
        text: The document's text.
        start: First code point.
        end: Code point after the last.
        unit: What the selection grows by.
        is_forward: The caret stands at the end.
    """
    last = segments.letter_before(text, max(start + 1, end))
    return select(text, start, last, unit) if is_forward else select(text, last, start, unit)


def unit_at(text: str, position: int, unit: Unit) -> tuple[int, int]:
    """The letter, word, sentence or paragraph that holds a position.

    Args:
        text: The document's text.
        position: A code point in it.
        unit: What is looked for.

    Returns:
        Start and end, in code points.
    """
    if unit == "word":
        word = segments.segment_at(text, position)
        return (word.start, word.end) if word else (position, segments.letter_end(text, position))
    if unit == "sentence":
        return segments.sentence_at(text, position)
    if unit == "paragraph":
        start, end = segments.paragraph_at(text, position)
        return start, max(end, min(start + 1, len(text)))
    return position, segments.letter_end(text, position)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A range without the blanks at its ends.

    Args:
        text: The document's text.
        start: First code point.
        end: Code point after the last.

    Returns:
        Start and end, in code points; of blanks only, an empty range at their end.
    """
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    return start, start + len(piece.strip())
