"""A passage with its source, in each style as its manual has it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from glossator.content import Notebook, describe, open_document
from glossator.content.document import Document
from glossator.content.exchange import export
from glossator.content.exchange.bibliography import authors_of, name_parts, year_of
from glossator.content.exchange.citation import STYLES, cite
from glossator.tui.setting_checks import citation
from tests.data.hostile import pdf
from tests.reading import markdown

TEXT = "# Night trains\n\n## Sleeping cars\n\nThey come back & cost 100 %.\n"
QUOTE = "They come back & cost 100 %."


def cited(style: str, **facts: str) -> str:
    document: Document = replace(markdown(TEXT), source="trains.md", **facts)
    start = document.text.index(QUOTE)
    return cite(document, start, start + len(QUOTE), style)


@pytest.mark.parametrize(("style", "expected"), [
    ("plain", f"“{QUOTE}”\n— Ada Marie Berg, Carl Dahl, Night trains, Sleeping cars (trains.md)"),
    ("markdown", "> They come back & cost 100 %.\n>\n> — Ada Marie Berg, Carl Dahl, Night trains, Sleeping cars"),
    ("latex", "``They come back \\& cost 100 \\%.''~\\cite{berg2021night}"),
    ("apa", f"“{QUOTE}” (Berg & Dahl, 2021, “Sleeping cars” section)\nBerg, A. M., & Dahl, C. (2021). Night trains."),
    ("mla", f"“{QUOTE}” (Berg and Dahl)\nBerg, Ada Marie, and Carl Dahl. Night trains. 2021."),
    ("chicago", f"“{QUOTE}”\nAda Marie Berg and Carl Dahl, Night trains (2021), under “Sleeping cars.”"),
])  # fmt: skip
def test_two_authors_and_a_year(style: str, expected: str) -> None:
    assert cited(style, author="Ada Marie Berg, Carl Dahl", date="May 2021") == expected


@pytest.mark.parametrize(("style", "expected"), [
    ("plain", f"“{QUOTE}”\n— Night trains, Sleeping cars (trains.md)"),
    ("markdown", "> They come back & cost 100 %.\n>\n> — [Night trains](<https://a.example/t>), Sleeping cars"),
    ("latex", "``They come back \\& cost 100 \\%.''~\\cite{night}"),
    ("apa", f"“{QUOTE}” (“Night trains,” n.d., “Sleeping cars” section)\nNight trains. (n.d.). https://a.example/t"),
    ("mla", f"“{QUOTE}” (“Night trains”)\n“Night trains.” https://a.example/t."),
    ("chicago", f"“{QUOTE}”\n“Night trains,” under “Sleeping cars,” https://a.example/t."),
])  # fmt: skip
def test_a_page_without_an_author_or_a_date(style: str, expected: str) -> None:
    assert cited(style, url="https://a.example/t") == expected


@pytest.mark.parametrize(("style", "within"), [
    ("apa", ["(Ames et al., 2020", "Ames, J.-P., Berg, B., & Carr, C. (2020)."]),
    ("mla", ["(Ames et al.)", "Ames, Jean-Paul, et al. Night trains. 2020."]),
    ("chicago", ["Jean-Paul Ames, Bo Berg, and Cy Carr, Night trains (2020)"]),
])  # fmt: skip
def test_three_authors(style: str, within: list[str]) -> None:
    text = cited(style, author="Ames, Jean-Paul; Berg, Bo; Carr, Cy", date="2020-03-01")
    assert all(each in text for each in within), text


@pytest.mark.parametrize("style", [*STYLES, "no such style"])
def test_nothing_that_a_terminal_obeys_gets_out(style: str) -> None:
    text = cited(style, author="Eve\x1b]0;x\x07il, \u202eMallory", date="\x9b2020", url="https://e.example/\x1b[31m>")
    assert all(letter.isprintable() or letter == "\n" for letter in text), ascii(text)


def test_styles_are_a_setting_that_is_checked() -> None:
    assert not any(map(citation, STYLES))
    assert "apa" in citation("harvard")


@pytest.mark.parametrize(("author", "names"), [
    ("Ada Berg", [("Berg", "Ada")]),
    ("Berg, Ada", [("Berg", "Ada")]),
    ("Ada Berg and  Carl Dahl", [("Berg", "Ada"), ("Dahl", "Carl")]),
    ("Ada Berg, Carl Dahl , Eve Fox", [("Berg", "Ada"), ("Dahl", "Carl"), ("Fox", "Eve")]),
    ("Berg, Ada; Dahl, Carl", [("Berg", "Ada"), ("Dahl", "Carl")]),
    ("MERICS", [("MERICS", "")]),
    ("Ludwig van Beethoven", [("van Beethoven", "Ludwig")]),
    ("Robert Jones Jr.", [("Jones Jr.", "Robert")]),
    ("Doe, John, Jr.", [("Doe Jr.", "John")]),
    ("John Doe, Jr.", [("Doe Jr.", "John")]),
    ("Ada Berg, John Doe, Jr., Eve Fox", [("Berg", "Ada"), ("Doe Jr.", "John"), ("Fox", "Eve")]),
    ("Ursula K. Le Guin", [("Le Guin", "Ursula K.")]), ("The New York Times", [("The New York Times", "")]),
    ("by Jane Q. Public and John O'Hara, PhD", [("Public", "Jane Q."), ("O'Hara", "John")]),
    ("Ada Berg, M.D., Carl Dahl", [("Berg", "Ada"), ("Dahl", "Carl")]),
    ("World Health Organization", [("World Health Organization", "")]),
    ("Food and Agriculture Organization", [("Food and Agriculture Organization", "")]),
    ("Ada Berg and World Bank", [("Berg", "Ada"), ("World Bank", "")]),
    ("Frank Press & Margaret Court", [("Press", "Frank"), ("Court", "Margaret")]),
    ("", []),
])  # fmt: skip
def test_authors_by_their_parts(author: str, names: list[tuple[str, str]]) -> None:
    assert [name_parts(each) for each in authors_of(author)] == names


def test_the_year_of_a_date() -> None:
    assert [year_of(date) for date in ("2020-03-01", "1 May 2021", "20210501", "")] == ["2020", "2021", "", ""]


def test_quotation_marks_within_are_single_ones() -> None:
    document = replace(markdown('# T\n\nHe said "never again" and “so” it was.\n'), author="Ada Berg", date="2020")
    start = document.text.index("He")
    for style in ("apa", "mla", "chicago"):
        assert cite(document, start, len(document.text), style).startswith("“He said ‘never again’ and ‘so’ it was.”")


def test_addresses_and_pages_close_no_bracket() -> None:
    text = cited("markdown", url="https://a.example/x\\")
    assert "](<https://a.example/x%5C>)" in text


@pytest.mark.parametrize(("facts", "author"), [
    ("author: Ada Berg", "Ada Berg"),
    ("author: [Ada Berg, 'Carl Dahl']", "Ada Berg, Carl Dahl"),
    ("author:\n  - Ada Berg\n  - \"Carl Dahl\"\ntags:\n- x: y", "Ada Berg, Carl Dahl"),
    ("author:\n- Berg, Ada\n- Dahl, Carl", "Berg, Ada; Dahl, Carl"),
])  # fmt: skip
def test_authors_of_front_matter_may_be_a_list(facts: str, author: str) -> None:
    assert markdown(f"---\ntitle: T\n{facts}\n---\n\n# T\n\nText.\n").author == author


def test_quotes_in_front_matter_are_those_of_yaml() -> None:
    document = markdown('---\ntitle: "The \\"Lamp\\" Room"\nauthor: \'O\'\'Hara\'\n---\n\nText.\n')
    assert (document.title, document.author) == ('The "Lamp" Room', "O'Hara")


def test_an_organisation_stays_whole_in_every_style_and_bibliography(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("---\ntitle: Health\nauthor: World Health Organization\ndate: 2021\n---\n\n# Health\n\nIt is well.\n")
    document = open_document(path)
    start = document.text.index("It is")
    for style, expected in (("apa", "(World Health Organization, 2021"), ("mla", "(World Health Organization)"), ("chicago", "World Health Organization, Health (2021)")):
        assert expected in cite(document, start, start + 10, style), style
    notebook = Notebook.open(document)
    notebook.add(describe(document.text, start, start + 10))
    assert "author = {{World Health Organization}}" in str(export([(notebook, document)], "bibtex"))
    assert json.loads(str(export([(notebook, document)], "csl-json")))[0]["author"] == [{"literal": "World Health Organization"}]


def test_a_passage_across_pages_names_the_first_and_the_last(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([[(72, 700, 11, "The first page ends so and so")], [(72, 700, 11, "and the second one begins.")]]))
    document = open_document(path)
    start, end = document.text.index("ends"), document.text.index("begins")
    assert "pp. 1–2" in cite(document, start, end, "plain") and "pp. 1–2" in cite(document, start, end, "apa")
    assert "p. 1" in cite(document, start, start + 4, "plain")


@pytest.mark.parametrize(("author", "apa", "mla"), [
    ("Plato", "Plato. (2020).", "Plato."), ("Martin Luther King Jr.", "King, M. L., Jr. (2020).", "King, Martin Luther, Jr."),
    ("World Health Organization", "World Health Organization. (2020).", "World Health Organization."), ("李明", "李明. (2020).", "李明."),
])  # fmt: skip
def test_names_stand_in_an_entry_as_its_manual_has_them(author: str, apa: str, mla: str) -> None:
    document = replace(markdown("# T\n\nIt is so.\n"), author=author, date="2020")
    start = document.text.index("It is")
    assert cite(document, start, start + 5, "apa").split("\n")[1].startswith(apa)
    assert cite(document, start, start + 5, "mla").split("\n")[1].startswith(mla)
