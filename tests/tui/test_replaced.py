"""What was begun on one version of a text ends on the next one: keys, labels, a drag, notes, drafts, the section tree."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from textual import events
from textual.app import App, ComposeResult

from glossator.content.document import Builder, Document
from glossator.content.notes.notebook import Notebook
from glossator.tui.app import GlossatorApp
from glossator.tui.key_sequences import KeySequences
from glossator.tui.reading.position_map import PositionMap
from glossator.tui.reading.reading import Reading
from glossator.tui.widgets.body import Body
from glossator.tui.widgets.paint import Mark
from tests.tui.settled import begin_note, reader_screen, settled, until


def document(*paragraphs: str, rest: int = 0) -> Document:
    builder = Builder()
    for paragraph in paragraphs:
        builder.add("paragraph", paragraph)
    return replace(builder.document("t"), rest=rest)


class OneText(App[None]):
    """The text alone."""

    def __init__(self, shown: Document) -> None:
        super().__init__()
        self._shown = shown
        self.sequences = KeySequences(self, lambda text: None)

    def compose(self) -> ComposeResult:
        yield Body(self._shown, 0, id="body")


def replaced(body: Body, by: Document) -> None:
    body.replace_document(by, body.generation + 1, PositionMap(body.document.text, by.text))


BEGINNING = ["alpha beta gamma"] * 3
MOTIONS: dict[str, Callable[[Body], None]] = {
    "w": lambda body: body.action_move("word_next"),
    "j": lambda body: body.action_lines(1),
    "}": lambda body: body.action_move("paragraph_next"),
    ")": lambda body: body.action_move("sentence_next"),
    "shift+down": lambda body: body.action_select_to("down"),
    "ctrl+shift+right": lambda body: (body.action_select_to("word_end"), body.action_select_to("word_end"))[0],
}


@pytest.mark.parametrize("key", MOTIONS)
async def test_a_motion_that_waited_for_the_rest_goes_on_in_it(key: str) -> None:
    head = document(*BEGINNING, "one two three", rest=1000)
    whole = document(*BEGINNING, "one two three", "four five six", "seven eight")
    app = OneText(head)
    async with app.run_test(size=(80, 24)) as pilot:
        body = app.query_one(Body)
        body.show_caret(head.text.index("three"))
        await pilot.pause()
        MOTIONS[key](body)
        assert body.awaits_text
        replaced(body, whole)
        assert body.caret_position >= whole.text.index("four")


OLD = document("alpha beta gamma", "one two three")
NEW = document("An entirely new first paragraph", "alpha beta gamma", "one two three")


async def test_a_leap_is_over_when_the_text_is_replaced() -> None:
    app = OneText(OLD)
    async with app.run_test(size=(80, 24)):
        body = app.query_one(Body)
        body.action_leap()
        replaced(body, NEW)
        assert not app.sequences.is_waiting
        assert not await app.sequences.take(events.Key("b", "b")) and not body._labels


async def test_a_drag_goes_on_from_the_word_where_it_began() -> None:
    app = OneText(OLD)
    async with app.run_test(size=(80, 24)):
        body = app.query_one(Body)
        body.pointer._pressed_at = OLD.text.index("beta")
        body.select_between(OLD.text.index("beta"), OLD.text.index("gamma"))
        replaced(body, NEW)
        region = body.line_region(NEW.text.index("gamma") + 2)
        body.pointer._at = region.x, region.y
        body.pointer._extend()
        assert body.selection and NEW.text[slice(*body.selection.range)] == "beta gam"


async def test_the_sentence_that_is_read_aloud_stays_marked() -> None:
    app = OneText(OLD)
    async with app.run_test(size=(80, 24)):
        body = app.query_one(Body)
        body.set_spoken((OLD.text.index("one"), len(OLD.text)))
        replaced(body, NEW)
        assert body.marks.spoken and NEW.text[slice(*body.marks.spoken)] == "one two three"


async def test_the_words_of_a_hit_stay_marked() -> None:
    app = OneText(OLD)
    async with app.run_test(size=(80, 24)):
        body = app.query_one(Body)
        start = OLD.text.index("beta")
        body.set_hit([Mark(start, start + 4, "word")])
        replaced(body, NEW)
        assert [(NEW.text[slice(mark.start, mark.end)], mark.style) for mark in body.marks.hits] == [("beta", "word")]


async def test_the_section_tree_leads_where_its_title_says_also_when_it_came_before_the_text(tmp_path: Path) -> None:
    path = tmp_path / "book.md"
    prose = ("Words of the chapter and more of them. " * 40 + "\n\n") * 3
    path.write_text("# Book\n\n" + "".join(f"## Chapter {number}\n\n{prose}" for number in range(1, 801)))
    app = GlossatorApp(str(path))
    async with app.run_test(size=(140, 30)) as pilot:
        await settled(pilot)
        screen = reader_screen(pilot)
        assert screen and screen.sections_pane
        tree, section = screen.sections_pane, screen.reading.document.sections[60]
        assert tree._generation == screen.reading.generation
        screen.navigation.go_to(section.start, tree._generation)
        await until(pilot, lambda: screen.body.position == section.start)


def loaded(reading: Reading, *, refresh: bool = False) -> None:
    """Read the document to its end, as the background task does."""
    result = reading.loader.load(reading.request(refresh=refresh), lambda _: None, lambda _: None)
    assert reading.loader.is_latest(result)
    reading.replace_state(result)


def test_a_draft_from_before_a_reload_is_gone_once_the_note_is_saved(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# T\n\nOne two three. Four five six.\n")
    reading = Reading(str(path), to_end=True)
    loaded(reading)
    item = reading.notes.highlight(5, 8, "yellow")
    reading.notes.keep_draft(item, "half a note")
    path.write_text("# T\n\nOne two three. Four five six. Seven.\n")
    loaded(reading, refresh=True)
    reading.notes.edit(item.id, note="half a note, finished")
    reading.notes.flush()
    reading.notes.drop_draft(item)
    assert not [*reading.notes.drafts()]


async def test_what_another_window_wrote_is_placed_in_the_text_as_it_is_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.md"
    path.write_text("# T\n\nOne two three. Four five six.\n\nSeven eight nine.\n")
    app = GlossatorApp(str(path))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await settled(pilot)
        notes = screen.reading.notes
        seven = screen.reading.document.text.index("Seven")
        notes.highlight(seven, seven + 5, "yellow")
        notes.flush()
        other = Notebook.open(screen.reading.document)
        from glossator.content.notes.selectors import describe

        eight = screen.reading.document.text.index("eight")
        other.add(describe(screen.reading.document.text, eight, eight + 5), color="green")
        refresh = notes.refresh

        def reloaded_meanwhile() -> object:
            placed = refresh()
            path.write_text("# T\n\nA wholly new paragraph.\n\nOne two three. Four five six.\n\nSeven eight nine.\n")
            pilot.app.call_from_thread(loaded, screen.reading, refresh=True)
            return placed

        monkeypatch.setattr(notes, "refresh", reloaded_meanwhile)
        await screen.saving._look(notes)
        text = screen.reading.document.text
        assert text.startswith("T\nA wholly")
        assert {text[place.start : place.end] for place in notes.anchors.values()} == {"Seven", "eight"}


async def test_a_highlight_made_for_a_note_stays_when_another_window_wrote_one(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("# T\n\nOne two three. Four five six.\n")
    app = GlossatorApp(str(path))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await settled(pilot)
        await begin_note(pilot)
        await until(pilot, lambda: not screen.reading.notes.unsaved and screen.reading.notes.items)
        other = Notebook.open(screen.reading.document)
        other.edit(other.items[0].id, note="from another window")
        screen.saving.check_notebook()
        await until(pilot, lambda: screen.reading.notes.items[0].note)
        await pilot.press("ctrl+q")
        await until(pilot, lambda: pilot.app.screen is screen)
        await until(pilot, lambda: not screen.reading.notes.unsaved)
        assert [item.note for item in Notebook.open(screen.reading.document).items] == ["from another window"]


async def test_a_tree_of_very_many_sections_says_how_the_others_are_found(tmp_path: Path) -> None:
    path = tmp_path / "many.md"
    path.write_text("# a\n\n" * 20_500)
    app = GlossatorApp(str(path))
    async with app.run_test(size=(140, 30)) as pilot:
        await settled(pilot)
        screen = reader_screen(pilot)
        assert screen and screen.sections_pane
        assert len(screen.sections_pane._leaves) == 20_000
        assert str(screen.sections_pane.root.children[-1].label) == "500 more; s finds them"
        await pilot.press("G")
        await until(pilot, lambda: screen.body.position > screen.reading.document.sections[20_000].start)
