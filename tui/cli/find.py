"""``gloss find``: passages that match a query."""

from __future__ import annotations

import argparse
from typing import Any

from glossator.content.document import Document
from glossator.content.search.index import Hit, SearchIndex
from glossator.content.text.sanitize import clean_line
from glossator.tui.cli.arguments import add_opening, open_with_progress, positive
from glossator.tui.output import show, show_json


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("query", metavar="QUERY", help="words, as you remember them")
    parser.add_argument("sources", nargs="+", metavar="SOURCE", help="where to search")
    parser.add_argument("--limit", type=positive, default=20, metavar="N", help="maximum results (default: 20)")
    parser.add_argument("--json", action="store_true", help="as JSON")
    add_opening(parser)


def run(options: argparse.Namespace) -> int:
    """Print the passages, best first; 1 when there are none."""
    results: list[dict[str, Any]] = []
    for source in options.sources:
        document = open_with_progress(options, source)
        hits = SearchIndex(document).search(options.query, options.limit)
        results += [_result(source, document, hit) for hit in hits]
    results.sort(key=lambda result: -float(result["score"]))
    results = results[: options.limit]
    if options.json:
        show_json({"query": options.query, "results": results})
    for result in () if options.json else results:
        path = " › ".join(map(clean_line, result["section"]))
        name = f"{clean_line(str(result['source']))}: " if len(options.sources) > 1 else ""
        line = f"{result['score']:5.1f}  {name}{clean_line(str(result['text']))}"
        show(line + (f"  ({path})" if path else ""))
    return 0 if results else 1


def _result(source: str, document: Document, hit: Hit) -> dict[str, Any]:
    return {
        "source": source, "start": hit.start, "end": hit.end, "score": hit.score,
        "text": document.text[hit.start : hit.end], "section": document.section_titles(hit.start),
    }  # fmt: skip
