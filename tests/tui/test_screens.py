"""How the screens look, kept as SVG: four sizes, two themes; and screens too small to show anything."""

from collections.abc import Callable
from pathlib import Path

import pytest
from textual._compositor import ChopsUpdate, Compositor
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import Screen

from glossator.tui.app import GlossatorApp
from glossator.tui.reading.reading import bundled_article
from glossator.tui.screens.modals.key_help import KeyHelp
from glossator.tui.screens.reader import ReaderScreen
from glossator.tui.settings import Settings
from glossator.tui.widgets.field import Field
from tests.tui.settled import begin_note, saved, settled, until
from tests.tui.test_reader import reader, type_text

pytestmark = pytest.mark.usefixtures("one_day")

SAMPLE = """# The slow return of the night train

Night trains are *coming back* to timetables that had **forgotten** them, says [the report](https://example.org).[^1]

## What is bought

> Sleeping cars are slow to build and quick to fill.

1. Cars with six berths
2. Cars with showers
   - and with windows that open

| City   | Cars | Year |
| ------ | ---: | :--: |
| Vienna |   33 | 2026 |
| 東京    |    2 | 2027 |

```python
def berths(cars: int) -> int:
    return cars * 6  # six in each
```

## Competition over track access

Freight runs at night as well. Whoever wants to let sleeping passengers glide through must ask the goods trains to wait.

[^1]: A report of our own making.
"""


@pytest.mark.parametrize("theme", ["paper", "night"])
@pytest.mark.parametrize("size", [(160, 45), (100, 30), (70, 20), (40, 10)], ids=lambda size: "x".join(map(str, size)))
def test_reading(snap_compare: Callable[..., bool], tmp_path: Path, size: tuple[int, int], theme: str) -> None:
    path = tmp_path / "night-train.md"
    path.write_text(SAMPLE, "utf-8")
    app = GlossatorApp(str(path), settings=Settings(theme=theme, movement=False))  # no cursor blinks

    async def before(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await pilot.press("V", "3", "enter")
        await saved(pilot)
        await pilot.press("right_square_bracket", "slash")
        await type_text(pilot, "goods trans")
        await pilot.press("enter", "g", "g")
        await pilot.pause()

    assert snap_compare(app, terminal_size=size, run_before=before)


@pytest.mark.parametrize("keys", ["s", "question_mark", "m", "tab"])
def test_helpers_over_a_small_screen(snap_compare: Callable[..., bool], article: Path, keys: str) -> None:
    async def before(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await pilot.press(keys)
        reading = next(each for each in pilot.app.screen_stack if isinstance(each, ReaderScreen))
        await saved(pilot)
        reading.show_status("")  # what is said under the editor, and when, is not what this is about

    app = GlossatorApp(str(article), settings=Settings(movement=False))  # no cursor blinks
    assert snap_compare(app, terminal_size=(70, 20), run_before=before)


HANDS = {
    "caret": ["right_square_bracket", "i", "w", "w"], "leap": ["f", "t"], "menu": ["V", "enter", "enter"],
    "selecting": ["right_square_bracket", "j", "j", "v", "a", "s", "3"], "keys": ["question_mark"], "editor": ["V", "m"],
}  # fmt: skip


@pytest.mark.parametrize("theme", ["paper", "night"])
@pytest.mark.parametrize("size", [(160, 45), (100, 30), (70, 20)], ids=lambda size: "x".join(map(str, size)))
@pytest.mark.parametrize("hand", HANDS)
def test_what_the_hand_brings_up(snap_compare: Callable[..., bool], tmp_path: Path, hand: str, size: tuple[int, int], theme: str) -> None:
    path = tmp_path / "night-train.md"
    path.write_text(SAMPLE, "utf-8")
    app = GlossatorApp(str(path), settings=Settings(theme=theme, movement=False))  # no cursor blinks

    async def before(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await pilot.press(*HANDS[hand])
        await saved(pilot)
        if hand == "editor":
            reading = next(each for each in pilot.app.screen_stack if isinstance(each, ReaderScreen))
            reading.show_status("")  # said when the highlight is on disk, which may be a little later

    assert snap_compare(app, terminal_size=size, run_before=before)


async def test_a_screen_of_one_cell_and_back(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(100, 30)) as pilot:
        await settled(pilot)
        await pilot.press("right_square_bracket")
        place = reader(app).body.position
        assert place > 0
        for size in ((1, 1), (2, 3), (3, 1), (100, 30)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert reader(app).body.position == place
        assert reader(app).body.line_region(place).y == 0


async def test_a_key_without_a_meaning_says_so(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("H")
        await pilot.pause()
        assert "H does nothing here" in str(reader(app).query_one("#message").render())


async def test_notes_pane_follows_the_reading_place(article: Path) -> None:
    app = GlossatorApp(str(article))
    async with app.run_test(size=(160, 12)) as pilot:
        await settled(pilot)
        for _ in range(3):
            await pilot.press("right_square_bracket", "V", "enter")
            await pilot.pause()
        notes = reader(app).query_one("#notes")
        await pilot.press("g", "g")
        await pilot.pause()
        first = notes.highlighted  # type: ignore[attr-defined]
        await pilot.press("G")
        await pilot.pause()
        assert (first, notes.highlighted) == (0, 2)  # type: ignore[attr-defined]


@pytest.mark.parametrize("theme", ["paper", "night"])
@pytest.mark.parametrize("size", [(160, 45), (100, 30), (70, 20)], ids=lambda size: "x".join(map(str, size)))
def test_the_tour(snap_compare: Callable[..., bool], folders: Path, size: tuple[int, int], theme: str) -> None:
    app = GlossatorApp(bundled_article(), settings=Settings(theme=theme), tour=True)

    async def before(pilot: Pilot[None]) -> None:
        await settled(pilot)
        await pilot.press("ctrl+n", "ctrl+n")
        await settled(pilot)

    assert snap_compare(app, terminal_size=size, run_before=before)


async def test_what_lies_under_a_dialog_is_not_drawn_anew_with_every_message(article: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody writing a note over a slow line would be sent the whole screen every second."""
    app = GlossatorApp(str(article))
    async with app.run_test(size=(120, 30)) as pilot:
        screen = await settled(pilot)
        await begin_note(pilot, "a")
        await pilot.pause()
        draw = Compositor.render_full_update
        whole: list[Region] = []
        monkeypatch.setattr(Compositor, "render_full_update", lambda self, **given: whole.append(self.size.region) or draw(self, **given))
        messages: list[int] = []
        for number in range(10):
            screen.set_timer(0.02, lambda n=number: messages.append(n))
            await until(pilot, lambda n=number: n in messages)
        assert whole == []


async def test_what_changes_under_a_dialog_takes_no_drawing_from_it(article: Path) -> None:
    """A letter was typed as the text below was drawn: the dialog was drawn where the text had changed, and nowhere else."""
    app = GlossatorApp(str(article))
    async with app.run_test(size=(120, 30)) as pilot:
        await settled(pilot)
        reader = app.screen
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, KeyHelp))
        dialog, field = app.screen, app.screen.query_one(Field)
        drawn: list[str] = []
        display = app._display

        def record(screen: Screen[object], renderable: object) -> None:
            if isinstance(renderable, ChopsUpdate):
                drawn.append(renderable.render_segments(app.console))
            display(screen, renderable)  # type: ignore[arg-type]

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(app, "_display", record)
            with app.batch_update():  # nothing is drawn meanwhile
                field.placeholder = "a new placeholder"
                await until(pilot, lambda: field in dialog._dirty_widgets)
                reader.query_one("#title").refresh()
                await until(pilot, lambda: reader.query_one("#title") in reader._dirty_widgets)
                reader._compositor.update_widgets(reader._dirty_widgets)
                reader._compositor_refresh()
            dialog.check_idle()
            await until(pilot, lambda: drawn)
            assert " new placeholder" in "".join(drawn)  # the cursor stands on its first letter
