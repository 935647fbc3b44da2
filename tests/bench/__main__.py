"""``python -m tests.bench``: every row, as a table, as JSON, and the growth of opening as a plot."""

from __future__ import annotations

import argparse
import json
import platform
import tempfile
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from tests.bench import plot
from tests.bench.book import book
from tests.bench.rows import ROWS, Inputs, Row


def _inputs(folder: Path, given: Path | None, runs: int) -> Inputs:
    article, ours, large = folder / "article.md", folder / "book.md", folder / "large.md"
    article.write_text(book(10_000, chapter=2_500), "utf-8")
    if given:
        ours = given
    else:
        ours.write_text(book(3_200_000), "utf-8")
    large.write_text("\n\n".join([ours.read_text("utf-8")] * 10), "utf-8")
    return Inputs(article, ours, large, {path: _first_words(path) for path in (article, ours, large)}, runs)


def _first_words(path: Path) -> bytes:
    """What the first page shows of the text: three words of its first paragraph, no matter where it breaks."""
    from glossator.content import open_document

    document = open_document(path, head=True)
    paragraph = next(b for b in document.blocks if b.kind == "paragraph" and b.end - b.start > 30)
    return document.text[paragraph.start : paragraph.end].split("\n")[0][:16].strip().encode()


def show(rows: list[Row]) -> str:
    """The table, in Markdown."""
    lines = ["| what | measured | bar | |", "| --- | ---: | ---: | --- |"]
    for row in rows:
        mark = "" if row.held else "**missed** "
        lines.append(
            f"| {row.name} | {row.value:.2f} {row.unit} | {'≥' if row.least else '≤'} {row.bar:g} | {mark}{row.detail} |"
        )
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--book", type=Path, help="measure on this Markdown file instead of a generated one")
    parser.add_argument("--runs", type=int, default=7, help="runs a median is taken of")
    parser.add_argument("--only", default="", help="only the groups whose name has this in it")
    parser.add_argument("--json", type=Path, help="write the figures here")
    parser.add_argument("--plot", type=Path, help="write open time against size here, as SVG")
    parser.add_argument("--peers", action="store_true", help="with frogmouth, installed in an environment of its own")
    options = parser.parse_args()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as name:
        inputs = _inputs(Path(name), options.book, options.runs)
        for group in ROWS:
            if options.only in group.__name__:
                for row in group(inputs):
                    rows.append(row)
                    print(f"{row.name}: {row.value:.2f} {row.unit} ({row.detail})", flush=True)
        if options.peers:
            from tests.bench.peers import compare

            print(compare(inputs), flush=True)
        if options.plot:
            options.plot.write_text(plot.growth(Path(name)), "utf-8")
    moment = datetime.now(UTC).date().isoformat()
    where = f"{moment}, Python {platform.python_version()}, Textual {version('textual')}, {platform.machine()}"
    print(f"\n{show(rows)}\n\n{where}")
    if options.json:
        options.json.write_text(
            json.dumps({"where": where, "rows": [{**asdict(r), "held": r.held} for r in rows]}, indent=2)
        )


if __name__ == "__main__":
    main()
