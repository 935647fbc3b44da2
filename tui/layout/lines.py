"""Lines: where the lines of all blocks begin; those of prose are chosen for a whole paragraph once they are asked for.

Breaking one by one is fast enough for all of a book, and gives how high it is; choosing among all the ways to have
that many lines is not, and is done for what comes on screen.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cache, cached_property
from itertools import accumulate

from glossator.content.document import Document
from glossator.content.text.ranges import Ranges
from glossator.tui.layout.measuring import widths
from glossator.tui.layout.options import Options
from glossator.tui.layout.spacing import first_indent
from glossator.tui.layout.total_fit import JUSTIFIED, RAGGED, Break, fit, groups

PROSE = frozenset({"paragraph", "item", "footnote", "figure"})
"""The kinds of blocks whose lines are chosen by the paragraph."""
_DENSE = "[\t\u2e80-\ua4cf\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U0001f000-\U0003ffff]"
"""Writing that may be broken nearly everywhere, which fills every line; and tabs."""
_NARROW = "[^ -~\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e]"
"""What may take another number of cells than one."""
_PLACE = re.compile(r" +|(?<=[^\W\d_])-(?=[^\W\d_])|\u2014(?=\w)")
"""Where a line may end: at spaces, behind the hyphen of a compound, behind a dash."""
_NARROWER = 60
"""Cells of a line beneath which words are hyphenated although lines are not justified."""
_COMPOUND, _CHOSEN, _FORMULA = 0.01, 0.02, 0.15
"""What it costs to break behind a hyphen that is there, at one that the author asked for (U+00AD), and in a formula."""


class Lines:
    """Where the lines of a document begin."""

    def __init__(self, document: Document, options: Options, room: Callable[[int], int]) -> None:
        """Begin without any lines.

        Args:
            document: The document.
            options: How the reader wants it set.
            room: Gives the cells that a line of a block may take, by the block's index.
        """
        self._document = document
        self._options = options
        self._room = room
        self._firsts = array("L")
        self._starts = array("L")
        self._fitted: set[int] = set()
        """The lines that were chosen, or are to stay as they are."""
        self._hyphens: set[int] = set()
        """Where a line ends inside a word that has no sign for it."""

    def begin_block(self) -> None:
        """The lines that follow are of the next block."""
        self._firsts.append(len(self._starts))

    def add(self, starts: Iterable[int]) -> None:
        """Append lines of the block, by where they begin."""
        self._starts.extend(starts)

    def add_one(self, start: int) -> None:
        """Append the only line of the block."""
        self._starts.append(start)

    def range(self, index: int, line: int, end: int) -> tuple[int, int]:
        """The code points of a line.

        Args:
            index: Of the block.
            line: Which of its lines.
            end: Where the block ends, with what parts it from the next one.
        """
        first, last = self._of(index)
        self._fit(index, first, last, first + line)
        at = first + line
        return self._starts[at], self._starts[at + 1] if at + 1 < last else end

    def line_at(self, index: int, position: int) -> int:
        """Which line of a block holds a position.

        Args:
            index: Of the block.
            position: A code point of it.
        """
        first, last = self._of(index)
        if last - first < 2:
            return 0
        at = max(first, bisect_right(self._starts, position, first, last) - 1)
        if self._fit(index, first, last, at):
            at = max(first, bisect_right(self._starts, position, first, last) - 1)
        return at - first

    def is_hyphen(self, index: int, position: int) -> bool:
        """Whether a line ends with a hyphen that is not in the text.

        Args:
            index: Of the block.
            position: The code point after the line's last.
        """
        return position in self._hyphens or (position, True) in self._document.blocks[index].breaks

    def _of(self, index: int) -> tuple[int, int]:
        last = self._firsts[index + 1] if index + 1 < len(self._firsts) else len(self._starts)
        return self._firsts[index], last

    def _fit(self, index: int, first: int, last: int, line: int) -> bool:
        """Choose the lines of a paragraph, with a line of it; False when that was done, or is not to be done."""
        if line in self._fitted:
            return False
        block, text = self._document.blocks[index], self._document.text
        if last - first < 2 or block.kind not in PROSE:
            return False
        begin, end, is_last = groups(self._starts, first, last, line, text)
        self._fitted.update(range(begin, end))
        if end - begin < 2:
            return False
        start, stop = self._starts[begin], block.end if end == last else self._starts[end]
        if _is_dense(text[start:stop]):
            return False
        room = self._room(index)
        breaks = self._breaks(index, start, stop)
        chosen = fit(
            breaks, room, end - begin, is_last=is_last, blank=JUSTIFIED if self._options.justifies else RAGGED,
            more=lambda: self._with_hyphens(index, breaks),
        )  # fmt: skip
        if chosen is None:
            return False
        self._starts[begin:end] = array("L", chosen)
        self._hyphens.update({at for at in chosen[1:] if self._is_inside_word(index, at)})
        return True

    def _is_inside_word(self, index: int, position: int) -> bool:
        text = self._document.text
        if not (text[position - 1].isalpha() and text[position].isalpha()):
            return False
        return (position, False) not in self._document.blocks[index].breaks

    def _breaks(self, index: int, start: int, stop: int) -> list[Break]:
        """The places of a paragraph where a line may end without a hyphen of ours."""
        block, text = self._document.blocks[index], self._document.text
        cells = _cells(text, start, stop)
        here = [span for span in block.spans if span.start < stop and span.end > start]
        kept = Ranges((span.start, span.end) for span in here if span.kind == "code")
        formulas = Ranges((span.start, span.end) for span in here if span.kind == "formula")
        is_first = start == block.start
        places = [Break(0, -first_indent(self._document, index, self._options) * is_first, start)]
        for place in _PLACE.finditer(text, start, stop):
            at, after = place.span()
            if after >= stop or at == start:
                continue
            cost = 0.0
            if text[at] != " ":
                if kept.hold(after):
                    continue
                cost = _COMPOUND if text[at] == "-" else 0.0
                at = after
            if formulas and formulas.hold(after):
                cost = _FORMULA
            places.append(Break(cells[at - start], cells[after - start], after, cost))
        if block.breaks:
            for at, is_hyphen in block.breaks:
                if start < at < stop:
                    cell = cells[at - start]
                    places.append(Break(cell + is_hyphen, cell, at, _CHOSEN * is_hyphen))
            places.sort(key=lambda place: place.position)
        end = len(text[start:stop].rstrip(" \n"))
        return [*places, Break(cells[end], cells[end], stop)]

    @cached_property
    def _language(self) -> str:
        from glossator.content.text.languages import language_of

        return language_of(self._document.text)

    def _with_hyphens(self, index: int, breaks: Sequence[Break]) -> Sequence[Break]:
        """The same with those inside words."""
        is_asked_for = self._options.justifies or self._room(index) < _NARROWER
        if not self._options.hyphenates or not is_asked_for:
            return breaks  # the patterns are not even read: one line in thousands would gain by them
        from glossator.tui.layout.hyphenation import hyphens

        block, text = self._document.blocks[index], self._document.text
        start, stop = breaks[0].position, breaks[-1].position
        code = [(span.start, span.end) for span in block.spans if span.kind == "code"]
        own = [(at - 1, at + 1) for at, _ in block.breaks]  # in a word whose author marked where it may be hyphenated
        kept = Ranges([*code, *own])
        cells = _cells(text, start, stop)
        cost = (JUSTIFIED if self._options.justifies else RAGGED) ** 2
        more = [
            Break(cells[at - start] + 1, cells[at - start], at, cost)
            for at in hyphens(text, start, stop, self._language, kept)
        ]
        known = {place.position for place in breaks}
        return sorted([*breaks, *(place for place in more if place.position not in known)], key=lambda at: at.position)


def _cells(text: str, start: int, stop: int) -> Sequence[int]:
    """The cells before each code point of a range, and after its last one."""
    if not _has_odd_widths(text[start:stop]):
        return range(stop - start + 1)
    return list(accumulate(widths(text[start:stop]), initial=0))


@cache
def _pattern(expression: str) -> re.Pattern[str]:
    """An expression of many letters, made when the first text that is not ASCII is set: that takes a while."""
    return re.compile(expression)


def _is_dense(text: str) -> bool:
    return "\t" in text if text.isascii() else _pattern(_DENSE).search(text) is not None


def _has_odd_widths(text: str) -> bool:
    return not text.isprintable() if text.isascii() else _pattern(_NARROW).search(text) is not None
