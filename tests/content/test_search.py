"""Search: what was meant comes first."""

from pathlib import Path

import pytest

from glossator.content import open_document
from glossator.content.search.index import SearchIndex


@pytest.mark.parametrize(
    "query", ["Zanzibar turmoil", "Zanzbar turmol", "turmoil zanzibar", "zanzibars shipping steel"]
)
def test_the_passage_meant_comes_first(article: Path, query: str) -> None:
    document = open_document(article)
    best = SearchIndex(document).search(query)[0]
    block = document.blocks[document.block_at(best.start)]
    assert document.text[block.start :].startswith("Zanzibar")
    assert best.end - best.start < block.end - block.start


def test_case_and_accents_count_only_where_typed(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("the rose garden is here.\n\nthe Rosé bottle is there.")
    index = SearchIndex(open_document(path))
    assert {hit.score for hit in index.search("rose")} == {100.0}
    first, *_ = index.search("Rosé")
    assert first.start > 20


def test_nonsense_finds_nothing(article: Path) -> None:
    assert SearchIndex(open_document(article)).search("qqqq xyzzy") == []


def test_words_are_those_that_matched(article: Path) -> None:
    document = open_document(article)
    hit = SearchIndex(document).search("sleping pasengers")[0]
    assert [document.text[a:b] for a, b in hit.words] == ["sleeping", "passengers"]
