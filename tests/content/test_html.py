"""HTML: the article and not the page around it, with its structure."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from glossator.content import DocumentError, open_document
from glossator.content.document import Builder, Document, Span
from glossator.content.html.elements import link_densities, link_density, text_of
from glossator.content.html.tables import read_table

_LONG = "It runs, as it has always run, along the river, past the mills, the quays, and the old customs house. " * 3

PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>The tram line - The Daily</title>
<meta property="og:site_name" content="The Daily"><meta name="author" content="Ann Onymous">
<meta property="article:published_time" content="2026-02-03"><link rel="canonical" href="https://daily.example/tram">
<style>p {{ color: red }}</style></head><body>
<nav class="menu"><ul><li><a href="/">Home</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<div class="cookie-banner">We value your privacy</div>
<article><h1>The tram line</h1><p class="byline">By Ann Onymous</p>
<p>{_LONG}The <em>first</em> car <a href="cars.html">left</a> in <strong>1881</strong>, with <code>horses</code>.</p>
<h2 id="depot">The depot</h2><p>{_LONG}</p>
<ul><li>one track,</li><li>two sheds,<ul><li>of brick</li></ul></li></ul>
<ol start="3"><li>third</li><li>fourth</li></ol>
<blockquote><p>{_LONG}</p></blockquote>
<pre><code class="language-python">for car in line:
    car.go()
</code></pre>
<table><tr><th>Year</th><th align="right">Cars</th></tr><tr><td>1881</td><td>4</td></tr></table>
<figure><img src="x.jpg" alt="A tram"><figcaption>The first tram, on its first day</figcaption></figure>
<h3>Today</h3><p>{_LONG} See <a href="#depot">the depot</a>.</p>
<p hidden>You never see this, whatever happens, because it is hidden.</p>
<div class="social share">Share this on <a href="#">everything</a></div></article>
<div id="comments"><h2>Comments</h2><p>First! And second, and third, and so on it goes here for ever.</p></div>
<footer>Copyright, all rights reserved, and so on</footer><script>alert(1)</script></body></html>"""


@pytest.fixture
def article_page(tmp_path: Path) -> Document:
    (tmp_path / "tram.html").write_text(PAGE, "utf-8")
    return open_document(tmp_path / "tram.html")


def kinds(document: Document, kind: str) -> list[str]:
    return [document.text[b.start : b.end] for b in document.blocks if b.kind == kind]


def test_what_the_page_says_of_its_article(article_page: Document) -> None:
    assert article_page.title == "The tram line"
    assert article_page.author == "Ann Onymous"
    assert article_page.date == "2026-02-03"
    assert article_page.url == "https://daily.example/tram"
    assert article_page.format == "html"


def test_headings_are_the_sections(article_page: Document) -> None:
    assert [(s.level, s.title) for s in article_page.sections] == [
        (1, "The tram line"), (2, "The depot"), (3, "Today"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "noise", ["Home", "privacy", "Share this", "Comments", "Copyright", "alert", "never see", "color"]
)
def test_what_stands_around_the_article_is_left_out(article_page: Document, noise: str) -> None:
    assert noise not in article_page.text


def test_the_structure_of_the_article_is_kept(article_page: Document) -> None:
    blocks = {article_page.text[b.start : b.end]: b for b in article_page.blocks}
    assert [c.marker for c in blocks["of brick"].containers] == ["•", "•"]
    assert [c.marker for c in blocks["third"].containers] == ["3."]
    assert [b.containers[0].marker for t, b in blocks.items() if t.startswith("It runs") and b.containers] == [""]
    assert kinds(article_page, "code") == ["for car in line:\n    car.go()"]
    assert [b.info for b in article_page.blocks if b.kind == "code"] == ["python"]
    assert kinds(article_page, "table") == ["Year\tCars\n1881\t4"]
    assert [b.info for b in article_page.blocks if b.kind == "table"] == ["lr"]
    assert kinds(article_page, "figure") == ["The first tram, on its first day"]


def test_spans_and_links_say_what_they_cover(article_page: Document) -> None:
    spans = {
        (s.kind, article_page.text[s.start : s.end]): s.target for block in article_page.blocks for s in block.spans
    }
    assert spans[("link", "left")] == "https://daily.example/cars.html"
    assert {("emphasis", "first"), ("strong", "1881"), ("code", "horses")} <= {*spans}
    assert spans[("link", "the depot")] == "#depot"
    place = article_page.anchors["#depot"]
    assert article_page.text.startswith("The depot", place)


def test_the_whole_page_on_request(tmp_path: Path) -> None:
    (tmp_path / "tram.html").write_text(PAGE, "utf-8")
    text = open_document(tmp_path / "tram.html", whole_page=True).text
    assert "Sport" in text and "First! And second" in text and "alert" not in text


@pytest.mark.parametrize(
    ("head", "encoding"), [("<meta charset='koi8-r'>", "koi8-r"), ("<meta http-equiv='Content-Type' content='text/html; charset=shift_jis'>", "shift_jis")]
)  # fmt: skip
def test_a_page_is_in_the_charset_it_names(tmp_path: Path, head: str, encoding: str) -> None:
    text = {"koi8-r": "Поезд идёт вдоль реки", "shift_jis": "電車は川に沿って走る"}[encoding]
    (tmp_path / "a.html").write_bytes(f"<html><head>{head}</head><body><p>{text}</p></body></html>".encode(encoding))
    assert open_document(tmp_path / "a.html").text.strip() == text


def test_a_page_is_known_without_a_telling_name(tmp_path: Path) -> None:
    (tmp_path / "saved").write_text(f"<!doctype html><title>A</title><p>{_LONG}")
    assert open_document(tmp_path / "saved").format == "html"


def test_ruby_and_signs_are_read_in_their_line(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        "<p><ruby>漢字<rt>かんじ</rt></ruby>と<ruby>字<rp>[</rp><rt>じ</rt><rp>]</rp></ruby> and <img alt=':)'></p>"
    )
    assert open_document(tmp_path / "a.html").text == "漢字(かんじ)と字[じ] and :)"


def test_breaks_and_blanks_fold_as_a_browser_shows_them(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<div>one<br>two<br><br>three <b> four</b>\n five<p> six </p>seven</div>")
    assert open_document(tmp_path / "a.html").text == "one\ntwo\nthree four five\nsix\nseven"


def test_a_layout_table_is_text_and_not_a_table(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<table><tr><td><p>{_LONG}</p><p>{_LONG}</p></td><td>side</td></tr></table>")
    assert not kinds(open_document(tmp_path / "a.html"), "table")


CELLS = st.lists(st.lists(st.tuples(st.integers(1, 3), st.integers(1, 3)), min_size=1, max_size=4), min_size=1, max_size=6)


@given(CELLS)
def test_cells_stand_in_their_columns_whatever_spans_rows_and_columns(rows: list[list[tuple[int, int]]]) -> None:
    """Against the grid of the HTML standard, filled cell by cell."""
    grid: dict[tuple[int, int], str] = {}
    markup, widths = "", []
    for y, row in enumerate(rows):
        markup += "<tr>"
        for n, (tall, wide) in enumerate(row):
            x = next(at for at in range(1000) if (y, at) not in grid)
            name = f"c{y}.{n}"
            grid |= {(y + down, x + right): "" for down in range(tall) for right in range(wide) if (y + down, x + right) not in grid}
            grid[y, x] = name
            markup += f"<td rowspan={tall} colspan={wide}><b>{name}</b></td>"
        markup += "</tr>"
        widths.append(x + wide)
    read = read_table(html.fromstring(f"<table>{markup}</table>"), _cell)
    expected = [[grid.get((y, x), "") for x in range(widths[y])] for y in range(len(rows))]
    assert [line.split("\t") for line in read.text.split("\n")] == expected
    assert sorted(read.text[span.start : span.end] for span in read.spans) == sorted(filter(None, grid.values()))
    assert len(read.columns) == max(map(len, expected))


def _cell(cell: Any) -> Builder:
    builder = Builder()
    builder.add("paragraph", text_of(cell), spans=[Span(0, len(text_of(cell)), "strong")])
    return builder


def test_a_column_is_aligned_as_its_own_cells_are(tmp_path: Path) -> None:
    rows = "<tr><th>Town<th colspan=2>People<tr><td>Ulm<td align=right>120<td style='text-align: center'>x<tr><td style='margin-right: 3px'>Bonn<td>3<td>y"
    (tmp_path / "a.html").write_text(f"<p>{_LONG}</p><table>{rows}</table><p>{_LONG}</p>")
    (table,) = [block for block in open_document(tmp_path / "a.html").blocks if block.kind == "table"]
    assert table.info == "lrc"


def test_an_empty_page_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<html><body><script>x</script><img src=a></body></html>")
    with pytest.raises(DocumentError, match="no text"):
        open_document(tmp_path / "a.html")


def test_a_group_of_headings_is_one_heading(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<hgroup><h2>III</h2><p>The <i>Spouter</i>-Inn</p></hgroup><p>Entering.</p>")
    document = open_document(tmp_path / "a.html")
    assert [s.title for s in document.sections] == ["III The Spouter-Inn"]
    assert document.text == "III The Spouter-Inn\nEntering."


@pytest.mark.parametrize("depth", [200, 500, 3_000, 30_000])
@pytest.mark.parametrize("tag", ["div", "span", "blockquote", "b"])
def test_what_stands_deep_and_what_comes_after_it_is_read(tmp_path: Path, depth: int, tag: str) -> None:
    path = tmp_path / "deep.html"
    path.write_text("<h1>Title</h1><p>before it</p>" + f"<{tag}>" * depth + "deep in it" + f"</{tag}>" * depth + "<p>after it</p>")
    text = open_document(path, whole_page=True).text
    assert [line for line in text.splitlines() if line] == ["Title", "before it", "deep in it", "after it"]


def test_a_caption_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    rows = "<tr><th>Year<th>Cars</tr><tr><td>1881<td>4</tr><tr><td>1882<td>9</tr>"
    path.write_text(f"<article><h1>T</h1><p>{_LONG}</p><table><caption>Table <b>1</b>: cars <i>in use</i> each year</caption>{rows}</table></article>")
    assert "Table 1: cars in use each year" in open_document(path).text


_INLINE = st.sampled_from(["<div>", "</div>", "<p>", "</p>", "<a href=x>a b", "</a>", "<a href='#y'>", " ", "w", "two words ", "\n", "<b>x</b>", " <i>", "</i>z"])


@given(st.lists(_INLINE, max_size=60).map("".join))
def test_the_share_of_links_is_the_same_for_all_elements_at_once_and_for_each(markup: str) -> None:
    root = html.document_fromstring(f"<html><body>{markup} .</body></html>")
    found = link_densities(root)
    for element in root.iter(etree.Element):
        if not any(True for link in element.iter("a") for _ in link.iterdescendants("a")):
            links = sum(len(text_of(link)) * (0.3 if link.get("href", "").startswith("#") else 1) for link in element.iter("a"))
            expected = links / max(1, len(" ".join("".join(element.itertext()).split())))
            assert abs(found[element] - expected) < 1e-9 and abs(link_density(element) - expected) < 1e-9
        assert found[element] <= 1 + 1e-9
