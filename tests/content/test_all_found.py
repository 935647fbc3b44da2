"""What stands in a text is found, however it is divided, joined, bracketed or composed; and each place once."""

import itertools
import unicodedata

import pytest

from glossator.content.search.index import SearchIndex
from glossator.content.search.places import expression_places, word_places
from glossator.content.search.query import QueryError
from glossator.content.text.occurrences import exact_places
from tests.reading import plain

PLACED = [
    ("我爱中国的 文化很好。", "中国的文化", "中国的 文化"),
    ("日本語の テキスト。", "日本語のテキスト", "日本語の テキスト"),
    ("Die North- Western Railway.", "North-Western", "North- Western"),
    ("a semi- Detached house", "semi-detached", "semi- Detached"),
    ("it was late— very late.", "late—very", "late— very"),
    ("動物（ネコ）が好き。", "ネコ", "ネコ"),
    ("小説《アンナ・カレーニナ》も。", "アンナ", "アンナ"),
    ("日本語（にほんご）を読む。", "にほん", "にほん"),
    ("日本語（にほんご）を読む。", "日本語を", "日本語（にほんご）を"),
    ("\uac00\u11a8 x", "\uac01", "\uac00\u11a8"),
    ("ก\u0e48\u0e38 x", "ก\u0e38\u0e48", "ก\u0e48\u0e38"),
    ("ລ\u0ec8\u0eb8 x", "ລ\u0eb8\u0ec8", "ລ\u0ec8\u0eb8"),
    ("güzel Isparta", "ısparta", "Isparta"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "phrase", "found"), PLACED)
def test_a_phrase_is_found_as_it_stands_there(text: str, phrase: str, found: str) -> None:
    assert [text[slice(*place)] for place in exact_places(text, phrase)] == [found]


@pytest.mark.parametrize(("text", "phrase"), [("中国 很", "中 国很好"), ("pre and post", "pre-and"), ("a big- ger one", "big ger")])
def test_what_was_not_written_is_not_found(text: str, phrase: str) -> None:
    assert not [*exact_places(text, phrase)]


@pytest.mark.parametrize(
    ("text", "query"),
    [("動物（ネコ）が好き。", "ネコ"), ("論文《アンナ》も。", "アンナ"), ("日本語（にほんご）を読む。", "にほんご"), ("吾輩《わがはい》は猫である。", "わがはい")],
)  # fmt: skip
def test_what_stands_in_brackets_is_found(text: str, query: str) -> None:
    index = SearchIndex(plain(text))
    assert any(query[:2] in text[hit.start : hit.end] or text[hit.start : hit.end] in query for hit in index.search(query))
    assert index.find(f'"{query}"')


def test_every_word_that_begins_so_is_counted_however_many_there_are() -> None:
    words = ["in" + "".join(each) for each in itertools.product("abcdefgh", repeat=3)]
    index = SearchIndex(plain("in " + " ".join(words)))
    assert len(index.find("in")) == len(words) + 1
    pairs = "。".join("人" + chr(0x4E00 + number) for number in range(500))
    assert len(SearchIndex(plain(pairs + "。人")).find("人")) == 501 + pairs.count("人人")


def test_a_word_joined_by_a_hyphen_is_counted_once() -> None:
    hits = SearchIndex(plain("Twenty of them, twenty-five of these, and twentyfold more.")).find("twenty")
    starts = [hits[number].start for number in range(len(hits))]
    assert len(starts) == len({*starts}) == 3


@pytest.mark.parametrize("expression", ["(?V0)a|b", "(?V0)(?V1)x", "(?", "[", "a{9}{9}{9}{9}{9}"])
def test_an_expression_that_cannot_be_used_is_said_to_be_so(expression: str) -> None:
    with pytest.raises(QueryError) as raised:
        list(expression_places("a text", expression))
    assert "\n" not in str(raised.value)


def test_capitals_of_an_expressions_own_syntax_are_none_of_the_text() -> None:
    assert len([*expression_places("Pierre pierre", r"(?P<name>pierre)")]) == 2
    assert len([*expression_places("Pierre pierre", r"\N{LATIN SMALL LETTER P}ierre")]) == 2
    assert len([*expression_places("Pierre pierre", "Pierre")]) == 1


def test_the_words_of_chinese_are_told_apart_in_reasonable_time() -> None:
    """Growth, not time: each paragraph is looked at once, however often the letter stands in it."""
    text = "\n".join("寶玉說這個" * 60 + "，" for _ in range(3))
    assert word_places(text, "寶玉") == [*exact_places(text, "寶玉")]


def test_signs_in_any_canonical_order_fold_alike() -> None:
    from glossator.content.text.folding import fold

    for text in ("ก\u0e48\u0e38", "ລ\u0ec8\u0eb8", "가\u11a8"):
        assert fold(text) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("query", ["the", "t", "in", "twenty", "wel", "zzz", "人", "人間", "in:one the"])
def test_single_words_are_found_alike_before_and_after_their_places_are_sorted(query: str) -> None:
    words = ["the", "then", "in", "inn", "twenty-five", "Twenty", "well", "wellknown", "人間", "人が人間", "there", "tin"]
    text = "One\n\n" + "\n\n".join(" ".join(words[number % 12 :] + words[: number % 7]) for number in range(60))
    index = SearchIndex(plain(text))
    before = index.find(query).prepared()
    index.sort_places()
    after = index.find(query).prepared()
    assert [*before] == [*after] and [before.rank(n) for n in range(len(before))] == [after.rank(n) for n in range(len(after))]
