"""The reader's flows, by key, as a person goes through them."""

import json
from pathlib import Path

import pytest
from textual.pilot import Pilot

from glossator.content import open_document
from glossator.content.notes.notebook import Notebook
from glossator.tui.app import GlossatorApp
from glossator.tui.cli.main import main
from glossator.tui.keys import KEYS
from glossator.tui.screens.reader import ReaderScreen
from tests.tui.settled import reader_screen, saved, settled, until


async def type_text(pilot: Pilot[None], text: str) -> None:
    for char in text:
        await pilot.press("space" if char == " " else char)
    if reader_screen(pilot):
        await settled(pilot)
    await pilot.pause()


def reader(app: GlossatorApp) -> ReaderScreen:
    assert isinstance(app.screen, ReaderScreen)
    return app.screen


def stored(folders: Path) -> list[dict[str, object]]:
    return [i for p in (folders / "notes").glob("*.json") for i in json.loads(p.read_text())["items"]]


async def test_jump_search_highlight_and_come_back(article: Path, folders: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(160, 45)) as pilot:
        await pilot.press("s")
        await type_text(pilot, "track acces")
        await pilot.press("enter")
        await pilot.pause()
        body = reader(app).body
        assert app.focused is body
        heading = reader(app).reading.document.text.index("Competition over")
        assert body.line_region(heading).y == 0 or body.max_scroll_y == body.scroll_offset.y
        await pilot.press("slash")
        await type_text(pilot, "Zanzbar turmol")
        await pilot.press("enter", "v", "e", "e", "e", "enter")
        await saved(pilot)
        assert [i["target"]["selector"][0]["exact"] for i in stored(folders)] == ["Zanzibar’s turmoil is"]  # type: ignore[index]
        await pilot.press("q")
    app = GlossatorApp(str(article))
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        assert len(reader(app).reading.notes.items) == 1
        assert reader(app).query_one("#notes").option_count == 1  # type: ignore[attr-defined]


async def test_note_undo_and_delete(article: Path, folders: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(160, 45)) as pilot:
        await pilot.press("V", "m")
        await pilot.pause()
        await type_text(pilot, "why")
        await pilot.press("escape")
        await saved(pilot)
        assert stored(folders)[0]["body"][0]["value"] == "why"  # type: ignore[index]
        await pilot.press("x")
        await pilot.press("y")
        await saved(pilot)
        assert stored(folders) == []
        await pilot.press("u")
        await saved(pilot)
        assert len(stored(folders)) == 1
        await pilot.press("ctrl+r")
        await saved(pilot)
        assert stored(folders) == []


async def test_reading_place_is_kept_on_resize_and_reopening(tmp_path: Path) -> None:
    path = tmp_path / "long.md"
    path.write_text("\n\n".join(f"## Part {n}\n\n" + f"Sentence number {n} runs on. " * 30 for n in range(40)))
    app = GlossatorApp(str(path))
    async with app.run_test(size=(160, 45)) as pilot:
        await pilot.press("2", "0", "right_square_bracket")
        body = reader(app).body
        place = body.position
        assert place > 1000
        for size in ((70, 20), (1, 1), (40, 10), (160, 45)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert body.position == place
        await pilot.press("plus", "backslash", "vertical_line")
        assert body.position == place
        await pilot.press("q")
    app = GlossatorApp(str(path))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.pause()
        assert reader(app).body.position == place


async def test_escape_from_search_returns_and_back_goes_back(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(100, 20)) as pilot:
        body = reader(app).body
        before = body.position
        await pilot.press("slash")
        await type_text(pilot, "goods trains")
        assert body.position != before
        await pilot.press("escape")
        assert body.position == before and app.focused is body
        await pilot.press("G")
        assert body.position != before
        await pilot.press("ctrl+o")
        assert body.position == before


async def test_keys_in_sequence(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(80, 12)) as pilot:
        body = reader(app).body
        await pilot.press("3", "j")
        assert body.scroll_offset.y == 3
        await pilot.press("g", "g")
        assert body.scroll_offset.y == 0
        await pilot.press("5", "0", "percent_sign")
        middle = body.position
        assert middle > 0
        await pilot.press("M", "a", "g", "g", "apostrophe", "a")
        assert body.position == middle


async def test_mouse_drag_selects(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(160, 45)) as pilot:
        await pilot.pause()
        body = reader(app).body
        at = reader(app).reading.document.text.index("Night trains")
        region = body.line_region(at)
        await pilot.mouse_down(body, offset=(region.x, region.y))
        await pilot.hover(body, offset=(region.x + 11, region.y))
        await pilot.mouse_up(body, offset=(region.x + 11, region.y))
        assert body.selection
        start, end = body.selection.range
        assert reader(app).reading.document.text[start:end] == "Night trains"


async def test_links_ask_and_footnotes_open_in_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    path.write_text("See [there](https://example.org) and[^n].\n\n[^n]: A footnote.\n")
    opened: list[str] = []
    monkeypatch.setattr(GlossatorApp, "open_url", lambda self, url, **_: opened.append(url))
    app = GlossatorApp(str(path))
    async with app.run_test() as pilot:
        await pilot.press("o")  # two on the page: the nearer one has the first label
        await until(pilot, lambda: reader(app).body._labels)
        await pilot.press("a")
        assert opened == []
        await pilot.press("y")
        await pilot.pause()
        assert opened == ["https://example.org"]


async def test_library_lists_what_was_read(article: Path) -> None:
    app = GlossatorApp(None)
    async with app.run_test() as pilot:
        assert "partnership" in reader(app).reading.document.title
        await settled(pilot)
        await pilot.press("q")
    app = GlossatorApp(None)
    async with app.run_test() as pilot:
        await type_text(pilot, "partnership")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ReaderScreen)


async def test_keys_are_remapped_by_id(article: Path, folders: Path) -> None:
    (folders / "config.toml").write_text('width = "x"\n[keys]\n"section.next" = "f5"\nnone = "a"\n')
    app = GlossatorApp(str(article))
    assert app.settings.width == 72
    assert [p.split(":")[1] for p in app.settings.problems] == ["1", "4"]
    async with app.run_test(size=(80, 10)) as pilot:
        await pilot.press("f5")
        assert reader(app).body.position > 0


async def test_notebook_that_cannot_be_written_loses_nothing(article: Path, folders: Path) -> None:
    (folders / "notes").write_text("a file")
    app = GlossatorApp(str(article))
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("v", "e", "enter")
        await pilot.pause()
        screen = reader(app)
        await until(pilot, lambda: "not saved yet" in str(screen.query_one("#message").render()))
        assert "1 unsaved" in str(screen.notes_pane.border_title)
        (made,) = screen.reading.notes.items
        (folders / "notes").unlink()
        await saved(pilot)
        assert screen.reading.notes.unsaved == 0
        assert Notebook.open(open_document(article)).get(made.id).selectors == made.selectors


async def test_what_could_never_be_saved_is_put_elsewhere(article: Path, folders: Path, tmp_path: Path) -> None:
    (folders / "notes").write_text("a file")
    app = GlossatorApp(str(article))
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("v", "e", "enter")
        await pilot.pause()
        (made,) = reader(app).reading.notes.items
    (folders / "notes").unlink()
    assert main(["notes", "merge", app.rescued]) == 0
    assert Notebook.open(open_document(article)).get(made.id).selectors == made.selectors


def test_binding_ids_are_unique() -> None:
    ids = [key.id for key in KEYS]
    assert len(ids) == len(set(ids))
