"""What a reader meets who goes by the key line and the mouse, and by counts in the panes."""

from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from glossator.tui.app import GlossatorApp
from glossator.tui.screens.library import LibraryScreen
from glossator.tui.screens.modals.key_help import KeyHelp
from glossator.tui.screens.modals.palette import Palette
from glossator.tui.settings import load_settings
from glossator.tui.widgets.entries import EntryList
from glossator.tui.widgets.footer import KeyLine
from glossator.tui.widgets.messages import Target
from glossator.tui.widgets.notes import NotesPane
from glossator.tui.widgets.sections import Sections
from tests.tui.settled import menu_is_open, saved, screen_text, settled, until

TEXT = "# A book\n\n" + "\n\n".join(f"## Chapter {n}\n\nThe fox {n} runs. It is quick {n}." for n in range(80))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "book.md"
    path.write_text(TEXT)
    return path


def line(pilot: Pilot[None]) -> str:
    return pilot.app.screen.query_one(KeyLine).render().plain


@pytest.mark.parametrize("size", [(70, 20), (100, 30), (160, 45)])
async def test_every_command_is_a_click_away_at_any_size_and_in_any_mode(path: Path, size: tuple[int, int]) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for keys in ((), ("V",), ("enter",)):
            await pilot.press(*keys)
            await until(pilot, lambda: line(pilot).rstrip().endswith(("^p", "^p palette")))
            assert "Help" in line(pilot) and len(line(pilot)) <= size[0]
        await pilot.click(KeyLine, offset=(size[0] - 3, 0))
        await until(pilot, lambda: isinstance(app.screen, Palette))


async def test_the_key_line_names_no_letter_that_a_field_would_take(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        assert "/ Search" in line(pilot)
        await pilot.press("slash", *"fox")
        await until(pilot, lambda: "esc" in line(pilot))
        assert "/" not in line(pilot) and " q " not in line(pilot)


async def test_counts_hold_in_the_section_tree_and_in_lists(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(140, 40)) as pilot:
        screen = await settled(pilot)
        tree = screen.query_one(Sections)
        await pilot.press("]", "]", "]", "tab")
        await until(pilot, lambda: tree.has_focus)
        at = tree.cursor_line
        await pilot.press("5", "j")
        assert tree.cursor_line == at + 5 and tree.cursor_offset.y == tree.region.y + 1 + tree.cursor_line - tree.scroll_offset.y
        await pilot.press("2", "k", "j")
        assert tree.cursor_line == at + 4
        await pilot.press("7", "G")
        assert tree.cursor_line == 6
        await pilot.press("escape", "slash", *"fox")
        await until(pilot, lambda: screen.search_pane and screen.search_pane.query_one(EntryList).option_count == 80)
        await pilot.press("tab")
        results = screen.search_pane.query_one(EntryList) if screen.search_pane else None
        assert results
        await until(pilot, lambda: results.has_focus)
        await pilot.press("1", "2", "G")
        assert results.highlighted == 11
        await pilot.press("3", "k", "k")
        assert results.highlighted == 7


async def test_a_book_under_one_title_shows_its_chapters(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        tree = (await settled(pilot)).query_one(Sections)
        assert tree.last_line == 80


async def test_a_border_that_is_dragged_says_nothing(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await settled(pilot)
        width = screen.query_one("#left").region.width
        await pilot.mouse_down("#left", offset=(width - 1, 20))
        await pilot.hover("#left", offset=(width + 5, 20))
        await pilot.mouse_up("#left", offset=(width + 5, 20))
        await until(pilot, lambda: screen.query_one("#left").region.width == width + 6)
        await pilot.mouse_down("#left", offset=(width + 5, 20))
        await pilot.hover("#left", offset=(1, 20))
        await pilot.mouse_up("#left", offset=(1, 20))
        await until(pilot, lambda: load_settings().left_width == screen.query_one("#left").region.width < width)
        assert "narrower" not in screen_text(pilot)


async def test_the_list_of_keys_offers_nothing_to_choose(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("?")
        await until(pilot, lambda: isinstance(app.screen, KeyHelp))
        await pilot.click("#key-list", offset=(4, 3))
        await pilot.pause()
        assert "Go" not in line(pilot) and "Close" in line(pilot)


async def test_shift_and_left_select_the_letter_before_the_caret(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        body = (await settled(pilot)).body
        await pilot.press("i", "j", "j", "w", "w")
        at = body.caret_position
        await pilot.press("shift+left")
        assert body.selection and (body.selection.start, body.selection.end) == (at - 1, at)
        await pilot.press("shift+left")
        assert (body.selection.start, body.selection.end) == (at - 2, at)


async def open_menu_of_first_note(pilot: Pilot[None]) -> None:
    """Click the first note in the pane with the last mouse button."""
    pane = pilot.app.screen.query_one(NotesPane)
    await until(pilot, lambda: pane.query_one(EntryList).option_count)
    await pilot.click(pane.query_one(EntryList), offset=(5, 1), button=3)
    await until(pilot, lambda: menu_is_open(pilot))


async def test_the_last_mouse_button_opens_the_menu_of_a_note_in_the_pane(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(160, 45)) as pilot:
        screen = await settled(pilot)
        await pilot.press("]", "]", "V", "enter", "G")
        await saved(pilot)
        await open_menu_of_first_note(pilot)
        await pilot.press("x")
        await until(pilot, lambda: not screen.reading.notes.items)


async def test_the_menu_looks_up_the_highlight_that_it_was_opened_on(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "dict").write_text('#!/bin/sh\necho "asked for $*"\n')
    (folder / "dict").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=":")
    app = GlossatorApp(str(path))
    async with app.run_test(size=(160, 45)) as pilot:
        screen = await settled(pilot)
        await pilot.press("slash", *"fox 3", "enter", "escape", "v", "i", "w", "enter")
        await saved(pilot)
        quote = screen.reading.notes.items[0].selectors.exact
        await pilot.press("escape", "g", "g", "i")
        await open_menu_of_first_note(pilot)
        await pilot.press("K")
        await until(pilot, lambda: len(app.screen_stack) > 1)
        assert f"asked for -- {quote}" in screen_text(pilot)


async def test_enter_behind_a_query_in_the_palette_waits_for_what_has_it(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        for key in ("ctrl+p", *"zzzqqq", "enter"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: isinstance(app.screen, Palette) and any(field.value == "zzzqqq" for field in app.screen.query(Input)))
        await until(pilot, lambda: not app.keys.is_delivering)
        assert isinstance(app.screen, Palette)
        await pilot.press("escape")
        for key in ("ctrl+p", *"library", "enter"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))


async def test_from_a_document_that_was_not_from_the_library_one_does_not_go_back_there(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text("# Another\n\nHere.\n")
    app = GlossatorApp(str(other))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("L")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        await pilot.press(*"Another", "enter")
        await until(pilot, lambda: app.reader and "other.md" in str(app.reader.reading.document.source))
        await settled(pilot)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: app.reader and "book.md" in str(app.reader.reading.document.source))
        await settled(pilot)
        await pilot.press("q")
        await until(pilot, lambda: app._exit)


async def test_a_document_that_does_not_open_leaves_the_way_forward(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.md"
    other.write_text("# Another\n\nHere.\n")
    path.write_text(TEXT.replace("It is quick 0.", "See [this](other.md)."))
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("o")
        await until(pilot, lambda: app.reader and "other.md" in str(app.reader.reading.document.source))
        await settled(pilot)
        await pilot.press("ctrl+o")
        await until(pilot, lambda: app.reader and "book.md" in str(app.reader.reading.document.source))
        await settled(pilot)
        app.documents.go_to(Target(str(tmp_path / "missing.md")))
        await pilot.pause()
        assert app.documents.go_forward()
        await until(pilot, lambda: app.reader and "other.md" in str(app.reader.reading.document.source))
