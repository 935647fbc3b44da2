"""By hand: the mouse on the text, the way from one document to another, marks, and a passage highlighted once."""

import contextlib
import re
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Static

from glossator.content.library.reading_places import Library
from glossator.content.notes.notebook import Notebook
from glossator.tui.app import GlossatorApp
from glossator.tui.screens.library import LibraryScreen
from glossator.tui.screens.modals.note_editor import NoteEditor
from glossator.tui.screens.modals.prompt import Prompt
from glossator.tui.screens.modals.question import Question
from glossator.tui.screens.reader import ReaderScreen
from glossator.tui.widgets.footer import KeyLine
from glossator.tui.widgets.sections import Sections
from tests.conftest import ARTICLE
from tests.tui.settled import begin_note, menu_is_open, reader_screen, saved, settled, turned, until


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "vault"
    folder.mkdir()
    (folder / "one.md").write_text("# One\n\nSee [two](two.md#second-part) and then some words. A sentence more.\n\nEnd of one.\n")
    (folder / "two.md").write_text("# Two\n\n" + "A paragraph of two.\n\n" * 40 + "## Second part\n\nHere it is.\n\n" + "More.\n\n" * 40)
    return folder


def screen_of(pilot: Pilot[None]) -> ReaderScreen:
    screen = reader_screen(pilot)
    assert screen
    return screen


def words_of(app: GlossatorApp) -> str:
    return " ".join(str(each.render()) for each in app.screen.query(Static))


def selected(pilot: Pilot[None]) -> str:
    screen = screen_of(pilot)
    return screen.reading.document.text[slice(*screen.body.selection.range)] if screen.body.selection else ""


def title(pilot: Pilot[None]) -> str:
    screen = reader_screen(pilot)
    return screen.reading.document.title if screen and screen.reading.is_complete else ""


async def test_the_way_leads_back_and_forward_across_documents(folder: Path) -> None:
    app = GlossatorApp(str(folder / "one.md"))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("o")
        await until(pilot, lambda: title(pilot) == "Two")
        await pilot.press("ctrl+o")
        await until(pilot, lambda: title(pilot) == "One")
        await pilot.press("alt+right")
        await until(pilot, lambda: title(pilot) == "Two")
        screen = screen_of(pilot)
        await until(pilot, lambda: screen.body.position > 0)
        await pilot.press("alt+right")
        await until(pilot, lambda: "nowhere to go forward to" in words_of(app))
        await pilot.press("apostrophe", "apostrophe")
        await until(pilot, lambda: title(pilot) == "One")


async def test_the_status_line_says_nothing_of_a_highlight_that_one_has_left(folder: Path) -> None:
    app = GlossatorApp(str(folder / "one.md"))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await begin_note(pilot, *"keep this")
        await pilot.press("escape")
        await saved(pilot)
        await pilot.press("i", "G", "v", "e", "enter")
        await saved(pilot)
        await pilot.press("comma")
        screen = screen_of(pilot)

        def status() -> str:
            return str(screen.query_one("#message", Static).render())

        await until(pilot, lambda: status() == "keep this")
        await pilot.press("right_curly_bracket")
        await until(pilot, lambda: not status())


@pytest.mark.parametrize(
    ("keys", "copied"), [("v2awy", "See two "), ("vwy", "See t"), ("wwv0y", "See two a"), ("wbelvy", " ")]
)
async def test_what_is_selected_is_copied_as_it_is_blanks_and_all(folder: Path, keys: str, copied: str) -> None:
    app = GlossatorApp(str(folder / "one.md"))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("i", "right_curly_bracket")
        for key in keys:
            await pilot.press(key)
        await until(pilot, lambda: app.clipboard)
        assert app.clipboard == copied


async def test_the_text_alone_and_then_what_stood_beside_it_before(folder: Path) -> None:
    app = GlossatorApp(str(folder / "one.md"))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("vertical_line")
        screen = screen_of(pilot)

        def sides() -> tuple[bool, bool]:
            return screen.query_one("#left").display, screen.query_one("#right").display

        before = sides()
        assert before == (False, True)
        await pilot.press("Z")
        assert sides() == (False, False)
        await pilot.press("Z")
        assert sides() == before


async def test_a_link_opens_another_document_at_its_place_and_back_leads_here(folder: Path) -> None:
    app = GlossatorApp(str(folder / "one.md"))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("o")
        await until(pilot, lambda: title(pilot) == "Two")
        screen = screen_of(pilot)
        await until(pilot, lambda: screen.reading.document.text[screen.body.position :].startswith("Second part"))
        await pilot.press("V", "enter")
        await saved(pilot)
        await pilot.press("M", "A")
        await until(pilot, lambda: "mark A set" in str(screen.query_one("#message").render()))
        await pilot.press("ctrl+o")
        await until(pilot, lambda: title(pilot) == "One")
        await pilot.press("apostrophe", "A")
        await until(pilot, lambda: title(pilot) == "Two")
        screen = screen_of(pilot)
        await until(pilot, lambda: screen.reading.document.text[screen.body.position :].startswith("Second part"))
        assert [item.selectors.exact for item in screen.reading.notes.items] == ["Second part"]
        assert len(app.screen_stack) == 1


async def test_the_library_over_a_document_and_q_goes_back_to_it(folder: Path) -> None:
    for name in ("one.md", "two.md"):
        app = GlossatorApp(str(folder / name))
        async with app.run_test(size=(120, 30)) as pilot:
            await settled(pilot)
            await pilot.press("q")
            await until(pilot, lambda: app._exit)  # noqa: B023
    app = GlossatorApp(str(folder / "one.md"))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("L")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        await pilot.press(*"nothing", "escape", "escape")
        await until(pilot, lambda: app.screen is screen_of(pilot) and title(pilot) == "One")
        await pilot.press("L")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        await pilot.press(*"two", "enter")
        await until(pilot, lambda: title(pilot) == "Two")
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen) and app.reader is None)
        assert not app._exit
        await pilot.press("enter")
        await until(pilot, lambda: title(pilot) != "")
        await pilot.press("Q")
        await until(pilot, lambda: app._exit)


async def test_a_document_that_cannot_be_opened_leaves_the_one_that_is(folder: Path) -> None:
    (folder / "two.md").write_bytes(b"")
    app = GlossatorApp(str(folder / "one.md"))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("o")
        await until(pilot, lambda: app._notifications)
        assert title(pilot) == "One" and not app._exit
        await pilot.press("ctrl+o")
        await pilot.pause()
        assert title(pilot) == "One"


async def test_the_mouse_selects_by_words_and_sentences_extends_and_asks(folder: Path) -> None:
    app = GlossatorApp(str(folder / "one.md"))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        screen = screen_of(pilot)
        body, text = screen.body, screen.reading.document.text

        def cell(word: str) -> tuple[int, int]:
            region = body.line_region(text.index(word))
            return region.x + 1, region.y

        await pilot.click("#body", offset=cell("words"))
        await until(pilot, lambda: body.mode == "caret" and text[body.caret_position :].startswith("ords"))
        await pilot.click("#body", offset=cell("words"), times=2)
        await until(pilot, lambda: selected(pilot) == "words")
        await pilot.click("#body", offset=cell("words"), times=3)
        await until(pilot, lambda: selected(pilot) == "See two and then some words.")
        await pilot.press("escape")
        await pilot.click("#body", offset=cell("some"))
        await pilot.click("#body", offset=cell("sentence"), shift=True)
        await until(pilot, lambda: selected(pilot) == "ome words. A se")
        await pilot.press("escape")
        await pilot.mouse_down("#body", offset=cell("End"), button=3)
        await until(pilot, lambda: menu_is_open(pilot))
        assert selected(pilot) == "End"
        await pilot.press("enter")
        await until(pilot, lambda: [item.selectors.exact for item in screen.reading.notes.items] == ["End"])


async def test_a_passage_is_highlighted_once_and_its_note_asks_before_it_goes(folder: Path) -> None:
    app = GlossatorApp(str(folder / "one.md"))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        screen = screen_of(pilot)

        def notes() -> list[tuple[str, str, str]]:
            return [(item.selectors.exact, item.color, item.note) for item in screen.reading.notes.items]

        await pilot.press("V", "enter", "V", "3", "enter")
        await saved(pilot)
        assert notes() == [("One", "blue", "")]
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, NoteEditor))
        await pilot.press(*"why", "escape")
        await saved(pilot)
        assert notes() == [("One", "blue", "why")]
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, Question))
        await pilot.press("n", "x", "y")
        await saved(pilot)
        await until(pilot, lambda: notes() == [])
        await pilot.press("u")
        await until(pilot, lambda: notes() == [("One", "blue", "why")])


async def test_saving_over_what_another_window_wrote_meanwhile_is_told(folder: Path) -> None:
    app = GlossatorApp(str(folder / "one.md"))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        screen = screen_of(pilot)
        await begin_note(pilot, *"mine")
        await saved(pilot)
        item = screen.reading.notes.items[0]
        Notebook.open(screen.reading.document).edit(item.id, note="theirs")
        await pilot.press("escape")
        await until(pilot, lambda: "saved over another window" in str(screen.query_one("#message").render()))
        assert "h in the notes" in str(screen.query_one("#message").render())


async def test_a_wording_that_nobody_was_shown_is_not_deleted_without_asking_again(folder: Path) -> None:
    app = GlossatorApp(str(folder / "one.md"))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        screen = screen_of(pilot)
        await begin_note(pilot, *"mine", "escape")
        await saved(pilot)
        item = screen.reading.notes.items[0]
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, Question))
        Notebook.open(screen.reading.document).edit(item.id, note="theirs")
        await until(pilot, lambda: screen.reading.notes.items[0].note == "theirs")
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, Question) and "theirs" in words_of(app))
        assert [each.note for each in screen.reading.notes.items] == ["theirs"]
        await pilot.press("y")
        await until(pilot, lambda: not screen.reading.notes.items)


async def test_a_note_is_written_on_the_highlight_that_was_gone_to(folder: Path) -> None:
    (folder / "short.md").write_text("# Short\n\nA first sentence. Then Vienna at night.\n\nAnd the end.\n")
    app = GlossatorApp(str(folder / "short.md"))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        screen = screen_of(pilot)
        text = screen.reading.document.text
        screen.reading.notes.highlight(text.index("Vienna"), text.index("Vienna") + 6, "yellow")
        screen.annotating.show_notes()
        await pilot.press("full_stop", "m")
        await until(pilot, lambda: isinstance(app.screen, NoteEditor))
        await pilot.press(*"here", "escape")
        await until(pilot, lambda: [(i.selectors.exact, i.note) for i in screen.reading.notes.items] == [("Vienna", "here")])


async def test_tags_are_typed_behind_the_note_and_completed(folder: Path) -> None:
    app = GlossatorApp(str(folder / "one.md"))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        screen = screen_of(pilot)

        def notes() -> list[tuple[str, tuple[str, ...]]]:
            return [(item.note, item.tags) for item in screen.reading.notes.items]

        await begin_note(pilot, *"why", "space", "number_sign", *"todo", "space", "number_sign", *"history", "escape")
        await until(pilot, lambda: notes() == [("why", ("todo", "history"))])
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, NoteEditor))
        assert app.screen.text == "why\n\n#todo #history"
        await pilot.press("down", "down", "end", *["backspace"] * 7, "escape")
        await until(pilot, lambda: notes() == [("why", ("todo",))])
        await pilot.press("u", "right_curly_bracket", "V", "m")
        await until(pilot, lambda: isinstance(app.screen, NoteEditor))
        await pilot.press("number_sign", "h")
        await until(pilot, lambda: "#history" in str(app.screen.query_one("#editor-tags").render()))
        await pilot.press("tab", "escape")
        await until(pilot, lambda: sorted(notes()) == [("", ("history",)), ("why", ("todo", "history"))])


async def test_a_note_goes_on_in_the_reader_s_own_editor(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = GlossatorApp(str(folder / "one.md"))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("V", "m", *"why")
        await until(pilot, lambda: isinstance(app.screen, NoteEditor) and app.screen.text == "why")
        for editor, words in (
            ("", "no editor: set VISUAL or EDITOR"), ("true", "cannot be given to another program"), ("vi 'x", "not closed"),
        ):  # fmt: skip
            monkeypatch.setenv("VISUAL", "")
            monkeypatch.setenv("EDITOR", editor)
            await pilot.press("ctrl+e")
            await until(pilot, lambda: any(words in note.message for note in app._notifications))  # noqa: B023
        monkeypatch.setattr(app, "suspend", contextlib.nullcontext)
        monkeypatch.setenv("VISUAL", "sed -i 's/why/because of it #todo/'")
        await pilot.press("ctrl+e")
        await until(pilot, lambda: app.screen.text == "because of it #todo")
        monkeypatch.setenv("VISUAL", "false")
        await pilot.press("ctrl+e", "escape")
        await saved(pilot)
        assert [(item.note, item.tags) for item in screen_of(pilot).reading.notes.items] == [("because of it", ("todo",))]


async def test_of_two_highlights_over_one_another_each_can_be_reached(folder: Path) -> None:
    app = GlossatorApp(str(folder / "one.md"))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        screen = screen_of(pilot)
        await pilot.press("right_curly_bracket", "V", "enter", "i", "v", "e", "enter")
        await saved(pilot)
        assert {item.selectors.exact for item in screen.reading.notes.items} == {"See", "See two and then some words."}
        await pilot.press("escape", "i", "enter")
        await until(pilot, lambda: menu_is_open(pilot))
        await pilot.press("down", "enter")
        await until(pilot, lambda: menu_is_open(pilot) and "See two" in str(app.screen.query_one("#menu").border_title))
        await pilot.press("c")
        await saved(pilot)
        colors = {item.selectors.exact: item.color for item in screen.reading.notes.items}
        await until(pilot, lambda: {i.selectors.exact: i.color for i in screen.reading.notes.items}["See two and then some words."] == "green")
        assert colors["See"] == "yellow"


async def test_a_document_closed_before_its_panes_are_there_goes_quietly(folder: Path) -> None:
    app = GlossatorApp(str(folder / "one.md"))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("q")
        await until(pilot, lambda: app._exit)
    for turns in range(12):
        app = GlossatorApp(None)
        async with app.run_test(size=(120, 30)) as pilot:
            await until(pilot, lambda: isinstance(app.screen, LibraryScreen))  # noqa: B023
            app.screen.action_open()
            await turned(turns)
            if app.reader is not None:
                app.documents.close()
            await until(pilot, lambda: isinstance(app.screen, LibraryScreen) or title(pilot))  # noqa: B023
            await pilot.pause()
            assert app.crash is None


async def test_the_share_read_follows_the_height_of_the_text(folder: Path) -> None:
    app = GlossatorApp(str(folder / "two.md"))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        before = str(app.screen.query_one("#progress").render())
        await pilot.resize_terminal(120, 20)
        await until(pilot, lambda: str(app.screen.query_one("#progress").render()) != before)


@pytest.mark.parametrize("keys", [["space"], ["G"]], ids=["a page on", "at the end"])
async def test_the_library_tells_the_share_that_was_told_on_leaving(folder: Path, keys: list[str]) -> None:
    path = folder / "long.md"
    path.write_text("# Long\n\n" + "A paragraph of it.\n\n" * 100)
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 20)) as pilot:
        await settled(pilot)
        before = str(app.screen.query_one("#progress").render())
        await pilot.press(*keys)
        await until(pilot, lambda: str(app.screen.query_one("#progress").render()) != before)
        share = int(re.search(r"(\d+)%", str(app.screen.query_one("#progress").render()))[1])
        await pilot.press("q")
        await until(pilot, lambda: app._exit)
    assert [reading.percent for reading in Library().readings()] == [share]
    assert (share == 100) == (keys == ["G"])


async def test_a_side_is_as_wide_as_its_edge_is_dragged(folder: Path, folders: Path) -> None:
    app = GlossatorApp(str(folder / "two.md"))
    async with app.run_test(size=(160, 30)) as pilot:
        await settled(pilot)
        screen = screen_of(pilot)
        left, right = screen.query_one("#left"), screen.query_one("#right")
        before = left.region.width, right.region.width
        for side, at, to in ((left, left.region.right - 1, 50), (right, right.region.x, 100)):
            await pilot.mouse_down(screen, offset=(at, 10))
            for x in range(at, to, 1 if to > at else -1):
                await pilot.hover(screen, offset=(x, 10))
            await pilot.hover(screen, offset=(to, 10))
            await pilot.mouse_up(screen, offset=(to, 10))
            await until(pilot, lambda: (side.region.right - 1 if side is left else side.region.x) == to)  # noqa: B023
        assert (left.region.width, right.region.width) == (51, 60) != before
        await pilot.hover(screen, offset=(70, 10))
        await pilot.pause()
        assert left.region.width == 51
        await pilot.press("q")
        await until(pilot, lambda: app._exit)
    app = GlossatorApp(str(folder / "two.md"))
    async with app.run_test(size=(160, 30)) as pilot:
        await settled(pilot)
        assert screen_of(pilot).query_one("#left").region.width == 51


async def test_a_title_cut_short_in_the_tree_is_told_in_full(folder: Path) -> None:
    long = "A title much longer than the section tree has room for"
    (folder / "long.md").write_text(f"# Short\n\nx\n\n## {long}\n\nx\n")
    app = GlossatorApp(str(folder / "long.md"))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        screen = screen_of(pilot)
        tree = screen.query_one(Sections)
        await pilot.press("tab", "j")
        await until(pilot, lambda: long in str(screen.query_one("#message").render()))
        await pilot.press("k")
        await until(pilot, lambda: long not in str(screen.query_one("#message").render()))
        await pilot.hover(Sections, offset=(5, 2))
        await until(pilot, lambda: long in str(tree.tooltip))
        await pilot.hover(Sections, offset=(5, 1))
        await until(pilot, lambda: tree.tooltip is None)


async def test_another_document_is_opened_from_the_palette(folder: Path) -> None:
    app = GlossatorApp(str(folder / "one.md"))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        for typed, shown in (("-", "standard input"), (str(folder / "none.md"), "no such file")):
            app.documents.ask_for_another()
            await until(pilot, lambda: isinstance(app.screen, Prompt))
            await pilot.press(*typed, "enter")
            await until(pilot, lambda: any(shown in note.message for note in app._notifications))  # noqa: B023
            assert title(pilot) == "One"
        await pilot.press("ctrl+p", *"open")
        await pilot.pause()
        assert any(command.title == "Open" for command in app.get_system_commands(app.screen))
        await pilot.press("escape")
        app.documents.ask_for_another()
        await until(pilot, lambda: isinstance(app.screen, Prompt))
        await pilot.press(*str(folder / "two.md"), "enter")
        await until(pilot, lambda: title(pilot) == "Two")
        await pilot.press("ctrl+o")
        await until(pilot, lambda: title(pilot) == "One")


async def test_the_menu_takes_the_keys_and_a_click_beside_it_closes_it(folder: Path) -> None:
    app = GlossatorApp(str(folder / "one.md"))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        screen = screen_of(pilot)
        body, text = screen.body, screen.reading.document.text
        await pilot.press("right_curly_bracket", "V", "enter", "i", "enter")
        await until(pilot, lambda: menu_is_open(pilot))
        place = body.caret_position, body.position
        await pilot.press("j", "G", "slash", "tab", "w", "question_mark", "L")
        assert menu_is_open(pilot) and (body.caret_position, body.position) == place
        region = body.line_region(text.index("End"))
        await pilot.click("#body", offset=(region.x, 25))
        await until(pilot, lambda: not menu_is_open(pilot) and app.focused is body)
        assert screen.menu_pane and not screen.menu_pane.display
        await pilot.mouse_down("#body", offset=(region.x, region.y), button=3)
        await until(pilot, lambda: menu_is_open(pilot) and body.selection)
        await pilot.press("escape")
        await until(pilot, lambda: not menu_is_open(pilot) and app.focused is body)
        assert body.selection is None, "what only the menu selected stayed selected"


async def test_the_menu_offers_the_colours_by_number_and_by_name(folder: Path) -> None:
    app = GlossatorApp(str(folder / "one.md"))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        notes = screen_of(pilot).reading.notes
        await pilot.press("right_curly_bracket", "V", "enter", "i", "enter")
        await until(pilot, lambda: menu_is_open(pilot))
        await pilot.press("4")
        await until(pilot, lambda: notes.items[0].color == "pink" and not menu_is_open(pilot))
        await pilot.press("enter", "down", "down", "down", "enter")
        await until(pilot, lambda: menu_is_open(pilot) and "Colour" in str(app.screen.query_one("#menu").border_title))
        await pilot.press("down", "enter")
        await until(pilot, lambda: notes.items[0].color == "green" and not menu_is_open(pilot))
        await saved(pilot)


@pytest.mark.parametrize("width", [70, 100, 160])
async def test_the_line_of_keys_says_what_can_be_done_here(folder: Path, width: int) -> None:
    app = GlossatorApp(str(folder / "one.md"))
    async with app.run_test(size=(width, 20)) as pilot:
        await settled(pilot)

        def keys() -> str:
            return " ".join(str(app.screen.query_one(KeyLine).render()).split())

        await until(pilot, lambda: keys().startswith("] Section v Select m Note") and "? Help q Quit" in keys())
        await pilot.press("right_curly_bracket", "V")
        await until(pilot, lambda: keys().startswith("⏎ Highlight m Note c Colour y Copy : Menu"))
        assert "? Help" in keys() and "q Quit" in keys()
        await pilot.press("enter")
        await until(pilot, lambda: keys().startswith("⏎ Menu m Note # Tags c Colour x Delete"))
        assert "? Help" in keys() and "q Quit" in keys()
        await saved(pilot)
        await pilot.press("i", "right_curly_bracket", "w")
        await until(pilot, lambda: keys().startswith("] Section v Select m Note"))
        await pilot.press("left_curly_bracket", "left_curly_bracket")
        await until(pilot, lambda: keys().startswith("⏎ Menu m Note # Tags c Colour x Delete"))
        await pilot.press("escape", "x")
        await until(pilot, lambda: keys().startswith("] Section v Select m Note"))


async def test_a_long_message_has_the_line_to_itself(folder: Path) -> None:
    app = GlossatorApp(str(folder / "one.md"))
    async with app.run_test(size=(100, 20)) as pilot:
        await settled(pilot)
        screen = screen_of(pilot)
        progress, message = screen.query_one("#progress"), screen.query_one("#message")
        assert progress.display
        screen.show_status("word " * 15 + "end")
        await until(pilot, lambda: not progress.display and message.size.width >= 90)
        screen.show_status("short")
        await until(pilot, lambda: progress.display and message.size.width < 70)


async def test_a_count_before_any_key_that_goes_on(article: Path) -> None:
    article.write_text(ARTICLE * 3, "utf-8")
    app = GlossatorApp(str(article))
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        screen = screen_of(pilot)

        def said() -> str:
            return str(screen.query_one("#message", Static).render())

        await pilot.press(*"/night", "enter")
        await until(pilot, lambda: said() == "1 of 12 for night")
        await pilot.press("3", "n")
        await until(pilot, lambda: said() == "4 of 12 for night")
        await pilot.press("2", "N")
        await until(pilot, lambda: said() == "2 of 12 for night")
        place = screen.body.place
        await pilot.press(*"G", "g", "g", "G")
        await pilot.press("3", "ctrl+o")
        assert screen.body.place == place
        await pilot.press("9", "alt+right")
        assert screen.body.place > place
        await pilot.press("g", "g")
        for _ in range(3):
            await pilot.press("V", "enter", "escape", "right_curly_bracket")
            await saved(pilot)
        assert len(screen.reading.notes.items) == 3
        first, _, third = screen.reading.notes.items
        await pilot.press("9", "comma")
        assert screen.annotating.current() is first
        await pilot.press("7", "full_stop")
        assert screen.annotating.current() is third
        await pilot.press("2", "u")
        await saved(pilot)
        assert len(screen.reading.notes.items) == 1
        assert said() == "undone 2 changes"
        await pilot.press("9", "ctrl+r")
        await saved(pilot)
        assert len(screen.reading.notes.items) == 3


async def test_a_highlight_that_was_put_away_is_not_deleted(tmp_path: Path) -> None:
    path = tmp_path / "two.md"
    path.write_text("# Two\n\n" + "A paragraph of two.\n\n" * 60 + "## Part\n\nOne sentence here. Another one here.\n")
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        screen = screen_of(pilot)
        await pilot.press("right_square_bracket", "right_curly_bracket", "i", "V", "enter", "escape")
        await saved(pilot)
        (item,) = screen.reading.notes.items
        for gone in (["comma", "escape"], ["comma", "i", "escape"], ["comma", "g", "g", "right_square_bracket"]):
            await pilot.press("G", "comma")
            assert screen.annotating.current() is item
            await pilot.press(*gone, "x")
            await pilot.pause()
            assert screen.reading.notes.items == [item], gone
            assert "no highlight here" in str(screen.query_one("#message", Static).render())


async def test_a_drag_ends_when_a_dialog_takes_the_release(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        body = screen_of(pilot).body
        await pilot.mouse_down("#body", offset=(30, 3))
        await pilot.hover("#body", offset=(40, 3))
        await pilot.press("question_mark")
        await until(pilot, lambda: app.screen is not screen_of(pilot))
        await pilot.mouse_up(offset=(40, 3))
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen_of(pilot))
        before = body.selection
        await pilot.hover("#body", offset=(60, 10))
        assert body.selection == before


async def test_a_document_that_is_gone_is_passed_over_on_the_way_back(folder: Path) -> None:
    (folder / "two.md").write_text("# Two\n\nOn to [three](three.md).\n")
    (folder / "three.md").write_text("# Three\n\nThe last of them.\n")
    app = GlossatorApp(str(folder / "one.md"))
    async with app.run_test(size=(120, 30)) as pilot:
        for key, wanted in (("", "One"), ("o", "Two"), ("o", "Three")):
            await pilot.press(*([key] if key else []))
            await until(pilot, lambda: title(pilot) == wanted)  # noqa: B023
            await settled(pilot)
        (folder / "two.md").unlink()
        await pilot.press("ctrl+o")
        await until(pilot, lambda: any("no such file" in each.message for each in app._notifications))
        assert title(pilot) == "Three"
        await pilot.press("ctrl+o")
        await until(pilot, lambda: title(pilot) == "One")


async def test_q_leaves_a_document_that_did_not_come_from_the_library(folder: Path) -> None:
    for name in ("two.md", "one.md"):
        app = GlossatorApp(str(folder / name))
        async with app.run_test(size=(120, 30)) as pilot:
            await settled(pilot)
            if name == "one.md":
                (folder / "two.md").unlink()
                await pilot.press("L")
                await until(pilot, lambda: isinstance(app.screen, LibraryScreen))  # noqa: B023
                await pilot.press(*"two", "enter")
                await until(pilot, lambda: any("no such file" in each.message for each in app._notifications))  # noqa: B023
            await pilot.press("q")
            await until(pilot, lambda: app._exit)  # noqa: B023


async def test_highlights_of_one_colour_that_overlap_are_both_seen(folder: Path) -> None:
    app = GlossatorApp(str(folder / "one.md"))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        screen = screen_of(pilot)
        text = screen.reading.document.text
        for words in ("A sentence more", "sentence"):
            start = text.index(words)
            screen.body.select_between(start, start + len(words) - 1)
            await pilot.press("enter")
            await saved(pilot)
        row = screen.body.line_region(text.index("A sentence")).y
        drawn = {piece.text: piece.style for piece in screen.body.render_line(row - screen.body.scroll_offset.y)}
        outer, inner = drawn["A "], drawn["sentence"]
        assert outer and inner and outer.bgcolor == inner.bgcolor and outer != inner


async def test_a_count_of_any_length_is_a_large_one(folder: Path) -> None:
    app = GlossatorApp(str(folder / "two.md"))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        screen = screen_of(pilot)
        await pilot.press("i", *"10000001", "j")
        assert "More." in screen.reading.document.text[screen.body.caret_position - 1 :]
        assert screen.body.caret_position > len(screen.reading.document.text) - 20


async def test_a_wikilink_opens_the_note_that_it_names(folder: Path) -> None:
    (folder / "vault").mkdir()
    (folder / "vault" / "Other note.md").write_text("# Other note\n\nWords.\n\n" + "More.\n\n" * 60 + "## The end\n\nLast.\n")
    (folder / "one.md").write_text("# One\n\nSee [[Other note#The end|the other]] and [[two]].\n")
    app = GlossatorApp(str(folder / "one.md"))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        assert "See the other and two." in screen_of(pilot).reading.document.text
        await pilot.press("o")
        await until(pilot, lambda: screen_of(pilot).body._labels)
        await pilot.press(next(iter(screen_of(pilot).body._labels.values()))[0][1])
        await until(pilot, lambda: title(pilot) == "Other note")
        screen = screen_of(pilot)
        await until(pilot, lambda: screen.reading.document.text[screen.body.position :].startswith("The end"))


async def test_the_notes_may_be_measured_before_a_deleted_one_has_left_them(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        screen = screen_of(pilot)
        await pilot.press("V", "enter")
        await saved(pilot)
        screen.reading.notes.remove(screen.reading.notes.items[0].id)
        await pilot.resize_terminal(130, 20)
        await pilot.pause()
        await pilot.press("u")
        await saved(pilot)
        assert len(screen.reading.notes.items) == 1


async def test_the_section_shown_is_that_of_the_place_gone_to_or_the_caret(tmp_path: Path) -> None:
    path = tmp_path / "parts.md"
    path.write_text("# Parts\n\n" + "".join(f"## Part {n}\n\nSome words.\n\nMore of them.\n\n" for n in range(1, 20)))
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        screen = screen_of(pilot)

        def shown() -> str:
            return str(screen.query_one("#title", Static).render()).partition(" › ")[2]

        await pilot.press("slash", *"part", "space", "3", "enter")
        await until(pilot, lambda: shown() == "Part 3")
        assert screen.body.position < screen.reading.document.text.index("Part 2")
        await pilot.press("j")
        await until(pilot, lambda: shown() == "Part 1")
        await pilot.press("i", "right_square_bracket", "right_square_bracket")
        await until(pilot, lambda: shown() == "Part 5")
        await pilot.press("V", "left_square_bracket", "left_square_bracket")
        await until(pilot, lambda: shown() == "Part 3")
        await pilot.press("escape", "escape")
        await pilot._post_mouse_events([events.MouseScrollDown], "#body", button=0)
        await until(pilot, lambda: shown() == "Part 2")


async def test_the_section_tree_begins_where_the_text_stands_however_soon_it_gets_the_keys(tmp_path: Path) -> None:
    path = tmp_path / "parts.md"
    path.write_text("# Whole\n\n" + "\n\n".join(f"## Part {n}\n\n### Inner {n}\n\n" + "Words of it. " * 300 for n in range(40)))
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await settled(pilot)
        tree = screen.query_one(Sections)
        for jump, wanted in (("40]", "Inner 19"), ("10[", "Inner 14"), ("gg", "Whole")):
            screen.body.focus()
            await until(pilot, lambda: screen.body.has_focus)
            await pilot.press(*({"]": "right_square_bracket", "[": "left_square_bracket"}.get(key, key) for key in jump), "tab")
            await until(pilot, lambda: tree.has_focus)
            assert tree.cursor_node is not None
            title = str(tree.cursor_node.label)
            section = screen.reading.document.section_at(screen.body.here)
            assert section is not None and title == screen.reading.document.sections[section].title
            await pilot.press("down", "up")
            assert str(tree.cursor_node.label) == title == wanted


async def test_the_next_section_is_the_one_after_the_place_gone_to(tmp_path: Path) -> None:
    path = tmp_path / "sections.md"
    trees = ["Alder", "Birch", "Cedar", "Damson", "Elm", "Fig", "Ginkgo", "Hazel"]
    path.write_text("".join(f"## {tree}\n\nThe leaves of {tree} fall. " + "And so on, and on. " * 40 + "\n\n" for tree in trees))
    app = GlossatorApp(str(path))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await settled(pilot)
        text = screen.reading.document.text
        hit = text.index("leaves of Damson")
        await pilot.press("slash", *"leaves of damson", "enter")
        await until(pilot, lambda: screen.body.here == hit)
        assert screen.body.place < text.index("Damson")  # its heading is on screen
        await pilot.press("right_square_bracket")
        await until(pilot, lambda: screen.body.here != hit)
        assert text[screen.body.here :].startswith("Elm")
