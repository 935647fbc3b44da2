"""Menu: what can be done at a place of the text, shown there."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import ClassVar, NamedTuple

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen

from glossator import styles
from glossator.content.text.sanitize import clean_line
from glossator.tui.keys import bindings
from glossator.tui.plain import set_title
from glossator.tui.widgets.entries import EntryList

_WIDEST = 44
"""Cells of the menu at most, its border included."""
_KEY_ROOM = 7
DOUBLE_CLICK = -1
"""Is given when the click that opened the menu was the first of two."""
_DOUBLE = 0.5
"""Seconds between the two at most."""


class Item(NamedTuple):
    """An entry: its text, the key shown beside it, and the names of all keys that choose it."""

    text: str
    shown: str
    keys: list[str]


class Menu(ModalScreen[int | None]):
    """Gives the index of the entry that was chosen, by its own key, by Enter or by a click; None for Esc."""

    CSS_PATH = [styles.PANES, styles.DIALOGS]
    BINDINGS: ClassVar[list[BindingType]] = bindings("menu")

    def __init__(self, title: str, items: list[Item], at: Callable[[], tuple[int, int]]) -> None:
        """Take what is to be shown.

        Args:
            title: The title, cut where it is too long.
            items: The entries.
            at: Gives the cell of the screen that the menu belongs to; the text may yet be laid out anew.
        """
        super().__init__()
        self._title = title
        self._items = items
        self._at = at
        self._opened = monotonic()

    def compose(self) -> ComposeResult:
        """Yield the widgets."""
        with Vertical(id="menu", classes="dialog"):
            yield EntryList(id="menu-list")

    def on_mount(self) -> None:
        """Put the menu beside the place, where it fits."""
        entries = self.query_one(EntryList)
        entries.show(len(self._items), self._entry)
        entries.highlighted = 0
        menu = self.query_one("#menu")
        set_title(menu, self._title[: _WIDEST - 8])
        self._place()
        self.call_after_refresh(self._place)

    def _place(self) -> None:
        menu = self.query_one("#menu")
        longest = max(len(item.text) + _KEY_ROOM for item in self._items)
        width = min(_WIDEST, max(longest, len(self._title[: _WIDEST - 8])) + 4, self.app.size.width)
        height = min(len(self._items) + 2, self.app.size.height)
        x, y = self._at()
        menu.styles.width, menu.styles.height = width, height
        below = y + 1 + height <= self.app.size.height
        menu.styles.offset = (
            max(0, min(x, self.app.size.width - width)),
            y + 1 if below else max(0, y - height),
        )

    def on_resize(self) -> None:
        """Stay on the screen."""
        self._place()

    def _entry(self, index: int) -> Text:
        item = self._items[index]
        text = Text(f"{clean_line(item.shown):<{_KEY_ROOM}}" if any(each.shown for each in self._items) else "", "bold")
        text.append(clean_line(item.text[: _WIDEST - 4]), "not bold")
        return text

    def on_key(self, event: events.Key) -> None:
        """Choose an entry by its own key."""
        for index, item in enumerate(self._items):
            if any(name in item.keys for name in event.aliases) and event.key not in ("enter", "escape"):
                event.stop()
                event.prevent_default()
                self.dismiss(index)
                return

    def on_entry_list_selected(self, event: EntryList.Selected) -> None:
        """Choose an entry by Enter or by a click."""
        event.stop()
        self.dismiss(event.index)

    def on_click(self, event: events.Click) -> None:
        """A click beside the menu closes it; the second one of a double click is the text's."""
        if event.widget is self:
            is_second = monotonic() - self._opened < _DOUBLE and (event.screen_x, event.screen_y) == self._at()
            self.dismiss(DOUBLE_CLICK if is_second else None)
