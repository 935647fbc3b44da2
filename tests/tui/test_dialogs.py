"""What lies over the text: it has the keys while it is seen, gives them back, comes at no wrong moment, and can be left."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events
from textual._compositor import Compositor
from textual.pilot import Pilot
from textual.screen import ModalScreen
from textual.widgets import Input, TextArea

from glossator.content import open_document
from glossator.content.notes.notebook import Notebook
from glossator.tui.app import GlossatorApp
from glossator.tui.controllers import running, unasked
from glossator.tui.screens.modals.footnote import Footnote
from glossator.tui.screens.modals.key_help import KeyHelp
from glossator.tui.screens.modals.note_editor import NoteEditor
from glossator.tui.screens.modals.prompt import Prompt
from glossator.tui.screens.modals.question import Answer, Question
from glossator.tui.screens.modals.section_picker import SectionPicker
from glossator.tui.screens.reader import ReaderScreen
from glossator.tui.widgets.entries import EntryList
from glossator.tui.widgets.field import Field
from glossator.tui.widgets.footer import KeyLine
from tests.tui.settled import begin_note, menu_is_open, reader_screen, saved, settled, until
from tests.tui.test_commands import program, reader_with, waiting


def screen_of(pilot: Pilot[None]) -> ReaderScreen:
    screen = reader_screen(pilot)
    assert screen
    return screen


def items(pilot: Pilot[None]) -> list[str]:
    notes = screen_of(pilot).reading.notes
    return [item.color for item in notes.items]


async def highlight_and_menu(pilot: Pilot[None]) -> None:
    await settled(pilot)
    await pilot.press("V", "enter")
    await saved(pilot)
    await pilot.press("colon")
    await until(pilot, lambda: menu_is_open(pilot))


# -- who has the keys


async def test_the_menu_stays_when_the_terminal_loses_and_gains_the_focus(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(100, 30)) as pilot:
        await highlight_and_menu(pilot)
        app.post_message(events.AppBlur())
        await pilot.pause()
        assert menu_is_open(pilot) and screen_of(pilot).menu_pane.display  # type: ignore[union-attr]
        app.post_message(events.AppFocus())
        await pilot.pause()
        await pilot.press("escape")
        await until(pilot, lambda: not menu_is_open(pilot) and app.focused is screen_of(pilot).body)


async def test_keys_reach_a_terminal_that_has_not_the_focus(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(60, 12)) as pilot:
        await settled(pilot)
        app.post_message(events.AppBlur())
        await pilot.press("space")  # as tmux send-keys does
        await until(pilot, lambda: screen_of(pilot).body.position > 0)


@pytest.mark.parametrize("key", ["escape", "3"])
async def test_the_text_has_the_keys_again_after_the_colours(article: Path, key: str) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(100, 30)) as pilot:
        await highlight_and_menu(pilot)
        await pilot.press("down", "down", "down", "enter")
        await until(pilot, lambda: "Colour" in str(app.screen.query_one("#menu").border_title))
        await pilot.press(key)
        await until(pilot, lambda: not menu_is_open(pilot) and app.focused is screen_of(pilot).body)
        if key == "3":
            await until(pilot, lambda: items(pilot) == ["blue"])


async def test_a_closed_menu_keeps_no_keys_whatever_gives_it_the_focus(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(100, 30)) as pilot:
        await highlight_and_menu(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: not menu_is_open(pilot))
        app.screen.set_focus(app.screen.query_one("#menu-list"))
        await until(pilot, lambda: app.focused is screen_of(pilot).body)


async def test_only_the_left_button_chooses_from_the_menu(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(100, 30)) as pilot:
        await highlight_and_menu(pilot)
        for button in (2, 3):
            await pilot.click("#menu-list", offset=(3, 2), button=button)
            await pilot.pause()
            assert menu_is_open(pilot) and items(pilot) == ["yellow"]
        await pilot.click("#menu-list", offset=(3, 2))
        await until(pilot, lambda: items(pilot) == ["green"] and not menu_is_open(pilot))


async def test_a_reload_under_the_menu_leaves_it_to_its_highlight(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(100, 30)) as pilot:
        await highlight_and_menu(pilot)
        article.write_text("Words before it all.\n\n" + article.read_text())
        screen_of(pilot).opening.reload()
        await until(pilot, lambda: screen_of(pilot).reading.document.text.startswith("Words before"))
        await until(pilot, lambda: screen_of(pilot).reading.is_complete)
        assert menu_is_open(pilot)
        await pilot.press("c")
        await until(pilot, lambda: screen_of(pilot).reading.notes.items[0].color == "green")


@pytest.mark.parametrize("keys", [("f",), ("g",), ("M",), ("f", "t")], ids="".join)
async def test_what_waits_for_a_key_is_over_when_something_opens_over_it(article: Path, keys: tuple[str, ...]) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press(*keys)
        app.action_command_palette()  # as a click in the footer does
        await until(pilot, lambda: app.screen is not screen_of(pilot))
        await pilot.press("w", "i")
        await until(pilot, lambda: app.screen.query_one("Input").value == "wi")  # type: ignore[attr-defined]
        await pilot.press("escape", "escape")
        await until(pilot, lambda: app.screen is screen_of(pilot))
        assert not app.sequences.is_waiting and not screen_of(pilot).body.leaping._labels


# -- what nobody asked for


async def opened_menu(pilot: Pilot[None]) -> Callable[[], bool]:
    await pilot.press("V", "colon")
    await until(pilot, lambda: menu_is_open(pilot))
    return lambda: menu_is_open(pilot)


async def leap(pilot: Pilot[None]) -> Callable[[], bool]:
    await pilot.press("f")
    return lambda: pilot.app.sequences.is_waiting  # type: ignore[attr-defined, no-any-return]


async def writing(pilot: Pilot[None]) -> Callable[[], bool]:
    await pilot.press("V", "m")
    await until(pilot, lambda: bool(pilot.app.screen.query(TextArea)))
    return lambda: bool(pilot.app.screen.query(TextArea))


async def searching(pilot: Pilot[None]) -> Callable[[], bool]:
    await pilot.press("slash", "t")
    await until(pilot, lambda: pilot.app.focused is not screen_of(pilot).body)
    return lambda: pilot.app.screen is screen_of(pilot) and pilot.app.focused is not screen_of(pilot).body


@pytest.mark.parametrize("begin", [opened_menu, leap, writing, searching])
async def test_a_question_about_the_file_waits_until_nothing_else_has_the_keys(
    article: Path, begin: Callable[[Pilot[None]], object]
) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        goes_on = await begin(pilot)  # type: ignore[misc]
        article.write_text("Words before it all.\n\n" + article.read_text())
        for _ in range(3):
            screen_of(pilot).opening.watch_file()
            await pilot.pause()
        assert goes_on() and not isinstance(app.screen, Question)
        await pilot.press("escape")

        def is_asked() -> bool:
            screen_of(pilot).opening.watch_file()
            return isinstance(app.screen, Question)

        await until(pilot, is_asked)
        await pilot.press("y")
        await until(pilot, lambda: screen_of(pilot).reading.document.text.startswith("Words before"))


@pytest.mark.parametrize("keys", [("colon", "escape"), ("slash", "escape"), ("tab", "shift+tab")], ids=str)
async def test_keys_that_go_elsewhere_draw_only_what_changes(
    article: Path, keys: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole: list[None] = []
    draw = Compositor.render_full_update
    monkeypatch.setattr(Compositor, "render_full_update", lambda *given, **named: (whole.append(None), draw(*given, **named))[1])
    app = GlossatorApp(str(article))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("V", *keys)
        await pilot.pause()
        whole.clear()
        for key in keys:
            before = app.focused
            await pilot.press(key)
            await until(pilot, lambda: app.focused is not before)  # noqa: B023
        assert not whole


@pytest.mark.parametrize("before", [(), ("V", "colon"), ("question_mark",), ("slash",), ("ctrl+p",)], ids=str)
async def test_work_that_nobody_asked_for_waits_for_the_hand_wherever_the_keys_go(
    article: Path, before: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press(*before)
        moves: list[None] = []
        monkeypatch.setattr(screen_of(pilot).reading.activity, "note_activity", lambda: moves.append(None))
        await pilot.press("up", "f9", "up")
        assert len(moves) >= 3


@pytest.mark.parametrize("begin", [opened_menu, leap, writing, searching])
async def test_what_a_program_prints_late_waits_as_well(
    article: Path, folders: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begin: Callable[[Pilot[None]], object]
) -> None:
    monkeypatch.setattr(running, "_SOON", 0.0)  # it is late from the beginning
    looks: list[bool] = []
    is_at_rest = unasked.is_at_rest
    monkeypatch.setattr(unasked, "is_at_rest", lambda *given: (looks.append(is_at_rest(*given)), looks[-1])[1])
    go = tmp_path / "go"
    slow = program(tmp_path / "bin", "slow", waiting(go, f"echo the answer; : > {tmp_path}/told"))
    app = reader_with(f'f5 = "{slow}"', article, folders)
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("i", "f5")
        goes_on = await begin(pilot)  # type: ignore[misc]
        go.touch()
        await until(pilot, (tmp_path / "told").exists)
        await until(pilot, lambda: len(looks) >= 5)  # whether the answer may be shown
        assert goes_on() and not isinstance(app.screen, Footnote), (app.screen, [str(w) for w in screen_of(pilot).workers], app.is_running, app.crash)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Footnote))


async def test_the_offer_to_go_on_with_a_draft_waits_for_the_hand_to_rest(article: Path) -> None:
    from glossator.content.notes.drafts import keep_draft
    from glossator.content.notes.selectors import describe

    async def typed(pilot: Pilot[None]) -> None:
        await pilot.press("slash")

    app = GlossatorApp(str(article))
    document = app.reader.reading.document  # type: ignore[union-attr]
    book = Notebook.open(document)
    keep_draft(document, book.add(describe(document.text, 50, 60)), "in the making")
    async with app.run_test(size=(100, 30)) as pilot:
        await typed(pilot)
        await settled(pilot)
        await pilot.press("n", "i", "g", "h", "t")
        await until(pilot, lambda: screen_of(pilot).search_pane.query_one("Input").value == "night")  # type: ignore[union-attr, attr-defined]
        assert app.screen is screen_of(pilot)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, Question))


# -- leaving


async def opened(pilot: Pilot[None], keys: list[str]) -> None:
    await settled(pilot)
    await pilot.press(*keys)
    await until(pilot, lambda: isinstance(pilot.app.screen, ModalScreen) or menu_is_open(pilot))


@pytest.mark.parametrize(
    "keys", [["question_mark"], ["V", "colon"], ["s"], ["ctrl+p"], ["V", "enter", "number_sign"], ["ctrl+e"]], ids="-".join
)
async def test_ctrl_q_leaves_from_wherever_one_is(article: Path, keys: list[str]) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(pilot, keys)
        suspends = [each.binding.action for key, each in app.screen.active_bindings.items() if key == "ctrl+z"]
        assert suspends == ["app.suspend_process"]
        await pilot.press("ctrl+q")
        await until(pilot, lambda: not app.is_running)
    assert app.return_code == 0 and app.crash is None


async def test_ctrl_q_at_a_question_over_the_editor_keeps_what_was_typed(article: Path) -> None:
    from glossator.content.notes.drafts import drafts_of

    app = GlossatorApp(str(article))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("V", "m")
        await until(pilot, lambda: bool(app.screen.query(TextArea)))
        await pilot.press("a", "ctrl+q")
        await until(pilot, lambda: isinstance(app.screen, Question))
        await pilot.press("ctrl+q")
        await until(pilot, lambda: not app.is_running)
    assert [draft.text for draft in drafts_of(open_document(article))] == ["a"]


# -- little room


async def test_the_menu_is_laid_out_anew_for_more_room(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(20, 5)) as pilot:
        await highlight_and_menu(pilot)
        await pilot.press("end")
        await pilot.resize_terminal(100, 30)
        menu = screen_of(pilot).menu_pane
        assert menu
        await until(pilot, lambda: menu.size.height >= 8)
        entries = menu.query_one("#menu-list")
        shown = [entries.render_line(y).text.strip() for y in range(entries.size.height)]
        assert shown[0].endswith("Write a note") and shown[-1].endswith("Delete")
        assert all(line and line.split()[0] != "colour" for line in shown)


@pytest.mark.parametrize("size", [(20, 5), (30, 6), (40, 8)])
async def test_the_note_editor_has_a_line_to_type_in_on_the_smallest_screen(article: Path, size: tuple[int, int]) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("V", "m")
        await until(pilot, lambda: bool(app.screen.query(TextArea)))
        area = app.screen.query_one(TextArea)
        await until(pilot, lambda: area.size.height >= 1 and app.screen.region.contains_region(area.region))


async def test_a_question_is_answered_by_a_click(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(70, 20)) as pilot:
        screen = await settled(pilot)
        await begin_note(pilot, "w", "escape", "x")
        await until(pilot, lambda: isinstance(app.screen, Question))
        await pilot.click(app.screen.query(Answer)[1])
        await until(pilot, lambda: app.screen is screen)
        assert len(screen.reading.notes.items) == 1
        await pilot.press("x")
        await until(pilot, lambda: isinstance(app.screen, Question))
        await pilot.click(app.screen.query(Answer)[0])
        await until(pilot, lambda: not screen.reading.notes.items)


async def test_a_click_beside_a_dialog_closes_it_but_never_what_was_typed(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        for key, kind in [("s", SectionPicker), ("question_mark", KeyHelp), ("ctrl+e", Prompt)]:
            await pilot.press(key)
            await until(pilot, lambda: isinstance(app.screen, kind))  # noqa: B023
            await pilot.click(offset=(1, 1))
            await until(pilot, lambda: app.screen is reader_screen(pilot))
        await pilot.press("ctrl+e")
        await until(pilot, lambda: isinstance(app.screen, Prompt))
        await pilot.press("x")
        await pilot.click(offset=(1, 1))
        await pilot.press("escape", "V", "m")
        await until(pilot, lambda: isinstance(app.screen, NoteEditor))
        await pilot.click(offset=(1, 1))
        await pilot.press("w", "escape")
        await until(pilot, lambda: [each.note for each in reader_screen(pilot).reading.notes.items] == ["w"])


@pytest.mark.parametrize(("keys", "says"), [("s", "Go"), ("slash", "Go"), ("ctrl+e", "Export"), ("L", "Read")])
async def test_the_line_of_keys_says_what_enter_does_in_a_field(article: Path, keys: str, says: str) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(70, 20)) as pilot:
        await settled(pilot)
        await pilot.press(keys)
        await until(pilot, lambda: isinstance(app.focused, Field))
        await until(pilot, lambda: f"⏎ {says}" in " ".join(str(each.render()) for each in app.screen.query(KeyLine)))


async def test_a_menu_within_a_menu_shows_all_of_it(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(70, 20)) as pilot:
        await settled(pilot)
        await pilot.press("V", "enter", "enter")
        await until(pilot, lambda: menu_is_open(pilot))
        await pilot.press("down", "down", "down", "enter")
        entries = app.screen.query_one("#menu-list", EntryList)
        await until(pilot, lambda: entries.option_count == 5 and not entries.show_vertical_scrollbar)
        await until(pilot, lambda: entries.size.height == 5)
        assert ["".join(segment.text for segment in entries.render_line(y)).split() for y in range(5)] == [
            ["1", "yellow"], ["2", "green"], ["3", "blue"], ["4", "pink"], ["5", "purple"]
        ]  # fmt: skip


async def test_a_long_text_is_scrolled_by_key(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        app.push_screen(Footnote("Long", "\n".join(f"line {n}" for n in range(200))))
        await until(pilot, lambda: isinstance(app.screen, Footnote) and any(each.max_scroll_y > 0 for each in app.screen.query("#footnote")))
        area = app.screen.query_one("#footnote")
        page = area.scrollable_content_region.height - 1
        last = area.max_scroll_y
        steps = [("j", 1), ("k", 0), ("down", 1), ("pagedown", 1 + page), ("ctrl+u", 1), ("end", last), ("home", 0), ("G", last), ("up", last - 1)]
        for key, y in steps:
            await pilot.press(key)
            await until(pilot, lambda: area.scroll_offset.y == y)  # noqa: B023
        await pilot.press("q")
        await until(pilot, lambda: app.screen is reader_screen(pilot))


@pytest.mark.parametrize("keys", ["s", "/", "?", "Vm", "V\n#"])
@pytest.mark.parametrize("size", [(160, 45), (70, 20)], ids=str)
async def test_the_terminals_cursor_stands_where_one_types(article: Path, keys: str, size: tuple[int, int]) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        before = app.focused
        for key in keys:
            await pilot.press("enter" if key == "\n" else key)
        await until(pilot, lambda: app.focused is not before)
        await pilot.pause()
        focused = app.focused
        assert focused and focused.content_region.contains_point(app.cursor_position)
        if isinstance(focused, (Input, TextArea)):
            typed = focused.value if isinstance(focused, Input) else focused.text
            await pilot.press("a", "b")
            await until(pilot, lambda: typed != (focused.value if isinstance(focused, Input) else focused.text))
            line = app.cursor_position.y - focused.content_region.y
            assert 0 <= line < focused.content_region.height
            assert app.cursor_position.x == focused.content_region.x + len(typed) + 2
