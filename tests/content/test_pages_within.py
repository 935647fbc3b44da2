"""A page may begin within a paragraph: every position knows the page that it stands on."""

from pathlib import Path

import pytest

from glossator.content import open_document
from glossator.content.document import Document
from tests.data.hostile import docx, epub, odt, page, pdf

W = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


def document(tmp_path: Path, kind: str) -> Document:
    path = tmp_path / f"a.{kind}"
    path.write_bytes({
        "pdf": lambda: pdf([[(72, 700, 11, "Words on the first page that go on")], [(72, 700, 11, "on the second one to their end.")], [(72, 700, 11, "A third.")]]),
        "docx": lambda: docx(W.format(
            '<w:p><w:r><w:t xml:space="preserve">Words on the first page that go on </w:t><w:lastRenderedPageBreak/><w:t>on the second one to their end.</w:t></w:r></w:p>'
            "<w:p><w:r><w:lastRenderedPageBreak/><w:t>A third.</w:t></w:r></w:p>"
        )),
        "odt": lambda: odt(
            '<text:p text:style-name="P1">Words on the first page that go on <text:soft-page-break/>on the second one to their end.</text:p><text:p text:style-name="P1">A third.</text:p>',
            styles='<style:style style:name="P1" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>',
        ),
        "epub": lambda: epub({"one.xhtml": page(
            '<p>Words on the first page that go on <span xmlns:epub="http://www.idpf.org/2007/ops" epub:type="pagebreak" title="2"></span>on the second one to their end.</p>'
            '<p><span xmlns:epub="http://www.idpf.org/2007/ops" epub:type="pagebreak" title="3"></span>A third.</p>'
        )}),
    }[kind]())  # fmt: skip
    return open_document(path)


@pytest.mark.parametrize("kind", ["pdf", "docx", "odt", "epub"])
def test_a_page_begins_within_a_paragraph(tmp_path: Path, kind: str) -> None:
    read = document(tmp_path, kind)
    assert read.text.split("\n")[-2:] == ["Words on the first page that go on on the second one to their end.", "A third."]
    places = {label: read.text.index(words) for label, words in (("2", "on the second"), ("3", "A third"))}
    for label, position in places.items():
        assert read.page_start(label) == position and read.page_label(position) == label
    before = read.text.index("Words on")
    assert read.page_label(before) == read.page_label(places["2"] - 2) == ("" if kind == "epub" else "1")


def test_an_odt_that_says_nothing_of_its_pages_has_none(tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    styles = '<style:style style:name="P1" style:family="paragraph"><style:paragraph-properties fo:break-before="page"/></style:style>'
    path.write_bytes(odt('<text:p>One.</text:p><text:p text:style-name="P1">Two.</text:p>', styles=styles))
    read = open_document(path)
    assert read.pages == () and read.text == "One.\nTwo."


def test_a_word_divided_between_pages_is_one_word_on_both(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf([[(72, 700, 11, "This is remembered, and so it is re-")], [(72, 700, 11, "membered as the page was turned.")]]))
    read = open_document(path)
    at = read.text.rindex("membered")
    assert "it is remembered as" in read.text and read.page_label(at) == "2" and read.page_label(at - 3) == "1"
