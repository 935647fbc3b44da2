"""Pages of the source: of PDFs by their labels, of EPUBs, DOCX and comics; in the status line, by key, in lists and notes."""

import json
from pathlib import Path

import pytest

from glossator.content import Notebook, describe, open_document
from glossator.content.document import Document
from glossator.content.exchange.citation import cite
from glossator.tui.app import GlossatorApp
from glossator.tui.cli.main import main
from glossator.tui.screens.modals.prompt import Prompt
from glossator.tui.screens.reader import ReaderScreen
from tests.data.hostile import archive, docx, epub, package, page, paragraph, pdf, word
from tests.data.plain_markups import MARKED_UP
from tests.tui.settled import reader_screen, screen_text, until

PRINTED = [
    [(72, 700, 12, f"The words of page {number} stand here."), *((72, 680 - 24 * line, 12, f"Line {line} of it goes on.") for line in range(20))] for number in range(1, 9)
]  # fmt: skip


@pytest.fixture
def printed(tmp_path: Path) -> Path:
    (tmp_path / "a.pdf").write_bytes(pdf(PRINTED, title="Printed"))
    return tmp_path / "a.pdf"


def words_of(document: Document) -> list[str]:
    return [document.text[start:][:19] for _, start in document.pages]


def test_pages_of_a_pdf(printed: Path) -> None:
    document = open_document(printed)
    assert [label for label, _ in document.pages] == list("12345678")
    assert words_of(document) == [f"The words of page {number}" for number in range(1, 9)]
    third = document.text.index("page 3")
    assert document.page_label(third) == "3" and document.page_label(0) == "1"
    assert document.page_start("3") == document.text.index("The words of page 3") and document.page_start("9") is None


def test_labels_of_a_pdf(tmp_path: Path) -> None:
    data = pdf(PRINTED).replace(b"/Type/Catalog", b"/Type/Catalog/PageLabels<</Nums[0<</S/r>>2<</S/D/St 1>>]>>").replace(
        b"/Type /Catalog", b"/Type /Catalog /PageLabels<</Nums[0<</S/r>>2<</S/D/St 1>>]>>")  # fmt: skip
    (tmp_path / "a.pdf").write_bytes(data)
    document = open_document(tmp_path / "a.pdf")
    assert [label for label, _ in document.pages] == ["i", "ii", "1", "2", "3", "4", "5", "6"]
    assert document.page_start("II") == document.pages[1][1] and document.page_start("1") == document.pages[2][1], "labels come first"
    assert document.page_start("8") == document.pages[7][1], "then numbers"


def test_pages_that_an_epub_lists(tmp_path: Path) -> None:
    body = "<h1>One</h1><p>On <span id='p7'/>the seventh page.</p><p>And <span id='p8'/>the next.</p>"
    nav = "<nav role='toc'><ol><li><a href='one.xhtml'>One</a></li></ol></nav><nav role='page-list'><ol><li><a href='one.xhtml#p7'>vii</a></li><li><a href='one.xhtml#p8'>8</a></li></ol></nav>"
    item = "<item id='nav' href='nav.xhtml' media-type='application/xhtml+xml' properties='nav'/>"
    (tmp_path / "a.epub").write_bytes(epub({"book.opf": package(extra=item), "one.xhtml": page(body), "nav.xhtml": page(nav)}))
    document = open_document(tmp_path / "a.epub")
    assert [(label, document.text[at:][:3]) for label, at in document.pages] == [("vii", "the"), ("8", "the")]
    assert document.page_label(document.text.index("On")) == ""


def test_page_breaks_of_an_epub_without_a_list(tmp_path: Path) -> None:
    body = "<h1>One</h1><p>On <span role='doc-pagebreak' aria-label='7'>7</span>the seventh page.</p><div role='doc-pagebreak' title='8'/><p>The next.</p>"
    (tmp_path / "a.epub").write_bytes(epub({"book.opf": package(), "one.xhtml": page(body)}))
    document = open_document(tmp_path / "a.epub")
    assert [label for label, _ in document.pages] == ["7", "8"]
    assert "On the seventh page." in document.text, "what a page is called is no part of a sentence"


def test_pages_as_a_docx_was_last_set(tmp_path: Path) -> None:
    broken = "<w:p><w:r><w:t>On the first</w:t></w:r><w:r><w:lastRenderedPageBreak/><w:t xml:space='preserve'> and on the second.</w:t></w:r></w:p>"
    (tmp_path / "a.docx").write_bytes(docx(word(broken + paragraph("More of it."))))
    document = open_document(tmp_path / "a.docx")
    assert [label for label, _ in document.pages] == ["1", "2"] and document.text[document.pages[1][1] :].strip().startswith("and on")
    assert not document.anchors


def test_pages_of_a_comic(tmp_path: Path) -> None:
    (tmp_path / "a.cbz").write_bytes(MARKED_UP["a.cbz"])
    assert [label for label, _ in open_document(tmp_path / "a.cbz").pages] == ["1", "2", "3"]


def test_toc_tells_the_pages(printed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["toc", str(printed)]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == ["Page 1", "Page 2"], "there are no sections"
    (tmp_path / "b.pdf").write_bytes(pdf(PRINTED, outline=(("One", 0), ("Five", 4))))
    assert main(["toc", str(tmp_path / "b.pdf")]) == 0
    assert capsys.readouterr().out.splitlines() == ["One  p. 1", "Five  p. 5"]
    assert main(["toc", "--json", str(tmp_path / "b.pdf")]) == 0
    assert [entry["page"] for entry in json.loads(capsys.readouterr().out)] == ["1", "5"]


def test_a_highlight_keeps_its_page(printed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = open_document(printed)
    start = document.text.index("page 3")
    book = Notebook.open(document, tmp_path / "notes")
    book.add(describe(document.text, start, start + 6))
    (stored,) = json.loads(book.path.read_text("utf-8"))["items"]
    assert stored["target"]["selector"][2] == {
        "type": "FragmentSelector", "conformsTo": "http://tools.ietf.org/rfc/rfc3778", "value": "page=3", "glossator:label": "3",
    }  # fmt: skip
    again = Notebook.open(document, tmp_path / "notes").items[0]
    assert (again.page, again.selectors.exact) == ("3", "page 3")
    assert cite(document, start, start + 6).splitlines()[1].startswith("— Printed, p. 3")


def test_it_is_listed_with_its_page(printed: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["notes", "add", str(printed), "--quote", "words of page 5"]) == 0
    capsys.readouterr()
    assert main(["notes", "list"]) == 0
    assert "p. 5" in capsys.readouterr().out
    assert main(["notes", "export", "--to", "markdown"]) == 0
    assert "p. 5" in capsys.readouterr().out


async def test_the_page_is_shown_and_gone_to(printed: Path) -> None:
    app = GlossatorApp(str(printed))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen) and "p. 1 " in screen_text(pilot))
        screen = reader_screen(pilot)
        assert screen
        await pilot.press("6", "g", "p")
        await until(pilot, lambda: screen.body.position == screen.body.document.page_start("6"))
        await until(pilot, lambda: "p. 6 " in screen_text(pilot))
        await pilot.press("g", "p")
        await until(pilot, lambda: isinstance(app.screen, Prompt))
        await pilot.press("2", "enter")
        await until(pilot, lambda: screen.body.position == screen.body.document.page_start("2"))
        await pilot.press("9", "9", "g", "p")
        await until(pilot, lambda: "no page 99; there are 1 to 8" in screen_text(pilot))
        await pilot.press("ctrl+o")
        await until(pilot, lambda: screen.body.position == screen.body.document.page_start("6"))


def test_archives_alone_are_no_comics(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(archive({"a.txt": "Words.\n"}))
    assert open_document(tmp_path / "a.zip").format == "text"
