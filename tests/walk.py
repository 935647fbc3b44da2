"""``python -m tests.walk FILE …``: page through documents from end to end at three sizes, and look at every line.

What is looked for: rules of a table that do not stand in one column, letters of the text that are not drawn, lines wider
or narrower than the screen, control characters, empty screens, and whatever is raised.
"""

from __future__ import annotations

import argparse
import asyncio
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from glossator.tui.app import GlossatorApp
from glossator.tui.widgets.body import Body
from tests.gallery.__main__ import own_folders
from tests.tui.settled import reader_screen, settled, until

SIZES = ((160, 45), (100, 30), (70, 20))
_NO_LETTER = re.compile(r"[\W_]+")
_MOST = 5
"""Faults of a document and size that are told."""


def faults(body: Body) -> Iterator[str]:
    """What is wrong with the lines on screen."""
    rules: dict[int, set[tuple[int, ...]]] = {}
    is_empty = True
    for y in range(body.size.height):
        strip = body.render_line(y)
        text, at = strip.text, body.row_at(0, y)
        is_empty = is_empty and not text.strip()
        if strip.cell_length != body.size.width:
            yield f"row {at}: {strip.cell_length} cells of {body.size.width}"
        if any(unicodedata.category(char) in ("Cc", "Cs") for char in text):
            yield f"row {at}: a control character: {text!r}"
        if at >= body.lines.height:
            continue
        row = body.lines.row(at)
        block = body.document.blocks[row.block]
        if block.kind == "table" and row.runs and body.lines.sideways(row.block) is None:
            inner = text[body.spread.margin + row.left :] if body.spread.pages == 1 else ""
            columns = tuple(at for at, char in enumerate(_in_cells(inner)) if char == "│")
            rules.setdefault(row.block, set()).add(columns)
        elif row.runs and body.lines.sideways(row.block) is None:
            run = row.runs[0]
            wanted = _letters(body.document.text[run.start : run.end])
            is_turned = body.lines.cells.order(run.start, run.end) is not None
            if not is_turned and wanted not in _letters(text) and body.spread.pages == 1:
                yield f"row {at}: cut: {wanted!r} in {text.strip()!r}"
    for index, found in rules.items():
        table = body.lines.table(index)
        drawn = {columns for columns in found if len(columns) == len(table.rules)}
        if len(drawn) > 1:
            yield f"block {index}: crooked rules: {sorted(drawn)[:2]}"
    if is_empty and body.first_row < body.lines.height - 1:
        yield f"row {body.first_row}: an empty screen"


def _in_cells(text: str) -> str:
    """A line with as many characters as cells."""
    from glossator.tui.layout.measuring import widths

    return "".join(char * size for char, size in zip(text, widths(text), strict=True))


def _letters(text: str) -> str:
    return _NO_LETTER.sub("", text).upper()


async def walk(path: Path, size: tuple[int, int]) -> tuple[int, list[str]]:
    """Page through a document: how many screens there were, none of one that is refused, and what was wrong."""
    app = GlossatorApp(str(path))
    found: list[str] = []
    screens = 0
    async with app.run_test(size=size) as pilot:
        await until(pilot, lambda: reader_screen(pilot) is not None or app.documents.refusal)
        if app.documents.refusal:
            return 0, []
        screen = await settled(pilot)
        body = screen.body
        await until(pilot, lambda: not body.document.rest)
        body.go(0)  # not where it was left at another size
        while True:
            screens += 1
            found += faults(body)
            before = body.scroll_offset.y
            body.action_pages(1)
            await pilot.pause()
            if body.scroll_offset.y <= before:
                break
        await pilot.press("g", "G", "q")
    return screens, found


def main() -> None:
    """Walk through each document at each size; exit status 1 where anything was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.walk", description=__doc__)
    parser.add_argument("files", type=Path, nargs="+", metavar="FILE")
    options = parser.parse_args()
    with own_folders():
        bad = 0
        for path in options.files:
            for size in SIZES:
                try:
                    screens, found = asyncio.run(walk(path, size))
                except Exception as error:
                    screens, found = 0, [f"raised {error!r}"]
                bad += bool(found)
                print(f"{path.name} {size[0]}x{size[1]}: {screens} screens, {len(found)} faults", flush=True)
                for each in found[:_MOST]:
                    print(f"    {each[:300]}")
    raise SystemExit(bool(bad))


if __name__ == "__main__":
    main()
