"""Sections are found by a few letters and numbers of their paths, and nothing is offered where nothing matches."""

import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossator.content import open_document
from glossator.content.document import Document
from glossator.content.search.sections import SectionIndex, match_sections
from glossator.content.text.numerals import number_of

ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
ROMAN = ["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv"]
YEARS = ["1805", "1805", "1805", "1806", "1806 - 07", "1808 - 10", "1810 - 11", "1811 - 12", "1812", "1812", "1812", "1812"]


def novel(folder: Path, suffix: str) -> Path:
    """A novel of twelve books of fourteen chapters, as Project Gutenberg sets them."""
    books = [(f"BOOK {name.upper()}: {year}", [f"CHAPTER {n.upper()}" for n in ROMAN]) for name, year in zip(ONES, YEARS, strict=True)]
    path = folder / f"novel.{suffix}"
    if suffix == "txt":
        parts = [f"{title}\n\n\n" + "".join(f"\n\n{c}\n\nSome words of it.\n\n" for c in chapters) for title, chapters in books]
        path.write_text("\n\n\n".join(parts))
    elif suffix == "md":
        parts = [f"# {title}\n\n" + "".join(f"## {c}\n\nSome words of it.\n\n" for c in chapters) for title, chapters in books]
        path.write_text("".join(parts))
    else:
        write_epub(path, books)
    return path


def write_epub(path: Path, books: list[tuple[str, list[str]]]) -> None:
    head = '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>x</title></head><body>'
    items, nav = [], []
    with zipfile.ZipFile(path, "w") as made:
        made.writestr("mimetype", "application/epub+zip")
        made.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="b.opf" '
            'media-type="application/oebps-package+xml"/></rootfiles></container>',
        )
        for number, (title, chapters) in enumerate(books):
            inside = "".join(f'<h2 id="c{n}">{c}</h2><p>Some words of it.</p>' for n, c in enumerate(chapters))
            made.writestr(f"b{number}.xhtml", f"{head}<h1>{title}</h1>{inside}</body></html>")
            items.append(f"b{number}")
            below = "".join(f'<li><a href="b{number}.xhtml#c{n}">{c}</a></li>' for n, c in enumerate(chapters))
            nav.append(f'<li><a href="b{number}.xhtml">{title}</a><ol>{below}</ol></li>')
        made.writestr("nav.xhtml", f'{head}<nav epub:type="toc"><ol>{"".join(nav)}</ol></nav></body></html>')
        manifest = "".join(f'<item id="{i}" href="{i}.xhtml" media-type="application/xhtml+xml"/>' for i in items)
        spine = "".join(f'<itemref idref="{i}"/>' for i in items)
        made.writestr(
            "b.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="u"><metadata xmlns:dc='
            '"http://purl.org/dc/elements/1.1/"><dc:title>Novel</dc:title><dc:identifier id="u">n</dc:identifier></metadata>'
            '<manifest><item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>'
            f"{manifest}</manifest><spine>{spine}</spine></package>",
        )


def paths(document: Document, query: str) -> list[str]:
    return [
        " / ".join(document.sections[i].title for i in document.section_path(index))
        for index in match_sections(document, query)
    ]


@pytest.mark.parametrize("suffix", ["txt", "md", "epub"])
def test_a_chapter_is_named_by_its_whole_path(tmp_path: Path, suffix: str) -> None:
    document = open_document(novel(tmp_path, suffix))
    wanted = "BOOK THREE: 1805 / CHAPTER XII"
    for query in ("book 3 12", "book three chapter xii", "xii three", "b 3 ch 12", "bok thre chpter xii", "3RD book, 12"):
        assert paths(document, query)[0] == wanted, query
    assert paths(document, "book 12 3")[0] == "BOOK TWELVE: 1812 / CHAPTER III"
    assert paths(document, "chapter 3 book 12")[0] == "BOOK TWELVE: 1812 / CHAPTER III"
    assert paths(document, "book 3")[0] == "BOOK THREE: 1805"
    assert paths(document, "1811")[0] == "BOOK EIGHT: 1811 - 12"
    assert [path.partition(":")[0] for path in paths(document, "book")] == [f"BOOK {name.upper()}" for name in ONES]
    for query in ("borodino", "book 15 2", "book three dinner", "zzzz", "1813"):
        assert paths(document, query) == [], query


def test_what_a_part_is_called_may_be_left_out_of_the_book(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# Book I\n\n## I\n\nx\n\n## II\n\nx\n\n# Book II\n\n## I\n\nx\n\n## II\n\nx\n")
    document = open_document(path)
    assert paths(document, "book 2 chapter 1")[0] == "Book II / I"
    assert paths(document, "chapter") == []


def test_titles_of_every_script(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    titles = ["第一章 北京的春天", "第十二章 上海", "Über die Brücke", "2.1 Methods", "2.10 Results", "Twenty-one days", "Война и мир"]
    path.write_text("".join(f"## {title}\n\nx\n\n" for title in titles))
    document = open_document(path)
    for query, title in (
        ("12", titles[1]), ("上海", titles[1]), ("春天", titles[0]), ("uber brucke", titles[2]), ("2.1", titles[3]),
        ("2.10", titles[4]), ("21", titles[5]), ("twenty one", titles[5]), ("война", titles[6]), ("мир", titles[6]),
    ):  # fmt: skip
        assert paths(document, query)[0] == title, query


def test_sections_among_thousands_are_found(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    titles = [f"Chapter {n} of the long road" for n in range(3_000)] + ["The slow return", "Return to the river"]
    path.write_text("".join(f"# {title}\n\nx\n\n" for title in titles))
    document = open_document(path)
    assert paths(document, "slow retrun")[0] == "The slow return"
    assert paths(document, "return")[:2] == ["The slow return", "Return to the river"]
    assert paths(document, "chapter 2999")[0] == "Chapter 2999 of the long road"
    assert len(match_sections(document, " ")) == 3_002


@given(st.integers(1, 399))
def test_a_number_is_the_same_in_every_notation(number: int) -> None:
    pairs = [(100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")]
    roman, rest = "", number
    for value, letters in pairs:
        roman += letters * (rest // value)
        rest %= value
    digits = ["", *"一二三四五六七八九"]
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    zero = "零" if hundreds and ones and not tens else ""
    ten = "" if not tens else "十" if tens == 1 and not hundreds else f"{digits[tens]}十"
    chinese = (f"{digits[hundreds]}百" if hundreds else "") + ten + zero + digits[ones]
    assert number_of(roman) == number_of(str(number)) == number_of(f"{number}th") == number
    assert number_of(f"第{chinese}章") == number, chinese


def test_words_that_are_no_numbers() -> None:
    assert [number_of(word) for word in ("mix", "civil", "vivid", "chapter", "", "x1", "iiii", "第章")] == [None] * 8


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=6), st.text(max_size=12))
def test_any_query_is_answered(titles: list[str], query: str) -> None:
    from glossator.content.document import Section

    sections = tuple(Section(title, n % 3 + 1, n, n + 1, n + 1) for n, title in enumerate(titles))
    match = SectionIndex(Document("t", "x" * len(titles), (), sections)).match(query)
    assert len(set(match)) == len(match) and set(match) <= set(range(len(titles)))
