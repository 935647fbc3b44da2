"""Phrases half remembered, asked of any book: how often the paragraph they are from comes first, or among the first five.

``python -m tests.bench.phrases FILE ...``: a line for each kind of phrase, then one for all, with the time of a query.
"""

from __future__ import annotations

import random
import re
import statistics
import sys
import time
from pathlib import Path

from glossator.content import open_document
from glossator.content.search.index import SearchIndex
from tests.bench.queries import KINDS, queries, unspaced_queries

_COUNT = 300
_UNSPACED = re.compile("[\u3040-\u30ff\u4e00-\u9fff\u0e00-\u0e7f]")


def measure(path: Path) -> None:
    """Print the lines of one book."""
    document = open_document(path)
    begin = time.perf_counter()
    index = SearchIndex(document)
    built = time.perf_counter() - begin
    middle = document.text[len(document.text) // 2 :][:2000]
    is_unspaced = len(_UNSPACED.findall(middle)) > len(middle) // 2
    make = unspaced_queries if is_unspaced else queries
    ranks: dict[str, list[int]] = {kind: [] for kind in KINDS}
    times = []
    for kind, query, block in make(document, _COUNT, random.Random(7)):
        begin = time.perf_counter()
        hits = index.search(query, 20)
        times.append(1000 * (time.perf_counter() - begin))
        ranks[kind].append(next((n for n, hit in enumerate(hits) if block.start <= hit.start < block.end), 99))
    every = [rank for found in ranks.values() for rank in found]
    for kind, found in [*ranks.items(), ("all", every)]:
        first, five = (sum(rank < most for rank in found) / len(found) for most in (1, 5))
        print(f"{path.name:<24} {kind:<14} r@1 {first:.3f}  r@5 {five:.3f}")
    print(f"{path.name:<24} index {built:.2f} s, a query {statistics.median(times):.1f} ms, {len(document.text):,} letters")


if __name__ == "__main__":
    for name in sys.argv[1:]:
        measure(Path(name))
