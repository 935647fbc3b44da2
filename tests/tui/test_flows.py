"""What a reader does with notes, links and files, by key: drafts, tags, histories, deletions, exports, questions."""

import json
import os
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from glossator.content import open_document
from glossator.content.exchange import export
from glossator.content.library.reading_places import Library
from glossator.content.notes.annotation import Annotation
from glossator.content.notes.drafts import drafts_of, keep_draft
from glossator.content.notes.notebook import Notebook
from glossator.content.notes.selectors import describe
from glossator.tui.app import GlossatorApp
from glossator.tui.screens.library import LibraryScreen
from glossator.tui.screens.modals.footnote import Footnote
from glossator.tui.screens.modals.key_help import KeyHelp
from glossator.tui.screens.modals.note_editor import NoteEditor
from glossator.tui.screens.modals.prompt import Prompt
from glossator.tui.screens.modals.question import Question
from glossator.tui.screens.reader import ReaderScreen
from glossator.tui.widgets.entries import EntryList
from tests.data.hostile import pdf
from tests.tui.settled import menu_is_open, saved, settled, until

TEXT = (
    "# Title\n\nThe first sentence of it. See [the end](#the-end), [the web](https://example.org/x) or [a file](file:///x)"
    " and[^n].\n\n## Middle\n\n" + "A long middle goes on and on. " * 60 + "\n\n## The end\n\nHere it ends.\n\n[^n]: A footnote.\n"
)  # fmt: skip


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "text.md"
    made.write_text(TEXT)
    return made


def reader(app: GlossatorApp) -> ReaderScreen:
    return next(screen for screen in app.screen_stack if isinstance(screen, ReaderScreen))


def status(app: GlossatorApp) -> str:
    return str(reader(app).query_one("#message").render())


def items(app: GlossatorApp) -> list[Annotation]:
    return reader(app).reading.notes.items


async def on_screen(pilot: Pilot[Any], kind: type) -> None:
    await until(pilot, lambda: isinstance(pilot.app.screen, kind))


async def test_keys_that_come_together_lose_nothing(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(140, 30)) as pilot:
        await settled(pilot)
        for key in ("V", "enter", "q"):
            app.simulate_key(key)
        await until(pilot, lambda: app._exit)
    assert len(Notebook.open(open_document(path)).items) == 1


async def test_undo_with_nothing_to_undo_says_so(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(140, 30)) as pilot:
        await settled(pilot)
        for key, words in (("u", "nothing to undo"), ("ctrl+r", "nothing to redo")):
            await pilot.press(key)
            await saved(pilot)
            assert status(app) == words


async def test_reading_again_takes_the_file_as_it_is(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(140, 30)) as pilot:
        await settled(pilot)
        path.write_text(TEXT + "\n\nMore.\n")
        os.utime(path, (1, 1))
        await pilot.press("R")
        await until(pilot, lambda: reader(app).reading.generation == 1)
        assert status(app) == "reloaded" and not reader(app).reading.file.was_written()
        path.write_text("")
        await pilot.press("R")
        await until(pilot, lambda: status(app) == "reload failed")
        assert "Here it ends" in reader(app).reading.document.text
        path.unlink()
        reader(app).opening.watch_file()
        assert "the file is gone" in status(app)


async def test_a_file_that_holds_what_was_read_has_not_changed(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(140, 30)) as pilot:
        await settled(pilot)
        file, sha256 = reader(app).reading.file, reader(app).reading.document.bytes_sha256
        os.utime(path, (1, 1))
        assert sha256 and file.was_written() and not file.differs(sha256)
        path.write_text(path.read_text() + "More.\n")
        assert file.was_written() and file.differs(sha256) and not file.was_written()


async def test_a_changed_file_is_asked_about(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(140, 30)) as pilot:
        await settled(pilot)
        path.write_text(TEXT + "\n\nMore.\n")
        os.utime(path, (1, 1))
        reader(app).opening.watch_file()
        await on_screen(pilot, Question)
        await pilot.press("y")
        await until(pilot, lambda: "More." in reader(app).reading.document.text)


@pytest.mark.parametrize(("made_for_it", "left"), [(True, 0), (False, 1)])
async def test_a_draft_is_offered_kept_continued_or_discarded(path: Path, made_for_it: bool, left: int) -> None:
    document = open_document(path)
    book = Notebook.open(document)
    item = book.add(describe(document.text, 10, 20))
    keep_draft(document, item, "half a thought", made_for_it=made_for_it)
    app = GlossatorApp(str(path))
    async with app.run_test(size=(140, 30)) as pilot:
        await on_screen(pilot, Question)
        await pilot.press("escape")  # not now
        await settled(pilot)
        assert len(drafts_of(document)) == 1
        reader(app).opening.offer_drafts()
        await on_screen(pilot, Question)
        await pilot.press("y")
        await on_screen(pilot, NoteEditor)
        assert app.screen.text == "half a thought"  # type: ignore[attr-defined]
        await pilot.press("ctrl+q")
        await on_screen(pilot, Question)
        await pilot.press("y")
        await saved(pilot)
        await until(pilot, lambda: not drafts_of(document))
        assert len(items(app)) == left
    keep_draft(document, item, "another", made_for_it=made_for_it)
    app = GlossatorApp(str(path))
    async with app.run_test(size=(140, 30)) as pilot:
        await on_screen(pilot, Question)
        await pilot.press("n")
        await pilot.pause()
        await pilot.press("y")
        await until(pilot, lambda: not drafts_of(document))
        await saved(pilot)


async def test_tags_history_and_deletion_in_the_notes_pane(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(140, 30)) as pilot:
        await settled(pilot)
        await pilot.press("V", "m")
        await on_screen(pilot, NoteEditor)
        await pilot.press(*"one", "escape")
        await saved(pilot)
        await pilot.press("number_sign")
        await on_screen(pilot, Prompt)
        await pilot.press(*"tag", "enter")
        await saved(pilot)
        assert items(app)[0].tags == ("tag",)
        await pilot.press("shift+tab")
        await pilot.press("e")
        await on_screen(pilot, NoteEditor)
        await pilot.press(*" two", "ctrl+s")
        await saved(pilot)
        assert items(app)[0].note == "one two"
        await pilot.press("h")
        await on_screen(pilot, Footnote)
        await pilot.press("escape", "c")
        await saved(pilot)
        assert items(app)[0].color == "green"
        await pilot.press("x")
        await on_screen(pilot, Question)
        await pilot.press("y")
        await saved(pilot)
        assert items(app) == []
        await pilot.press("d")
        await until(pilot, lambda: reader(app).query_one("#notes").highlighted == 0)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(pilot, lambda: len(items(app)) == 1)
        await pilot.press("d", "slash", *"nothing of it", "down", "escape", "escape")
        await pilot.pause()
        assert app.focused is reader(app).body


async def test_an_orphan_is_attached_to_a_selection(path: Path) -> None:
    document = open_document(path)
    start = document.text.index("Here it ends")
    Notebook.open(document).add(describe(document.text, start, start + 12), note="about the end")
    path.write_text("# Title\n\nQuite other words stand here now, and none of those that were.\n")
    app = GlossatorApp(str(path))
    async with app.run_test(size=(140, 30)) as pilot:
        await on_screen(pilot, Question)
        await pilot.press("y")
        await settled(pilot)
        await until(pilot, lambda: reader(app).reading.notes.placed.gone)
        await pilot.press("shift+tab", "down", "a")
        assert "select its passage" in status(app)
        await pilot.press("j", "V", "enter")
        await saved(pilot)
        await until(pilot, lambda: not reader(app).reading.notes.placed.gone)


async def test_an_export_asks_before_it_replaces(path: Path, tmp_path: Path) -> None:
    app = GlossatorApp(str(path))
    out = tmp_path / "out.md"
    out.write_text("mine")
    async with app.run_test(size=(140, 30)) as pilot:
        await settled(pilot)
        await pilot.press("V", "enter")
        await saved(pilot)
        for answer, words in (("n", "mine"), ("y", "# Title")):
            await pilot.press("ctrl+e")
            await on_screen(pilot, Prompt)
            app.screen.query_one("Input").value = str(out)  # type: ignore[attr-defined]
            await pilot.press("enter")
            await on_screen(pilot, Question)
            await pilot.press(answer)
            await on_screen(pilot, ReaderScreen)
            assert out.read_text().startswith(words)
            assert ("nothing was exported" if answer == "n" else "exported to") in status(app)
        await pilot.press("ctrl+e")
        await on_screen(pilot, Prompt)
        app.screen.query_one("Input").value = str(tmp_path / "out.docx")  # type: ignore[attr-defined]
        await pilot.press("enter")
        await on_screen(pilot, ReaderScreen)
        assert not (tmp_path / "out.docx").exists()


async def test_an_export_to_a_pipe_that_nobody_reads_holds_nothing_up(path: Path, tmp_path: Path) -> None:
    app = GlossatorApp(str(path))
    pipe = tmp_path / "out.csv"
    os.mkfifo(pipe)
    async with app.run_test(size=(140, 30)) as pilot:
        await settled(pilot)
        await pilot.press("V", "enter")
        await saved(pilot)
        await pilot.press("ctrl+e")
        await on_screen(pilot, Prompt)
        app.screen.query_one("Input").value = str(pipe)  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(pilot, lambda: "as soon as it is read" in status(app))
        await pilot.press("j", "V", "enter")  # the keys go on
        await saved(pilot)
        assert len(reader(app).reading.notes.items) == 2
        reading = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
        await until(pilot, lambda: f"exported to {pipe}"[:40] in status(app))
        assert os.read(reading, 100_000).count(b'"yellow"') == 1
        os.close(reading)


async def test_links_lead_inside_outside_and_nowhere(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(GlossatorApp, "open_url", lambda self, url, **_: opened.append(url))
    app = GlossatorApp(str(path))
    async with app.run_test(size=(140, 20)) as pilot:
        screen = await settled(pilot)
        text = screen.reading.document.text
        screen.links.follow_at(text.index("the end"))
        await until(pilot, lambda: text[screen.body.end_position :].strip() in ("", ".") or screen.body.position > 200)
        screen.links.follow_at(text.index("the web"))
        await on_screen(pilot, Question)
        await pilot.press("n")
        await on_screen(pilot, ReaderScreen)
        assert opened == []
        screen.links.follow_at(text.index("a file"))
        assert "not opened" in status(app)
        screen.links.open_inside("#nowhere")
        assert "not in this document" in status(app)
        screen.links._open_footnote("none")
        assert "not in this document" in status(app)
        await pilot.press("G", "home", "o")
        await on_screen(pilot, ReaderScreen)


async def test_a_click_shows_the_note_and_a_double_click_selects(path: Path) -> None:
    document = open_document(path)
    start = document.text.index("first sentence")
    Notebook.open(document).add(describe(document.text, start, start + 14), note="what I think")
    app = GlossatorApp(str(path))
    async with app.run_test(size=(140, 30)) as pilot:
        await settled(pilot)
        region = reader(app).body.line_region(start)
        await pilot.click("#body", offset=(region.x + 1, region.y))
        await until(pilot, lambda: status(app) == "what I think")
        await until(pilot, lambda: menu_is_open(pilot))
        await pilot.press("escape")
        await pilot.click("#body", offset=(region.x + 1, region.y), times=2)
        assert reader(app).body.selection
        start_, end = reader(app).body.selection.range
        assert reader(app).reading.document.text[start_:end] == "first"


def test_settings_are_checked_and_shown(folders: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from glossator.tui.cli.main import main

    (folders / "state").mkdir()
    (folders / "state" / "screen.json").write_text(json.dumps({"width": 90, "theme": 5}))
    (folders / "config.toml").write_text('theme = "nope"\nwidth = "x"\n[keys]\n"section.next" = "j"\nnone = "a"\n[colors]\nyellow = "why"\n')
    assert main(["config"]) == 2
    out = capsys.readouterr().out
    for words in ("no theme named nope", "width: must be a whole number", "j is the key of line.down", "none: no such binding",
                  "width = 90", "From: changed on screen", '"yellow" = "why"'):  # fmt: skip
        assert words in out, words
    (folders / "config.toml").write_text("")
    assert main(["--config", str(folders / "none.toml"), "config"]) == 2


async def test_the_first_run_shows_the_keys_that_matter_until_one_is_pressed(folders: Path, article: Path) -> None:
    app = GlossatorApp(None)
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        message = app.screen.query_one("#message")
        assert str(message.render()) == "? every key · Space page · ] section · / search · v select"
        await pilot.press("space")
        await until(pilot, lambda: str(message.render()) == "")
    later = GlossatorApp(str(article))
    async with later.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        assert str(later.screen.query_one("#message").render()) == ""


async def test_a_letter_in_the_search_lays_nothing_out_anew_and_a_long_query_scrolls(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"trains")
        await settled(pilot)
        query = app.screen.query_one("#query", Input)
        laid: list[Any] = []
        monkeypatch.setattr(query, "refresh", lambda *regions, repaint=True, layout=False, recompose=False: laid.append(layout))
        await pilot.press("x")
        await until(pilot, lambda: query.value == "trainsx" and laid)
        assert not any(laid)
        monkeypatch.undo()
        await pilot.press(*"a very long query that is wider than the field that it stands in".replace(" ", "y"))
        await until(pilot, lambda: query.scroll_offset.x > 20)


async def test_the_help_lies_over_the_text_is_searched_and_escape_closes_it(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(110, 32)) as pilot:
        await settled(pilot)
        width = app.screen.query_one("#body").size.width
        await pilot.press("question_mark")
        await on_screen(pilot, KeyHelp)
        assert reader(app).body.size.width == width
        await pilot.press(*"next sect")
        shown = app.screen.query_one(EntryList)
        await until(pilot, lambda: shown.option_count <= 4)
        lines = [str(shown._entry(index)) for index in range(shown.option_count)]
        assert any("]" in line and "Next section" in line for line in lines), lines
        await pilot.press("escape")
        await until(pilot, lambda: shown.option_count > 40)
        await pilot.press("escape")
        await on_screen(pilot, ReaderScreen)


async def test_ctrl_c_says_how_to_quit(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(110, 32)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+c")
        await until(pilot, lambda: status(app) == "q closes the document, Q leaves")


async def test_the_note_editor_has_room_to_write_on_the_smallest_screen(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(30, 10)) as pilot:
        await settled(pilot)
        await pilot.press("j", "j", "j", "j", "v", "right_curly_bracket", "m")
        await until(pilot, lambda: isinstance(app.screen, NoteEditor))
        await pilot.pause()
        assert app.screen.query_one("#editor-text").size.height >= 2


async def test_a_link_to_nothing_says_so_by_its_label(path: Path) -> None:
    path.write_text("# Title\n\nSee [one](gone.md) and [two](also-gone.md).\n")
    app = GlossatorApp(str(path))
    async with app.run_test(size=(140, 30)) as pilot:
        await settled(pilot)
        await pilot.press("o")
        await until(pilot, lambda: "follow" in status(app))
        label = next(iter(reader(app).body.leaping._labels.values()))
        await pilot.press(*label)
        await until(pilot, lambda: "not opened: gone.md" in status(app))


async def test_tags_typed_go_behind_those_there_are(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(140, 30)) as pilot:
        await settled(pilot)
        await pilot.press("V", "enter")
        await saved(pilot)
        for tag in ("bat", "austria"):
            await pilot.press("number_sign")
            await on_screen(pilot, Prompt)
            await pilot.press(*tag, "enter")
            await on_screen(pilot, ReaderScreen)
            await saved(pilot)
        assert [item.tags for item in reader(app).reading.notes.items] == [("bat", "austria")]


async def test_lines_pasted_into_a_field_are_one(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(140, 30)) as pilot:
        await settled(pilot)
        await pilot.press("slash")
        app.post_message(events.Paste("goes on\r\nand on\nand on"))
        await until(pilot, lambda: app.screen.query_one("#query", Input).value == "goes on and on and on")


async def test_keys_of_the_notes_pane_say_that_there_are_no_notes(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(140, 30)) as pilot:
        await settled(pilot)
        reader(app).query_one("#notes").focus()
        await pilot.press("e")
        await until(pilot, lambda: "no highlight or note" in status(app))


async def test_highlights_of_another_program_are_taken_in(path: Path, tmp_path: Path) -> None:
    clippings = tmp_path / "My Clippings.txt"
    clippings.write_text(
        "Title (Somebody)\n- Your Highlight on Location 1-2 | Added on Monday, 1 January 2024 10:00:00\n\nHere it ends.\n==========\n"
        "Another Book (X)\n- Your Highlight on Location 1-2 | Added on Monday, 1 January 2024 10:00:00\n\nNot in this one.\n==========\n"
    )
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("g", "i")
        await until(pilot, lambda: isinstance(app.screen, Prompt))
        app.screen.query_one(Input).value = str(clippings)
        await pilot.press("enter")
        await until(pilot, lambda: [item.selectors.exact for item in items(app)] == ["Here it ends."])
        assert status(app) == "imported: 1 placed, 1 skipped; u undoes it"
        await pilot.press("g", "g", "V", "enter")
        await until(pilot, lambda: len(items(app)) == 2)
        await pilot.press("u")
        await until(pilot, lambda: [item.selectors.exact for item in items(app)] == ["Here it ends."])
        await pilot.press("u")
        await until(pilot, lambda: not items(app))
        assert status(app) == "import undone: 1 taken out"
        await pilot.press("g", "i")
        await until(pilot, lambda: isinstance(app.screen, Prompt))
        app.screen.query_one(Input).value = str(tmp_path / "nowhere")
        await pilot.press("enter")
        await until(pilot, lambda: status(app) == "nothing was imported")


async def test_highlights_of_many_books_are_taken_in_from_the_library(path: Path, tmp_path: Path) -> None:
    source = tmp_path / "known.md"
    source.write_bytes(path.read_bytes())
    document = open_document(source)
    Library().remember(document, 0, 0, len(document.text))
    words = next(document.text[b.start : b.end] for b in document.blocks if b.kind == "paragraph")
    when = "- Your Highlight on Location 1-2 | Added on Monday, 1 January 2024 10:00:00"
    clippings = tmp_path / "My Clippings.txt"
    clippings.write_text(
        f"{document.title} (Somebody)\n{when}\n\n{words}\n==========\nAnother Book (X)\n{when}\n\nNot here.\n==========\n"
    )
    app = GlossatorApp(None)
    async with app.run_test(size=(120, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen))
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, Prompt))
        app.screen.query_one(Input).value = str(clippings)
        await pilot.press("enter")
        await until(pilot, lambda: any(each.message.startswith("imported: 1 placed, 1 orphaned; ") for each in app._notifications))
        await until(pilot, lambda: [reading.highlights for reading in Library().readings()] == [1])
        await until(pilot, lambda: "1 highlight " in app.screen.query_one(EntryList).render_line(1).text)
        assert [item.selectors.exact for item in Notebook.open(document).items] == [words]
        await pilot.press("ctrl+t")
        await until(pilot, lambda: isinstance(app.screen, Prompt))
        app.screen.query_one(Input).value = str(tmp_path / "nowhere")
        await pilot.press("enter")
        await until(pilot, lambda: any("nowhere" in each.message for each in app._notifications))


async def test_a_pdf_with_highlights_of_its_own_offers_them_once(tmp_path: Path) -> None:
    plain = tmp_path / "plain.pdf"
    plain.write_bytes(pdf([[(72, 700, 11, "The lamp was lit at dusk.")]]))
    document = open_document(plain)
    other = Notebook.new(document, tmp_path / "elsewhere")
    start = document.text.index("lamp")
    other.add(describe(document.text, start, start + 4), note="which?")
    marked = tmp_path / "marked.pdf"
    data = export([(other, document)], "pdf")
    assert isinstance(data, bytes)
    marked.write_bytes(data)
    app = GlossatorApp(str(marked))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await until(pilot, lambda: "1 highlight stands in this PDF itself" in status(app))
        await pilot.press("g", "i")
        await until(pilot, lambda: isinstance(app.screen, Prompt))
        await pilot.press("enter")
        await until(pilot, lambda: [item.note for item in items(app)] == ["which?"])
    app = GlossatorApp(str(marked))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await until(pilot, lambda: [item.note for item in items(app)] == ["which?"])
        assert "stands in this PDF" not in status(app)
