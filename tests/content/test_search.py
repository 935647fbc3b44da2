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


def test_in_a_question_a_word_in_another_form_is_meant_and_not_one_spelt_like_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(
        "The committee that met in the city wrote in the report about ruins and about what they cost the town.\n\n"
        "Running water was laid in the streets by the committee, which told the city of it in a report.\n\n"
        "Nothing of the kind was done in the winter that came after, when the houses of the town were cold."
    )
    index = SearchIndex(open_document(path))
    terms = {each.typed: each.answers for each in index._terms("what did the committee say about water that runs then")}
    assert len(terms["runs"]) == 1  # "Running", and not "ruins" as well


@pytest.mark.parametrize(("query", "count"), [("谁在北京的城市里看到了大学的老师", 1), ("城市", 2)])
def test_in_a_question_a_pair_of_letters_is_not_taken_for_the_same_two_turned_round(
    tmp_path: Path, query: str, count: int
) -> None:
    path = tmp_path / "a.txt"
    path.write_text("北京的城市很大。大学的老师在看书。\n\n市城这个词没有人用。")
    index = SearchIndex(open_document(path))
    (answers,) = [term.answers for term in index._terms(query) if term.typed == "城市"]
    assert len(answers) == count
