"""ReaderView: what the controllers steer, the widgets of the reader screen and the lines around them."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from rich.text import Text
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widgets import Static

from glossator.content.errors import reason
from glossator.tui.plain import plain_line
from glossator.tui.reading.background import BackgroundTask, report
from glossator.tui.reading.reading import Reading
from glossator.tui.settings import Settings
from glossator.tui.widgets.body import Body
from glossator.tui.widgets.layered import Layered
from glossator.tui.widgets.messages import LeaveRequested
from glossator.tui.widgets.side import Side

if TYPE_CHECKING:
    from glossator.tui.widgets.menu import Menu
    from glossator.tui.widgets.notes import NotesPane
    from glossator.tui.widgets.search import SearchPane
    from glossator.tui.widgets.sections import Sections

Result = TypeVar("Result")
_BOTH = 50
"""Columns from which on the status line has room for the place beside its message."""
_PROGRESS, _PROGRESS_NARROW = 42, 20
_PAGE = 8
"""Columns of the place, and those of the page in it, as in the style sheet."""


class ReaderView(Layered[None]):
    """The text first; the panes beside it are mounted once the first page is on screen.

    Attributes:
        reading: What is open.
        settings: The settings.
        panes_mounted: True once the panes beside the text are there.
    """

    def __init__(self, reading: Reading, settings: Settings) -> None:
        super().__init__()
        self.reading = reading
        self.settings = settings
        self.panes_mounted = False
        self._written: dict[str, Text] = {}
        self.statuses = 0
        """How many lines the status line has shown: what comes late does not replace what came after it."""

    def compose(self) -> ComposeResult:
        """Yield the widgets."""
        self._owner = self.app  # a thread finds it by the screen only while that is there
        yield Static(id="title")
        with Horizontal(id="panes"):
            yield Side("left")
            column, options = self.settings.width, self.settings.layout
            yield Body(self.reading.document, self.reading.start, column=column, options=options, id="body")
            yield Side("right")
        with Horizontal(id="status"):
            yield Static(id="message")
            yield Static(id="progress")
        yield Vertical(id="keys")

    def update_node_styles(self, animate: bool = True) -> None:
        """Style the widgets anew, but for when the screen first comes up: each was styled as it was mounted.

        Args:
            animate: False when the screen comes up.
        """
        if animate or self.panes_mounted:
            super().update_node_styles(animate)

    @property
    def body(self) -> Body:
        """The text."""
        return self.query_one("#body", Body)

    @property
    def menu_pane(self) -> Menu | None:
        """The menu of what can be done at a place, once it is mounted."""
        return self.query_one("#menu") if self.panes_mounted else None  # type: ignore[return-value]

    @property
    def search_pane(self) -> SearchPane | None:
        """The search pane, once it is mounted."""
        return self.query_one("#search") if self.panes_mounted else None  # type: ignore[return-value]

    @property
    def notes_pane(self) -> NotesPane | None:
        """The notes pane, once it is mounted."""
        return self.query_one("#notes-pane") if self.panes_mounted else None  # type: ignore[return-value]

    @property
    def sections_pane(self) -> Sections | None:
        """The section tree, once it is mounted."""
        trees = self.query("#sections")
        return trees.first() if trees else None  # type: ignore[return-value]

    def in_background(self, work: Callable[[], Result], done: Callable[[Result], object]) -> BackgroundTask[Result]:
        """Do something in a thread of its own; what it finds after the document was closed is dropped.

        Args:
            work: What to do; it must write no file.
            done: Called with its result, in the thread of the screen.

        Returns:
            The task, which can be cancelled.
        """
        return BackgroundTask(self.app, work, done, lambda: self.is_open)

    def report(self, receive: Callable[[Result], object], value: Result) -> None:
        """Hand something to the thread of the screen from a background task; nothing once the document was closed.

        Args:
            receive: Called on the screen's thread.
            value: What it is called with.
        """
        report(self._owner, lambda value: self.is_open and receive(value), value)

    def when_drawn(self, callback: Callable[[], object]) -> None:
        """Call something once the text is drawn; not at all once the document was closed."""
        self.body.call_after_refresh(lambda: self.is_open and callback())

    @property
    def is_open(self) -> bool:
        """False once the document was closed: the widgets may be gone then."""
        return not self.reading.is_closed

    def read_styles(self, path: str) -> None:
        """Read a style sheet for what will be mounted, once; what is there already is not drawn anew."""
        if not self.app.stylesheet.has_source(path, ""):
            self.app.stylesheet.read(path)
            self.app.stylesheet.parse()

    def leave_for(self, then: Message) -> None:
        """Leave the document, once all is stored, and have the app do what a message says."""
        self.body.post_message(LeaveRequested(then))

    def copy_text(self, text: str) -> None:
        """Copy a text to every clipboard that is there."""
        from glossator.tui.clipboard import copy_text

        copy_text(self.app, text)

    def show_status(self, text: str, *, since: int | None = None) -> None:
        """Show a line in the status line; an empty one clears it.

        Args:
            text: The line.
            since: What ``statuses`` was when that began whose end the line tells: what was shown meanwhile stays.
        """
        if since is not None and since != self.statuses:
            return
        self.statuses += bool(text)
        self.write_line("#message", plain_line(text))
        self.fit_status()

    def clear_status(self, text: str) -> None:
        """Clear the status line if it still shows this text; a later message is left there."""
        if self._written.get("#message") == plain_line(text):
            self.show_status("")

    def fit_status(self) -> None:
        """Give a message the room of the place beside it, while it is too long to stand there whole."""
        progress, message = self.query_one("#progress"), self._written.get("#message", Text())
        width = self.app.size.width
        beside = _PROGRESS_NARROW if self.has_class("-overlay") else _PROGRESS
        beside += _PAGE if self.has_class("-paged") else 0
        is_shown = width >= _BOTH and message.cell_len <= width - beside - 2
        if progress.display != is_shown:
            progress.display = is_shown

    def write_line(self, selector: str, text: Text) -> None:
        """Draw one of the lines anew, when it is another one; no line changes the layout.

        Args:
            selector: Which widget, as CSS.
            text: What it shows.
        """
        if self._written.get(selector) != text:
            self._written[selector] = text
            widget = self.query_one(selector, Static)
            if not text.plain.isascii():
                from glossator.tui.visual_order import in_visual_order

                text = in_visual_order(self.app, text, widget.content_size.width)
            widget.update(text, layout=False)

    def remember(self, **changes: object) -> None:
        """Keep what was changed on screen for the next time."""
        from glossator.tui.remembered import remember

        for name, value in changes.items():
            setattr(self.settings, name, value)  # the next document is opened with them as well
        try:
            remember(**changes)
        except OSError as error:
            self.show_status(f"not remembered: {reason(error)}")
