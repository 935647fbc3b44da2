"""The tour: each of its steps is seen to be done, with the keys as they are set."""

from pathlib import Path

from glossator.tui.app import GlossatorApp
from glossator.tui.reading.reading import bundled_article
from glossator.tui.settings import Settings
from glossator.tui.tour import STEPS
from glossator.tui.widgets.messages import Target
from tests.tui.settled import saved, settled, until

WAYS = [
    ["space"], ["right_square_bracket"], ["slash", *"strategc", "space", *"partnershp", "enter"], ["n"], ["ctrl+o"], ["l"], ["V", "enter"],
    ["m", *"why", "escape"], ["x", "y", "u"], ["question_mark"],
]  # fmt: skip


def shown(app: GlossatorApp) -> str:
    assert app.reader
    return str(app.reader.query_one("#tour").render())


async def test_each_step_is_seen_to_be_done(folders: Path) -> None:
    app = GlossatorApp(bundled_article(), tour=True)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        for number, (step, keys) in enumerate(zip(STEPS, WAYS, strict=True)):
            await until(pilot, lambda: f"{number + 1}. {step.title}" in shown(app))  # noqa: B023
            assert shown(app).startswith("●" * number + "○" * (10 - number))
            for key in keys:
                await pilot.press(key)
                if key == "enter" or keys[0] == "x":
                    await saved(pilot)
            if number + 1 < len(STEPS):
                await until(pilot, lambda: f"{number + 2}. " in shown(app))  # noqa: B023
        await until(pilot, lambda: shown(app).startswith("●" * 10))
        assert "That was the tour" in shown(app)
        await pilot.press("escape", "ctrl+n")  # there is nothing to skip any more
        assert "That was the tour" in shown(app)


async def test_a_step_is_done_by_its_own_deed_alone_and_can_be_skipped(folders: Path) -> None:
    app = GlossatorApp(bundled_article(), tour=True)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("question_mark", "escape", "V", "enter", "escape", "b")
        await saved(pilot)
        assert "1. Turn the page" in shown(app)
        await pilot.press("ctrl+n")
        assert "2. Go by sections" in shown(app)
        await pilot.press("ctrl+n", "slash", "a", "ctrl+n")  # in a field as well, which has another use for the key
        assert "4. " in shown(app)
        await pilot.press("escape", "question_mark")
        await until(pilot, lambda: "Skip a step of the tour" in " ".join(text for _, text, _ in app.screen._rows))  # type: ignore[attr-defined]


async def test_it_names_the_keys_that_are_set(folders: Path) -> None:
    settings = Settings(keys={"page.down": "P", "tour.skip": "f6"})
    app = GlossatorApp(bundled_article(), settings=settings, tour=True)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        assert "P turns the page" in shown(app) and "f6 skips" in shown(app)
        await pilot.press("P")
        await until(pilot, lambda: "2. Go by sections" in shown(app))
        await pilot.press("f6")
        assert "3. Find a passage" in shown(app)


async def test_another_document_ends_it_quietly(folders: Path, article: Path) -> None:
    app = GlossatorApp(bundled_article(), tour=True)
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        app.documents.go_to(Target(str(article)))
        await until(pilot, lambda: app.reader and "night train" in app.reader.reading.document.title.casefold())
        await settled(pilot)
        await pilot.press("space", "ctrl+n")
        assert not app.reader.query("#tour") and app.crash is None  # type: ignore[union-attr]


async def test_without_a_tour_its_key_does_nothing(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("ctrl+n")
        await until(pilot, lambda: "ctrl+n does nothing here" in str(app.reader.query_one("#message").render()))  # type: ignore[union-attr]


def test_every_step_names_keys_that_there_are() -> None:
    from glossator.tui.keys import KEYS

    ids = {key.id for key in KEYS}
    named = {part for step in STEPS for n, part in enumerate(step.how.replace("}", "{").split("{")) if n % 2}
    assert named <= ids and len(STEPS) == 10
