"""Sections found by a few letters of their titles."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from glossator.content.search.index import fold_word

_FEW = 1000
"""Titles up to which each is weighed in full; of more, those first that share letters in a row with the query."""


def match_sections(titles: list[str], query: str) -> list[int]:
    """Match section titles with a few letters.

    Args:
        titles: The titles.
        query: What was typed.

    Returns:
        The indexes of the titles that match, best first; all in order for an empty query.
    """
    return match_folded_titles([fold_title(title) for title in titles], query)


def match_folded_titles(folded: list[str], query: str) -> list[int]:
    """As ``match_sections``, with titles that are folded already."""
    query = fold_title(query)
    if not query:
        return list(range(len(folded)))
    wanted = range(len(folded))
    if len(folded) > _FEW:
        near = process.extract(query, folded, scorer=fuzz.partial_ratio, processor=None, score_cutoff=70, limit=_FEW)
        inside = [index for index, title in enumerate(folded) if query in title][:_FEW]
        wanted = sorted({*inside, *(index for _, _, index in near)})  # type: ignore[assignment]
    scores = [(_section_score(query, folded[index]), index) for index in wanted]
    best = sorted((entry for entry in scores if entry[0] >= 60), key=lambda entry: (-entry[0], entry[1]))
    return [index for _, index in best[:100]]


def fold_title(text: str) -> str:
    """Fold a title as ``fold_word`` folds its words."""
    return " ".join(fold_word(word) for word in text.split())


def _section_score(query: str, title: str) -> float:
    plain = 100.0 + 20 / (1 + len(title)) if query in title else 0.0
    if plain and (title.startswith(query) or f" {query}" in title):
        plain += 5
        if title == query or title.startswith(f"{query}:"):
            plain += 10
    parts = [max((fuzz.ratio(x, y[: len(x) + 1]) for y in title.split()), default=0.0) for x in query.split()]
    return max(plain, sum(parts) / max(1, len(parts)), fuzz.partial_ratio(query, title) * 0.8)
