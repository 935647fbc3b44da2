"""A note with its tags behind it is one text, and comes apart again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.content.notes.written_note import completions, end_of_note, with_tags, without_tags
from glossator.content.text.sanitize import clean_line

a_tag = st.text(min_size=1, max_size=12).map(clean_line).filter(bool) | st.sampled_from(["todo", "two words", "2024", 'a "b"', "c++", "#x", "a,b"])
a_note = st.text(max_size=60).map(str.strip)


@given(a_note, st.lists(a_tag, min_size=1, max_size=4, unique=True))
def test_a_note_and_its_tags_come_apart_as_they_were_put_together(note: str, tags: list[str]) -> None:
    note = clean_line(note)
    text = with_tags(note, tags)
    assert without_tags(text) == (note, tuple(tags)) and text[: end_of_note(text)] == note


@pytest.mark.parametrize(("text", "note", "tags"), [
    ("why #todo", "why", ("todo",)),
    ("why #todo #to-read\n", "why", ("todo", "to-read")),
    ("#a, #b", "", ("a", "b")),
    ("why #a,#b", "why", ("a", "b")),
    ("#a " * 20_000 + "x", ("#a " * 20_000 + "x"), ()),
    ("why\n\n#todo #", "why", ("todo",)),
    ("why #", "why #", ()),
    ('why\n\n#"two words" #c++ #历史', "why", ("two words", "c++", "历史")),
    ("see #12", "see #12", ()),
    ("# heading", "# heading", ()),
    ("see #todo.", "see #todo.", ()),
    ("see page#3a", "see page#3a", ()),
    ("#todo comes first", "#todo comes first", ()),
    ("colour #x\n\nand then", "colour #x\n\nand then", ()),
])  # fmt: skip
def test_tags_are_what_ends_a_note(text: str, note: str, tags: tuple[str, ...]) -> None:
    assert without_tags(text) == (note, tags)


def test_a_tag_is_completed_from_those_in_use() -> None:
    tags = ["todo", "to-read", "two words", "Tolstoy"]
    assert completions("why #to", tags) == ["do", "-read", "lstoy"]
    assert completions('why #"tw', tags) == ['o words"']
    assert completions("#", tags) == ["todo", "to-read", "Tolstoy"]
    assert completions("why #todo", tags) == completions("why#t", tags) == completions("#two w", tags) == completions("why", tags) == []
