"""``python -m tests.bench.setting BOOK …``: how even the lines of books are, and what that costs.

Against breaking one by one: the squared slack of a line, words hyphenated, rivers where lines are justified, and
milliseconds a screen.
"""

from __future__ import annotations

import argparse
import itertools
import re
import statistics
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from glossator.content import open_document
from glossator.content.document import Document
from glossator.tui.layout.breaking import wrap
from glossator.tui.layout.line_table import LineTable
from glossator.tui.layout.lines import PROSE
from glossator.tui.layout.measuring import widths
from glossator.tui.layout.options import Options

_HEIGHT = 43
"""Rows of a screen."""


class Lines:
    """The lines of a document's paragraphs, the last of each left out: the blank shares, and what is parted."""

    def __init__(self, lines: Sequence[tuple[str, bool]], width: int) -> None:
        self.count = len(lines)
        self.parted = sum(is_parted for _, is_parted in lines)
        blank = [1 - (sum(widths(line.rstrip())) + is_parted) / width for line, is_parted in lines]
        self.raggedness = statistics.fmean(share * share for share in blank)
        self.short = sum(share > 0.2 for share in blank)


def one_by_one(document: Document, width: int) -> Lines:
    """Lines as they are broken one after the other, without hyphens."""
    lines = []
    table = LineTable(document, width)
    for index, block in enumerate(document.blocks):
        if block.kind in PROSE:
            text = document.text[block.start : block.end]
            room = width - table.inset(index)
            starts = [*wrap(text, room), len(text)]
            lines += [(text[a:b], False) for a, b in itertools.pairwise(starts)][:-1]
    return Lines(lines, width)


def total_fit(document: Document, table: LineTable) -> tuple[Lines, int]:
    """Lines as they are on screen, and the rivers: spaces beneath one another in four lines or more."""
    lines, rivers = [], 0
    columns: dict[int, int] = {}
    for y in range(table.height):
        row = table.row(y)
        block = document.blocks[row.block]
        if block.kind not in PROSE or not row.runs:
            columns = {}
            continue
        (run,) = row.runs
        if run.end < block.end and document.text[run.end - 1] != "\n":
            lines.append((document.text[run.start : run.end], table.is_hyphen(row.block, run.end)))
        cells = table.cells.before(run.start, run.end)
        blanks = {
            cell
            for at in re.finditer(" ", document.text[run.start : run.end].rstrip())
            for cell in range(cells[at.start()], cells[at.end()])
        }
        columns = {cell: columns.get(cell, 0) + 1 for cell in blanks}
        rivers += sum(length == 4 for length in columns.values())
    return Lines(lines, table.width), rivers


def milliseconds_a_screen(document: Document, width: int, options: Options) -> float:
    """The median of setting a screen that was not seen before, over 200 places of the book."""
    table = LineTable(document, width, options=options)
    times = []
    for step in range(200):
        y = (table.height - _HEIGHT) * step // 200
        begin = perf_counter()
        for at in range(y, y + _HEIGHT):
            table.row(at)
        times.append(perf_counter() - begin)
    return statistics.median(times) * 1000


def main() -> None:
    """Measure each book at three widths."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.setting", description=__doc__)
    parser.add_argument("books", type=Path, nargs="+", metavar="BOOK")
    parser.add_argument("--width", type=int, action="append", help="of the text in cells; 40, 60 and 72 unless given")
    options = parser.parse_args()
    print("| book | width | set | squared blank share | lines a fifth blank | parted | rivers | ms a screen |")
    print("| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: |")
    for path in options.books:
        document = open_document(path)
        for width in options.width or (40, 60, 72):
            before = one_by_one(document, width)
            print(f"| {path.stem} | {width} | one by one | {before.raggedness:.4f} | {_share(before)} | | | |")
            for name, chosen in {
                "ragged": Options(),
                "ragged, words whole": Options(hyphenates=False),
                "justified": Options(justifies=True),
            }.items():
                table = LineTable(document, width, options=chosen)
                lines, rivers = total_fit(document, table)
                parted = f"{100 * lines.parted / lines.count:.1f} %"
                took = milliseconds_a_screen(document, width, chosen)
                per = f"{1000 * rivers / lines.count:.1f} ‰" if chosen.justifies else ""
                print(
                    f"| {path.stem} | {width} | {name} | {lines.raggedness:.4f} ({lines.raggedness / before.raggedness:.2f})"
                    f" | {_share(lines)} | {parted} | {per} | {took:.1f} |",
                    flush=True,
                )


def _share(lines: Lines) -> str:
    return f"{100 * lines.short / lines.count:.1f} %"


if __name__ == "__main__":
    main()
