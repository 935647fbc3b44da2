"""Queries as half-remembered passages give them: words of a paragraph, exact, misspelt, reordered, or with gaps."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from content.document import Block, Document

KINDS = ("exact", "one typo", "two typos", "reordered", "words missing")
_WORD = re.compile(r"[^\W\d_]{2,}")


def _typo(word: str, rng: random.Random) -> str:
    at = rng.randrange(len(word))
    letter = rng.choice("abcdefghijklmnopqrstuvwxyz")
    kind = rng.randrange(4)
    if kind == 0 and len(word) > 4:
        return word[:at] + word[at + 1 :]
    if kind == 1 and at + 1 < len(word):
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    return word[:at] + letter + (word[at:] if kind == 2 else word[at + 1 :])


def queries(document: Document, count: int, rng: random.Random) -> Iterator[tuple[str, str, Block]]:
    """``count`` of (kind, query, the paragraph it came from), the kinds in turn; no other has all its words."""
    text = document.text
    paragraphs = [b for b in document.blocks if b.kind == "paragraph" and b.end - b.start > 120]
    holders: dict[str, set[int]] = {}
    for number, block in enumerate(document.blocks):
        for match in _WORD.finditer(text, block.start, block.end):
            holders.setdefault(match[0].lower(), set()).add(number)
    made = 0
    while made < count:
        block = rng.choice(paragraphs)
        words = [m[0].lower() for m in _WORD.finditer(text, block.start, block.end)]
        size = rng.randint(3, 5)
        kind = KINDS[made % len(KINDS)]
        at = rng.randrange(max(1, len(words) - 2 * size))
        chosen = words[at : at + 2 * size : 2] if kind == "words missing" else words[at : at + size]
        long = [n for n, word in enumerate(chosen) if len(word) > 3]
        if len(chosen) < size or sum(map(len, chosen)) < 4 * size or len(long) < 2:
            continue
        if len(set.intersection(*(holders[word] for word in chosen))) > 1:
            continue  # the words stand together elsewhere, too: no one could say which was meant
        if kind == "reordered":
            shuffled = chosen[:]
            while shuffled == chosen:
                rng.shuffle(shuffled)
            chosen = shuffled
        for n in rng.sample(long, {"one typo": 1, "two typos": 2}.get(kind, 0)):
            chosen[n] = _typo(chosen[n], rng)
        yield kind, " ".join(chosen), block
        made += 1
