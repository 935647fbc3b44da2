"""Pictures: their room, their cells, and that hostile ones are refused in a line."""

import base64
import io
import re
import subprocess
import threading
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from rich.cells import cell_len

from glossator.content import open_document
from glossator.content.errors import DocumentError
from glossator.content.sources.pictures import PictureFiles
from glossator.tui.app import GlossatorApp
from glossator.tui.layout.line_table import LineTable
from glossator.tui.layout.options import Options
from glossator.tui.layout.pictures import cells_of
from glossator.tui.reading import drawings, pictures
from glossator.tui.screens.modals.picture import PictureScreen
from glossator.tui.settings import Settings
from glossator.tui.widgets import picture_cells
from tests.data.hostile import docx, odt, paragraph, word
from tests.data.servers import serving
from tests.tui.settled import settled, until

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><rect width="80" height="40" fill="#f00"/></svg>'


def png(width: int = 80, height: int = 40, color: tuple[int, int, int] = (250, 10, 20)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), color).save(out, "PNG")
    return out.getvalue()


@pytest.fixture
def page(tmp_path: Path) -> Path:
    (tmp_path / "img").mkdir()
    (tmp_path / "img" / "a b.png").write_bytes(png())
    (tmp_path / "d.svg").write_bytes(DRAWING)
    path = tmp_path / "page.md"
    text = "# One\n\nWords before.\n\n![A red field](img/a%20b.png)\n\nWords between.\n\n![](d.svg)\n\n"
    path.write_text(text + "Words after.\n\n" * 40, "utf-8")
    return path


def names(path: Path) -> list[str]:
    return [block.info for block in open_document(path).blocks if block.kind == "figure"]


# -- where they are


def test_markdown_names_its_pictures_and_those_without_words(page: Path) -> None:
    document = open_document(page)
    assert names(page) == ["img/a%20b.png", "d.svg"]
    assert PictureFiles(document).read("img/a%20b.png") == png()


def test_pictures_beside_one_another_are_figures_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# T\n\n![one](1.png) ![two](2.png)\n\nA ![sign](3.png) in a line.\n")
    document = open_document(path)
    figures = [(document.text[b.start : b.end], b.info) for b in document.blocks if b.kind == "figure"]
    assert figures == [("one", "1.png"), ("two", "2.png")]


def test_a_book_holds_its_pictures(tmp_path: Path) -> None:
    path = tmp_path / "a.epub"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="O/p.opf"/></rootfiles></container>',
        )
        book.writestr(
            "O/p.opf",
            '<package xmlns="http://www.idpf.org/2007/opf"><metadata/><manifest><item id="a" href="t/a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>',
        )
        book.writestr(
            "O/t/a.xhtml",
            '<html xmlns="http://www.w3.org/1999/xhtml"><body><svg xmlns="http://www.w3.org/2000/svg" xmlns:x="http://www.w3.org/1999/xlink"><image x:href="../i/cover.png"/></svg>'
            '<p>Words.</p><figure><img src="../i/cover.png" alt="Red"/><figcaption>A caption</figcaption></figure><p><img src="../i/cover.png"/></p></body></html>',
        )
        book.writestr("O/i/cover.png", png())
    document = open_document(path)
    figures = [(document.text[b.start : b.end], b.info) for b in document.blocks if b.kind == "figure"]
    assert figures == [("", "O/i/cover.png"), ("A caption", "O/i/cover.png"), ("", "O/i/cover.png")]
    assert PictureFiles(document).read("O/i/cover.png") == png()


def test_office_documents_hold_their_pictures(tmp_path: Path) -> None:
    drawing = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:docPr id="1" name="p" descr="Red"/>'
        '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture">'
        '<pic:blipFill><a:blip xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:embed="r9"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>'
    )
    rels = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="media/a.png"/></Relationships>'
    (tmp_path / "a.docx").write_bytes(docx(word(paragraph("Words before.") + drawing), {"word/_rels/document.xml.rels": rels, "word/media/a.png": png()}))
    frame = '<text:p>Words.</text:p><text:p><draw:frame xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"><draw:image xlink:href="Pictures/a.png"/></draw:frame></text:p>'
    (tmp_path / "a.odt").write_bytes(odt(frame, files={"Pictures/a.png": png()}))
    for name, inside in (("a.docx", "word/media/a.png"), ("a.odt", "Pictures/a.png")):
        assert names(tmp_path / name) == [inside]
        assert PictureFiles(open_document(tmp_path / name)).read(inside) == png()


def test_a_picture_inside_the_page_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    data = base64.b64encode(png()).decode()
    path.write_text(f'<html><body><article><p>{"Words of it. " * 40}</p><img alt="Red" src="data:image/png;base64,{data}"><p>{"More. " * 60}</p></article></body></html>')
    (name,) = names(path)
    assert PictureFiles(open_document(path)).read(name) == png()


@pytest.mark.parametrize("name", ["../secret.png", "/etc/hostname", "link.png", "file:///etc/hostname", "a\0b", "%00", "a%00b.png", "file://%00", "missing.png", "C:\\x.png"])
def test_no_name_leads_out_of_the_documents_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.png").write_bytes(png())
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "a.md").write_text("# Words\n\nand more")
    with pytest.raises(DocumentError):
        PictureFiles(open_document(folder / "a.md")).read(name)


def test_nothing_is_fetched_unasked_and_never_from_an_inner_network(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Words\n\nand more")
    document = open_document(tmp_path / "a.md")
    with pytest.raises(DocumentError, match="network"):
        PictureFiles(document).read("https://example.org/a.png")
    with pytest.raises(DocumentError, match="not on the public network"):
        PictureFiles(document, fetches=True).read("http://127.0.0.1:9/a.png")


@pytest.mark.parametrize("name", ["http://[::1/a.png", "http://[zz]/a.png", "http://a]b/x.png", "http://\u2100.com/x"])
def test_an_invalid_address_is_one_line(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.md").write_text("# Words\n\nand more")
    with pytest.raises(DocumentError) as caught:
        PictureFiles(open_document(tmp_path / "a.md"), fetches=True).read(name)
    assert "\n" not in str(caught.value)


# -- hostile ones


def bomb(side: int) -> bytes:
    """A PNG that says its sides have so many pixels."""
    data = bytearray(png(8, 8))
    data[16:24] = side.to_bytes(4, "big") * 2
    import zlib

    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (png(1, 19_000), "1 × 19000"), (bomb(50_000), "50000 × 50000"), (bomb(15_000), "15000 × 15000"), (b"", "no kind"), (b"GIF89a", "no kind"), (b"\x89PNG\r\n\x1a\n" + b"x" * 99, "no kind"),
        (b"<svg", "damaged"), (b"<svg xmlns='http://www.w3.org/2000/svg'><rect", "damaged"), (b"%!PS-Adobe-3.0 EPSF-3.0\n", "no kind"),
    ],
    ids=["thin", "bomb", "small bomb", "empty", "short", "damaged", "broken drawing", "cut drawing", "another language"],
)  # fmt: skip
def test_hostile_pictures_are_refused_in_a_line(data: bytes, why: str) -> None:
    with pytest.raises(DocumentError, match=why) as caught:
        pictures.size_of(data)
    assert "\n" not in str(caught.value)


def test_a_picture_cut_short_is_refused_when_it_is_decoded() -> None:
    data = png(400, 400)[:-40]
    assert pictures.size_of(data) == (400, 400)
    with pytest.raises(DocumentError):
        pictures.pixels_of(data, (10, 10), (0, 0, 0))


def test_a_drawing_that_takes_too_long_or_too_much_memory_is_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    script = drawings._DRAW
    monkeypatch.setattr(drawings, "_DRAW", script.replace("import resvg_py", "held = bytearray(2_000_000_000)\nimport resvg_py"))
    with pytest.raises(DocumentError, match="takes too much"):
        drawings.drawn(DRAWING, 10)
    monkeypatch.setattr(drawings, "_DRAW", script.replace("import resvg_py", "while True: pass"))
    monkeypatch.setattr(drawings, "_PATIENCE", 1)
    with pytest.raises(DocumentError, match="takes too"):
        drawings.drawn(DRAWING, 10)
    monkeypatch.setattr(drawings, "_DRAW", script.replace("import resvg_py", "import signal; signal.pause()"))
    with pytest.raises(DocumentError, match="takes too long"):
        drawings.drawn(DRAWING, 10)


@pytest.mark.parametrize("is_nested", [False, True])
def test_a_drawing_reads_nothing_that_it_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_nested: bool) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(png(10, 10, (0, 0, 255)))
    name = str(secret)
    if is_nested:
        inner = f'<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><image href="{secret}" width="80" height="40"/></svg>'
        name = f"data:image/svg+xml;base64,{base64.b64encode(inner.encode()).decode()}"
    inside = f'<image href="{name}" width="80" height="40"/>'.encode()
    given: list[bytes] = []
    run = subprocess.run
    monkeypatch.setattr(subprocess, "run", lambda *args, **options: given.append(options["input"]) or run(*args, **options))
    drawn = pictures.pixels_of(DRAWING.replace(b"</svg>", inside + b"</svg>"), (4, 4), (0, 0, 0))
    assert drawn == bytes([255, 0, 0] * 16) and given and b"href" not in given[0]


def test_a_photograph_stands_upright() -> None:
    picture = Image.new("RGB", (80, 40), (250, 0, 0))
    picture.paste((0, 0, 250), (0, 0, 40, 40))
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera on its side: what is left in the file is up
    out = io.BytesIO()
    picture.save(out, "JPEG", exif=exif)
    assert pictures.size_of(out.getvalue()) == (40, 80)
    pixels = pictures.pixels_of(out.getvalue(), (2, 8), (0, 0, 0))
    assert pixels[2] > 200 > 90 > pixels[0] and pixels[-3] > 200 > 90 > pixels[-1]


@pytest.mark.parametrize(("ink", "page", "is_changed"), [((0, 0, 0), (20, 22, 28), True), ((0, 0, 0), (250, 248, 243), False), ((255, 255, 255), (250, 248, 243), True)])
def test_a_transparent_picture_is_seen_on_any_page(ink: tuple[int, int, int], page: tuple[int, int, int], is_changed: bool) -> None:
    picture = Image.new("RGBA", (8, 8), (0, 0, 0, 0))
    picture.paste((*ink, 255), (0, 0, 8, 4))
    out = io.BytesIO()
    picture.save(out, "PNG")
    pixels = pictures.pixels_of(out.getvalue(), (8, 8), page)
    assert tuple(pixels[:3]) == ink
    assert (tuple(pixels[-3:]) != page) == is_changed and abs(pixels[0] - pixels[-1]) > 100


@pytest.mark.parametrize(
    ("drawing", "why"),
    [
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="2000"/>', "1 × 2000"), (b"<svg xmlns='http://www.w3.org/2000/svg'>" + b"<a/>" * 60_000 + b"</svg>", "too large"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" width="1e9" height="1e9" viewBox="0 0 1000000 1000000"/>', "1000000"),
    ],
    ids=["thin", "many", "large"],
)  # fmt: skip
def test_a_drawing_that_would_take_too_much_is_not_drawn(drawing: bytes, why: str) -> None:
    with pytest.raises(DocumentError, match=why):
        pictures.size_of(drawing)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [('width="16" height="16"', (16, 16)), ('viewBox="0 0 300 100"', (300, 100)), ('width="2in" viewBox="0 0 10 20"', (192, 384)), ("", (300, 150)), ('width="100%" height="50%" viewBox="0 0 40 30"', (40, 30))],
)  # fmt: skip
def test_a_drawing_is_as_large_as_it_says(attributes: str, size: tuple[int, int]) -> None:
    assert pictures.size_of(f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}/>'.encode()) == size


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_pixels_of_every_kind_are_seen_as_they_are(mode: str) -> None:
    made = Image.new("L", (40, 40), 64) if mode != "I;16" else Image.new("I;16", (40, 40), 64 * 256)
    out = io.BytesIO()
    (made.convert(mode) if mode not in ("1", "I;16") else made.point(lambda value: 0).convert("1") if mode == "1" else made).save(out, "PNG")
    assert {*pictures.pixels_of(out.getvalue(), (2, 2), (9, 9, 9))} == {0 if mode == "1" else 64}


def test_a_drawing_may_begin_with_a_mark_and_a_long_comment() -> None:
    assert pictures.size_of(b"\xef\xbb\xbf<!-- " + b"x" * 3000 + b" -->" + DRAWING)[0] > 0


# -- their cells


@given(st.integers(1, 20_000), st.integers(1, 20_000), st.integers(1, 300), st.integers(1, 100))
def test_a_picture_fits_and_keeps_its_proportions(across: int, down: int, width: int, most: int) -> None:
    cells, rows = cells_of((across, down), width, most)
    assert 1 <= cells <= width and 1 <= rows <= most
    if 4 <= rows < most and cells >= 8:
        assert abs(cells / rows / 2 - across / down) / (across / down) < 0.2


def test_half_blocks_show_one_pixel_above_another() -> None:
    pixels = bytes([255, 0, 0] * 3 + [0, 0, 255] * 3)
    (strip,) = picture_cells.halves(pixels, 3, 1)
    (segment,) = strip
    assert segment.text == "▀▀▀" and segment.style is not None
    assert segment.style.color and segment.style.color.get_truecolor() == (255, 0, 0)
    assert segment.style.bgcolor and segment.style.bgcolor.get_truecolor() == (0, 0, 255)


def test_kitty_gets_the_whole_picture_in_pieces_and_a_cell_for_each_of_its_own() -> None:
    noise = Image.effect_noise((300, 300), 90).convert("RGB")
    out = io.BytesIO()
    noise.save(out, "PNG")
    sent = picture_cells.transmission(77, out.getvalue(), 30, 10)
    pieces = sent.removesuffix("\x1b\\").split("\x1b\\")
    assert pieces[0].startswith("\x1b_Ga=T,U=1,f=100,q=2,i=77,c=30,r=10,m=1;")
    assert [piece.partition(";")[0][-3:] for piece in pieces] == ["m=1"] * (len(pieces) - 1) + ["m=0"]
    assert base64.b64decode("".join(piece.partition(";")[2] for piece in pieces)) == out.getvalue()
    strips = picture_cells.placeholders(77, 130, 10)
    assert [strip.cell_length for strip in strips] == [130] * 10 == [cell_len(strip.text) for strip in strips]


@pytest.mark.parametrize(
    ("environment", "colors", "expected"),
    [
        ({"TERM": "xterm-kitty"}, "truecolor", "kitty"), ({"TERM_PROGRAM": "ghostty", "TERM": "xterm-ghostty"}, "truecolor", "kitty"),
        ({"TERM": "xterm-kitty", "TMUX": "/tmp/tmux"}, "truecolor", "blocks"), ({"TERM": "xterm-256color"}, "256", "blocks"),
        ({"TERM": "vt100"}, "standard", ""), ({"TERM": "dumb"}, None, ""),
        ({"TERM_PROGRAM": "iTerm.app"}, "truecolor", "iterm2"), ({"TERM_PROGRAM": "WezTerm"}, "truecolor", "iterm2"),
        ({"LC_TERMINAL": "iTerm2"}, "256", "iterm2"), ({"LC_TERMINAL": "iTerm2", "TMUX": "/tmp/tmux"}, "256", "blocks"),
    ],
)  # fmt: skip
def test_pictures_are_drawn_as_the_terminal_can(monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], colors: str | None, expected: str) -> None:
    for name in ("TERM", "TERM_PROGRAM", "LC_TERMINAL", "TMUX", "STY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert pictures.protocol(colors) == expected


async def test_kitty_is_given_a_picture_once_and_forgets_what_is_no_longer_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.png").write_bytes(png(600, 300))
    path = tmp_path / "a.md"
    path.write_text("\n\n".join(f"![picture {n}](a.png)" for n in range(12)))
    sent: list[str] = []
    monkeypatch.setattr("glossator.tui.widgets.page_pictures._MOST_CELLS", 4_000)
    monkeypatch.setattr("glossator.tui.terminal_pictures.TerminalPictures._write", lambda self, sequence: sent.append(sequence))
    app = GlossatorApp(str(path), settings=Settings(pictures="kitty"))
    async with app.run_test(size=(80, 50)) as pilot:
        reader = await settled(pilot)
        for _ in range(6):
            await until(pilot, lambda: "…" not in shown(app))
            await pilot.press("space")
        await until(pilot, lambda: "…" not in shown(app))
        numbers = [int(number) for text in sent for number in re.findall(r"a=T,U=1,f=100,q=2,i=(\d+)", text)]
        given = set(numbers)
        assert len(numbers) == len(given)
        gone = {int(number) for text in sent for number in re.findall(r"a=d,d=I,q=2,i=(\d+)", text)}
        assert gone and len(given) == 12 and gone < given and given - gone == {*reader.pictures._terminal._given.values()}
        reader.pictures.forget()
        assert {int(number) for text in sent for number in re.findall(r"a=d,d=I,q=2,i=(\d+)", text)} == given


def test_a_picture_stands_above_its_words_and_every_position_has_its_row(page: Path) -> None:
    document = open_document(page)
    first, second = (index for index, block in enumerate(document.blocks) if block.kind == "figure")
    plain, table = LineTable(document, 60), LineTable(document, 60, pictures={first: (320, 160), second: (80, 40)})
    assert table.picture(first) == (40, 10)
    assert table.height == plain.height + 10 + table.picture(second)[1]
    rows = [table.row(y) for y in range(table.height)]
    assert [row.line for row in rows if row.block == first] == [-11, *range(-10, 1)]
    for position in range(len(document.text)):
        assert table.position_at(table.y_of(position), table.x_of(position)) == position
    assert LineTable(document, 60, options=Options(picture_rows=0), pictures=table.pictures).height == plain.height


# -- in the reader


def shown(app: GlossatorApp) -> str:
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


async def test_pictures_are_there_once_decoded_and_the_place_stays(page: Path) -> None:
    app = GlossatorApp(str(page), settings=Settings(pictures="blocks"))
    async with app.run_test(size=(80, 40)) as pilot:
        reader = await settled(pilot)
        await until(pilot, lambda: reader.body.lines.pictures)
        await until(pilot, lambda: shown(app).count("▀" * 10) >= 4)
        assert "A red field" in shown(app)
        reader.body.go(reader.reading.document.text.index("Words after"))
        await pilot.pause()
        place = reader.body.position
        await pilot.resize_terminal(60, 30)
        await pilot.pause()
        assert reader.body.position == place


async def test_the_picture_that_a_document_begins_with_is_seen(page: Path) -> None:
    page.write_text("![A red field](d.svg)\n\n" + page.read_text())
    app = GlossatorApp(str(page), settings=Settings(pictures="blocks"))
    async with app.run_test(size=(80, 40)) as pilot:
        reader = await settled(pilot)
        await until(pilot, lambda: "▀" in shown(app).split("\n")[1])
        await pilot.press("ctrl+end", "ctrl+home")
        await until(pilot, lambda: "▀" in shown(app).split("\n")[1])
        assert reader.body.position == 0


@pytest.mark.parametrize("size", [(60, 17), (80, 25), (100, 34)], ids=str)
async def test_pages_turn_past_pictures_of_any_height_and_back(tmp_path: Path, size: tuple[int, int]) -> None:
    for name, shape in (("square.png", (600, 600)), ("tall.png", (300, 900)), ("flat.png", (900, 90))):
        (tmp_path / name).write_bytes(png(*shape))
    parts = [f"Paragraph {n} " + "goes on with words " * (n % 4 + 1) for n in range(60)]
    for at, name in ((9, "square.png"), (20, "tall.png"), (21, "flat.png"), (35, "square.png")):
        parts[at] = f"![{name}]({name})"
    path = tmp_path / "a.md"
    path.write_text("\n\n".join(parts))
    app = GlossatorApp(str(path), settings=Settings(pictures="blocks"))
    async with app.run_test(size=size) as pilot:
        reader = await settled(pilot)
        body = reader.body
        await until(pilot, lambda: len(body.lines.pictures) == 4)
        tops = [body.scroll_offset.y]
        while body.end_position < len(body.document.text) - 40:
            await pilot.press("space")
            assert tops[-1] < body.scroll_offset.y <= tops[-1] + body.size.height
            tops.append(body.scroll_offset.y)
        for top in reversed(tops[:-1]):
            await pilot.press("b")
            assert body.scroll_offset.y == top
        await pilot.press("G")
        while body.scroll_offset.y:  # where no turn is remembered as well
            before = body.scroll_offset.y
            await pilot.press("pageup")
            assert body.scroll_offset.y < before


async def test_more_pictures_on_screen_than_are_kept_are_decoded_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "icon.png").write_bytes(png(16, 16))
    path = tmp_path / "a.md"
    path.write_text("\n\n".join(f"![icon {n}](icon.png)" for n in range(60)))
    decoded: list[bytes] = []
    pixels_of = pictures.pixels_of
    monkeypatch.setattr(pictures, "pixels_of", lambda data, size, background: decoded.append(data) or pixels_of(data, size, background))  # type: ignore[func-returns-value]
    app = GlossatorApp(str(path), settings=Settings(pictures="blocks", pages=2))
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        await until(pilot, lambda: shown(app).count("▀▀") > 24)
        count = len(decoded)
        for _ in range(20):
            app.screen.refresh()
            await pilot.pause()
        assert len(decoded) == count <= 60


async def test_pictures_are_decoded_one_after_the_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "icon.png").write_bytes(png(64, 64))
    (tmp_path / "a.md").write_text("\n\n".join(f"![icon {n}](icon.png)" for n in range(30)))
    pixels_of, may_go_on, inside, most = pictures.pixels_of, threading.Event(), list[int](), list[int]()

    def counted(data: bytes, size: tuple[int, int], background: tuple[int, int, int]) -> bytes:
        inside.append(1)
        most.append(len(inside))
        may_go_on.wait(60)
        try:
            return pixels_of(data, size, background)
        finally:
            inside.pop()

    monkeypatch.setattr(pictures, "pixels_of", counted)
    app = GlossatorApp(str(tmp_path / "a.md"), settings=Settings(pictures="blocks"))
    async with app.run_test(size=(80, 30)) as pilot:
        screen = await settled(pilot)
        await until(pilot, lambda: inside)
        waiting = len(screen.pictures._to_draw)
        await pilot.press("space")  # more of them come on screen while the first one is decoded
        await until(pilot, lambda: len(screen.pictures._to_draw) > waiting)
        may_go_on.set()
        await until(pilot, lambda: shown(app).count("▀" * 8) >= 8 * 2)
        assert most and max(most) == 1


async def test_a_picture_is_no_taller_than_the_screen_and_its_words_stand_beneath(tmp_path: Path) -> None:
    (tmp_path / "tall.png").write_bytes(png(300, 900))
    (tmp_path / "a.md").write_text("Before.\n\n![The tower](tall.png)\n\n" + "After.\n\n" * 30)
    app = GlossatorApp(str(tmp_path / "a.md"), settings=Settings(pictures="blocks"))
    async with app.run_test(size=(70, 20)) as pilot:
        reader = await settled(pilot)
        await until(pilot, lambda: reader.body.lines.pictures)
        reader.body.go(reader.reading.document.text.index("The tower"))
        await until(pilot, lambda: "▀" in shown(app))
        lines = shown(app).split("\n")
        assert "▀" in lines[1] and any("The tower" in line for line in lines)


async def test_the_picture_on_the_whole_screen_follows_its_size(page: Path) -> None:
    app = GlossatorApp(str(page), settings=Settings(pictures="blocks"))
    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        await until(pilot, lambda: "▀" in shown(app))
        await pilot.press("I")
        await until(pilot, lambda: isinstance(app.screen, PictureScreen))
        await pilot.resize_terminal(50, 20)
        await until(pilot, lambda: isinstance(app.screen, PictureScreen) and shown(app).count("▀") == 48 * 12)
        assert "A red field" in shown(app)


async def test_a_transparent_picture_is_drawn_again_on_another_page(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGBA", (80, 80), (0, 0, 0, 0)).save(out, "PNG")
    (tmp_path / "a.png").write_bytes(out.getvalue())
    (tmp_path / "a.md").write_text("![Nothing](a.png)\n\nWords.\n")
    app = GlossatorApp(str(tmp_path / "a.md"), settings=Settings(pictures="blocks", theme="paper"))
    async with app.run_test(size=(80, 30)) as pilot:
        await settled(pilot)

        def colors() -> set[str]:
            segments = [segment for strip in app.screen._compositor.render_strips() for segment in strip if "▀" in segment.text]
            return {style.color.triplet.hex for segment in segments if (style := segment.style) and style.color and style.color.triplet}

        await until(pilot, lambda: colors() == {"#faf8f3"})
        app.theme = "night"
        await until(pilot, lambda: colors() == {"#16181d"})


async def test_a_picture_is_looked_at_by_key_and_by_a_click(page: Path) -> None:
    app = GlossatorApp(str(page), settings=Settings(pictures="blocks"))
    async with app.run_test(size=(80, 40)) as pilot:
        reader = await settled(pilot)
        await until(pilot, lambda: "▀" in shown(app))
        await pilot.press("I")
        await until(pilot, lambda: isinstance(app.screen, PictureScreen))
        assert "A red field" in shown(app) and shown(app).count("▀") >= 78 * 19
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is reader)
        row = next(y for y, line in enumerate(shown(app).split("\n")) if "▀" in line)
        await pilot.click(offset=(shown(app).split("\n")[row].index("▀") + 1, row))
        await until(pilot, lambda: isinstance(app.screen, PictureScreen))
        await pilot.press("enter")
        await until(pilot, lambda: app.screen is reader)


async def test_without_the_extra_turned_off_or_without_colour_there_are_the_words(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = GlossatorApp(str(page), settings=Settings(pictures="off"))
    async with app.run_test(size=(80, 40)) as pilot:
        reader = await settled(pilot)
        assert not reader.body.lines.pictures and "A red field" in shown(app)
        await pilot.press("I")
        await until(pilot, lambda: "pictures are off" in shown(app))
        monkeypatch.setattr(pictures, "find_spec", lambda name: None)
        await pilot.press("I")
        await until(pilot, lambda: "glossator[images]" in shown(app))


async def test_one_in_the_network_is_fetched_when_asked_for_only(tmp_path: Path) -> None:
    with serving() as (address, asked):
        app = GlossatorApp(f"{address}/illustrated", settings=Settings(pictures="blocks"))
        async with app.run_test(size=(80, 40)) as pilot:
            reader = await settled(pilot)
            assert "/red.png" not in asked and not reader.body.lines.pictures
            await pilot.press("I")
            await until(pilot, lambda: shown(app).count("▀" * 10) >= 2)
            assert asked.count("/red.png") == 1
