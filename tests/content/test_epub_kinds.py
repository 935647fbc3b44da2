"""Books as they are packed: names written in other ways, missing chapters, folders around them, letters that are pictures."""

import zipfile
from pathlib import Path

import pytest

from glossator.content import open_document
from glossator.content.document import Document

CONTAINER = '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="O/p.opf"/></rootfiles></container>'


def chapter(title: str, body: str = "") -> str:
    return f'<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>{title}</h1><p>Body of {title}.</p>{body}</body></html>'


def opened(folder: Path, hrefs: list[str], files: dict[str, str], *, around: str = "", container: bool = True) -> Document:
    items = "".join(f'<item id="i{n}" href="{href}" media-type="application/xhtml+xml"/>' for n, href in enumerate(hrefs))
    spine = "".join(f'<itemref idref="i{n}"/>' for n in range(len(hrefs)))
    path = folder / "a.epub"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        if container:
            book.writestr(f"{around}META-INF/container.xml", CONTAINER)
        book.writestr(f"{around}O/p.opf", f'<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest>{items}</manifest><spine>{spine}</spine></package>')
        for name, text in files.items():
            book.writestr(f"{around}O/{name}", text)
    return open_document(path)


@pytest.mark.parametrize(
    ("href", "name"),
    [
        ("c%203.xhtml", "c%203.xhtml"), ("c%203.xhtml", "c 3.xhtml"), ("c 3.xhtml", "c%203.xhtml"), ("Caf%C3%A9.xhtml", "Cafe\u0301.xhtml"),
        ("100% sure.xhtml", "100% sure.xhtml"), ("Chapter.xhtml", "chapter.XHTML"), ("./x/../c.xhtml", "c.xhtml"),
    ],
)  # fmt: skip
def test_a_chapter_is_found_however_its_name_is_written(tmp_path: Path, href: str, name: str) -> None:
    document = opened(tmp_path, [href], {name: chapter("One")})
    assert document.text == "One\nBody of One." and not document.warning


def test_links_lead_to_chapters_whose_names_are_written_otherwise(tmp_path: Path) -> None:
    document = opened(tmp_path, ["a.xhtml", "c%203.xhtml"], {"a.xhtml": chapter("One", '<p><a href="c%203.xhtml">on</a></p>'), "c%203.xhtml": chapter("Two")})
    (link,) = [span for block in document.blocks for span in block.spans if span.kind == "link"]
    assert document.anchors[link.target] == document.text.index("Two")


@pytest.mark.parametrize("damage", [None, "<html"])
def test_a_chapter_that_cannot_be_read_is_reported(tmp_path: Path, damage: str | None) -> None:
    files = {"a.xhtml": chapter("One"), "c.xhtml": chapter("Three")} | ({"b\x1b[1m.xhtml": damage} if damage else {})
    document = opened(tmp_path, ["a.xhtml", "b.xhtml", "c.xhtml"], files)
    assert "Body of One." in document.text and "Body of Three." in document.text
    assert document.warning == "a chapter could not be read: b.xhtml"


def test_a_book_in_a_folder_and_one_without_a_container(tmp_path: Path) -> None:
    files = {"a.xhtml": chapter("One")}
    assert opened(tmp_path, ["a.xhtml"], files, around="My Book/").text == "One\nBody of One."
    assert opened(tmp_path, ["a.xhtml"], files, container=False).text == "One\nBody of One."


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ('<p><img src="w.png" alt="W"/>hen they came.</p>', "When they came."), ('<p><span class="dc"><img src="t.png" alt="T"/></span>he old king.</p>', "The old king."),
        ('<p>Mid <img src="x.png" alt="x"/> sentence.</p>', "Mid x sentence."), ('<p><ruby><rb><img src="g.gif" alt="喰"/></rb><rt>く</rt></ruby>い殺す。</p>', "喰(く)い殺す。"),
        ('<p><img src="p.png" alt="A picture"/></p><p>Words.</p>', "A picture\nWords."), ('<p><img src="p.png" alt="A picture"/> Words.</p>', "A picture\nWords."),
    ],
)  # fmt: skip
def test_a_letter_that_is_a_picture_stands_in_its_word(tmp_path: Path, body: str, text: str) -> None:
    document = opened(tmp_path, ["a.xhtml"], {"a.xhtml": chapter("One", body)})
    assert document.text == f"One\nBody of One.\n{text}"
