"""PDF: letters placed one by one, columns, tables, running heads, headings, forms; in the order that a reader reads."""

from pathlib import Path

import pytest

from glossator.content import open_document
from glossator.content.document import Document
from tests.data.hostile import pdf

Placed = tuple[float, float, float, str]
WIDTH = {"i": 2.5, "l": 2.5, "t": 3.1, "r": 3.7, " ": 3.1, "m": 9.2, "w": 7.9, "f": 3.1, "s": 5.5}
"""Helvetica's advances at 11 points, of letters that are not as wide as most."""


def opened(folder: Path, pages: list[list[Placed]], **more: object) -> Document:
    path = folder / "a.pdf"
    path.write_bytes(pdf(pages, **more))  # type: ignore[arg-type]
    return open_document(path)


def lines(top: float, texts: list[str], left: float = 72, size: float = 11, step: float = 14) -> list[Placed]:
    return [(left, top - step * n, size, text) for n, text in enumerate(texts)]


def letters(x: float, y: float, text: str) -> list[Placed]:
    """Each letter placed by itself, and no blank between words, as browsers write them."""
    out: list[Placed] = []
    for char in text:
        if char != " ":
            out.append((round(x, 2), y, 11.0, char))
        x += WIDTH.get(char, 6.1)
    return out


def test_letters_that_are_placed_one_by_one_are_words(tmp_path: Path) -> None:
    text = "special cases are not special enough"
    assert opened(tmp_path, [letters(72, 700, text)]).text == text


def test_what_is_printed_twice_is_read_once(tmp_path: Path) -> None:
    twice = [line for y in (700, 660, 620) for line in [(72.0, y, 11.0, f"Printed twice at {y}."), (72.3, y, 11.0, f"Printed twice at {y}.")]]
    assert opened(tmp_path, [twice]).text.split("\n") == ["Printed twice at 700.", "Printed twice at 660.", "Printed twice at 620."]


LEFT = [f"left {n} says one thing after another in its line" for n in range(14)]
RIGHT = [f"right {n} goes on with other words than its fellow" for n in range(14)]


@pytest.mark.parametrize("way", ["by column", "by row"])
def test_two_columns_are_read_one_after_the_other_however_they_are_written(tmp_path: Path, way: str) -> None:
    left, right = lines(700, LEFT, 60, 9), lines(700, RIGHT, 330, 9)
    page = [*left, *right] if way == "by column" else [line for pair in zip(left, right, strict=True) for line in pair]
    assert opened(tmp_path, [page]).text.replace("\n", " ") == " ".join([*LEFT, *RIGHT])


@pytest.mark.parametrize("way", ["by column", "by row"])
def test_a_table_is_read_by_row_however_it_is_written(tmp_path: Path, way: str) -> None:
    rows = [(f"07/{n:02}/2015", f"09/{n:02}/2015", f"Company {chr(65 + n)}", f"Town {n}", str(10 + n)) for n in range(1, 13)]
    cells = [[(60 + 110.0 * column, 700 - 16.0 * at, 10.0, row[column]) for column in range(5)] for at, row in enumerate(rows)]
    page = [cell for row in cells for cell in row] if way == "by row" else [row[column] for column in range(5) for row in cells]
    assert opened(tmp_path, [page]).text.split("\n") == [" ".join(row) for row in rows]


def test_dates_at_the_edge_of_pages_are_no_page_numbers_and_running_heads_are_left_out(tmp_path: Path) -> None:
    pages = []
    for n in range(5):
        head = [(250.0, 770.0, 9.0, "The Annual Report"), (300.0, 20.0, 9.0, str(n + 7))]
        pages.append([*head, (72.0, 750.0, 10.0, f"0{n + 1}/17/2015"), *lines(600, [f"Page {n} says something of its own here, and more.", "12"])])
    text = opened(tmp_path, pages).text
    assert "Annual" not in text and all(f"0{n + 1}/17/2015" in text for n in range(5)) and text.count("12") == 5
    assert not any(f"\n{n + 7}" in text for n in range(5))


def test_many_lines_that_are_alike_at_an_edge_are_text(tmp_path: Path) -> None:
    alike = ["White point one", "Black point two", "Gamma is three", "Matrix is four"]
    pages = [[*lines(785, alike, step=12), *lines(500, [f"Only here stands word {n}."])] for n in range(4)]
    assert opened(tmp_path, pages).text.count("Gamma is three") == 4


def test_one_line_on_each_page_is_text_and_no_stamp(tmp_path: Path) -> None:
    assert opened(tmp_path, [[(200.0, 400.0, 40.0, "Hello world")] for _ in range(5)]).text.count("Hello world") == 5


PAPER = ["goes on with a sentence that fills the line of the page", "and another that is as long as the one before it, or so"]


def paper() -> list[list[Placed]]:
    def part(top: float, title: str) -> list[Placed]:
        return [(72, top, 12.0, title), *lines(top - 20, PAPER)]

    first = [(150.0, 760.0, 17.0, "On the Reading of Papers"), (220.0, 735.0, 13.0, "Anna Author"), *part(700, "Abstract"), *part(640, "1 Introduction"), (300.0, 560.0, 13.0, "60 BM25")]
    return [first, [*part(740, "2 Background"), *part(660, "2.1 Earlier work"), *part(580, "3 Method"), *part(500, "References")]]


def test_numbered_headings_are_sections_and_other_larger_writing_is_none(tmp_path: Path) -> None:
    document = opened(tmp_path, paper())
    assert [(s.title, s.level) for s in document.sections] == [
        ("Abstract", 1), ("1 Introduction", 1), ("2 Background", 1), ("2.1 Earlier work", 2), ("3 Method", 1), ("References", 1),
    ]  # fmt: skip
    assert "60 BM25" in document.text


def test_pages_of_contents_have_no_headings_in_them(tmp_path: Path) -> None:
    titles = ["Abstract", "1 Introduction", "2 Background", "2.1 Earlier work", "3 Method", "References"]
    contents = [(72.0, 700.0 - 20 * n, 12.0, f"{title} {'. ' * 30}{n + 2}") for n, title in enumerate(titles)]
    wide = [(72.0, 560.0 - 20 * n, 12.0, title) for n, title in enumerate(("1 Introduction", "2 Background", "3 Method"))]
    document = opened(tmp_path, [[(72.0, 740.0, 17.0, "Contents"), *contents, *wide], *paper()])
    assert [s.title for s in document.sections] == ["Abstract", "1 Introduction", "2 Background", "2.1 Earlier work", "3 Method", "References"]
    assert document.page_at(document.sections[1].start) == 1


def test_an_outline_that_leads_nowhere_gives_way_to_the_headings(tmp_path: Path) -> None:
    outline = tuple((title, 0) for title in ("Beginning", "Middle", "End"))
    document = opened(tmp_path, paper(), outline=outline)
    assert [s.title for s in document.sections][:2] == ["Abstract", "1 Introduction"]


def test_a_page_in_larger_writing_is_no_heading(tmp_path: Path) -> None:
    large = lines(700, [f"Line {n} of what is all in larger writing here" for n in range(12)], size=14, step=18)
    document = opened(tmp_path, [[*large, *lines(450, [f"small print {n} that goes on and on in its way" for n in range(25)], size=8, step=10)]])
    assert all(block.kind == "paragraph" for block in document.blocks)


@pytest.mark.parametrize(
    ("first", "second", "elsewhere", "joined"),
    [
        ("an impor-", "tant word", "", "an important word"), ("a well-", "known man", "a well-known woman", "a well-known man"),
        ("a well-", "known man", "known as well", "a well-known man"), ("the in-", "formation", "in some formation, information", "the information"),
        ("Anglo-", "Saxon times", "", "Anglo-Saxon times"), ("before pre-", "1990 lists", "", "before pre-1990 lists"), ("the up-to-", "date index", "", "the up-to-date index"),
    ],
)  # fmt: skip
def test_a_hyphen_at_a_lines_end_stays_where_it_belongs_to_the_word(tmp_path: Path, first: str, second: str, elsewhere: str, joined: str) -> None:
    page = lines(700, [f"There stood {first}", f"{second} in it."])
    if elsewhere:
        page += lines(600, [f"Also {elsewhere}."])
    assert f"There stood {joined} in it." in opened(tmp_path, [page]).text


def test_what_was_filled_in_is_read_where_it_stands(tmp_path: Path) -> None:
    page = lines(700, ["Name and town:"]) + lines(500, ["Signed by hand."])
    document = opened(tmp_path, [page], fields=(("Widget", "Ada Lovelace"), ("FreeText", "typed onto the page")))
    assert document.text.replace("\n", " ") == "Name and town: Ada Lovelace typed onto the page Signed by hand."


def test_a_form_with_nothing_else_on_it_is_no_scan(tmp_path: Path) -> None:
    assert opened(tmp_path, [[]], fields=(("FreeText", "Only this"),)).text == "Only this"
