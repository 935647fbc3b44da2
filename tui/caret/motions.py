"""Motions: where a caret in the text goes, as in vim where that makes sense in a text that nobody edits.

The caret stands on a letter; a position is where that letter begins. Words, sentences and letters are those of
``glossator.content.text.segments``; lines are those on the screen. A motion takes where the caret is and how often
it is to be done, and gives where the caret is then: the same place where there is nothing further.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Protocol

from glossator.content.text import segments

_BLANK_SEPARATED = re.compile(r"\S+")
_EMPTY_LINE = re.compile(r"(?<=\n)\n")

MOST_TIMES = 10_000
"""How often a motion or an object is done at the most: counts beyond that are slips, and must not hold the screen."""


class Lines(Protocol):
    """The lines on the screen, as ``glossator.tui.layout.line_table`` breaks them."""

    height: int

    def y_of(self, position: int) -> int:
        """The row that holds a position."""

    def x_of(self, position: int) -> int:
        """The cell of a position in its row."""

    def position_at(self, y: int, x: int) -> int:
        """The position at, or nearest to, a row and cell.

        Args:
            y: The row, in the text's rows.
            x: The cell in the row.
        """

    def range_of(self, y: int) -> tuple[int, int] | None:
        """The text that a row holds; None for one that only leaves room."""


def _times(step: Callable[[int], int], position: int, count: int) -> int:
    """Repeat a step ``count`` times, or until it stops moving."""
    for _ in range(min(count, MOST_TIMES)):
        before, position = position, step(position)
        if position == before:
            break
    return position


class Motions:
    """The motions over one text with its lines.

    A motion takes the position of the caret, in code points, and how often it is to be done, from 1; it gives the
    position where the caret comes to stand, which is the first code point of a letter.
    """

    def __init__(self, text: str, lines: Lines) -> None:
        self._text = text
        self._lines = lines

    def by_name(self, name: str) -> Callable[[int, int], int]:
        """The motion with a name, such as ``word_next``."""
        motion: Callable[[int, int], int] = getattr(self, name)
        return motion

    def letter_at(self, position: int) -> int:
        """The start of the letter nearest to a position that the caret can be on."""
        return segments.letter_start(self._text, min(max(0, position), max(0, len(self._text) - 1)))

    # -- letters

    def left(self, position: int, count: int) -> int:
        """Letters back, within the paragraph."""
        start, _ = segments.paragraph_at(self._text, position)
        return self._back(position, count, start)

    def right(self, position: int, count: int) -> int:
        """Letters on, within the paragraph."""
        _, end = segments.paragraph_at(self._text, position)
        return self._on(position, count, end)

    def arrow_left(self, position: int, count: int) -> int:
        """Letters back, into the paragraph before as well."""
        return self._back(position, count, 0)

    def arrow_right(self, position: int, count: int) -> int:
        """Letters on, into the next paragraph as well."""
        return self._on(position, count, len(self._text))

    def _back(self, position: int, count: int, start: int) -> int:
        count = min(count, MOST_TIMES)
        while count > 0 and position > start:
            position = segments.letter_before(self._text, position)
            count -= not self._is_line_end(position)
        return position if position >= start and not self._is_line_end(position) else start

    def _on(self, position: int, count: int, end: int) -> int:
        last, count = position, min(count, MOST_TIMES)
        while count > 0 and (position := segments.letter_end(self._text, position)) < end:
            if not self._is_line_end(position):
                last, count = position, count - 1
        return last

    def _is_line_end(self, position: int) -> bool:
        """True for a line end behind something; one that stands alone is an empty line, where the caret can be."""
        text = self._text
        return position < len(text) and text[position] == "\n" and position > 0 and text[position - 1] != "\n"

    # -- words

    def word_next(self, position: int, count: int) -> int:
        """The start of the next word, or run of signs; an empty line counts as one."""
        return self.letter_at(_times(self._next_word, position, count))

    def _next_word(self, position: int) -> int:
        following = segments.segment_after(self._text, position)
        return self._or_empty_line(position, following.start if following else len(self._text))

    def word_end(self, position: int, count: int) -> int:
        """The last letter of the word; of the next one where the caret is there."""
        return _times(self._word_end, position, count)

    def _word_end(self, position: int) -> int:
        word = segments.segment_at(self._text, position)
        while word is None or segments.letter_before(self._text, word.end) <= position:
            word = segments.segment_after(self._text, word.start if word else position)
            if word is None:
                return self.letter_at(len(self._text))
        return segments.letter_before(self._text, word.end)

    def word_back(self, position: int, count: int) -> int:
        """The start of the word, or of the one before."""
        return _times(self._previous_word, position, count)

    def _previous_word(self, position: int) -> int:
        before = segments.segment_before(self._text, position)
        return self._or_empty_line_back(position, before.start if before else 0)

    def big_word_next(self, position: int, count: int) -> int:
        """The start of the next word between blanks."""
        return self.letter_at(_times(self._next_big_word, position, count))

    def _next_big_word(self, position: int) -> int:
        here = _BLANK_SEPARATED.match(self._text, position)
        following = _BLANK_SEPARATED.search(self._text, here.end() if here else position)
        return self._or_empty_line(position, following.start() if following else len(self._text))

    def big_word_end(self, position: int, count: int) -> int:
        """The last letter of the word between blanks, or of the next one."""
        return _times(self._big_word_end, position, count)

    def _big_word_end(self, position: int) -> int:
        following = _BLANK_SEPARATED.search(self._text, segments.letter_end(self._text, position))
        if following is None:
            return self.letter_at(len(self._text))
        return segments.letter_before(self._text, following.end())

    def big_word_back(self, position: int, count: int) -> int:
        """The start of the word between blanks, or of the one before."""
        return _times(self._previous_big_word, position, count)

    def _previous_big_word(self, position: int) -> int:
        at = self._before_blanks(position)
        while at > 0 and not self._text[at - 1].isspace():
            at -= 1
        return self.letter_at(self._or_empty_line_back(position, at))  # a mark on a blank belongs to that

    def _or_empty_line(self, position: int, target: int) -> int:
        empty = _EMPTY_LINE.search(self._text, position + 1, min(target + 1, len(self._text)))
        return empty.start() if empty and empty.start() < target else target

    def _or_empty_line_back(self, position: int, target: int) -> int:
        at = self._text.rfind("\n\n", target, position)
        return at + 1 if at >= 0 and at + 1 < position else target

    # -- the line on the screen

    def line_start(self, position: int, count: int) -> int:
        """The first letter of the line."""
        return self.letter_at(self._line(position)[0])

    def line_text_start(self, position: int, count: int) -> int:
        """The first letter of the line that is no blank."""
        start, end = self._line(position)
        piece = self._text[start:end]
        return self.letter_at(start + len(piece) - len(piece.lstrip()) if piece.strip() else start)

    def line_end(self, position: int, count: int) -> int:
        """The last letter of the line; with a count of a line further down."""
        below = self.down(position, count - 1) if count > 1 else position
        if count > 1 and below == position:
            return position
        start, end = self._line(below)
        piece = self._text[start:end].rstrip()
        return self.letter_at(start + len(piece) - 1 if piece else start)

    def _line(self, position: int) -> tuple[int, int]:
        return self._lines.range_of(self._lines.y_of(position)) or (position, position)

    def down(self, position: int, count: int, x: int | None = None) -> int:
        """Lines down, in a column of cells if one is given, else in that of the caret."""
        return self.by_lines(position, 1, count, x)

    def up(self, position: int, count: int, x: int | None = None) -> int:
        """Lines up, likewise."""
        return self.by_lines(position, -1, count, x)

    def by_lines(self, position: int, direction: int, count: int, x: int | None) -> int:
        """Lines down, or with a direction of -1 up, in a column of cells if one is given, else in that of the caret.

        Args:
            position: Where the caret is.
            direction: 1 for down, -1 for up.
            count: How many lines.
            x: The cell to stay in; None for the caret's own.
        """
        lines = self._lines
        here = last = lines.y_of(position)
        x = lines.x_of(position) if x is None else x
        at = here + direction
        while count > 0 and 0 <= at < lines.height:
            if lines.range_of(at) is not None:
                last, count = at, count - 1
            at += direction
        return position if last == here else self.in_line(last, x)

    def in_line(self, y: int, x: int) -> int:
        """The letter of a line that is nearest to a cell, and no blank at the line's end.

        Args:
            y: The row, in the text's rows.
            x: The cell in it.
        """
        found = self._lines.range_of(y)
        if found is None:
            return self.letter_at(self._lines.position_at(y, x))
        start, end = found
        last = segments.letter_before(self._text, start + max(1, len(self._text[start:end].rstrip())))
        return max(start, min(self.letter_at(self._lines.position_at(y, x)), last))

    # -- sentences and paragraphs

    def sentence_next(self, position: int, count: int) -> int:
        """The start of the next sentence; the end of the text from the last one."""
        return self._repeated(self._next_sentence, position, count, spare=1)

    def _next_sentence(self, position: int) -> int:
        return self.letter_at(self.past_blanks(segments.sentence_after(self._text, position)))

    def _repeated(self, motion: Callable[[int], int], position: int, count: int, *, spare: int = 0) -> int:
        """Repeat a motion, or stay if it cannot be done so often; as in vim, which spares one by sentences."""
        at = position
        for _ in range(min(count, MOST_TIMES)):
            before, at = at, motion(at)
            spare -= at == before
            if spare < 0:
                return position
        return at

    def sentence_back(self, position: int, count: int) -> int:
        """The start of the sentence, or of the one before."""
        return self._repeated(self._previous_sentence, position, count)

    def _previous_sentence(self, position: int) -> int:
        start = segments.sentence_at(self._text, position)[0]
        if start >= position:
            start = segments.sentence_at(self._text, max(0, self._before_blanks(position) - 1))[0]
        return start

    def past_blanks(self, at: int) -> int:
        """The first position from one on that holds no blank."""
        while at < len(self._text) and self._text[at].isspace():
            at += 1
        return at

    def _before_blanks(self, at: int) -> int:
        while at > 0 and self._text[at - 1].isspace():
            at -= 1
        return at

    def paragraph_next(self, position: int, count: int) -> int:
        """The start of the next paragraph; the end of the text from the last one."""
        return self._repeated(self._next_paragraph, position, count)

    def _next_paragraph(self, position: int) -> int:
        return self.letter_at(self.past_blanks(segments.paragraph_at(self._text, position)[1]))

    def paragraph_end(self, position: int, count: int) -> int:
        """The last letter of the paragraph, or of the next one: how far a selection goes by paragraphs."""
        return self.letter_at(_times(self._paragraph_end, position, count))

    def _paragraph_end(self, position: int) -> int:
        at = position
        for _ in range(2):
            start, end = segments.paragraph_at(self._text, at)
            last = segments.letter_before(self._text, start + len(self._text[start:end].rstrip()))
            if last > position:
                break
            at = self.past_blanks(end)
        return max(position, last)

    def paragraph_back(self, position: int, count: int) -> int:
        """The start of the paragraph, or of the one before."""
        return self._repeated(self._previous_paragraph, position, count)

    def _previous_paragraph(self, position: int) -> int:
        start = segments.paragraph_at(self._text, position)[0]
        if start == position:
            start = segments.paragraph_at(self._text, max(0, self._before_blanks(start) - 1))[0]
        return start

    # -- a character, within the paragraph

    def to_character(self, name: str) -> Callable[[int, int, str], int]:
        """The motion to a character with a name, such as ``up_to_character``."""
        motion: Callable[[int, int, str], int] = getattr(self, name)
        return motion

    def up_to_character(self, position: int, count: int, character: str) -> int:
        """The letter before a character further on."""
        _, end = segments.paragraph_at(self._text, position)
        at = position
        for _ in range(count):
            at = self._text.find(character, segments.letter_end(self._text, at), end)
            if at < 0:
                return position
        return segments.letter_before(self._text, at)

    def back_to_character(self, position: int, count: int, character: str) -> int:
        """A character further back."""
        start, _ = segments.paragraph_at(self._text, position)
        at = position
        for _ in range(count):
            at = self._text.rfind(character, start, at)
            if at < 0:
                return position
        return segments.letter_start(self._text, at)

    def back_up_to_character(self, position: int, count: int, character: str) -> int:
        """The letter after a character further back."""
        at = self.back_to_character(position, count, character)
        return at if at == position else segments.letter_end(self._text, at)
