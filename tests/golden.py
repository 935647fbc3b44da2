"""The golden set: what search and anchoring answer to a few hundred cases, so that no constant changes unseen.

``python -m tests.golden`` prints what changed against ``tests/data/golden.json``; with ``--write`` it takes the answers as
they are now. A change is right only when ``tests.bench`` says that it is better.
"""

from __future__ import annotations

import json
import random
import re
import sys
from pathlib import Path
from typing import Any

from glossator.content import SearchIndex, describe, locate
from glossator.content.document import Document
from tests.bench.book import book
from tests.bench.queries import queries
from tests.reading import markdown

PATH = Path(__file__).parent / "data" / "golden.json"
ARTICLE = Path(__file__).parents[1] / "content" / "articles" / "china-russia.md"
_QUERIES, _PASSAGES = 240, 240
_WORD = re.compile(r"\w+")


def documents() -> dict[str, Document]:
    """Our own texts: the bundled article, a generated book of 60,000 characters, and one of few words that recur."""
    rng = random.Random(7)
    few = ["the", "of", "and", "to", "in", "that", "it", "was", "he", "with", "as", "for", "had", "by", "on", "she", "were", "all", "from", "said", "one", "no", "an", "if", "so", "up"]
    lines = [" ".join(rng.choice(few) for _ in range(rng.randrange(20, 60))) + "." for _ in range(240)]
    return {
        "article": markdown(ARTICLE.read_text("utf-8")),
        "book": markdown(book(60_000, chapter=6_000)),
        "few words": markdown("# Few words\n\n" + "\n\n".join(lines)),
    }


def edited(text: str, seed: int) -> str:
    """A text as another edition might have it: words changed, dropped, swapped and put in, more with each seed."""
    rng = random.Random(seed)
    share = 0.01 * 2 ** (seed % 6)
    words = re.split(r"(\s+)", text)
    for at in range(0, len(words), 2):
        if rng.random() > share:
            continue
        how = rng.randrange(5)
        if how == 0:
            words[at] = ""
        elif how == 1:
            words[at] = rng.choice(words[::2])
        elif how == 2:
            words[at] = words[at][::-1]
        elif how == 3 and at + 2 < len(words):
            words[at], words[at + 2] = words[at + 2], words[at]
        else:
            words[at] += " " + rng.choice(words[::2])
    paragraphs = "".join(words).split("\n")
    for _ in range(seed % 4):
        paragraphs.insert(rng.randrange(len(paragraphs)), paragraphs.pop(rng.randrange(len(paragraphs))))
    return "\n".join(paragraphs)


def answers() -> dict[str, list[Any]]:
    """Give every answer: of a search the first three hits, of an anchoring the place and its score."""
    found: dict[str, list[Any]] = {"search": [], "anchoring": []}
    for name, document in documents().items():
        index = SearchIndex(document)
        for kind, query, _ in queries(document, _QUERIES // 2, random.Random(3)) if name != "few words" else ():
            hits = [[hit.start, hit.end, round(hit.score, 1)] for hit in index.search(query, limit=3)]
            found["search"].append([name, kind, query, hits])
        rng = random.Random(5)
        versions = [edited(document.text, seed) for seed in range(12)]
        words = list(_WORD.finditer(document.text))
        for number in range(_PASSAGES // 2):
            at = rng.randrange(len(words) - 40)
            start, end = words[at].start(), words[at + rng.choice([0, 1, 3, 8, 20, 39])].end()
            selectors = describe(document.text, start, end)
            if number % 3 == 0:  # as programs write them that keep no context
                selectors = selectors._replace(prefix="", suffix="")
            anchor = locate(versions[number % 12], selectors)
            place = [anchor.start, anchor.end, round(anchor.score, 1)] if anchor else None
            found["anchoring"].append([name, number % 12, start, end, place])
    return found


def changed(stored: dict[str, list[Any]], now: dict[str, list[Any]]) -> list[str]:
    """Give a line for each answer that is another one."""
    lines = []
    for part in ("search", "anchoring"):
        for before, after in zip(stored[part], now[part], strict=True):
            if before != after:
                lines.append(f"{part} {after[:-1]}: {before[-1]} -> {after[-1]}")
    return lines


def main() -> int:
    """Print what changed, or write the answers."""
    if "--write" in sys.argv:
        rows = {part: [json.dumps(row, ensure_ascii=False) for row in cases] for part, cases in answers().items()}
        parts = [f'"{part}": [\n' + ",\n".join(cases) + "\n]" for part, cases in rows.items()]
        PATH.write_text("{\n" + ",\n".join(parts) + "\n}\n", "utf-8")
        return 0
    lines = changed(json.loads(PATH.read_text("utf-8")), answers())
    print("\n".join(lines) or "nothing changed")
    return bool(lines)


if __name__ == "__main__":
    sys.exit(main())
