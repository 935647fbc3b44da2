"""What was kept for the next time and was spoilt since: marks and the library name files that no system can have."""

import json
from pathlib import Path

import pytest

from glossator.tui.app import GlossatorApp
from tests.tui.settled import reader_screen, settled, until
from tests.tui.test_commands import status

SOURCES = ["a\0b.md", "\ud800.epub", "x" * 5000 + ".html", "/dev/null", "\x1b]2;title\x07.pdf", "~nobody-at-all/x.docx", "//[", "http://[::1", ""]


@pytest.mark.parametrize("source", SOURCES, ids=range(len(SOURCES)))
async def test_a_mark_or_an_entry_of_the_library_that_leads_nowhere_is_one_line(article: Path, folders: Path, source: str) -> None:
    (folders / "state").mkdir()
    mark = {"source": source, "position": 1, "words": "x"}
    (folders / "state" / "marks.json").write_text(json.dumps({"version": 1, "documents": {"*": {"A": mark}}}))
    entry = {"title": "Spoilt", "source": source, "position": 1, "length": 2, "opened": "2026-01-01T00:00:00Z"}
    (folders / "state" / "library.json").write_text(json.dumps({"version": 1, "documents": [entry]}))
    app = GlossatorApp(str(article))
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await settled(pilot)
        await pilot.press("apostrophe", "A")
        await until(pilot, lambda: status(pilot) or app._notifications)
        messages = status(pilot) + "".join(note.message for note in app._notifications)
        assert "\x1b" not in messages and "\0" not in messages and "\n" not in messages
        assert app.screen is screen
        await pilot.press("L")
        await until(pilot, lambda: app.screen is not screen)
        await pilot.press("down", "enter")
        await until(pilot, lambda: reader_screen(pilot) and app.is_running)
        await pilot.press("escape")
        await pilot.pause()
        assert app.is_running and app.crash is None
