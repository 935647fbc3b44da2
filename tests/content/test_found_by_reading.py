"""Faults that reading documents chosen by nobody showed: text that went missing, and headings in the wrong places."""

from pathlib import Path

import pytest

from glossator.content import open_document
from tests.data.hostile import epub, package, page, pdf
from tests.reading import opened

LONG = "<p>" + "A paragraph of the article, which is long enough to be one, with words and more of them. " * 4 + "</p>"


def article(body: str) -> str:
    return f"<html><head><title>A title of the page</title></head><body><article>{LONG}{body}{LONG * 3}</article></body></html>"


def test_entities_stay_where_a_chapter_is_not_well_formed(tmp_path: Path) -> None:
    body = "<p>see <name> here</p><pre>R&amp;D: if 1 &lt; 2 then &quot;ok&quot; &gt;&gt;&gt; it&apos;s&nbsp;so</pre>"
    document = opened(tmp_path, "a.epub", epub({"book.opf": package(), "one.xhtml": page(body)}))
    assert 'R&D: if 1 < 2 then "ok" >>> it\'s\xa0so' in document.text


@pytest.mark.parametrize("body", [
    "<div>The most efficient way is this one. Holding it saves energy.</div>",
    "<div class='sourceCode'><pre><code><a href='x'>The most</a>(<a href='y'>efficient way</a>)</code></pre></div>",
])  # fmt: skip
def test_what_an_article_has_stays(tmp_path: Path, body: str) -> None:
    assert "efficient way" in opened(tmp_path, "a.html", article(body)).text


@pytest.mark.parametrize("name", ["section-subheader", "tip-box-header", "header"])
def test_a_heading_is_one_whatever_its_class(tmp_path: Path, name: str) -> None:
    document = opened(tmp_path, "a.html", article(f"<div class='content'><h2 class='{name}'>The Four Moves</h2>{LONG}</div>"))
    assert "The Four Moves" in [section.title for section in document.sections]


def test_a_short_title_is_not_given_up_for_the_site(tmp_path: Path) -> None:
    html = f"<html><head><title>Battle System - Dinos: The Extinction Manual</title></head><body><h2>Battle System</h2>{LONG * 4}</body></html>"
    assert opened(tmp_path, "a.html", html).title == "Battle System"


def test_an_outline_s_entry_is_not_any_line_that_begins_so(tmp_path: Path) -> None:
    lines = [(72.0, 700.0, 12.0, "datasets on rates of people were used in all"), (72.0, 686.0, 12.0, "of it, and so on."), (72.0, 640.0, 12.0, "2 Data"), (72.0, 620.0, 12.0, "More of it.")]
    document = opened(tmp_path, "a.pdf", pdf([lines] * 1, outline=(("Data", 0),)))
    (section,) = document.sections
    assert document.text[section.start :].startswith("2 Data")


def test_headings_of_two_pages_are_two(tmp_path: Path) -> None:
    pages = [[(72.0, 700.0, 20.0, title), *((72.0, 660.0 - 14 * n, 10.0, f"Line {n} of the text goes on here.") for n in range(words))]
             for title, words in (("Contents", 0), ("A Note on it", 12), ("Another part", 12))]  # fmt: skip
    titles = [section.title for section in opened(tmp_path, "a.pdf", pdf(pages)).sections]
    assert "A Note on it" in titles and "Contents A Note on it" not in titles


@pytest.mark.parametrize(("text", "shown"), [
    ("## Part {#custom}\n\nWords.\n", "Part\nWords."),
    ("[x](https://x.org){:target=\"_blank\"} and ![Logo](l.png){ align=right }\n", "x and Logo"),
    ("$\\sum_{n=1}$ and $\\sqrt[3]{a=b}$ and `code`{.py} and `{.kept}`\n", "∑ₙ₌₁ and ³√(a = b) and code and {.kept}"),
    ("#<small>A heading?</small>\n\nWords {not one}.\n", "#A heading?\nWords {not one}."),
    ("Before.\n\n--8<-- \"inc.md\"\n\n/// html | div.center\nInside.\n///\n", "Before.\nInside."),
])  # fmt: skip
def test_what_renderers_of_markdown_take_for_their_own(tmp_path: Path, text: str, shown: str) -> None:
    assert opened(tmp_path, "a.md", text).text == shown


def test_titles_of_a_navigation_with_any_sign_in_them(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    for name in "abcd":
        (tmp_path / f"docs/{name}.md").write_text("Words.\n")
    (tmp_path / "mkdocs.yml").write_text("site_name: S\nnav:\n  - 'Tutorial 1: first': a.md\n  - Parse, don't validate: b.md\n  - Learn:\n    - \"Tut: 3\": c.md\n    - d.md\n")
    assert [(s.title, s.level) for s in open_document(tmp_path).sections] == [
        ("S", 1), ("Tutorial 1: first", 2), ("Parse, don't validate", 2), ("Learn", 2), ("Tut: 3", 3), ("d", 3),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["author", "dc.creator", "citation_author", "DC.Creator"])
def test_every_author_that_a_page_names_is_told_once(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.html"
    metas = "".join(f'<meta name="{name}" content="{who}">' for who in ("Ada Reed", "Ben Okri", "Ada Reed"))
    path.write_text(f"<html><head>{metas}</head><body><article><h1>A</h1><p>{'Words of a page. ' * 30}</p></article></body></html>")
    assert open_document(path).author == "Ada Reed, Ben Okri"


def test_authors_with_their_last_names_first_are_separated_by_semicolons(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    metas = '<meta name="citation_author" content="Reed, Ada"><meta name="citation_author" content="Okri, Ben"><meta name="citation_publication_date" content="2019/05/02">'
    path.write_text(f"<html><head>{metas}</head><body><article><h1>A</h1><p>{'Words of a page. ' * 30}</p></article></body></html>")
    document = open_document(path)
    assert (document.author, document.date) == ("Reed, Ada; Okri, Ben", "2019/05/02")


def test_a_table_that_names_its_columns_may_hold_paragraphs_and_lists(tmp_path: Path) -> None:
    markup = (
        "<html><body><article><h1>T</h1><p>Words that come before the table.</p><table><tr><th>A</th><th>B</th></tr>"
        "<tr><td><p>one</p><p>two <b>bold</b></p></td><td>b</td></tr><tr><td><ul><li>x <i>slanted</i></li><li>y</li></ul></td><td><pre>c = 1</pre></td></tr></table></article></body></html>"
    )
    document = opened(tmp_path, "a.html", markup)
    (table,) = [block for block in document.blocks if block.kind == "table"]
    assert document.text[table.start : table.end] == "A\tB\none two bold\tb\n• x slanted • y\tc = 1"
    assert [(document.text[s.start : s.end], s.kind) for s in table.spans] == [("bold", "strong"), ("slanted", "emphasis")]
    markup = markup.replace("one", "Words of a long text. " * 100)
    assert not [block for block in opened(tmp_path, "a.html", markup).blocks if block.kind == "table"], "that is a part of a page"
