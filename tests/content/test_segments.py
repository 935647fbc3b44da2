"""Letters, words and sentences: as Unicode has them, with uniseg as the oracle, and as readers of each language do."""

import itertools

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from uniseg.graphemecluster import grapheme_cluster_boundaries
from uniseg.sentencebreak import sentence_boundaries
from uniseg.wordbreak import words as unicode_words

from glossator.content.text import letters, segments

LATIN = "aZé ßI.,;:!?'’\"“”()-–_0195$%/\u00ad\n"
MARKS = "aeo\u0301\u0300\u0327n\u0303 .\u200d\u20e3 1"
SCRIPTS = [*"мирМ αΩ שלום\"' سلام، हिदी।क१२ 안녕하세요 .", "न्", "क्"]
EMOJI = "👋🏽🏿👩\u200d💻❤\ufe0f🇩🇪🇫 a.1#\u20e3☎ "
EAST = "你好世界。，「」ひらがなカタカナー東京 aB1.！"
SEAMS = "いカ漢กက😀1.a \u094d\u094d\u0915\u0915\u0600\u200d\u0301。\n"
"""Characters of many scripts, and those that join them to one letter; the oracle joins fewer of them."""


def texts(*alphabets: str | list[str]) -> st.SearchStrategy[str]:
    """Texts of one alphabet each; a sign that only stands behind some letters comes with one of them."""
    return st.one_of(*(st.lists(st.sampled_from(list(each)), max_size=60).map("".join) for each in alphabets))


WITH_SPACES = texts(LATIN, MARKS, SCRIPTS)
mixed = WITH_SPACES | texts(EMOJI, EAST)


def words(text: str) -> list[str]:
    return [text[each.start : each.end] for each in segments.segments(text, 0, len(text)) if each.is_word]


def sentences(text: str) -> list[str]:
    out, at = [], 0
    while at < len(text):
        following = segments.sentence_after(text, at)
        out.append(text[at:following].strip())
        at = following
    return out


@given(mixed)
def test_letters_are_those_of_unicode(text: str) -> None:
    boundaries = [0, *(end for _, end in segments.letters(text, 0, len(text)))]
    assert boundaries == (list(grapheme_cluster_boundaries(text)) if text else [0])
    for start, end in itertools.pairwise(boundaries):
        for position in range(start, end):
            assert segments.letter_start(text, position) == start
            assert segments.letter_end(text, position) == end
        assert segments.letter_before(text, end) == start


@given(mixed, st.sampled_from([0, 1, 5]))
def test_letters_of_a_text_without_a_sure_boundary_nearby_are_the_same(text: str, far: int) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(letters, "_FAR", far)
        patch.setattr(letters, "_last_indexed", [""])
        test_letters_are_those_of_unicode.hypothesis.inner_test(text)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "unit", ["😀", "👩\u200d", "🇩🇪", "क\u094d", "ש\u05b8", "ᄀ", "한", "\u0600", "\u0301", "👍🏽", "1\ufe0f\u20e3"]
)
def test_letters_are_found_in_a_row_of_many(unit: str) -> None:
    """No bound of its own: where each letter is looked for from the first one on, this ends in hours."""
    text = unit * 100_000
    boundaries = [0, *(end for _, end in segments.letters(text, 0, len(text)))]
    assert boundaries[-1] == len(text)
    for position in range(0, len(text), 7):
        assert segments.letter_start(text, position) <= position < segments.letter_end(text, position)
    assert {segments.letter_start(text, position) for position in range(0, len(text), 7)} <= set(boundaries)


@given(WITH_SPACES)
@example("ש'\u093f")
@example("ש\"\u05b8ש'\u05b8 ש'\u05b8a")
def test_words_are_those_of_unicode(text: str) -> None:
    expected = [word for word in unicode_words(text) if word[0].isalnum() or word[0] == "_"]
    assert [word for word in words(text) if word[0].isalnum() or word[0] == "_"] == expected


@given(mixed | texts(SEAMS))
def test_segments_are_in_order_whole_letters_and_all_that_is_no_blank(text: str) -> None:
    found = list(segments.segments(text, 0, len(text)))
    assert all(left.end <= right.start for left, right in itertools.pairwise(found))
    boundaries = {0, *(end for _, end in segments.letters(text, 0, len(text)))}
    assert {place for each in found for place in each[:2]} <= boundaries
    covered = {place for each in found for place in range(each.start, each.end)}
    for place in set(range(len(text))) - covered:
        assert text[segments.letter_start(text, place)].isspace() or not text[place].isprintable()


@given(mixed | texts(SEAMS), st.integers(0, 59))
def test_one_segment_is_found_as_in_the_whole_row(text: str, position: int) -> None:
    assume(text)
    position %= len(text)
    found = list(segments.segments(text, 0, len(text)))
    assert segments.segment_at(text, position) == next((s for s in found if s.start <= position < s.end), None)
    assert segments.segment_after(text, position) == next((s for s in found if s.start > position), None)
    assert segments.segment_before(text, position) == next((s for s in reversed(found) if s.start < position), None)


@given(st.text("aAé .!?’”1,\n", max_size=60))
def test_sentences_are_those_of_unicode_but_for_abbreviations(text: str) -> None:
    ours = [0]
    while ours[-1] < len(text):
        ours.append(segments.sentence_after(text, ours[-1]))
    expected = set(sentence_boundaries(text)) if text else {0}
    assert set(ours) <= expected
    for missing in expected - set(ours):
        assert text[:missing].rstrip().endswith(("A.", "a.", "é."))  # a letter for a name, or an abbreviation


@given(mixed | texts(SEAMS), st.integers(0, 59))
def test_a_sentence_holds_its_place_and_begins_and_ends_between_letters(text: str, position: int) -> None:
    assume(text)
    position %= len(text)
    start, end = segments.sentence_at(text, position)
    assert start <= position and segments.sentence_after(text, position) > position
    assert segments.between_letters(text, start, end) == (start, end) or text[start:end] == ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mr. Smith met Dr. Jones, e.g. in St. Petersburg. He left.", 2),
        ("It was 3.50 (about 3 p.m.) then. “Really?!” Yes.", 3),
        ("J. R. R. Tolkien wrote it. So did I. It ends.", 3),
        ("Das ist z.B. am 3. Mai, d.h. bald, bzw. später. Er kam.", 2),
        ("你好，世界。今天天氣很好！我們去看書。", 3),
        ("今日は天気がいい。行きました！", 2),
        ("他说。「好。」她说。", 3),
        ("नमस्ते दुनिया। आप कैसे हैं? ठीक।", 3),
        ("مرحبا بالعالم. كيف حالك؟ أنا بخير.", 3),
        ("He asked why... and went. It was over…", 2),
        ("See p. 12 and pp. 3–4, Fig. 2, cf. the U.S. Army. Then stop.", 2),
        ("A claim.[12] Another one.[3][4] A third.", 3),
    ],
)
def test_sentences_end_where_readers_end_them(text: str, expected: int) -> None:
    assert len(sentences(text)) == expected, sentences(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("can’t o'clock 3.50 foo_bar A.B.C. Straßenname", ["can’t", "o'clock", "3.50", "foo_bar", "A.B.C", "Straßenname"]),
        ("我們去北京大學看書。", ["我們", "去", "北京", "大學", "看書"]),
        ("今日は天気がいいです。", ["今日は", "天気が", "いいです"]),
        ("สวัสดีชาวโลก วันนี้", ["สวัสดี", "ชาว", "โลก", "วัน", "นี้"]),
        ("e\u0301le\u0300ve 👨‍👩‍👧‍👦🇩🇪🇫🇷 1️⃣", ["e\u0301le\u0300ve", "👨‍👩‍👧‍👦", "🇩🇪", "🇫🇷", "1️⃣"]),
        ("צה\"ל ג'ירפה שלום", ['צה"ל', "ג'ירפה", "שלום"]),
        ("क्षत्रिय १२३", ["क्षत्रिय", "१२३"]),
    ],
)  # fmt: skip
def test_words_are_what_readers_take_for_them(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize("base", ["い", "漢", "カ", "ก", "က", "a", "😀", " ", "."])
def test_a_letter_with_very_many_marks_is_one_word(base: str) -> None:
    """No bound of its own: where a piece of a run ended before its first letter did, this never ends."""
    text = base + "\u0301" * 700 + base * 3
    found = list(segments.segments(text, 0, len(text)))
    assert found[0].start == 0 and found[0].end in (701, 704) if base != " " else not found
    assert all(segments.between_letters(text, each.start, each.end) == (each.start, each.end) for each in found)


def test_a_very_long_paragraph_has_the_words_of_its_parts() -> None:
    text = "Some words, and more of them; " * 2000 + "你好世界今天天氣很好" * 500
    found = list(segments.segments(text, 0, len(text)))
    assert text[found[0].start : found[0].end] == "Some"
    at, count = segments.segment_at(text, 0), 0
    while at:
        assert at == found[count]
        at, count = segments.segment_after(text, at.start), count + 1
    assert count == len(found)
