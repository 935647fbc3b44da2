"""Tour: ten things to do, one after the other, each seen to be done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from rich.text import Text
from textual.widgets import Static

from glossator import styles
from glossator.tui.keys import hint, is_bound
from glossator.tui.screens.modals.key_help import KeyHelp

if TYPE_CHECKING:
    from glossator.tui.screens.reader import ReaderScreen

_EVERY = 0.1
"""Seconds between two looks at what was done."""


class Situation(NamedTuple):
    """What the reader's doing changes."""

    place: int
    section: int | None
    results: int
    has_gone_back: bool
    mode: str
    notes: int
    fewest_notes: int
    written: int
    shows_keys: bool


class Step(NamedTuple):
    """A thing to do: what it is, how (with ``{id}`` for the key of a binding), and how one sees that it was done."""

    title: str
    how: str
    is_done: Callable[[Situation, Situation], bool]


STEPS = (
    Step("Turn the page", "{page.down} turns the page, {page.back} turns it back, and so does the wheel. Turn a page.",
         lambda before, now: now.place > before.place),
    Step("Go by sections", "{section.next} goes to the next section, {section.back} to the one before. Go to the next.",
         lambda before, now: now.section != before.section),
    Step("Find a passage", "{search}, then words as you remember them, misspelt if need be: strategc partnershp. Enter "
         "goes to the best place.", lambda before, now: now.results > before.results),
    Step("Go to the next result", "{search.next} goes to the next place that matches, {search.back} to the one before.",
         lambda before, now: now.results > before.results),
    Step("Go back", "{back} takes you back to where you were before a jump. Go back.",
         lambda before, now: now.has_gone_back),
    Step("Bring up the caret", "{leap} and the first letter of a word on screen, then the label that comes up on it. "
         "An arrow key or a click brings the caret up as well.", lambda before, now: now.mode == "caret"),
    Step("Highlight", "{select.sentence} selects the sentence at the caret, {highlight} highlights it. Or drag with "
         "the mouse, then {highlight}.", lambda before, now: now.notes > before.notes),
    Step("Write a note", "{highlight.note} on the highlight opens its note. Write a word; {editor.save} saves it.",
         lambda before, now: now.written > before.written),
    Step("Undo", "{note.delete} deletes the highlight; it asks first, because of the note: {question.yes}. Then {undo} "
         "brings it back.", lambda before, now: now.fewest_notes < before.notes <= now.notes),
    Step("Look a key up", "{help} lists the keys of where you are; letters find one, {help.close} closes the list.",
         lambda before, now: now.shows_keys),
)  # fmt: skip
_END = (
    "That was the tour. {quit} closes it, and nothing of it is kept. gloss FILE opens a document, gloss alone shows "
    "what you have read."
)


class Tour:
    """Shows one step above the text, and the next one once it is done."""

    def __init__(self, screen: ReaderScreen) -> None:
        self._screen = screen
        self._done = 0
        self._fewest = 0
        self._before = self._situation()

    async def begin(self) -> None:
        """Show the first step."""
        self._screen.read_styles(styles.MARKS)
        await self._screen.mount(Static(id="tour"), before="#panes")
        self._show()
        self._screen.set_interval(_EVERY, self.look)

    @property
    def is_over(self) -> bool:
        """True once every step is done, or the document closed."""
        return self._done == len(STEPS) or not self._screen.is_open

    def skip(self) -> None:
        """Go on to the next step."""
        if not self.is_over:
            self._done += 1
            self._fewest = len(self._screen.reading.notes.items)
            self._before = self._situation()
            self._show()

    def look(self) -> None:
        """See whether the step was done: after every key, and now and then, for what comes late or by mouse."""
        if not self.is_over and STEPS[self._done].is_done(self._before, self._situation()):
            self.skip()

    def _situation(self) -> Situation:
        screen = self._screen
        items = screen.reading.notes.items
        self._fewest = min(self._fewest, len(items))
        return Situation(
            place=screen.body.place,
            section=screen.reading.document.section_at(screen.body.position),
            results=screen.searching.visits,
            has_gone_back=screen.navigation.can_go_forward,
            mode=screen.body.mode,
            notes=len(items),
            fewest_notes=self._fewest,
            written=sum(bool(item.note) for item in items),
            shows_keys=isinstance(screen.app.screen, KeyHelp),
        )

    def _show(self) -> None:
        done, app = self._done, self._screen.app
        ticks = "●" * done + "○" * (len(STEPS) - done)
        if done == len(STEPS):
            text = Text(f"{ticks}  ").append(_with_keys(_END, lambda key: hint(app, key)))
        else:
            step = STEPS[done]
            text = Text(f"{ticks}  ").append(f"{done + 1}. {step.title}", "bold")
            text.append(f"   {hint(app, 'tour.skip')} skips it\n" if is_bound(app, "tour.skip") else "\n", "dim")
            text.append(_with_keys(step.how, lambda key: hint(app, key)))
        self._screen.query_one("#tour", Static).update(text)


def _with_keys(text: str, key_of: Callable[[str], str]) -> Text:
    """A text with the keys of the bindings that it names in braces."""
    out = Text()
    for n, part in enumerate(text.replace("}", "{").split("{")):
        out.append(key_of(part) if n % 2 else part, "bold" if n % 2 else "")
    return out
