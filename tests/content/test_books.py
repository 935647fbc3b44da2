"""EPUB, PDF, DOCX and ODT: structure, navigation, notes, and what is said when there is none."""

from dataclasses import asdict, replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from glossator.content import DocumentError, open_document
from glossator.content.document import Document
from glossator.content.formats.isolation import read_isolated
from glossator.content.formats.opening import recognize
from glossator.content.sources.files import read_source
from tests.data.hostile import archive, docx, epub, odt, package, page, paragraph, pdf, word

OPS = 'xmlns:epub="http://www.idpf.org/2007/ops"'


def opened(tmp_path: Path, name: str, data: bytes, **options: bool) -> Document:
    (tmp_path / name).write_bytes(data)
    return open_document(tmp_path / name, **options)


def tree(document: Document) -> list[tuple[int, str]]:
    return [(s.level, s.title) for s in document.sections]


NAV = (
    f'<html xmlns="http://www.w3.org/1999/xhtml" {OPS}><body><nav epub:type="landmarks"><ol><li><a href="one.xhtml">x</a>'
    '</li></ol></nav><nav epub:type="toc"><ol><li><a href="one.xhtml">One</a><ol><li><a href="one.xhtml#b">Second '
    'half</a></li></ol></li><li><span>Later</span><ol><li><a href="two.xhtml">Two</a></li></ol></li></ol></nav></body></html>'
)
BOOK = {
    "book.opf": package(
        "The Book", ("one.xhtml", "two.xhtml"),
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
    ).replace("<dc:creator>", '<dc:identifier>urn:isbn:978-0-00-000000-2</dc:identifier><dc:creator>'),
    "nav.xhtml": NAV,
    "one.xhtml": page(
        f'<h1>I</h1><p {OPS}>The first&nbsp;text.<a epub:type="noteref" href="two.xhtml#n1">1</a> See <a href="two.xhtml">two'
        '</a>.</p><h2>not in the contents</h2><p id="b">The <i>second</i> half.</p>'
    ),
    "two.xhtml": page(
        f'<h1>II</h1><p>More text.</p><aside {OPS} epub:type="footnote" id="n1"><p>The note. <a epub:type="backlink" '
        'href="one.xhtml">back</a></p></aside>'
    ),
}  # fmt: skip


def test_a_book_has_its_own_navigation_for_sections(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.epub", epub(BOOK))
    assert tree(document) == [(1, "One"), (2, "Second half"), (1, "Later"), (2, "Two")]
    starts = {s.title: document.text[s.start :].split("\n")[0] for s in document.sections}
    assert starts["Second half"] == "The second half."
    assert starts["Later"] == starts["Two"] == "II"
    assert (document.title, document.author, document.format) == ("The Book", "Ann", "epub")
    assert document.identifiers == ("urn:isbn:9780000000002",)


def test_notes_and_links_lead_within_the_book(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.epub", epub(BOOK))
    spans = [s for block in document.blocks for s in block.spans if s.kind in ("link", "footnote")]
    assert [(s.kind, s.target) for s in spans] == [("footnote", "1"), ("link", "#two.xhtml")]
    notes = [(b.info, document.text[b.start : b.end]) for b in document.blocks if b.kind == "footnote"]
    assert notes == [("1", "The note.")]
    assert document.text.startswith("II", document.anchors["#two.xhtml"])


def test_the_notes_of_two_chapters_are_told_apart(tmp_path: Path) -> None:
    chapter = f'<p {OPS}>Text<a epub:type="noteref" href="#n">1</a></p><aside {OPS} epub:type="footnote" id="n">Note %s.</aside>'
    document = opened(tmp_path, "a.epub", epub({
        "book.opf": package(spine=("one.xhtml", "two.xhtml")), "one.xhtml": page(chapter % "one"), "two.xhtml": page(chapter % "two"),
    }))  # fmt: skip
    targets = [s.target for block in document.blocks for s in block.spans]
    assert targets == [b.info for b in document.blocks if b.kind == "footnote"]
    assert len({*targets}) == 2


def test_an_older_book_has_its_ncx(tmp_path: Path) -> None:
    ncx = (
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"><navMap><navPoint><navLabel><text>Part one</text></navLabel>'
        '<content src="one.xhtml"/><navPoint><navLabel><text>Chapter</text></navLabel><content src="one.xhtml#c"/>'
        "</navPoint></navPoint></navMap></ncx>"
    )
    document = opened(tmp_path, "a.epub", epub({
        "book.opf": package(extra='<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'), "toc.ncx": ncx,
        "one.xhtml": page("<p>Before.</p><p id='c'>Here it begins.</p>"),
    }))  # fmt: skip
    assert tree(document) == [(1, "Part one"), (2, "Chapter")]


def test_sections_are_never_invented_and_parts_stand_in(tmp_path: Path) -> None:
    document = opened(tmp_path, "a.epub", epub({"one.xhtml": page("<p>No heading at all.</p>")}))
    assert document.sections == ()
    assert document.parts == (("Part 1", 0),)


def test_the_head_of_a_book_is_the_beginning_of_the_whole(tmp_path: Path) -> None:
    names = tuple(f"c{n}.xhtml" for n in range(40))
    chapters = {
        name: page(f"<h1>Chapter {n}</h1>" + "<p>A paragraph of the book.</p>" * 100) for n, name in enumerate(names)
    }
    data = epub({"book.opf": package(spine=names), **chapters})
    head, whole = opened(tmp_path, "a.epub", data, head=True), opened(tmp_path, "a.epub", data)
    assert whole.text.startswith(head.text) and len(head.text) < len(whole.text)
    assert 0.8 < (len(head.text) + head.rest) / len(whole.text) < 1.2


def test_one_damaged_chapter_leaves_the_others(tmp_path: Path) -> None:
    files = {
        "book.opf": package(spine=("one.xhtml", "two.xhtml")),
        "one.xhtml": b"\0\0\0",
        "two.xhtml": page("<p>Two.</p>"),
    }
    assert "Two." in opened(tmp_path, "a.epub", epub(files)).text


def lines(top: float, texts: list[str], left: float = 72, size: float = 11) -> list[tuple[float, float, float, str]]:
    return [(left, top - 14 * n, size, text) for n, text in enumerate(texts)]


def test_pdf_paragraphs_are_joined_over_lines_and_hyphens(tmp_path: Path) -> None:
    data = pdf([lines(700, ["The river runs past the mills and the cus-", "toms house, and every evening the lamps are",
                            "lit along it.", ]) + lines(640, ["Another paragraph stands by itself, apart from it."])])  # fmt: skip
    assert opened(tmp_path, "a.pdf", data).text.split("\n") == [
        "The river runs past the mills and the customs house, and every evening the lamps are lit along it.",
        "Another paragraph stands by itself, apart from it.",
    ]


def test_pdf_columns_are_read_one_after_the_other(tmp_path: Path) -> None:
    left = lines(700, [f"left {n} runs on for some words and" for n in range(20)])
    right = lines(700, [f"right {n} runs on for some words and" for n in range(20)], left=330)
    mixed = [line for pair in zip(left, right, strict=True) for line in pair]
    text = opened(
        tmp_path,
        "a.pdf",
        pdf([[(72, 740, 11, "A title that goes over the whole width of this page and both columns"), *mixed]]),
    ).text
    assert text.index("left 19") < text.index("right 0")


def test_pdf_headings_are_the_larger_lines(tmp_path: Path) -> None:
    data = pdf([[(72, 740, 20, "The Report"), *lines(700, ["Some text to begin with, of the usual size."]), (72, 660, 15, "First part"), *lines(630, ["And the text of the first part, also as usual."])]])  # fmt: skip
    document = opened(tmp_path, "a.pdf", data)
    assert tree(document) == [(1, "The Report"), (2, "First part")]
    assert document.title == "The Report"


def test_pdf_outline_is_the_section_tree(tmp_path: Path) -> None:
    pages = [
        lines(700, [f"Page {n} begins here and goes on for a while.", "And it ends here."]) for n in ("one", "two")
    ]
    document = opened(tmp_path, "a.pdf", pdf(pages, outline=(("Beginning", 0), ("End", 1)), title="A Paper"))
    assert tree(document) == [(1, "Beginning"), (1, "End")]
    assert document.text.startswith("Page two", document.sections[1].start)
    assert document.title == "A Paper"


def test_pdf_running_heads_and_page_numbers_are_dropped(tmp_path: Path) -> None:
    words = ["first", "second", "third", "fourth"]
    pages = [[(72, 760, 9, f"THE DAILY REPORT {n}"), (300, 30, 9, str(n + 1)), *lines(700, [f"The {word} page says its own thing here."])]
             for n, word in enumerate(words)]  # fmt: skip
    document = opened(tmp_path, "a.pdf", pdf(pages))
    assert "DAILY" not in document.text and not any(c.isdigit() for c in document.text)
    assert document.sections == () and [name for name, _ in document.parts] == [f"Page {n}" for n in range(1, 5)]


@pytest.mark.parametrize(("matrix", "step"), [("0 1 -1 0", 14), ("0 -1 1 0", -14)])
def test_pdf_pages_on_their_side_are_read_as_if_turned(tmp_path: Path, matrix: str, step: int) -> None:
    words = ["The first line of the page, and", "the second one, which goes on for", "a while, and the third."]
    page = [(300.0 + step * n, 400.0, 11.0, text) for n, text in enumerate(words)]
    assert opened(tmp_path, "a.pdf", pdf([page], matrix=matrix)).text == " ".join(words)


def test_a_scan_says_that_it_has_no_text(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="a scan"):
        opened(tmp_path, "a.pdf", pdf([[], []]))


def test_docx_headings_lists_and_notes(tmp_path: Path) -> None:
    styles = (
        '<?xml version="1.0"?><w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Heading2"><w:name w:val="heading 2"/></w:style></w:styles>'
    )
    rels = (
        '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>'
        '<Relationship Id="r2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/>'
        "</Relationships>"
    )
    notes = (
        '<?xml version="1.0"?><w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:footnote w:id="2">{paragraph("The note.")}</w:footnote></w:footnotes>'
    )
    table = (
        f"<w:tbl><w:tr><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph('b')}</w:tc></w:tr>"
        f"<w:tr><w:tc>{paragraph('c')}</w:tc><w:tc>{paragraph('d')}</w:tc></w:tr></w:tbl>"
    )
    body = word(
        paragraph("The title", "Heading1") + paragraph("Text before.") + paragraph("A part", "Heading2")
        + '<w:p><w:r><w:t>With a note</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>' + table
    )  # fmt: skip
    data = docx(body, {"word/styles.xml": styles, "word/_rels/document.xml.rels": rels, "word/footnotes.xml": notes})
    document = opened(tmp_path, "a.docx", data)
    assert tree(document) == [(1, "The title"), (2, "A part")]
    kinds = {b.kind: document.text[b.start : b.end] for b in document.blocks}
    assert kinds["table"] == "a\tb\nc\td"
    assert kinds["footnote"] == "The note."
    assert [s.kind for b in document.blocks for s in b.spans if s.kind == "footnote"] == ["footnote"]


def test_odt_headings_lists_tables_and_notes(tmp_path: Path) -> None:
    body = (
        '<text:h text:outline-level="1">The title</text:h><text:p>Some <text:span text:style-name="T1">bold</text:span>'
        '<text:s text:c="3"/>text<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>The note.'
        "</text:p></text:note-body></text:note>.</text:p><text:list><text:list-item><text:p>one</text:p></text:list-item></text:list>"
        '<text:h text:outline-level="2">A part</text:h><table:table><table:table-row><table:table-cell><text:p>a</text:p>'
        "</table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table>"
        "<table:table><table:table-row><table:table-cell><text:p>c</text:p></table:table-cell><table:table-cell><text:p>d</text:p>"
        "</table:table-cell></table:table-row><table:table-row><table:table-cell><text:p>e</text:p></table:table-cell>"
        "<table:table-cell><text:p>f</text:p></table:table-cell></table:table-row></table:table>"
    )
    styles = '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'
    document = opened(tmp_path, "a.odt", odt(body, styles=styles))
    assert tree(document) == [(1, "The title"), (2, "A part")]
    assert "Some bold text1." in document.text
    assert {(s.kind, document.text[s.start : s.end]) for b in document.blocks for s in b.spans} == {
        ("strong", "bold"),
        ("footnote", "1"),
    }
    assert "c\td\ne\tf" in [document.text[b.start : b.end] for b in document.blocks if b.kind == "table"]
    assert [document.text[b.start : b.end] for b in document.blocks if b.kind == "footnote"] == ["The note."]
    assert [c.marker for b in document.blocks if document.text[b.start : b.end] == "one" for c in b.containers] == ["•"]


def test_a_book_is_known_by_its_bytes_and_not_its_name(tmp_path: Path) -> None:
    for name, data, kind in (
        ("book.txt", epub({}), "epub"), ("paper", pdf([lines(700, ["The text of the paper."])]), "pdf"),
        ("letter.zip", docx(word(paragraph("Text."))), "docx"), ("note.md", odt("<text:p>Text.</text:p>"), "odt"),
    ):  # fmt: skip
        assert opened(tmp_path, name, data).format == kind


def test_a_zip_of_one_book_is_the_book(tmp_path: Path) -> None:
    assert opened(tmp_path, "a.zip", archive({"a.epub": epub({}), "__MACOSX/._a.epub": "x"})).format == "epub"


def _many_kinds() -> dict[str, bytes]:
    table = "<w:tbl><w:tr><w:tc>" + paragraph("a") + "</w:tc><w:tc>" + paragraph("b") + "</w:tc></w:tr></w:tbl>"
    styled = (
        '<text:h text:outline-level="1">One</text:h><text:p>Some <text:span text:style-name="T1">bold</text:span> text'
        "<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>The note.</text:p></text:note-body>"
        "</text:note>.</text:p><text:list><text:list-item><text:p>an item</text:p></text:list-item></text:list>"
        '<text:p>And <text:a xlink:href="https://example.org">a link</text:a>.</text:p>'
    )
    bold = '<style:style style:name="T1"><style:text-properties fo:font-weight="bold"/></style:style>'
    columns = [(72.0, 700.0 - 14 * n, 11.0, f"left line {n} of a column") for n in range(30)]
    columns += [(320.0, 700.0 - 14 * n, 11.0, f"right line {n} of a column") for n in range(30)]
    return {
        "a.docx": docx(word(paragraph("One", "Heading1") + paragraph("Text.") + table)),
        "a.odt": odt(styled, styles=bold),
        "plain.pdf": pdf([lines(700, ["The text of page " + "abc"[n] + ",", "in two lines " + "xyz"[n] + "."]) for n in range(3)], outline=(("One", 0), ("Two", 2)), title="A"),
        "columns.pdf": pdf([columns, columns]),
        "sizes.pdf": pdf([[(72, 740, 20, "The Report"), (72, 700, 11, "Some text to begin with."), (72, 660, 15, "First part"), (72, 630, 11, "And its text.")]]),
    }  # fmt: skip


@pytest.mark.parametrize("name", list(_many_kinds()))
def test_a_process_of_its_own_reads_what_is_read_here(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(_many_kinds()[name])
    source = read_source(str(tmp_path / name))
    kind = recognize(source).format
    apart = read_isolated(source, kind.module)
    assert apart.text.strip()
    assert asdict(apart) == asdict(replace(kind.read(source), source=apart.source))


@pytest.mark.parametrize("first", ["Thumbnails/thumbnail.png", "word/settings.xml"])
def test_an_office_file_is_known_in_any_order_of_its_members(tmp_path: Path, first: str) -> None:
    data = odt("<text:p>The text.</text:p>") if "Thumb" in first else docx(word(paragraph("The text.")))
    with ZipFile(BytesIO(data)) as given:
        members = {name: given.read(name) for name in sorted(given.namelist(), reverse=True)}
    members = {name.replace("document.xml", "document2.xml"): each.replace(b"document.xml", b"document2.xml") for name, each in members.items()}
    members.setdefault("META-INF/manifest.xml", b"<manifest/>")
    out = BytesIO()
    with ZipFile(out, "w") as made:
        for name, content in {first: b"", **members}.items():
            made.writestr(name, content)
    assert opened(tmp_path, "letter", out.getvalue()).text == "The text."


def test_an_open_document_has_the_members_that_the_standard_names() -> None:
    with ZipFile(BytesIO(odt("<text:p>Text.</text:p>"))) as given:  # OpenDocument 1.3, part 2, 3.1
        assert given.namelist()[:2] == ["mimetype", "content.xml"]
