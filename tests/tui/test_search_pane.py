"""The search line in the reader: every place, on from here, all marked, what was searched before."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual import events
from textual.pilot import Pilot
from textual.widgets import Input

from glossator.content.library.searches import Searches
from glossator.content.search.index import SearchIndex
from glossator.content.search.results import Results
from glossator.tui.app import GlossatorApp
from glossator.tui.screens.reader import ReaderScreen
from tests.tui.settled import reader_screen, saved, screen_text, settled, until
from tests.tui.test_commands import status


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "many.md"
    path.write_text("# Many\n\n" + "\n\n".join(f"Paragraph {n} of the fox, and the Fox again." for n in range(300)) + "\n\n吾輩は猫である。\n")
    return path


def screen_of(pilot: Pilot[None]) -> ReaderScreen:
    screen = reader_screen(pilot)
    assert screen
    return screen


def field(pilot: Pilot[None]) -> Input:
    return screen_of(pilot).query_one("#query", Input)


def title(pilot: Pilot[None]) -> str:
    return str(screen_of(pilot).query_one("#search").border_title)


async def test_a_star_on_a_comma_searches_the_word_behind_it(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        body = screen_of(pilot).body
        body.leap_to(body.document.text.index(", and"))
        await pilot.press("asterisk")
        await until(pilot, lambda: "for and" in status(pilot))
        body.leap_to(body.document.text.index("。"))
        await pilot.press("asterisk")
        await until(pilot, lambda: status(pilot) == "no word here")


async def test_every_place_is_counted_and_gone_through_from_here(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        body, text = screen_of(pilot).body, screen_of(pilot).reading.document.text
        await pilot.press("slash", *"fox")
        await until(pilot, lambda: "600 found" in title(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: status(pilot) == "1 of 600 for fox")
        assert len(body.marks.matches.touching(0, 400)) > 4  # type: ignore[misc]
        await pilot.press(*"50%")
        await until(pilot, lambda: body.position > len(text) // 3)
        top = body.position
        await pilot.press("n")
        number = text.lower().count("fox", 0, top) + 1
        await until(pilot, lambda: status(pilot) == f"{number} of 600 for fox")
        await pilot.press("g", "g", "N")
        await until(pilot, lambda: status(pilot) == "600 of 600 for fox · from the end")
        await pilot.press("n")
        await until(pilot, lambda: status(pilot) == "1 of 600 for fox · from the start")
        await pilot.press("N", "i", "N")
        await until(pilot, lambda: status(pilot).startswith("599 of 600"))
        await pilot.press("escape", *"20%", "slash", "ctrl+u", *"fox", "enter")
        await until(pilot, lambda: " of 600 for fox" in status(pilot))
        assert not status(pilot).startswith("1 of"), "a search went back to the start of the text"


async def test_no_script_is_left_out_and_a_bad_expression_is_told_while_typing(path: Path) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(140, 30)) as pilot:
        await settled(pilot)
        await pilot.press("slash", "猫")
        await until(pilot, lambda: "1 found" in title(pilot))
        await pilot.press("ctrl+u", *"/fo(/")
        await until(pilot, lambda: "missing )" in title(pilot))
        await pilot.press("ctrl+u", *"/Fo.$/")
        await until(pilot, lambda: "nothing found" in title(pilot))
        await pilot.press("enter")
        await until(pilot, lambda: screen_text(pilot).splitlines()[-2].startswith(" nothing found"))
        await pilot.press("ctrl+u", "quotation_mark", *"the Fox again", "quotation_mark")
        await until(pilot, lambda: "300 found" in title(pilot))
        assert "nothing found" not in screen_text(pilot), "that was the query before"


async def test_searches_of_before_are_called_back(path: Path) -> None:
    for query in ("first", "second"):
        Searches().add(str(path), query)
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"fox", "enter")
        await until(pilot, lambda: " of 600 for fox" in status(pilot))
        await saved(pilot)
        await pilot.press("slash", "ctrl+u", *"aga", "up")
        await until(pilot, lambda: field(pilot).value == "fox")
        await pilot.press("up", "up", "up")
        await until(pilot, lambda: field(pilot).value == "first")
        await pilot.press("down")
        await until(pilot, lambda: field(pilot).value == "second")
        await pilot.press("down", "down")
        await until(pilot, lambda: field(pilot).value == "aga")
    assert Searches().of(str(path)) == ["fox", "second", "first"]


@pytest.mark.parametrize("data", ["", "[]", "{\"documents\": 5}", "{\"documents\": {\"x\": [5, null, \"a\\u001b[31mb\"]}}", "\0", "{" * 5000])
def test_searches_that_were_spoilt_are_none(folders: Path, data: str) -> None:
    (folders / "state").mkdir()
    (folders / "state" / "searches.json").write_text(data)
    assert Searches().of("x") in ([], ["ab"])
    Searches().add("y", "good")
    assert Searches().of("y") == ["good"]


@pytest.mark.parametrize("size", [(120, 30), (100, 30), (70, 20)])
async def test_a_search_that_is_given_up_leaves_everything_where_it_was(path: Path, size: tuple[int, int]) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        body = screen_of(pilot).body
        for keys in (["space", "space"], ["j", "i", "j", "j", "w"]):
            await pilot.press(*keys)
            await pilot.pause()
            before = body.position, body.mode, body.caret_position if body.mode == "caret" else None
            await pilot.press("slash", *"fox")
            await until(pilot, lambda: "found" in title(pilot))
            await pilot.press("escape")
            await until(pilot, lambda: app.focused is body)
            await until(pilot, lambda: (body.position, body.mode, body.caret_position if body.mode == "caret" else None) == before)  # noqa: B023


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Lets searches come to their end only once it is set, as they do late in a large book."""
    free, find = threading.Event(), SearchIndex.find

    def found(index: SearchIndex, query: str) -> Results:
        free.wait(30)
        return find(index, query)

    monkeypatch.setattr(SearchIndex, "find", found)
    yield free
    free.set()


async def test_what_is_found_after_the_search_was_given_up_moves_nothing(path: Path, held: threading.Event) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        body = screen_of(pilot).body
        await pilot.press("slash", *'"graph 299"', "escape")
        held.set()
        await until(pilot, lambda: "1 found" in title(pilot))
        await settled(pilot)
        assert (body.position, body.mode, app.focused) == (0, "pager", body)
        await pilot.press("n")
        await until(pilot, lambda: body.position > 0)


async def test_keys_behind_an_accepted_query_come_after_what_it_found(path: Path, held: threading.Event) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        body = screen_of(pilot).body
        await pilot.press("slash", *'"graph 299"', "enter", "g", "g")
        held.set()
        await until(pilot, lambda: status(pilot).startswith("1 of 1 "))
        await settled(pilot)
        assert body.position == 0
        await pilot.press("n")
        await until(pilot, lambda: body.position > 0)


async def test_what_goes_on_from_the_results_waits_for_them(path: Path, held: threading.Event) -> None:
    app = GlossatorApp(str(path))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        screen = screen_of(pilot)
        for key in ("slash", *'"graph 299"', "shift+tab"):
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await until(pilot, lambda: field(pilot).value == '"graph 299"')
        assert app.focused is field(pilot) and screen.body.position == 0
        held.set()
        await until(pilot, lambda: app.focused is not field(pilot))
        assert screen.body.position > 0  # as if the key had come later


async def test_what_was_typed_before_leads_nowhere_also_where_the_search_was_gone_to_by_tab(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(100, 30)) as pilot:
        screen = await settled(pilot)
        before = screen.body.standing
        await pilot.press("tab", "tab")
        await until(pilot, lambda: screen.focused and screen.focused.id == "query")
        await pilot.press("n")
        await until(pilot, lambda: screen.body.standing != before)
        await pilot.press("q", "q", "x", "z")
        await until(pilot, lambda: screen.body.standing == before)
