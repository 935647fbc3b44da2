"""A book's printed contents say what its headings are, however the book itself writes them."""

import pytest

from glossator.content.formats.contents import Entry, entry_of
from tests.reading import plain

_PROSE = (
    "It was a morning like any other, and nobody on the quay had any reason to look up from the ropes and barrels.\n"
)


def book(contents: str, *headings: str) -> list[tuple[int, str]]:
    body = "\n\n".join(f"{heading}\n\n{_PROSE}\n{_PROSE}" for heading in headings)
    text = f"Title: A Book\n\n*** START OF THE PROJECT GUTENBERG EBOOK A BOOK ***\n\nA BOOK\n\n{contents}\n\n\n{body}"
    return [(s.level, s.title) for s in plain(text).sections]


@pytest.mark.parametrize(
    ("line", "entry"),
    [
        ("CHAPTER IV. The Depot", Entry("chapter", 4, "thedepot")),
        ("  4.  The Depot . . . . . .  112", Entry("", 4, "thedepot")),
        ("Book the Second--The Golden Thread", Entry("book", 2, "thegoldenthread")),
        ("CHAPTER FORTY-SEVEN", Entry("chapter", 47, "")),
        ("I Observe", Entry("", 1, "observe")),
        ("The Depot      12", Entry("", 0, "thedepot")),
        ("Part of the crew", Entry("", 0, "partofthecrew")),
    ],
)
def test_what_a_line_says_as_a_heading(line: str, entry: Entry) -> None:
    assert entry_of(line) == entry


def test_titles_without_a_word_or_number_are_headings_when_they_are_listed() -> None:
    assert book(
        "CONTENTS\n\n   The Night Train\n   The Depot\n   What Was Left", "THE NIGHT TRAIN", "The Depot", "“What was left”",
    ) == [(1, "THE NIGHT TRAIN"), (1, "The Depot"), (1, "“What was left”")]  # fmt: skip


def test_a_number_above_its_title_is_one_heading() -> None:
    assert book("Contents\n\nI. THE NIGHT TRAIN\nII. THE DEPOT\nIII. LEFT", "CHAPTER I\n\nTHE NIGHT TRAIN", "CHAPTER II\n\nTHE DEPOT",
                "CHAPTER III\n\nLEFT") == [(1, "CHAPTER I THE NIGHT TRAIN"), (1, "CHAPTER II THE DEPOT"), (1, "CHAPTER III LEFT")]  # fmt: skip


def test_parts_hold_chapters_that_count_from_one_again() -> None:
    assert book(
        "CONTENTS\n\nPART ONE\n\n 1. Out  1\n 2. Back  9\n\nPART TWO\n\n 1. Out Again  20\n",
        "PART ONE", "1. Out", "2. Back", "PART TWO", "1. Out again",
    ) == [(1, "PART ONE"), (2, "1. Out"), (2, "2. Back"), (1, "PART TWO"), (2, "1. Out again")]  # fmt: skip


def test_a_short_line_of_the_story_that_is_not_listed_is_none() -> None:
    titles = [
        t for _, t in book("CONTENTS\n\nI. OUT\nII. BACK\nIII. LEFT", "I. OUT", "NO ENTRY", "II. BACK", "III. LEFT")
    ]
    assert titles == ["I. OUT", "II. BACK", "III. LEFT"]


def test_titles_that_come_again_within_a_chapter_are_no_chapters() -> None:
    assert book(
        "CONTENTS\n\nCHAPTER I\n\nHer Journal   1\n\nCHAPTER II\n\nHis Journal   9\n\nCHAPTER III\n\nHer Journal   20",
        "CHAPTER I\n\nHER JOURNAL", "HIS JOURNAL", "HER JOURNAL", "CHAPTER II\n\nHIS JOURNAL", "CHAPTER III\n\nHER JOURNAL--continued",
    ) == [(1, "CHAPTER I HER JOURNAL"), (1, "CHAPTER II HIS JOURNAL"), (1, "CHAPTER III HER JOURNAL--continued")]  # fmt: skip
