"""Queries as half-remembered passages give them: words of a paragraph, exact, misspelt, reordered, or with gaps."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from glossator.content.document import Block, Document

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


def _stand_together(words: list[str], chosen: list[str], reach: int) -> bool:
    """True when some ``reach`` words in a row have all of the chosen ones among them."""
    wanted = set(chosen)
    return any(wanted.issubset(words[at : at + reach]) for at, word in enumerate(words) if word in wanted)


def queries(document: Document, count: int, rng: random.Random) -> Iterator[tuple[str, str, Block]]:
    """``count`` of (kind, query, the paragraph it came from), the kinds in turn.

    Where another paragraph has the same words as close together, no one could say which was meant: not asked.
    """
    text = document.text
    paragraphs = [b for b in document.blocks if b.kind == "paragraph" and b.end - b.start > 120]
    wording = [[m[0].lower() for m in _WORD.finditer(text, b.start, b.end)] for b in document.blocks]
    holders: dict[str, set[int]] = {}
    for number, said in enumerate(wording):
        for word in said:
            holders.setdefault(word, set()).add(number)
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
        reach = 2 * size - 1 if kind == "words missing" else size
        others = set.intersection(*(holders[word] for word in chosen)) - {document.block_at(block.start)}
        if any(_stand_together(wording[other], chosen, reach) for other in others):
            continue
        if kind == "reordered":
            shuffled = chosen[:]
            while shuffled == chosen:
                rng.shuffle(shuffled)
            chosen = shuffled
        for n in rng.sample(long, {"one typo": 1, "two typos": 2}.get(kind, 0)):
            chosen[n] = _typo(chosen[n], rng)
        yield kind, " ".join(chosen), block
        made += 1
