"""Text from outside is data on every surface: it goes through one door, and no widget is handed markup."""

import ast
import json
from pathlib import Path

import pytest
from textual.command import CommandList
from textual.widgets import Static

from glossator.tui.app import GlossatorApp
from glossator.tui.plain import plain, plain_line, set_title
from glossator.tui.screens.modals.footnote import Footnote
from glossator.tui.screens.modals.prompt import Prompt
from glossator.tui.screens.modals.question import Question
from tests.data.markup import ACTION, hostile_epub, hostile_notebook
from tests.tui.settled import settled, until
from tests.tui.test_reader import reader

TUI = Path(__file__).parents[2] / "tui"
TITLES = {"border_title", "border_subtitle", "tooltip", "title", "sub_title"}


@pytest.mark.parametrize("path", sorted(TUI.rglob("*.py")), ids=lambda p: p.name)
def test_only_the_door_sets_what_textual_reads_as_markup(path: Path) -> None:
    """Titles and tooltips are set in one place; ``Static`` and ``Option`` never get a text that is put together."""
    if path.name == "plain.py":
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            named = {target.attr for target in targets if isinstance(target, ast.Attribute)}
            assert not named & TITLES, f"{path.name}:{node.lineno}"
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            if name in ("Static", "Option", "Label", "add_leaf", "from_markup") and node.args:
                assert isinstance(node.args[0], ast.Call | ast.Name), f"{path.name}:{node.lineno}"
                assert name != "from_markup"


MARKUP = ["[@click=app.quit]Q[/]", "x[/red]y", "[/]", "[", "[link=https://x]l", "\\[b]", "[b]", "[$accent]x[/$accent]", ""]


@pytest.mark.parametrize("text", MARKUP)
async def test_titles_prompts_questions_and_messages_show_it_as_it_is(article: Path, text: str) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        for screen, box in ((Footnote(text, text), "#footnote"), (Prompt(text, text), "#prompt"), (Question(text, text), "#question")):
            app.push_screen(screen)  # type: ignore[arg-type]
            await pilot.pause()
            title = app.screen.query_one(box)._border_title
            assert title is not None and title.plain == (text or " ") and not title.spans
            app.pop_screen()
        app.notify(text or "-", title=text)
        reader(app).show_status(text)
        await pilot.pause()
        assert str(reader(app).query_one("#message", Static).render()) == text
        assert not any(notification.markup for notification in app._notifications)
        app.refresh_bindings()
    assert app.crash is None


@pytest.mark.parametrize("typed", ["", "sed"])
async def test_the_palette_shows_commands_of_the_settings_as_they_are(folders: Path, article: Path, typed: str) -> None:
    names = [f"sed s,{text},-,g" for text in MARKUP]
    lines = [f'"f{number}" = {json.dumps(name)}' for number, name in enumerate(names, 4)]
    (folders / "config.toml").write_text("\n".join(["[commands]", *lines]))
    app = GlossatorApp(str(article))
    async with app.run_test(size=(100, 60)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+p", *typed)
        found = app.screen.query_one(CommandList)
        await until(pilot, lambda: found.option_count >= len(names))
        shown = {str(option.prompt).partition("\n")[0] for option in found.options}
        assert shown >= set(names)
    assert app.crash is None


async def test_a_hostile_book_and_notebook_on_every_pane(tmp_path: Path, folders: Path) -> None:
    path = tmp_path / "a[b].epub"
    path.write_bytes(hostile_epub())
    hostile_notebook(path, folders / "notes")
    app = GlossatorApp(str(path))
    async with app.run_test(size=(160, 45)) as pilot:
        await settled(pilot)
        assert len(reader(app).reading.notes.items) == 3
        shown = "\n".join("".join(segment.text for segment in line) for line in app.screen._compositor.render_strips())
        assert shown.count(ACTION[:20]) >= 5
        for key in ("s", "escape", "o", "escape", "full_stop", "c", "u", "number_sign", "escape", "question_mark", "question_mark"):
            await pilot.press(key)
            await pilot.pause()
        assert app.is_running and app.crash is None


def test_the_door_keeps_letters_and_drops_what_nobody_sees() -> None:
    assert plain("[b]a\x1b[31mb\u202e\nc").plain == "[b]ab\nc" and not plain("[b]").spans
    assert plain_line("a\nb").plain == "a b"
    assert set_title
