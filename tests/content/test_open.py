"""Opening: every bad input is one line, every text is opened."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossator.content import DocumentError, open_document
from glossator.content.formats import read_document
from glossator.content.search.index import SearchIndex
from glossator.content.sources.source import Source
from glossator.content.text.sanitize import clean, clean_line


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("héllo wörld, and more of it".encode(), "héllo wörld, and more of it"),
        ("\ufeffhéllo".encode(), "héllo"),
        ("héllo wide world".encode("utf-16"), "héllo wide world"),
        ("hello wide world".encode("utf-16-le"), "hello wide world"),
        ("Das Fräulein hörte die schönen Glöckchen über die Brücke läuten.".encode("latin-1"), "Fräulein"),
        (b"text with a \0 in it", "text with a  in it"),
        (b"good text \xff with one bad byte", "good text"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, expected: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert expected.replace("  ", " ") in open_document(path).text


@pytest.mark.parametrize("data", [b"", b"\n \n", b"\0\0\0", bytes(range(32)) * 100])
def test_nothing_to_read_is_one_line(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(DocumentError) as error:
        open_document(path)
    assert "\n" not in str(error.value)


def test_missing_directory_and_device(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none", Path("/dev/zero"), "a\0b"):
        with pytest.raises(DocumentError):
            open_document(path)


def test_one_long_line(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("word " * 2_000_000)
    document = open_document(path)
    assert len(document.text) == 9_999_999
    assert SearchIndex(document).search("word")


@given(st.text())
def test_clean_leaves_nothing_a_terminal_obeys(text: str) -> None:
    cleaned = clean(text)
    assert not any((c < " " and c not in "\n\t") or "\x7f" <= c <= "\x9f" or c in "\u202e\u2066" for c in cleaned)
    assert "\n" not in clean_line(text)


def test_escape_sequences_go_whole() -> None:
    assert clean("a\x1b[31mred\x1b]0;title\x07b\x9b2Jc") == "aredbc"


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.md", "a.txt", "a"]))
def test_random_bytes_raise_nothing_but_document_error(data: bytes, name: str) -> None:
    try:
        document = read_document(Source(name, data))
    except DocumentError as error:
        assert "\n" not in str(error)
        return
    end = len(document.text)
    for block in document.blocks:
        assert 0 <= block.start <= block.end <= end
        assert all(block.start <= s.start < s.end <= block.end for s in block.spans)
    for section in document.sections:
        assert 0 <= section.start < section.end <= end
    for word in document.text.split()[:2]:
        for hit in SearchIndex(document).search(word):
            assert 0 <= hit.start < hit.end <= end


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("pass\u200bword", "password"), ("pay\u00adment", "payment"), ("a\u2060b\ufeffc\u180ed", "abcd"),
        ("pay\u200dpal and e\u200cbay", "paypal and ebay"), ("x\U000e0041\U000e0042y", "xy"),
        ("می\u200cخواهم", "می\u200cخواهم"), ("👩\u200d🚀", "👩\u200d🚀"), ("❤\ufe0f", "❤\ufe0f"),
        ("a\ufe00\ufe01\ufe02b", "ab"), ("naïve café", "naïve café"),
        ("a\u3164b\u115fc\u034fd\u180be", "abcde"), ("❤\ufe0f\ufe0f", "❤\ufe0f"), ("葛\U000e0100\U000e0101", "葛\U000e0100"),
        ("1\ufe0f\u20e3 1\ufe0f", "1\ufe0f\u20e3 1"), ("\u1828\u180b\u180b\u1820", "\u1828\u180b\u1820"),
        ("\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"),
        ("\U0001f3f4\U000e0067\U000e0062", "\U0001f3f4"), ("🎉\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "🎉"),
        ("क्\u200dष", "क्\u200dष"), ("👩🏽\u200d❤\ufe0f\u200d👨", "👩🏽\u200d❤\ufe0f\u200d👨"), ("می\u200c خواهم", "می خواهم"), ("\ufff9\uffa0\u17b4", ""),
    ],
)  # fmt: skip
def test_what_has_no_width_goes_unless_a_script_or_emoji_needs_it(text: str, left: str) -> None:
    assert clean(text) == left


IGNORABLE = [c for a, b in (
    (0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F), (0x200B, 0x200F),
    (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0),
    (0xFFF0, 0xFFF8), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
) for c in map(chr, range(a, b + 1))]  # fmt: skip
"""Unicode 16, DerivedCoreProperties.txt: Default_Ignorable_Code_Point."""


def test_nothing_that_may_be_ignored_stands_between_latin_letters() -> None:
    assert clean("".join(f"x{c}" for c in IGNORABLE)) == "x" * len(IGNORABLE)
    assert clean("x" + "".join(IGNORABLE) + "y") == "xy"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.md", "# He&#xad;ad\n\nOne &#x3164;pay&#xad;ment* of *x&#x200b;y* and &#x2764;&#xfe0f;&#xfe0f; &#x200b;\n\n&#x200b;\n\nLast.\n"),
        ("a.html", "<html><body><h1>He&shy;ad</h1><p>One &#x3164;pay&shy;<b>ment</b>* of <i>x&#x200b;y</i> and <b>&#x2764;</b>&#xfe0f;&#xfe0f; &#x200b;</p><p>&#x200b;</p><p>Last.</p></body></html>"),
        ("a.txt", "He\u00adad\n\nOne \u3164pay\u00adment* of x\u200by and \u2764\ufe0f\ufe0f \u200b\n\n\u200b\n\nLast.\n"),
    ],
)  # fmt: skip
def test_soft_hyphens_leave_the_text_and_stay_as_places_where_a_line_may_end(name: str, data: str) -> None:
    document = read_document(Source(name, data.encode(), whole_page=True))
    assert document.text == "Head\nOne payment* of xy and ❤\ufe0f\nLast."
    text = document.text
    assert [(at, hyphen) for block in document.blocks for at, hyphen in block.breaks if at > 5] == [
        (text.index("ment"), True), (text.index("y and"), False),
    ]  # fmt: skip
    assert all(text[s.start : s.end] in ("xy", "ment", "❤", "❤\ufe0f") for block in document.blocks for s in block.spans)


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
