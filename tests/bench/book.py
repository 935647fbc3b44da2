"""Books to measure on: Markdown of any size, of a varied and Zipf-distributed vocabulary of our own making."""

from __future__ import annotations

import random
import textwrap
from itertools import accumulate

_ONSETS = [
    "b",
    "c",
    "d",
    "f",
    "g",
    "h",
    "l",
    "m",
    "n",
    "p",
    "r",
    "s",
    "t",
    "v",
    "w",
    "br",
    "ch",
    "cl",
    "cr",
    "dr",
    "fl",
    "gr",
    "pl",
    "pr",
    "sh",
    "sl",
    "st",
    "th",
    "tr",
    "wh",
]
_VOWELS = ["a", "e", "i", "o", "u", "ea", "ou", "ai", "ie", "oo", "a", "e", "i", "o"]
_CODAS = ["n", "r", "l", "s", "t", "d", "m", "ck", "nd", "st", "ng", "rt", "sh", "ll", "p", "", ""]
_SMALL = [
    "the",
    "of",
    "and",
    "to",
    "a",
    "in",
    "that",
    "he",
    "was",
    "it",
    "his",
    "with",
    "had",
    "as",
    "at",
    "not",
    "but",
    "for",
    "she",
    "on",
    "her",
    "is",
    "they",
    "him",
    "which",
    "by",
]


def vocabulary(size: int, rng: random.Random) -> list[str]:
    """``size`` words that sound like words, the short ones first."""
    words = dict.fromkeys(_SMALL)
    while len(words) < size:
        syllables = rng.choices((1, 2, 3, 4), (1, 5, 4, 2))[0]
        word = "".join(rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_CODAS) for _ in range(syllables))
        words[word.capitalize() if rng.random() < 0.06 else word] = None
    return list(words)


def book(size: int, seed: int = 1805, *, chapter: int = 8_600) -> str:
    """Markdown of about ``size`` characters: a title, books and chapters, a heading every ``chapter`` or so."""
    rng = random.Random(seed)
    words = vocabulary(18_000, rng)
    weights = list(accumulate(1 / (rank + 2.7) ** 1.02 for rank in range(len(words))))
    out = ["# A book to measure on"]
    length, since, chapters = len(out[0]), chapter, 0
    while length < size:
        if since >= chapter:
            chapters, since = chapters + 1, 0
            if chapters % 24 == 1:
                out.append(f"## Book {chapters // 24 + 1}")
            name = " ".join(rng.choices(words[200:], k=2)).title()
            out.append(f"### Chapter {chapters}: {name}")
        sentences = []
        for _ in range(rng.choice((1, 2, 3, 4, 6))):
            sentence = " ".join(rng.choices(words, cum_weights=weights, k=rng.randint(5, 26)))
            sentences.append(sentence[0].upper() + sentence[1:] + rng.choice("....,?!").replace(",", "."))
        paragraph = textwrap.fill(" ".join(sentences), 75, break_long_words=False, break_on_hyphens=False)
        out.append(paragraph)
        length += len(paragraph) + 2
        since += len(paragraph) + 2
    out.append("### The end of it\n\nHere the book ends, as every book does.")
    return "\n\n".join(out) + "\n"
