"""Bidi: the letters of a line in the order they stand in, where some of them are written from right to left.

Source: Unicode Standard Annex #9, "Unicode Bidirectional Algorithm". The levels are python-bidi's; the reordering of a
line (rules L1, L2 and L4) is here, for it has to tell where each letter went. Letters stay whole: an accent is drawn
behind what it belongs to, as terminals want it.
"""

from __future__ import annotations

from typing import Any, NamedTuple
from unicodedata import category

from glossator.content.text.segments import letter_end
from glossator.tui.layout.measuring import widths

_MOST_BRACKETS = 63
"""Brackets within one another; where there are more, none is looked at (BD16)."""


class Letter(NamedTuple):
    """A letter on a line: its first code point, the one after its last, and what is drawn for it."""

    start: int
    end: int
    shown: str


class Order(NamedTuple):
    """A line as it stands.

    Attributes:
        letters: From left to right.
        cells: For each code point of the line the cell that it stands in, and the width of the line after the last.
    """

    letters: tuple[Letter, ...]
    cells: tuple[int, ...]

    @property
    def width(self) -> int:
        """The cells of the line."""
        return self.cells[-1]

    def position_at(self, x: int) -> int:
        """The code point that stands in a cell of the line, or nearest to it."""
        cell = 0
        for letter in self.letters:
            cell += sum(widths(letter.shown))
            if x < cell:
                return letter.start
        return self.letters[-1].start


def levels_of(text: str) -> tuple[int, list[int]]:
    """The level of each letter of a paragraph, odd ones for what runs from right to left.

    Args:
        text: The paragraph.

    Returns:
        The paragraph's own level, and one for each code point.
    """
    from bidi import algorithm

    text = text.replace("\n", " ").replace("\t", " ")  # which would end the paragraph
    storage = algorithm.get_empty_storage()
    base = algorithm.get_base_level(text)
    storage["base_level"], storage["base_dir"] = base, ("L", "R")[base]
    algorithm.get_embedding_levels(text, storage)
    for char in storage["chars"]:
        if char["type"] in algorithm.X9_REMOVED:  # joiners: the algorithm takes them out, and they have a place here
            char["type"] = char["orig"] = "ON"
    algorithm.explicit_embed_and_overrides(storage)
    algorithm.resolve_weak_types(storage)
    _resolve_brackets(storage["chars"], base)
    algorithm.resolve_neutral_types(storage, False)
    algorithm.resolve_implicit_levels(storage, False)
    return base, [char["level"] for char in storage["chars"]]


def _resolve_brackets(chars: list[dict[str, Any]], base: int) -> None:
    """Rule N0: brackets that belong together run the same way, that of what is in them, or of what is before them."""
    own = "LR"[base]
    for first, last in _bracket_pairs(chars):
        inside = {_strong(char["type"]) for char in chars[first + 1 : last]} - {""}
        if own in inside:
            way = own
        elif inside:
            before = next((way for char in reversed(chars[:first]) if (way := _strong(char["type"]))), own)
            way = "RL"[base] if before != own else own
        else:
            continue
        chars[first]["type"] = chars[last]["type"] = way


def _bracket_pairs(chars: list[dict[str, Any]]) -> list[tuple[int, int]]:
    """The brackets that belong together, by their places (definition BD16)."""
    from bidi.mirror import MIRRORED

    pairs: list[tuple[int, int]] = []
    opened: list[tuple[str, int]] = []
    for at, char in enumerate(chars):
        if char["type"] != "ON" or char["ch"] not in MIRRORED:
            continue
        kind = category(char["ch"])
        if kind == "Ps":
            if len(opened) == _MOST_BRACKETS:
                return []
            opened.append((MIRRORED[char["ch"]], at))
        elif kind == "Pe":
            depth = max((n for n, each in enumerate(opened) if each[0] == char["ch"]), default=-1)
            if depth >= 0:
                pairs.append((opened[depth][1], at))
                del opened[depth:]
    return sorted(pairs)


def _strong(kind: str) -> str:
    """Which way a character runs; numbers count as running from right to left."""
    return "L" if kind == "L" else "R" * (kind in ("R", "AL", "EN", "AN"))


def ordered(text: str, start: int, end: int, levels: list[int], base: int, room: int) -> Order:
    """Put a line into the order that it stands in.

    Args:
        text: The text.
        start: The line's first code point.
        end: The code point after its last.
        levels: The level of each code point of the line.
        base: The level of the paragraph.
        room: The cells of a line; where there is none for them, the spaces at its end take none.
    """
    stop = start + len(text[start:end].rstrip(" \t\n"))
    has_room = sum(widths(text[start:end])) <= room
    letters: list[tuple[int, Letter]] = []
    at = start
    while at < end:
        after = min(letter_end(text, at), end)
        level = levels[at - start] if at < stop else base
        shown = _shown(text[at:after], level) if at < stop or has_room else ""
        letters.append((level, Letter(at, after, shown)))
        at = after
    placed = _reordered(letters)
    cells = [0] * (end - start + 1)
    cell = 0
    for letter in placed:
        for position in range(letter.start, letter.end):
            cells[position - start] = cell
        cell += sum(widths(letter.shown))
    cells[-1] = cell
    return Order(tuple(placed), tuple(cells))


def _shown(letter: str, level: int) -> str:
    """A letter as it is drawn: a bracket is mirrored where it stands among letters from right to left."""
    if letter in "\t\n":
        return ""
    if level % 2 == 0 or len(letter) > 1:
        return letter
    from bidi.mirror import MIRRORED

    return str(MIRRORED.get(letter, letter))


def _reordered(letters: list[tuple[int, Letter]]) -> list[Letter]:
    """Rule L2: from the highest level down to the lowest odd one, turn round every run at that level or above."""
    out = list(letters)
    highest = max((level for level, _ in letters), default=0)
    for level in range(highest, 0, -1):
        at = 0
        while at < len(out):
            after = at
            while after < len(out) and out[after][0] >= level:
                after += 1
            out[at:after] = out[at:after][::-1]
            at = max(after, at + 1)
    return [letter for _, letter in out]
