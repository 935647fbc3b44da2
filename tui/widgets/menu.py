"""Menu: what can be done at a place of the text, shown there."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from rich.text import Text
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical

from glossator.content.text.sanitize import clean_line
from glossator.tui.keys import bindings
from glossator.tui.plain import set_title
from glossator.tui.widgets.entries import EntryList

if TYPE_CHECKING:
    from textual.widget import Widget

_WIDEST = 44
"""Cells of the menu at most, its border included."""
_KEY_ROOM = 7
"""Cells of the column with the keys."""


class Item(NamedTuple):
    """An entry: its text, the key shown beside it, the names of all keys that choose it, and what it does.

    One without a text is not shown and has its keys alone; it stands behind the others.
    """

    text: str
    shown: str
    keys: Sequence[str]
    act: Callable[[], object]


class Menu(Vertical):
    """Lies over the text while it has the focus; an entry is chosen by its own key, by Enter or by a click.

    It is a widget of the reader's screen, for a screen of its own would be drawn whole. Keys that are not its own do
    nothing meanwhile; what takes the focus away, such as a click beside it, closes it.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("menu", "anywhere")

    def __init__(self) -> None:
        super().__init__(id="menu", classes="dialog")
        self.display = False
        self._items: Sequence[Item] = ()
        self._title = ""
        self._entries = EntryList(id="menu-list")
        self._at: Callable[[], tuple[int, int]] = lambda: (0, 0)
        self._left: Callable[[], object] = lambda: None
        self._before: Widget | None = None

    def compose(self) -> ComposeResult:
        """Yield the widgets."""
        yield self._entries

    @property
    def is_modal(self) -> bool:
        """True: the keys of what lies below do not hold."""
        return True

    def open(
        self, title: str, items: Sequence[Item], at: Callable[[], tuple[int, int]], left: Callable[[], object]
    ) -> None:
        """Show the menu beside a place, where it fits, and give it the keys.

        Args:
            title: The title, cut where it is too long.
            items: The entries.
            at: Gives the cell of the screen that the menu belongs to; the text may yet be laid out anew.
            left: Is called when the menu is closed by its key, and nothing was chosen.
        """
        self._left = left
        self._title, self._items, self._at = title[: _WIDEST - 8], items, at
        self._entries.show(len(self._shown), self._entry)
        self._entries.highlighted = 0
        set_title(self, self._title)
        if not self.has_focus_within:
            self._before = self.screen.focused
        self._place()
        self.display = True
        self._entries.focus()
        self.call_after_refresh(self._place)

    def action_close(self) -> None:
        """Close the menu without a choice."""
        if self.display:
            self._hide()
            self._left()

    def _hide(self) -> None:
        self.display = False
        self._give_back()

    def _give_back(self) -> None:
        """Give the keys to what had them, at once: the next one may come already."""
        if self.has_focus_within:
            self.screen.set_focus(self._before)

    def on_descendant_blur(self) -> None:
        """Close when something else was given the keys."""
        if self.screen.is_active and not self.has_focus_within:
            self.display = False

    def on_descendant_focus(self) -> None:
        """Keep no keys while nobody sees it."""
        if not self.display:
            self._give_back()

    @property
    def _shown(self) -> list[Item]:
        return [item for item in self._items if item.text]

    def _place(self) -> None:
        room = self.app.size
        longest = max(len(item.text) + _KEY_ROOM for item in self._shown)
        width = min(_WIDEST, max(longest, len(self._title)) + 4, room.width)
        height = min(len(self._shown) + 2, room.height)
        x, y = self._at()
        below = y + 1 + height <= room.height
        self.styles.width, self.styles.height = width, height
        self.styles.offset = max(0, min(x, room.width - width)), y + 1 if below else max(0, y - height)

    def follow(self) -> None:
        """Stay at the place, should the screen be of another size."""
        if self.display:
            self._place()

    def _entry(self, index: int) -> Text:
        item = self._items[index]
        text = Text(f"{clean_line(item.shown):<{_KEY_ROOM}}" if any(each.shown for each in self._items) else "", "bold")
        text.append(clean_line(item.text[: _WIDEST - 4]), "not bold")
        return text

    def _choose(self, index: int) -> None:
        self._hide()
        self._items[index].act()

    def on_key(self, event: events.Key) -> None:
        """Choose an entry by its own key."""
        for index, item in enumerate(self._items):
            if any(name in item.keys for name in event.aliases) and event.key not in ("enter", "escape"):
                event.stop()
                event.prevent_default()
                self._choose(index)
                return

    def on_entry_list_selected(self, event: EntryList.Selected) -> None:
        """Choose an entry by Enter or by a click."""
        event.stop()
        self._choose(event.index)
