"""Queries as half-remembered passages give them: words of a paragraph, exact, misspelt, reordered, or with gaps."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from glossator.content.document import Block, Document
from glossator.content.text.segments import segments

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
    for number, sentence in enumerate(wording):
        for word in sentence:
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


def unspaced_queries(document: Document, count: int, rng: random.Random) -> Iterator[tuple[str, str, Block]]:
    """As ``queries``, for a script that puts no blanks between words: of phrases that stand next to each other.

    A misspelling is one letter left out, swapped with the next one, or replaced. Where another paragraph has the same
    phrases, no one could say which was meant: not asked.
    """
    text = document.text
    paragraphs = [b for b in document.blocks if b.kind == "paragraph" and b.end - b.start > 60]
    made = 0
    while made < count:
        block = rng.choice(paragraphs)
        kind = KINDS[made % len(KINDS)]
        size = rng.randint(3, 5)
        found = list(segments(text, block.start, block.end))
        at = rng.randrange(max(1, len(found) - 2 * size))
        some = found[at : at + (2 * size if kind == "words missing" else size)]
        if not all(each.is_word for each in some):
            continue  # nobody types the signs between them
        chosen = [text[each.start : each.end] for each in (some[::2] if kind == "words missing" else some)]
        if len(chosen) < size or sum(map(len, chosen)) < 8 or _is_elsewhere(document, chosen, block):
            continue
        if kind == "reordered":
            shuffled = chosen[:]
            while shuffled == chosen:
                rng.shuffle(shuffled)
            yield kind, " ".join(shuffled), block
        elif kind == "words missing":
            yield kind, " ".join(chosen), block
        else:
            query = "".join(chosen)
            for _ in range({"one typo": 1, "two typos": 2}.get(kind, 0)):
                query = _wrong_letter(query, text, rng)
            yield kind, query, block
        made += 1


def _is_elsewhere(document: Document, chosen: list[str], block: Block) -> bool:
    others = (document.text[other.start : other.end] for other in document.blocks if other is not block)
    return any(all(phrase in other for phrase in chosen) for other in others)


def _wrong_letter(query: str, text: str, rng: random.Random) -> str:
    at = rng.randrange(len(query) - 1)
    kind = rng.randrange(3)
    if kind == 0:
        return query[:at] + query[at + 1 :]
    if kind == 1:
        return query[:at] + query[at + 1] + query[at] + query[at + 2 :]
    letter = rng.choice(text)
    while not letter.isalpha() or letter == query[at]:
        letter = rng.choice(text)
    return query[:at] + letter + query[at + 1 :]
