"""Questions asked of paragraphs: how often the paragraph with the answer comes first, or among the first five.

``python -m tests.bench.questions FOLDER [LANGUAGE ...]``. The folder holds a JSON file a language: ``paragraphs``, and
``questions``, each with the number of the paragraph that answers it, as made from XQuAD (Artetxe, Ruder and Yogatama,
"On the Cross-lingual Transferability of Monolingual Representations", 2020). The peers are BM25 (rank_bm25) over words,
and over Snowball stems; over pairs of letters in Chinese and Thai. With ``--meaning`` a line more has the same with that
extra.
"""

from __future__ import annotations

import json
import re
import statistics
import sys
import time
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from pathlib import Path
from typing import Any

import Stemmer

from glossator.content.document import Builder
from glossator.content.search.index import SearchIndex
from glossator.content.text.sanitize import clean

_STEMS = {
    "en": "english", "de": "german", "es": "spanish", "ru": "russian", "tr": "turkish", "ar": "arabic", "hi": "hindi",
    "el": "greek",
}  # fmt: skip
_LANGUAGES = "en de es ru tr ar hi el vi th zh"
Ask = Callable[[str], list[int]]
"""Gives the numbers of the first five paragraphs for a question."""


def _fold(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", word.casefold()) if not unicodedata.combining(c))


def _tokens(text: str, stemmer: Any) -> list[str]:
    """A text's tokens for BM25: words, or their stems with a stemmer; pairs of letters where there are no blanks."""
    if re.search(r"[\u3040-\u9fff\u0e00-\u0e7f]", text):
        run = re.sub(r"\W", "", text.lower())
        return [run[n : n + 2] for n in range(len(run) - 1)]
    if stemmer == "words":
        return re.findall(r"\w+", text.lower())
    words = re.findall(r"[\w\u0300-\u036f\u0900-\u097f]+", unicodedata.normalize("NFC", text.lower()))
    return [_fold(word) for word in (stemmer.stemWords(words) if stemmer else words)]


def bm25(paragraphs: list[str], stemmer: Any) -> Ask:
    """The peer: BM25 over tokens."""
    from rank_bm25 import BM25Okapi

    index = BM25Okapi([_tokens(paragraph, stemmer) for paragraph in paragraphs])

    def ask(question: str) -> list[int]:
        scores = index.get_scores(_tokens(question, stemmer))
        return sorted(range(len(scores)), key=lambda number: -scores[number])[:5]

    return ask


def glossator(paragraphs: list[str], *, has_meaning: bool) -> Ask:
    """Our own search, over the paragraphs as one document."""
    builder = Builder()
    for paragraph in paragraphs:
        builder.add("paragraph", clean(" ".join(paragraph.split())))
    document = builder.document("Paragraphs")
    index = SearchIndex(document)
    if has_meaning:
        index.add_meaning()
    starts = [block.start for block in document.blocks]

    def ask(question: str) -> list[int]:
        return [bisect_right(starts, hit.start) - 1 for hit in index.search(question, 5)]

    return ask


def measure(ask: Ask, questions: list[tuple[str, int]]) -> str:
    """A line of figures: recall at one and at five, the median time, and how many questions found nothing."""
    first = five = nothing = 0
    times = []
    for question, answer in questions:
        begin = time.perf_counter()
        found = ask(question)
        times.append(1000 * (time.perf_counter() - begin))
        first += found[:1] == [answer]
        five += answer in found
        nothing += not found
    count = len(questions)
    median = statistics.median(times)
    return f"r@1 {first / count:.3f}  r@5 {five / count:.3f}  median {median:5.1f} ms  nothing {nothing}"


def main() -> int:
    """Print the lines of each language."""
    folder = Path(sys.argv[1])
    for language in [each for each in sys.argv[2:] if each != "--meaning"] or _LANGUAGES.split():
        data = json.loads((folder / f"{language}.json").read_text())
        paragraphs, questions = data["paragraphs"], data["questions"]
        stemmer = Stemmer.Stemmer(_STEMS[language]) if language in _STEMS else None
        ways = {"BM25": bm25(paragraphs, "words"), "BM25, stems": bm25(paragraphs, stemmer)}
        ways["Glossator"] = glossator(paragraphs, has_meaning=False)
        if "--meaning" in sys.argv:
            ways["with meaning"] = glossator(paragraphs, has_meaning=True)
        for name, ask in ways.items():
            print(f"{language}  {name:<13} {measure(ask, questions)}", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
