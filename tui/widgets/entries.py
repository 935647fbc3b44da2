"""EntryList: a list of any length; only the entries on screen are ever laid out, and it scrolls by entries."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import Reactive, reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from glossator.tui.keys import bindings
from glossator.tui.layout.breaking import wrap
from glossator.tui.visual_order import in_visual_order
from glossator.tui.widgets.counting import Counting

_MOST_KEPT = 400
"""Entries whose lines are kept."""
_MOST_LINES = 60
"""Lines of one entry that are shown."""
_LAST_BUTTON = 3


class EntryList(Counting, ScrollView, can_focus=True, inherit_bindings=False):
    """Shows entries of one or more lines; one of them is highlighted."""

    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = bindings("list")
    COMPONENT_CLASSES: ClassVar[set[str]] = {"entries--highlighted"}
    DEFAULT_CSS = "EntryList { overflow-x: hidden; overflow-y: auto; }"

    highlighted: reactive[int | None] = reactive(None)
    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)
    """Other entries change nothing on the screen around them, but for a scroll bar that comes or goes."""

    @dataclass(eq=False)
    class Moved(Message):
        """Another entry was highlighted by hand."""

        index: int

    @dataclass(eq=False)
    class Selected(Message):
        """An entry was chosen."""

        index: int

    @dataclass(eq=False)
    class MenuWanted(Message):
        """It was asked what can be done with an entry; ``at`` is the cell of the screen."""

        index: int
        at: tuple[int, int]

    def __init__(self, *, id: str | None = None, takes_counts: bool = False) -> None:
        """Begin without entries.

        Args:
            id: The widget's id.
            takes_counts: Whether digits are numbers before a motion; in a menu they choose.
        """
        super().__init__(id=id)
        self.takes_counts = takes_counts
        self.option_count = 0
        self._entry: Callable[[int], Text] = lambda index: Text()
        self._heads: frozenset[int] = frozenset()
        self._key: Callable[[int], Hashable] | None = None
        self._laid: dict[int, list[Strip]] = {}
        self._kept: dict[Hashable, list[Strip]] = {}
        self._style = self._highlighted_style = Style()
        self._laid_width = 0

    def show(
        self, count: int, entry: Callable[[int], Text], *, heads: frozenset[int] = frozenset(),
        key: Callable[[int], Hashable] | None = None,
    ) -> None:  # fmt: skip
        """Show other entries.

        Args:
            count: How many there are.
            entry: Gives an entry's text by its index, asked for those on screen only.
            heads: Those that are headings or hints, and cannot be chosen.
            key: Gives what an entry's text is made of: one whose key was shown before is not laid out again.
        """
        self.option_count, self._entry, self._heads, self._key = count, entry, heads, key
        self._laid.clear()
        if self.highlighted is not None and self.highlighted >= count:
            self.highlighted = self._nearest(count - 1, -1)
        self._measure()
        self.refresh(layout=self.styles.is_auto_height)

    # -- layout

    def _lines(self, index: int) -> list[Strip]:
        width = max(1, self.scrollable_content_region.width)
        if width != self._laid_width:  # whatever it was laid out for, such as a pane without room
            self._laid_width = width
            self._forget()
        if index not in self._laid:
            key = self._key(index) if self._key else None
            if key is None or key not in self._kept:
                if len(self._kept) > _MOST_KEPT:
                    self._kept.clear()
                self._kept[key] = self._lay_out(index, width)
            self._laid[index] = self._kept[key]
        return self._laid[index]

    def _lay_out(self, index: int, width: int) -> list[Strip]:
        lines = [in_visual_order(self.app, line, width) for line in _wrapped(self._entry(index), width)[:_MOST_LINES]]
        for line in lines:
            line.stylize_before(line.style)  # rendering a line without spans forgets its own
        return [Strip(line.render(self.app.console)) for line in lines] or [Strip.blank(width)]

    def _forget(self) -> None:
        """All must be laid out anew."""
        self._laid.clear()
        self._kept.clear()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The lines of all entries, as far as a screen has them: for a list whose height is ``auto``."""
        height = 0
        for index in range(self.option_count):
            height += len(_wrapped(self._entry(index), max(1, width)))
            if height >= viewport.height:
                break
        return max(1, height)

    def _last_top(self) -> int:
        """The entry at the top when the last one stands at the bottom."""
        room, index = max(1, self.size.height), self.option_count
        while index > 0 and (room := room - len(self._lines(index - 1))) >= 0:
            index -= 1
        return max(0, min(index, self.option_count - 1))

    def _measure(self) -> None:
        if self.size.width and self.size.height:
            if self.show_vertical_scrollbar and self.styles.overflow_y == "auto" and self._fits_without_bar():
                self.show_vertical_scrollbar = False  # it would stay for ever: its own room makes entries longer
                self._forget()
            top = self._last_top() if self.option_count else 0
            self.virtual_size = Size(self.size.width, top + self.size.height)
            if self.scroll_offset.y > top:
                self.scroll_to(y=top, animate=False)
            if self.styles.overflow_y == "auto":
                self.show_vertical_scrollbar = top > 0
            if self.show_vertical_scrollbar:
                bar = self.vertical_scrollbar
                bar.window_virtual_size, bar.window_size = top + self.size.height, self.size.height

    def _fits_without_bar(self) -> bool:
        width, height = self.content_size.width, self.size.height
        if self.option_count > height:
            return False
        for index in range(self.option_count):
            height -= len(_wrapped(self._entry(index), max(1, width)))
            if height < 0:
                return False
        return True

    def on_resize(self, event: events.Resize) -> None:
        """Lay out anew for the new size."""
        self._forget()
        self._measure()
        self.refresh()

    def notify_style_update(self) -> None:
        """Forget what was drawn in the old style."""
        super().notify_style_update()
        self._forget()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the widget."""
        index = self.scroll_offset.y
        width = self.size.width
        while index < self.option_count:
            lines = self._lines(index)
            if y < len(lines):
                strip = lines[y].adjust_cell_length(width, None)
                return strip.apply_style(self._highlighted_style if index == self.highlighted else self._style)
            y -= len(lines)
            index += 1
        return Strip.blank(width, self._style)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw lines of the widget; their styles, which are slow to work out, are the same for all of them."""
        self._style = self.rich_style
        self._highlighted_style = self.get_component_rich_style("entries--highlighted")
        return super().render_lines(crop)

    @property
    def cursor_offset(self) -> Offset:
        """Where the terminal's cursor belongs: at the entry that is highlighted; in cells of the screen."""
        first, here = self.scroll_offset.y, self.content_region
        y = sum(len(self._lines(index)) for index in range(first, self.highlighted or 0))
        return Offset(here.x, here.y + min(y, max(0, here.height - 1)))

    def entry_at(self, y: int) -> int | None:
        """Give the entry that is drawn on a line of the widget."""
        index = self.scroll_offset.y
        while index < self.option_count:
            y -= len(self._lines(index))
            if y < 0:
                return index
            index += 1
        return None

    # -- moving

    def on_focus(self) -> None:
        """Highlight an entry, so that keys have something to act on."""
        if self.highlighted is None:
            self.highlighted = self._nearest(0, 1)

    def watch_highlighted(self, before: int | None, after: int | None) -> None:
        """Bring the highlighted entry on screen."""
        if after is not None:
            self._bring(after)
        self.refresh()

    def _bring(self, index: int) -> None:
        top = self.scroll_offset.y
        if index < top:
            top = index
        else:
            room, first = max(1, self.size.height), index + 1
            while first > 0 and (room := room - len(self._lines(first - 1))) >= 0:
                first -= 1
            top = max(top, min(first, index))
        self.scroll_to(y=top, animate=False, force=True, immediate=True)

    def _nearest(self, index: int, step: int) -> int | None:
        while 0 <= index < self.option_count:
            if index not in self._heads:
                return index
            index += step
        return None

    def _go(self, index: int, step: int) -> None:
        found = self._nearest(max(0, min(index, self.option_count - 1)), step)
        if found is None:
            found = self.highlighted
        if found is not None and found != self.highlighted:
            self.highlighted = found
            self.post_message(self.Moved(found))

    def action_cursor_down(self) -> None:
        """Highlight the next entry, or one so many further on."""
        times = self.take_times() or 1
        self._go(0 if self.highlighted is None else self.highlighted + times, 1)

    def action_cursor_up(self) -> None:
        """Highlight the previous entry, or one so many further back."""
        times = self.take_times() or 1
        self._go(0 if self.highlighted is None else self.highlighted - times, -1)

    def step(self, step: int) -> None:
        """Highlight the next entry, or with -1 the previous one: for keys of a field above the list."""
        if step > 0:
            self.action_cursor_down()
        else:
            self.action_cursor_up()

    def action_first(self) -> None:
        """Highlight the first entry, or the one of a number."""
        self._go((self.take_times() or 1) - 1, 1)

    def action_last(self) -> None:
        """Highlight the last entry, or the one of a number."""
        self._go((self.take_times() or self.option_count) - 1, -1)

    def action_page(self, direction: int) -> None:
        """Move by as many entries as are on screen."""
        shown = max(1, (self.entry_at(self.size.height - 1) or self.option_count - 1) - self.scroll_offset.y)
        self._go((self.highlighted or 0) + direction * shown, direction)

    def action_select(self) -> None:
        """Choose the highlighted entry."""
        self.take_times()
        if self.highlighted is not None and self.highlighted not in self._heads:
            self.post_message(self.Selected(self.highlighted))

    def on_click(self, event: events.Click) -> None:
        """Choose the entry that was clicked, with the first button; with the last one ask what can be done with it."""
        index = self.entry_at(event.y)
        if index is None or index in self._heads:
            return
        if event.button == 1:
            self.highlighted = index
            self.post_message(self.Selected(index))
        elif event.button == _LAST_BUTTON:
            self.highlighted = index
            self.post_message(self.MenuWanted(index, (event.screen_x, event.screen_y)))


def _wrapped(text: Text, width: int) -> list[Text]:
    """The lines of an entry, broken as those of the page are; one that must not be is cut."""
    if text.no_wrap:
        text.truncate(width, overflow=text.overflow)
        return [text]
    text.expand_tabs(4)
    lines = text.divide(wrap(text.plain, width)[1:])
    for line in lines:
        line.rstrip()
    return list(lines)
