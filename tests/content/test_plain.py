"""Plain text: headings found on good evidence, nothing lost."""

import pytest

from tests.conftest import ARTICLE
from tests.reading import plain as read

BOOK = """The Project Gutenberg EBook of A Voyage

Title: A Voyage

Author: Ann Onymous

*** START OF THIS PROJECT GUTENBERG EBOOK A VOYAGE ***

A VOYAGE

    CONTENTS

    BOOK ONE: 1805

    CHAPTER I

    CHAPTER II

    BOOK TWO: 1806

    CHAPTER I

BOOK ONE: 1805

CHAPTER I

It was a bright morning and the ship lay ready
at the quay, with all her sails.

CHAPTER II

Part of the crew had gone ashore, and nobody
knew when they would be back.

BOOK TWO: 1806

CHAPTER I

The end came sooner than anyone on board had
thought it would.

*** END OF THIS PROJECT GUTENBERG EBOOK A VOYAGE ***

You may copy it, give it away or re-use it.
"""


def outline(text: str) -> list[tuple[int, str]]:
    return [(s.level, s.title) for s in read(text).sections]


def test_saved_article_has_title_and_headings() -> None:
    assert outline(ARTICLE) == [
        (1, "The slow return of the night train: sleeping cars and the map of Europe"),
        (2, "A policy for the “long dark”"),
        (2, "Competition over track access may cause delays"),
    ]


def test_page_furniture_is_set_apart_and_kept() -> None:
    document = read(ARTICLE)
    meta = "\n".join(document.text[b.start : b.end] for b in document.blocks if b.kind == "meta")
    assert "7 min read" in meta and "click here" in meta and "Author(s)" in meta
    assert "".join(document.text.split()) == "".join(ARTICLE.split())


def test_gutenberg_contents_list_is_not_the_chapters() -> None:
    assert outline(BOOK) == [
        (1, "BOOK ONE: 1805"), (2, "CHAPTER I"), (2, "CHAPTER II"), (1, "BOOK TWO: 1806"), (2, "CHAPTER I"),
    ]  # fmt: skip
    assert read(BOOK).title == "A Voyage"
    assert read(BOOK).author == "Ann Onymous"


def test_hard_wrapped_lines_are_joined() -> None:
    assert "the ship lay ready at the quay" in read(BOOK).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Title\n=====\n\nSome text.\n\nPart\n----\n\nMore text.", [(1, "Title"), (2, "Part")]),
        (
            "1. Aim\n\nWhy we do it.\n\n1.1 Scope\n\nNot all.\n\n2. Method\n\nHow.",
            ["1. Aim", "1.1 Scope", "2. Method"],
        ),
        ("THE FIRST PART\n\nit begins so\nand goes on\nlike this.", ["THE FIRST PART"]),
        ("One line.\n\nAnother line.\n\nA third.", []),
    ],
)
def test_headings(text: str, expected: list[object]) -> None:
    found = outline(text)
    assert found == expected or [title for _, title in found] == expected


def test_mail_quotes_and_verse() -> None:
    document = read("He wrote:\n\n> one\n> two\n\nThe song:\n\n    red roses\n    blue skies\n    grey sea\n")
    kinds = [(b.kind, len(b.containers)) for b in document.blocks]
    assert ("paragraph", 1) in kinds
    assert "red roses\nblue skies" in document.text


def test_a_licence_in_running_text_is_one_paragraph_and_facts_keep_their_lines() -> None:
    licence = "This eBook is for the use of anyone anywhere at no cost and with almost\nno restrictions whatsoever. You may copy it."
    document = read(BOOK.replace("Title: A Voyage", f"{licence}\n\nTitle: A Voyage\nLanguage: English", 1))
    assert licence.replace("\n", " ") in document.text and "Title: A Voyage\nLanguage: English" in document.text
