"""Encrypted documents: their password on the command line, asked for on a terminal, and on screen."""

from pathlib import Path

import pytest

from glossator.content import open_document
from glossator.content.errors import DocumentError, PasswordError
from glossator.tui.app import GlossatorApp
from glossator.tui.cli.main import main
from glossator.tui.screens.library import LibraryScreen
from glossator.tui.screens.modals.prompt import Prompt
from glossator.tui.screens.reader import ReaderScreen
from glossator.tui.widgets.field import Field
from tests.data.encrypted import encrypted_pdf
from tests.tui.settled import until


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    (tmp_path / "locked.pdf").write_bytes(encrypted_pdf())
    return tmp_path / "locked.pdf"


def test_it_opens_with_its_password_alone(locked: Path) -> None:
    assert "What nobody else is to read." in open_document(locked, password="open sesame").text
    with pytest.raises(PasswordError, match="opens with its password"):
        open_document(locked)
    with pytest.raises(PasswordError, match="this is not its password"):
        open_document(locked, password="sesame")
    assert issubclass(PasswordError, DocumentError)


def test_on_the_command_line(locked: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["text", "--password", "open sesame", str(locked)]) == 0
    assert "What nobody else" in capsys.readouterr().out
    assert main(["text", str(locked)]) == 2
    assert "--password" in capsys.readouterr().err



async def test_on_screen_a_wrong_one_is_asked_for_again(locked: Path) -> None:
    app = GlossatorApp(str(locked))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, Prompt))
        assert app.screen.query_one(Field).password, "what is typed is not to be seen"
        await pilot.press(*"sesame", "enter")
        await until(pilot, lambda: isinstance(app.screen, Prompt) and not app.screen.query_one(Field).value)
        await pilot.press(*"open", "space", *"sesame", "enter")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        assert isinstance(app.screen, ReaderScreen) and "What nobody else" in app.screen.body.document.text


async def test_one_that_is_not_known_leaves_with_the_reason(locked: Path) -> None:
    app = GlossatorApp(str(locked))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, Prompt))
        await pilot.press("escape")
        await until(pilot, lambda: not app.is_running)
    assert "password" in app.documents.refusal


async def test_from_an_open_document_what_was_open_stays(locked: Path, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Open\n\nWords.\n")
    app = GlossatorApp(str(tmp_path / "a.md"))
    async with app.run_test(size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        from glossator.tui.widgets.messages import Target

        app.documents.go_to(Target(str(locked)))
        await until(pilot, lambda: isinstance(app.screen, Prompt))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ReaderScreen))
        assert app.screen.body.document.title == "Open"  # type: ignore[attr-defined]
        assert not isinstance(app.screen, LibraryScreen)
