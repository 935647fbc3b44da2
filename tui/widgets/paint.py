"""From rows of the line table to strips: which style each code point has, and what stands left of the text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from glossator.content.document import Block, Document
from glossator.content.notes.placed import Place
from glossator.tui.layout.line_table import LineTable, Row
from glossator.tui.layout.spacing import indent
from glossator.tui.widgets.runs import Mark as Mark
from glossator.tui.widgets.runs import Styles as Styles
from glossator.tui.widgets.runs import paint_run

_MIRRORED = str.maketrans("[]()", "][)(")
_NUMBER_OR_SIGN = re.compile(r"\d+|\D")


def paint_row(
    document: Document,
    table: LineTable,
    row: Row,
    marks: Sequence[Mark],
    styles: Styles,
    code: Sequence[Mark],
) -> tuple[list[Segment], int]:
    """One row as segments, without the margin around the column, and the cells they take.

    Args:
        document: What is shown.
        table: Its lines.
        row: The one to draw.
        marks: What lies on the text, sorted by start.
        styles: How each kind is drawn.
        code: The colours of code, sorted by start.
    """
    block = document.blocks[row.block]
    plain = styles("text")
    base = plain + styles(_base(block))
    marker = plain + styles(_marker(block))
    if block.opens and _callout(block):
        base = marker
    segments: list[Segment] = []
    cell = 0
    is_from_right, prefix = table.cells.is_from_right(row.block), ""
    if block.containers or block.kind in ("code", "footnote"):
        prefix = _prefix(document, row, table.width)
        if prefix and not is_from_right:
            segments.append(Segment(prefix, marker))
            cell = len(prefix)
    if (block.kind == "rule" and row.line == 0) or (block.kind == "heading" and row.line > 0 and not row.runs):
        return [*segments, Segment("─" * max(0, table.width - cell), marker)], max(cell, table.width)
    if block.kind == "table" and row.line >= 0:
        return _paint_table(table, row, segments, cell, marks, base, styles)
    if block.kind == "code" and row.line >= 0:
        from glossator.tui.widgets.paint_code import paint_code

        return paint_code(table, row, segments, cell, marks, base, styles, code)
    if row.line >= 0 and (formula := table.formula(row.block)):
        from glossator.tui.widgets.paint_formula import paint_formula

        return paint_formula(table, formula, row, segments, cell, marks, base, styles)
    for run in row.runs:
        if run.x > cell:
            segments.append(Segment(" " * (run.x - cell), plain))
            cell = run.x
        pieces, cell = paint_run(table, row, run.start, run.end, cell, marks, base, styles, code)
        segments.extend(pieces)
        if table.is_hyphen(row.block, run.end):  # the line ends inside a word
            segments.append(Segment("-", base))
            cell += 1
    if is_from_right and prefix:
        segments += [Segment(" " * (table.width - len(prefix) - cell), plain), Segment(_turned(prefix), marker)]
        cell = max(cell, table.width - len(prefix)) + len(prefix)
    return segments, cell


def _turned(prefix: str) -> str:
    """What stands before a line, for one that is set from the right: turned round, but for its numbers."""
    return "".join(reversed(_NUMBER_OR_SIGN.findall(prefix))).translate(_MIRRORED)


def _paint_table(
    table: LineTable, row: Row, prefix: list[Segment], inset: int, marks: Sequence[Mark], base: Style, styles: Styles
) -> tuple[list[Segment], int]:
    """A line of a table: its cells as far as they are on screen, and its rules, which stand alike on every line."""
    layout, sideways = table.table(row.block), table.sideways(row.block)
    strips = [Strip(prefix, inset)] if prefix else []
    for first, upto in sideways.parts if sideways else [(0, layout.width)]:
        first = max(first, inset)
        if first < upto:
            strips.append(_part_of_table(table, row, first, upto, marks, base, styles))
    if sideways and not row.runs:
        strips = _with_arrows(strips, sideways.hidden, base + styles("marker"))
    line = Strip.join(strips)
    return list(line), line.cell_length


def _with_arrows(strips: list[Strip], hidden: tuple[int, int], style: Style) -> list[Strip]:
    """A rule across with a sign at each end behind which there is more."""
    *still, moving = strips
    width = moving.cell_length
    if hidden[0]:
        moving = Strip.join([Strip([Segment("◂", style)], 1), moving.crop(1, width)])
    if hidden[1]:
        moving = Strip.join([moving.crop(0, width - 1), Strip([Segment("▸", style)], 1)])
    return [*still, moving]


def _part_of_table(
    table: LineTable, row: Row, first: int, upto: int, marks: Sequence[Mark], base: Style, styles: Styles
) -> Strip:
    """The cells of a table's line from one on and up to another."""
    layout, marker = table.table(row.block), styles("marker")
    if not row.runs:
        line = "─" if row.line == layout.head - 1 else "╌"
        crosses = {rule - first for rule in layout.rules[bisect_left(layout.rules, first) :] if rule < upto}
        across = "".join("┼" if at in crosses else line for at in range(upto - first))
        return Strip([Segment(across, base + marker)], upto - first)
    cell = first  # where a column begins: nothing that stands further left reaches there
    segments: list[Segment] = []
    gap: list[Style] = []
    for run in row.runs[bisect_left(row.runs, first, key=lambda run: run.x) :]:
        if run.x >= upto:
            break
        segments += _between(layout.rules, cell, run.x, base, marker, gap)
        is_separated = run.start < run.end and table.document.text[run.end - 1] in "\t\n"
        end = run.end - is_separated
        is_ordered = table.cells.order(run.start, end) is not None  # then the letters beyond are not the last ones
        shown = end if is_ordered else table.cells.fitting(run.start, end, upto - run.x)
        pieces, cell = paint_run(table, row, run.start, shown, run.x, marks, base, styles, (), upto=upto)
        segments += pieces
        here = [mark for mark in marks if mark.start <= end < min(mark.end, run.end)]
        gap = [styles(mark.style) for mark in here if mark.style != "caret"]
        if len(gap) < len(here) and cell < upto:  # the caret stands behind the last letter of a cell
            segments.append(Segment(" ", sum(gap, base) + styles("caret")))
            cell += 1
    segments += _between(layout.rules, cell, upto, base, marker, gap)
    return Strip(segments, upto - first)


def _between(
    rules: Sequence[int], first: int, upto: int, base: Style, marker: Style, gap: Sequence[Style]
) -> list[Segment]:
    """What stands between two cells of a line: blanks, and a rule between two columns; both within what is marked."""
    blank, ruled = sum(gap, base), sum(gap, base + marker)
    out: list[Segment] = []
    for at in rules[bisect_left(rules, first) : bisect_left(rules, upto)]:
        out += [Segment(" " * (at - first), blank), Segment("│", ruled)]
        first = at + 1
    return [*out, Segment(" " * max(0, upto - first), blank)]


def with_labels(strip: Strip, labels: Sequence[tuple[int, str]], style: Style) -> Strip:
    """A line with labels over it.

    Args:
        strip: The line as it is drawn.
        labels: Where each begins, in cells, and its text.
        style: Of the labels.
    """
    for x, label in labels:
        drawn = Strip([Segment(label, style)], len(label))
        strip = Strip.join([strip.crop(0, x), drawn, strip.crop(x + len(label), None)])
    return strip


def _callout(block: Block) -> str:
    """What kind of callout a block is in, of the innermost one; empty outside of any."""
    return next((container.callout for container in reversed(block.containers) if container.callout), "")


def _marker(block: Block) -> str:
    callout = _callout(block)
    return f"callout-{callout}" if callout else "marker"


def _base(block: Block) -> str:
    if block.info == "formula":
        return "text"
    if block.kind == "heading":
        return f"heading-{min(3, block.level)}"
    if block.kind in ("code", "meta", "footnote", "verse", "figure"):
        return block.kind
    is_quoted = block.containers and not block.containers[-1].marker
    return "quote" if is_quoted and not block.containers[-1].callout else "text"


def _prefix(document: Document, row: Row, width: int) -> str:
    """Quote bars and list markers for a row; a marker stands on its item's first line only."""
    block = document.blocks[row.block]
    containers = list(block.containers)
    if row.line < 0:  # the space above a block: bars go on only where the quote does
        before = document.blocks[row.block - 1].containers if row.block else ()
        containers = [a for a, b in zip(containers[: len(containers) - block.opens], before, strict=False) if a == b]
    opens = len(containers) - block.opens
    out = ""
    for depth, container in enumerate(containers):
        if not container.marker:
            out += "▌ "
        elif depth >= opens and row.line == 0:
            out += container.marker + " "
        else:
            out += " " * (len(container.marker) + 1)
    if block.kind == "footnote":
        from glossator.content.footnotes import continues_note

        if continues_note(document.blocks, row.block):
            out = " " * (len(block.info) + 3) + out  # lists in a note stand beneath its text
        elif row.line == 0:
            out += f"[{block.info}]"
    return out[: indent(block, width)] if row.line >= 0 else out.rstrip()


def visible(marks: Sequence[Mark], start: int, end: int, longest: int) -> list[Mark]:
    """The marks, sorted by start and none longer than ``longest``, that touch a range.

    Args:
        marks: Sorted by start.
        start: First code point.
        end: Code point after the last.
        longest: The longest mark, in code points.
    """
    first = bisect_left(marks, start - longest, key=lambda mark: mark.start)
    upto = bisect_left(marks, end, first, key=lambda mark: mark.start)
    return [mark for mark in marks[first:upto] if mark.end > start]


def overlaps(places: Sequence[Place]) -> list[Mark]:
    """Where ranges lie over one another, which two of one colour would not show."""
    found: list[Mark] = []
    reached = 0
    for place in sorted(places):
        if place.start < reached:
            found.append(Mark(place.start, min(place.end, reached), "overlap"))
        reached = max(reached, place.end)
    return found
