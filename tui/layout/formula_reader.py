"""FormulaReader: the text of a formula, read into the boxes that it is set from.

The text of a formula says all that it means on one line, "(a + b) / 2c"; here what it says is set as it is written by
hand: fractions with a line, roots with a roof, matrices in rows. The line is read as
``glossator.content.text.formulas`` writes it.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from glossator.content.text.formulas import BIG
from glossator.content.text.segments import letter_end
from glossator.tui.layout.formula_boxes import (
    EMPTY,
    Box,
    beside,
    bracket,
    drawn,
    fraction,
    grid,
    leaf,
    root,
    scripts,
    stacked,
)

_PAIRS = {"(": ")", "[": "]", "{": "}", "⟨": "⟩", "⌈": "⌉", "⌊": "⌋"}
_DEEPEST = 20
"""Brackets within one another."""
_CHOOSE = " choose "
_BETWEEN_BARS = re.compile(r"(?<![^\s(\[{=])([|‖])[^|‖;]*+(?:;(?! )[^|‖;]*+)*; [^|‖]*+\1")
_POINTS = ",;.:"
_GATHERING = BIG - frozenset("∫∬∭∮∯")
"""Signs that have their limits beneath and above them."""
_SMALL = {"<sub>": "_", "<super>": "^"}
"""Unicode's names for what is written small and low, or high, and the sign that says the same."""


class FormulaReader:
    """Reads one line of a formula's text into boxes."""

    def __init__(self, text: str, start: int, end: int, *, has_grids: bool) -> None:
        self._text = text
        self._start, self._end = start, end
        self._has_grids = has_grids
        self._closes = self._pairs()
        self._depth = 0

    def read(self) -> Box:
        """Read the line."""
        return self._row(self._start, self._end)

    def _pairs(self) -> dict[int, int]:
        """Where each bracket is closed; the one before several cases is closed by the end."""
        closes: dict[int, int] = {}
        open_: list[int] = []
        for at in range(self._start, self._end):
            char = self._text[at]
            if char in _PAIRS:
                open_.append(at)
            elif open_ and char == _PAIRS[self._text[open_[-1]]]:
                closes[open_.pop()] = at
        for at in open_:
            if self._text[at] == "{" and "; " in self._text[at : self._end]:
                closes[at] = self._end
        for match in _BETWEEN_BARS.finditer(self._text, self._start, self._end):
            closes[match.start()] = match.end() - 1
        return closes

    def _words(self, start: int, end: int) -> list[tuple[int, int]]:
        """What stands between spaces, those in brackets left out."""
        words: list[tuple[int, int]] = []
        at = begin = start
        while at < end:
            if self._text[at] == " ":
                words.append((begin, at))
                begin = at + 1
            at = min(self._closes.get(at, at), end - 1) + 1
        return [(low, high) for low, high in [*words, (begin, end)] if low < high]

    def _row(self, start: int, end: int) -> Box:
        self._depth += 1
        if self._depth > _DEEPEST:
            self._depth -= 1
            return leaf(self._text, start, end)
        boxes: list[Box] = []
        at = start
        words = self._words(start, end)
        number = 0
        while number < len(words):
            low, high = words[number]
            boxes.append(leaf(self._text, at, low))
            if number + 2 < len(words) and self._is_slash(*words[number + 1]):
                stop = self._before_points(words[number + 2][1])
                boxes += self._fraction(low, high, words[number + 2][0], stop)
                at = words[number + 2][1]
                boxes.append(leaf(self._text, stop, at))
                number += 3
                continue
            boxes.append(self._word(low, high))
            at = high
            number += 1
        boxes.append(leaf(self._text, at, end))
        self._depth -= 1
        return beside([box for box in boxes if not box.is_empty]) if end > start else EMPTY

    def _is_slash(self, start: int, end: int) -> bool:
        return self._text[start:end] == "/"

    def _before_points(self, end: int) -> int:
        while self._text[end - 1] in _POINTS:
            end -= 1
        return end

    def _fraction(self, start: int, slash: int, after: int, end: int) -> list[Box]:
        """A fraction, and the sign before it; from the end of the numerator to the denominator is its line."""
        is_before = self._text[start] in "−±∓+" or (self._text[start] in _PAIRS and start not in self._closes)
        first = start + 1 if is_before and slash - start > 1 else start
        above, below = self._ungrouped(first, slash), self._ungrouped(after, end)
        sign = [leaf(self._text, start, first), Box(1, 1, 0)] if first > start else []
        return [*sign, fraction(above, below, slash, after)]

    def _ungrouped(self, start: int, end: int) -> Box:
        """What stands in brackets that are not needed where it has its own place."""
        is_group = self._text[start] == "(" and self._closes.get(start) == end - 1
        if not is_group or self._is_pair(start + 1, end - 1):
            return self._row(start, end)
        return self._bare(start, end - 1)

    def _is_pair(self, start: int, end: int) -> bool:
        """Whether brackets say more than that what is in them belongs together: "(x, y)", "(n choose k)"."""
        words = [self._text[low:high] for low, high in self._words(start, end)]
        return not words or any(word == "choose" or word[-1] in ",;" for word in words)

    def _word(self, start: int, end: int) -> Box:
        """What no space parts."""
        stop = self._before_points(end)
        slashes = [at for at in self._top(start, stop) if self._text[at] == "/"]
        if len(slashes) == 1 and self._is_operand(start, slashes[0]) and self._is_operand(slashes[0] + 1, stop):
            parts = [*self._fraction(start, slashes[0], slashes[0] + 1, stop), leaf(self._text, stop, end)]
            return beside([box for box in parts if not box.is_empty])
        boxes: list[Box] = []
        at = start
        while at < end:
            name = self._text[start:at]
            if self._text[at] in "^_" and at + 1 < end and len(name) > 1 and name.isalpha():  # such as lim
                found, at = self._scripts(at, end)
                boxes = [stacked(beside(boxes), found.get("_"), found.get("^"))]
            else:
                box, at = self._one(at, end, boxes)
                boxes.append(box)
        return beside(boxes)

    def _top(self, start: int, end: int) -> list[int]:
        """The code points that are in no brackets."""
        out, at = [], start
        while at < end:
            out.append(at)
            at = self._closes.get(at, at) + 1
        return out

    def _is_operand(self, start: int, end: int) -> bool:
        """Whether something can stand over or under a line: no words, such as those of "km/h"."""
        return start < end and not (end - start > 1 and self._text[start:end].isalpha())

    def _one(self, at: int, end: int, before: list[Box]) -> tuple[Box, int]:
        """The next box of a word, and where it ends."""
        char, close = self._text[at], self._closes.get(at)
        if close is not None and close <= end:
            if not before and close + 1 == end and self._is_fraction(at, close):
                return self._bare(at, close), end
            is_after_letter = bool(before) and self._text[at - 1].isalpha()
            return self._group(at, close, end, is_after_letter=is_after_letter), min(close + 1, end)
        if char in _GATHERING:
            found, after = self._scripts(at + 1, end)
            return stacked(leaf(self._text, at, at + 1), found.get("_"), found.get("^")), after
        if char == "√" and self._closes.get(at + 1, end) < end and self._text[at + 1] == "(":
            close = self._closes[at + 1]
            return root(leaf(self._text, at, at + 1), self._bare(at + 1, close)), close + 1
        is_high = bool(before) and before[-1].height > 1 and unicodedata.decomposition(char).startswith("<super>")
        if is_high or (char in "^_" and before and at + 1 < end):
            found, after = self._scripts(at, end)
            return scripts(before[-1], found.get("_"), found.get("^")), after
        after = min(letter_end(self._text, at), end)
        return leaf(self._text, at, after), after

    def _scripts(self, at: int, end: int) -> tuple[dict[str, Box], int]:
        """What stands low and high behind something, written with the signs for it or in small letters."""
        found: dict[str, Box] = {}
        while at < end:
            kind = unicodedata.decomposition(self._text[at]).partition(" ")[0]
            sign = _SMALL.get(kind, self._text[at])
            if sign not in ("^", "_") or sign in found or (kind not in _SMALL and at + 1 >= end):
                break
            begin = at
            if kind in _SMALL:
                while at < end and unicodedata.decomposition(self._text[at]).startswith(kind):
                    at += 1
                letters = [drawn(n, n + 1, unicodedata.normalize("NFKC", self._text[n])) for n in range(begin, at)]
                found[sign] = beside(letters)
                continue
            close = self._closes.get(at + 1, -1)
            at = close + 1 if at < close < end else letter_end(self._text, at + 1)
            found[sign] = beside([drawn(begin, begin + 1, ""), self._ungrouped(begin + 1, at)])
        return found, at

    def _is_fraction(self, start: int, close: int) -> bool:
        """Whether there is a fraction in brackets, and nothing else."""
        words = self._words(start + 1, close)
        if self._text[start] != "(" or not words or words[-1][1] != close:
            return False
        return len(words) == 3 and self._is_slash(*words[1])

    def _bare(self, start: int, close: int) -> Box:
        """What stands in brackets, without them."""
        return beside([drawn(start, start + 1, ""), self._row(start + 1, close), drawn(close, close + 1, "")])

    def _group(self, start: int, close: int, end: int, *, is_after_letter: bool) -> Box:
        """What stands in brackets: a matrix, or what is kept together."""
        is_closed = close < end and self._text[close] != " "
        inside = self._matrix(start, close, is_after_letter=is_after_letter) or self._row(start + 1, close)
        closing = bracket(close, self._text[close], inside) if is_closed else Box(0, inside.height, inside.base)
        return beside([bracket(start, self._text[start], inside), inside, closing])

    def _matrix(self, start: int, close: int, *, is_after_letter: bool) -> Box | None:
        """The rows and columns of a matrix; None for what is none."""
        top = self._top(start + 1, close)
        cuts = [at for at in top if self._text[at] == ";" and at + 1 < close and self._text[at + 1] == " "]
        choose = self._text.find(_CHOOSE, start, close)
        if choose in top and self._text[start] == "(":
            above, below = self._row(start + 1, choose), self._row(choose + len(_CHOOSE), close)
            return grid([[above], [below]], [drawn(choose, choose + len(_CHOOSE), "")])
        if not self._has_grids or not cuts:
            return None
        rows = list(zip([start + 1, *(at + 2 for at in cuts)], [*cuts, close], strict=True))
        hidden = [drawn(at, at + 2, "") for at in cuts]
        cells, between = self._cells(rows, is_cases=self._text[start] == "{")
        if self._text[start] == "(" and is_after_letter and len(cells[0]) == 1:
            return None  # a function of several things, of which some are given
        return grid(cells, hidden + between)

    def _cells(self, rows: list[tuple[int, int]], *, is_cases: bool) -> tuple[list[list[Box]], list[Box]]:
        """The cells of each row, and what separates them; one cell a row where rows have different numbers of them."""
        divided = [self._divided(*row) for row in rows]
        if is_cases or len({len(cells) for cells in divided}) > 1:
            return [[self._row(*row)] for row in rows], []
        between = [drawn(a[1], b[0], "") for cells in divided for a, b in pairwise(cells)]
        return [[self._row(*cell) for cell in cells] for cells in divided], between

    def _divided(self, start: int, end: int) -> list[tuple[int, int]]:
        """The cells of a row of a matrix: between commas, where it has any, else between blanks."""
        commas = [at for at in self._top(start, end) if self._text[at : at + 2] == ", "]
        if not commas:
            return self._words(start, end) or [(start, end)]
        return list(zip([start, *(at + 2 for at in commas)], [*commas, end], strict=True))
