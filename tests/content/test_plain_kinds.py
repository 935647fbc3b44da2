"""Plain text of many kinds: books in other languages, numerals alone, RFCs and manuals, tables, words divided at line ends."""

from pathlib import Path

import pytest

from glossator.content import open_document
from glossator.content.document import Document

WORDS = "In the morning nobody was about, and the river ran past the mill as it had always done,\nuntil the bell rang once. "


def opened(folder: Path, text: str) -> Document:
    path = folder / "a.txt"
    path.write_text(text, "utf-8")
    return open_document(path)


def toc(folder: Path, text: str) -> list[tuple[str, int]]:
    return [(section.title, section.level) for section in opened(folder, text).sections]


def book(heads: list[str]) -> str:
    return "\n\n".join(f"{head}\n\n{WORDS * 3}\n\n{WORDS * 2}" for head in heads)


@pytest.mark.parametrize(
    "heads",
    [
        ["Erstes Kapitel", "Zweites Kapitel", "Drittes Kapitel"], ["Kapitel I. Am Morgen", "Kapitel II. Am Abend"], ["1. Kapitel", "2. Kapitel"],
        ["Chapitre premier", "Chapitre II", "Chapitre III"], ["CHAPITRE I", "CHAPITRE II"],
        ["Capítulo primero. Que trata de la condición", "Capítulo II. Que trata de la salida"], ["Capitolo I", "Capitolo II"],
        ["Глава I", "Глава II"], ["Глава первая", "Глава вторая"], ["I.", "II.", "III."], ["1", "2", "3", "4"],
    ],
)  # fmt: skip
def test_the_parts_of_books_in_other_languages_are_sections(tmp_path: Path, heads: list[str]) -> None:
    assert toc(tmp_path, book(heads)) == [(head, 1) for head in heads]


def test_parts_hold_chapters_and_numerals(tmp_path: Path) -> None:
    heads = ["Erster Teil", "I", "II", "III", "Zweiter Teil", "I", "II", "III"]
    assert toc(tmp_path, book(heads)) == [(head, 1 if "Teil" in head else 2) for head in heads]


def test_a_sentence_that_begins_like_one_is_none_and_neither_is_emphasis_by_spaces(tmp_path: Path) -> None:
    text = book(["I.", "II.", "III."]) + "\n\nTeil zwei der Sammlung, die er verlor, kam nie wieder.\n\nK U R T  W O L F F  V E R L A G\n\n" + WORDS
    assert [title for title, _ in toc(tmp_path, text)] == ["I.", "II.", "III."]
    spaced = "L E I P Z I G\n\n" + "\n\n".join([WORDS * 3] * 4)
    assert "L E I P Z I G" not in [title for title, _ in toc(tmp_path, spaced)]


def rfc() -> str:
    body = "\n\n".join(["   This document says what is to be done when a message comes, and\n   what when none does."] * 4)
    foot = "Author, et al.              Standards Track                    [Page {}]\n\f\nRFC 9999                        A Protocol                     June 1999\n\n"
    parts = ["1   Introduction", "1.1   Purpose", "1.2  http as a name", "2   Rules"]
    head = "Network Working Group                                      A. Author\nRequest for Comments: 9999                                 An Office\n\n                         A Small Protocol\n\nAbstract\n\n"
    table = "      +-----+------+\n      | one | two  |\n      +-----+------+"
    return head + body + "\n\n" + "\n\n".join(f"{part}\n\n{body}\n\n{foot.format(n)}{body}" for n, part in enumerate(parts)) + f"\n\n{table}\n"


def test_an_rfc_has_its_title_its_numbered_sections_and_paragraphs_without_pages(tmp_path: Path) -> None:
    document = opened(tmp_path, rfc())
    assert document.title == "A Small Protocol"
    assert [(s.title, s.level) for s in document.sections] == [
        ("Abstract", 1), ("1 Introduction", 1), ("1.1 Purpose", 2), ("1.2 http as a name", 2), ("2 Rules", 1),
    ]  # fmt: skip
    assert "[Page" not in document.text and "June 1999" not in document.text
    assert "comes, and what when none does." in document.text
    assert document.text[document.blocks[-1].start :] == "+-----+------+\n| one | two  |\n+-----+------+"


def test_a_manual_as_it_is_printed(tmp_path: Path) -> None:
    def struck(word: str) -> str:
        return "".join(f"{char}\b{char}" for char in word)

    lines = [f"       {struck('ls')} lists what there is in a folder, line by line,\n       and says how large it is."] * 6
    text = f"LS(1)                  User Commands                  LS(1)\n\n{struck('NAME')}\n" + "\n\n".join(lines) + f"\n\n{struck('SYNOPSIS')}\n" + "\n\n".join(lines) + f"\n\n{struck('SEE ALSO')}\n" + lines[0]
    document = opened(tmp_path, text)
    assert [section.title for section in document.sections] == ["NAME", "SYNOPSIS", "SEE ALSO"]
    assert "\b" not in document.text and "ls lists what there is in a folder, line by line, and says" in document.text


def test_words_divided_at_line_ends_are_joined_and_compounds_kept(tmp_path: Path) -> None:
    text = (
        "The history of the printing press in the north is a remark-\nable tale of invention, of debts, and of men who could not let a me-\nchanism rest. "
        "They were well-known in their towns, and the news-\npapers of the day, such as there were, printed their advertise-\nments beside the well-\nknown price of rye.\n"
    )  # fmt: skip
    assert all(word in opened(tmp_path, text).text for word in ("remarkable", "mechanism", "newspapers", "advertisements", "the well-known price"))


def test_a_text_that_divides_no_words_keeps_its_hyphens(tmp_path: Path) -> None:
    text = "\n\n".join([WORDS * 3] * 20) + "\n\nIt was a day that nobody in the town would forget, a never-to-be-\nforgotten day, and, as far as anybody could tell, the twenty-\nfirst of its kind.\n"
    assert "never-to-be-forgotten day" in opened(tmp_path, text).text and "twenty-first of" in opened(tmp_path, text).text
