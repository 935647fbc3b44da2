"""A passage is found again after the text changed, or said to be gone; never pinned to a wrong place."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from glossator.content.notes.anchoring import locate
from glossator.content.notes.selectors import describe

TEXT = (
    "The committee met in spring. It found that the bridge, built of stone, would not carry the new trains.\n"
    "A second report, written in haste, called the bridge sound and the trains too heavy for any bridge at all.\n"
    "In autumn the ministry asked for a third opinion; the engineers measured every arch and every pier again.\n"
    "Nobody read the third report. It found that the bridge, built of stone, had moved by a hand's breadth.\n"
)


def anchored(before: str, quote: str, after: str, occurrence: int = 0) -> str | None:
    start = -1
    for _ in range(occurrence + 1):
        start = before.index(quote, start + 1)
    anchor = locate(after, describe(before, start, start + len(quote)))
    return after[anchor.start : anchor.end] if anchor else None


@pytest.mark.parametrize(
    ("quote", "change", "expected"),
    [
        ("written in haste, called the bridge sound", ("haste", "a hurry"), "written in a hurry, called the bridge sound"),
        ("measured every arch", ("The committee", "A new beginning. The committee"), "measured every arch"),
        ("every arch and every pier", ("every arch and", "each arch, each vault and"), "each arch, each vault and every pier"),
        ("asked for a third opinion; the engineers", ("third opinion;", "third  opinion –"), "asked for a third  opinion – the engineers"),
    ],
)  # fmt: skip
def test_reworded_passages_are_found(quote: str, change: tuple[str, str], expected: str) -> None:
    assert anchored(TEXT, quote, TEXT.replace(*change)) == expected


def test_context_chooses_among_repeats() -> None:
    quote = "It found that the bridge, built of stone,"
    moved = "An introduction.\n" + TEXT.replace("the new trains", "new trains")
    first = locate(moved, describe(TEXT, TEXT.index(quote), TEXT.index(quote) + len(quote)))
    at = TEXT.rindex(quote)
    second = locate(moved, describe(TEXT, at, at + len(quote)))
    assert first and second
    assert (first.start, second.start) == (moved.index(quote), moved.rindex(quote))


def test_a_moved_paragraph_is_followed() -> None:
    lines = TEXT.splitlines(keepends=True)
    after = "".join([lines[2], lines[0], lines[1], lines[3]])
    assert anchored(TEXT, "called the bridge sound", after) == "called the bridge sound"


def test_a_deleted_passage_is_gone() -> None:
    lines = TEXT.splitlines(keepends=True)
    assert anchored(TEXT, "the engineers measured every arch and every pier", "".join(lines[:2] + lines[3:])) is None
    assert anchored(TEXT, "A second report, written in haste", "Something else altogether, about cats.") is None


@pytest.mark.parametrize(
    "written",
    [
        "the “first” office — a naïve file",
        'the "first" office -- a nai\u0308ve file',
        "the «first» o\ufb03ce – a na\u00efve file",
        "the\n'first' of\u00adfice - a na\u00efve   file".replace("'", '"'),
    ],
)
def test_typography_is_no_change(written: str) -> None:
    before = "Before it stood something. See the “first” office — a naïve file. After it stood more."
    quote = "the “first” office — a naïve file"
    start = before.index(quote)
    after = "Put in front. " + before.replace(quote, written)
    anchor = locate(after, describe(before, start, start + len(quote)))
    assert anchor and anchor.score == 100 and after[anchor.start : anchor.end] == written


def test_context_is_as_long_as_it_must_be() -> None:
    text = ("the same words again and again, " * 20) + "but here. " + ("the same words again and again, " * 20)
    start = text.index("again,", 500)
    selectors = describe(text, start, start + 5)
    around = selectors.prefix + selectors.exact + selectors.suffix
    assert text.count(around) == 1
    assert locate(text, selectors) == (start, start + 5, 100.0)


@given(st.text(min_size=1, max_size=300), st.data())
def test_what_did_not_change_stays(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assume(text[start:end].strip())
    anchor = locate(text, describe(text, start, end))
    assert anchor and text[anchor.start : anchor.end] == text[start:end]


@given(st.text(min_size=1, max_size=80), st.text(max_size=200), st.integers(0, 79), st.integers(1, 80))
def test_any_two_texts(before: str, after: str, start: int, length: int) -> None:
    assume(start < len(before))
    anchor = locate(after, describe(before, start, min(len(before), start + length)))
    assert anchor is None or 0 <= anchor.start < anchor.end <= len(after)


BEFORE = "+def light(lamp):\n+    lamp.clean(hours=8)\n+    return lamp\n+\n+\n+def dusk(keeper):\n+    keeper.rest()\n"


@pytest.mark.parametrize("line", ["+    lamp.clean(hours=8)", "+    lamp.clean(hours=9)"], ids=["the same", "reworded"])
def test_a_sign_at_an_edge_is_no_other_one_far_away(line: str) -> None:
    """A line of a patch that went to other company begins with its own sign."""
    quote = "+    lamp.clean(hours=8)"
    after = f"+def light(lamp):\n+    return lamp\n+\n+\n+def dusk(keeper):\n+    keeper.rest(hours=7)\n+    keeper.wake(at=15)\n{line}\n+    keeper.eat()\n"
    start = BEFORE.index(quote)
    anchor = locate(after, describe(BEFORE, start, start + len(quote)))
    assert anchor is not None and after[anchor.start : anchor.end] == line


@pytest.mark.parametrize(("before", "quote", "after", "expected"), [
    ("ab w5 and he said hello \nwe", "and he said hello \n", "zz cd and he said hello;we", "and he said hello"),
    ("x Alpha bravo charlie delta\n\nNext one", "bravo charlie delta\n\n", "x Alpha bravo charlie delta", "bravo charlie delta"),
    ("He drank the cafe\u0301s there at last", "drank the cafe\u0301", "So: he drank all the caf\u00e9s there", "drank all the caf\u00e9s"),
])  # fmt: skip
def test_a_quote_that_ends_with_a_blank_or_inside_a_word_takes_no_letter_too_many(before: str, quote: str, after: str, expected: str) -> None:
    assert anchored(before, quote, after) == expected
