"""Imports into another edition: highlights made on one text, as other programs write them, and placed in the other.

``python -m tests.bench.imports EDITION=OTHER [EDITION=OTHER ...] [--count N]``. Which words of the one are which of the
other is found out in another way than the import does: by the runs of six words that each text has once, whose order is
the same in both. A passage counts as there when at least nine of ten of its words are, in order.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import tempfile
from bisect import bisect_left, bisect_right
from collections import Counter
from pathlib import Path

from rapidfuzz.distance import LCSseq

from glossator.content import Notebook, open_document
from glossator.content.document import Document
from glossator.content.exchange.importing import plan_import, write_import
from glossator.content.exchange.imports import read_import
from glossator.content.exchange.imports.given import Given
from glossator.content.exchange.imports.recognition import format_of
from glossator.content.text.words import Words

_RUN = 6
_PAGE, _LOCATION = 1_800, 150
"""Code points of a page and of a location of a Kindle."""
FORMATS = ("kindle", "koreader", "readwise", "thorium", "calibre", "hypothesis", "zotero", "kindle-html")


class Editions:
    """Two editions, and where a passage of the one stands in the other."""

    def __init__(self, one: Document, other: Document) -> None:
        self.one, self.other = _Bare(one.text), _Bare(other.text)
        runs = self.one.single_runs()
        there = self.other.single_runs()
        points = sorted((runs[run], there[run]) for run in runs.keys() & there.keys())
        self._points = _rising(points)  # but for what was moved

    def place(self, start: int, end: int) -> tuple[tuple[int, int] | None, tuple[int, int]]:
        """Where a range of the one stands in the other, None where too few of its words are there; and where to look."""
        first, last = self.one.index(start), self.one.index(end - 1) + 1
        at = bisect_right(self._points, (first, 1 << 60)) - 1
        if at < 0 or at + 1 >= len(self._points):
            return None, (0, 0)
        (_, there), (right, beyond) = self._points[at], self._points[min(at + 1, len(self._points) - 1)]
        low = max(0, there - 5)
        while right < last and at + 1 < len(self._points):
            at += 1
            right, beyond = self._points[at]
        words = self.one.words[first:last]
        window = self.other.words[low : beyond + _RUN + 5]
        around = self.other.starts[low], self.other.ends[min(len(self.other.ends), beyond + _RUN + 5) - 1]
        matched = [op for op in LCSseq.opcodes(words, window) if op.tag == "equal"]
        count = sum(op.src_end - op.src_start for op in matched)
        if not matched or count < 0.9 * len(words) or matched[-1].dest_end - matched[0].dest_start > 2 * len(words) + 4:
            return None, around
        return (self.other.starts[low + matched[0].dest_start], self.other.ends[low + matched[-1].dest_end - 1]), around


def _rising(points: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of the points in which both numbers rise."""
    ends: list[int] = []
    chains: list[tuple[tuple[int, int], object]] = []
    for point in points:
        at = bisect_left(ends, point[1])
        link = (point, chains[at - 1] if at else None)
        ends[at:] = [point[1]] if at == len(ends) else [point[1], *ends[at + 1 :]]
        chains[at:] = [link, *chains[at + 1 :]]
    out: list[tuple[int, int]] = []
    found: object = chains[-1] if chains else None
    while isinstance(found, tuple):
        out.append(found[0])
        found = found[1]
    return out[::-1]


class _Bare:
    def __init__(self, text: str) -> None:
        words = Words(text)
        kept = [(f, s, e) for f, s, e in zip(words.folded, words.starts, words.ends, strict=True) if f[:1].isalnum()]
        self.words, self.starts, self.ends = (list(column) for column in zip(*kept, strict=True))

    def index(self, position: int) -> int:
        return max(0, bisect_right(self.starts, position) - 1)

    def single_runs(self) -> dict[str, int]:
        runs = [" ".join(self.words[i : i + _RUN]) for i in range(len(self.words) - _RUN)]
        counts = Counter(runs)
        return {run: index for index, run in enumerate(runs) if counts[run] == 1}


def passages(document: Document, count: int, seed: int) -> list[tuple[int, int]]:
    """Passages as readers mark them: words, sentences, paragraphs and parts of them, short ones among them."""
    chance = random.Random(seed)
    blocks = [b for b in document.blocks if b.kind in ("paragraph", "item", "verse") and b.end - b.start > 40]
    found: set[tuple[int, int]] = set()
    low, high = len(blocks) // 20, len(blocks) - len(blocks) // 20  # not the licence
    while len(found) < count:
        block = blocks[chance.randrange(low, high)]
        words = list(re.finditer(r"\S+", document.text[block.start : block.end]))
        size = min(len(words), chance.choice((2, 3, 5, 8, 12, 20, 40, 80)))
        first = chance.randrange(len(words) - size + 1)
        found.add((block.start + words[first].start(), block.start + words[first + size - 1].end()))
    return sorted(found)


def written(name: str, document: Document, marks: list[tuple[int, int]]) -> str:
    """The passages as a program writes them that has read this edition."""
    text = document.text
    rows = [(n, start, end, " ".join(text[start:end].split())) for n, (start, end) in enumerate(marks)]
    title = document.title
    if name == "kindle":
        return "".join(
            f"{title} (X)\n- Your Highlight on page {s // _PAGE + 1} | Location {s // _LOCATION + 1}-{e // _LOCATION + 1} | Added on "
            f"Friday, May 1, 2026 10:00:00 AM\n\n{q}\n==========\n" for _, s, e, q in rows
        )  # fmt: skip
    if name == "koreader":
        lines = [
            f'[{n + 1}] = {{ ["datetime"] = "2026-05-01 10:00:{n % 60:02}", ["drawer"] = "lighten", ["pageno"] = {s // _PAGE}, '
            f'["pos0"] = "/body/p[{s}]", ["text"] = {json.dumps(q, ensure_ascii=False)} }},'
            for n, s, _, q in rows
        ]
        return 'return { ["annotations"] = {\n' + "\n".join(lines) + '\n}, ["stats"] = { ["title"] = "x" } }\n'
    if name == "readwise":
        items = [{"id": n, "text": q, "location": s // _LOCATION, "location_type": "location"} for n, s, _, q in rows]
        return json.dumps([{"title": title, "highlights": items}])
    if name == "thorium":
        items = [{"id": f"a{n}", "type": "Annotation", "body": {"value": ""}, "target": {"source": "x", "selector": [
            {"type": "TextQuoteSelector", "exact": q, "prefix": text[max(0, s - 32) : s], "suffix": text[e : e + 32]}]}}
            for n, s, e, q in rows]  # fmt: skip
        return json.dumps({"type": "AnnotationSet", "about": {"dc:title": title}, "items": items})
    if name == "calibre":
        items = [{"type": "highlight", "uuid": f"u{n}", "highlighted_text": q, "spine_index": document.section_at(s) or 0,
                  "start_cfi": f"/2/4/{s}:0", "toc_family_titles": document.section_titles(s)} for n, s, _, q in rows]  # fmt: skip
        return json.dumps({"highlights": items})
    if name == "hypothesis":
        found = [{"id": f"h{n}", "uri": "https://x.org/", "text": "", "target": [{"selector": [
            {"type": "TextPositionSelector", "start": s, "end": e},
            {"type": "TextQuoteSelector", "exact": text[s:e], "prefix": text[max(0, s - 32) : s], "suffix": text[e : e + 32]}]}]}
            for n, s, e, _ in rows]  # fmt: skip
        return json.dumps({"rows": found})
    if name == "zotero":
        found = [{"key": f"K{n}", "data": {"key": f"K{n}", "itemType": "annotation", "annotationType": "highlight", "annotationText": q,
                  "annotationSortIndex": f"{s // _PAGE:05}|{s:06}|00000", "annotationPageLabel": str(s // _PAGE)}} for n, s, _, q in rows]  # fmt: skip
        return json.dumps(found)
    body = "".join(
        f'<div class="sectionHeading">{(document.section_titles(s) or [""])[-1]}</div><div class="noteHeading">Highlight (<span '
        f'class="highlight_yellow">yellow</span>) - Page {s // _PAGE}</div><div class="noteText">{q.replace("&", "&amp;").replace("<", "&lt;")}</div>'
        for _, s, _, q in rows
    )
    return f'<html><body><div class="bookTitle">{title}</div>{body}</body></html>'


def measure(one: Document, other: Document, count: int, folder: Path) -> Counter[str]:
    """Import passages of one edition into the other, a share by each program's file."""
    editions = Editions(one, other)
    marks = passages(one, count, 7)
    sums: Counter[str] = Counter()
    for number, name in enumerate(FORMATS):
        mine = marks[number :: len(FORMATS)]
        path = folder / f"{name}.x"
        path.write_text(written(name, one, mine), "utf-8")
        given = Given.read(path)
        notebook = Notebook.new(other, folder / "notes" / name)
        (book,) = read_import(given, format_of(given))
        plan = plan_import(book.cleaned(), format_of(given), notebook, other)
        write_import(notebook, plan)
        ranges = {item.id: (item.selectors.start, item.selectors.end) for item in notebook.items}
        for (start, end), result in zip(mine, plan.results, strict=True):
            (truth, around), got = editions.place(start, end), ranges.get(result.id, (None, None))
            kind = "there" if truth else "not there"
            sums[kind] += 1
            is_right = truth is not None and got[0] is not None and got[0] < truth[1] and truth[0] < (got[1] or 0)
            if got[0] is None:
                sums[f"{kind}, orphaned"] += 1
            elif is_right:
                sums[f"{kind}, right"] += 1
            elif truth is None and around[0] <= got[0] < around[1]:
                sums[f"{kind}, where it would be"] += 1
            else:
                sums[f"{kind}, {'ambiguous' if result.result == 'ambiguous' else 'wrong'}"] += 1
                if result.result != "ambiguous":
                    print(f"  {name}: {one.text[start:end][:70]!r} -> {other.text[got[0] : got[1]][:70]!r} ({result.result}, {kind})")
    return sums


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.imports", description=__doc__)
    parser.add_argument("pairs", nargs="+", metavar="EDITION=OTHER")
    parser.add_argument("--count", type=int, default=200)
    options = parser.parse_args()
    total: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as name:
        for number, pair in enumerate(options.pairs):
            one, other = (open_document(path) for path in pair.split("="))
            sums = measure(one, other, options.count, Path(name, str(number)) if Path(name, str(number)).mkdir() is None else Path(name))
            print(f"{pair}: {dict(sorted(sums.items()))}", flush=True)
            total += sums
    print(f"all: {dict(sorted(total.items()))}\nplaced right of those there: {total['there, right'] / max(1, total['there']):.3f}")


if __name__ == "__main__":
    main()
