"""ReaderFrame: the panes around the text, the two lines above and below it, and every jump."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from glossator.tui.plain import plain_line
from glossator.tui.reading.session import Session
from glossator.tui.settings import Settings
from glossator.tui.widgets.body import Body
from glossator.tui.widgets.messages import Jumped, JumpTo, PlaceChanged, Say
from rich.text import Text
from textual import events, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.reactive import var
from textual.screen import Screen
from textual.widgets import Static

if TYPE_CHECKING:
    from glossator.tui.widgets.notes import NotesPane
    from glossator.tui.widgets.search import SearchPane
    from glossator.tui.widgets.sections import Sections
    from textual.timer import Timer


_SETTLED = 0.12
"""Seconds without a move after which the section tree follows the text."""
_WORDS_A_MINUTE = 230
_CHARACTERS_A_WORD = 6


class ReaderFrame(Screen[None]):
    """The text first; the panes beside it are mounted once the first page is on screen."""

    left: var[bool] = var(True)
    right: var[bool] = var(True)
    overlay: var[str] = var("")

    def __init__(self, session: Session, settings: Settings) -> None:
        super().__init__()
        self.session = session
        self.settings = settings
        self.last_place = session.start
        self._back: list[int] = []
        self._forward: list[int] = []
        self._furnishing = asyncio.Lock()
        self._furnished = False
        self._place_due = False
        self._marking: Timer | None = None
        self._written: dict[str, Text] = {}

    def compose(self) -> ComposeResult:
        yield Static(id="title")
        with Horizontal(id="panes"):
            yield Vertical(id="left")
            yield Body(self.session.document, self.session.start, column=self.settings.width, id="body")
            yield Vertical(id="right")
        with Horizontal(id="status"):
            yield Static(id="message")
            yield Static(id="progress")
        yield Vertical(id="keys")

    def on_mount(self) -> None:
        self.set_reactive(ReaderFrame.left, self.settings.left)
        self.set_reactive(ReaderFrame.right, self.settings.right)
        self.body.focus()
        self._arrange()

    async def furnish(self) -> None:
        """Mount the panes, once; whoever needs one may ask, however early."""
        async with self._furnishing:
            if self._furnished:
                return
            from glossator.tui.widgets.footer import KeyLine
            from glossator.tui.widgets.notes import NotesPane
            from glossator.tui.widgets.search import SearchPane

            await self._mount_sections()
            if not self.body.is_attached:  # left before the first page was there
                return
            # One after the other, so that a key pressed meanwhile waits for one of them only.
            await self.query_one("#right").mount(SearchPane(id="search"))
            await self.query_one("#right").mount(NotesPane(id="notes-pane"))
            await self.query_one("#keys").mount(KeyLine())
            self._furnished = True
            self.refresh_bindings()  # the footer was not there to hear of them
            self._mark_section()

    async def show_sections(self) -> None:
        """Mount the section tree, once; before the other panes, for it shows where one is."""
        async with self._furnishing:
            await self._mount_sections()

    async def _mount_sections(self) -> None:
        from glossator.tui.widgets.sections import Sections

        if self.sections_pane is None and self.body.is_attached:
            await self.query_one("#left").mount(Sections(self.session.document, id="sections"))
            self._mark_section()

    @property
    def body(self) -> Body:
        return self.query_one("#body", Body)

    @property
    def search_pane(self) -> SearchPane | None:
        """The search pane, once it is mounted."""
        return self.query_one("#search") if self._furnished else None  # type: ignore[return-value]

    @property
    def notes_pane(self) -> NotesPane | None:
        """The notes pane, once it is mounted."""
        return self.query_one("#notes-pane") if self._furnished else None  # type: ignore[return-value]

    @property
    def sections_pane(self) -> Sections | None:
        """The section tree, once it is mounted."""
        found = self.query("#sections")
        return found.first() if found else None  # type: ignore[return-value]

    # -- panes

    def on_resize(self, event: events.Resize) -> None:
        self._arrange()

    def _arrange(self) -> None:
        """Both sides from 110 columns, one from 80, else overlays that come with the focus."""
        width, height = self.app.size
        left, right = self.left, self.right
        overlay = width < 80
        if overlay:
            left, right = self.overlay == "left", self.overlay == "right"
        elif width < 110:
            right = right and self.overlay == "right"
            left = left and not right
        self.set_class(overlay, "-overlay")
        self.query_one("#left").display = left
        self.query_one("#right").display = right
        self.query_one("#title").display = height >= 6
        self.query_one("#status").display = height >= 4
        self.query_one("#keys").display = height >= 8

    def action_toggle_pane(self, side: str) -> None:
        shown = self.query_one(f"#{side}").display
        self.overlay = "" if shown else side
        if self.app.size.width >= 80:
            setattr(self, side, not shown)
        if shown:
            self.body.focus()
        self._arrange()
        self.remember(left=self.left, right=self.right)

    def action_zen(self) -> None:
        both = not (self.query_one("#left").display or self.query_one("#right").display)
        self.left = self.right = both
        self.overlay = ""
        self.body.focus()
        self._arrange()

    async def action_focus_pane(self, step: int) -> None:
        order = ["#body", "#sections", "#query", "#notes"]
        focused = self.focused
        here = next((i for i, name in enumerate(order) if focused is not None and focused.id == name[1:]), 0)
        await self.focus_pane(order[(here + step) % len(order)])

    async def focus_pane(self, target: str) -> None:
        """Bring a pane on screen and the keys to it: ``#body``, ``#sections``, ``#query`` or ``#notes``."""
        if target == "#body":
            self.to_body()
            return
        await self.furnish()
        if not self._furnished:
            return
        side = "left" if target == "#sections" else "right"
        setattr(self, side, True)
        self.overlay = side
        self._arrange()
        self.query_one(target).focus()

    def to_body(self) -> None:
        """The keys go to the text again; a pane that only lay over it is put away."""
        if self.app.size.width < 110:
            self.overlay = ""
            self._arrange()
        self.body.focus()

    def key_escape(self) -> None:
        if self.focused is not self.body:
            self.to_body()
        else:
            self.body.set_hit([])
            self.say("")

    # -- status

    def say(self, text: str) -> None:
        """A line in the status line."""
        self._write("#message", plain_line(text))

    @on(Say)
    def _said(self, message: Say) -> None:
        self.say(message.text)

    def remember(self, **changes: object) -> None:
        """Keep what was changed on screen for the next time."""
        from glossator.tui.settings import remember

        try:
            remember(**changes)
        except OSError as error:
            self.say(f"not remembered: {error.strerror}")

    @on(PlaceChanged)
    def _place_changed(self) -> None:
        """The text goes first: what only says where it stands is drawn a frame later, and once for many keys."""
        self.last_place = self.body.place
        self.session.stir()
        if not self._place_due:
            self._place_due = True
            self.body.call_after_refresh(self.show_place)

    def show_place(self) -> None:
        """Title line, share read and time left, for where the text stands now."""
        self._place_due = False
        document = self.session.document
        place, end = self.body.place, self.body.end_place
        section = document.section_at(place)
        path = [document.sections[i].title for i in document.section_path(section)]
        if path and path[0] == document.title:
            path = path[1:]
        title = plain_line(document.title, "bold")
        for part in path:
            title.append(" › ", "dim")
            title.append(part)
        if self.session.is_cut:
            title.append("  only its beginning could be read", "reverse")
        self._write("#title", title)
        self._mark_when_settled()
        length = max(1, self.session.length - 1)
        share = 100 if end >= length else min(99, round(100 * end / length))
        following = 0 if section is None else section + 1
        until = document.sections[following].start if following < len(document.sections) else length
        inside, left = _minutes(place, max(place, until)), _minutes(place, length)
        wide = self.app.size.width >= 80
        progress = f"{inside} min in section, {left} min left" if wide else f"{inside} of {left} min"
        self._write("#progress", Text(f"{share}%  {progress}", justify="right"))

    def _write(self, where: str, text: Text) -> None:
        """Draw a line anew, when it says something new; no line changes the layout."""
        if self._written.get(where) != text:
            self._written[where] = text
            self.query_one(where, Static).update(text, layout=False)

    def _mark_when_settled(self) -> None:
        """The tree is much to draw: it follows when the text stands still, not at every key of a series."""
        if self._marking:
            self._marking.stop()
        self._marking = self.set_timer(_SETTLED, self._mark_section)

    def _mark_section(self) -> None:
        if pane := self.sections_pane:
            pane.mark(self.session.document.section_at(self.body.place))

    # -- jumps

    def jumped_from(self, place: int) -> None:
        """Remember where a jump left, so that one can go back there."""
        self._back.append(place)
        self._forward.clear()

    @on(Jumped)
    def _jumped(self, message: Jumped) -> None:
        self.jumped_from(message.origin)

    @on(JumpTo)
    def _jump_to(self, message: JumpTo) -> None:
        self.body.go(message.position)
        self.to_body()

    def action_back(self) -> None:
        self._travel(self._back, self._forward, "nowhere to go back to")

    def action_forward(self) -> None:
        self._travel(self._forward, self._back, "nowhere to go forward to")

    def _travel(self, source: list[int], other: list[int], nothing: str) -> None:
        if not source:
            self.say(nothing)
            return
        other.append(self.body.place)
        self.body.go(source.pop(), jump=False)


def _minutes(start: int, end: int) -> int:
    return round((end - start) / _CHARACTERS_A_WORD / _WORDS_A_MINUTE)
