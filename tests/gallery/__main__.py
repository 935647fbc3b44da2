"""``python -m tests.gallery``: pictures of the reader, and of each element as it is set; made with Chromium."""

from __future__ import annotations

import argparse
import asyncio
import html
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from rich.cells import cell_len

from glossator.content import Notebook, describe, open_document
from glossator.content.exchange.exported import gather
from glossator.content.exchange.page import write_page
from glossator.styles.themes import THEMES
from glossator.tui.app import GlossatorApp
from glossator.tui.reading.reading import bundled_article
from glossator.tui.reviewing import ReviewApp
from glossator.tui.settings import Settings
from tests.gallery.painted import landscape, with_pictures
from tests.gallery.samples import SAMPLES
from tests.tui.settled import saved, settled, until

HERE = Path(__file__).parent
README_PICTURES = ("reader", "review", "page", "two-pages", "tables", "elements", "formulas", "pictures-kitty")
"""Those that the README shows, which are kept in the repository."""


class Picture(NamedTuple):
    """A text, the size of the terminal, the settings, and the keys that are typed before the picture is taken."""

    sample: str
    size: tuple[int, int] = (120, 34)
    settings: dict[str, object] = {}
    keys: tuple[str, ...] = ("Z",)
    has_few_colors: bool = False


PICTURES = {
    "ragged": Picture("prose", (80, 34)),
    "justified": Picture("prose", (80, 34), {"justify": True}),
    "two-pages": Picture("prose", (160, 21), {"theme": "sepia", "justify": True}),
    "focus": Picture("prose", (100, 30), {"theme": "night", "focus": True, "typewriter": True}, ("Z", "i", *"jjjj")),
    "tables": Picture("tables", (120, 30)),
    "code": Picture("code", (100, 30), {"code_numbers": True}),
    "formulas": Picture("formulas", (90, 22)),
    "elements": Picture("elements", (90, 36)),
    "poem": Picture("poem", (80, 24)),
    "right-to-left": Picture("right-to-left", (80, 24), {"bidi": "gloss"}),
    "japanese": Picture("japanese", (80, 24)),
    "pictures": Picture("pictures", (90, 36), {"pictures": "blocks"}),
    "pictures-kitty": Picture("pictures", (90, 36), {"pictures": "kitty"}),
    "sixteen": Picture("elements", (120, 36), {}, ("V", "enter", *"jjj", "V", "2", "enter", "slash", *"section", "enter"), True),
    **{f"theme-{theme.name}": Picture("elements", (120, 36), {"theme": theme.name}, ()) for theme in THEMES},
}


async def draw_reader() -> str:
    """Draw the bundled article with a search and two highlights."""
    app = GlossatorApp(None)
    async with app.run_test(size=(120, 34)) as pilot:
        await settled(pilot)
        await pilot.press("right_square_bracket", "V", "enter")
        await saved(pilot)
        await pilot.press("right_square_bracket", "right_square_bracket", "V", "m", *"ask", "escape")
        await saved(pilot)
        await pilot.press("slash", *"strategc partnershp")
        await until(pilot, lambda: app.screen.query_one("#hits").option_count)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await settled(pilot)
        return app.export_screenshot(title="gloss")


PLAN = """# Moving the archive

## Steps

1. Copy the old disks to the new machine over night.
2. Compare the copies by their checksums.
3. Delete the old disks.

## Who does it

Two people, one of whom has done it before. They write down what they saw, not what they expected to see.

## When

The first week of March, when nobody needs the archive.
"""


async def draw_review(folder: Path) -> str:
    """Draw a plan with two remarks, one of which suggests other words."""
    path = folder / "plan.md"
    path.write_text(PLAN, "utf-8")
    app = ReviewApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        for words, remark in (("Delete the old disks", "Not before a week has passed."), ("nobody needs", "Ask the readers' room.")):
            await pilot.press("slash", *words, "enter")
            await settled(pilot)
            await pilot.press("V", "r", *remark, "escape")
            await saved(pilot)
        await settled(pilot)
        return app.export_screenshot(title="gloss review plan.md")


def draw_page(folder: Path, target: Path, chromium: str) -> None:
    """Have Chromium draw the annotated page of the bundled article."""
    document = open_document(bundled_article())
    notebook = Notebook.open(document)
    paragraphs = [block for block in document.blocks if block.kind == "paragraph"]
    for number, color, note, tags in ((1, "yellow", "Where does it say *how often*?", ("ask",)), (2, "green", "A good sentence.", ())):
        block = paragraphs[number]
        end = document.text.index(". ", block.start) + 1
        notebook.add(describe(document.text, block.start, end), color=color, note=note, tags=tags)
    page = folder / "page.html"
    page.write_text(write_page(document, gather([(notebook, document)])[0]), "utf-8")
    command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--screenshot={target}"]
    subprocess.run([*command, "--window-size=1280,720", page.as_uri()], check=True, capture_output=True, timeout=60)


async def drawn(name: str, folder: Path) -> str:
    """Draw what one of the pictures shows, as SVG."""
    match name:
        case "reader":
            return await draw_reader()
        case "review":
            return await draw_review(folder)
        case _:
            return await draw(PICTURES[name], folder)


async def draw(picture: Picture, folder: Path) -> str:
    """Draw a sample."""
    path = folder / f"{picture.sample}.md"
    path.write_text(SAMPLES[picture.sample], "utf-8")
    (folder / "valley.png").write_bytes(landscape())
    app = GlossatorApp(str(path), settings=Settings(**{"theme": "paper", **picture.settings}))  # type: ignore[arg-type]
    if picture.has_few_colors:
        app.appearance.limit_colors()
    sent: list[str] = []
    async with app.run_test(size=picture.size) as pilot:
        screen = await settled(pilot)
        screen.pictures._write = sent.append  # type: ignore[method-assign]
        await pilot.press(*picture.keys)
        await settled(pilot)
        if picture.sample == "pictures":
            await until(pilot, lambda: screen.body.pictures._strips)
            await pilot.pause()
        return with_pictures(app.export_screenshot(title="gloss"), app.screen._compositor.render_strips(), "".join(sent))


@contextmanager
def own_folders() -> Iterator[Path]:
    """Folders of its own for notes, state and settings."""
    with tempfile.TemporaryDirectory() as folder:
        for name in ("NOTES_DIR", "STATE_DIR", "CACHE_DIR", "CONFIG"):
            os.environ[f"GLOSS_{name}"] = str(Path(folder) / name.lower())
        yield Path(folder)


_TEXT = re.compile(r'(textLength=")[\d.]+("[^>]*>)([^<]*)(?=</text>)')
_CELL = 12.2
"""The width of a cell in the SVG."""


def _as_wide_as_drawn(match: re.Match[str]) -> str:
    """A piece of text as wide as its cells: Rich counts its characters, of which some take two."""
    return f"{match[1]}{_CELL * cell_len(html.unescape(match[3])):.1f}{match[2]}{match[3]}"


def as_png(svg: str, target: Path, chromium: str) -> None:
    """Have Chromium draw an SVG; letters stand where they are said to stand, in either direction."""
    width, height = (float(part) for part in re.findall(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg)[0])
    svg = _TEXT.sub(_as_wide_as_drawn, svg)
    svg = svg.replace("<style>", "<style>text { unicode-bidi: bidi-override; direction: ltr }", 1)
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "picture.svg"
        source.write_text(re.sub(r'url\("https:[^"]*"\)[^,;]*', "local(monospace)", svg), "utf-8")
        command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", f"--screenshot={target}"]
        size = f"--window-size={round(width)},{round(height)}"
        subprocess.run([*command, size, source.as_uri()], check=True, capture_output=True, timeout=60)


def main() -> None:
    """Write the README's pictures, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="write every picture there, not only the README's here")
    options = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not chromium:
        raise SystemExit("Chromium draws the pictures, and it is not installed")
    folder, names = options.all or HERE, ("reader", "review", "page", *PICTURES) if options.all else README_PICTURES
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        with own_folders() as home:
            if name == "page":
                draw_page(home, folder / "page.png", chromium)
            else:
                as_png(asyncio.run(drawn(name, home)), folder / f"{name}.png", chromium)
        print(folder / f"{name}.png", flush=True)


if __name__ == "__main__":
    main()
