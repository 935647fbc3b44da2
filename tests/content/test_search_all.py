"""Search finds every place, whatever the script and however it is typed; and nothing else where it must be exact."""

import re
import unicodedata
from pathlib import Path
from typing import Literal

import pytest
import regex
from hypothesis import example, given, settings
from hypothesis import strategies as st

from glossator.content import SearchIndex, open_document
from glossator.content.errors import GlossatorError
from glossator.content.search.places import expression_places, word_places
from glossator.content.search.query import Query, QueryError, parse
from glossator.content.text import segments
from glossator.content.text.folding import FoldedText, fold, is_accent
from glossator.content.text.languages import language_of
from glossator.content.text.occurrences import exact_places
from tests.reading import markdown, plain

ALIKE = [
    ("Łódź", "lodz"), ("Æsop", "aesop"), ("œuvre", "OEUVRE"), ("Straße", "strasse"), ("eﬃcient", "efficient"), ("ＡＢＣ１２", "abc12"),
    ("ｶﾞｷ", "がき"), ("ガキ", "がき"), ("ёлка", "елка"), ("الــكتاب", "الكتاب"), ("أُبْ", "اب"), ("שָׁלוֹם", "שלום"), ("क़लम", "कलम"),
    ("İstanbul", "istanbul"), ("re\u0301sume\u0301", "résumé"), ("résumé", "resume"), ("“It’s”", "\"it's\""), ("to–day", "to-day"),
    ("ΟΔΟΣ", "οδος"), ("ﬁnally", "finally"), ("extra\u00adordinary", "extraordinary"), ("søren", "soren"), ("Ĳssel", "ijssel"),
]  # fmt: skip
UNLIKE = [("かき", "がき"), ("हिन्दी", "हन्द"), ("กิน", "กน"), ("rose", "rosy"), ("한국", "한굴")]


def test_a_word_of_the_same_stem_answers_though_it_is_spelt_otherwise() -> None:
    document = markdown("A gentle agreement was reached.\n\nA general agreement was reached.\n")
    first = next(iter(SearchIndex(document).search("generalizations agreement")))
    assert document.text[first.start :].startswith("A general") or "general" in document.text[first.start : first.end]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_what_readers_think_alike_folds_alike(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_letters_that_make_another_word_do_not(one: str, other: str) -> None:
    assert fold(one) != fold(other)


SCRIPTS = (
    "abcdeAÉéßñ", "абвгёйЁ", "αβγςΣά", "אבגשׁשָ", "ابتأُـ", "कखगिी्न", "กขคิ่้", "漢字山路猫", "かきがゃーカガ", "가각나한", "👨\u200d👩\u200d👧🇩🇪❤\ufe0f", "ﬁﬃĳ½ⅣＡ",
)  # fmt: skip
texts = st.lists(st.sampled_from([*"".join(SCRIPTS), " ", " ", "\n", "-", "’", "\u0301", "\u0308", "(", ")"]), max_size=60).map("".join)


def folded_naively(text: str) -> tuple[str, list[int]]:
    """The folded text character by character, with where each came from."""
    out, origin = "", []
    for at, char in enumerate(text):
        piece = fold(char) if not char.isspace() else " "
        out += piece
        origin += [at] * len(piece)
    return out, origin


@settings(deadline=None)
@given(texts, st.integers(0, 60), st.integers(1, 4))
@example("Stra\u00dfe", 4, 1)
@example("e\u0301a", 0, 1)
def test_every_occurrence_and_no_other_is_found(text: str, at: int, length: int) -> None:
    text = re.sub(r"[(（《].*?[)）》]|-\s", "", text)  # readings in brackets and divided words are left out on purpose
    phrase = text[at : at + length].lower()
    phrase = "".join(char for char in unicodedata.normalize("NFKD", phrase) if not is_accent(char))
    wanted = fold(phrase).split()
    if len(wanted) != 1:
        return
    folded, origin = folded_naively(text)
    expected = []
    for match in re.finditer(re.escape(wanted[0]), folded):
        first, last = origin[match.start()], origin[match.end() - 1]
        expected.append((segments.letter_start(text, first), segments.letter_end(text, last)))
    assert list(exact_places(text, phrase)) == list(dict.fromkeys(expected))  # a letter that folds to two is one place


@settings(deadline=None)
@given(texts, st.sampled_from(["a+", "[א-ת]+", r"\w+", "漢|山.", "é?", r"\p{L}\p{M}*", "(?:k|c)a", "^.", ".$"]))
def test_every_match_of_an_expression_is_found_between_letters(text: str, expression: str) -> None:
    found = list(expression_places(text, expression))
    naive = [m.span() for m in regex.finditer(expression, text, regex.V1 | regex.M | (0 if expression != expression.lower() else regex.I)) if m.end() > m.start()]
    assert [segments.between_letters(text, *span) for span in naive] == found
    ends = {0, *(end for _, end in segments.letters(text, 0, len(text)))}
    assert all(start in ends and end in ends for start, end in found)


@settings(deadline=None)
@given(texts, texts)
@example("a-a\u05c1", "aa")  # a mark behind a joined word
def test_no_hit_ends_inside_a_letter(text: str, query: str) -> None:
    document = plain(f"a {text}")
    ends = {0, *(end for _, end in segments.letters(document.text, 0, len(document.text)))}
    try:
        hits = SearchIndex(document).search(query, 0)
    except GlossatorError:
        return
    for hit in hits:
        assert hit.start in ends and hit.end in ends and hit.start < hit.end
        assert all(start in ends and end in ends for start, end in hit.words)


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("我每天早上很早起床，沿着山路散步。", "山路", ["山路"]), ("吾輩は猫である。猫と犬。", "猫", ["猫", "猫"]),
        ("ฉันชอบอ่านหนังสือที่ห้องสมุด", "หนังสือ", ["หนังสือ"]), ("La fore\u0302t e\u0301tait sombre", "forêt", ["fore\u0302t"]),
        ("мой дом", "мой", ["мой"]), ("الْكِتَابُ هنا", "الكتاب", ["الْكِتَابُ"]), ("表(ひょう)示(じ)された瞬間(しゅんかん)、", "表示された", ["表(ひょう)示(じ)された"]),
        ("a good me- chanism rests", "mechanism", ["me- chanism"]), ("their wellknown name", "well-known", ["wellknown"]),
        ("their well-known name", "wellknown", ["well-known"]), ("Łódź is large", "lodz", ["Łódź"]), ("the running water", "runs water", ["running water"]),
    ],
)  # fmt: skip
def test_words_of_any_script_are_found_whole(text: str, query: str, found: list[str]) -> None:
    document = plain(text)
    assert [document.text[hit.start : hit.end] for hit in SearchIndex(document).search(query)] == found


def test_all_places_of_a_word_are_counted_in_order() -> None:
    document = plain("\n\n".join(f"Pierre number {n}, and Pierre’s friend. PIERRE." for n in range(300)))
    index = SearchIndex(document)
    results = index.find("pierre").prepared()
    assert len(results) == 900 == len(index.search("pierre", 0)) and len(index.search("pierre")) == 20
    starts = [hit.start for hit in results]
    assert starts == sorted(starts) == [match.start() for match in re.finditer("(?i)pierre", document.text)]
    capital = index.find("Pierre")  # a small letter stands for a capital as well
    assert [hit.score for hit in capital] == [100.0] * 900
    loud = index.find("PIERRE")
    assert [hit.score for hit in loud[:300]] == [100.0] * 300 and loud[300].score == 60.0
    middle = len(document.text) // 2
    after = capital[capital.after(middle)]
    assert after.start == document.text.lower().index("pierre", middle + 1)
    before = capital[capital.before(middle)]
    assert before.start == document.text.lower().rindex("pierre", 0, middle)
    number = capital.after(middle)
    assert capital[capital.next_to(number, 1)].start > after.start and capital.next_to(capital.next_to(number, 1), -1) == number
    near = capital.in_range(middle, middle + 200)
    assert {hit.start for hit in near} >= {m.start() for m in re.finditer("(?i)pierre", document.text) if middle <= m.start() < middle + 200}
    for low in range(middle, middle + 400, 7):
        width = low % 60
        assert capital.has_any_in(low, low + width) == any(low <= start < low + width for start in starts)


def test_longer_words_come_after_the_word_itself() -> None:
    index = SearchIndex(plain("The partnership. A part of it. Parts, apart."))
    assert [(index.text[hit.start : hit.end], hit.score == 100) for hit in index.search("part")] == [("part", True), ("Parts", False), ("partnership", False)]


STORY = "# Story\n\n## One\n\nThe old house stood on the “green hill”.\n\n## Two\n\nA green hill, and an old house — old as the hill.\n\n## Two and a half\n\nNothing green.\n"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ('"green hill"', ["green hill", "green hill"]), ('"Green hill"', []), ('"old house - old"', ["old house — old"]), ("/h[io]\\w+/", ["house", "hill", "hill", "house", "hill", "hing"]),
        ("'old", ["old", "old", "old"]), ("in:one hill", ["hill"]), ('in:two "hill"', ["hill", "hill"]), ('in:"two and" green', ["green"]), ('"green hill" house', ["house stood on the “green hill", "green hill, and an old house"]),
        ("/H[io]\\w+/", []),
    ],
)  # fmt: skip
def test_the_query_line(query: str, found: list[str]) -> None:
    document = markdown(STORY)
    assert [document.text[hit.start : hit.end] for hit in SearchIndex(document).search(query)] == found


@pytest.mark.parametrize(("expression", "why"), [("(", "missing )"), ("[a", "unterminated"), ("(a+)+$", ""), ("a{99999999999}", "")])
def test_an_expression_that_cannot_be_searched_is_one_line(expression: str, why: str) -> None:
    try:
        list(expression_places("a" * 5000 + "b", expression))
    except GlossatorError as error:
        assert why in str(error) and "\n" not in str(error)
    else:
        assert not why


def test_a_query_is_taken_apart() -> None:
    taken = parse('in:"part two" the “green hill” \'old')
    assert taken._replace(words=taken.words.strip()) == Query("the", ("green hill",), ("old",), "", "part two")
    assert parse("don't rock 'n' roll").words.split()[0] == "don't"
    assert parse("/a b/") == Query(expression="a b") and not parse("a/b").is_strict


def test_whole_words() -> None:
    text = "The cat. A category, CAT; concat (cat) cat_2 non-cat, cat’s"
    assert [start for start, _ in word_places(text, "cat")] == [text.index(each) for each in ("cat.", "CAT;", "cat) cat_2", "cat, cat’s")]
    assert len(list(word_places(text, "cat’s"))) == 1
    code = "lamp.clean() std::clean src/clean clean_all 3.14"
    assert len(word_places(code, "clean")) == 3 and len(word_places(code, "lamp.clean")) == 1 and word_places(code, "14")


@pytest.mark.parametrize(
    ("text", "word", "count"),
    [
        ("दी हिंदी में दीदी ने दी। उसने हिंदी पढ़ी।", "दी", 2), ("தமிழ் மொழி", "ழி", 0), ("cafe\u0301s s", "s", 1), ("I can’t. I can.", "can", 1),
        ("O'Neill and Neill", "Neill", 1), ("ﬃ f", "f", 1),
    ],
)  # fmt: skip
def test_no_whole_word_is_found_inside_another(text: str, word: str, count: int) -> None:
    assert len(word_places(text, word)) == count


WRAPPED = "A well-\nknown man of the Consti-\ntution took a long-\nterm Über-\nraschung in two- and three-story houses, well-known, of Vor- und Nachteile."


@pytest.mark.parametrize(
    ("phrase", "count"),
    [
        ("two- and three-story", 1), ("Vor- und Nachteile", 1), ("Constitution", 1), ("constitution", 1), ("well-known", 2), ("wellknown", 1),
        ("long-term", 1), ("Überraschung", 1), ("überraschung", 1), ("the Constitution took", 1), ("Well-known", 0),
    ],
)  # fmt: skip
def test_a_phrase_with_hyphens_stands_where_it_stands(phrase: str, count: int, tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(WRAPPED)
    assert len(SearchIndex(open_document(path)).find(f'"{phrase}"')) == count


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("typed", ["NFC", "NFD"])
@pytest.mark.parametrize("query", ["한국", '"한국 사람"', "'사람", "사람 한국"])
def test_korean_is_found_composed_and_decomposed(form: Literal["NFC", "NFD"], typed: Literal["NFC", "NFD"], query: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(unicodedata.normalize(form, "오늘 한국 사람 만났다.\n\n다른 이야기다."))
    document = open_document(path)
    (hit,) = SearchIndex(document).find(unicodedata.normalize(typed, query))
    assert segments.between_letters(document.text, hit.start, hit.end) == (hit.start, hit.end)
    assert unicodedata.normalize("NFC", document.text[hit.start : hit.end]) in ("한국", "한국 사람", "사람")


@pytest.mark.parametrize("query", ["パン", "ぱん", "ガラス", "がぎ", '"ガラス"'])
def test_half_width_kana_are_found_by_words_as_well(query: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("これはｶﾞﾗｽです。そしてﾊﾟﾝを買う。ｶﾞｷﾞ", "utf-8")
    document = open_document(path)
    hits = SearchIndex(document).find(query)
    assert hits and fold(document.text[hits[0].start : hits[0].end]) == fold(query.strip('"'))


def test_an_occurrence_behind_one_of_other_capitals_is_found() -> None:
    assert list(exact_places("some abAba here", "Aba")) == [(7, 10)] and list(exact_places("banANA", "ANA")) == [(3, 6)]


@pytest.mark.parametrize("expression", ["a{9999999}", "(a{1000}){1000}", "a?" * 2000, "(?:a{300}b{300}){300}"])
def test_an_expression_that_is_too_large_is_told_before_it_is_compiled(expression: str) -> None:
    with pytest.raises(QueryError, match="too large"):
        list(expression_places("aaa", expression))


def test_more_places_than_anyone_goes_through_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("ee ee\n" * 70_000)
    assert len(SearchIndex(open_document(path)).find('"e"')) == 280_000


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The cat sat on the mat and it was not in the house for a while.", "english"), ("Der Hund ist nicht in dem Haus, und die Katze auch nicht.", "german"),
        ("Он не знал, что это было.", "russian"), ("漢字だけ", ""), ("", ""), ("Le chat est dans la maison et il ne dort pas.", "french"),
    ],
)  # fmt: skip
def test_the_language_of_a_text(text: str, name: str) -> None:
    assert language_of(text) == name


def test_a_sentence_with_a_quotation_finds_what_it_asks_for() -> None:
    document = plain("The astronauts wore helmets of another kind before.\n\nNobody asks about helmets here.\n\nA third paragraph.")
    hits = SearchIndex(document).search('What kind of helmets did the astronauts wear before the "fish bowl" helmets?')
    assert hits and hits[0].start < 60


def test_a_rare_word_is_never_searched_in_vain() -> None:
    document = plain("\n\n".join([*(f"Filler number {n} about nothing at all." for n in range(50)), "The zeugma stands here."]))
    hits = SearchIndex(document).search("whatever could somebody possibly mean by zeugma in this respect")
    assert hits and document.text[hits[0].start :].startswith("zeugma")


def test_folded_ranges_come_back_to_whole_letters() -> None:
    text = "Stra\u00dfe e\u0301t 表(ひょう)示 end"
    folded = FoldedText(text)
    assert "表示" in folded.text and folded.range(folded.text.index("表"), folded.text.index("示") + 1) == (text.index("表"), text.index("示") + 1)
    assert text[slice(*folded.range(4, 5))] == "\u00df"


def test_gloss_find_gives_all_and_says_how_many(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import json

    from glossator.tui.cli.main import main

    path = tmp_path / "a.txt"
    path.write_text("\n\n".join(f"whale {n}" for n in range(60)))
    assert main(["find", "whale", str(path), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["total"] == 60 and len(found["results"]) == 20
    assert main(["find", "whale", str(path), "--limit", "0", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["results"]) == 60
    assert main(["find", "whale", str(path)]) == 0
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 20 and "20 of 60 shown" in captured.err
    assert main(["find", "--exact", "Whale", str(path)]) == 1 and main(["find", "--regex", "^whale [12]$", str(path)]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2
    assert main(["find", "--regex", "(", str(path)]) == 2
    assert capsys.readouterr().err.startswith("gloss: /(/: missing )")
    assert main(["find", "in", str(path), "--exact", "--regex"]) == 2
    assert open_document(path).text.count("whale") == 60


def test_a_sign_that_joins_letters_is_no_accent() -> None:
    assert fold("क्षमा") != fold("कषमा")
    assert fold("é") == fold("e")
    assert fold("क़") == fold("क")
