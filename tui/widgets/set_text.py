"""SetText: the canonical text, set in lines and scrolled; one widget, however long the text is."""

from __future__ import annotations

from textual import events
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView

from glossator.content.document import Document
from glossator.tui.layout.column import NARROWEST, WIDEST
from glossator.tui.layout.line_table import LineTable
from glossator.tui.layout.options import DEFAULTS, Options
from glossator.tui.layout.page_starts import page_start, top_for
from glossator.tui.layout.pictures import Sizes
from glossator.tui.layout.spread import spread
from glossator.tui.layout.table_heads import head_at, scroll_for
from glossator.tui.widgets.messages import PositionChanged

_CAPTION = 3
"""Rows of the screen that a picture leaves to the words beneath it."""
_SHARED = 2
"""Rows that two pages share."""
_WORD = 40
"""Code points of a word that is brought on screen as a whole."""


class SetText(ScrollView, inherit_bindings=False):
    """A document in lines, and the place of it that is on screen. A subclass draws the lines."""

    ALLOW_SELECT = False

    def __init__(
        self, document: Document, position: int = 0, *, generation: int = 0, column: int = 72,
        options: Options = DEFAULTS, id: str | None = None,
    ) -> None:  # fmt: skip
        super().__init__(id=id)
        self.document = document
        self.generation = generation
        self.column = column
        self._options = options
        self._position = position
        self._table = LineTable(document, column, options=options)
        self._pictures: Sizes = {}
        self.spread = spread((column, 0), column, 1)
        """The pages on screen."""
        self._turns: dict[tuple[int, int], tuple[int, int]] = {}
        """Where pages that were turned to begin, and where the ones before them did."""

    @property
    def position(self) -> int:
        """The reading place: the first text position on screen."""
        return self._position

    @property
    def first_row(self) -> int:
        """The first row of the text on screen that scrolls, in rows of ``lines``."""
        return self.scroll_offset.y + self._head[1]

    @property
    def _head(self) -> tuple[int, int]:
        return head_at(self._table, self.scroll_offset.y, self.spread.height)

    def row_at(self, x: int, y: int) -> int:
        """The row of the text that is shown at a place.

        Args:
            x: Column of the widget.
            y: Row of the widget.
        """
        return self._row_on(self.spread.page_at(x), y)

    def _row_on(self, page: int, y: int) -> int:
        top, rows = self._head
        is_head = not page and y < rows
        return top + y if is_head else self.scroll_offset.y + page * self.spread.height + y

    @property
    def rows_on_screen(self) -> int:
        """The rows of all pages on screen."""
        return self.spread.rows

    @property
    def end_position(self) -> int:
        """The last text position on screen."""
        return self._table.position_at(self.scroll_offset.y + max(0, self.rows_on_screen - 1), 10_000)

    @property
    def lines(self) -> LineTable:
        """The lines of the text as they stand."""
        return self._table

    @property
    def line_settings(self) -> tuple[int, int, Options]:
        """The width in cells that lines are broken at now, the most that a wide block may take, and how it is set."""
        return self._table.width, self._table.room, self._options

    def line_region(self, position: int) -> Region:
        """Where a position stands on the widget, for tests and overlays."""
        row, (top, rows) = self._table.y_of(position), self._head
        is_head = top <= row < top + rows
        x, y = self.spread.place(row - (top if is_head else self.scroll_offset.y))
        return Region(x + self._table.x_of(position), y, 1, 1)

    def set_column(self, column: int) -> None:
        """The width of the text in cells."""
        self.column = max(NARROWEST, min(WIDEST, column))
        self._lay_out()

    def set_options(self, options: Options) -> None:
        """Set the text in another way."""
        self._options = options
        self._lay_out()

    def set_pictures(self, pictures: Sizes) -> None:
        """Leave room for pictures, by the index of the block that each stands above."""
        if pictures != self._pictures:
            self._pictures = pictures
            self._lay_out()
            self.post_message(PositionChanged(self._position, self.generation))

    def reveal(self, position: int) -> None:
        """Scroll a table that is wider than the page sideways, so that a position in it is seen."""
        text, end = self.document.text, position
        while end + 1 < min(len(text), position + _WORD) and not text[end + 1].isspace():
            end += 1
        if any([self._table.reveal(end), self._table.reveal(position)]):  # the end of the word first
            self.refresh()

    # -- layout

    def _lay_out(self) -> None:
        self.spread = spread(self.size, self.column, self._options.pages)
        width, room, position = self.spread.width, self.spread.room, self._position
        now = self._table.width, self._table.room, self._table.options, self._table.pictures
        options = self._options
        if self._pictures:  # none taller than the screen, its caption with it
            options = options._replace(picture_rows=min(options.picture_rows, max(2, self.size.height - _CAPTION)))
        if now != (width, room, options, self._pictures) or self._table.document is not self.document:
            before, self._table = self._table, LineTable(self.document, width, room, options, self._pictures)
            self._table.scroll_as(before)
        # Room below, so that the last heading can stand at the top as any other.
        last = self._table.y_of(self.document.sections[-1].start) if self.document.sections else 0
        height = max(self._table.height, last + self.rows_on_screen) - self.rows_on_screen + self.size.height
        self.virtual_size = Size(max(1, self.size.width), height)
        self._position = position
        y = top_for(self._table, self._table.y_of(position), self.size.height)
        self.scroll_to(y=y, animate=False, force=True, immediate=True)
        self.refresh()

    def on_resize(self, event: events.Resize) -> None:
        """Lay out anew for the new size; another share of the text is on screen."""
        is_first = self.virtual_size.height == 0
        self._lay_out()
        if not is_first:
            self.post_message(PositionChanged(self._position, self.generation))

    def turned_to(self, y: int) -> int:
        """The row that the page turned to begins with; turned back, it is the one before again.

        Args:
            y: The row that it would begin with, two rows before the first one below the page, or above it.
        """
        top = self.scroll_offset.y
        start = page_start(self._table, max(0, y))
        if y < top:
            if before := self._turns.get(self._place_of(top)):
                return self._table.y_of(before[0]) + before[1]
            start = start if start >= y - _SHARED else y  # else rows between the two pages would be seen on neither
            return scroll_for(self._table, max(0, min(start, top - 1)), self.size.height)
        y = scroll_for(self._table, start if start > top else y, self.size.height)
        y = min(max(y, top + 1), self.max_scroll_y)
        if y > top:
            self._turns[self._place_of(y)] = self._place_of(top)
        return y

    def _place_of(self, y: int) -> tuple[int, int]:
        """A row by the text at or below it, and how many rows it stands below where that begins."""
        position = self._table.first_position(y)
        return position, y - self._table.y_of(position)

    def _scroll(self, y: float) -> None:
        self.scroll_to(y=max(0, min(y, self.max_scroll_y)), animate=False, force=True, immediate=True)
        self._settle()

    def _scroll_first(self, row: int) -> None:
        """Scroll so that a row is the first one, but for the head of its table."""
        self._scroll(top_for(self._table, row, self.size.height))

    def _settle(self) -> None:
        first_row = self.first_row
        if self._table.y_of(self._position) != first_row:
            self._position = self._table.first_position(first_row)
        self.post_message(PositionChanged(self._position, self.generation))

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell where the text stands now."""
        super().watch_scroll_y(old_value, new_value)
        if round(old_value) != round(new_value) and self.is_mounted:
            self._settle()
            self.call_after_refresh(self._choose_ahead)

    def _choose_ahead(self) -> None:
        """Have the lines of the next page chosen, now that this one is on screen."""
        self._table.choose(self.scroll_offset.y + self.rows_on_screen, self.rows_on_screen)
