"""Pictures on terminals that draw them where the cursor is: Sixel, and iTerm2's way."""

import base64
import io
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from glossator.tui import graphics
from glossator.tui.gate import TerminalGate
from glossator.tui.picture_layer import PictureLayer
from glossator.tui.reading import pictures
from glossator.tui.reading.sliced import SlicedPicture, sixels
from glossator.tui.settings import Settings
from glossator.tui.widgets import picture_cells
from tests.data.sixel import decoded


class Told:
    """A picture that says what was asked of it."""

    def part(self, row: int, first: int, count: int) -> str:
        return f"<{row}:{first}+{count}>"


def drawn(layer: PictureLayer, strip: Strip) -> str:
    from rich.console import Console

    return layer.drawn(strip.render(Console(color_system="truecolor", force_terminal=True)))


@given(st.integers(1, 40), st.integers(1, 30), st.integers(1, 300), st.randoms(use_true_random=False))
def test_sixel_gives_every_pixel_as_it_was(width: int, height: int, colors: int, random: object) -> None:
    picture = Image.effect_noise((width, height), 200).convert("RGB").quantize(min(colors, 255))
    size, pixels = decoded(sixels(picture))
    assert size == (width, height)
    rgb = picture.convert("RGB").load()
    assert rgb is not None
    expected = {(x, y): tuple(round(part / 2.55) for part in rgb[x, y]) for x in range(width) for y in range(height)}  # type: ignore[union-attr]
    assert pixels == expected


@given(st.integers(0, picture_cells.MOST_SLICED - 1), st.integers(1, 300), st.data())
def test_a_line_cut_anywhere_has_the_part_of_the_picture_that_belongs_there(number: int, cells: int, data: st.DataObject) -> None:
    layer = PictureLayer()
    layer.put(number, Told())
    row = data.draw(st.integers(0, 5))
    strip = picture_cells.slice_cells(number, cells, 6, Style(bgcolor="#102030"))[row]
    assert cell_len(strip.text) == strip.cell_length == cells
    first = data.draw(st.integers(0, cells - 1))
    last = data.draw(st.integers(first + 1, cells))
    line = Strip.join([Strip([Segment("ab")]), Strip(TerminalGate().apply([*strip.crop(first, last)], Color(0, 0, 0))), Strip([Segment("z")])])
    count = last - first
    sent = drawn(layer, line)
    assert picture_cells.PLACEHOLDER not in sent
    if count == 1 and "<" not in sent:
        return  # a cell alone, cut among its signs, is blank
    assert f"<{row}:{first}+{count}>" in sent
    seen = re.sub(r"<[^>]*>|\x1b\[[\d;]*[mC]|\x1b[78]", "", sent)
    assert seen == "ab" + " " * count + "z"
    assert sent.count("\x1b7") == 1 and sent.count("\x1b8") == 2 and f"\x1b[{count}C" in sent


def test_two_pictures_beside_one_another_and_one_that_is_not_there() -> None:
    layer = PictureLayer()
    layer.put(1, Told())
    layer.put(2, Told())
    style = Style()
    strips = [picture_cells.slice_cells(number, 4, 2, style)[1] for number in (1, 2, 3)]
    sent = drawn(layer, Strip.join(strips))
    assert sent.count("<1:0+4>") == 2 and picture_cells.PLACEHOLDER not in sent
    assert layer.remove([1, 9]) == {1}
    assert re.sub(r"\x1b\[[\d;]*m", "", drawn(layer, strips[0])) == "    "


@pytest.mark.parametrize("protocol", ["sixel", "iterm2"])
def test_each_row_draws_its_own_part_and_nothing_beyond(protocol: str) -> None:
    picture = Image.new("RGB", (40, 39))
    for row, color in enumerate([(255, 0, 0), (0, 255, 0), (0, 0, 255)]):
        picture.paste(color, (0, row * 13, 40, row * 13 + 13))
    picture.paste((255, 255, 255), (30, 0, 40, 39))
    sliced = SlicedPicture(picture, (10, 13), protocol)  # type: ignore[arg-type]
    for row, color in enumerate([(255, 0, 0), (0, 255, 0), (0, 0, 255)]):
        for first, count in ((0, 4), (1, 2), (3, 1)):
            size, colors = _seen(sliced.part(row, first, count), protocol)
            assert size == (10 * count, 13)
            white = {(255, 255, 255)} if first + count == 4 else set()
            assert colors == (white if first == 3 else {color} | white)
    assert not sliced.part(3, 0, 4) and not sliced.part(0, 2, 3) and not sliced.part(0, 0, 0)


def _seen(sequence: str, protocol: str) -> tuple[tuple[int, int], set[tuple[int, ...]]]:
    if protocol == "sixel":
        size, pixels = decoded(sequence)
        assert len(pixels) == size[0] * size[1]
        return size, {tuple(round(part * 2.55) for part in color) for color in pixels.values()}
    match = re.fullmatch(r"\x1b\]1337;File=inline=1;doNotMoveCursor=1;size=(\d+);width=(\d+);height=1;preserveAspectRatio=0:([\w+/=]+)\x07", sequence)
    assert match
    data = base64.b64decode(match[3])
    assert len(data) == int(match[1])
    shown = Image.open(io.BytesIO(data)).convert("RGB")
    assert shown.width == 10 * int(match[2])
    return shown.size, {color for _, color in shown.getcolors() or ()}  # type: ignore[misc]


def test_what_is_wider_than_terminals_take_is_given_in_pieces_each_where_it_belongs() -> None:
    noise = Image.effect_noise((400, 300), 60).convert("RGB").resize((1600, 900))
    sliced = SlicedPicture(noise, (10, 20), "sixel")
    for row in (0, 22, 44):
        pieces = re.split(r"\x1b8\x1b\[(\d+)C", sliced.part(row, 0, 160))
        sizes = [decoded(piece)[0] for piece in pieces[::2]]
        assert sum(width for width, _ in sizes) == 1600 and all(width <= 1000 and height == 20 for width, height in sizes)
        assert [int(at) for at in pieces[1::2]] == [sizes[0][0] // 10]


@pytest.mark.parametrize(
    ("answer", "has_sixel", "cell"),
    [
        ("\x1b[?62;4;22c", True, None), ("\x1b[?63;1;2;3;4;7;29c", True, None), ("\x1b[?62;22c", False, None), ("\x1b[?4;6c", False, None),
        ("\x1b[?6c", False, None), ("\x1b[6;20;10t", None, (10, 20)), ("\x1b[6;32;15t", None, (15, 32)),
    ],
)  # fmt: skip
def test_the_terminals_answers(answer: str, has_sixel: bool | None, cell: tuple[int, int] | None) -> None:
    assert graphics.reported(answer) == graphics.GraphicsReported(has_sixel, cell)


@pytest.mark.parametrize("answer", ["\x1b[6;0;0t", "\x1b[6;9999;10t", "\x1b[4;20;10t", "\x1b[>0;276;0c", "\x1b[c", "\x1b[6;;t"])
def test_answers_that_say_nothing_of_use(answer: str) -> None:
    assert graphics.reported(answer) is None


def test_sixel_is_used_where_it_is_known_and_nothing_better() -> None:
    for colors, expected in (("truecolor", "sixel"), ("256", "sixel"), ("standard", ""), (None, "")):
        assert pictures.way("auto", colors, has_colors=True, has_sixel=True) == expected
    assert pictures.way("blocks", "truecolor", has_colors=True, has_sixel=True) == "blocks"
    assert pictures.way("iterm2", "truecolor", has_colors=True) == "iterm2"
    assert not pictures.way("sixel", "truecolor", has_colors=False)
    assert Settings(pictures="sixel").pictures == "sixel"


@pytest.mark.parametrize("is_late", [False, True])
def test_a_terminal_with_sixel_shows_the_picture(tmp_path: Path, is_late: bool) -> None:
    from tests.e2e.terminal import Terminal

    out = io.BytesIO()
    Image.new("RGB", (600, 300), (0, 153, 255)).save(out, "PNG")
    (tmp_path / "a.png").write_bytes(out.getvalue())
    page = tmp_path / "a.md"
    page.write_text("# A page\n\nWords before.\n\n![A blue field](a.png)\n\nWords after.\n")
    environment = {"TMUX": "", "STY": "", "TERM_PROGRAM": "", "LC_TERMINAL": ""}
    terminal = Terminal(str(page), columns=100, rows=40, environment=environment)
    terminal.wait(lambda _: b"\x1b[16t\x1b[c" in terminal.raw)
    if is_late:
        terminal.wait("▀▀▀")
    terminal.send("\x1b[6;16;8t\x1b[?62;4;22c")
    terminal.wait(lambda _: b"\x1bP0;1;0q" in terminal.raw)
    terminal.wait("Words after.")
    sequences = re.findall(r"\x1bP0;1;0q[^\x1b]*\x1b\\", terminal.raw.decode("utf-8", "replace"))
    sizes = {decoded(each)[0] for each in sequences}
    assert {size[1] for size in sizes} == {16} and all(size[0] % 8 == 0 for size in sizes)
    assert all({*decoded(each)[1].values()} == {(0, 60, 100)} for each in sequences)
    assert picture_cells.PLACEHOLDER.encode() not in terminal.raw
    terminal.send("qq")
    assert terminal.end() == 0
