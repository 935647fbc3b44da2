"""``gloss find``: passages that match a query."""

from __future__ import annotations

import argparse
from typing import Any

from glossator.content.document import Document
from glossator.content.errors import DocumentError, GlossatorError
from glossator.content.search.index import Hit, SearchIndex
from glossator.content.text.sanitize import clean_line
from glossator.tui.cli.arguments import SOURCE, add_json, add_opening, number, open_with_progress
from glossator.tui.output import complain, show, show_json

EXAMPLES = """
gloss find "strategc partnership" report.pdf
gloss find whale *.epub --limit 5
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("query", metavar="QUERY", help="words, as you remember them")
    parser.add_argument("sources", nargs="+", metavar="SOURCE", help=f"where to search: {SOURCE}")
    parser.add_argument("--limit", type=number(1), default=20, metavar="N", help="results, 1 or more (default: 20)")
    add_json(parser)
    add_opening(parser)


def run(options: argparse.Namespace) -> int:
    """Print the passages, best first.

    Returns:
        0 when there are some, 1 when there are none, 2 when a source could not be read; the others are searched.
    """
    if not options.query.strip():
        raise GlossatorError("QUERY: nothing to search for")
    results: list[dict[str, Any]] = []
    unread = 0
    for source in options.sources:
        try:
            document = open_with_progress(options, source)
        except DocumentError as error:
            complain(str(error))
            unread += 1
            continue
        hits = SearchIndex(document).search(options.query, options.limit)
        results += [_result(source, document, hit) for hit in hits]
    results.sort(key=lambda result: -float(result["score"]))
    results = results[: options.limit]
    if options.json and unread < len(options.sources):
        show_json({"query": options.query, "results": results})
    for result in () if options.json else results:
        path = " › ".join(map(clean_line, result["section"]))
        name = f"{clean_line(str(result['source']))}: " if len(options.sources) > 1 else ""
        line = f"{result['score']:5.1f}  {name}{clean_line(str(result['text']))}"
        show(line + (f"  ({path})" if path else ""))
    return 2 if unread else 0 if results else 1


def _result(source: str, document: Document, hit: Hit) -> dict[str, Any]:
    return {
        "source": source, "start": hit.start, "end": hit.end, "score": hit.score,
        "text": document.text[hit.start : hit.end], "section": document.section_titles(hit.start),
    }  # fmt: skip
