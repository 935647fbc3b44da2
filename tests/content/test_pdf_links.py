"""Links of PDFs: to the web, and to places of the document itself."""

from pathlib import Path

import pytest

from glossator.content import open_document
from glossator.content.document import Document
from glossator.tui.app import GlossatorApp
from tests.data.hostile import pdf
from tests.tui.settled import settled, until

PAGES = [
    [(72, 700, 12, "Read the manual of the lamp, which is elsewhere, and the"), (72, 686, 12, "second part of it as well."), (72, 640, 12, "Go to the oil.")],
    [(72, 700, 12, "The second page begins here."), (72, 600, 12, "The oil is kept below."), *((72, 500 - 18 * n, 12, f"And more of it, number {n}.") for n in range(20))],
]
WEB = "/A << /S /URI /URI ({}) >>"


def document(tmp_path: Path, *links: tuple[str, str]) -> Document:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(PAGES, links=links))
    return open_document(path)


def spans(read: Document) -> list[tuple[str, str]]:
    return [(read.text[s.start : s.end], s.target) for block in read.blocks for s in block.spans if s.kind == "link"]


def test_words_under_a_link_lead_to_its_address_across_lines(tmp_path: Path) -> None:
    web = WEB.format("https://example.org/lamp")
    read = document(tmp_path, ("95 698 160 712", web), ("340 698 420 712", web), ("72 684 115 698", web))
    assert spans(read)[0] == ("the manual", "https://example.org/lamp")
    assert spans(read)[1][1] == "https://example.org/lamp" and "second" in spans(read)[1][0] and len(spans(read)) == 2


@pytest.mark.parametrize("does", ["/Dest [{1} /XYZ 72 612 0]", "/A << /S /GoTo /D [{1} /FitH 612] >>"])
def test_a_link_inside_leads_to_the_line_and_the_page_has_a_name(tmp_path: Path, does: str) -> None:
    read = document(tmp_path, ("72 638 150 652", does))
    ((words, target),) = spans(read)
    assert words == "Go to the oil." and target.startswith("#page=2")
    assert read.text[read.anchors[target] :].startswith("The oil is kept")
    assert read.text[read.anchors["#page=2"] :].startswith("The second page")


@pytest.mark.parametrize("does", [
    WEB.format("javascript:alert(1)"), WEB.format("file:///etc/passwd"), WEB.format("https://a b"), WEB.format("https://"),
    "/A << /S /Launch /F (/bin/sh) >>", "/A << /S /GoToR /F (other.pdf) /D [0 /Fit] >>", "/A << /S /JavaScript /JS (app.alert(1)) >>",
    "/Dest [99 /XYZ 0 0 0]", "/Dest (nowhere)", "", WEB.format("https://example.org/" + "x" * 5000),
])  # fmt: skip
def test_no_other_link_leads_anywhere(tmp_path: Path, does: str) -> None:
    assert spans(document(tmp_path, ("72 638 150 652", does))) == []


def test_a_page_of_many_links_is_bounded(tmp_path: Path) -> None:
    read = document(tmp_path, *[("72 638 150 652", WEB.format(f"https://example.org/{n}")) for n in range(3_000)])
    assert spans(read) == [("Go to the oil.", "https://example.org/0")]


async def test_the_reader_follows_a_link(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(pdf(PAGES, links=(("72 638 150 652", "/Dest [{1} /XYZ 72 612 0]"),)))
    app = GlossatorApp(str(path))
    async with app.run_test(size=(100, 12)) as pilot:
        screen = await settled(pilot)
        await pilot.press("o")
        await until(pilot, lambda: screen.reading.document.text[screen.body.place :].startswith("The oil"))
