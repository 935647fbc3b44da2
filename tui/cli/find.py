"""``gloss find``: passages that match a query, or every place of a phrase or an expression."""

from __future__ import annotations

import argparse
from typing import Any

from glossator.content.document import Document
from glossator.content.errors import DocumentError, GlossatorError
from glossator.content.search import meaning
from glossator.content.search.index import SearchIndex
from glossator.content.search.passage_search import LONG
from glossator.content.search.places import strict_places
from glossator.content.search.query import Query, parse
from glossator.content.search.results import Hit, Results, of_hits
from glossator.content.sources.urls import without_credentials
from glossator.content.text.sanitize import clean_line, shown_name
from glossator.tui.cli.arguments import SOURCE, add_json, add_opening, number, open_with_progress
from glossator.tui.output import complain, remark, show, show_json

EXAMPLES = """
gloss find "strategc partnership" report.pdf
gloss find whale *.epub --limit 0
gloss find --exact "call me Ishmael" book.epub
gloss find 'in:"part two" storm' book.epub
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.add_argument("query", metavar="QUERY", help="words, as you remember them")
    parser.add_argument("sources", nargs="+", metavar="SOURCE", help=f"where to search: {SOURCE}")
    parser.add_argument("--limit", type=number(0), default=20, metavar="N",
                        help="results, or 0 for all (default: 20)")  # fmt: skip
    strict = parser.add_mutually_exclusive_group()
    strict.add_argument("--exact", action="store_true", help="treat QUERY as an exact phrase")
    strict.add_argument("--regex", action="store_true", help="treat QUERY as a regular expression")
    add_json(parser)
    add_opening(parser)


def run(options: argparse.Namespace) -> int:
    """Print the passages, best first.

    Returns:
        0 when there are some, 1 when there are none, 2 when a source could not be read; the others are searched.
    """
    if not options.query.strip():
        raise GlossatorError("QUERY: nothing to search for")
    query = _query(options)
    results: list[tuple[Hit, dict[str, Any]]] = []
    total = unread = 0
    for source in options.sources:
        try:
            document = open_with_progress(options, source)
        except DocumentError as error:
            complain(str(error))
            unread += 1
            continue
        hits = _find(document, query)
        total += len(hits)
        results += [(hit, _result(source, document, hit)) for hit in hits[: options.limit or None]]
    results.sort(key=lambda found: (found[0].by_meaning, -found[0].score))
    results = results[: options.limit or None]
    if options.json and unread < len(options.sources):
        show_json({"query": options.query, "total": total, "results": [result for _, result in results]})
    for hit, result in () if options.json else results:
        path = " › ".join(map(clean_line, result["section"]))
        name = f"{shown_name(str(result['source']))}: " if len(options.sources) > 1 else ""
        line = f"{hit.score:5.1f}{'~' if hit.by_meaning else ' '} {name}{clean_line(str(result['text']))}"
        show(line + (f"  ({path})" if path else ""))
    if len(results) < total and not options.json:
        remark(f"{len(results):,} of {total:,} shown; --limit 0 shows all")
    if unread:
        return 2
    return 0 if results else 1


def _query(options: argparse.Namespace) -> Query:
    if options.exact:
        return Query(exact=(options.query,))
    return Query(expression=options.query) if options.regex else parse(options.query)


def _find(document: Document, query: Query) -> Results:
    """What a query finds; one that must be found as it is needs no index."""
    if query.is_strict and not query.words.strip() and not query.section:
        places = strict_places(document.text, query)
        if len(places) == 1:
            return of_hits([Hit(start, end, 100.0, ((start, end),)) for start, end in places[0]])
    index = SearchIndex(document)
    if len(query.words.split()) >= LONG and meaning.is_installed():
        index.add_meaning()
    return index.find(query)


def _result(source: str, document: Document, hit: Hit) -> dict[str, Any]:
    return {
        "source": without_credentials(source), "start": hit.start, "end": hit.end, "score": hit.score,
        "text": document.text[hit.start : hit.end], "section": document.section_titles(hit.start),
    }  # fmt: skip
