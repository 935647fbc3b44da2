"""Painting formulas: those set in two dimensions, with the signs that are not in the text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style

from glossator.tui.layout.formula_boxes import Sign
from glossator.tui.layout.line_table import LineTable, Row
from glossator.tui.layout.tables import Run
from glossator.tui.widgets.runs import Mark, Styles, paint_run

if TYPE_CHECKING:
    from glossator.tui.layout.formulas import FormulaLayout


def paint_formula(
    table: LineTable, layout: FormulaLayout, row: Row, prefix: list[Segment], inset: int, marks: Sequence[Mark],
    base: Style, styles: Styles,
) -> tuple[list[Segment], int]:  # fmt: skip
    """A line of a formula as segments, and the cells they take.

    Args:
        table: The lines of the document.
        layout: The formula's.
        row: The line.
        prefix: What stands left of it.
        inset: The cells of that.
        marks: What lies on the text, sorted by start.
        base: How it is drawn where nothing else says so.
        styles: How each part of the page is drawn.
    """
    segments, cell = list(prefix), inset
    marks = [_on_what_is_shown(mark, layout, row) if mark.style == "caret" else mark for mark in marks]
    parts: list[Run | Sign] = [*row.runs, *layout.signs[row.line]]
    for each in sorted(parts, key=lambda part: part.x):
        if each.x > cell:
            segments.append(Segment(" " * (each.x - cell), base))
            cell = each.x
        if isinstance(each, Sign):
            segments.append(Segment(each.text, base))
            cell += len(each.text)
        else:
            pieces, cell = paint_run(table, row, each.start, each.end, cell, marks, base, styles, ())
            segments += pieces
    return segments, cell


def _on_what_is_shown(caret: Mark, layout: FormulaLayout, row: Row) -> Mark:
    """The caret, moved to the nearest letter that is drawn when its own is not."""
    for run in row.runs:
        if run.start <= caret.start < run.end:
            letters = layout.orders[run.start, run.end].letters
            shown = [letter for letter in letters if letter.shown]
            near = [letter for letter in shown if letter.end > caret.start] or shown[-1:]
            return Mark(near[0].start, near[0].end, caret.style) if near else caret
    return caret
